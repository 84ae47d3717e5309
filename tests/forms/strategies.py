"""Generated reports: every section, cell and heading may be filled with almost anything."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from report_kit.forms import Report, load_form

FORM = load_form()
# Letters, marks, punctuation, symbols and digits of several scripts, astral characters among them.
_CHARACTERS = st.one_of(
    st.sampled_from("本年度主动公开信息件审核制度镕喆堃翀旻𠮷㎡☑⑳。，；：“”《》（）〔〕—…、"),
    st.sampled_from("0123456789１２abcXYZ*_#`<>|$\\~&[](){}!+-=.,:;'\"%/ \u3000"),
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")),
)
_PARAGRAPH = st.text(_CHARACTERS, min_size=1, max_size=60)
PROSE = st.lists(_PARAGRAPH, max_size=3).map("\n".join)
_PLACES = st.sampled_from(["青禾县云溪乡", "江州市石桥镇", "平川区东湖街道"])


def _agency(place: str) -> str:
    return place + ("办事处" if place.endswith("街道") else "人民政府")


def _is_ambiguous(line: str) -> bool:
    """Prose that reads exactly like a heading of the form is one, whoever wrote it."""
    return re.match(r"[（(]\s*[一二三四五六七八九十]", line.strip()) is not None


@st.composite
def reports(draw: st.DrawFn) -> Report:
    agency = _agency(draw(_PLACES))
    prose = st.one_of(
        PROSE,
        st.just("2024年1月5日"),
        st.just("六、其他需要报告的事项"),
        st.just(agency),
        st.just("一、总体情况\n完"),
    ).filter(lambda text: not any(_is_ambiguous(line) for line in text.split("\n")))
    sections = {section.id: draw(prose) for section in FORM.sections if draw(st.booleans())}
    headings = {}
    if draw(st.booleans()):
        headings["overview.disclosure"] = draw(
            st.sampled_from(["（一）主动公开方面。", "（一）主动公开情况", "(一)主动公开："])
        )
    # Two hundred cells drawn one by one would take most of the test's time; one seed draws them all.
    random = Random(draw(st.integers(0, 2**32)))
    tables: dict[str, dict[str, dict[str, int | Decimal | None]]] = {}
    for table in FORM.tables:
        for (row, column), (_, spec) in table.addresses.items():
            value: int | Decimal | None = random.choice(
                [None, 0, random.randrange(100), random.randrange(10**5)]
            )
            if spec.type == "amount" and value:
                value += Decimal(random.randrange(10**4)) / 10**4
            tables.setdefault(table.id, {}).setdefault(row, {})[column] = value
    return Report(
        agency=agency,
        level="",
        year=draw(st.integers(FORM.since, FORM.until)),
        sections=sections,
        headings=headings,
        tables=tables,
        signature=draw(st.sampled_from([agency, ""])),
        date=draw(st.one_of(st.none(), st.dates(datetime.date(2022, 1, 1), datetime.date(2036, 12, 31)))),
    )

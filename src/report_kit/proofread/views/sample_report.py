"""A small annual report as text, for the examples of rules that look at the whole form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from report_kit.forms.catalogue import load_form

AGENCY = "清水县梨树乡人民政府"
HEAD = f"{AGENCY}\n2024年政府信息公开工作年度报告\n"
FEES = "本年度未收取信息处理费。"


def sample_report(
    overview: str = "已按规定完成。",
    *,
    preamble: str = "",
    problems: str = "一是更新不够及时。下一步将完善制度。",
    other: str = FEES,
    table2: Mapping[str, Sequence[int | str]] | None = None,
    table3: Mapping[str, int] | None = None,
    table4: Sequence[int] | None = None,
    ending: str = "",
) -> str:
    """Return the text of a report about 2024.

    Args:
        overview: prose of 一、总体情况.
        preamble: prose before it.
        problems: prose of section five.
        other: prose of section six.
        table2: figures by row id.
        table3: 自然人 (and so 总计) by row id.
        table4: the fifteen figures.
        ending: signature and date.
    """
    form = load_form("annual_2021")
    titles = [section.title for section in form.sections if section.level == 1]
    labels = {
        (table.id, row.id): row.label for table in form.tables for block in table.blocks for row in block.rows
    }
    rows2 = ["\t".join([labels["table2", row], *map(str, cells)]) for row, cells in (table2 or {}).items()]
    rows3 = [
        "\t".join([labels["table3", row], str(number), *["0"] * 5, str(number)])
        for row, number in (table3 or {}).items()
    ]
    rows4 = ["\t".join(map(str, table4))] if table4 else []
    parts = [overview, "\n".join(rows2), "\n".join(rows3), "\n".join(rows4), problems, other]
    body = "".join(
        f"{title}\n{part}\n" if part else f"{title}\n" for title, part in zip(titles, parts, strict=True)
    )
    return HEAD + (f"{preamble}\n" if preamble else "") + body + ending

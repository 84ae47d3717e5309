"""Words for offices that an agency of this level does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.forms.agency import level_of
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity

_TOWN = Context(agency="清水县梨树乡人民政府", level="乡")
_LEAD = re.compile(r"(?:落实|按照|经|由|报|向|在|和|各)\Z")
_OTHERS = re.compile(
    r"[\u3400-\u9fff]{2}[局委厅](?:办公室|机关)?(?:的|各)?(?:相关|有关|对口|业务|内设|所属)*\Z"
)
_BUREAU = Context(agency="清水县水利局", level="局")


@cache
def _words() -> tuple[tuple[frozenset[str], re.Pattern[str], dict[str, str]], ...]:
    rows = read_table("unit_words", ("levels", "pattern", "instead", "note"))
    return tuple((frozenset(row["levels"].split()), re.compile(row["pattern"]), row) for row in rows)


class UnitWords(Rule):
    """内设机构、系统的称谓与报告机关的层级不符。

    什么：乡镇、街道的报告写“股室”“局党组”“全系统”，部门的报告写“全乡政府”等。
    为什么：这类机构本级没有，多是套用别处的报告留下的。
    依据：地方机构设置的通行称谓，见 dictionaries/unit_words.tsv。
    """

    id = "name.unit_words"
    severity = Severity.WARNING
    source = "dictionaries/unit_words.tsv"
    wrong = (
        Wrong("再由拟稿股室负责人审核。", "股室", None, _TOWN),
        Wrong("各股室报送信息，由办公室汇总。", "股室", None, _TOWN),
        Wrong("经股室初审后报分管领导。", "股室", None, _TOWN),
        Wrong("这是提升司法行政效能的抓手。", "司法行政效能", None, _TOWN),
        Wrong("落实局党组要求。", "局党组", None, _TOWN),
        Wrong("在全系统推广。", "全系统", None, _TOWN),
        Wrong("落实我乡党委部署。", "我乡党委", None, _BUREAU),
    )
    right = (
        Right("再由拟稿股室负责人审核。", _BUREAU),
        Right("各站所、各办公室报送信息。", _TOWN),
        Right("县水利局股级干部到乡指导，全系统性风险可控。", _BUREAU),
        Right("再由拟稿股室负责人审核。"),
        Right("我乡主动对接县财政局相关股室，核对公开口径。", _TOWN),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield such words; silent when the level of the agency is unknown."""
        level = check.level or (level_of(check.agency) if check.agency else None)
        for levels, pattern, row in _words():
            if level not in levels:
                continue
            for paragraph in check.paragraphs:
                for match in pattern.finditer(check.text, paragraph.start, paragraph.end):
                    before = check.text[max(paragraph.start, match.start() - 8) : match.start()]
                    # “县水利局机关”, “县财政局相关股室”: another office's.
                    named = re.search(r"[\u3400-\u9fff]{2}\Z", before) and not _LEAD.search(before)
                    if (named and row["pattern"].startswith("局")) or _OTHERS.search(before):
                        continue
                    message = f"这是{level}的报告：{row['note']}（本级一般称{row['instead']}）"
                    yield self.finding(check, *match.span(), message, confidence=0.75)

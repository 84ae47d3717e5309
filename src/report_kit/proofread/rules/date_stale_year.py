"""Years in web addresses, in the names of yearly plans and before the figures of a year's end (D6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.document import Paragraph
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s，。；、）)》”\u3400-\u9fff]+")
_REPORT_PAGE = re.compile(r"(?i)report|nianbao|ndbg|xxgknb|gknb|year")
_YEAR_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)(?=\.s?html?\b|/?\Z)")
_PLAN = re.compile(
    r"《[^《》]{0,24}?(20\d\d)\s*年(?:度)?[^《》]{0,8}(?:政务|信息)公开(?:重点)?工作(?:主要任务)?(?:要点|任务|计划|安排)[^《》]{0,8}》"
)
# “截至2023年底，现行有效9件”: how things stood at the end of the year before
_STOOD = re.compile(r"截[至止](20\d\d)\s*年(?:年?[底末]|12\s*月\s*31\s*日)[，,]?[^。；\n]{0,30}?\d")
_LOOKING_BACK = re.compile("上年|去年|往年|总结|回顾|自20|以来|先后")


class StaleYear(Rule):
    """网址、工作要点、年末数里的年份还是往年的（D6）。

    什么：年报栏目的网址以往年年份结尾，落实的是往年的《××年政务公开工作要点》，或写的是“截至（上年）年底”的数。
    为什么：多是套用上年的报告没有改到；网址会把读者带到旧报告。
    依据：《政府信息公开条例》第四十九条，报告反映上一年度的情况。
    """

    id = "date.stale_year"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第四十九条"
    wrong = (
        Wrong(
            sample_report(
                preamble="本报告可在http://www.qs.gov.cn/openness/AnnualReport/year/6/2022.html查阅。"
            ),
            "2022",
        ),
        Wrong(sample_report("认真落实《清水县2023年政务公开工作要点》。"), "2023"),
        Wrong(sample_report("截至2023年底，现行有效规范性文件9件。"), "2023"),
        Wrong("对照《天水市2020年政务公开工作要点》。", "2020", None, Context(year=2021)),
    )
    right = (
        Right(sample_report("截至2024年底，现行有效规范性文件9件；上年末，即截至2023年底，为8件。")),
        Right(sample_report("认真落实《清水县2024年政务公开工作要点》。")),
        Right(sample_report(preamble="见http://www.qs.gov.cn/art/2022/1/5/art_76.html。")),
        Right(sample_report("回顾《清水县2023年政务公开工作要点》落实情况。")),
        Right("落实《2020年政务公开工作要点》。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield years before the one under report."""
        year = check.report_year
        if year is None or not check.concerns_report:
            return
        for address in _ADDRESS.finditer(check.text):
            found = _YEAR_IN_ADDRESS.search(address.group())
            if found and _REPORT_PAGE.search(address.group()) and int(found[1]) < year:
                start = address.start() + found.start(1)
                message = f"网址指向 {found[1]} 年的栏目，这是 {year} 年度的报告，请核对"
                yield self.finding(check, start, start + 4, message, confidence=0.8)
        for paragraph in check.prose():
            yield from self._stood(check, year, paragraph)
            for match in _PLAN.finditer(check.text, paragraph.start, paragraph.end):
                low = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。；")
                before = check.text[max(low, paragraph.start) : match.start()]
                if int(match[1]) == year - 1 and not _LOOKING_BACK.search(before):
                    message = f"这是 {year} 年度的报告，落实的却是 {match[1]} 年的要点，请核对"
                    yield self.finding(check, *match.span(1), message, confidence=0.75)

    def _stood(self, check: Check, year: int, paragraph: Paragraph) -> Iterator[Finding]:
        """Yield the end of the year before where the sentence neither looks back nor names this year's."""
        for match in _STOOD.finditer(check.text, paragraph.start, paragraph.end):
            low = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。；\n")
            before = check.text[max(low, paragraph.start) : match.start()]
            if (
                int(match[1]) == year - 1
                and not _LOOKING_BACK.search(before)
                and f"截至{year}" not in paragraph.text
            ):
                message = f"这是 {year} 年度的报告，写的却是 {match[1]} 年底的数，请核对"
                yield self.finding(check, *match.span(1), message, confidence=0.7)

"""The day by which the report is said to be published (D4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_BY = re.compile(
    r"(?:于|在)\s*(?P<year>20\d\d)\s*年\s*(?P<month>[1-4])\s*月\s*\d{1,2}\s*日\s*(?:之?前|起|以前)?[^，。；\d]{0,10}"
    r"(?:公布|公开|发布|报送|上报)"
)
_REPORT = re.compile("报告|年报")
# The report is named with its year, then the day it was published, in one sentence.
_NAMED = re.compile(
    r"(?P<of>20\d\d)年(?:度)?[^，。；：\d\n]{0,24}?(?:年度报告|年报)[^。；\d\n]{0,30}?(?:于|在)\s*(?P<year>20\d\d)\s*年\s*"
    r"(?P<month>[1-3])\s*月\s*\d{1,2}\s*日[^。；\n]{0,60}?(?:公布|公开|发布|报送|上报)"
)


class PublishBy(Rule):
    """公布报告的期限写成了报告年度（D4）。

    什么：“于2024年1月15日前公布”，而这是 2024 年度的报告，应为 2025 年。
    为什么：年度报告在下一年公布，多是沿用上年的文字只改了一半。
    依据：《政府信息公开条例》第四十九条。
    """

    id = "date.publish_by"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第四十九条"
    wrong = (
        Wrong(
            sample_report(preamble="本报告于2024年1月15日前向社会公布。"),
            "2024",
            sample_report(preamble="本报告于2025年1月15日前向社会公布。"),
        ),
        Wrong(
            "年度报告将于2024年1月31日前公布。",
            "2024",
            "年度报告将于2025年1月31日前公布。",
            Context(year=2024),
        ),
        Wrong(
            "按时完成2024年政府信息公开年度报告，并于2024年1月15日之前在区政府网站向社会公布。",
            "2024",
            "按时完成2024年政府信息公开年度报告，并于2025年1月15日之前在区政府网站向社会公布。",
        ),
    )
    right = (
        Right("完成2023年政府信息公开年度报告，并于2024年1月15日之前在网站公布。"),
        Right(sample_report(preamble="本报告于2025年1月15日前向社会公布。")),
        Right(sample_report("于2024年1月20日公布办事指南。")),
        Right("上年度报告于2024年1月20日公布。", Context(year=2024)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield days in the year under report by which that report is to be published."""
        named = [m for m in _NAMED.finditer(check.text) if m["of"] == m["year"]]
        for match in named:
            right = str(int(match["of"]) + 1)
            message = f"{match['of']} 年度的报告应在 {right} 年公布"
            yield self.finding(check, *match.span("year"), message, replacement=right)
        told = {match.start("year") for match in named}
        year = check.report_year
        if year is None or not check.concerns_report:
            return
        for paragraph in check.prose():
            for match in _BY.finditer(check.text, paragraph.start, paragraph.end):
                low = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。；")
                clause = check.text[max(low + 1, paragraph.start) : match.end() + 12]
                if match.start("year") in told or int(match["year"]) != year or not _REPORT.search(clause):
                    continue
                if re.search("上年|上一年|去年|往年", clause) or str(year - 1) in clause:
                    continue
                message = f"{year} 年度的报告应在 {year + 1} 年公布"
                yield self.finding(check, *match.span("year"), message, replacement=str(year + 1))

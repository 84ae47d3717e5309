"""The year a summary opens with, and the year it plans for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.dated import dated

_SUMMARY = re.compile("总结|述职|年度报告|年度[^，。]{0,12}(?:报告|情况)|工作情况|情况(?:的)?(?:报告|汇报)")
_PLANNING = re.compile("计划|要点|安排|打算|方案|政府工作报告|思路|规划")
_OPENING = re.compile(r"[\s\u3000]*(?:一年来，)?(?P<year>20\d\d)\s*年[，,]?(?=[^。；\d]{4,60}(?:，|。))")
_OF_THE_YEAR = re.compile("领导下|指导下|支持下|围绕|紧扣|坚持|认真|全面|深入|按照|紧紧")
_AHEAD = re.compile(
    r"(?<=[。；\n\u3000])(?P<year>20\d\d)\s*年[，,](?:我们?|本|全)[^，。；]{1,5}(?:将|要)(?=[^。]{4})"
)
_OPENS = 3


class OpeningYear(Rule):
    """总结的年份与标题不符。

    什么：标题是“2024年工作总结”，开头写“2023年，在……领导下”；下一步打算写“2024年，我局将……”。
    为什么：多是套用上年的文字没有改到，读者会以为说的是旧事。
    依据：公文内容应当前后一致（《党政机关公文处理工作条例》第十九条）。政府工作报告、计划、要点不算。
    """

    id = "date.opening_year"
    severity = Severity.WARNING
    source = "《党政机关公文处理工作条例》第十九条"
    yields_to = ("date.report_year", "date.plan_year")
    wrong = (
        Wrong(
            "县水利局2024年工作总结\n2023年，县水利局在县委的坚强领导下，完成了任务。",
            "2023",
            "县水利局2024年工作总结\n2024年，县水利局在县委的坚强领导下，完成了任务。",
        ),
        Wrong(
            "县水利局2024年工作总结\n存在不足。2024年，我局将多方筹措资金，健全机制。",
            "2024",
            "县水利局2024年工作总结\n存在不足。2025年，我局将多方筹措资金，健全机制。",
        ),
    )
    right = (
        Right("县水利局2024年工作总结\n2024年，县水利局在县委的坚强领导下，完成了任务。2025年，我局将努力。"),
        Right("县水利局2024年工作总结和2025年工作打算\n2025年，我局将多方筹措资金，健全机制。"),
        Right("2025年政府工作报告\n2024年，在市委的坚强领导下，完成了任务。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the year of the opening sentence and of plans where they do not go with the title."""
        about = dated(check)
        if about.year is None or not _SUMMARY.search(about.title) or _PLANNING.search(about.title):
            return
        bodies = [paragraph for paragraph in check.paragraphs if paragraph.text.strip()][1 : 1 + _OPENS]
        for paragraph in bodies:
            match = _OPENING.match(check.text, paragraph.start, paragraph.end)
            if match is None:
                continue
            sentence = re.split("[。；]", check.text[match.start() : paragraph.end])[0]
            near = abs(int(match["year"]) - about.year) == 1
            if near and _OF_THE_YEAR.search(sentence) and str(about.year) not in sentence:
                yield self._finding(
                    check, match, about.year, f"标题写的是{about.year}年，开头写{match['year']}年，请核对"
                )
            break
        for match in _AHEAD.finditer(check.text):
            if int(match["year"]) in (about.year, about.year - 1):
                message = f"标题写的是{about.year}年，下一步的安排却写{match['year']}年，请核对"
                yield self._finding(check, match, about.year + 1, message)

    def _finding(self, check: Check, match: re.Match[str], right: int, message: str) -> Finding:
        return self.finding(check, *match.span("year"), message, replacement=str(right))

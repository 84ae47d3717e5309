"""The year that the plan of a report on 法治政府建设 is for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_fazhi import FAZHI, sample_fazhi

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
# “2024年，我镇将……”: a sentence that opens with the year it plans.
_OPENING = re.compile(
    r"(?:^|(?<=[。；：\n]))[\s　]*(?:(?:下一步|下步|下阶段|下一?年度?|接下来)[，,]?)?"
    r"(20\d\d)\s*年度?[，,]?(?P<rest>[^。；\n]*)"
)
_PLANNED = re.compile("将|要|计划|拟|继续|进一步|力争|确保|重点|安排|打算|着力")
_PAST = re.compile(
    "以来|存在|的不足|的问题|期间|基础上|发现|已经?|了|年报|结转|指出|印发|发布|施行|至|到|[—－-]"
)


class PlanYear(Rule):
    """法治政府建设年度报告里下一年度的安排，写的不是下一年。

    什么：“下一年度……安排”部分的标题，或一句安排开头的年份，不是报告年度的下一年。
    为什么：多是沿用上年的报告没有改到；2024 年度的报告，安排的是 2025 年的工作。
    依据：中共中央办公厅、国务院办公厅《法治政府建设与责任落实督察工作规定》关于年度报告内容的规定。
    """

    id = "date.plan_year"
    severity = Severity.WARNING
    forms = (FAZHI,)
    preview = True
    source = "中共中央办公厅、国务院办公厅《法治政府建设与责任落实督察工作规定》"
    wrong = (
        Wrong(
            sample_fazhi(plan="2024年，我镇将组织执法培训2次。"),
            "2024",
            sample_fazhi(plan="2025年，我镇将组织执法培训2次。"),
        ),
        Wrong(
            sample_fazhi(plan="2024年，我镇将针对存在的不足，重点做好以下工作。"),
            "2024",
            sample_fazhi(plan="2025年，我镇将针对存在的不足，重点做好以下工作。"),
        ),
        Wrong(
            sample_fazhi(plan="下一步，2024年拟把调解员由26名增加到30名。"),
            "2024",
            sample_fazhi(plan="下一步，2025年拟把调解员由26名增加到30名。"),
        ),
        Wrong(
            sample_fazhi().replace("四、下一年度推进", "四、2024年推进"),
            "2024",
            sample_fazhi().replace("四、下一年度推进", "四、2025年推进"),
        ),
        Wrong(
            sample_fazhi(plan="针对不足，作如下安排。2023年继续开展普法。"),
            "2023",
            sample_fazhi(plan="针对不足，作如下安排。2025年继续开展普法。"),
        ),
    )
    right = (
        Right(sample_fazhi()),
        Right(sample_fazhi(plan="针对2024年的不足，将组织执法培训。2024年存在的问题要逐项改正。")),
        Right(sample_fazhi(plan="到2027年，全部村建成法律服务点。")),
        Right(sample_fazhi(plan="2024年已完成的任务要继续巩固。2024年印发的清单将逐项落实。")),
        Right("2024年，我镇将组织执法培训2次。", Context(year=2024)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield years in the heading and at the beginning of planning sentences that are not the next one."""
        year = check.report_year
        section = check.located.section("plan") if check.is_report and check.form else None
        if year is None or section is None:
            return
        headings = _YEAR.finditer(check.text, *section.heading_span) if section.heading_span else ()
        for match in headings:
            if int(match[1]) != year + 1:
                yield self._finding(check, match.start(1), year)
        for start, end in section.prose:
            for match in _OPENING.finditer(check.text[start:end]):
                planned = _PLANNED.search(match["rest"])
                # What is past may be the reason of the plan: only before the first word of planning it tells.
                past = planned and _PAST.search(match["rest"], 0, planned.start())
                if planned and not past and int(match[1]) <= year:
                    yield self._finding(check, start + match.start(1), year)

    def _finding(self, check: Check, start: int, year: int) -> Finding:
        written = check.text[start : start + 4]
        message = f"{year} 年度的报告安排的是 {year + 1} 年的工作，这里写的是 {written} 年"
        return self.finding(check, start, start + 4, message, replacement=str(year + 1), confidence=0.8)

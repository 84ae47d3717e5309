"""How long 总体情况 is (F11)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import Section
from report_kit.forms.values import prose_length
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import form_of
from report_kit.proofread.views.sample_report import sample_report


class OverviewLength(Rule):
    """总体情况超过一千字（F11）。

    什么：“一、总体情况”各方面合计超过一千字（汉字、数字、标点都计）；别的报告按其格式里写的字数。
    为什么：一些地方要求总体情况原则上不超过一千字，聚焦主题、简明客观；以本地通知为准。
    依据：武威市 2025 年编制公布年度报告的通知。
    """

    id = "structure.overview_length"
    severity = Severity.HINT
    source = "武威市2025年年度报告通知（以本地通知为准）"
    wrong = (Wrong(sample_report("公开信息。" * 201), "一、总体情况"),)
    right = (Right(sample_report("公开信息。" * 199)),)

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one hint on the heading of a section that is longer than its form wants."""
        for section in form_of(check).sections if check.is_report else ():
            found = check.located.section(section.id) if section.limit else None
            if found is None or found.heading_span is None or section.limit is None:
                continue
            within = {below.id for below in form_of(check).within(section.id)}
            parts = [part for part in check.located.sections if part.id in within]
            spans = [span for part in parts for span in part.prose]
            spans += [part.heading_span for part in parts if part.heading_span and part is not found]
            length = sum(prose_length(check.text[low:high]) for low, high in spans)
            if length > section.limit:
                yield self.finding(
                    check, *found.heading_span, self._message(check, section, length), confidence=0.5
                )

    @staticmethod
    def _message(check: Check, section: Section, length: int) -> str:
        if check.is_annual_report:
            return f"总体情况约 {length} 字，一些地方要求不超过一千字，请按本地通知掌握"
        return f"“{section.title}”约 {length} 字，格式要求以不超过 {section.limit} 字为宜"

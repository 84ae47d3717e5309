"""How long 总体情况 is (F11)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.catalogue import load_form
from report_kit.forms.values import prose_length
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report


class OverviewLength(Rule):
    """总体情况超过一千字（F11）。

    什么：“一、总体情况”各方面合计超过一千字（汉字、数字、标点都计）。
    为什么：一些地方要求总体情况原则上不超过一千字，聚焦主题、简明客观；以本地通知为准。
    依据：武威市 2025 年编制公布年度报告的通知。
    """

    id = "structure.overview_length"
    severity = Severity.HINT
    source = "武威市2025年年度报告通知（以本地通知为准）"
    wrong = (Wrong(sample_report("公开信息。" * 201), "一、总体情况"),)
    right = (Right(sample_report("公开信息。" * 199)),)

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one hint on the heading of section one."""
        overview = check.located.section("overview") if check.is_annual_report else None
        if overview is None or overview.heading_span is None:
            return
        parts = [s for s in check.located.sections if s.id == "overview" or s.id.startswith("overview.")]
        spans = [span for part in parts for span in part.prose]
        spans += [part.heading_span for part in parts if part.heading_span and part is not overview]
        length = sum(prose_length(check.text[low:high]) for low, high in spans)
        limit = load_form().section("overview").limit
        if limit and length > limit:
            message = f"总体情况约 {length} 字，一些地方要求不超过一千字，请按本地通知掌握"
            yield self.finding(check, *overview.heading_span, message, confidence=0.5)

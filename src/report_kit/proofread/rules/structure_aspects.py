"""The five aspects of 总体情况 (F2)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import form_of
from report_kit.proofread.views.sample_report import sample_report

_FIVE = (
    "（一）主动公开。已公开信息。\n（二）依申请公开。未收到申请。\n（三）政府信息管理。制度健全。\n"
    "（四）平台建设。维护专栏。\n（五）监督保障。开展培训。"
)

# Words that speak of an aspect besides those of its heading.
_ALSO = {
    "overview.requests": ("申请公开", "公开申请", "信息申请"),
    "overview.management": ("规范性文件", "审核", "审查"),
}


class Aspects(Rule):
    """总体情况缺了五个方面之一（F2）。

    什么：“一、总体情况”应写主动公开、依申请公开、政府信息管理、平台建设、监督保障五个方面，缺了其中一个。
    为什么：这五个方面是格式要求逐项报告的内容。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）第一部分。
    """

    id = "structure.aspects"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，一、总体情况"
    wrong = (
        Wrong(sample_report(_FIVE.replace("（四）平台建设。维护专栏。\n", "")), "一、总体情况"),
        Wrong(sample_report("全乡主动公开信息30条，依申请公开0件，加强监督。"), "一、总体情况"),
    )
    right = (
        Right(sample_report(_FIVE)),
        Right(
            sample_report("主动公开信息30条；未收到公开申请；加强政府信息管理；做好平台维护；强化监督考核。")
        ),
        Right(sample_report("")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the heading of section one that names the aspects missing."""
        overview = check.located.section("overview") if check.is_annual_report else None
        if overview is None or overview.heading_span is None:
            return
        parts = [s for s in check.located.sections if s.id == "overview" or s.id.startswith("overview.")]
        spans = [span for part in parts for span in (part.heading_span, *part.prose) if span]
        prose = "".join(check.text[low:high] for low, high in spans)
        if len(prose) <= len(overview.heading):
            return
        missing = [
            section.title
            for section in form_of(check).sections
            if section.level == 2
            and not any(part.id == section.id for part in parts)
            and not any(key in prose for key in (*section.keywords, *_ALSO.get(section.id, ())))
        ]
        if missing:
            message = f"总体情况没有写{'、'.join(missing)}，格式要求五个方面都写"
            yield self.finding(check, *overview.heading_span, message, confidence=0.8)

"""What the report calls itself (F12)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_NAME = "政府信息公开工作年度报告"
_SHORT = re.compile(
    r"(?<=年)(?:度)?\s*(?P<name>政府信息公开(?:年度工作报告|年度报告|工作报告|年报|工作年报)|(?:政务|信息)公开(?:工作)?年度(?:工作)?报告)"
)
_YEAR = re.compile(r"(?<!\d)20\d\d\s*年")


class ReportName(Rule):
    """标题缺机关、年份，或报告名称不是“政府信息公开工作年度报告”（F12）。

    什么：标题没有机关名称或年份；标题、引言写成“政府信息公开年度报告”“政府信息公开年度工作报告”等。
    为什么：报告的名称由条例和格式规定，正文与标题应当一致。
    依据：《政府信息公开条例》第四十九条、第五十条（政府信息公开工作年度报告）；国办公开办函〔2021〕30号。
    """

    id = "structure.report_name"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第四十九条；国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            sample_report(preamble="现公布清水县梨树乡人民政府2024年政府信息公开年度报告。"),
            "政府信息公开年度报告",
            sample_report(preamble="现公布清水县梨树乡人民政府2024年政府信息公开工作年度报告。"),
        ),
        Wrong(
            "欧庙镇2024年政府信息公开年度工作报告",
            "政府信息公开年度工作报告",
            "欧庙镇2024年政府信息公开工作年度报告",
            Context(year=2024),
        ),
        Wrong("政府信息公开工作年度报告\n一、总体情况\n完成。\n二、主动公开政府信息情况", _NAME),
    )
    right = (
        Right(sample_report(preamble="现公布2024年政府信息公开工作年度报告。")),
        Right(sample_report("学习《政府信息公开年报编制要点》，参考省政府信息公开年度报告。")),
        Right(f"{AGENCY}2024年政府信息公开年度报告已于1月公布。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield short names in title and preamble, and a title without agency or year."""
        if not check.concerns_report:
            return
        title = check.located.title
        preamble = check.located.section("preamble") if check.is_annual_report else None
        spans = [(p.start, p.end) for p in title] + list(preamble.prose if preamble else ())
        if not check.is_annual_report:
            spans = [(p.start, p.end) for p in check.paragraphs]
        for low, high in spans:
            for match in _SHORT.finditer(check.text, low, high):
                message = f"报告的名称是“{_NAME}”"
                yield self.finding(check, *match.span("name"), message, replacement=_NAME)
        headed = any(section.heading_span for section in check.located.sections)
        if not title or not headed:
            return
        text = re.sub(r"\s", "", check.located.title_text)
        at = text.find("政府信息公开")
        missing = [] if _YEAR.search(text) else ["年份"]
        if at >= 0 and not re.sub(r"(?:关于|20\d\d年度?)", "", text[:at]):
            missing.insert(0, "机关名称")
        if missing and "报告" in text:
            message = f"标题缺少{'、'.join(missing)}，应写“机关名称＋年份＋{_NAME}”"
            yield self.finding(check, title[0].start, title[-1].end, message, confidence=0.8)

"""What the law asks of governments beside the rest: assessment, public appraisal, accountability."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import level_of
from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Context, Right, Rule, Wrong

_ASPECTS = (
    ("工作考核", re.compile(r"考核|考评")),
    ("社会评议", re.compile(r"社会评议|评议|满意度|测评")),
    ("责任追究", re.compile(r"责任追究|追究|问责|追责")),
)
_PLACE = re.compile(r"[^，。；：\n]*(?:考核|考评|评议|问责|追究)[^，。；：\n]*")
_GOVERNMENT = ("乡", "镇", "县", "区", "市", "旗", "省", "州")
_HEAD = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n（五）监督保障。"
_TOWN = Context(agency="清水县梨树乡人民政府", level="乡")


class Assessment(Rule):
    """政府的报告没有写全工作考核、社会评议、责任追究结果。

    什么：各级人民政府的年度报告里，工作考核、社会评议、责任追究三项有缺。没有发生的也要写明。
    为什么：这是法律对各级政府报告的特别要求，容易漏。
    依据：《中华人民共和国政府信息公开条例》第五十条第四项。政府部门的报告不要求；街道办事处是派出机关，不查。
    """

    id = "structure.assessment"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第五十条第（四）项"
    wrong = (
        Wrong(
            f"{_HEAD}每月考核一次，并通报考评结果。\n二、主动公开政府信息情况", "并通报考评结果", None, _TOWN
        ),
        Wrong(f"{_HEAD}组织社会评议，群众满意。\n二、主动公开政府信息情况", "组织社会评议", None, _TOWN),
        Wrong(f"{_HEAD}加强培训。\n二、主动公开政府信息情况", "（五）监督保障。", None, _TOWN),
    )
    right = (
        Right(f"{_HEAD}纳入年度考核，开展社会评议，未发生责任追究。\n二、主动公开政府信息情况", _TOWN),
        Right(f"{_HEAD}加强培训。\n二、主动公开政府信息情况", Context(agency="清水县水利局", level="局")),
        Right(f"{_HEAD}加强培训。\n二、主动公开政府信息情况"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the last mention of any of the three, or on the heading."""
        level = check.level or (level_of(check.agency) if check.agency else "")
        if not check.is_annual_report or level not in _GOVERNMENT:
            return
        section = next(
            (s for s in check.located.sections if s.heading_span and "监督保障" in s.heading), None
        )
        if section is None or section.heading_span is None:
            return
        start, end = (
            section.heading_span[0],
            (section.prose[-1][1] if section.prose else section.heading_span[1]),
        )
        missing = [name for name, pattern in _ASPECTS if not pattern.search(check.text, start, end)]
        if not missing:
            return
        places = list(_PLACE.finditer(check.text, section.heading_span[1], end))
        span = places[-1].span() if places else section.heading_span
        message = f"各级人民政府的报告还应写明{'、'.join(missing)}的结果，没有的也要写明"
        yield self.finding(check, *span, message, confidence=0.8)

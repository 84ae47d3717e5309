"""A rest as large as the whole it is the rest of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.breakdowns import breakdowns

_REST = re.compile(r"(?:其[他余它]|余下|剩余)[^，,；;、。\d]{0,10}\Z")
_ROUNDED = "万亿"


class RestIsWhole(Rule):
    """“其他”一项与总数一样多（N1）。

    什么：“公开信息300余条，其中政策类20条，其他300余条”，已有20条另列，其他就不会还是300余条。
    为什么：多是把总数又抄了一遍，没有减去已列的各项。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；数据勾稽：总数等于各分项之和。以万、亿为单位的约数不算。
    """

    id = "number.rest_is_whole"
    severity = Severity.WARNING
    preview = True
    source = "《政府信息公开条例》第六条；数据勾稽：总数等于各分项之和"
    wrong = (
        Wrong("公开信息300余条，其中政策类20条，其他300余条。", "300余条"),
        Wrong("公开信息500多条，其中财政类40余条、其余信息500多条。", "500多条"),
    )
    right = (
        Right("公开信息300余条，其中政策类20条，其他280余条。"),
        Right("公开信息1万余条，其中图文80条，其他1万余条。"),
        Right("公开信息300余条，其中网站300余条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the rest that says the same as the total, beside other parts."""
        for paragraph in check.prose():
            for found in breakdowns(check, paragraph):
                last = found.parts[-1]
                total = check.text[found.total.start : found.total.end]
                if len(found.parts) == 1 or found.verdict == "over" or set(_ROUNDED) & set(total):
                    continue
                before = check.text[found.parts[-2].end : last.start]
                if last.value == found.total.value and _REST.search(before):
                    message = f"“其他”与总数“{total}”一样多，前面已列的各项没有减去，请核对"
                    yield self.finding(check, last.start, last.end, message, confidence=0.8)

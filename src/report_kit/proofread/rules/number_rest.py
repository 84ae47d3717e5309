"""What is left of a whole, where the parts are told before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.counts import Count, counts_in

_REST = re.compile(r"(?:其余|余下|剩余|剩下)(?:的)?[^，。；、：\d]{0,4}(?=\d)")
_SENTENCE = re.compile(r"[。！？!?\n]")


class Rest(Rule):
    """“其余”的个数与总数减去已列的不符（N1）。

    什么：“20个项目中，已完工15个，其余6个正在施工”，20减15是5。
    为什么：其余就是总数减去前面已列的，三个数里必有一个写错。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；数据勾稽。只要有一种算法能对上就不报。
    """

    id = "number.rest"
    severity = Severity.WARNING
    source = "数据勾稽：总数等于各分项之和"
    yields_to = ("number.breakdown",)
    wrong = (
        Wrong("20个项目中，已完工15个，其余6个正在施工。", "其余6个"),
        Wrong("收到建议50件，办结38件，正在办理7件，其余4件列入计划。", "其余4件"),
    )
    right = (
        Right("20个项目中，已完工15个，其余5个正在施工。"),
        Right("收到建议50件，办结38件，正在办理8件，其余4件列入计划。"),
        Right("全县14个乡镇建成20个站点，覆盖12个乡镇，其余2个乡镇年内建成。"),
        Right("抽查30家，发现问题12个，已整改10个，其余2个限期整改。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield rests that no way of taking the parts from a whole gives."""
        for paragraph in check.prose():
            for match in _REST.finditer(check.text, paragraph.start, paragraph.end):
                counts = counts_in(check, paragraph)
                rest = next((count for count in counts if count.start == match.end()), None)
                stops = [m.end() for m in _SENTENCE.finditer(check.text, paragraph.start, match.start())]
                low = stops[-1] if stops else paragraph.start
                if rest is None or rest.vague or not rest.unit:
                    continue
                told = [c for c in counts if low <= c.start < match.start() and c.unit == rest.unit]
                if len(told) < 2 or any(count.vague for count in told) or _fits(told, rest):
                    continue
                whole = told[0]
                parts = sum((count.value for count in told[1:]), Decimal(0))
                left = whole.value - parts
                if left <= 0 or abs(left - rest.value) * 3 > whole.value:
                    continue
                taken = "－".join(plain(count.value) for count in told)
                message = f"{taken}={plain(left)}，这里写其余{plain(rest.value)}，请核对"
                yield self.finding(check, match.start(), rest.end, message, confidence=0.8)


def _fits(told: list[Count], rest: Count) -> bool:
    """Say whether some whole less some of the parts behind it leaves the rest."""
    for index, whole in enumerate(told):
        for first in range(index + 1, len(told)):
            left = whole.value
            for part in told[first:]:
                left -= part.value
                if left == rest.value:
                    return True
    return False

"""Percentage points that do not lie between the two percentages (N3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_P = r"(?P<{0}>\d+(?:\.\d+)?)\s*[%％]"
_UP = "提高|上升|增加|提升|增长|扩大|多"
_DOWN = "下降|降低|减少|回落|缩小|压缩|少"
_BY = rf"(?:净|共|累计)?(?P<way>{_UP}|{_DOWN})了?(?P<by>\d+(?:\.\d+)?)\s*个?百分点"
# “由61%提高到88%，提高27个百分点”
_FROM_TO = re.compile(
    rf"[由从][^，。；\d]{{0,10}}(?:的)?{_P.format('old')}(?:{_UP}|{_DOWN}|降|升)?(?:到|至|为)[^，。；\d]{{0,8}}{_P.format('new')}"
    rf"[，,]\s*(?:同比|环比)?{_BY}"
)
# “95.2%，比上年的92.1%提高3.1个百分点”
_THAN = re.compile(
    rf"{_P.format('new')}[^，。；\d]{{0,6}}[，,（(][^，。；\d]{{0,4}}[比较][^，。；\d]{{1,8}}?(?:的)?{_P.format('old')}{_BY}"
)


class Points(Rule):
    """百分点与前后两个百分数算出来的不符（N3）。

    什么：“由61%提高到88%，提高28个百分点”，88减61是27。
    为什么：三个数里必有一个写错，读者会核对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；GB/T 8170—2008《数值修约规则》。
    """

    id = "number.points"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条；GB/T 8170—2008"
    wrong = (
        Wrong(
            "收缴率由61%提高到88%，提高28个百分点。",
            "28",
            "收缴率由61%提高到88%，提高27个百分点。",
        ),
        Wrong(
            "合格率为95.2%，比上年的92.1%提高3.5个百分点。",
            "3.5",
            "合格率为95.2%，比上年的92.1%提高3.1个百分点。",
        ),
        Wrong("漏损率从24%降到12%，下降10个百分点。", "10", "漏损率从24%降到12%，下降12个百分点。"),
    )
    right = (
        Right("收缴率由61%提高到88%，提高27个百分点；漏损率从24%降到12%，下降12个百分点。"),
        Right("合格率为95.2%，比上年的92.1%提高3.1个百分点。"),
        Right("占比由28.6%提高到33.3%，提高4.8个百分点。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield points that differ from the difference by more than rounding explains."""
        if "百分点" not in check.text:
            return
        for paragraph in check.prose():
            for pattern in (_FROM_TO, _THAN):
                for match in pattern.finditer(check.text, paragraph.start, paragraph.end):
                    old, new, by = (Decimal(match[name]) for name in ("old", "new", "by"))
                    right = new - old if re.fullmatch(_UP, match["way"]) else old - new
                    # Each of the two may have been rounded.
                    step = Decimal(1).scaleb(
                        max(int(figure.as_tuple().exponent) for figure in (old, new, by))
                    )
                    whole = all(figure == figure.to_integral_value() for figure in (old, new, by))
                    if abs(right - by) <= (0 if whole else step):
                        continue
                    way = match["way"]
                    said = (
                        f"{new}%与{old}%相差{abs(right)}个百分点"
                        if right > 0
                        else f"由{old}%到{new}%不是{way}"
                    )
                    fix = str(right) if right > 0 else None
                    yield self.finding(
                        check, *match.span("by"), f"{said}，这里写{way}{by}个百分点，请核对", replacement=fix
                    )

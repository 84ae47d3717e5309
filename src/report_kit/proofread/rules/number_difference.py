"""Differences that do not fit the two figures they lie between (N3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain

_N = (
    r"(?<![\d.])(?P<{0}>\d+(?:,\d{{3}})*(?:\.\d+)?)\s*"
    r"(?P<{0}u>[万亿]?(?:人次|公里|[条件次个份期篇项人户家元吨亩名]))"
)
_BEFORE = r"[，,（(][^，。；\d]{0,4}[比较](?:上年|去年|上一年度?|年初|20\d\d年)(?:同期|末|底|年底|年末)?的?"
_WAY = r"(?:净)?(?P<way>增[长加]|多|上升|减少|下降|少)了?"
# “现行有效88件，比上年末的83件增加5件”
_COUNTED = re.compile(
    _N.format("new")
    + r"[^，。；\d]{0,8}"
    + _BEFORE
    + _N.format("old")
    + r"[，,]?\s*"
    + _WAY
    + _N.format("by")
)
# “由上年的83件增加5件，达到88件” is told in too many ways; “由83件增加到88件，增加5件” in one.
_FROM_TO = re.compile(
    r"[由从][^，。；\d]{0,8}"
    + _N.format("old")
    + r"(?:增[长加]|上升|减少|下降|降)?(?:到|至|为)[^，。；\d]{0,6}"
    + _N.format("new")
    + r"[，,]\s*"
    + _WAY
    + _N.format("by")
)
# “列第3位，比上年的第7位上升4位”
_RANK = re.compile(
    r"第(?P<new>\d+)(?P<newu>[位名])" + _BEFORE + r"第(?P<old>\d+)(?P<oldu>[位名])[，,]?\s*"
    r"(?P<way>上升|提升|前移|前进|进步|提高|下降|后移|后退|退后)了?(?P<by>\d+)(?P<byu>[个]?[位名])"
)
_UP = ("上", "提", "前", "进")
_LESS = ("减", "下", "少")


class Difference(Rule):
    """增减数、升降位次与前后两个数算出来的不符（N3）。

    什么：“88件，比上年末的83件增加6件”，算得5件；“列第4位，比上年的第7位上升4位”，算得3位。
    为什么：增减数由前后两个数算得出来，三个数里必有一个写错。
    依据：数据应当真实准确（《政府信息公开条例》第六条）。单位不同的、写成万或亿的概数不比。
    """

    id = "number.difference"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条"
    wrong = (
        Wrong("现行有效88件，比上年末的83件增加6件。", "6件", "现行有效88件，比上年末的83件增加5件。"),
        Wrong("申请由20件减少到12件，减少9件。", "9件", "申请由20件减少到12件，减少8件。"),
        Wrong("考核列第4位，比上年的第7位上升4位。", "4位", "考核列第4位，比上年的第7位上升3位。"),
    )
    right = (
        Right("现行有效88件，比上年末的83件增加5件；申请由20件减少到12件，减少8件。"),
        Right("考核列第4位，比上年的第7位上升3位；另一项列第9位，较上年第7位下降2位。"),
        Right("阅读量1.5万次，比上年的1.2万次增加2600次。"),
        Right("发布视频30条，比上年的20份增加5条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the differences that are none; a fix gives the one that fits."""
        for paragraph in check.prose():
            for pattern in (_COUNTED, _FROM_TO, _RANK):
                for match in pattern.finditer(check.text, paragraph.start, paragraph.end):
                    finding = self._judge(check, match)
                    if finding:
                        yield finding

    def _judge(self, check: Check, match: re.Match[str]) -> Finding | None:
        ranked = match.re is _RANK
        if not ranked and (
            len({match[name + "u"] for name in ("new", "old", "by")}) > 1 or match["newu"][0] in "万亿"
        ):
            return None
        new, old, by = (Decimal(match[name].replace(",", "")) for name in ("new", "old", "by"))
        rise = match["way"].startswith(_UP) if ranked else not match["way"].startswith(_LESS)
        # The first place is the highest.
        right = (old - new) if rise == ranked else (new - old)
        if right == by:
            return None
        way = match["way"]
        if right > 0:
            message = f"{plain(old)} 与 {plain(new)} 相差 {plain(right)}，这里写{way} {plain(by)}，请核对"
            replacement = plain(right) + match["byu"]
        else:
            message = f"由 {plain(old)} 到 {plain(new)}，不是{way} {plain(by)}，请核对"
            replacement = None
        return self.finding(
            check, match.start("by"), match.end("byu"), message, replacement=replacement, confidence=0.85
        )

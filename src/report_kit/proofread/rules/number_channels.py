"""What was published over all channels together, against the total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.breakdowns import TRIGGER
from report_kit.proofread.views.counts import Count, counts_in

_PUBLISHED = re.compile(r"(?:公开|发布|公布)[^，。；：\d]{0,12}\Z")
_CHANNEL = re.compile(
    r"[，,；;、。]?\s*(?:全部|分别)?(?:通过|利用|依托|在|以)?[^，,；;、。：:\d]{0,12}?"
    r"(?:网站|网|公众号|微信|微博|新媒体|客户端|公示栏|公开栏|宣传栏|公告栏|广播|村村响|报刊|显示屏|电子屏|抖音|"
    r"查阅点|政务大厅|其[他它](?:渠道|方式|途径|形式))[^，,；;、。：:\d]{0,8}"
)
# “90条，全部通过网站、公众号、公示栏公开，网站50条”
_ALL_OVER = re.compile(r"[，,]\s*(?:全部|均)(?:通过|在)[^。；\d]{0,40}(?:公开|发布|公布)[，,：:]")
_REST = re.compile(r"其[他它](?:渠道|方式|途径|形式)")
_FURTHER = re.compile(r"[^。；;\n]{0,400}\d")
_LEAST, _MOST = 3, 40
_NEAR = 20


class Channels(Rule):
    """各渠道公开的条数加起来与总数不符（N1）。

    什么：“全年公开120条。通过网站公开60条，公众号40条，公示栏10条”，三个渠道加起来是110条。
    为什么：渠道列了三个以上、都有数目，读者会当作全部渠道；对不上就要说明。
    依据：数据应当真实准确（《政府信息公开条例》第六条）。同一条信息可以在几个渠道公开，加起来多于总数的，
    只在列了“其他渠道”时提示。
    """

    id = "number.channels"
    severity = Severity.WARNING
    preview = True
    source = "《政府信息公开条例》第六条；数据勾稽：总数等于各分项之和"
    wrong = (
        Wrong(
            "全年公开信息120条。通过网站公开60条，公众号40条，公示栏10条。",
            "120条。通过网站公开60条，公众号40条，公示栏10条",
        ),
        Wrong(
            "主动公开信息86条，政府网站50条、政务新媒体30条、其他渠道16条。",
            "86条，政府网站50条、政务新媒体30条、其他渠道16条",
        ),
    )
    right = (
        Right("全年公开信息120条。通过网站公开60条，公众号40条，公示栏20条。"),
        Right("全年公开信息120条。通过网站公开60条，公众号40条。"),
        Right("全年公开信息120条。通过网站公开120条，公众号90条，公示栏10条。"),
        Right("全年公开信息120条。通过网站公开60条，公众号40条，公示栏10条，会议30条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield a total and the channels behind it, three or more, that do not make it up."""
        for paragraph in check.prose():
            found = counts_in(check, paragraph)
            for index, total in enumerate(found):
                before = check.text[max(paragraph.start, total.start - _NEAR) : total.start]
                parts = _channels(check.text, total, found[index + 1 : index + 1 + _MOST], paragraph.end)
                if len(parts) >= _LEAST and _PUBLISHED.search(before) and self._wrong(check, total, parts):
                    items = "+".join(plain(part.value) for part in parts)
                    summed = plain(sum((part.value for part in parts), Decimal(0)))
                    message = (
                        f"各渠道之和 {items}={summed}，与总数 {plain(total.value)} 不符，"
                        "请核对；有的信息在几个渠道公开的，应说明"
                    )
                    yield self.finding(check, total.start, parts[-1].end, message, confidence=0.7)

    def _wrong(self, check: Check, total: Count, parts: list[Count]) -> bool:
        if total.vague or any(part.vague or part.unit != total.unit for part in parts):
            return False
        summed = sum((part.value for part in parts), Decimal(0))
        if summed <= total.value:
            return summed < total.value
        listed = check.text[total.end : parts[-1].end]
        return _REST.search(listed) is not None and all(part.value < total.value for part in parts)


def _channels(text: str, total: Count, further: tuple[Count, ...], high: int) -> list[Count]:
    """Return the counts behind a total that are each of a channel; none when the list goes on otherwise."""
    lead = _ALL_OVER.match(text, total.end)
    start = lead.end() if lead else total.end
    parts: list[Count] = []
    for before, count in pairwise((total, *further)):
        between = text[start if count is further[0] else before.end : count.start]
        if not _CHANNEL.fullmatch(between) or TRIGGER.search(between):
            break
        parts.append(count)
    if parts and _FURTHER.match(text, parts[-1].end, high):
        return []  # something else is counted in the same sentence
    return parts

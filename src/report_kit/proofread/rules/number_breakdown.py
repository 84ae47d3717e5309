"""A total and the parts it is broken down into."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from report_kit.proofread.counts import Count, counts
from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Right, Rule, Wrong

_TRIGGER = re.compile(
    r"其中(?!之|的|有(?:一|些)|[央型心])|具体(?:为|是|而言|来看|包括|如下)|分别(?:为|是)|(?:主要)?包[括含]|"
    r"[（(](?!其中|具体|包括)(?=[^（()）]*\d)"
)
_SENTENCE = re.compile(r"[。！？!?\n]")
# The total stands close before the trigger: at most the thing counted and a mark lie between.
_BETWEEN = re.compile(r"[^，。；、\d]{0,14}[，,。：:；;（( ]*")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")
# A clause that begins like this starts another statement.
_ANOTHER = re.compile(
    r"[，,；;。、]\s*(?:另外?|此外|同时|全年|累计|总计|合计|本年|上年|当[日天月]|现有|尚[在有]|并|还)"
)
# “29例，含转归2例”: what an item includes is no item of its own.
_INCLUDED = re.compile(r"[，,；;、]\s*含[^，,；;、。]{0,8}\Z")
_LAST_ITEM = re.compile(r"(?:以及|及|和)[^，,；;、。和及]*\Z")
_ALL = re.compile(r"共|总|累计")
_PEOPLE = frozenset("人名户家")


@dataclass(frozen=True)
class _Breakdown:
    """A total and parts that do not add up; ``over`` when the parts exceed it."""

    total: Count
    parts: tuple[Count, ...]
    over: bool


class Breakdown(Rule):
    """一句话里的分项之和与总数不符。

    什么：“共公开信息73条，其中动态51条，公告4条及图片2条”，分项相加是57，不是73。
    为什么：分项多于总数必有一处写错；“其中”可以不列全，所以分项少于总数时只请核对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）。概数、万亿单位、括号里的细分、按不同口径并列的
    两组分项都已考虑：只要有一种读法能对上就不报。
    """

    id = "number.breakdown"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第六条；数据勾稽：总数等于各分项之和"
    wrong = (
        Wrong(
            "全年共公开信息60条，其中动态40条，公告12条及图片3条。",
            "60条，其中动态40条，公告12条及图片3条",
        ),
        Wrong("发布信息8条，其中指南1条，概况4条，数据4条。", "8条，其中指南1条，概况4条，数据4条"),
        Wrong(
            "公开100条，其中网站60条、公众号40条；其中动态30条、公告80条。",
            "100条，其中网站60条、公众号40条；其中动态30条、公告80条",
        ),
        Wrong(
            "公开100条，其中网站60条（其中动态50条、公告20条），公众号40条。", "60条（其中动态50条、公告20条"
        ),
        Wrong("共收到申请20件，包括自然人15件、企业8件。", "20件，包括自然人15件、企业8件"),
        Wrong("公开信息1.2万条。其中：网站9000条，公众号5000条。", "1.2万条。其中：网站9000条，公众号5000条"),
    )
    right = (
        Right("公开信息60条，其中动态40条，公告20条。"),
        Right("公开信息80条，主动公开80条。其中，动态54条，占比67.5%；公告26条，占比32.5%。"),
        Right("公开信息100条，其中网站60条（动态40条、公告20条），公众号40条，比上年增加30条。"),
        Right("公开信息100条，其中网站60条、公众号40条；其中动态30条、公告70条。"),
        Right("公开信息50条，其中网站30条、公众号20条，文字类45条、视频类5条。"),
        Right("公开信息15余条，其中动态10条，公告5条；全年接待来访30人次。"),
        Right("公开信息20条，其中制度15，计划5。"),
        Right("公开信息1.2万条，其中网站7000条，公众号5030条。"),
        Right("今年共办结申请30件，其中5件由上级转办。"),
        Right("新增43例，其中输入14例，本地29例，含转归2例；当日解除9例，其中输入3例。"),
        Right("参训100人，其中男60人、女40人，党员35人。"),
        Right("办结申请100件，其中网站60条、其中动态20条、公告40条；公众号40条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield totals whose parts exceed them, or fall short of them though all seem listed."""
        for paragraph in check.prose():
            for found in _breakdowns(check.text, paragraph.start, paragraph.end):
                yield self._finding(check, found)

    def _finding(self, check: Check, found: _Breakdown) -> Finding:
        start, end = found.total.start, found.parts[-1].end
        items = "+".join(_plain(part.low) for part in found.parts)
        total, summed = _plain(found.total.low), _plain(sum((part.low for part in found.parts), Decimal(0)))
        if found.over:
            severity = Severity.WARNING if found.total.unit in _PEOPLE else Severity.ERROR
            message = f"分项之和 {items}={summed}，大于总数 {total}，必有一处写错，请核对"
        else:
            severity = Severity.WARNING
            message = f"分项之和 {items}={summed}，小于总数 {total}，请核对是漏列还是写错；未列全的应写明“等”"
        return self.finding(check, start, end, message, severity=severity, confidence=0.9)


def _breakdowns(text: str, low: int, high: int) -> Iterator[_Breakdown]:
    """Yield the breakdowns of a paragraph that do not add up."""
    if not _TRIGGER.search(text, low, high):
        return
    found = list(counts(text, low, high))
    covered, last = low, None
    for trigger in _TRIGGER.finditer(text, low, high):
        if trigger.start() < covered and not _in_brackets(text, trigger.start(), low):
            continue
        parts = _parts(text, trigger, _end(text, trigger, high), found)
        totals = _totals(text, trigger.start(), low, found)
        if last and text[low : trigger.start()].endswith(("；", ";", "。")):
            totals = [last, *totals]
        if not parts or not totals:
            continue
        unit = _unit(parts)
        total = next((count for count in totals if count.unit == unit), totals[0])
        same = [part for part in parts if part.unit in (total.unit, "")]
        if not same:
            continue
        right = _adding_up(text, trigger, totals, parts, same)
        covered, last = max(covered, (right or same)[-1].end), total
        if not right and total.unit == unit:
            over = _is_over(total, same)
            if over or (total is totals[0] and _is_short(text, trigger, total, same)):
                yield _Breakdown(total, tuple(same), over)


def _in_brackets(text: str, at: int, low: int) -> bool:
    opened = max(text.rfind("（", low, at), text.rfind("(", low, at))
    return opened > max(text.rfind("）", low, at), text.rfind(")", low, at), low - 1)


def _end(text: str, trigger: re.Match[str], high: int) -> int:
    """Return where the list of parts ends: with the sentence, the bracket, or a new statement."""
    start = trigger.end()
    stop = _SENTENCE.search(text, start, high)
    end = stop.start() if stop else high
    opened = text.rfind("（", 0, start), text.rfind("(", 0, start)
    if trigger.group() in "（(" or max(opened) > max(text.rfind("）", 0, start), text.rfind(")", 0, start)):
        closed = re.compile("[)）]").search(text, start, end)
        end = closed.start() if closed else end
    another = _ANOTHER.search(text, start + 2, end)
    end = another.start() if another else end
    # “；当日新增9例，其中……”: behind the semicolon another total has a list of its own.
    second = text.find("其中", start, end)
    mark = max(text.rfind("；", start, second), text.rfind(";", start, second)) if second > 0 else -1
    return mark if mark > 0 and re.search(r"\d", text[mark:second]) else end


def _parts(text: str, trigger: re.Match[str], end: int, found: Sequence[Count]) -> list[Count]:
    """Return the counts of the list, without those that break down one of its items."""
    inner = [match.span() for match in _BRACKET.finditer(text, trigger.end(), end)]
    parts = [
        count
        for count in found
        if trigger.end() <= count.start
        and count.end <= end
        and not _INCLUDED.search(text, trigger.end(), count.start)
    ]
    # “动态（12条）、公告（4条）”: brackets that hold the count of their item stay.
    outside = [part for part in parts if not any(low < part.start < high for low, high in inner)]
    return outside or parts


def _totals(text: str, at: int, low: int, found: Sequence[Count]) -> list[Count]:
    """Return the counts that may be the total, nearest first: those of the sentence before the trigger."""
    before = [count for count in found if count.end <= at]
    if not before or not _BETWEEN.fullmatch(text, before[-1].end, at):
        return []
    stops = [match.end() for match in _SENTENCE.finditer(text, low, before[-1].start)]
    start = stops[-1] if stops else low
    return [count for count in reversed(before) if count.start >= start]


def _unit(parts: Sequence[Count]) -> str:
    units = [part.unit for part in parts if part.unit]
    return max(units, key=units.count) if units else ""


def _adding_up(
    text: str,
    trigger: re.Match[str],
    totals: Sequence[Count],
    parts: Sequence[Count],
    same: Sequence[Count],
) -> Sequence[Count]:
    """Return the parts of the first reading that gives one of the totals; empty when none does."""
    for reading in (parts, same, *_up_to_stronger_mark(text, same), *_without_nested(text, trigger, same)):
        if any(_adds_up(reading, count) for count in totals if count.unit == totals[0].unit):
            return reading
    return same if _in_groups(same, totals) else ()


def _is_over(total: Count, parts: Sequence[Count]) -> bool:
    """Say whether the exact parts alone exceed the total.

    People may stand in several parts: men and women make the whole, party members come on top.
    """
    overlapping = total.unit in _PEOPLE and any(
        _adds_up(parts[:stop], total) for stop in range(2, len(parts))
    )
    exact = [part.low for part in parts if not part.vague]
    return sum(exact, Decimal(0)) > total.high and not overlapping


def _is_short(text: str, trigger: re.Match[str], total: Count, parts: Sequence[Count]) -> bool:
    """Say whether the parts fall short though the sentence reads as if all were listed."""
    if sum((part.high for part in parts), Decimal(0)) >= total.low or trigger.group() in "（(":
        return False
    if len(parts) < 2 or total.vague or any(part.vague for part in parts):
        return False
    if "等" in text[parts[-1].end : parts[-1].end + 6]:
        return False
    last = _LAST_ITEM.search(text[parts[-2].end : parts[-1].start])
    whole = _ALL.search(text[max(0, total.start - 14) : total.start])
    return bool(last or whole) or len(parts) > 2 or trigger.group()[:2] in ("分别", "具体")


def _adds_up(parts: Sequence[Count], total: Count) -> bool:
    low, high = sum((p.low for p in parts), Decimal(0)), sum((p.high for p in parts), Decimal(0))
    return bool(parts) and low <= total.high and total.low <= high


def _up_to_stronger_mark(text: str, parts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """Yield the parts before a mark stronger than those between them (网站60条、公众号40条；……)."""
    seen: list[int] = []
    for index, (part, following) in enumerate(pairwise(parts), 1):
        mark = re.search("[；;，,、]", text[part.end : following.start])
        if mark:
            rank = _rank(mark.group())
            if seen and rank > max(seen):
                yield parts[:index]
            seen.append(rank)


def _rank(mark: str) -> int:
    return "、，；".index(mark.translate(str.maketrans(",;", "，；")))


def _in_groups(parts: Sequence[Count], totals: Sequence[Count]) -> bool:
    """Say whether the parts fall into groups each of which makes up a total (by channel, then by kind)."""
    position = 0
    while position < len(parts):
        stops = range(position + 1, len(parts) + 1)
        found = (stop for stop in stops for total in totals[:1] if _adds_up(parts[position:stop], total))
        position = next(found, 0)
        if not position:
            return False
    return True


def _without_nested(text: str, trigger: re.Match[str], parts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """Yield the parts without those that a second “其中” lists under the item before it."""
    inner = next(
        (m for m in _TRIGGER.finditer(text, trigger.end(), parts[-1].end) if m.group() == "其中"), None
    )
    if inner:
        before = [part for part in parts if part.end <= inner.start()]
        close = re.compile("[；;]").search(text, inner.end(), parts[-1].end)
        yield before + [part for part in parts if close and part.start >= close.end()]
        yield before


def _plain(number: Decimal) -> str:
    return format(number.normalize(), "f")

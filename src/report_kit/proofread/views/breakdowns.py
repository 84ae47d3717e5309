"""Totals and the parts they are broken down into: “共60条，其中动态40条，公告20条”."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, pairwise
from typing import Literal

from report_kit.proofread.checking.check import Check, passage_view
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.views.counts import Count, counts_in

Verdict = Literal["equal", "over", "short", "open"]

# “从渠道看，”, “按内容分：”
_WAY = r"(?:从|按)[^，。；：\d]{1,8}?(?:看|分)[，,：:]"
TRIGGER = re.compile(
    r"其中(?!之|的|有(?:一|些)|[央型心])|具体(?:为|是|而言|来看|包括|如下)|分别(?:为|是)|(?:主要)?包[括含]|"
    rf"{_WAY}|"
    r"[（(](?!其中|具体|包括)(?=[^（()）]{0,400}\d)|(?<=[条件次份期篇项个户人名例家处册起宗])[：:](?=[^。；\n]{0,400}\d)"
)
_SENTENCE = re.compile(r"[。！？!?\n]")
# The total stands close before the trigger: at most the thing counted, a comparison (，比上年增加35条),
# an aside in brackets and a mark lie between.
_BETWEEN = re.compile(
    r"[^，,。；;、\d（(]{0,14}"
    r"(?:[，,]\s*(?:同比|环比|[比较](?:[^，。；\d]{0,6}|20\d\d)[年月度期]|增[长加幅]|减少|下降|上升|占)(?:[^，,。；：:]|,(?=\d))*|"
    r"[，,]\s*[^，,。；：:\d]{1,8}率[为达]?[\d.]+[%％]|"
    r"[，,；;。]\s*按[^，,。；：:\d]{1,10}|[（(][^（()）]*[)）])*[，,。：:；;（( ]*"
)
# What such a comparison counts is no total of this year's.
_COMPARISON = re.compile(r"[，,（(]\s*[比较](?:[^，。；\d]{0,6}|20\d\d)[年月度期][^，。；：:]*")
# A list and its total lie within so many characters and counts of each other, where people can follow.
_REACH, _MOST = 1500, 80
# Two things named among many are no list of all.
_FEW = 2
# What a count of the next sentence is of, when it is no further item of the list.
_AFRESH = re.compile(r"全年|累计|总计|合计|共|比上|较上|同比|结转|\n")
# A sum given behind its items: “网站100条，公众号50条，合计150条”.
_SUMMED = re.compile(
    r"[，,；;、]\s*(?:(?:合计|总计|共计)(?:[^，,。；;、：:\d约近超]{0,6})|共(?:主动)?(?:公开|发布|为|是)?(?:各类)?(?:政府)?(?:信息)?)"
    r"\s*(?=\d)"
)
# An item of such a list: a name and its figure, nothing compared, carried over or done with it.
_ITEM = re.compile(
    r"[，,；;、]?(?:(?!同比|比上|较上|结转|累计|办结|答复|其中|参[加训]|回复|上年|去年|超过|完成)[^，,；;、。：:]){2,24}"
)
# “从渠道看，……；从内容看，……”: the same total broken down once more.
_OTHER_WAY = re.compile(r"[；;。]\s*" + _WAY)
_MARK, _STRONG = re.compile("[；;，,、]"), re.compile("[；;]")
_BRACKET = re.compile(r"[（(][^（()）]*[)）]")
# A clause that begins like this starts another statement.
_ANOTHER = re.compile(
    r"[，,；;。、]\s*(?:另外?|此外|同时|全年|累计|总计|合计|本年|上年|当[日天月]|现有|尚[在有]|并|还)"
)
# So does, behind a stronger mark, another thing that was done: “；办结申请3件”.
_ANOTHER_DEED = re.compile(
    r"[；;。]\s*(办[结理]|受理|收到|答复|回复|接待|召开|举办|开展|组织|审核|印发|处理)"
)
# “……20件、建议类9件，其余均为投诉类”, “……20件等”: there are other parts.
_OTHERS = re.compile(r".{0,5}等|[^，,；;、。]{0,6}[，,；;、]\s*(?:其余|其他|其它|余下|剩余|剩下)")
# “29例，含转归2例”, “40条，内有图片10条”: what an item includes is no item of its own.
_INCLUDED = re.compile(
    r"[，,；;、]\s*(?:[内里]面?|其中)?(?:含有?|包[含括]|(?<=[内里面中])有)[^，,；;、。]{0,8}\Z"
)
# “第一组至第三组各负责5个单位”
# So long are such words before a count.
_LEAD = 60
_EACH = re.compile(r"(?:各|均|每)[^，,；;、。\d各均每]{0,6}\Z")
_LISTED = re.compile(r"[^，,；;、。]{0,8}、")
# “涉农信息20条、民生信息30条较受关注”: what is told of the items, not how the whole is made up.
_TOLD = re.compile(r"\s*(?:较|最|[深倍]受|被|获|已|属)")


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A total and its parts.

    Args:
        total: the count broken down.
        parts: the counts listed, as the reading has them that fits best.
        verdict: ``equal``; ``over`` when the exact parts exceed the total; ``short`` when two or more exact
            parts fall short of it and nothing says that there are others; else ``open``.
    """

    total: Count
    parts: tuple[Count, ...]
    verdict: Verdict


@passage_view
def breakdowns(check: Check, paragraph: Passage) -> tuple[Breakdown, ...]:
    """Return the breakdowns of a paragraph, left to right."""
    return tuple(_found_in(check, paragraph))


def _found_in(check: Check, paragraph: Passage) -> Iterator[Breakdown]:
    if TRIGGER.search(check.text, paragraph.start, paragraph.end):
        yield from _breakdowns(check.text, paragraph.start, paragraph.end, counts_in(check, paragraph))
    if _SUMMED.search(check.text, paragraph.start, paragraph.end):
        yield from _summed_up(check.text, paragraph.start, paragraph.end, counts_in(check, paragraph))


def _breakdowns(text: str, low: int, high: int, found: Sequence[Count]) -> Iterator[Breakdown]:
    """Yield the breakdowns of ``text[low:high]``, whose counts are ``found``."""
    covered, last = low, None
    whole = _Around(low, high, found)
    for trigger in TRIGGER.finditer(text, low, high):
        low, high, found = whole.near(trigger.start(), trigger.end())
        if trigger.start() < covered and not _in_brackets(text, trigger.end(), low):
            continue
        parts = _parts(text, trigger, _end(text, trigger, low, high), found)
        if not any(part.unit for part in parts) and (len(parts) < 2 or any("." in str(p.low) for p in parts)):
            continue  # figures of no unit count only as a list of whole numbers
        totals = _totals(text, trigger.start(), low, found)
        if last and text[low : trigger.start()].endswith(("；", ";", "。")):
            totals = [last, *totals]
        if not parts or not totals:
            continue
        unit = _unit(parts) or totals[0].unit
        total = next((count for count in totals if count.unit == unit), totals[0])
        same = [part for part in parts if part.unit in (total.unit, "")]
        if not same:
            continue
        right = _adding_up(text, trigger, totals, parts, same)
        covered, last = max(covered, (right or same)[-1].end), total
        if right:
            yield Breakdown(_fitting(totals, right), tuple(right), "equal")
        elif total.unit == unit:
            verdict: Verdict = "open"
            if _is_over(trigger, total, same):
                verdict = "over"
            elif total is totals[0] and _is_short(text, trigger, total, same):
                verdict = "open" if _goes_on(text, total, same, found) else "short"
            if _of_another(text, trigger, same, found):
                verdict = "open"
            yield Breakdown(total, tuple(same), verdict)


def _summed_up(text: str, low: int, high: int, found: Sequence[Count]) -> Iterator[Breakdown]:
    """Yield the items of a sentence that ends in their sum, where it lists nothing else."""
    whole = _Around(low, high, found)
    for mark in _SUMMED.finditer(text, low, high):
        low, high, found = whole.near(mark.start(), mark.end())
        total = next((count for count in found if count.start >= mark.end()), None)
        if total is None or total.start > mark.end() + 1:
            continue
        start = max((match.end() for match in _SENTENCE.finditer(text, low, mark.start())), default=low)
        listed = [count for count in found if start <= count.start and count.end <= mark.start()]
        parts = _without_included(text, start, listed)
        items = [re.sub(r"\s", "", text[a:b]) for a, b in _between_items(start, parts)]
        # “14个乡镇、28个部门，共42个单位”: the first name stands behind its figure.
        plainly = all(_ITEM.fullmatch(item) for item in (items[1:] if items and not items[0] else items))
        if len(parts) < 2 or not plainly or TRIGGER.search(text, start, mark.start()):
            continue
        if any(part.unit != total.unit or part.vague for part in parts) or total.vague:
            continue
        right = _adds_up(parts, total)
        over = sum((part.value for part in parts), Decimal(0)) > total.high
        yield Breakdown(total, tuple(parts), "equal" if right else "over" if over else "short")


class _Around:
    """A passage and its counts, of which each list sees what lies about it."""

    def __init__(self, low: int, high: int, found: Sequence[Count]) -> None:
        self._low, self._high, self._found = low, high, found
        self._starts = [count.start for count in found]

    def near(self, start: int, end: int) -> tuple[int, int, Sequence[Count]]:
        """Return where to look, and the counts there, for a list announced at ``start:end``."""
        low, high = max(self._low, start - _REACH), min(self._high, end + _REACH)
        middle = bisect_left(self._starts, start)
        first = max(middle - _MOST, bisect_left(self._starts, low))
        return low, high, self._found[first : min(middle + _MOST, bisect_left(self._starts, high))]


def _between_items(start: int, parts: Sequence[Count]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of text before each part."""
    for part in parts:
        yield start, part.start
        start = part.end


def _in_brackets(text: str, at: int, low: int) -> bool:
    opened = max(text.rfind("（", low, at), text.rfind("(", low, at))
    return opened > max(text.rfind("）", low, at), text.rfind(")", low, at), low - 1)


def _end(text: str, trigger: re.Match[str], low: int, high: int) -> int:
    """Return where the list of parts ends: with the sentence, the bracket, or a new statement."""
    start = trigger.end()
    stop = _SENTENCE.search(text, start, high)
    end = stop.start() if stop else high
    if trigger.group() in "（(" or _in_brackets(text, start, low):
        end = _closing(text, start, end)
    another = _ANOTHER.search(text, start + 2, end)
    end = another.start() if another else end
    deed = _ANOTHER_DEED.search(text, start + 2, end)
    if deed and deed[1] not in text[max(0, start - 40) : start + 12]:
        end = deed.start()
    other_way = _OTHER_WAY.search(text, start + 2, end)
    end = other_way.start() if other_way else end
    # “；当日新增9例，其中……”: behind the semicolon another total has a list of its own.
    second = text.find("其中", start, end)
    mark = max(text.rfind("；", start, second), text.rfind(";", start, second)) if second > 0 else -1
    return mark if mark > 0 and re.search(r"\d", text[mark:second]) else end


def _closing(text: str, start: int, end: int) -> int:
    """Return where the bracket that is open at ``start`` is closed, ``end`` when it is not."""
    depth = 1
    for index in range(start, end):
        depth += (text[index] in "（(") - (text[index] in "）)")
        if not depth:
            return index
    return end


def _parts(text: str, trigger: re.Match[str], end: int, found: Sequence[Count]) -> list[Count]:
    """Return the counts of the list, without those that break down one of its items."""
    inner = [match.span() for match in _BRACKET.finditer(text, trigger.end(), end)]
    listed = [count for count in found if trigger.end() <= count.start and count.end <= end]
    parts = _without_included(text, trigger.end(), listed)
    kept = []
    for part in parts:
        bracket = next((span for span in inner if span[0] < part.start < span[1]), None)
        # “动态（12条）、公告（4条）”: a bracket that holds the count of its item stays.
        if bracket is None or not _counted(text, trigger.end(), bracket[0], parts):
            kept.append(part)
    return kept


def _without_included(text: str, low: int, listed: Sequence[Count]) -> list[Count]:
    """Return the counts without those an item before them includes (50条，含转载30条、原创20条，视频5条)."""
    kept: list[Count] = []
    index = 0
    while index < len(listed):
        start = listed[index].start
        mark = _INCLUDED.search(text, max(low, start - _LEAD), start) if kept else None
        first, index = index, index + 1
        if mark is None:
            kept.append(listed[first])
            continue
        # A mark weaker than the one before lets what is included go on, as far as the item reaches.
        weaker = mark[0][0] != "、"
        while index < len(listed) and weaker and _LISTED.match(text, listed[index - 1].end):
            if sum((count.low for count in listed[first : index + 1]), Decimal(0)) > kept[-1].high:
                break
            index += 1
    return kept


def _counted(text: str, low: int, bracket: int, parts: Sequence[Count]) -> bool:
    """Say whether the item before a bracket has a count of its own."""
    marks = [text.rfind(mark, low, bracket) for mark in "，,；;、：:"]
    start = max(*marks, low - 1) + 1
    return any(start <= part.start < bracket for part in parts)


def _totals(text: str, at: int, low: int, found: Sequence[Count]) -> list[Count]:
    """Return the counts that may be the total, nearest first: those of the sentence before the trigger."""
    before = [count for count in found if count.end <= at]
    inner = [match.span() for part in (_BRACKET, _COMPARISON) for match in part.finditer(text, low, at)]
    before = [count for count in before if not any(a < count.start < b for a, b in inner)]
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
    readings = (
        parts,
        same,
        *_up_to_stronger_mark(text, same),
        *_without_nested(text, trigger, same),
        _first_of_items(text, same),
    )
    alike = [count for count in totals if count.unit == totals[0].unit]
    for reading in readings:
        summed = _sums(reading)
        if any(_meets(summed, count) for count in alike):
            return reading
    return same if _in_groups(same, totals) else ()


def _fitting(totals: Sequence[Count], parts: Sequence[Count]) -> Count:
    """Return the total the parts add up to, the nearest one when they do so only in groups."""
    summed = _sums(parts)
    return next((total for total in totals if _meets(summed, total)), totals[0])


def _is_over(trigger: re.Match[str], total: Count, parts: Sequence[Count]) -> bool:
    """Say whether the exact parts alone exceed the total.

    People may stand in several parts: men and women make the whole, party members come on top.
    """
    overlapping = total.of_people and any(
        _meets(summed, total) for summed in islice(_growing(parts), 1, max(1, len(parts) - 1))
    )
    exact = [part.low for part in parts if not part.vague]
    # “4个环节，包括15个步骤”: one thing that is included need not be of the same kind.
    if len(parts) == 1 and "包" in trigger.group():
        return False
    return sum(exact, Decimal(0)) > total.high and not overlapping


def _is_short(text: str, trigger: re.Match[str], total: Count, parts: Sequence[Count]) -> bool:
    """Say whether two or more exact parts fall short and nothing says that there are others."""
    if sum((part.high for part in parts), Decimal(0)) >= total.low or trigger.group() in "（(":
        return False
    if len(parts) < 2 or total.vague or any(part.vague for part in parts):
        return False
    # Of those asked, only the satisfied are told.
    asked = "满意" in text[total.end : parts[-1].end]
    if asked or _OTHERS.match(text, parts[-1].end) or _TOLD.match(text, parts[-1].end):
        return False
    # “300条，其中图解5条、视频3条”: worth naming, not all.
    few = trigger.group() == "其中" and len(parts) == _FEW
    return not few or 2 * sum((part.low for part in parts), Decimal(0)) >= total.low


def _goes_on(text: str, total: Count, parts: Sequence[Count], found: Sequence[Count]) -> bool:
    """Say whether the counts of the next sentences complete the list (其中动态40条、公告30条。解读30条。)."""
    start = parts[-1].end
    low, high = _sums(parts) or (Decimal(0), Decimal(0))
    for count in found:
        if count.start < parts[-1].end:
            continue
        if count.unit != total.unit or _AFRESH.search(text, start, count.start):
            return False
        low, high, start = low + count.low, high + count.high, count.end
        if _meets((low, high), total):
            return True
    return False


def _of_another(text: str, trigger: re.Match[str], parts: Sequence[Count], found: Sequence[Count]) -> bool:
    """Say whether the parts are of a total further back, or one counts for several (三个组各负责5个)."""
    if any(_EACH.search(text, part.start - 8, part.start) for part in parts):
        return True
    before = (count for count in found if count.end <= trigger.start() and count.unit == parts[0].unit)
    summed = _sums(parts)
    return len(parts) >= _FEW and any(_meets(summed, count) for count in before)


def _adds_up(parts: Sequence[Count], total: Count) -> bool:
    return _meets(_sums(parts), total)


def _sums(parts: Sequence[Count]) -> tuple[Decimal, Decimal] | None:
    """Return the least and the most that the parts come to; ``None`` without any."""
    if not parts:
        return None
    return sum((p.low for p in parts), Decimal(0)), sum((p.high for p in parts), Decimal(0))


def _growing(parts: Iterable[Count]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield what the first part comes to, the first two, and so on."""
    low = high = Decimal(0)
    for part in parts:
        low, high = low + part.low, high + part.high
        yield low, high


def _meets(summed: tuple[Decimal, Decimal] | None, total: Count) -> bool:
    return summed is not None and summed[0] <= total.high and total.low <= summed[1]


def _up_to_stronger_mark(text: str, parts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """Yield the parts before a mark stronger than those between them (网站60条、公众号40条；……)."""
    seen: list[int] = []
    for index, (part, following) in enumerate(pairwise(parts), 1):
        mark = _MARK.search(text, part.end, following.start)
        if mark:
            rank = _rank(mark.group())
            if seen and rank > max(seen):
                yield parts[:index]
            seen.append(rank)


def _first_of_items(text: str, parts: Sequence[Count]) -> Sequence[Count]:
    """Return the first count of each item between semicolons (公开3件，自然人2件；不予公开2件).

    Empty when what follows it in an item is more than it, and so no part of it.
    """
    items = [[parts[0]]]
    for before, part in pairwise(parts):
        if _STRONG.search(text, before.end, part.start):
            items.append([])
        items[-1].append(part)
    nested = all(sum((part.low for part in item[1:]), Decimal(0)) <= item[0].high for item in items)
    return [item[0] for item in items] if nested and 1 < len(items) < len(parts) else ()


def _rank(mark: str) -> int:
    return "、，；".index(mark.translate(str.maketrans(",;", "，；")))


def _in_groups(parts: Sequence[Count], totals: Sequence[Count]) -> bool:
    """Say whether the parts fall into groups each of which makes up a total (by channel, then by kind)."""
    position = 0
    while position < len(parts):
        sums = enumerate(_growing(parts[position:]), position + 1)
        position = next((stop for stop, summed in sums for total in totals[:1] if _meets(summed, total)), 0)
        if not position:
            return False
    return True


def _without_nested(text: str, trigger: re.Match[str], parts: Sequence[Count]) -> Iterator[Sequence[Count]]:
    """Yield the parts without those that a second “其中” lists under the item before it."""
    inner = next(
        (m for m in TRIGGER.finditer(text, trigger.end(), parts[-1].end) if m.group() == "其中"), None
    )
    if inner:
        before = [part for part in parts if part.end <= inner.start()]
        close = _STRONG.search(text, inner.end(), parts[-1].end)
        yield before + [part for part in parts if close and part.start >= close.end()]
        yield before

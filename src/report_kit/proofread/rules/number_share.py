"""Shares that do not fit the figures they stand beside (N2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from report_kit.document import Paragraph
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.counts import Count, counts_in

_SHARE = re.compile(
    r"占(?:比|到|总数|总量|总件数|全部|信息|公开|申请|政府|的|了|数|量|比例|比重|合计|总计|约)*(?:为|达|达到)?"
    r"[：:]?\s*(?P<p>\d{1,3}(?:\.\d+)?)\s*[%％]"
)
# “分别占60%、30%和20%”: shares of one whole.
_TOGETHER = re.compile(
    r"分别占[^，。；\d%％]{0,14}(?P<list>(?:\d{1,3}(?:\.\d+)?\s*[%％][、，,和及]?\s*){2,})"
)
_RATE = re.compile(r"(?:占比?|[\u3400-\u9fff]{1,6}率)(?:为|达到?|约)?\s*(?P<p>\d{1,3}\.\d+)\s*[%％]")
# “收回有效问卷184份，其中满意的175份，占有效问卷的95.1%”: of what stands beside the other count.
_OF_NAMED = re.compile(r"占(?P<of>[\u3400-\u9fff]{2,8})的\s*(?P<p>\d{1,3}(?:\.\d+)?)\s*[%％]")
# Between a count and its share: “54条，占比67.5%”, “126次(占比81.8%)”.
_NEAR = re.compile(r"[^，,。；;、\d（(]{0,10}[，,（(]?\s*")
_SENTENCE = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True)
class _Item:
    part: Count
    share: Decimal
    span: tuple[int, int]


class Share(Rule):
    """占比与数字算出来的不符（N2）。

    什么：“公开80条，其中年报1条，占比1.1%”，1÷80 是 1.25%，应为 1.3%。
    为什么：占比由数字算得出来，读者会核对；常见的是舍去尾数，或为凑足 100% 改动一项。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；GB/T 8170—2008《数值修约规则》。
    只有看得出总数时才核对：同一段里的其他占比与它相符，占比紧跟“其中”的分项，占比写明是谁的，或与算出来的只差一个数字、
    两个数字颠倒。
    """

    id = "number.share"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条；GB/T 8170—2008"
    wrong = (
        Wrong(
            "公开信息80条。其中，年报1条，占比1.1%；动态54条，占比67.5%；财政25条，占比31.3%。",
            "1.1%",
            "公开信息80条。其中，年报1条，占比1.3%；动态54条，占比67.5%；财政25条，占比31.3%。",
        ),
        Wrong(
            "热线接听154次来电，业务咨询126次（占比81.8%），投诉建议28次（占比18.1%）。",
            "18.1%",
            "热线接听154次来电，业务咨询126次（占比81.8%），投诉建议28次（占比18.2%）。",
        ),
        Wrong(
            "全年收到申请80件，其中网上申请20件，占30%。",
            "30%",
            "全年收到申请80件，其中网上申请20件，占25%。",
        ),
        Wrong(
            "收回有效问卷184份，其中评价为“满意”的175份，占有效问卷的91.5%。",
            "91.5%",
            "收回有效问卷184份，其中评价为“满意”的175份，占有效问卷的95.1%。",
        ),
        Wrong("公开房源1840套，已配租1572套，占84.5%。", "84.5%", "公开房源1840套，已配租1572套，占85.4%。"),
        Wrong(
            "抽检样品620批次，合格614批次，合格率90.0%。",
            "90.0%",
            "抽检样品620批次，合格614批次，合格率99.0%。",
        ),
        Wrong("按渠道，网站、公众号、公开栏分别占60%、30%和20%。", "60%、30%和20%"),
    )
    right = (
        Right("按渠道，网站、公众号、公开栏分别占60%、30%和10%。"),
        Right("公开信息80条。其中，年报1条，占比1.3%；动态54条，占比67.5%；财政25条，占比31.3%。"),
        Right("全年收到申请80件，其中网上申请20件，占四分之一，占比25%。"),
        Right("抽检样品620批次，合格614批次，合格率99.0%；检查60家，整改12家，占全县的21.0%。"),
        Right("新增企业80家，税收20亿元，占全县的30%。"),
        Right("参会120人，其中代表60人，占全体代表的75%。"),
        Right("公开信息1.2万条，其中网站8000条，占66.7%。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield shares that differ from part over total by more than rounding."""
        for paragraph in check.prose():
            if not re.search(r"[占率][^，。；]*[%％]", paragraph.text):
                continue
            found = counts_in(check, paragraph)
            items = list(_items(check, paragraph, found))
            for group in _by_sentence(check.text, items):
                yield from self._judge(check, group, _total(check, paragraph, group, found), found)
            yield from self._together(check, paragraph)
            for item, total in (*_of_named(check, paragraph, found), *_mistyped(check, paragraph, found)):
                yield from self._judge(check, [item], total, found)

    def _together(self, check: Check, paragraph: Paragraph) -> Iterator[Finding]:
        """Yield shares of one whole that make more than it."""
        for match in _TOGETHER.finditer(check.text, paragraph.start, paragraph.end):
            shares = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", match["list"])]
            step = max(Decimal(1).scaleb(int(share.as_tuple().exponent)) for share in shares)
            if sum(shares) > 100 + step / 2 * len(shares):
                start, end = match.span("list")
                end = start + len(match["list"].rstrip("、，,和及 "))
                message = f"各占比之和为 {plain(sum(shares, Decimal(0)))}%，超过 100%，请核对"
                yield self.finding(check, start, end, message, confidence=0.8)

    def _judge(
        self, check: Check, items: Sequence[_Item], total: Count | None, found: Sequence[Count]
    ) -> Iterator[Finding]:
        if total is None or total.vague or not total.value:
            return
        # One that is a share of another figure before it is of that one.
        wrong = [
            item for item in items if not any(_fits(item, c) for c in found if c.start < item.part.start)
        ]
        # With most of them off, it is the total that is another one.
        if len(items) > 1 and 2 * len(wrong) > len(items):
            return
        for item in wrong:
            exact = item.part.value * 100 / total.value
            right = _rounded(exact, item.share)
            step = Decimal(1).scaleb(int(item.share.as_tuple().exponent))
            far = abs(item.share - exact) > 2 * step
            yield self.finding(
                check,
                *item.span,
                f"{plain(item.part.value)}÷{plain(total.value)}={exact:.4}%，应写 {right}%",
                replacement=f"{right}%",
                severity=Severity.ERROR if far and len(items) > 1 else Severity.WARNING,
                confidence=0.9 if len(items) > 1 else 0.75,
            )


def _items(check: Check, paragraph: Paragraph, found: Sequence[Count]) -> Iterator[_Item]:
    """Yield the shares that stand right behind an exact count."""
    for match in _SHARE.finditer(check.text, paragraph.start, paragraph.end):
        before = [count for count in found if count.end <= match.start()]
        if before and not before[-1].vague and _NEAR.fullmatch(check.text, before[-1].end, match.start()):
            yield _Item(before[-1], Decimal(match["p"]), (match.start("p"), match.end()))


def _of_named(check: Check, paragraph: Paragraph, found: Sequence[Count]) -> Iterator[tuple[_Item, Count]]:
    """Yield the shares of a whole that is named beside its count in the same sentence."""
    for match in _OF_NAMED.finditer(check.text, paragraph.start, paragraph.end):
        before = [count for count in found if count.end <= match.start()]
        low = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。！？\n")
        wholes = [
            count
            for count in before[:-1]
            if count.start > low and check.text.endswith(match["of"], low + 1, count.start)
        ]
        near = before and _NEAR.fullmatch(check.text, before[-1].end, match.start())
        if wholes and near and not before[-1].vague and before[-1].unit == wholes[-1].unit:
            share = Decimal(match["p"])
            yield _Item(before[-1], share, (match.start("p"), match.end())), wholes[-1]


def _mistyped(check: Check, paragraph: Paragraph, found: Sequence[Count]) -> Iterator[tuple[_Item, Count]]:
    """Yield shares and rates that are one slip of the finger away from that of a count just before."""
    for match in _RATE.finditer(check.text, paragraph.start, paragraph.end):
        before = [count for count in found if count.end <= match.start()]
        if not before or before[-1].vague or not _NEAR.fullmatch(check.text, before[-1].end, match.start()):
            continue
        part = before[-1]
        item = _Item(part, Decimal(match["p"]), (match.start("p"), match.end()))
        low = max(check.text.rfind(mark, paragraph.start, part.start) for mark in "。！？\n")
        wholes = [c for c in before[:-1] if c.start > low and c.unit == part.unit and c.value >= part.value]
        if any(_fits(item, whole) for whole in wholes):
            continue
        for whole in wholes[:-4:-1]:
            right = format(_rounded(part.value * 100 / whole.value, item.share), "f")
            if not whole.vague and _one_slip(match["p"], right):
                yield item, whole
                break


def _one_slip(written: str, right: str) -> bool:
    """Say whether one figure is another than it should be, or two stand in each other's place."""
    if len(written) != len(right) or len(right) < 3:
        return False
    other = [(a, b) for a, b in zip(written, right, strict=True) if a != b]
    return len(other) == 1 or (len(other) == 2 and other[0] == other[1][::-1])


def _by_sentence(text: str, items: Sequence[_Item]) -> Iterator[list[_Item]]:
    group: list[_Item] = []
    for item in items:
        if group and _SENTENCE.search(text, group[-1].span[1], item.span[0]):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _total(
    check: Check, paragraph: Paragraph, items: Sequence[_Item], found: Sequence[Count]
) -> Count | None:
    """Return the total that the shares are of; ``None`` when it can not be told.

    It is the count before the items that most shares fit; for a single one, the count right before 其中.
    """
    first = items[0].part
    before = [c for c in found if c.start < first.start and c.unit == first.unit and c.value >= first.value]
    if not before:
        return None
    if len(items) > 1:
        best = max(reversed(before), key=lambda total: sum(_fits(item, total) for item in items))
        return best if any(_fits(item, best) for item in items) else None
    last = before[-1]
    between = check.text[last.end : first.start]
    alone = len([c for c in found if last.start <= c.start <= first.start]) == 2
    return last if alone and re.match(r"[，,。；;（(]?\s*其中", between) and "。" not in between[2:] else None


def _fits(item: _Item, total: Count) -> bool:
    if not total.value:
        return False
    step = Decimal(1).scaleb(int(item.share.as_tuple().exponent))
    low, high = item.part.low * 100 / (total.high or 1), item.part.high * 100 / (total.low or 1)
    return low - step / 2 <= item.share <= high + step / 2


def _rounded(exact: Decimal, like: Decimal) -> Decimal:
    return exact.quantize(Decimal(1).scaleb(int(like.as_tuple().exponent)), ROUND_HALF_UP)

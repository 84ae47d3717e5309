"""Brackets, quotes and book marks without their other half."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_KINDS = tuple(pair.split() for pair in ("（( ）)", "《 》", "〈 〉", "“ ”", "‘ ’", "【 】", "〔 〕"))
_OPENING = {mark: kind for kind, (opening, _) in enumerate(_KINDS) for mark in opening}
_CLOSING = {mark: kind for kind, (_, closing) in enumerate(_KINDS) for mark in closing}
_ANY = re.compile("[" + "".join(map(re.escape, [*_OPENING, *_CLOSING])) + "]")
# “1）”, “b)” and “三）” number an item; ’ between letters is an apostrophe.
_ITEM = re.compile(r"(?:^|[\s，。；：、,;])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})\Z")
_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class _Lone:
    """A mark without its other half, in paragraph number ``paragraph``."""

    at: int
    kind: int
    opens: bool
    paragraph: int


class UnpairedPunctuation(Rule):
    """括号、引号、书名号不成对。

    什么：一段里只有前一半或只有后一半的（）《》“”等；两个引号方向写成一样的，给出改法。
    为什么：缺了一半，引文、文件名、说明到哪里为止就说不清；多是删改时漏删造成的。
    依据：GB/T 15834—2011《标点符号用法》4.8、4.9、4.15，引号、括号、书名号均成对使用。跨段的引文不算。
    """

    id = "punctuation.unpaired"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.8、4.9、4.15"
    wrong = (
        Wrong("根据《政府信息公开条例（以下简称条例）编制。", "《"),
        Wrong("落实“三审三校制度，严格把关。", "“"),
        Wrong("公开信息12条（含转载，其中动态9条。", "（"),
        Wrong("坚持“先审后发“原则。", "“", "坚持“先审后发”原则。"),
    )
    right = (
        Right("主要做法是：1）抓培训；2）抓考核。"),
        Right("他说：“一要公开。\n“二要及时。”"),
        Right("参加Children’s Day活动（线下）。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the marks that stay alone in their paragraph."""
        lone = [
            mark
            for number, paragraph in enumerate(check.paragraphs)
            for mark in _unpaired(check.text, paragraph.start, paragraph.end, number)
            if not (mark.opens and _opened_anew(check, mark))
        ]
        alone = _within_paragraphs(lone)
        twins = _twins(alone)
        done: set[int] = set()
        for mark in alone:
            if mark.at in done:
                continue
            twin = twins.get(mark)
            name = check.text[mark.at]
            if twin:
                done.add(twin.at)
                yield self._reversed(check, mark, twin)
            else:
                half = "后一半" if mark.opens else "前一半"
                what = "引号" if name in "“”" else f"“{name}”"
                message = f"{what}缺少配对的{half}，请补上或删去"
                yield self.finding(check, mark.at, mark.at + 1, message, confidence=0.85)

    def _reversed(self, check: Check, first: _Lone, second: _Lone) -> Finding:
        """Two quotation marks face the same way: turn the one that is wrong."""
        wrong = second if first.opens else first
        opening, closing = _KINDS[first.kind]
        right = closing[0] if first.opens else opening[0]
        fix = Fix((Edit(wrong.at, wrong.at + 1, right),), "likely", right)
        message = "引号的方向反了，前引号和后引号应成对"
        return self.finding(check, wrong.at, wrong.at + 1, message, fixes=(fix,))


def _unpaired(text: str, low: int, high: int, number: int) -> Iterator[_Lone]:
    stacks: list[list[int]] = [[] for _ in _KINDS]
    for match in _ANY.finditer(text, low, high):
        mark, at = match.group(), match.start()
        if mark in _OPENING:
            stacks[_OPENING[mark]].append(at)
            continue
        kind = _CLOSING[mark]
        if stacks[kind]:
            stacks[kind].pop()
        elif not _is_innocent(text, at, low, high):
            yield _Lone(at, kind, False, number)
    for kind, stack in enumerate(stacks):
        yield from (_Lone(at, kind, True, number) for at in stack)


def _is_innocent(text: str, at: int, low: int, high: int) -> bool:
    if text[at] in "）)":
        return _ITEM.search(text[max(low, at - 4) : at]) is not None
    apostrophe = text[at] == "’" and at > low and at + 1 < high
    return apostrophe and bool(_LETTER.match(text[at - 1]) and _LETTER.match(text[at + 1]))


def _opened_anew(check: Check, mark: _Lone) -> bool:
    """Say whether the next paragraph begins with the same mark: a quotation over several paragraphs."""
    following = check.paragraphs[mark.paragraph + 1 : mark.paragraph + 2]
    return bool(following) and following[0].text.startswith(check.text[mark.at])


def _within_paragraphs(lone: list[_Lone]) -> list[_Lone]:
    """Leave out what a later paragraph closes."""
    spanned: set[int] = set()
    for kind in {mark.kind for mark in lone}:
        waiting: list[_Lone] = []
        for mark in sorted((mark for mark in lone if mark.kind == kind), key=lambda mark: mark.at):
            if mark.opens:
                waiting.append(mark)
            elif waiting and waiting[-1].paragraph < mark.paragraph:
                spanned.update(other.at for other in [*waiting, mark])
                waiting = []
    return sorted((mark for mark in lone if mark.at not in spanned), key=lambda mark: mark.at)


def _twins(alone: list[_Lone]) -> dict[_Lone, _Lone]:
    """Return, of quotation marks that face the same way alone in their paragraph, the second by the first."""
    same: dict[tuple[int, int], list[_Lone]] = defaultdict(list)
    for mark in alone:
        if _KINDS[mark.kind][0] in ("“", "‘"):
            same[mark.kind, mark.paragraph].append(mark)
    pairs = (marks for marks in same.values() if len(marks) == 2)
    return {first: second for first, second in pairs if first.opens == second.opens}

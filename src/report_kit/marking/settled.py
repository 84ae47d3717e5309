"""What became of the findings of a marked Word file after people have worked on it.

The copy that was sent out and the file that came back are compared: nothing else needs to be kept, and
nothing hidden in the file has to survive the programs it went through.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from operator import eq
from pathlib import Path

from report_kit.errors import MarkingError
from report_kit.marking.note import Signed, parse
from report_kit.marking.word.reading import Comment, WordText, read_comments


class Outcome(StrEnum):
    """What became of one finding; the value is the name in JSON."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OTHERWISE = "otherwise"
    OPEN = "open"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return {
            "accepted": "已采纳",
            "rejected": "不改",
            "otherwise": "已另行修改",
            "open": "未处理",
        }[self.value]

    @property
    def is_settled(self) -> bool:
        """Say whether a person has decided."""
        return self is not Outcome.OPEN


@dataclass(frozen=True, slots=True)
class Settled:
    """One finding of the copy that was sent out, and its outcome.

    Args:
        signed: number, rule, severity and reason.
        text: the passage as it was.
        now: the passage as it is.
        outcome: what became of it.
        reason: how that is known.
    """

    signed: Signed
    text: str
    now: str
    outcome: Outcome
    reason: str


def settle(sent: Path, back: Path) -> list[Settled]:
    """Return what became of each finding in ``sent``, in the order of their numbers.

    Args:
        sent: the copy that ``--annotate`` wrote.
        back: the same file after comments were removed and changes accepted or rejected.

    Raises:
        InputError: one of the files can not be read.
        MarkingError: ``RK-256``: ``sent`` has no comments of ours.
    """
    first, second = read_comments(sent), read_comments(back)
    asked = {
        signed.number: (signed, comment) for comment in first.comments if (signed := parse(comment.text))
    }
    if not asked:
        raise MarkingError(
            "RK-256",
            "这不是标注稿：里面没有校对写的批注",
            where=str(sent),
            remedy="请给出 report-kit check --annotate 当时写出的那一份",
        )
    kept = {signed.number: comment for comment in second.comments if (signed := parse(comment.text))}
    places = _Places(first, second)
    return [_one(*asked[number], kept.get(number), places) for number in sorted(asked)]


def _one(signed: Signed, sent: Comment, kept: Comment | None, places: _Places) -> Settled:
    now = kept.after if kept else places.now(sent)
    # What was to stand there, and what stands there when nobody has touched this passage for this finding.
    wanted = sent.after if signed.tracked else signed.replacement
    untouched = [sent.before] if signed.tracked else [sent.before, sent.after]

    def settled(outcome: Outcome, reason: str) -> Settled:
        return Settled(signed, sent.before, now, outcome, reason)

    if kept and kept.pending and signed.tracked:
        return settled(Outcome.OPEN, "修订还没有接受或拒绝")
    if wanted is not None and _same(now, wanted, sent.before):
        return settled(Outcome.ACCEPTED, "文字已按建议改好")
    if not any(_same(now, text, wanted or "") for text in untouched):
        return settled(Outcome.OTHERWISE, "文字已改成别的")
    if signed.tracked:
        return settled(Outcome.REJECTED, "修订已拒绝")
    if kept is None:
        return settled(Outcome.REJECTED, "批注已删除，文字没有改")
    if kept.done:
        return settled(Outcome.REJECTED, "批注已标为解决，文字没有改")
    return settled(Outcome.OPEN, "批注还在，文字没有改")


def _same(now: str, text: str, other: str) -> bool:
    """Say whether ``now`` is ``text``, white space aside unless it alone tells ``text`` from ``other``."""
    return now == text if _flat(text) == _flat(other) else _flat(now) == _flat(text)


def _flat(text: str) -> str:
    return "".join(text.split())


class _Places:
    """From a passage of the copy that was sent out to what stands there now."""

    def __init__(self, sent: WordText, back: WordText) -> None:
        self._back = back.after
        lines, others = sent.before.splitlines(keepends=True), back.after.splitlines(keepends=True)
        self._blocks: list[tuple[int, int, int, int]] = []
        start = begin = 0
        # By lines first, then inside the lines that differ: whole files by characters take minutes.
        for kind, i, j, k, m in _aligned(lines, others):
            old, new = "".join(lines[i:j]), "".join(others[k:m])
            if kind == "equal":
                self._blocks.append((start, start + len(old), begin, begin + len(new)))
            elif old:
                inner = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
                self._blocks += [(start + a, start + b, begin + c, begin + d) for _, a, b, c, d in inner]
            start, begin = start + len(old), begin + len(new)

    def now(self, comment: Comment) -> str:
        """Return what stands in the place of the passage of a comment that is no more."""
        low, high = comment.start, comment.start + len(comment.before)
        return self._back[self._map(low, first=True) : self._map(high, first=False)]

    def _map(self, place: int, *, first: bool) -> int:
        for start, end, begin, stop in self._blocks:
            inside = start <= place < end if first else start < place <= end
            if inside:
                same = end - start == stop - begin
                return begin + place - start if same else begin if first else stop
        return 0 if first and place == 0 else len(self._back)


def _aligned(lines: list[str], others: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Return which lines are which, as ``SequenceMatcher.get_opcodes`` does.

    Where as many stay the same line by line, the file was not rearranged; then the second of two like lines
    is not taken for the first, mended one.
    """
    matcher = SequenceMatcher(None, lines, others, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if len(lines) == len(others) and sum(map(eq, lines, others)) >= same:
        return [
            ("equal" if line == other else "replace", index, index + 1, index, index + 1)
            for index, (line, other) in enumerate(zip(lines, others, strict=True))
        ]
    return list(matcher.get_opcodes())

"""What went wrong in a sentence, told from the pair alone: where, and of which kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from report_kit.proofread.evaluation.likeness import NEAR_SOUND, SAME_SOUND, SHAPE, likeness

# A run of changed characters longer than a word and its neighbour is rather a shift than a wrong word.
_LONGEST_RUN = 4


class Kind(StrEnum):
    """Kinds of slips; a word is two or more changed characters side by side."""

    CHARACTER_SAME_SOUND = "character_same_sound"
    CHARACTER_NEAR_SOUND = "character_near_sound"
    CHARACTER_SHAPE = "character_shape"
    CHARACTER_OTHER = "character_other"
    WORD_SAME_SOUND = "word_same_sound"
    WORD_NEAR_SOUND = "word_near_sound"
    WORD_OTHER = "word_other"
    DROPPED = "dropped"
    DOUBLED = "doubled"
    EXTRA = "extra"
    SWAPPED = "swapped"
    MIXED = "mixed"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return _LABELS[self]


_LABELS = {
    Kind.CHARACTER_SAME_SOUND: "单字同音",
    Kind.CHARACTER_NEAR_SOUND: "单字近音",
    Kind.CHARACTER_SHAPE: "单字形近",
    Kind.CHARACTER_OTHER: "单字其他",
    Kind.WORD_SAME_SOUND: "整词同音",
    Kind.WORD_NEAR_SOUND: "整词近音",
    Kind.WORD_OTHER: "整词其他",
    Kind.DROPPED: "漏字",
    Kind.DOUBLED: "重字",
    Kind.EXTRA: "多字",
    Kind.SWAPPED: "颠倒",
    Kind.MIXED: "混合",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: ``source[start:end]`` should be ``right``; an empty range where something was left out."""

    start: int
    end: int
    wrong: str
    right: str
    kind: Kind


def find_slips(source: str, target: str) -> list[Slip]:
    """Return the slips of ``source``, ascending; each is mended without touching the others."""
    return [
        Slip(start, end, source[start:end], right, _kind(source, start, end, right))
        for start, end, right in _spans(source, target)
    ]


def _spans(source: str, target: str) -> Iterator[tuple[int, int, str]]:
    if len(source) == len(target):
        runs = list(_runs(source, target))
        if all(
            end - start <= _LONGEST_RUN or _same_characters(source, target, start, end) for start, end in runs
        ):
            yield from ((start, end, target[start:end]) for start, end in runs)
            return
    yield from _joined(source, target)


def _runs(source: str, target: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of positions that differ in two texts of the same length."""
    start = None
    for place in range(len(source) + 1):
        differs = place < len(source) and source[place] != target[place]
        if differs and start is None:
            start = place
        elif not differs and start is not None:
            yield start, place
            start = None


def _same_characters(source: str, target: str, start: int, end: int) -> bool:
    return Counter(source[start:end]) == Counter(target[start:end])


def _joined(source: str, target: str) -> Iterator[tuple[int, int, str]]:
    """Yield the differences; a passage taken out here and put in beside counts as one that has moved."""
    found: list[tuple[int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, source, target, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if found and i1 - found[-1][1] <= _LONGEST_RUN:
            a, _, c, _ = found[-1]
            moved = source[a:i2] != target[c:j2] and Counter(source[a:i2]) == Counter(target[c:j2])
            if moved:
                found[-1] = (a, i2, c, j2)
                continue
        found.append((i1, i2, j1, j2))
    yield from ((i1, i2, target[j1:j2]) for i1, i2, j1, j2 in found)


def _kind(source: str, start: int, end: int, right: str) -> Kind:
    wrong = source[start:end]
    if not wrong:
        return Kind.DROPPED
    if not right:
        beside = (
            source[start - len(wrong) : start] if start >= len(wrong) else "",
            source[end : end + len(wrong)],
        )
        return Kind.DOUBLED if wrong in beside else Kind.EXTRA
    if len(wrong) != len(right):
        return Kind.MIXED
    if len(wrong) > 1 and Counter(wrong) == Counter(right):
        return Kind.SWAPPED
    alike = [likeness(a, b) for a, b in zip(wrong, right, strict=True)]
    if len(wrong) == 1:
        for bit, kind in (
            (SAME_SOUND, Kind.CHARACTER_SAME_SOUND),
            (NEAR_SOUND, Kind.CHARACTER_NEAR_SOUND),
            (SHAPE, Kind.CHARACTER_SHAPE),
        ):
            if alike[0] & bit:
                return kind
        return Kind.CHARACTER_OTHER
    if all(bits & SAME_SOUND for bits in alike):
        return Kind.WORD_SAME_SOUND
    return (
        Kind.WORD_NEAR_SOUND if all(bits & (SAME_SOUND | NEAR_SOUND) for bits in alike) else Kind.WORD_OTHER
    )

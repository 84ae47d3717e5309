"""Check what an engine says before it is believed: spans, overlaps, length changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from report_kit.proofread.checking.engine import Correction, EngineFault

# A correction never reaches over one of these: a line end, or what parts the cells of a table.
_PARTING = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_LINES = re.compile(r"[^\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a library returned for a passage: the corrected passage and its list of errors.

    Args:
        target: the corrected passage.
        errors: (wrong, right, offset into the passage as the library sees it).
    """

    target: str
    errors: tuple[tuple[str, str, int], ...]


def verified(text: str, corrections: Sequence[Correction]) -> list[Correction]:
    """Return the corrections that can be shown, by position; of overlapping ones the surest.

    What changes nothing or reaches over a line end is dropped.

    Raises:
        EngineFault: a span outside the text or a score that is none: then nothing it says is to be trusted.
    """
    kept: list[Correction] = []
    for item in sorted(corrections, key=lambda item: (-item.score, item.start, item.end)):
        if not 0 <= item.start <= item.end <= len(text):
            raise EngineFault(f"span {item.start}:{item.end} outside the text of {len(text)} characters")
        if not 0 <= item.score <= 1:
            raise EngineFault(f"score {item.score} outside 0..1")
        old = text[item.start : item.end]
        if old == item.replacement or _PARTING.search(old) or _PARTING.search(item.replacement):
            continue
        if not any(touching(item.start, item.end, other.start, other.end) for other in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: (item.start, item.end))


def touching(start: int, end: int, low: int, high: int) -> bool:
    """Say whether two spans overlap; an empty one touches what it borders on."""
    if start == end or low == high:
        return start <= high and low <= end
    return start < high and low < end


def lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the stretches between line ends and cell ends that hold text, with their offsets."""
    for match in _LINES.finditer(text):
        if not match.group().isspace():
            yield match.start(), match.group()


def encodable(text: str) -> str:
    """Return ``text`` without lone surrogates, which no library takes; as long as before."""
    return _SURROGATES.sub("\ufffd", text)


def changes(source: str, answer: Answer) -> list[tuple[int, int, str]] | None:
    """Return the replacements that turn ``source`` into ``answer.target``, ascending.

    Libraries report offsets into a text they have changed meanwhile, and put replacements of another length
    in the wrong place. So their list is believed only when it describes a way from the source to the
    target; and of a target as long as the source, the difference is taken.

    Returns:
        ``None`` when list and target contradict each other: the target is damaged.
    """
    if answer.target == source and not answer.errors:
        return []
    claims = sorted((at, at + len(wrong), right) for wrong, right, at in answer.errors)
    if _holds(source, answer, claims) and _made(source, claims) == answer.target:
        return claims
    if len(answer.target) == len(source) and all(
        len(wrong) == len(right) for wrong, right, _ in answer.errors
    ):
        return _differences(source, answer.target)
    return None


def _holds(source: str, answer: Answer, claims: list[tuple[int, int, str]]) -> bool:
    """Say whether every claim replaces what stands in the source, and none overlap."""
    stands = all(at >= 0 and source[at : at + len(wrong)] == wrong for wrong, _, at in answer.errors)
    apart = all(first[1] <= second[0] for first, second in pairwise(claims))
    return stands and apart


def _made(source: str, claims: list[tuple[int, int, str]]) -> str:
    parts, position = [], 0
    for start, end, right in claims:
        parts += [source[position:start], right]
        position = end
    return "".join([*parts, source[position:]])


def _differences(source: str, target: str) -> list[tuple[int, int, str]]:
    """Return the runs in which two texts of one length differ."""
    found: list[tuple[int, int, str]] = []
    for at, (old, new) in enumerate(zip(source, target, strict=True)):
        if old == new:
            continue
        if found and found[-1][1] == at:
            start, _, before = found[-1]
            found[-1] = (start, at + 1, before + new)
        else:
            found.append((at, at + 1, new))
    return found

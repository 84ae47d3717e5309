"""Which lines make a paragraph, and what stands between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from report_kit.document.pdf.lines import Line
from report_kit.document.structure import begins_paragraph

if TYPE_CHECKING:
    from report_kit.document.pdf.tables import Item

_SENTENCE_ENDS = re.compile(r"[。；：！？]$")
_HAN = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
_LETTER = re.compile(r"[A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_TAIL = re.compile(r"([A-Za-z]+)-$")
_HEAD = re.compile(r"[a-z]+")
INDENT = (1.2, 4.5)
"""How many characters the first line of a paragraph stands to the right of the others."""
SHORT = 1.8
"""A line ends early where so many characters more would have found room."""
_FEW = 0.2
_LEAST_ENDS, _MOSTLY = 2, 0.8
_POINT = re.compile("[一二三四五六七八九十]{1,3}是")
"""What begins a point of a list, in a paragraph or as one; never a heading."""


@dataclass(frozen=True)
class Measure:
    """The measures of the body text: margins, font size, distance from line to line.

    ``blocks`` says that the file's own paragraphs can be relied on; ``indents`` that paragraphs of prose
    begin with an indent.
    """

    left: float
    right: float
    size: float
    pitch: float
    blocks: bool = False
    indents: bool = False


def measure_of(items: Sequence[Item]) -> Measure:
    """Return the measures of the body text that ``items`` hold."""
    lines = [item for item in items if isinstance(item, Line)]
    if not lines:
        return Measure(0, 0, 1, 1)
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.size)] += len(line.text)
    size = max(1.0, sizes.most_common(1)[0][0])
    body = [line for line in lines if abs(line.size - size) <= 0.15 * size] or list(lines)
    widest = max(line.right - line.left for line in body)
    long = [line for line in body if line.right - line.left > 0.7 * widest]
    # First lines of paragraphs are indented, and a report of short ones may have no others at that height.
    lefts = Counter(round(line.left) for line in body)
    left = min((at for at, times in lefts.items() if times > 1), default=min(lefts))
    right = float(max(Counter(round(line.right) for line in long).most_common(4))[0])
    # A table is as wide as the text, or a little wider.
    edges = [item.xs[-1] for item in items if not isinstance(item, Line)]
    right = max([right, *(edge - size / 2 for edge in edges)])
    steps = [
        first.bottom - second.bottom
        for first, second in pairwise(body)
        if 0 < first.bottom - second.bottom < 4 * size
    ]
    measure = Measure(float(left), right, size, median(steps) if steps else 1.5 * size)
    return replace(measure, blocks=_are_blocks(lines, measure), indents=_are_indented(lines, measure))


def _are_indented(lines: Sequence[Line], measure: Measure) -> bool:
    """Say whether paragraphs begin with an indent: lines that do so stand below the end of a sentence."""
    begin = [
        line.left - _left(line, measure) > INDENT[0] * measure.size
        for last, line in pairwise(lines)
        if _SENTENCE_ENDS.search(last.text) and last.right < _right(last, measure) - SHORT * measure.size
    ]
    return len(begin) >= _LEAST_ENDS and sum(begin) >= _MOSTLY * len(begin)


def _are_blocks(lines: Sequence[Line], measure: Measure) -> bool:
    """Say whether the file states its paragraphs; some programs call every line one."""
    pairs = [
        (first, second)
        for first, second in pairwise(lines)
        if first.last and second.first and _fills(first, second, measure) and first.bottom > second.bottom
    ]
    parted = sum(first.last != second.first for first, second in pairs)
    known = sum(bool(line.first) for line in lines)
    return 2 * known > len(lines) and parted <= _FEW * len(pairs) + 1


def _fills(first: Line, second: Line, measure: Measure) -> bool:
    """Say whether by their places ``second`` goes on where ``first`` filled its line."""
    return (
        first.right > _right(first, measure) - measure.size
        and abs(second.left - _left(second, measure)) < 0.5 * measure.size
        and abs(first.size - second.size) <= 0.15 * first.size
        and not _SENTENCE_ENDS.search(first.text)
    )


def _left(line: Line, measure: Measure) -> float:
    return line.frame[0] if line.frame else measure.left


def _right(line: Line, measure: Measure) -> float:
    return line.frame[1] if line.frame else measure.right


def goes_on(last: Line, line: Line, measure: Measure, *, same_page: bool) -> bool:
    """Say whether ``line`` goes on with the paragraph of ``last`` rather than beginning one."""
    if measure.blocks and same_page and last.last and line.first:
        # Some authors part paragraphs by line breaks only.
        early = last.right < _right(last, measure) - SHORT * measure.size
        ended = early and begins_paragraph(line.text) and _SENTENCE_ENDS.search(last.text)
        return line.first == last.last and not ended
    if _TAIL.search(last.text) and _HEAD.match(line.text) and abs(last.size - line.size) <= 0.1 * last.size:
        return True
    size = measure.size
    step = last.bottom - line.bottom
    ends = _SENTENCE_ENDS.search(last.text) is not None
    # A long word that found no room goes to the next line whole.
    room = SHORT * size if ends else max(SHORT * size, line.word + 0.5 * size)
    return not (
        last.breaks
        or line.breaks
        or abs(last.size - line.size) > 0.15 * max(last.size, line.size)
        or line.left - _left(line, measure) > INDENT[0] * size
        or last.right < _right(last, measure) - room
        or (same_page and step > 1.35 * measure.pitch)
        or (ends and begins_paragraph(line.text) and not (measure.indents and _POINT.match(line.text)))
    )


class Words:
    """Joins lines, and knows from the whole text which words a hyphen parts.

    Args:
        lines: the lines of the text.
    """

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: set[str] = set()
        self._has_blanks = False
        for line in lines:
            found = _LATIN.findall(line.text)
            self._words.update(word.lower() for word in found)
            self._has_blanks |= line.blank

    def joined(self, lines: Sequence[Line]) -> str:
        """Return the text of the lines of a paragraph."""
        text = ""
        blank = False
        for line in lines:
            if not text:
                text = line.text
            elif blank and not (_HAN.match(text[-1]) and _HAN.match(line.text[0])):
                text += " " + line.text
            elif self._is_parted(text, line.text):
                text = text[:-1] + line.text
            elif not self._has_blanks and _LETTER.match(text[-1]) and _LETTER.match(line.text[0]):
                text += " " + line.text
            else:
                text += line.text
            blank = line.blank
        return text

    def _is_parted(self, text: str, following: str) -> bool:
        """Say whether a hyphen at the end only parts a word, which stands elsewhere in one piece."""
        tail, head = _TAIL.search(text), _HEAD.match(following)
        if tail is None or head is None:
            return False
        first, second = tail.group(1).lower(), head.group()
        return first + second in self._words and f"{first}-{second}" not in self._words

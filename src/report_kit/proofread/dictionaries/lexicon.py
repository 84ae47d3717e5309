"""Dictionaries of wrong expressions: their entries made into one scan, matched on word boundaries."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.dictionaries.entries import SENTENCE_END, Entry, read_entries, span_around
from report_kit.proofread.language.segment import is_word
from report_kit.resources import data_folder


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found at ``start:end``; ``replacement`` is ``None`` when the entry offers none."""

    entry: Entry
    start: int
    end: int
    replacement: str | None
    passage: Passage


class Lexicon:
    """The entries of one dictionary, ready to scan a text in one pass."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._by_prefix: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for prefix in dict.fromkeys(anchor[:2] for anchor in entry.anchors):
                self._by_prefix[prefix].append(entry)
        firsts = "".join(re.escape(prefix[0]) for prefix in self._by_prefix)
        self._scan = re.compile(f"[{firsts}]" if firsts else "(?!)")

    def hits(self, check: Check) -> list[Hit]:
        """Return the entries found in a text, none inside a longer one, ascending."""
        text, passages = check.text, check.passages
        starts = [passage.start for passage in passages]
        seen: set[tuple[int, int, str]] = set()
        # How far each pattern has been searched: one search finds all there is of it in a sentence.
        searched: dict[str, int] = {}
        hits: list[Hit] = []
        for candidate in self._scan.finditer(text):
            at = candidate.start()
            passage: Passage | None = None
            for entry in self._by_prefix.get(text[at : at + 2], ()):
                if at < searched.get(entry.where, 0) or not text.startswith(entry.anchors, at):
                    continue
                if passage is None:
                    index = bisect_right(starts, at) - 1
                    if index < 0 or at >= passages[index].end:
                        break
                    passage = passages[index]
                low, high = _window(entry, at, passage, text)
                if not entry.literal:
                    searched[entry.where] = high
                for hit in _matches(entry, low, high, passage, check):
                    key = (hit.start, hit.end, entry.where)
                    if key not in seen:
                        seen.add(key)
                        hits.append(hit)
        return _longest(hits)


def _window(entry: Entry, at: int, passage: Passage, text: str) -> tuple[int, int]:
    """Return where to look for ``entry``, an anchor of which stands at ``at``: there, or in its sentence."""
    if entry.literal:
        return at, at + len(entry.wrong)
    low, high = span_around(text, at, at + 2, passage.start, passage.end, SENTENCE_END)
    # The mark that ends the sentence, or the one before it, may be part of what is asked for.
    return max(low - 1, passage.start), min(high + 1, passage.end)


def _matches(entry: Entry, low: int, high: int, passage: Passage, check: Check) -> Iterator[Hit]:
    """Yield what of ``text[low:high]`` is wrong by ``entry``."""
    text = check.text
    if entry.literal:
        spans: Iterator[re.Match[str]] = filter(None, [entry.pattern.match(text, low, passage.end)])
    else:
        spans = entry.pattern.finditer(text, low, high)
    for match in spans:
        start, end = match.span()
        if not entry.allowed(match, text, passage):
            continue
        if entry.boundary == "any" or _on_word_boundaries(start, end, passage, check):
            replacement = match.expand(entry.right.replace("\\0", "\\g<0>")) if entry.right else None
            yield Hit(entry, start, end, replacement, passage)


def _on_word_boundaries(start: int, end: int, passage: Passage, check: Check) -> bool:
    """Say whether no word straddles an end of the match.

    A word inside a longer one (加强 in 切实加强, which jieba lists) stands on its own as well.
    """
    words = check.segmentation(passage)
    if words.is_boundary(start) and words.is_boundary(end):
        return True
    return words.word_at(start)[1] >= end and is_word(check.text[start:end])


def _longest(hits: list[Hit]) -> list[Hit]:
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end, h.entry.severity.order)):
        if not any(other.start <= hit.start and hit.end <= other.end for other in kept[-4:]):
            kept.append(hit)
    return kept


@cache
def lexicon(name: str) -> Lexicon:
    """Return the shipped dictionary ``name``, whose rows are tested and not looked at again."""
    return load_lexicon(name, (data_folder("dictionaries"),), tested=True)


def load_lexicon(name: str, folders: Sequence[Path], *, tested: bool = False) -> Lexicon:
    """Read ``<name>.tsv`` from every folder that has one; see ``read_entries`` for ``tested`` and errors."""
    entries: list[Entry] = []
    for folder in folders:
        path = folder / f"{name}.tsv"
        if path.exists():
            entries += read_entries(path, tested=tested)
    return Lexicon(entries)

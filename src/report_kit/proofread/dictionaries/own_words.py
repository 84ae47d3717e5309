"""Words a user has declared right: names of places and people, terms of the trade."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from report_kit.errors import DataError
from report_kit.proofread.findings.finding import Edit, Finding
from report_kit.resources import read_lines

LONGEST = 30


@dataclass(frozen=True)
class OwnWords:
    """Silences findings about words that are right."""

    words: frozenset[str] = frozenset()

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.words), default=0)

    def keep(self, findings: Iterable[Finding], text: str, guessing: frozenset[str]) -> list[Finding]:
        """Return the findings that are not about an own word.

        Args:
            findings: findings in ``text``.
            text: the checked text.
            guessing: ids of the rules that only say what is usual (the speller's). What they would change
                may not touch an own word at all; other rules are silent where their finding lies inside.
        """
        if not self.words:
            return list(findings)
        return [
            finding for finding in findings if not self._silences(finding, text, finding.rule in guessing)
        ]

    def keep_guesses(self, findings: Iterable[Finding], text: str, guessing: frozenset[str]) -> list[Finding]:
        """Like ``keep``, but findings of rules that do not guess all stay."""
        return [
            finding
            for finding in findings
            if finding.rule not in guessing or not self._silences(finding, text, True)
        ]

    def _silences(self, finding: Finding, text: str, is_guess: bool) -> bool:
        changed = list(_changed(finding, text)) if is_guess else []
        for low, high in self._occurrences(finding, text):
            if low <= finding.start and finding.end <= high:
                return True
            if any(
                start < high and low < end if start < end else low < start < high for start, end in changed
            ):
                return True
        return False

    def _occurrences(self, finding: Finding, text: str) -> Iterator[tuple[int, int]]:
        """Yield where own words stand, as far as they touch the finding."""
        low = max(0, finding.start - self._longest)
        window = text[low : finding.end + self._longest]
        for word in self.words:
            at = window.find(word)
            while at >= 0:
                yield low + at, low + at + len(word)
                at = window.find(word, at + 1)


def _changed(finding: Finding, text: str) -> Iterator[tuple[int, int]]:
    """Yield what the best fix really changes, without what it only repeats."""
    edits = finding.fixes[0].edits if finding.fixes else (Edit(finding.start, finding.end, ""),)
    for edit in edits:
        old, new = text[edit.start : edit.end], edit.replacement
        head = 0
        while head < min(len(old), len(new)) and old[head] == new[head]:
            head += 1
        tail = 0
        while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
            tail += 1
        yield edit.start + head, edit.end - tail


def read_words(path: Path) -> frozenset[str]:
    """Read a file of own words, one a line; blank lines and lines that begin with ``#`` say nothing.

    Raises:
        DataError: ``RK-311`` not readable as UTF-8 text, ``RK-313`` a line is no word.
    """
    lines = read_lines(path)
    words = set()
    for number, line in enumerate(lines, 1):
        word = line.strip()
        if not word or word.startswith("#"):
            continue
        try:
            words.add(check_word(word))
        except ValueError as error:
            raise DataError(
                "RK-313",
                f"词典有一行不能用：{error}",
                where=f"{path} 第 {number} 行",
                remedy="每行写一个词；说明写在以 # 开头的行里",
            ) from None
    return frozenset(words)


def check_word(word: str) -> str:
    """Return ``word``; raises ``ValueError`` with the reason when it can not be an own word."""
    if len(word) < 2:
        raise ValueError(f"“{word}”至少要有两个字")
    if len(word) > LONGEST:
        raise ValueError(f"“{word[:LONGEST]}…”太长，一个词最多 {LONGEST} 个字")
    if any(character.isspace() for character in word):
        raise ValueError(f"“{word}”里有空白，一行只能写一个词")
    return word

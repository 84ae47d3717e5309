"""Patterns that would search for ever: repetitions of repetitions, tried on texts that almost fit."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import cache
from itertools import chain

# Only these can take long: a group that is repeated, or several repetitions of any length.
_GROUPS = re.compile(r"\)(?:[*+]|\{\d*(?:,\d*)?\})")
_REPEATS = re.compile(r"[*+]|\{\d*,\d*\}")
_MANY = 3
_WORDS = re.compile(r"\w+")
_MOST_WORDS = 6
# One more character at a time: where the time doubles with each, it is noticed before it is long.
_LENGTHS = (*range(4, 41), 80, 160, 320, 640)
_LONG = 0.1
"""Seconds: a pattern that fits or not takes thousandths for a text of this length."""


@cache
def is_slow(pattern: str) -> bool:
    """Say whether a pattern takes the longer the more, so that a document could hold up the program.

    Args:
        pattern: one that can be compiled.
    """
    if not _GROUPS.search(pattern) and len(_REPEATS.findall(pattern)) < _MANY:
        return False
    compiled = re.compile(pattern)
    for before, unit in _hostile(pattern):
        for length in _LENGTHS:
            text = before + unit * length + "\0"
            if _seconds(compiled, text) > _LONG and _seconds(compiled, text) > _LONG:
                return True
    return False


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    begun = time.process_time()
    pattern.search(text)
    return time.process_time() - begun


def _hostile(pattern: str) -> Iterator[tuple[str, str]]:
    """Yield what a text may begin with and what it repeats, of the pattern's own words."""
    words = list(dict.fromkeys(_WORDS.findall(re.sub(r"\\\w|\(\?P?[<:=!]\w*>?", " ", pattern))))[:_MOST_WORDS]
    units = dict.fromkeys(chain("一1a ，", words, (word[0] for word in words)))
    for before in dict.fromkeys(("", *words[:1], "".join(words))):
        for unit in units:
            yield before, unit

"""Word segmentation with a tokenizer of our own, so that jieba's global one is never touched."""

from __future__ import annotations

import marshal
import os
import tempfile
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Segmentation:
    """Words of a passage; ``boundaries`` are ascending offsets where a word begins or ends."""

    boundaries: tuple[int, ...]

    def is_boundary(self, offset: int) -> bool:
        """Say whether a word begins or ends at ``offset``."""
        index = bisect_left(self.boundaries, offset)
        return index < len(self.boundaries) and self.boundaries[index] == offset

    def word_at(self, offset: int) -> tuple[int, int]:
        """Return the span of the word that holds the character at ``offset``."""
        index = bisect_left(self.boundaries, offset + 1)
        return self.boundaries[index - 1], self.boundaries[index]


@cache
def _tokenizer() -> Any:
    """Return a private, fully loaded jieba tokenizer.

    Filled by hand: ``initialize()`` writes to the shared logger and to a file in the common temporary
    folder, which another user could have prepared.
    """
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = _dictionary(tokenizer, jieba.__version__)
    tokenizer.initialized = True
    return tokenizer


def _dictionary(tokenizer: Any, version: str) -> tuple[dict[str, int], int]:
    """Load jieba's word frequencies; a cache in the user's own folder saves 0.5 s a start."""
    cache_file = cache_folder() / f"jieba-{version}.bin"
    try:
        frequencies, total = marshal.loads(cache_file.read_bytes())
        return frequencies, total
    except (OSError, ValueError, EOFError, TypeError):
        loaded: tuple[dict[str, int], int] = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    try:
        cache_file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache_file.parent)
        with os.fdopen(handle, "wb") as stream:
            marshal.dump(loaded, stream)
        Path(name).replace(cache_file)
    except OSError:
        pass  # a read-only home only costs time
    return loaded


def cache_folder() -> Path:
    """Return the user's own folder for what can be made again."""
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "report-kit"


def is_word(text: str) -> bool:
    """Say whether jieba's dictionary holds ``text`` as a word."""
    return bool(_tokenizer().FREQ.get(text))


def word_frequency(text: str) -> int:
    """Return how often jieba's dictionary has seen ``text`` as a word, 0 when it holds no such word."""
    return int(_tokenizer().FREQ.get(text) or 0)


def segment(text: str, offset: int = 0) -> Segmentation:
    """Segment ``text``; boundaries are shifted by ``offset``. Thread-safe.

    Only words of the dictionary count: jieba's guesses at unknown words (HMM) glue a wrong character to
    its neighbours, and a mistake would then seem to straddle two words.
    """
    position, boundaries = offset, [offset]
    for word in _tokenizer().cut(text, HMM=False):
        position += len(word)
        boundaries.append(position)
    return Segmentation(tuple(boundaries))

"""The words of jieba's dictionary and how often it has seen them, in a trie.

jieba's own table is a ``dict`` of half a million strings: 70 MB, and 0.15 s of every start to read. The trie
takes 3 MB and finds all words that begin at a place in one call.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Mapping
from functools import cache

import jieba
import marisa_trie

from report_kit.resources import PACKAGE

SHIPPED = PACKAGE / "proofread" / "language" / "data" / "words.bin"
"""Written by ``tools/build_vocabulary.py``."""
MADE_FROM = "0.42.1"
"""The jieba whose words ``SHIPPED`` holds."""

_HEAD = struct.Struct("<8sQII")
_MAGIC = b"rkwords1"


class Vocabulary:
    """Words with their frequencies.

    Args:
        trie: the words.
        frequencies: of the word with that key in the trie.
        total: what the probabilities are shares of, by jieba's count.
        longest: characters of the longest word.
    """

    def __init__(self, trie: marisa_trie.Trie, frequencies: array[int], total: int, longest: int) -> None:
        self._trie = trie
        self._frequencies = frequencies
        self.total = total
        self._longest = longest

    @classmethod
    def of(cls, words: Mapping[str, int], total: int) -> Vocabulary:
        """Make it of words with their frequencies; words never seen are left out."""
        seen = {word: frequency for word, frequency in words.items() if frequency}
        trie = marisa_trie.Trie(seen)
        frequencies = array("I", bytes(4 * len(seen)))
        for word, frequency in seen.items():
            frequencies[trie.key_id(word)] = frequency
        return cls(trie, frequencies, total, max(map(len, seen)))

    def to_bytes(self) -> bytes:
        """Return what ``from_bytes`` reads: a head, the trie, a frequency of four bytes for each key."""
        trie: bytes = self._trie.tobytes()
        return _HEAD.pack(_MAGIC, self.total, self._longest, len(trie)) + trie + self._frequencies.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> Vocabulary:
        """Read what ``to_bytes`` gave.

        Raises:
            ValueError: it is something else.
        """
        try:
            magic, total, longest, length = _HEAD.unpack_from(data)
            trie = marisa_trie.Trie().frombytes(data[_HEAD.size : _HEAD.size + length])
            frequencies = array("I", data[_HEAD.size + length :])
        except (struct.error, ValueError, RuntimeError) as error:
            raise ValueError("no vocabulary") from error
        if magic != _MAGIC or len(frequencies) != len(trie):
            raise ValueError("no vocabulary")
        return cls(trie, frequencies, total, longest)

    def __len__(self) -> int:
        return len(self._frequencies)

    def key(self, word: str) -> int | None:
        """Return the number of ``word`` among all, below ``len``; ``None`` when it is no word."""
        try:
            key: int | None = self._trie.get(word)
        except UnicodeEncodeError:  # half a surrogate pair
            return None
        return key

    def get(self, word: str) -> int | None:
        """Return how often ``word`` was seen; ``None`` when it is no word."""
        key = self.key(word)
        return None if key is None else self._frequencies[key]

    def words_at(self, text: str, start: int) -> Iterator[tuple[int, int]]:
        """Yield length and frequency of the words that begin at ``text[start]``, the shortest first."""
        for word, key in self._trie.iter_prefixes_with_ids(text[start : start + self._longest]):
            yield len(word), self._frequencies[key]


@cache
def vocabulary() -> Vocabulary:
    """Return jieba's words: those shipped, or made anew (in a second) should jieba bring others."""
    if jieba.__version__ == MADE_FROM:
        try:
            return Vocabulary.from_bytes(SHIPPED.read_bytes())
        except ValueError:
            pass  # a computer whose numbers are written the other way round
    return make_vocabulary()


def make_vocabulary() -> Vocabulary:
    """Make it of the dictionary of the installed jieba."""
    # Not ``initialize()``: it writes to the shared logger and to a file in the common temporary folder, which
    # another user could have prepared.
    tokenizer = jieba.Tokenizer()
    return Vocabulary.of(*tokenizer.gen_pfdict(tokenizer.get_dict_file()))

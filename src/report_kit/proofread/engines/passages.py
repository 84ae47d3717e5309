"""Cut a text into the passages an engine is asked about; offsets lead back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.engines.verify import lines

_SENTENCE = re.compile(r"[^。！？；]*[。！？；”’）]*")
_CLAUSE_ENDS = "，、：,;)） "
# What models made for Chinese see one character at a time, so that nothing they say can shift.
_EVEN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff，。、；：！？（）《》]+")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def is_han(text: str) -> bool:
    """Say whether ``text`` is one Chinese character."""
    return len(text) == 1 and _HAN.match(text) is not None


def sentences(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the sentences of every line with their offsets, none longer than ``most`` characters.

    A longer one is cut behind its last punctuation mark that fits, or where there is none, anywhere.
    """
    for offset, line in lines(text):
        for match in _SENTENCE.finditer(line):
            sentence, start = match.group(), offset + match.start()
            while len(sentence) > most:
                cut = max(sentence.rfind(sign, 0, most) for sign in _CLAUSE_ENDS) + 1 or most
                yield start, sentence[:cut]
                sentence, start = sentence[cut:], start + cut
            if sentence and not sentence.isspace():
                yield start, sentence


def even_runs(text: str, most: int) -> Iterator[tuple[int, str]]:
    """Yield the runs of Chinese characters and their punctuation that ``sentences`` yields."""
    for offset, sentence in sentences(text, most):
        for match in _EVEN.finditer(sentence):
            if any(map(is_han, match.group())):
                yield offset + match.start(), match.group()

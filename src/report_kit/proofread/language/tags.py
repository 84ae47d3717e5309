"""Parts of speech of the words of jieba's dictionary: v a verb, vn one used as a noun too, a an adjective …

The tags stand in a file beside the words: one byte for each word, in the order of the trie's keys.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache

import jieba

from report_kit.proofread.language.vocabulary import MADE_FROM, Vocabulary, vocabulary
from report_kit.resources import PACKAGE

SHIPPED_TAGS = PACKAGE / "proofread" / "language" / "data" / "tags.bin"
"""Written by ``tools/build_vocabulary.py``."""


def tag_of(word: str) -> str:
    """Return the tag of a word as jieba gives it (its first letters tell the class), "" of no word."""
    names, tags = _shipped()
    key = vocabulary().key(word)
    return "" if key is None else names[tags[key]]


def is_common(word: str) -> bool:
    """Say whether jieba's dictionary holds ``word`` as something else than the name of a person."""
    tag = tag_of(word)
    return bool(tag) and not tag.startswith("nr")


def tags_to_bytes(words: Vocabulary, tag: Mapping[str, str]) -> bytes:
    """Return what ``SHIPPED_TAGS`` holds: the names of the tags on a line, then a byte for each key."""
    names = ["", *sorted(set(tag.values()))]
    number = {name: index for index, name in enumerate(names)}
    table = bytearray(len(words))
    for word, name in tag.items():
        key = words.key(word)
        if key is not None:
            table[key] = number[name]
    return zlib.compress(" ".join(names).encode("ascii") + b"\n" + bytes(table), 9)


def dictionary_tags() -> dict[str, str]:
    """Return the tags of the words of the installed jieba."""
    with jieba.Tokenizer().get_dict_file() as file:
        lines = file.read().decode("utf-8").splitlines()
    return {word: tag for word, _, tag in (line.split(" ") for line in lines)}


@cache
def _shipped() -> tuple[list[str], bytes]:
    if jieba.__version__ == MADE_FROM:
        try:
            head, _, table = zlib.decompress(SHIPPED_TAGS.read_bytes()).partition(b"\n")
        except zlib.error:
            pass
        else:
            if len(table) == len(vocabulary()):
                return head.decode("ascii").split(" "), table
    head, _, table = zlib.decompress(tags_to_bytes(vocabulary(), dictionary_tags())).partition(b"\n")
    return head.decode("ascii").split(" "), table

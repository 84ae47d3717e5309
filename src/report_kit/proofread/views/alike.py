"""Characters that are taken for one another, as the speller's data have them."""

from __future__ import annotations

from functools import lru_cache

from report_kit.proofread.speller import shipped_speller


@lru_cache(maxsize=4096)
def alike(first: str, second: str) -> bool:
    """Say whether two characters sound, look or are typed alike."""
    speller = shipped_speller()
    ids, _ = speller.model.encode(first + second)
    return len(ids) == 2 and bool(speller.confusion.alike(ids[:1], ids[1:])[0])


def one_apart(first: str, second: str) -> bool:
    """Say whether two strings of one length differ in a single character, and there by two that are alike."""
    if len(first) != len(second):
        return False
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    return len(apart) == 1 and alike(*apart[0])

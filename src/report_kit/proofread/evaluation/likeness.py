"""Whether two characters sound or look alike, by the speller's confusion data."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from report_kit.proofread.speller import shipped_speller
from report_kit.proofread.speller.confusion import NEAR_SOUND, SAME_SOUND, SHAPE

__all__ = ["NEAR_SOUND", "SAME_SOUND", "SHAPE", "likeness"]


@lru_cache(maxsize=65536)
def likeness(first: str, second: str) -> int:
    """Return in what two characters are alike: ``SAME_SOUND`` …, or-ed; 0 when one is unknown."""
    speller = shipped_speller()
    (ids, _), confusion = speller.model.encode(first + second), speller.confusion
    if len(ids) != 2:
        return 0
    a, b = (int(number) for number in ids)
    bits = 0
    for one, other in ((a, b), (b, a)):
        low, high = int(confusion.starts[one]), int(confusion.starts[one + 1])
        bits |= int(
            np.bitwise_or.reduce(confusion.kinds[low:high][confusion.targets[low:high] == other], initial=0)
        )
    sounds = [{int(sound) for sound in confusion.readings[number] if sound} for number in (a, b)]
    if sounds[0] & sounds[1]:
        return bits | SAME_SOUND
    classes = [{int(confusion.classes[sound]) for sound in own} for own in sounds]
    return bits | (NEAR_SOUND if classes[0] & classes[1] else 0)

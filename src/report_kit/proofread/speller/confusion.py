"""Confusion data: which characters and words are mistaken for one another, and what is left out where."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.arrays import read_arrays

KIND = "confusions 2"
# How two characters are alike; OFTEN marks those that even careful writers confuse (做作, 的地得), IDIOM
# an edit that makes an idiom of three characters that belong to it.
SAME_SOUND, NEAR_SOUND, SHAPE, FIVE_STROKE, OFTEN, IDIOM = 1, 2, 4, 8, 16, 32
IDIOM_LENGTH = 4
LONGEST_WORD = 4
CLASS_BASE = 512  # four classes of sounds make one key


class Confusion:
    """The data, all in ids of the character model."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises ``DataError`` ``RK-321`` when it is no such file."""
        _, arrays = read_arrays(path, KIND)
        self.readings, self.classes = arrays["readings"], arrays["classes"]
        self.starts, self.targets, self.kinds = arrays["starts"], arrays["targets"], arrays["kinds"]
        self.following, self.preceding = arrays["following"], arrays["preceding"]
        self.keys = {length: arrays[f"keys{length}"] for length in range(2, LONGEST_WORD + 1)}
        self.idiom_keys, self.idiom_entries = arrays["idiom_keys"], arrays["idiom_entries"]
        self.idioms = arrays["idioms"]
        self._pairs = (
            np.repeat(np.arange(len(self.starts) - 1, dtype=np.uint32), np.diff(self.starts)) << np.uint32(16)
        ) | self.targets
        self.often = np.zeros(len(self.starts) - 1, dtype=bool)
        self.often[self._pairs[(self.kinds & OFTEN) > 0] >> np.uint32(16)] = True
        self.words = {length: arrays[f"words{length}"] for length in range(2, LONGEST_WORD + 1)}

    def alike(self, old: NDArray[np.int64], new: NDArray[np.int64]) -> NDArray[np.uint8]:
        """Return the kinds of likeness of pairs of characters, or-ed; 0 where there is none."""
        wanted = (old << 16 | new).astype(np.uint32)
        places = np.minimum(np.searchsorted(self._pairs, wanted), len(self._pairs) - 1)
        found: NDArray[np.uint8] = np.where(self._pairs[places] == wanted, self.kinds[places], 0)
        return found


def idiom_keys(idioms: NDArray[np.int64], gap: int) -> NDArray[np.uint64]:
    """Return a key of rows of four ids that leaves the one at ``gap`` out."""
    keys = np.full(len(idioms), gap + 1, dtype=np.uint64)
    for place in range(IDIOM_LENGTH):
        if place != gap:
            keys = keys * np.uint64(8191) + idioms[:, place].astype(np.uint64)
    return keys

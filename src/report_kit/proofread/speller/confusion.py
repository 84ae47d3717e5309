"""Confusion data: which characters and words are mistaken for one another, and what is left out where."""

from __future__ import annotations

from pathlib import Path

from report_kit.proofread.speller.arrays import read_arrays

KIND = "confusions 1"
SAME_SOUND, NEAR_SOUND, SHAPE, FIVE_STROKE = 1, 2, 4, 8
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
        self.words = {length: arrays[f"words{length}"] for length in range(2, LONGEST_WORD + 1)}

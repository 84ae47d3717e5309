"""The speller: a character model, candidate corrections, and a ranker that accepts or rejects them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from report_kit.proofread.speller.speller import Speller

DATA = Path(__file__).with_name("data")


@cache
def shipped_speller() -> Speller:
    """Return the speller with the data of the package; all checks share it."""
    from report_kit.proofread.speller.speller import Speller

    return Speller(DATA)

"""Every character of a Word file that is seen is in the document once; what is left out is told."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.document import open_document
from tests.document.word_files import write_word
from tests.document.word_maker import FIRST, NUMBERING, STYLES, Maker


def check(tmp_path: Path, seed: int) -> None:
    maker = Maker(random.Random(seed))
    body = maker.body()
    path = write_word(tmp_path / "a.docx", body, styles=STYLES, numbering=NUMBERING, **maker.parts())
    document = open_document(path)
    blocks = [
        piece
        for block in document.blocks
        for piece in (block.cells() if hasattr(block, "cells") else [block])
    ]
    found = Counter(
        character for piece in blocks for character in piece.text if FIRST <= ord(character) < 0xA000
    )
    assert found == Counter("".join(maker.shown))
    told: Counter[str] = Counter()
    for omission in document.omissions:
        told[omission.kind] += omission.size
        assert omission.place
        assert omission.message
    assert told == maker.left_out
    for piece in blocks:
        assert document.text[piece.start : piece.end] == piece.text
        spans = document.source_spans(piece.start, piece.end)
        assert "".join(document.source[low:high] for low, high in spans) == piece.text


_CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
SEEDS = st.integers(0, 2**32)


@settings(max_examples=60, suppress_health_check=_CHECKS)
@given(seed=SEEDS)
def test_characters_are_conserved(tmp_path: Path, seed: int) -> None:
    check(tmp_path, seed)


@pytest.mark.slow
@settings(max_examples=500, suppress_health_check=_CHECKS)
@given(seed=SEEDS)
def test_characters_are_conserved_in_many_files(tmp_path: Path, seed: int) -> None:
    check(tmp_path, seed)

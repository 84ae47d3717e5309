"""The kit's own PDF reads back equal, paragraph for paragraph and figure for figure."""

from __future__ import annotations

import pytest

from reading.own_pdf import measure


def test_a_few_generated_reports() -> None:
    assert [found for found in measure(3) if found] == []


@pytest.mark.slow
def test_two_hundred_generated_reports() -> None:
    assert [found for found in measure(200, seed=7) if found] == []

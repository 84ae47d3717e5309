"""Shards checked inside the test's process: starting a worker takes seconds (tests that do are slow)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from report_kit.batch import shard
from report_kit.batch.documents import check_reference
from report_kit.batch.profile import Profile
from report_kit.batch.setups import Setups
from tests.cli.conftest import cli

__all__ = ["cli"]

WRONG = "根据工作需要，制定本实施方按。"
RIGHT = "根据工作需要，制定本实施方案。"
NO_DAY = "2024年2月30日召开会议。"


class Here:
    """Does what an owner does, without a worker of its own."""

    checked: list[str]

    def __init__(self, profile: Profile, scratch: Path) -> None:
        self._setups, self._scratch = Setups(profile), scratch
        self.restarts = 0
        self.checked = []

    def check(self, references: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for reference in references:
            self.checked.append(reference["id"])
            yield check_reference(reference, self._setups, self._scratch)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Check in this process; return the list that the ids of what is checked are put into."""
    checked: list[str] = []
    scratch = tmp_path_factory.mktemp("scratch")

    def owner(profile: Profile) -> Here:
        one = Here(profile, scratch)
        one.checked = checked
        return one

    monkeypatch.setattr(shard, "_owner", owner)
    return checked

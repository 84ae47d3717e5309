from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from report_kit.review import people
from report_kit.workspace import Workspace
from tests.review.office import begin


@pytest.fixture(autouse=True)
def _quick_argon(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Argon2id with little work: a test signs a dozen times. What ships is looked at by a test of its own."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    if "real_argon" not in request.fixturenames:
        monkeypatch.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))
    yield


@pytest.fixture
def real_argon() -> None:
    """Ask for the parameters that ship."""


@pytest.fixture
def office(tmp_path: Path) -> tuple[Workspace, int]:
    """A workspace with its people and a report that nobody has signed."""
    return begin(tmp_path / "工作区")

import shutil
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from report_kit.review import people
from report_kit.workspace import Workspace
from tests.review.office import begin


@pytest.fixture(autouse=True)
def _quick_argon(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Argon2id with little work: a test signs a dozen times. What ships is looked at by a test of its own."""
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    if "real_argon" not in request.fixturenames:
        monkeypatch.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))


@pytest.fixture
def real_argon() -> None:
    """Ask for the parameters that ship."""


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a workspace with its people and a report that nobody has signed."""
    folder = tmp_path_factory.mktemp("单位") / "工作区"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))
        patched.delenv("JUPYTERHUB_USER", raising=False)
        begin(folder)
    return folder


@pytest.fixture
def office(tmp_path: Path, furnished: Path) -> tuple[Workspace, int]:
    """A workspace of one's own like ``furnished``, and the id of its report."""
    return Workspace(shutil.copytree(furnished, tmp_path / "工作区")), 1

from pathlib import Path

import pytest

from report_kit.forms.report import Report
from report_kit.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "工作区")


@pytest.fixture
def report() -> Report:
    return Report.new("云岭县清河镇人民政府", "镇", 2024)

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from report_kit.forms.report import Report
from report_kit.proofread import Context, Edit, Finding, Fix, Severity
from report_kit.workspace import Workspace

SECTION = "overview.disclosure"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


@pytest.fixture
def report() -> Report:
    report = Report.new("云岭县清河镇人民政府", "镇", 2024)
    return report.with_section(SECTION, "我镇作好公开工作，作好解读。\n全年公开57条（𠮷）。")


class OneWord:
    """A proofreader that knows one mistake, so that the panels' tests do not hang on the dictionaries."""

    def __init__(self, wrong: str = "作好", right: str = "做好", safety: Any = "likely") -> None:
        self.wrong, self.right, self.safety = wrong, right, safety

    def check(self, document: Any, context: Context | None = None) -> list[Finding]:
        found, start = [], document.text.find(self.wrong)
        while start >= 0:
            end = start + len(self.wrong)
            fix = Fix((Edit(start, end, self.right),), self.safety, self.right)
            found.append(
                Finding(
                    rule="spelling.test",
                    severity=Severity.ERROR,
                    start=start,
                    end=end,
                    text=self.wrong,
                    message=f"应为“{self.right}”",
                    fixes=(fix,),
                    source="《现代汉语词典》",
                )
            )
            start = document.text.find(self.wrong, end)
        return found


@pytest.fixture
def one_word() -> Callable[..., Any]:
    return OneWord

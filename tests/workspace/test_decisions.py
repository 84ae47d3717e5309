"""Decisions about findings outlive edits elsewhere in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import WorkspaceError
from report_kit.forms.report import Report
from report_kit.proofread import Finding, Severity, fingerprint
from report_kit.workspace import Workspace

TEXT = "我镇认真贯彻落实条例。\n各村要作好信息公开工作，确保按时完成。\n"


def mark(text: str, passage: str, rule: str = "spelling.pair", message: str = "应为“做好”") -> Finding:
    start = text.index(passage)
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        start=start,
        end=start + len(passage),
        text=passage,
        message=message,
    )


@given(st.text(), st.text())
def test_edits_in_other_paragraphs_keep_the_identity(before: str, after: str) -> None:
    changed = f"{before}\n各村要作好信息公开工作，确保按时完成。\n{after}"
    start = len(before) + 1 + 3
    finding = mark(TEXT, "作好")
    moved = Finding(
        rule=finding.rule,
        severity=Severity.ERROR,
        start=start,
        end=start + 2,
        text="作好",
        message=finding.message,
    )
    assert fingerprint(finding, TEXT) == fingerprint(moved, changed)


def test_other_words_or_another_rule_are_another_finding() -> None:
    finding = mark(TEXT, "作好")
    other_place = TEXT.replace("各村要作好", "乡里已作好")
    assert fingerprint(finding, TEXT) != fingerprint(mark(other_place, "作好"), other_place)
    assert fingerprint(finding, TEXT) != fingerprint(mark(TEXT, "作好", rule="wording.collocation"), TEXT)


def test_something_missing_is_told_apart_by_its_message() -> None:
    missing = [mark(TEXT, "", rule="structure.section", message=f"缺少第{name}部分") for name in "五六"]
    assert len({fingerprint(finding, TEXT) for finding in missing}) == 2


def test_an_ignore_stands_until_it_is_taken_back(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    finding = mark(TEXT, "作好")
    made = workspace.decide(key, finding, TEXT, "ignore", revision=1, reason="引文原文如此", who="张三")
    assert workspace.decisions(key) == [made]
    assert workspace.ignored(key) == {fingerprint(finding, TEXT): made}
    workspace.decide(key, finding, TEXT, "reopen", revision=1)
    assert workspace.ignored(key) == {}
    assert [decision.action for decision in workspace.decisions(key)] == ["ignore", "reopen"]


def test_ignoring_an_error_needs_a_reason(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    with pytest.raises(WorkspaceError, match="RK-408"):
        workspace.decide(key, mark(TEXT, "作好"), TEXT, "ignore", revision=1, reason="  ")
    assert workspace.decisions(key) == []


def test_a_decision_needs_a_report(workspace: Workspace) -> None:
    with pytest.raises(WorkspaceError, match="RK-402"):
        workspace.decide(9, mark(TEXT, "作好"), TEXT, "accept", revision=1)

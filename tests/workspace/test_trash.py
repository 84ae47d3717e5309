"""A report taken out of the workspace by mistake comes back whole."""

import json
from pathlib import Path

import pytest

from report_kit.errors import WorkspaceError
from report_kit.forms.report import Note, Report
from report_kit.proofread import Finding, Severity
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import add_doubts, doubts
from report_kit.workspace.trash import discard, discarded, restore

DOUBTS = [Note("不知道属于哪一部分", "附件𠮷", "第 12 段"), Note("多余的一张表")]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path)


def begin(workspace: Workspace, agency: str = "云岭县清河镇人民政府") -> int:
    """Create a report with three revisions and a decision."""
    report = Report.new(agency, "镇", 2024)
    key = workspace.create(report, "张三").id
    for number in (1, 2):
        workspace.save(
            key, report.with_section("overview", f"第 {number} 次𠮷。"), base=number, author="李四"
        )
    finding = Finding("spelling.test", Severity.ERROR, 0, 1, "第", "错了")
    workspace.decide(key, finding, "第 2 次", "ignore", revision=3, reason="专名", who="李四")
    add_doubts(workspace, key, DOUBTS)
    return key


def test_it_comes_back_with_all_that_was_saved_and_decided(workspace: Workspace) -> None:
    key = begin(workspace)
    other = begin(workspace, "云岭县东山乡人民政府")
    before = workspace.revisions(key), workspace.decisions(key), workspace.record(key)
    kept = workspace.revisions(other), workspace.decisions(other)
    path = discard(workspace, key)
    assert path.parent.name == "回收站"
    assert [record.id for record in workspace.reports()] == [other]
    assert doubts(workspace, key) == []
    with pytest.raises(WorkspaceError, match="RK-402"):
        workspace.load(key)
    assert [(item.agency, item.year, item.revisions) for item in discarded(workspace)] == [
        ("云岭县清河镇人民政府", 2024, 3)
    ]
    back = restore(workspace, path)
    assert not path.exists()
    revisions, decisions = workspace.revisions(back.id), workspace.decisions(back.id)
    assert [(r.number, r.sha256, r.author, r.saved, r.body) for r in revisions] == [
        (r.number, r.sha256, r.author, r.saved, r.body) for r in before[0]
    ]
    assert [(d.fingerprint, d.reason, d.who, d.made) for d in decisions] == [
        (d.fingerprint, d.reason, d.who, d.made) for d in before[1]
    ]
    assert (back.title, back.created, back.latest) == (before[2].title, before[2].created, 3)
    assert doubts(workspace, back.id) == DOUBTS
    assert (workspace.revisions(other), workspace.decisions(other)) == kept
    # It goes on as if nothing had happened.
    assert workspace.save(back.id, revisions[0].report, base=3).number == 4


def test_the_id_of_a_report_that_left_is_not_given_again(workspace: Workspace) -> None:
    """A page that still shows the old report would save it over the new one."""
    key = begin(workspace)
    old = workspace.load(key).report
    discard(workspace, key)
    fresh = workspace.create(Report.new("云岭县东山乡人民政府", "乡", 2024)).id
    assert fresh != key
    with pytest.raises(WorkspaceError, match="RK-402"):
        workspace.save(key, old, base=1)


def test_another_report_of_the_year_is_not_overwritten(workspace: Workspace) -> None:
    path = discard(workspace, begin(workspace))
    mine = begin(workspace)
    with pytest.raises(WorkspaceError, match="RK-403"):
        restore(workspace, path)
    assert path.exists()
    assert workspace.record(mine).latest == 3
    discard(workspace, mine)
    assert restore(workspace, path).latest == 3
    assert len(discarded(workspace)) == 1


def test_nothing_goes_that_could_not_be_written(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from report_kit.workspace import trash

    def full(_path: Path, _data: bytes) -> None:
        raise OSError(28, "No space left on device")

    key = begin(workspace)
    monkeypatch.setattr(trash, "write_durably", full)
    with pytest.raises(WorkspaceError, match="RK-407"):
        discard(workspace, key)
    assert len(workspace.revisions(key)) == 3


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"kind": "report-kit report"}', "\x00"])
def test_a_damaged_file_is_told(workspace: Workspace, content: str) -> None:
    path = discard(workspace, begin(workspace))
    path.write_text(content, encoding="utf-8")
    assert discarded(workspace) == []
    with pytest.raises(WorkspaceError, match="RK-410"):
        restore(workspace, path)
    assert path.exists()


def test_the_file_is_plain_enough_to_be_read_by_hand(workspace: Workspace) -> None:
    data = json.loads(discard(workspace, begin(workspace)).read_text(encoding="utf-8"))
    assert data["report"]["agency"] == "云岭县清河镇人民政府"
    assert len(data["parts"]["revisions"]) == 3
    assert len(data["parts"]["decisions"]) == 1

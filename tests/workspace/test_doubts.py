"""What an import did not understand stays with its report until somebody has looked at it."""

import pytest

from report_kit.errors import WorkspaceError
from report_kit.forms.report import Note, Report
from report_kit.workspace import Workspace
from report_kit.workspace.doubts import Doubt, add_doubts, doubts, left, settle, unsettle

ONE, TWO, THREE = Note("看不懂的一行", "甲𠮷\n乙", "第 3 段"), Note("多余的一张表"), Note("没有找到成文日期")


def test_they_come_back_in_order_and_none_twice(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    assert doubts(workspace, key) == []
    add_doubts(workspace, key, [TWO, ONE])
    add_doubts(workspace, key, [ONE, THREE])
    add_doubts(workspace, key, [])
    assert doubts(workspace, key) == [TWO, ONE, THREE]


def test_what_is_looked_at_goes(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    other = workspace.create(Report.new("云岭县东山乡人民政府", "乡", 2024)).id
    for report_id in (key, other):
        add_doubts(workspace, report_id, [ONE, TWO, THREE])
    _, second, _ = left(workspace, key)
    settle(workspace, other, second)  # it is none of this report's
    assert doubts(workspace, key) == [ONE, TWO, THREE]
    settle(workspace, key, second)
    settle(workspace, key, second)
    assert (doubts(workspace, key), doubts(workspace, other)) == ([ONE, THREE], [ONE, TWO, THREE])
    for doubt in left(workspace, key):
        settle(workspace, key, doubt)
    assert doubts(workspace, key) == []


def test_a_slip_is_taken_back_in_its_place_and_once(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    add_doubts(workspace, key, [ONE, TWO, THREE])
    _, second, third = left(workspace, key)
    settle(workspace, key, second)
    assert unsettle(workspace, key, second) == second
    assert unsettle(workspace, key, second) == second
    assert doubts(workspace, key) == [ONE, TWO, THREE]
    settle(workspace, key, third)
    other = Note("后来的一处")
    add_doubts(workspace, key, [other])
    assert unsettle(workspace, key, third).note == THREE
    assert doubts(workspace, key) == [ONE, TWO, other, THREE]


def test_a_report_that_is_not_there_has_none(workspace: Workspace) -> None:
    assert doubts(workspace, 9) == []
    with pytest.raises(WorkspaceError, match="RK-402"):
        add_doubts(workspace, 9, [ONE])
    with pytest.raises(WorkspaceError, match="RK-402"):
        unsettle(workspace, 9, Doubt(1, ONE))

"""One report of a form, an agency and a year: two forms stand side by side."""

import copy
from dataclasses import replace

import pytest

from report_kit.errors import WorkspaceError
from report_kit.forms.report import Report
from report_kit.workspace import Workspace
from report_kit.workspace.trash import discard, restore


def of_form(report: Report, form: str) -> Report:
    """Return the report as one of another form; the store does not ask what the form is."""
    other = copy.copy(report)
    object.__setattr__(other, "form", form)
    return other


def test_two_forms_of_one_agency_and_year(workspace: Workspace, report: Report) -> None:
    annual = workspace.create(report)
    other = workspace.create(of_form(report, "fazhi"))
    assert (annual.form, other.form) == (report.form, "fazhi")
    assert workspace.find(report.agency, report.year) == annual
    assert workspace.find(report.agency, report.year, report.form) == annual
    assert workspace.find(report.agency, report.year, "fazhi") == other
    assert workspace.find(report.agency, report.year, "free") is None
    assert {record.id for record in workspace.reports()} == {annual.id, other.id}


def test_one_report_of_a_form(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    workspace.create(of_form(report, "fazhi"))
    for again in (report, of_form(report, "fazhi")):
        with pytest.raises(WorkspaceError, match="RK-403"):
            workspace.create(again)
    earlier = workspace.create(of_form(replace(report, year=2023, title=""), "fazhi"))
    with pytest.raises(WorkspaceError, match="RK-403"):
        workspace.save(earlier.id, of_form(report, "fazhi"), base=1)
    assert len(workspace.reports()) == 3


def test_the_form_follows_the_newest_revision(workspace: Workspace, report: Report) -> None:
    key = workspace.create(report).id
    workspace.save(key, of_form(report, "fazhi"), base=1)
    assert workspace.record(key).form == "fazhi"
    assert workspace.find(report.agency, report.year) is None


def test_a_year_without_a_form_has_no_report(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    assert workspace.find(report.agency, 1990) is None


def test_the_trash_tells_forms_apart(workspace: Workspace, report: Report) -> None:
    annual = workspace.create(report)
    path = discard(workspace, workspace.create(of_form(report, "fazhi")).id)
    assert restore(workspace, path).form == "fazhi"
    mine = workspace.find(report.agency, report.year, "fazhi")
    assert mine is not None
    path = discard(workspace, mine.id)
    workspace.create(of_form(report, "fazhi"))
    with pytest.raises(WorkspaceError, match="RK-403"):
        restore(workspace, path)
    assert path.exists()
    assert workspace.record(annual.id) == annual

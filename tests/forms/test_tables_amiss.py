"""Each table, row and column removed, a picture, relabelled or moved: found and told; 0 silent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from report_kit import Context, Proofreader, Report, open_document
from report_kit.cli.reports import refuse_gaps, refuse_losses
from report_kit.errors import ReportError
from tests.forms.tables_amiss import Amiss, cases, whole, write
from tests.proofread.test_whole_reports import TOWN

REPORT = whole(TOWN)
CASES = list(cases(REPORT))
KINDS = ("txt", "html", "docx", "pdf")
RULES = ["structure.table_form", "structure.table_missing", "structure.table_order", "table.cell_value"]


def silent(case: Amiss, kind: str, folder: Path) -> str:
    """Return what is not said of a case; empty when all is."""
    path = folder / f"年报.{kind}"
    write(case, REPORT, kind, path)
    document = open_document(path)
    read = Report.from_document(document)
    context = Context(agency=REPORT.agency, level=REPORT.level, year=REPORT.year)
    said = Proofreader(select=RULES).check(document, context)
    found = [finding for finding in said if finding.severity.value in ("error", "warning")]
    told = [note for note in read.notes if note.lost or note.text or note.where or "表头" in note.message]
    faults = []
    if not found:
        faults.append("没有问题")
    if not told:
        faults.append("导入没有说")
    if case.lost and not _stopped(read, path):
        faults.append("导出没有停")
    wrong = [
        (table.id, *at)
        for table in REPORT.spec.tables
        for at in table.addresses
        if read.value(table.id, *at) not in (REPORT.value(table.id, *at), None)
    ]
    if wrong:
        faults.append(f"读错 {len(wrong)} 格 {wrong[:2]}")
    return "，".join(faults)


def _stopped(read: Report, path: Path) -> bool:
    try:
        refuse_losses(read.notes, str(path))
        refuse_gaps(read.notes, str(path))
    except ReportError:
        return True
    return False


def runs(kind: str) -> list[Amiss]:
    """Return the cases a format can have: plain text has no pictures."""
    return [case for case in CASES if not (kind == "txt" and case.pictures)]


def test_a_whole_report_is_silent(tmp_path: Path) -> None:
    from report_kit.export import export_report

    for path in export_report(REPORT, tmp_path / "年报", list(KINDS)).values():
        document = open_document(path)
        assert Proofreader(select=RULES).check(document, Context(year=REPORT.year)) == []
        assert [note for note in Report.from_document(document).notes if note.lost] == []


@pytest.mark.parametrize(
    ("kind", "case"),
    [
        pytest.param(kind, case, id=f"{kind}-{case.table}-{case.what}")
        for kind, step in (("txt", 7), ("html", 11), ("docx", 31))
        for case in runs(kind)[::step]
    ],
)
def test_some(kind: str, case: Amiss, tmp_path: Path) -> None:
    assert silent(case, kind, tmp_path) == ""


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_all(kind: str, tmp_path: Path) -> None:
    faults = {f"{case.table} {case.what}": silent(case, kind, tmp_path) for case in runs(kind)}
    count = Counter(case.what.split()[0] for case in runs(kind))
    print(kind, len(faults), dict(count))
    assert len(faults) > 100
    assert {name: fault for name, fault in faults.items() if fault} == {}

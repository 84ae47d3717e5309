"""审签单 and 审签汇总表, as PDF and as Word files."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from sqlalchemy import select

from report_kit.review.audit import head
from report_kit.review.machine import Examination, examine
from report_kit.review.sheets.month_table import Entry, month_of, month_table
from report_kit.review.sheets.review_form import review_form
from report_kit.review.signing import review_state, signatures
from report_kit.workspace import Workspace, rows, schema
from report_kit.workspace.engine import transaction

__all__ = ["month_sheet", "review_sheet"]

_PUBLICATIONS = schema.publications.c


def review_sheet(
    workspace: Workspace,
    report_id: int,
    kind: Literal[".pdf", ".docx"] | str = ".pdf",
    *,
    blank: bool = False,
) -> bytes:
    """Return the sheet of a report (审签单), one page of A4.

    Args:
        workspace: where it is.
        report_id: which one.
        kind: ``".pdf"`` or ``".docx"``.
        blank: leave opinions and signatures to be written by hand.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report, ``RK-404``, ``RK-405`` it can not be read.
        ChainError: ``RK-701``.
    """
    revision = workspace.load(report_id)
    state = review_state(workspace, report_id)
    signed = signatures(workspace, report_id)
    standing = [one for one in signed if one in state.standing.values()]
    kept = Examination.from_json_dict(standing[-1].machine) if standing else None
    now = datetime.now().astimezone()
    form = review_form(
        revision,
        state,
        kept if kept and kept.content == revision.sha256 else examine(workspace, revision),
        signed,
        [words for _, number, words in _published(workspace, report_id) if number == revision.number],
        head(workspace),
        now,
        blank=blank,
    )
    agency = revision.report.agency
    if kind == ".docx":
        from report_kit.review.sheets.word import form_docx

        return form_docx(form, agency, now.replace(tzinfo=None))
    from report_kit.review.sheets.pdf import form_pdf

    return form_pdf(form, agency, now.date())


def month_sheet(workspace: Workspace, month: str, kind: Literal[".pdf", ".docx"] | str = ".pdf") -> bytes:
    """Return the summary of a month (审签汇总表): every report with a signature or a publication in it.

    Args:
        workspace: where the reports are.
        month: ``"2025-01"``.
        kind: ``".pdf"`` or ``".docx"``.

    Raises:
        UsageError: ``RK-606`` that is no month.
        ChainError: ``RK-701``.
    """
    wanted = month_of(month)
    entries = list(_entries(workspace, wanted))
    units = {entry.record.agency for entry in entries}
    unit = units.pop() if len(units) == 1 else ""
    now = datetime.now().astimezone()
    summary = month_table(unit, wanted, entries, head(workspace), now)
    if kind == ".docx":
        from report_kit.review.sheets.word import summary_docx

        return summary_docx(summary, unit, now.replace(tzinfo=None))
    from report_kit.review.sheets.pdf import summary_pdf

    return summary_pdf(summary, unit, now.date())


def _entries(workspace: Workspace, month: tuple[int, int]) -> Iterator[Entry]:
    for record in sorted(workspace.reports(), key=lambda record: record.id):
        signed = [one for one in signatures(workspace, record.id) if (one.made.year, one.made.month) == month]
        published = [
            words for made, _, words in _published(workspace, record.id) if (made.year, made.month) == month
        ]
        if signed or published:
            yield Entry(record, review_state(workspace, record.id), signed, published)


def _published(workspace: Workspace, report_id: int) -> list[tuple[datetime, int, str]]:
    """Return when which revision was published, and how, in words; the files of one act together."""
    query = select(schema.publications).where(_PUBLICATIONS.report_id == report_id).order_by(_PUBLICATIONS.id)
    acts: dict[tuple[str, int, str], list[str]] = {}
    with transaction(workspace.engine) as connection:
        for found in connection.execute(query):
            acts.setdefault((found.made[:16], found.revision, found.who), []).append(found.format)
    return [
        (rows.time(made + ":00+00:00"), number, _words(rows.time(made + ":00+00:00"), number, who, formats))
        for (made, number, who), formats in acts.items()
    ]


def _words(made: datetime, number: int, who: str, formats: list[str]) -> str:
    return "，".join(filter(None, (f"{made:%Y-%m-%d %H:%M} 第 {number} 版", "、".join(formats), who)))

"""Export for good: the files, the record of them, and the seal in them."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from report_kit.errors import InputError, ReviewError
from report_kit.review.audit import Anchor
from report_kit.review.gate import gate
from report_kit.review.seal import Seal
from report_kit.review.signing import check_clock, latest_revision
from report_kit.review.watch import notice_settings
from report_kit.workspace import Workspace, rows, schema, trail
from report_kit.workspace.engine import transaction

if TYPE_CHECKING:
    from report_kit.export.fonts import FontChoice
    from report_kit.forms.report import Report
    from report_kit.proofread import Proofreader


def export_final(
    workspace: Workspace,
    report_id: int,
    target: str | Path,
    formats: Iterable[str] = ("html", "pdf", "docx"),
    *,
    who: str = "",
    fonts: FontChoice = "bundled",
    charts: bool = False,
    previous: Sequence[Report] = (),
    proofreader: Proofreader | None = None,
) -> dict[str, Path]:
    """Write the newest revision in the formats wanted, if the gate is open; else write nothing.

    Each file carries a seal, and stands in the trail with its digest and its text.

    Args:
        workspace: where the report is.
        report_id: which one.
        target: see ``report_kit.export.export_report``, as for the formats and what follows.
        formats: names of formats.
        who: who publishes.
        fonts: for PDF.
        charts: whether to add the charts of the year.
        previous: what the charts compare with.
        proofreader: with which rules to check; those of the workspace when omitted.

    Returns:
        The path of the file of each format.

    Raises:
        ReviewError: ``RK-731`` something is missing, ``RK-722`` the text was changed meanwhile, ``RK-728``
            the clock was set back.
        ExportError: see ``report_kit.export.export_report``.
    """
    from report_kit.export import render_report
    from report_kit.export.files import write_whole

    notice_settings(workspace, who)
    found = gate(workspace, report_id, proofreader)
    found.refuse()
    revision = found.revision
    assert found.audit.head is not None
    seal = Seal(found.audit.head, revision.number, revision.sha256)
    made = render_report(
        revision.report, target, formats, fonts=fonts, charts=charts, previous=previous, seal=str(seal)
    )
    texts = {name: text_of(path.name, data) for name, (path, data) in made.items()}
    with transaction(workspace.engine, writing=True) as connection:
        if latest_revision(connection, report_id) != (revision.number, revision.sha256):
            raise ReviewError(
                "RK-722",
                f"刚刚有人保存了新的一版，没有发布第 {revision.number} 版",
                remedy="新的一版要重新审签",
            )
        check_clock(connection)
        covered = []
        for name, (path, data) in made.items():
            values = {
                "revision": revision.number,
                "format": name,
                "name": path.name,
                "sha256": hashlib.sha256(data).hexdigest(),
                "text": texts[name],
                "who": who,
                "made": rows.now(),
            }
            added = connection.execute(insert(schema.publications).values(report_id=report_id, **values))
            covered.append(trail.row("publications", report_id, rows.key_of(added), values))
        details = _said(revision.number, made, seal.anchor)
        trail.append(connection, "publish", report=report_id, who=who, rows=covered, **details)
        # Last: where a file can not be written, nothing of it is on record.
        for path, data in made.values():
            write_whole(path, data)
    return {name: path for name, (path, _) in made.items()}


def record_export(
    workspace: Workspace, report_id: int, revision: int, files: Mapping[str, Path], *, who: str = ""
) -> None:
    """Record that files were written which nobody has signed: drafts, and copies to look at.

    Raises:
        WorkspaceError: the record can not be written.
    """
    made = {name: (path, path.read_bytes()) for name, path in files.items()}
    with transaction(workspace.engine, writing=True) as connection:
        trail.append(connection, "export", report=report_id, who=who, **_said(revision, made, None))


def _said(revision: int, made: Mapping[str, tuple[Path, bytes]], anchor: Anchor | None) -> dict[str, Any]:
    files = {path.name: hashlib.sha256(data).hexdigest() for path, data in made.values()}
    said: dict[str, Any] = {"revision": revision, "files": files}
    return said | ({"anchor": str(anchor)} if anchor else {})


def text_of(name: str, data: bytes) -> str:
    """Return what a reader reads in a file, empty where the kit reads no such file."""
    from report_kit.document import open_document

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"_{Path(name).suffix}"
        path.write_bytes(data)
        try:
            return open_document(path).text
        except InputError:
            return ""

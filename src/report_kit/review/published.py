"""Is a published file the signed one, untouched, and if not, where does its text differ?"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Row, select

from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
from report_kit.errors import InputError, ReviewError
from report_kit.review.audit import Anchor, Audit, verify
from report_kit.review.seal import Seal, seal_in
from report_kit.workspace import ReportRecord, Workspace, schema
from report_kit.workspace.engine import transaction

if TYPE_CHECKING:
    from report_kit.forms.report import Report

Outcome = Literal["signed", "resaved", "changed", "unsigned"]
OUTCOMES: dict[Outcome, str] = {
    "signed": "就是签发的那一个文件，没有改动",
    "resaved": "文字与签发的相同，但不是当时的那一个文件：被别的程序另存或改动过（属性、版面等）",
    "changed": "与签发的不同",
    "unsigned": "不是从这个工作区正式发布的文件",
}
_ALIKE = 0.5
"""Of the characters, at least: with less in common a text is not called a changed copy of another."""
_PUBLICATIONS = schema.publications.c


@dataclass(frozen=True)
class Difference:
    """A passage as it was signed and as it stands in the file; empty where it was added or cut."""

    signed: str
    found: str


@dataclass(frozen=True)
class Verified:
    """What verifying a file came to.

    Args:
        outcome: see ``OUTCOMES``.
        title: of the report it is taken for, empty when ``unsigned``.
        revision: of that report; 0 when ``unsigned``.
        differences: where the text differs.
        seal: what the file carries.
        audit: of the trail, with the file's anchor.
        newer: number of a later revision that was published since, 0 for none.
    """

    outcome: Outcome
    title: str
    revision: int
    differences: tuple[Difference, ...]
    seal: Seal | None
    audit: Audit
    newer: int = 0

    @property
    def is_signed(self) -> bool:
        """Whether it is the signed file, and the trail that says so is sound."""
        return self.outcome == "signed" and self.audit.is_sound


def verify_file(workspace: Workspace, path: Path, *anchors: Anchor) -> Verified:
    """Hold a file against what was published from a workspace.

    Args:
        workspace: where it was published.
        path: the file; what it is called does not matter, but its ending does.
        anchors: more anchors for the trail, beside the one in the file.

    Raises:
        InputError: the file can not be read.
    """
    digest = hashlib.sha256(read_bytes(path, MAX_TEXT_BYTES)).hexdigest()
    seal = seal_in(path)
    audit = verify(workspace, *anchors, *((seal.anchor,) if seal else ()))
    with transaction(workspace.engine) as connection:
        known = connection.execute(select(schema.publications).order_by(_PUBLICATIONS.id)).all()
        named = connection.execute(select(schema.reports.c.id, schema.reports.c.title)).all()
    titles = {row.id: row.title for row in named}
    same = next((row for row in reversed(known) if row.sha256 == digest), None)
    if same is not None:
        newer = max(row.revision for row in known if row.report_id == same.report_id)
        newer = newer if newer > same.revision else 0
        return Verified("signed", titles[same.report_id], same.revision, (), seal, audit, newer)
    lines = _lines_of(path)
    row = _nearest(known, path, lines, seal)
    if row is None:
        return Verified("unsigned", "", 0, (), seal, audit)
    found = tuple(differences(_lines(row.text), lines))
    outcome: Outcome = "changed" if found else "resaved"
    return Verified(outcome, titles[row.report_id], row.revision, found, seal, audit)


def differences(signed: Sequence[str], found: Sequence[str]) -> list[Difference]:
    """Return where two texts differ, line by line; blanks do not count."""
    one, other = [_squeeze(line) for line in signed], [_squeeze(line) for line in found]
    if "".join(one) == "".join(other):  # parted into lines otherwise
        return []
    return [
        Difference("\n".join(signed[i1:i2]), "\n".join(found[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        if tag != "equal" and "".join(one[i1:i2]) != "".join(other[j1:j2])
    ]


def _nearest(
    known: Sequence[Row[Any]], path: Path, lines: Sequence[str], seal: Seal | None
) -> Row[Any] | None:
    """Return the publication that a file is taken for: by its seal, else by what it says."""
    kind = path.suffix.lower()
    alike = [row for row in known if row.text and Path(row.name).suffix.lower() == kind]
    alike = alike or [row for row in known if row.text]
    if seal:
        sealed = [row for row in alike if row.revision == seal.revision]
        alike = sealed or alike
    text = [_squeeze(line) for line in lines]

    def likeness(row: Row[Any]) -> float:
        own = [_squeeze(line) for line in _lines(row.text)]
        common = set(own) & set(text)
        return sum(map(len, common)) / max(1, sum(map(len, set(own))))

    best = max(reversed(alike), key=likeness, default=None)
    return best if best is not None and (seal or likeness(best) >= _ALIKE) else None


def _lines_of(path: Path) -> list[str]:
    from report_kit.document import open_document

    try:
        return _lines(open_document(path).text)
    except InputError as error:
        if error.code in ("RK-101", "RK-102", "RK-103"):
            raise
        return []  # not a text any more: nothing of what was signed is in it


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"[\n\t]", text) if line.strip()]


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def same_as_signed(workspace: Workspace, report: Report, where: str) -> ReportRecord:
    """Return the workspace's entry of a report that was read from a file; both must say the same.

    Raises:
        ReviewError: ``RK-732`` the workspace has no such report, or another text of it.
    """
    record = workspace.find(report.agency, report.year, report.form)
    if record is None:
        raise ReviewError(
            "RK-732",
            f"工作区里没有{report.agency} {report.year} 年的这种报告，没有人审签过",
            where=where,
            remedy="先在“01_起草”里导入，走完审签的步骤再正式发布",
        )
    own = workspace.load(record.id).report
    found = differences(_lines(own.document().text), _lines(report.document().text))
    if found:
        piece = found[0]
        raise ReviewError(
            "RK-732",
            f"给出的文件与工作区里的第 {record.latest} 版有 {len(found)} 处不同，不能当作签发的稿子发布",
            where=f"{where}：“{piece.found.strip()[:40]}”，工作区里是“{piece.signed.strip()[:40]}”",
            remedy="要发布工作区里的那一版，写报告的编号；文件里改对的，先改到工作区里，再审签",
        )
    return record

"""What the workspace hands out: immutable records, and the error that carries two versions."""

from __future__ import annotations

import hashlib
import json
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from report_kit.errors import WorkspaceError
from report_kit.form_folders import working_in

if TYPE_CHECKING:
    # Loading the form costs more than opening the store; a saver that is not asked for a report
    # object does without.
    from report_kit.forms.report import Report

Action = Literal["accept", "ignore", "reopen"]
"""``accept``: the fix was applied. ``ignore``: it stays as it is. ``reopen``: an ignore was taken back."""


def encode(report: Report) -> tuple[str, str]:
    """Return the canonical JSON of ``report`` and its SHA-256."""
    body = json.dumps(report.to_json_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return body, digest(body)


def same(stored: str, body: str) -> bool:
    """Say whether two bodies hold one state; one from before bodies carried a version is of version 1."""
    if stored == body:
        return True
    try:
        return bool({"version": 1, **json.loads(stored)} == json.loads(body))
    except (ValueError, TypeError):  # the stored one is damaged
        return False


def digest(body: str) -> str:
    """Return the SHA-256 of a stored body, in hexadecimal."""
    return hashlib.sha256(body.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One report of the workspace: whose, which year, and how far it has come.

    ``form`` is the id of its form: there is one report of a form, an agency and a year. ``latest`` is the
    number of the newest revision, ``saved`` its time (local, with offset).
    """

    id: int
    agency: str
    level: str
    year: int
    title: str
    latest: int
    created: datetime
    saved: datetime
    form: str


@dataclass(frozen=True)
class Revision:
    """One saved state of a report. Numbers run 1, 2, 3 … without gaps; ``base`` is the one before.

    ``body`` is the report as canonical JSON, ``sha256`` its digest, ``forms`` the folder of the workspace's
    own forms, if it has one.
    """

    report_id: int
    number: int
    base: int
    sha256: str
    author: str
    saved: datetime
    body: str
    forms: Path | None = field(default=None, compare=False, repr=False)

    @cached_property
    def report(self) -> Report:
        """The report as saved.

        Raises:
            WorkspaceError: ``RK-404`` the stored text is damaged, ``RK-405`` a later kit saved it.
        """
        self.verify()
        from report_kit.forms.report import Report

        with working_in(self.forms) if self.forms else nullcontext():
            return Report.from_json_dict(json.loads(self.body))

    @property
    def is_sound(self) -> bool:
        """Whether the stored text is what was saved."""
        return digest(self.body) == self.sha256

    def verify(self) -> None:
        """Hold the stored text against its digest.

        Raises:
            WorkspaceError: ``RK-404`` they differ.
        """
        if not self.is_sound:
            raise WorkspaceError(
                "RK-404",
                f"第 {self.number} 版的内容与保存时不一致，文件可能已损坏或被别的程序改动",
                where=f"报告编号 {self.report_id}",
                remedy="在“01_起草”里打开这份报告，会换成最近一个完好的版本；或从备份恢复 report-kit.db",
            )


@dataclass(frozen=True, slots=True)
class Version:
    """An entry of a report's history: a revision without its content."""

    number: int
    author: str
    saved: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about one finding, when, and on which revision.

    ``fingerprint`` names the finding (see :func:`report_kit.proofread.fingerprint`); ``rule`` and
    ``text`` repeat it for readers of the history.
    """

    report_id: int
    revision: int
    fingerprint: str
    rule: str
    text: str
    action: Action
    reason: str
    who: str
    made: datetime


class StaleRevisionError(WorkspaceError):
    """A save was based on a revision that is no longer the newest; nothing was written.

    Args:
        mine: the report that was to be saved.
        theirs: the newest saved revision.
        base: the revision number the refused save was based on.
    """

    def __init__(self, mine: Report, theirs: Revision, base: int) -> None:
        self.mine = mine
        self.theirs = theirs
        self.base = base
        author = f"（{theirs.author}）" if theirs.author else ""
        super().__init__(
            "RK-401",
            f"您修改的是第 {base} 版，但已经有人{author}"
            f"在 {theirs.saved:%H:%M:%S} 保存了第 {theirs.number} 版，这次没有保存",
            where=mine.title,
            remedy="对照两个版本，决定保留哪一个；两个版本都没有丢失",
        )

"""Save and load reports so that nothing a person confirmed is ever lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from report_kit.errors import WorkspaceError
from report_kit.form_folders import FOLDER, register_folder
from report_kit.proofread.findings.accepted import fingerprint
from report_kit.workspace import rows, schema, trail
from report_kit.workspace.engine import open_engine, transaction
from report_kit.workspace.ladder import prepare
from report_kit.workspace.records import (
    Action,
    Decision,
    ReportRecord,
    Revision,
    StaleRevisionError,
    Version,
    encode,
    same,
)

if TYPE_CHECKING:
    from report_kit.forms.report import Report
    from report_kit.proofread import Finding

_REPORTS, _REVISIONS, _DECISIONS = schema.reports.c, schema.revisions.c, schema.decisions.c


class Workspace:
    """The reports of one office: a folder with a SQLite file, or any database by URL.

    One that an earlier kit made is brought up to date when it is opened; its file is copied before.

    Args:
        location: a folder (created when missing), or a SQLAlchemy URL such as
            ``postgresql+psycopg://user@host/name``.

    Raises:
        WorkspaceError: ``RK-405`` a newer kit wrote it, ``RK-406`` it is locked, ``RK-407`` it can not be
            read or written, ``RK-409`` the URL is not understood.
    """

    def __init__(self, location: str | Path = ".") -> None:
        self.folder = None if "://" in str(location) else Path(location).resolve()
        self._forms = self.folder / FOLDER if self.folder else None
        self._engine = open_engine(location)
        prepare(self._engine)
        if self._forms:
            register_folder(self._forms)

    @property
    def engine(self) -> Engine:
        """The database."""
        return self._engine

    def create(self, report: Report, author: str = "") -> ReportRecord:
        """Add a report; its first revision is number 1.

        Raises:
            WorkspaceError: ``RK-403`` this agency already has a report of this form for this year.
        """
        body, sha256 = encode(report)
        now = rows.now()
        while True:
            try:
                with transaction(self._engine, writing=True) as connection:
                    # Chosen here: the database might give the id of a report that left once more.
                    key = rows.next_id(connection)
                    values = rows.head(report)
                    connection.execute(insert(schema.reports).values(id=key, created=now, **values))
                    first = rows.add_revision(connection, key, 1, body, sha256, author, now)
                    covered = [trail.row("reports", key, 0, {**values, "created": now}), first]
                    trail.append(connection, "create", report=key, who=author, rows=covered)
                return self.record(key)
            except IntegrityError as error:
                if self.find(report.agency, report.year, report.form):
                    raise rows.duplicate(report) from error
                # Another program was faster with this id, on a database with many writers.

    def reports(self) -> list[ReportRecord]:
        """Return every report, newest year first, then by agency."""
        with transaction(self._engine) as connection:
            found = connection.execute(
                rows.records().order_by(_REPORTS.year.desc(), _REPORTS.agency, _REPORTS.id)
            ).all()
        return [rows.record(row) for row in found]

    def record(self, report_id: int) -> ReportRecord:
        """Return one report's entry.

        Raises:
            WorkspaceError: ``RK-402`` there is no such report.
        """
        with transaction(self._engine) as connection:
            row = connection.execute(rows.records().where(_REPORTS.id == report_id)).one_or_none()
        if row is None:
            raise rows.missing(report_id)
        return rows.record(row)

    def find(self, agency: str, year: int, form: str | None = None) -> ReportRecord | None:
        """Return the entry of an agency's report for a year, ``None`` when there is none.

        Args:
            agency: full name of the agency.
            year: the year reported on.
            form: id of the form, the statutory annual report when omitted; where it is not in force for that
                year, the form of its family that is.
        """
        wanted = (
            (_REPORTS.form == rows.form_in(year, form))
            & (_REPORTS.agency == agency)
            & (_REPORTS.year == year)
        )
        with transaction(self._engine) as connection:
            row = connection.execute(rows.records().where(wanted)).one_or_none()
        return rows.record(row) if row is not None else None

    def load(self, report_id: int, revision: int | None = None) -> Revision:
        """Return a saved revision, the newest when ``revision`` is ``None``.

        Raises:
            WorkspaceError: ``RK-402`` there is no such report or revision, ``RK-404`` it is damaged; when its
                report is asked for, ``RK-405`` a later kit saved it.
        """
        with transaction(self._engine) as connection:
            found = rows.load(connection, report_id, revision, self._forms)
        found.verify()
        return found

    def save(
        self, report_id: int, report: Report, base: int, author: str = "", *, via: Report | None = None
    ) -> Revision:
        """Save ``report`` as the revision after ``base`` and return it once it is on the disk.

        Saving what is already the newest state adds nothing and returns that revision.

        Args:
            report_id: which report.
            report: its new state.
            base: number of the revision the new state was made from.
            author: who saves; may be empty.
            via: a state that goes into the history first, in the same transaction: what a person had
                written and gave up when two versions were put together.

        Raises:
            StaleRevisionError: ``RK-401`` someone saved after ``base``; it carries both versions.
            WorkspaceError: ``RK-402`` no such report, ``RK-403`` its new form, agency and year belong to
                another report, ``RK-406`` or ``RK-407`` the database is locked or can not be written.
        """
        body, sha256 = encode(report)
        now = rows.now()
        try:
            with transaction(self._engine, writing=True) as connection:
                newest = rows.load(connection, report_id, None, self._forms)
                # Not verified: a damaged newest revision must not keep a person from saving.
                if via is None and same(newest.body, body):
                    return newest
                if newest.number != base:
                    raise StaleRevisionError(report, newest, base)
                number = base + 1
                covered = []
                if via is not None:
                    covered.append(
                        rows.add_revision(connection, report_id, number, *encode(via), author, now)
                    )
                    number += 1
                connection.execute(
                    update(schema.reports).where(_REPORTS.id == report_id).values(**rows.head(report))
                )
                covered.append(rows.add_revision(connection, report_id, number, body, sha256, author, now))
                covered.append(rows.covered_head(connection, report_id))
                trail.append(connection, "save", report=report_id, who=author, rows=covered)
        except IntegrityError as error:
            with transaction(self._engine) as connection:
                newest = rows.load(connection, report_id, None, self._forms)
            if newest.number != base:  # another process was faster, on a database with many writers
                raise StaleRevisionError(report, newest, base) from error
            raise rows.duplicate(report) from error
        return Revision(report_id, number, number - 1, sha256, author, rows.time(now), body, self._forms)

    def history(self, report_id: int) -> list[Version]:
        """Return who saved a report and when, oldest first, without loading what was saved.

        Raises:
            WorkspaceError: ``RK-402`` there is no such report.
        """
        query = select(_REVISIONS.number, _REVISIONS.author, _REVISIONS.saved).order_by(_REVISIONS.number)
        with transaction(self._engine) as connection:
            found = connection.execute(query.where(_REVISIONS.report_id == report_id)).all()
        if not found:
            raise rows.missing(report_id)
        return [Version(row.number, row.author, rows.time(row.saved)) for row in found]

    def recover(self, report_id: int, author: str = "") -> tuple[Revision, int]:
        """Make the content of the newest undamaged revision the newest one; all others stay as they are.

        Returns:
            The new revision, and the number of the one its content is from.

        Raises:
            WorkspaceError: ``RK-402`` there is no such report, ``RK-404`` every revision is damaged; and
                those of ``save``.
        """
        revisions = self.revisions(report_id)
        sound = next((revision for revision in reversed(revisions) if revision.is_sound), revisions[-1])
        return self.save(report_id, sound.report, base=revisions[-1].number, author=author), sound.number

    def recall(self, name: str) -> str:
        """Return what was remembered under a name (at most 64 characters), or an empty string."""
        with transaction(self._engine) as connection:
            value = connection.scalar(select(schema.settings.c.value).where(schema.settings.c.name == name))
        return str(value or "")

    def remember(self, name: str, value: str) -> None:
        """Remember a small thing that belongs to no report, such as a person's name."""
        settings = schema.settings
        with transaction(self._engine, writing=True) as connection:
            connection.execute(delete(settings).where(settings.c.name == name))
            connection.execute(insert(settings).values(name=name, value=value))

    def revisions(self, report_id: int) -> list[Revision]:
        """Return all revisions of a report, oldest first; a damaged one fails when its report is asked for.

        Raises:
            WorkspaceError: ``RK-402`` there is no such report.
        """
        with transaction(self._engine) as connection:
            found = connection.execute(
                select(schema.revisions).where(_REVISIONS.report_id == report_id).order_by(_REVISIONS.number)
            ).all()
        if not found:
            raise rows.missing(report_id)
        return [rows.revision(row, self._forms) for row in found]

    def decide(
        self,
        report_id: int,
        finding: Finding,
        text: str,
        action: Action,
        *,
        revision: int,
        reason: str = "",
        who: str = "",
    ) -> Decision:
        """Record what a person decided about a finding; returns once it is on the disk.

        Args:
            report_id: which report.
            finding: the finding.
            text: the text its offsets point into.
            action: ``"accept"``, ``"ignore"`` or ``"reopen"``.
            revision: the revision the finding was made on.
            reason: why; needed to ignore an error or a warning.
            who: the person's name.

        Raises:
            WorkspaceError: ``RK-402`` no such report, ``RK-408`` the reason is missing.
        """
        if action == "ignore" and finding.severity != "hint" and not reason.strip():
            raise WorkspaceError(
                "RK-408",
                "忽略错误或警告需要写明理由",
                where=finding.text or finding.message,
                remedy="选择或填写一个理由，再点“忽略”",
            )
        decision = Decision(
            report_id,
            revision,
            fingerprint(finding, text),
            finding.rule,
            finding.text,
            action,
            reason.strip(),
            who,
            datetime.now(UTC).astimezone(),
        )
        with transaction(self._engine, writing=True) as connection:
            if connection.scalar(select(_REPORTS.id).where(_REPORTS.id == report_id)) is None:
                raise rows.missing(report_id)
            values = {name: getattr(decision, name) for name in Decision.__slots__ if name != "made"}
            made = decision.made.astimezone(UTC).isoformat()
            added = connection.execute(insert(schema.decisions).values(made=made, **values))
            key = rows.key_of(added)
            covered = [trail.row("decisions", report_id, key, {**values, "made": made})]
            trail.append(connection, "decide", report=report_id, who=who, rows=covered, action=action)
        return decision

    def decisions(self, report_id: int) -> list[Decision]:
        """Return every decision about a report's findings, oldest first; later ones replace earlier ones."""
        query = select(schema.decisions).where(_DECISIONS.report_id == report_id).order_by(_DECISIONS.id)
        with transaction(self._engine) as connection:
            found = connection.execute(query).all()
        return [rows.decision(row) for row in found]

    def ignored(self, report_id: int) -> dict[str, Decision]:
        """Return the ignores in force, by finding fingerprint."""
        standing = {decision.fingerprint: decision for decision in self.decisions(report_id)}
        return {key: decision for key, decision in standing.items() if decision.action == "ignore"}

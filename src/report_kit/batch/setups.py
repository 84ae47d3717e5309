"""With what one document of a batch is checked: the profile over the settings of its folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.batch.profile import Profile
from report_kit.errors import DataError, ReportKitError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.forms.recognised import Recognised
    from report_kit.proofread import Context, Finding, Proofreader
    from report_kit.settings import Acceptance, Settings


@dataclass(frozen=True)
class Outcome:
    """What a check found, in the terms of ``report-kit check``; ``stopped`` is why not all was checked."""

    findings: list[Finding]
    accepted: list[tuple[Finding, Acceptance]]
    recognised: Recognised
    failed_rules: list[str]
    stopped: tuple[ReportKitError, ...] = ()


class Setups:
    """The setups of all documents of a worker: one for each file of settings and folder of forms.

    Args:
        profile: the options given; they go before the settings.
    """

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._folders: dict[Path, tuple[Settings, Path]] = {}
        self._made: dict[tuple[Path | None, Path], tuple[Proofreader, Context]] = {}
        self._accepted: dict[Path, dict[str, Acceptance]] = {}

    def try_out(self, file: Path) -> None:
        """Make sure that the profile and what lies beside ``file`` can be used.

        Raises:
            DataError: settings, acceptances or a folder of dictionaries cannot be used.
            ReportError: ``RK-201``, ``RK-202``: no such form, or not for the profile's year.
            UsageError: ``RK-601``: no such rule.
        """
        from report_kit.form_folders import working_in
        from report_kit.forms.catalogue import form_for_year, forms_named

        settings, forms = self._of(file)
        with working_in(forms):
            self._setup(settings, forms)
            self._acceptances(settings, file)
            if self._profile.form:
                found = forms_named(self._profile.form)
                if self._profile.year is not None:
                    form_for_year(self._profile.year, form=found[0].id)

    def check(self, file: Path, document: Document) -> Outcome:
        """Check a document for which the settings beside ``file`` hold.

        Raises:
            DataError: settings, a dictionary or a form cannot be used.
            ReportError: the document is no report of the profile's form.
        """
        from report_kit.form_folders import working_in
        from report_kit.forms.locate import locate
        from report_kit.forms.recognised import recognised
        from report_kit.settings import split_accepted

        settings, forms = self._of(file)
        with working_in(forms):
            proofreader, context = self._setup(settings, forms)
            context = self._with_report(context, document)
            result = proofreader.run(document, context)
            for failure in result.failures:
                if isinstance(failure.error, DataError):
                    raise failure.error
            spec = context.report.spec if context.report else None
            located = result.located or locate(document, spec, year=context.year)
            taken_for = recognised(document, located)
        still, settled = split_accepted(result.findings, document.text, self._acceptances(settings, file))
        failed = [failure.rule for failure in result.failures]
        return Outcome(still, settled, taken_for, failed, result.stopped)

    def open(self, file: Path, beside: Path) -> Document:
        """Read a file within the limits of the office whose settings hold for ``beside``."""
        from report_kit.document import open_document

        return open_document(file, self._of(beside)[0].limits)

    def digest(self, files: Iterable[Path]) -> str:
        """Return a fingerprint of all settings, acceptances and forms that hold for these files."""
        from report_kit.settings import accepted_file

        concerned: set[Path] = set()
        for file in {path.parent: path for path in files}.values():
            settings, forms = self._of(file)
            concerned |= {path for path in (settings.path, accepted_file(settings, file)) if path}
            concerned |= set(forms.glob("*.yaml"))
        whole = hashlib.sha256(self._profile.judged.encode())
        for path in sorted(path for path in concerned if path.is_file()):
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()[:16]

    def own_dictionaries(self, file: Path) -> tuple[str, ...]:
        """Return the folders of own dictionaries that hold for a file."""
        from report_kit.settings.apply import own_dictionaries

        named = self._profile.dictionaries
        return named or tuple(str(folder) for folder in own_dictionaries(self._of(file)[0]))

    def _of(self, file: Path) -> tuple[Settings, Path]:
        folder = file.absolute().parent
        if folder not in self._folders:
            self._folders[folder] = self._settings(file), _forms_of(folder)
        return self._folders[folder]

    def _settings(self, file: Path) -> Settings:
        from report_kit.settings import Settings, find_settings, read_settings

        if self._profile.no_config:
            return Settings()
        return read_settings(Path(self._profile.config)) if self._profile.config else find_settings(file)

    def _setup(self, settings: Settings, forms: Path) -> tuple[Proofreader, Context]:
        from report_kit.proofread.dictionaries.own import required_folders
        from report_kit.settings import make_context, make_proofreader

        profile = self._profile
        key = (settings.path, forms)
        if key not in self._made:
            proofreader = make_proofreader(
                settings,
                select=list(profile.select) or None,
                ignore=profile.ignore,
                dictionaries=required_folders(profile.dictionaries),
            )
            _ = proofreader.rules
            context = make_context(settings, profile.agency, profile.level, profile.year)
            self._made[key] = proofreader, context
        return self._made[key]

    def _with_report(self, context: Context, document: Document) -> Context:
        from report_kit.forms.report import Report

        form = self._profile.form
        if form is None:
            return context
        agency, level = context.agency or "", context.level or ""
        return replace(context, report=Report.from_document(document, agency, level, context.year, form))

    def _acceptances(self, settings: Settings, file: Path) -> dict[str, Acceptance]:
        from report_kit.settings import accepted_file, read_accepted

        path = accepted_file(settings, file)
        if path not in self._accepted:
            self._accepted[path] = read_accepted(path)
        return self._accepted[path]


def _forms_of(folder: Path) -> Path:
    """Return the folder of the forms that hold in a folder: the nearest, else the current folder's."""
    from report_kit.form_folders import FOLDER, folder_here

    for above in (folder, *folder.parents):
        if any((above / FOLDER).glob("*.yaml")):
            return above / FOLDER
    return folder_here() or folder / FOLDER

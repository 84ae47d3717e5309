"""What holds for each file to check: the options of the command, over the settings of its workspace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.cli.inputs import Checked, check_and_recognise
from report_kit.cli.options import check_form, names, of_form, of_one_family, with_previous

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Context, Proofreader
    from report_kit.settings import Acceptance, Settings


@dataclass(frozen=True)
class Choices:
    """The options of a command, as given; what is left open the settings say.

    Args:
        config: the file of settings, ``None`` to look for it upwards from each file.
        no_config: use no file of settings.
    """

    select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    engines: Sequence[str] = ()
    dictionaries: Sequence[str] = ()
    agency: str | None = None
    level: str | None = None
    year: int | None = None
    config: str | None = None
    no_config: bool = False
    previous: str | None = None
    form: str | None = None


def settings_of(file: Path, config: str | None, no_config: bool) -> Settings:
    """Return the settings that hold for a file, as the options ``--config`` and ``--no-config`` say.

    The forms of its workspace become known: those in the nearest folder ``forms`` beside it or above.

    Raises:
        DataError: ``RK-341`` to ``RK-344``.
    """
    from report_kit.settings import Settings, find_settings, read_settings

    know_forms(file)
    if no_config:
        return Settings()
    return read_settings(Path(config)) if config else find_settings(file)


def know_forms(file: Path) -> Path | None:
    """Make the forms known that hold for a file: those in the nearest folder ``forms`` beside it or above.

    Returns:
        That folder, if there is one.
    """
    from report_kit.form_folders import FOLDER, register_folder

    start = file.absolute()
    for folder in (start, *start.parents):
        if any((folder / FOLDER).glob("*.yaml")):
            register_folder(folder / FOLDER)
            return folder / FOLDER
    return None


@dataclass(frozen=True)
class Setup:
    """With what one file is checked."""

    settings: Settings
    proofreader: Proofreader
    context: Context


class Setups:
    """The setups of all files to check: one for each file of settings that holds for some of them.

    A wrong option or setting, a folder that is not there, is told now, before any text is read.

    Raises:
        DataError: ``RK-314`` a named folder of dictionaries is not there, ``RK-341`` to ``RK-344`` a file
            of settings cannot be used, ``RK-345`` the acceptances cannot be read.
        UsageError: ``RK-601`` no such rule; or of the engines.
    """

    def __init__(self, choices: Choices, files: Iterable[Path]) -> None:
        self._choices = choices
        self._folders: dict[Path, Settings] = {}
        self._forms: dict[Path, Path] = {}
        self._made: dict[tuple[Path | None, Path], Setup] = {}
        self._accepted: dict[Path, dict[str, Acceptance]] = {}
        for file in files:
            self.of(file)
            self.accepted(file)
        check_form(choices.form, choices.year)

    def of(self, file: Path) -> Setup:
        """Return the setup of one file."""
        from report_kit.form_folders import working_in

        settings = self._settings(file)
        key = (settings.path, self._forms_of(file))
        if key not in self._made:
            # Last year's report is of this workspace's forms as well.
            with working_in(key[1]):
                self._made[key] = self._make(settings)
        return self._made[key]

    def accepted(self, file: Path) -> dict[str, Acceptance]:
        """Return the acceptances in force for one file, by fingerprint."""
        from report_kit.settings import accepted_file, read_accepted

        path = accepted_file(self._settings(file), file)
        if path not in self._accepted:
            self._accepted[path] = read_accepted(path)
        return self._accepted[path]

    def open(self, file: Path) -> Document:
        """Read one file, within the limits of its office."""
        from report_kit.document import open_document

        return open_document(file, self._settings(file).limits)

    def check(self, file: Path, document: Document) -> Checked:
        """Check one file; what a person has accepted is set apart."""
        from report_kit.form_folders import working_in
        from report_kit.settings import split_accepted

        setup = self.of(file)
        # Of several workspaces each has its own forms, which may go by the same names.
        with working_in(self._forms_of(file)):
            context = of_form(setup.context, document, self._choices.form)
            of_one_family(context, document)
            findings, taken_for, stopped = check_and_recognise(setup.proofreader, document, context)
        still, settled = split_accepted(findings, document.text, self.accepted(file))
        return Checked(str(file), document, still, settled, taken_for, stopped)

    def _forms_of(self, file: Path) -> Path:
        """Return the folder of the forms that hold for a file; where it has none, the current folder's."""
        from report_kit.form_folders import FOLDER, folder_here

        folder = file.absolute().parent
        if folder not in self._forms:
            self._forms[folder] = know_forms(file) or folder_here() or folder / FOLDER
        return self._forms[folder]

    def _settings(self, file: Path) -> Settings:
        folder = file.absolute().parent
        if folder not in self._folders:
            self._folders[folder] = settings_of(file, self._choices.config, self._choices.no_config)
        return self._folders[folder]

    def _make(self, settings: Settings) -> Setup:
        from report_kit.document.limits import using
        from report_kit.proofread.dictionaries.own import required_folders
        from report_kit.settings import make_context, make_proofreader

        choices = self._choices
        proofreader = make_proofreader(
            settings,
            select=names(tuple(choices.select)) or None,
            ignore=names(tuple(choices.ignore)),
            engines=choices.engines,
            dictionaries=required_folders(choices.dictionaries),
        )
        _ = proofreader.rules, proofreader.engines
        context = make_context(settings, choices.agency, choices.level, choices.year)
        with using(settings.limits):
            return Setup(settings, proofreader, with_previous(context, choices.previous, choices.form))

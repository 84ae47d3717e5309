"""From settings, and what a caller says beside them, to a proofreader and a context."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from report_kit.forms.agency import level_of
from report_kit.settings.settings import Settings

if TYPE_CHECKING:
    from report_kit.proofread import Context, Proofreader


def own_dictionaries(settings: Settings) -> tuple[Path, ...]:
    """Return the folders of the user's own dictionaries, the nearest first.

    The workspace's comes first (the folder the settings name, else ``dictionaries`` beside them or, where
    there are none, in the current folder), then the one in the user's configuration folder.
    """
    from report_kit.proofread.dictionaries.own import own_folders

    return own_folders(settings.base, settings.folder)


def make_proofreader(
    settings: Settings,
    *,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] = (),
    engines: Sequence[str] = (),
    dictionaries: Sequence[Path] = (),
) -> Proofreader:
    """Return the proofreader of an office; what is given here goes before its settings.

    Without ``select`` the rules are those of the settings; an empty one is none at all.
    """
    from report_kit.proofread import Proofreader

    return Proofreader(
        select=(settings.select or None) if select is None else select,
        # What is asked for by name is wanted, though the office as a rule does without it.
        ignore=[*ignore, *(name for name in settings.ignore if not _asked_for(name, select or ()))] or None,
        engines=engines,
        dictionaries=dictionaries or own_dictionaries(settings),
        severities=settings.severity,
        words=settings.words,
        budget=settings.budget,
    )


def _asked_for(ignored: str, select: Sequence[str]) -> bool:
    """Say whether one of ``select`` names rules that an office ignores."""
    return any(f"{name}.".startswith(f"{ignored}.") for name in select)


def make_context(
    settings: Settings, agency: str | None = None, level: str | None = None, year: int | None = None
) -> Context:
    """Return the context of a check; what is given here goes before the settings.

    The level is taken from the agency's name when nothing states it. Of an agency other than that of the
    settings only the deadline is taken from them.
    """
    from report_kit.proofread import Context

    own = agency is None or agency == settings.name
    name = agency or settings.name
    return Context(
        agency=name,
        level=level or (settings.level if own else None) or (level_of(name) if name else None) or None,
        year=year or settings.year,
        superiors=settings.superiors if own else (),
        aliases=settings.aliases if own else (),
        deadline=settings.deadline,
    )

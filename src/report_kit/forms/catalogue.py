"""The forms that are known: those of the package, and those in the ``forms`` folders of workspaces.

A form's id is the name of its file. The package's ids are taken: no workspace can put another form under
them. Of two workspaces with a form of one id, the one that is worked on counts: ``working_in`` says which,
else the one registered last.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from report_kit.errors import DataError, ReportError
from report_kit.forms.checking import FormError, read_form
from report_kit.forms.checking.marks import Fault, nearest
from report_kit.forms.form import Form
from report_kit.resources import PACKAGE

LATEST = "annual_2021"
FOLDER = "forms"
"""Name of the folder of a workspace that holds its forms."""
SHIPPED = PACKAGE / "forms"

_registered: list[Path] = []
_worked_in: ContextVar[Path | None] = ContextVar("worked_in", default=None)
_read: dict[Path, _Read] = {}
_lock = threading.Lock()


@dataclass(frozen=True)
class Entry:
    """A file of a form.

    Args:
        id: the form's id: the name of the file.
        path: the file.
        form: what it holds; ``None`` when it cannot be used.
        error: why it cannot be used.
        shipped: whether it is the package's.
    """

    id: str
    path: Path
    form: Form | None
    error: DataError | None = None
    shipped: bool = False


@dataclass(frozen=True)
class _Read:
    """What was read from a file, and the digest of its content then."""

    digest: bytes
    entry: Entry


def load_form(form_id: str = LATEST) -> Form:
    """Load a form by id.

    Raises:
        ReportError: ``RK-201``: no such form.
        FormError: ``RK-301``: its file has faults.
    """
    shipped = _shipped().get(form_id)
    if shipped:
        return shipped
    for folder in _folders():
        path = folder / f"{form_id}.yaml"
        if form_id.isidentifier() and path.is_file():
            entry = _entry(path)
            if entry.form is None:
                assert entry.error
                raise entry.error
            return entry.form
    known = [form.id for form in known_forms()]
    near = nearest(form_id, known)
    raise ReportError(
        "RK-201",
        f"没有名为“{form_id}”的报告格式",
        remedy=f"是不是“{near}”？" if near else f"可用的格式：{'、'.join(known)}",
    )


def entries() -> tuple[Entry, ...]:
    """Return every form's file, the package's first; those that cannot be used with the reason."""
    own = [Entry(form.id, SHIPPED / f"{form.id}.yaml", form, shipped=True) for form in _shipped().values()]
    seen: set[str] = set()
    for folder in _folders():
        for path in sorted(folder.glob("*.yaml")):
            if path.stem not in seen and path.is_file():
                seen.add(path.stem)
                own.append(_entry(path))
    return tuple(own)


def known_forms() -> tuple[Form, ...]:
    """Return every form that can be used, the package's first."""
    return tuple(entry.form for entry in entries() if entry.form)


def form_for_year(year: int, form: str = "", family: str = "") -> Form:
    """Return the form in force for reports about ``year``.

    Args:
        year: the year reported on.
        form: id of a form; itself when it is in force, else another of its family.
        family: which forms to choose from, when no form is given; those of the annual report when empty.

    Raises:
        ReportError: ``RK-201``: no such form or family; ``RK-202``: none of them is in force.
        FormError: ``RK-301``: the form's file has faults.
    """
    if form or not family:
        wanted = load_form(form or LATEST)
        if wanted.covers(year):
            return wanted
        family = wanted.kin
    kin = [other for other in known_forms() if other.kin == family]
    if not kin:
        raise ReportError(
            "RK-201", f"没有名为“{family}”的一类报告格式", remedy="请用 report-kit form list 查看"
        )
    found = next((other for other in kin if other.covers(year)), None)
    if found is None:
        spans = "、".join(f"{other.since} 到 {other.until}" for other in sorted(kin, key=lambda f: f.since))
        raise ReportError(
            "RK-202",
            f"没有适用于 {year} 年度的报告格式",
            where=f"年度 {year}",
            remedy=f"请填写 {spans} 之间的四位年份（报告所反映的年度，不是编写的年份）",
        )
    return found


def register_folder(folder: Path) -> None:
    """Make the forms of a folder known to the process; the folder registered last counts first.

    Args:
        folder: ``forms`` of a workspace; it need not be there yet.
    """
    place = folder.resolve()
    with _lock:
        if place in _registered:
            _registered.remove(place)
        _registered.insert(0, place)


@contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Within it only the package's forms and those of ``folder`` are known: nothing of others is mixed in."""
    token = _worked_in.set(folder.resolve())
    try:
        yield
    finally:
        _worked_in.reset(token)


def _folders() -> list[Path]:
    """Return the folders to look in, the first counts; without a workspace the current folder's."""
    only = _worked_in.get()
    if only:
        return [only]
    here = (Path.cwd() / FOLDER).resolve()
    return list(dict.fromkeys([*_registered, here]))


@cache
def _shipped() -> dict[str, Form]:
    """Return the package's forms by id; the latest of a family comes first."""
    forms = [read_form(path) for path in sorted(SHIPPED.glob("*.yaml"))]
    return {form.id: form for form in sorted(forms, key=lambda form: (form.kin, -form.since))}


def _entry(path: Path) -> Entry:
    """Return what a file of a workspace holds, read anew only when its content has changed.

    The content says so, not the time of change: on a USB stick that counts in steps of two seconds.
    """
    try:
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return _entry_of(path)
    known = _read.get(path)
    if known is None or known.digest != digest:
        known = _read[path] = _Read(digest, _entry_of(path))
    return known.entry


def _entry_of(path: Path) -> Entry:
    if path.stem.casefold() in {form_id.casefold() for form_id in _shipped()}:
        reason = f"“{path.stem}”是软件自带的格式的标识，请换一个标识和文件名"
        return Entry(path.stem, path, None, FormError(str(path), (Fault(("id",), reason),)))
    try:
        return Entry(path.stem, path, read_form(path))
    except FormError as error:
        return Entry(path.stem, path, None, error)

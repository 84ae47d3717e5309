"""The forms that are known: those of the package, and those in the ``forms`` folders of workspaces.

A form's id is the name of its file. The package's ids are taken: no workspace can put another form under
them. Of two workspaces with a form of one id, the one that is worked on counts: ``working_in`` says which,
else the one registered last.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from report_kit.errors import DataError, ReportError, UsageError
from report_kit.form_folders import FOLDER, form_folders, register_folder, working_in
from report_kit.forms.checking import FormError, read_form, refuse
from report_kit.forms.checking.marks import MOST_BYTES, Fault, nearest
from report_kit.forms.form import Form, FormId
from report_kit.outside import OUTSIDE
from report_kit.resources import PACKAGE

__all__ = [
    "FOLDER",
    "LATEST",
    "Entry",
    "check_file",
    "check_id",
    "entries",
    "form_for_year",
    "forms_named",
    "known_forms",
    "load_form",
    "register_folder",
    "working_in",
]

LATEST = "annual_2021"
SHIPPED = PACKAGE / "forms"
# Not as YAML: where that is what is wrong, the name is there all the same.
_CALLED = re.compile(r"^(short|name):[ \t]*(.*?)[ \t]*(?:[ \t]#.*)?$", re.MULTILINE)

_read: dict[Path, _Read] = {}
# Of a file changed so lately, one more change might not show in its time: a USB stick counts in two seconds.
_COARSE = 3_000_000_000
# No file can have these names under Windows, whatever stands behind a dot.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(10))}


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

    @property
    def called(self) -> str:
        """What people call reports of the form; of a file with faults what its lines say, else the id."""
        if self.form:
            return self.form.called
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            return self.id
        said = dict(_CALLED.findall(text))
        return next(filter(None, (said.get(key, "").strip("\"' ") for key in ("short", "name"))), self.id)


@dataclass(frozen=True)
class _Read:
    """What was read from a file.

    Args:
        stamp: its size and times then; ``None`` when they might stay although it changes.
        digest: of its content.
        announced: which rooms had told the names a form may use; what names them was not checked before.
        entry: what it holds.
    """

    stamp: tuple[int, int, int] | None
    digest: bytes
    announced: tuple[bool, ...]
    entry: Entry


def load_form(form_id: str = LATEST) -> Form:
    """Load a form by id; a ``FormId`` gives the form it carries.

    Raises:
        ReportError: ``RK-201``: no such form.
        FormError: ``RK-301``: its file has faults.
    """
    if isinstance(form_id, FormId):
        return form_id.form
    if form_id in _ids():
        return _shipped(form_id)
    for folder in form_folders():
        path = folder / f"{form_id}.yaml"
        if form_id.isidentifier() and path.is_file():
            entry = _entry(path)
            if entry.form is None:
                assert entry.error
                raise entry.error
            return entry.form
    known = [form.id for form in known_forms()]
    near = nearest(form_id, known)
    own = f"本单位的格式文件应在工作区的 {FOLDER} 文件夹里：{form_id}.yaml"
    raise ReportError(
        "RK-201",
        f"没有名为“{form_id}”的报告格式",
        remedy=f"是不是“{near}”？" if near else f"可用的格式：{'、'.join(known)}；{own}",
    )


def entries() -> tuple[Entry, ...]:
    """Return every form's file, the package's first; those that cannot be used with the reason.

    Of two forms of a family in one folder that would both be in force, the first file counts. The other is
    still loaded by its id: saved reports are of it.
    """
    own = [Entry(form.id, SHIPPED / f"{form.id}.yaml", form, shipped=True) for form in _all_shipped()]
    seen: set[str] = set()
    for folder in form_folders():
        beside: list[Form] = []
        for path in sorted(folder.glob("*.yaml")):
            if path.stem not in seen and path.is_file():
                seen.add(path.stem)
                entry = _apart(_entry(path), beside)
                beside += [entry.form] if entry.form else []
                own.append(entry)
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


def forms_named(name: str) -> tuple[Form, ...]:
    """Return the form of this id, or else the forms of this family, the latest first.

    Raises:
        ReportError: ``RK-201``: there is neither.
        FormError: ``RK-301``: the form's file has faults.
    """
    try:
        return (load_form(name),)
    except ReportError:
        kin = [form for form in known_forms() if form.kin == name]
        if not kin:
            raise
        return tuple(sorted(kin, key=lambda form: -form.since))


def check_file(path: Path) -> Form:
    """Read a form's file, wherever it stands, and hold it against the package's forms and those beside it.

    Raises:
        FormError: ``RK-301``: all that is wrong in it.
    """
    form = read_form(path)
    around = [*_all_shipped()]
    own = path.resolve().parent == SHIPPED
    beside = map(_entry, sorted(path.parent.glob("*.yaml")))
    around += [entry.form for entry in beside if entry.form and not own]
    others = [other for other in around if other.id != form.id]
    refuse(path, [*([] if own else _taken(path.stem)), *_overlaps(form, others)])
    return form


def check_id(form_id: str) -> None:
    """Refuse an id that no form of a workspace can have.

    Raises:
        UsageError: ``RK-606``.
    """
    fault = next(_taken(form_id), None)
    reason = fault.reason if fault else ""
    if not form_id.isidentifier():
        reason = "标识用字母、数字、下划线或汉字，不以数字开头"
    elif form_id.casefold() in {form.kin.casefold() for form in _all_shipped()}:
        reason = f"“{form_id}”是软件自带的一类格式的名称，请换一个标识"
    elif form_id.casefold() in _DEVICES:
        reason = f"Windows 不允许文件叫“{form_id}”，请换一个标识"
    if reason:
        raise UsageError("RK-606", f"“{form_id}”不能作格式的标识", remedy=reason)


@cache
def _ids() -> tuple[str, ...]:
    """Return the ids of the package's forms."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.yaml")))


@cache
def _shipped(form_id: str) -> Form:
    return read_form(SHIPPED / f"{form_id}.yaml", shipped=True)


@cache
def _all_shipped() -> tuple[Form, ...]:
    """Return the package's forms; the latest of a family comes first."""
    return tuple(sorted(map(_shipped, _ids()), key=lambda form: (form.kin, -form.since)))


def _entry(path: Path) -> Entry:
    """Return what a file of a workspace holds, read anew only when its content has changed.

    The content says so where the time of change is too near to tell.
    """
    announced = tuple(room is not None for room in (OUTSIDE.rules, OUTSIDE.messages, OUTSIDE.registers))
    known = _read.get(path)
    try:
        now, found = time.time_ns(), path.stat()
        stamp = (found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        if known and (known.stamp, known.announced) == (stamp, announced):
            return known.entry
        if found.st_size > MOST_BYTES:
            return _entry_of(path)  # which says so, without reading it
        digest = hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return _entry_of(path)
    settled = stamp if max(stamp[1:]) < now - _COARSE else None
    same = known and (known.digest, known.announced) == (digest, announced)
    entry = known.entry if known and same else _entry_of(path)
    _read[path] = _Read(settled, digest, announced, entry)
    return entry


def _entry_of(path: Path) -> Entry:
    try:
        refuse(path, _taken(path.stem))
        form = read_form(path)
        refuse(path, _overlaps(form, _all_shipped()))
        return Entry(path.stem, path, form)
    except FormError as error:
        return Entry(path.stem, path, None, error)


def _apart(entry: Entry, beside: Iterable[Form]) -> Entry:
    """Return an entry as one that cannot be used when a form beside it is in force in its years."""
    try:
        refuse(entry.path, _overlaps(entry.form, beside) if entry.form else ())
    except FormError as error:
        return replace(entry, form=None, error=error)
    return entry


def _taken(form_id: str) -> Iterator[Fault]:
    """Yield when an id is the package's; on some systems names of files that differ in case are one."""
    if form_id.casefold() in {shipped.casefold() for shipped in _ids()}:
        yield Fault(("id",), f"“{form_id}”是软件自带的格式的标识，请换一个标识和文件名")


def _overlaps(form: Form, others: Iterable[Form]) -> Iterator[Fault]:
    """Yield when for some year two forms of a family would be in force."""
    for other in others:
        if other.kin == form.kin and other.since <= form.until and form.since <= other.until:
            years = f"{other.since}—{other.until}"
            yield Fault(("since",), f"与同一类（family）的格式“{other.id}”（{years} 年度）年度重叠")

"""Read the file of a form, or say everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from report_kit.errors import DataError, reason_of
from report_kit.forms.checking.cell_names import cell_name_faults
from report_kit.forms.checking.complaints import complaint
from report_kit.forms.checking.equations import equation_faults
from report_kit.forms.checking.figures import figure_faults
from report_kit.forms.checking.head import head_faults
from report_kit.forms.checking.marks import MOST_BYTES, Fault, Marked, read_marked
from report_kit.forms.checking.sections import section_faults
from report_kit.forms.checking.tables import table_faults
from report_kit.forms.form import Form
from report_kit.outside import OUTSIDE, Outside

_REMEDY = "按行号改正后，运行 report-kit form check 再查一遍；各项的写法见 docs/表单.md"


class FormError(DataError):
    """A form's file that cannot be used (``RK-301``).

    Args:
        path: the file.
        faults: all that is wrong in it, by line.
    """

    def __init__(self, path: str, faults: tuple[Fault, ...]) -> None:
        self.path, self.faults = path, faults
        where = "\n    ".join([path, *map(str, faults)]) if len(faults) > 1 else f"{path} {faults[0]}"
        super().__init__("RK-301", f"格式文件有 {len(faults)} 处错误", where=where, remedy=_REMEDY)


def read_form(path: Path, outside: Outside = OUTSIDE, *, shipped: bool = False) -> Form:
    """Read the file of a form.

    Args:
        path: the file; its name is the form's id.
        outside: what the rooms above hold: rules, registers.
        shipped: whether it is the package's. Then what takes long, and what needs the rules (which may be
            loading just now, and asking for the form), is left to the test that has looked at it.

    Raises:
        FormError: ``RK-301``: all that is wrong in it.
    """
    marked = read_marked(_text(path), trusted=shipped)
    form, faults = form_of(marked, Outside() if shipped else outside)
    if form and not (shipped or faults):
        faults += cell_name_faults(form)
    if form and form.id != path.stem:
        said = f"标识“{form.id}”与文件名“{path.name}”不同，文件名应是“{form.id}.yaml”"
        faults.append(Fault(("id",), said))
    if form is None or faults:
        raise _error(path, marked, faults)
    return form


def refuse(path: Path, faults: Iterable[Fault]) -> None:
    """Raise ``FormError`` ``RK-301`` when there are faults, with their lines in the file."""
    found = list(faults)
    if found:
        raise _error(path, read_marked(_text(path)), found)


def _error(path: Path, marked: Marked, faults: list[Fault]) -> FormError:
    placed = (replace(fault, line=fault.line or marked.line(fault.path)) for fault in faults)
    return FormError(str(path), tuple(sorted(placed, key=lambda fault: fault.line)))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) <= MOST_BYTES:
            return content.decode("utf-8-sig")
        reason = f"文件太大，超过 {MOST_BYTES // 1000} KB"
    except (OSError, UnicodeDecodeError) as error:
        reason = f"读不出来：{reason_of(error)}"
    raise FormError(str(path), (Fault((), reason),))


def form_of(marked: Marked, outside: Outside = OUTSIDE) -> tuple[Form | None, list[Fault]]:
    """Return the form that data hold, and what is wrong with it; no form when the schema does not fit."""
    if marked.data is None:
        return None, marked.faults or [Fault((), "文件是空的")]
    faults = list(marked.faults)
    try:
        form = Form.model_validate(marked.data)
    except ValidationError as error:
        faults += [complaint(Form, one) for one in error.errors(include_url=False)]
        return None, faults + _behind(marked.data, error, outside)
    return form, faults + list(_faults(form, outside))


def _faults(form: Form, outside: Outside) -> Iterator[Fault]:
    yield from head_faults(form, outside)
    yield from section_faults(form, outside)
    yield from table_faults(form, outside)
    yield from equation_faults(form)
    yield from figure_faults(form)


def _behind(data: Any, error: ValidationError, outside: Outside) -> list[Fault]:
    """Return what else is wrong, when unknown keys are all that keeps the schema from fitting."""
    unknown = [one["loc"] for one in error.errors() if one["type"] == "extra_forbidden"]
    if len(unknown) < error.error_count():
        return []
    return list(_faults(Form.model_validate(_without(data, set(unknown), ())), outside))


def _without(data: Any, left_out: set[tuple[str | int, ...]], path: tuple[str | int, ...]) -> Any:
    if isinstance(data, dict):
        kept = {key: value for key, value in data.items() if (*path, key) not in left_out}
        return {key: _without(value, left_out, (*path, key)) for key, value in kept.items()}
    if isinstance(data, list):
        return [_without(value, left_out, (*path, number)) for number, value in enumerate(data)]
    return data

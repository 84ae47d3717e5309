"""Read the file of a form, or say everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from report_kit.errors import DataError, reason_of
from report_kit.forms.checking.complaints import complaint
from report_kit.forms.checking.equations import equation_faults
from report_kit.forms.checking.figures import figure_faults
from report_kit.forms.checking.head import head_faults
from report_kit.forms.checking.marks import MOST_BYTES, Fault, Marked, read_marked
from report_kit.forms.checking.sections import section_faults
from report_kit.forms.checking.tables import table_faults
from report_kit.forms.form import Form
from report_kit.forms.outside import OUTSIDE, Outside

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


def read_form(path: Path, outside: Outside = OUTSIDE) -> Form:
    """Read the file of a form.

    Args:
        path: the file; its name is the form's id.
        outside: what the rooms above hold: rules, registers.

    Raises:
        FormError: ``RK-301``: all that is wrong in it.
    """
    try:
        content = path.read_bytes()
        if len(content) > MOST_BYTES:
            raise FormError(str(path), (Fault((), f"文件太大，超过 {MOST_BYTES // 1000} KB"),))
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FormError(str(path), (Fault((), f"读不出来：{reason_of(error)}"),)) from error
    marked = read_marked(text)
    form, faults = form_of(marked, outside)
    if form and form.id != path.stem:
        faults.append(Fault(("id",), f"标识“{form.id}”与文件名“{path.name}”不同，文件名应是“{form.id}.yaml”"))
    if form is None or faults:
        placed = (replace(fault, line=fault.line or marked.line(fault.path)) for fault in faults)
        raise FormError(str(path), tuple(sorted(placed, key=lambda fault: fault.line)))
    return form


def form_of(marked: Marked, outside: Outside = OUTSIDE) -> tuple[Form | None, list[Fault]]:
    """Return the form that data hold, and what is wrong with it; no form when the schema does not fit."""
    if marked.data is None or marked.faults:
        return None, marked.faults or [Fault((), "文件是空的")]
    try:
        form = Form.model_validate(marked.data)
    except ValidationError as error:
        faults = [complaint(Form, one) for one in error.errors(include_url=False)]
        return None, faults + _behind(marked.data, error, outside)
    return form, list(_faults(form, outside))


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

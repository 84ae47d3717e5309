"""Names of cells in prose: every cell has one of its own, and those in examples mean a cell."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.binding import REGISTERS, address_of, find_bindings, name_of, nearest
from report_kit.forms.checking.marks import Fault
from report_kit.forms.form import Form, Table


def cell_name_faults(form: Form) -> Iterator[Fault]:
    """Yield cells that no name means, and names in examples that mean none."""
    for index, table in enumerate(form.tables):
        unnamed = _unnamed(form, table)
        if unnamed:
            said = "与别的单元格重名，正文取数分不清；请改行名、列名或表名"
            yield Fault(("tables", index), f"“{'，'.join(filter(None, unnamed))}”{said}")
    for number, section in enumerate(form.sections):
        for index, question in enumerate(section.questions):
            for binding in find_bindings(question.example):
                # What the registers come to is not known here.
                if not binding.name.startswith(REGISTERS) and address_of(form, binding.name) is None:
                    near = nearest(form, binding.name, {})
                    path = ("sections", number, "questions", index, "example")
                    yield Fault(path, f"没有“{binding.name}”这个数", near)


def _unnamed(form: Form, table: Table) -> tuple[str, str] | None:
    """Return the first cell that no name in prose could mean, as others have all its names too."""
    cells = (at for at in table.addresses if not name_of(form, table.id, *at))
    found = next(cells, None)
    return table.names(*found) if found else None

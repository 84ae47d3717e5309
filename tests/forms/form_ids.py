"""What stored reports, prose with bound figures and rules know of a form by name: none of it may change.

A new form's list, or what is added to one: ``python -m tests.forms.form_ids`` writes them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from report_kit.forms.catalogue import SHIPPED
from report_kit.forms.checking import read_form
from report_kit.forms.form import Form

FOLDER = Path(__file__).with_name("form_ids")
FORMS = sorted(SHIPPED.glob("*.yaml"))


def names_of(form: Form) -> list[str]:
    """Return the ids and short names of a form, a line each."""
    return list(_names(form))


def _names(form: Form) -> Iterator[str]:
    yield f"form {form.id} family {form.kin} called {form.called}"
    for section in form.sections:
        yield f"section {section.id}"
    for table in form.tables:
        yield f"table {table.id} called {table.called}"
        for block in table.blocks:
            yield f"  columns {' '.join(f'{column.id}({column.short})' for column in block.columns)}"
            for row in block.rows:
                yield f"  row {row.id}({row.short})"
    for equation in form.equations:
        yield f"equation {equation.id}"
    for chart in form.charts:
        yield f"chart {chart.id}"
    if form.tour:
        yield "the form of the guided tour"


def listed(form_id: str) -> list[str]:
    """Return the list kept for a form."""
    path = FOLDER / f"{form_id}.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def main() -> None:
    """Write the lists."""
    for path in FORMS:
        text = "\n".join(names_of(read_form(path, shipped=True)))
        (FOLDER / f"{path.stem}.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

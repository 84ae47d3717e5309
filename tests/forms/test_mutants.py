"""No slip of the hand in a shipped form goes unseen: each is refused, or a kept list of names differs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import report_kit.ledger
import report_kit.proofread  # noqa: F401  (rules and registers announce themselves)
from report_kit.forms.checking import form_of
from report_kit.forms.checking.cell_names import cell_name_faults
from report_kit.forms.checking.marks import Marked, read_marked
from report_kit.forms.form import Form
from report_kit.outside import Outside
from tests.forms.form_ids import FORMS, listed, names_of
from tests.forms.mutants import mutants


def read(path: Path) -> tuple[Form, object]:
    marked = read_marked(path.read_text(encoding="utf-8"))
    form, faults = form_of(marked)
    assert form is not None
    assert [str(fault) for fault in [*faults, *cell_name_faults(form)]] == []
    return form, marked.data


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_ids_and_short_names_are_those_of_the_list(path: Path) -> None:
    form, _ = read(path)
    assert names_of(form) == listed(form.id), "python -m tests.forms.form_ids 写入新增的；已有的不要改"


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_every_changed_name_is_refused_or_seen(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, data = read(path)
    made, survivors = 0, []
    for place, changed, mutant in mutants(data):
        made += 1
        if _survives(mutant, path.stem):
            survivors.append((place, changed))
    with capsys.disabled():
        print(f"\n{path.name}: {made} mutants, {len(survivors)} survive")
    assert survivors == []
    assert made


def _survives(mutant: object, stem: str) -> bool:
    form, faults = form_of(Marked(mutant))
    if form is None or faults or form.id != stem or names_of(form) != listed(stem):
        return False
    return not list(cell_name_faults(form))


def test_without_its_checks_mutants_would_survive() -> None:
    """The test can fail: with the schema and the list of names alone, hundreds of references go astray."""
    path = next(path for path in FORMS if path.stem == "annual_2021")
    _, data = read(path)
    assert sum(1 for one in _forms(data) if names_of(one) == listed("annual_2021")) > 100


def _forms(data: object) -> Iterator[Form]:
    for _, _, mutant in mutants(data):
        yield Form.model_validate(mutant)


def test_names_of_rooms_that_are_not_loaded_are_not_checked() -> None:
    """What knows no rules refuses none: the form can be read where the proofreader is not."""
    path = next(path for path in FORMS if path.stem == "annual_2021")
    marked = read_marked(path.read_text(encoding="utf-8").replace("date.period", "date.periob"))
    assert form_of(marked, Outside())[1] == []
    assert {fault.near for fault in form_of(marked)[1]} == {"date.period"}

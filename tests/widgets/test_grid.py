"""The table widget: totals follow what is typed, and nothing typed wrong spoils them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.forms.report import Report
from report_kit.widgets.drafting.panel import DraftPanel
from report_kit.widgets.fields.grid import GridWidget
from report_kit.workspace import Workspace

COLUMNS = ("natural", "business", "research", "charity", "legal", "other", "total")


def make(report: Report, name: str = "table3", previous: Any = None) -> GridWidget:
    return GridWidget(report.spec.table(name), report.tables[name], report.spec, previous)


@pytest.fixture
def grid(report: Report) -> GridWidget:
    return make(report)


def types(grid: GridWidget, edition: int | None = None, **cells: str) -> None:
    """Type into cells as the page reports it: all the texts it holds, totals left out."""
    locked = set(grid.locked)
    held = {key: text for key, text in grid.typed.items() if key not in locked}
    named = {key.replace("__", "/"): text for key, text in cells.items()}
    edition = grid.edition if edition is None else edition
    grid._handle_custom_msg({"kind": "typed", "edition": edition, "typed": held | named}, [])


def test_totals_follow_at_once(grid: GridWidget) -> None:
    types(grid, new__natural="３", new__business="1,200", granted__natural="2", partial__natural="1")
    typed = grid.typed
    assert (typed["new/total"], typed["done/natural"], typed["done/total"]) == ("1203", "3", "3")
    assert typed["carried_in/total"] == ""
    types(grid, new__natural="")
    assert grid.typed["new/total"] == "1200"
    assert grid.typed["new/business"] == "1,200", "what a person typed stays as it was typed"


def test_what_is_no_figure_never_spoils_a_sum(grid: GridWidget) -> None:
    types(grid, new__natural="三件", new__business="2", new__other="-1", carried_in__natural="4")
    assert grid.typed["new/total"] == "2"
    figures, problems = grid.read()
    assert set(problems) == {("new", "natural"), ("new", "other")}
    assert ("new", "total") not in figures, "a sum that lacks a part is not saved"
    assert figures["carried_in", "total"] == 4


def test_a_stated_total_that_is_no_sum_is_kept_until_a_part_changes(report: Report) -> None:
    report = report.with_value("table3", "new", "natural", 3).with_value("table3", "new", "total", 5)
    grid = make(report)
    assert grid.typed["new/total"] == "5"
    assert "new/total" not in grid.locked
    types(grid, carried_in__natural="1")
    assert grid.typed["new/total"] == "5"
    types(grid, new__natural="4")
    assert grid.typed["new/total"] == "4"
    assert "new/total" in grid.locked


def test_a_pasted_block_brings_its_totals(grid: GridWidget) -> None:
    rows = list(dict.fromkeys(row for row, _ in grid.table.addresses))
    block = {f"{row}/{column}": "0" for row in rows for column in COLUMNS}
    block |= {"new/natural": "2", "new/total": "2", "granted/natural": "1", "granted/total": "7"}
    types(grid, **block)
    assert (grid.typed["new/total"], grid.typed["done/natural"]) == ("2", "0")
    # Stated as 7 and 0 where the parts make 1: shown as pasted, so that a person looks.
    assert {"granted/total", "done/natural"} <= set(grid.typed) - set(grid.locked)
    assert grid.typed["granted/total"] == "7"


def test_all_zero_in_one_click(grid: GridWidget) -> None:
    types(grid, new__natural="3")
    grid.fill_blanks()
    assert grid.typed["new/natural"] == grid.typed["new/total"] == "3"
    assert {text for key, text in grid.typed.items() if not key.startswith("new/")} == {"0"}
    assert len(grid.locked) == len(grid.totals)


def test_what_was_typed_into_a_replaced_table_is_dropped(report: Report, grid: GridWidget) -> None:
    before = grid.edition
    grid.show(report.with_value("table3", "new", "natural", 8).tables["table3"])
    types(grid, before, new__natural="1")
    assert grid.typed["new/natural"] == "8"


def test_every_cell_says_what_belongs_there_and_last_years_figure(report: Report) -> None:
    last = report.with_value("table3", "carried_out", "natural", 2)
    grid = make(report, previous=last.tables["table3"])
    cells = {cell["key"]: cell for line in grid.lines for cell in line if "key" in cell}
    assert all(cell["help"] for cell in cells.values())
    assert "条例第三十七条" in cells["partial/natural"]["help"]
    assert (grid.last["carried_out/natural"], grid.last["new/natural"]) == ("2", "")
    for name in ("table2", "table4"):
        assert all(cell["help"] for line in make(report, name).lines for cell in line if "key" in cell)


@given(
    st.dictionaries(st.sampled_from(["new/natural", "new/other", "granted/legal", "done/natural"]), st.text())
)
def test_nothing_that_can_be_typed_breaks_the_table(cells: dict[str, str]) -> None:
    grid = make(Report.new("云岭县清河镇人民政府", "镇", 2024))
    grid._handle_custom_msg({"kind": "typed", "edition": grid.edition, "typed": cells | {"no/cell": "1"}}, [])
    figures, problems = grid.read()
    assert set(problems) <= {tuple(key.split("/")) for key in cells}
    assert "no/cell" not in grid.typed
    assert not set(figures) & set(problems)


def test_equations_turn_red_and_back_while_one_types(workspace: Workspace, report: Report) -> None:
    workspace.create(report)
    panel = DraftPanel(workspace)
    form = panel.tables[1]
    form.fill_blanks()
    types(form.grid, new__natural="3")
    assert "new/natural" in form.grid.problems
    assert "第一项加第二项之和" in form.grid.problems["new/natural"]
    types(form.grid, granted__natural="3")
    assert form.grid.problems == {}
    assert "勾稽关系成立" in form.children[-1].value

"""Totals follow from the form's own equations."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from report_kit.forms.catalogue import load_form
from report_kit.forms.equations import broken, values_of
from report_kit.forms.totals import compute_totals, total_cells

FORM = load_form()


def test_the_totals_of_the_statutory_tables() -> None:
    assert total_cells(FORM, "table2") == {}
    table3 = total_cells(FORM, "table3")
    rows = {row for row, _ in FORM.table("table3").addresses}
    assert {address for address in table3 if address[1] == "total"} == {(row, "total") for row in rows}
    assert {address for address in table3 if address[0] == "done"} == {
        ("done", column) for _, column in FORM.table("table3").addresses
    }
    assert set(total_cells(FORM, "table4")) == {
        ("cases", f"{kind}.total") for kind in ("review", "direct", "after")
    }


@given(st.data())
def test_computed_totals_satisfy_their_equations(data: st.DataObject) -> None:
    for name in ("table3", "table4"):
        totals, table = total_cells(FORM, name), FORM.table(name)
        figures = {
            address: data.draw(st.integers(0, 999)) for address in table.addresses if address not in totals
        }
        values = figures | compute_totals(totals, figures)
        cells: dict[str, dict[str, int | Decimal | None]] = {}
        for (row, column), value in values.items():
            cells.setdefault(row, {})[column] = value
        sums = {item.equation.id for item in broken(FORM, values_of({name: cells}))}
        assert not sums & {"T3-row", "T3-sum", "T3-max", "T4-review", "T4-direct", "T4-after"}


def test_blank_parts_count_as_nothing_and_a_total_of_blanks_is_blank() -> None:
    totals = {("a", "t"): (("a", "1"), ("a", "2")), ("b", "t"): (("a", "t"), ("b", "1"))}
    assert compute_totals(totals, {("a", "1"): None}) == {("a", "t"): None, ("b", "t"): None}
    assert compute_totals(totals, {("a", "2"): 4}) == {("a", "t"): 4, ("b", "t"): 4}
    kept = {("a", "t"): 9}
    assert compute_totals(totals, {("a", "2"): 4, ("b", "1"): 1}, kept) == {("a", "t"): 9, ("b", "t"): 10}

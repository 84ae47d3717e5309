"""Equations that name what is not there, or that can never be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

from report_kit.forms.checking.marks import Fault, Path
from report_kit.forms.checking.names import doubled, level_faults, unknown
from report_kit.forms.equations import parse_term
from report_kit.forms.form import Equation, Form, Table
from report_kit.forms.totals import total_cells


def equation_faults(form: Form) -> Iterator[Fault]:
    """Yield what is wrong with the equations of a form."""
    yield from doubled((equation.id for equation in form.equations), ("equations",), "id", "标识")
    tables = {table.id: table for table in form.tables}
    wrong = False
    for index, equation in enumerate(form.equations):
        path: Path = ("equations", index)
        if not equation.id:
            yield Fault((*path, "id"), "标识不能是空的")
        unnamed = list(unknown(equation.table, tuple(tables), (*path, "table"), "表格"))
        yield from unnamed
        wrong = wrong or bool(unnamed)
        yield from level_faults(equation.levels, (*path, "levels"))
        yield from _implied(form, index, path)
        yield from _sides(equation, path)
        if equation.table in tables:
            faults = list(_term_faults(equation, tables[equation.table], path))
            faults = faults or list(_never(equation, tables[equation.table], path))
            yield from faults
            wrong = wrong or bool(faults)
    if not wrong:
        for table in form.tables:
            yield from _circle(form, table)


def _circle(form: Form, table: Table) -> Iterator[Fault]:
    """Yield when a total is, over others, a part of itself: no order of summing would end."""
    try:
        TopologicalSorter(total_cells(form, table.id)).prepare()
    except CycleError as error:
        circle = list(dict.fromkeys(error.args[1]))
        # Which of the two names of a cell goes round: the row, where a column is summed.
        for index, equation in reversed(list(enumerate(form.equations))):
            place = 1 if equation.for_each == "row" else 0
            round_ = [cell for cell in circle if (cell[place],) == equation.left]
            if equation.table == table.id and round_:
                names = "、".join(dict.fromkeys(f"{row}/{column}" for row, column in circle))
                said = f"{names} 绕成一圈：这一格是别的格之和，别的格又是这一格之和"
                yield Fault(("equations", index, "right"), said)
                return


def _implied(form: Form, index: int, path: Path) -> Iterator[Fault]:
    """Yield when ``implied_by`` names an equation that can not have reported before this one."""
    equation = form.equations[index]
    if not equation.implied_by:
        return
    here: Path = (*path, "implied_by")
    others = {other.id: (other, place) for place, other in enumerate(form.equations) if other is not equation}
    yield from unknown(equation.implied_by, tuple(others), here, "等式")
    other, place = others.get(equation.implied_by, (equation, index))
    if place > index:
        yield Fault(here, f"“{other.id}”要写在这个等式的前面")
    elif other.table != equation.table or other.for_each != equation.for_each:
        yield Fault(here, f"“{other.id}”与这个等式的 table、for_each 不同，说明不了它")


def _sides(equation: Equation, path: Path) -> Iterator[Fault]:
    """Yield when a side is missing, or given twice."""
    if equation.left and equation.each:
        yield Fault((*path, "each"), "left 和 each 只能写一个")
    if not (equation.left or equation.each):
        yield Fault(path, "缺少等式的左边：写 left，或写 each")
    for key, terms in (("left", equation.left), ("each", equation.each), ("right", equation.right)):
        yield from doubled(terms, (*path, key), "", "这一项")
    for number, term in enumerate(equation.left):
        if term in equation.right:
            yield Fault((*path, "left", number), f"“{term}”又在右边，两边抵消了")


def _term_faults(equation: Equation, table: Table, path: Path) -> Iterator[Fault]:
    """Yield each row or column an equation names that its table does not have."""
    rows = tuple(dict.fromkeys(row for row, _ in table.addresses))
    columns = tuple(dict.fromkeys(column for _, column in table.addresses))
    by_row = equation.for_each == "row"
    terms, what = (columns, "列") if by_row else (rows, "行")
    for key, names in (("left", equation.left), ("each", equation.each), ("right", equation.right)):
        for number, term in enumerate(names):
            yield from unknown(parse_term(term)[0], terms, (*path, key, number), what)
    lines, what = (rows, "行") if by_row else (columns, "列")
    yield from doubled(equation.rows, (*path, "rows"), "", what)
    for number, line in enumerate(equation.rows):
        yield from unknown(line, lines, (*path, "rows", number), what)


def _never(equation: Equation, table: Table, path: Path) -> Iterator[Fault]:
    """Yield when a line, or every line, lacks a cell that the equation needs."""
    by_row = equation.for_each == "row"
    lines = dict.fromkeys(row if by_row else column for row, column in table.addresses)
    what = "行" if by_row else "列"
    said = "没有等式要用的全部单元格，永远算不出来"
    for number, left in enumerate([(term,) for term in equation.each] or [equation.left]):
        terms = [parse_term(term)[0] for term in (*left, *equation.right)]
        whole = {
            line
            for line in lines
            if all(((line, term) if by_row else (term, line)) in table.addresses for term in terms)
        }
        for place, line in enumerate(equation.rows):
            if line not in whole:
                yield Fault((*path, "rows", place), f"“{line}”这一{what}{said}")
        if not (equation.rows or whole):
            here: Path = (*path, "each", number) if equation.each else path
            yield Fault(here, f"每一{what}都{said}")

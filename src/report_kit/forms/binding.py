"""Numbers in prose bound to a table cell or to a figure of the registers: ``{{表三.本年新收.总计}}``.

A name is the table, the row and the column as the form calls or prints them, parted by stops. Numbering,
blanks and marks do not count; a heading above the label may be written before it, and must be where the label
alone would not say which cell is meant.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from itertools import product

from report_kit.errors import ReportError
from report_kit.forms.form import Column, Form, Row, Table
from report_kit.forms.values import Value, format_value

Address = tuple[str, str, str]
"""Table id, row id, column id."""
Lookup = Callable[[str], str]
"""Gives the figure of a name as it is printed; raises ``ReportError`` ``RK-811`` or ``RK-812``."""

REGISTERS = "台账"
# Names are Chinese; other text in double braces (a template's) is none of ours.
_BINDING = re.compile(r"(?:\{\{|｛｛)([^{}｛｝\n]*[\u4e00-\u9fff][^{}｛｝\n]*)(?:\}\}|｝｝)")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九]、|（[一二三四五六七八九]）|\d[.．])")
_ALIKE = 0.4


@dataclass(frozen=True, slots=True)
class Binding:
    """A binding in a text: ``text[start:end]`` is the whole of it, braces included."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A bound figure in a resolved text: ``[start:end]`` there stands for ``[source:source_end]`` here."""

    start: int
    end: int
    source: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A text with its figures put in; the figures are ascending."""

    text: str
    figures: tuple[Figure, ...]


def find_bindings(text: str) -> Iterator[Binding]:
    """Yield the bindings of a text, in order."""
    for match in _BINDING.finditer(text):
        yield Binding(match.start(), match.end(), match[1].strip())


def resolve(text: str, lookup: Lookup, *, strict: bool = False) -> Resolved:
    """Return ``text`` with a figure in place of every binding; the rest is untouched.

    A binding to nothing stays as it stands, or raises what ``lookup`` raised when ``strict``.
    """
    parts: list[str] = []
    figures: list[Figure] = []
    position = length = 0
    for binding in find_bindings(text):
        try:
            figure = lookup(binding.name)
        except ReportError:
            if strict:
                raise
            continue
        before = text[position : binding.start]
        start = length + len(before)
        parts += [before, figure]
        length = start + len(figure)
        figures.append(Figure(start, length, binding.start, binding.end))
        position = binding.end
    return Resolved("".join([*parts, text[position:]]), tuple(figures))


def lookup_in(
    form: Form, tables: Mapping[str, Mapping[str, Mapping[str, Value]]], figures: Mapping[str, Value]
) -> Lookup:
    """Return the lookup of a report.

    Args:
        form: its form.
        tables: its tables.
        figures: the figures its registers came to, by name.
    """

    def lookup(name: str) -> str:
        address = address_of(form, name)
        if address:
            table, row, column = address
            value = tables.get(table, {}).get(row, {}).get(column)
            if value is None:
                labels = "，".join(filter(None, form.table(table).names(row, column)))
                raise ReportError(
                    "RK-812",
                    f"“{{{{{name}}}}}”所取的单元格还没有填",
                    where=f"{form.table(table).called}：{labels}",
                    remedy="先填好表格，或从台账汇总",
                )
            return format_value(value)
        known = {fold_name(key): value for key, value in figures.items()}
        if fold_name(name) in known:
            return format_value(known[fold_name(name)])
        raise _unknown(form, name, figures)

    return lookup


def address_of(form: Form, name: str) -> Address | None:
    """Return the cell a name means, ``None`` when it means none."""
    return _addresses(form)[0].get(fold_name(name))


def name_of(form: Form, table: str, row: str, column: str) -> str:
    """Return the name of a cell that reads best, as the picker inserts it."""
    return _addresses(form)[1][table, row, column]


def nearest(form: Form, name: str, figures: Mapping[str, Value]) -> str:
    """Return the name that is most like ``name``, empty when none is."""
    known = {fold_name(key): key for key in (*_addresses(form)[1].values(), *figures)}
    found = get_close_matches(fold_name(name), known, 1, _ALIKE)
    return known[found[0]] if found else ""


def _unknown(form: Form, name: str, figures: Mapping[str, Value]) -> ReportError:
    near = nearest(form, name, figures)
    if name.startswith(REGISTERS) and not figures:
        remedy = "这份报告还没有从台账汇总；先汇总，再取台账的数"
    elif near:
        remedy = f"是不是“{{{{{near}}}}}”？"
    elif example := next(iter(_addresses(form)[1].values()), ""):
        remedy = f"写成 {example} 这样的名称：表、行、列，用点隔开"
    else:
        remedy = f"{form.name}没有表格，只能取台账的数"
    return ReportError(
        "RK-811", f"没有“{name}”这个数，“{{{{{name}}}}}”取不到", where=f"{{{{{name}}}}}", remedy=remedy
    )


def fold_name(name: str) -> str:
    """Return a name without what may differ: blanks, width, quotes; parts stay parted by one stop."""
    parts = re.split(r"[.．·・。/]", unicodedata.normalize("NFKC", name).replace("．", "."))
    return ".".join(re.sub(r"[^\w-]+", "", part) for part in parts)


@lru_cache(maxsize=32)
def _addresses(form: Form) -> tuple[dict[str, Address], dict[Address, str]]:
    """Return the cells by every folded name that means one cell only, and the best name of each cell."""
    names: dict[str, set[Address]] = {}
    ranked: dict[Address, list[str]] = {}
    for table in form.tables:
        for (row_id, column_id), (row, column) in table.addresses.items():
            address = (table.id, row_id, column_id)
            for name in dict.fromkeys(_names(table, row, column)):
                names.setdefault(fold_name(name), set()).add(address)
                ranked.setdefault(address, []).append(name)
    single = {name: next(iter(found)) for name, found in names.items() if len(found) == 1}
    best = {
        address: next((name for name in own if single.get(fold_name(name)) == address), "")
        for address, own in ranked.items()
    }
    return single, best


def _names(table: Table, row: Row, column: Column) -> Iterator[str]:
    """Yield the names of a cell, the one that reads best first."""
    titles = list(dict.fromkeys((table.called, table.title)))
    rows = _spelled(row.short, [row.label, *row.aliases], row.path) if row.label else [""]
    alone = sum(1 for own, _ in table.addresses if own == row.id) == 1
    columns = [*([""] if alone else []), *_spelled(column.short, [column.label], column.path)]
    for title, row_name, column_name in product(titles, rows, columns):
        yield ".".join(part for part in (title, row_name, column_name) if part)


def _spelled(called: str, labels: list[str], path: tuple[str, ...]) -> list[str]:
    """Return the spellings of a row or column: short and full, alone and behind the headings above it."""
    plain = [_NUMBERING.sub("", label) for label in labels]
    short = [re.sub(r"（.*）$", "", label) for label in plain]
    own = list(dict.fromkeys([*([called] if called else []), *short, *plain, *labels]))
    groups = [_NUMBERING.sub("", part) for part in path]
    behind = [".".join(groups[index:]) for index in reversed(range(len(groups)))]
    return [*own, *(f"{group}.{label}" for group in behind for label in own)]

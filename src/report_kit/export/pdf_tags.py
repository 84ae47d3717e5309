"""What typst cannot tag yet: row headers of tables and what a table is about.

Typst tags the cells of header rows only. Every other cell is a data cell for it, so a screen reader would
read a figure of 表三 with its column but not with its row. Here row headers become ``TH`` with ``Scope`` and
an id, and the data cells of their rows name them. Nothing that is drawn changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, String

from report_kit.forms.layout import Grid, GridCell

_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def tag_tables(pdf: bytes, grids: Sequence[Grid]) -> bytes:
    """Return the PDF with the row headers of its tables tagged; the same input gives the same bytes.

    Args:
        pdf: as typst writes it.
        grids: the tables it prints, in order; every cell of a grid is one ``TH`` or ``TD``.
    """
    if not grids:
        return pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        root = document.Root.StructTreeRoot
        if "/IDTree" not in root:
            root.IDTree = NameTree.new(document).obj
        ids = NameTree(root.IDTree)
        for number, (table, grid) in enumerate(zip(_find(root, "/Table"), grids, strict=True)):
            _tag(table, grid, number, ids)
        made = BytesIO()
        # Streams stay as they are: compressing anew would depend on the zlib of this PC.
        document.save(made, compress_streams=False, deterministic_id=True)
    return made.getvalue()


def _find(element: Any, kind: str) -> Iterator[Any]:
    """Yield the structure elements of a kind below ``element``, in reading order."""
    children = element.get("/K", Array())
    for child in children if isinstance(children, Array) else [children]:
        if isinstance(child, Dictionary) and "/S" in child:
            if kind == child.S:
                yield child
            else:
                yield from _find(child, kind)


def _tag(table: Any, grid: Grid, number: int, ids: NameTree) -> None:
    if grid.caption:
        _attributes(table).Summary = String(grid.caption)
    rows = list(_find(table, "/TR"))
    cells = [
        (cell, element)
        for line, row in zip(grid.lines(), rows, strict=True)
        for cell, element in zip(line, row.K, strict=True)
    ]
    headers: list[tuple[GridCell, String]] = []
    for cell, element in cells:
        if cell.scope in ("row", "rowgroup"):
            name = f"r{number}x{cell.column}y{cell.row}"
            element.S, element.ID = Name.TH, String(name)
            _attributes(element).Scope = Name(_SCOPES[cell.scope])
            ids[name] = element
            headers.append((cell, element.ID))
    for cell, element in cells:
        above = [name for header, name in headers if _reaches(header, cell)]
        if above:
            attributes = _attributes(element)
            attributes.Headers = Array([*attributes.get("/Headers", Array()), *above])


def _reaches(header: GridCell, cell: GridCell) -> bool:
    """Say whether a row header stands left of a cell in one of its rows."""
    return header.column < cell.column and header.row <= cell.row < header.row + header.rowspan


def _attributes(element: Any) -> Any:
    """Return the attributes an element has as part of a table, made where there are none."""
    found = element.get("/A", Array())
    for attributes in found if isinstance(found, Array) else [found]:
        if attributes.get("/O") == Name.Table:
            return attributes
    made = Dictionary(O=Name.Table)
    element.A = Array([*(found if isinstance(found, Array) else [found]), made])
    return element.A[-1]

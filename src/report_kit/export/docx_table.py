"""A grid as a Word table: merged cells, repeated header rows, exact column widths."""

from __future__ import annotations

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt

from report_kit.export.blocks import prose_columns, table_size
from report_kit.export.docx_layout import BODY, element, set_font
from report_kit.forms.layout import Grid, GridCell

_WIDTH = Mm(156)
# A PC without Times New Roman takes another font, with figures as wide as this (in em).
_FIGURE_WIDTH = 0.64
_CELL_MARGIN = 40  # twentieths of a point, left and right


def add_table(document: Any, grid: Grid, size: float | None = None) -> None:
    """Append ``grid`` to the document, across the whole type area; ``size`` of the type is in points."""
    size = size or table_size(grid, _FIGURE_WIDTH)
    table = document.add_table(grid.rows, grid.columns, style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _properties(table, grid)
    widths = [Emu(int(_WIDTH * width / sum(grid.widths))) for width in grid.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    rows = [list(row.cells) for row in table.rows]
    prose = prose_columns(grid)
    for cell in grid.cells:
        last = rows[cell.row + cell.rowspan - 1][cell.column + cell.colspan - 1]
        first = rows[cell.row][cell.column]
        _fill(
            first.merge(last) if first is not last else first,
            cell,
            size,
            cell.scope == "row" or (cell.column in prose and not cell.scope),
        )
    for index, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()
        properties.append(element("cantSplit"))
        if index < grid.header_rows:
            properties.append(element("tblHeader"))
        for cell_element in row._tr.tc_lst:
            # Rows that keep with the next hold the table together where it fits on a page; one cell that
            # does not, be it the hidden part of a merged one, would let it break there.
            for paragraph in cell_element.p_lst:
                paragraph.get_or_add_pPr().keepNext_val = index < grid.rows - 1
            cell_element.width = Emu(sum(widths[cell_element.left : cell_element.right]))


def _properties(table: Any, grid: Grid) -> None:
    properties = table._tbl.tblPr
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=_CELL_MARGIN, type="dxa"))
    look = properties.find(qn("w:tblLook"))
    look.addprevious(margins)
    if grid.caption:
        look.addnext(element("tblCaption", val=grid.caption))


def _fill(target: Any, cell: GridCell, size: float, left: bool) -> None:
    target.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = target.paragraphs[0]
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(size * 1.35)
    layout.space_before = layout.space_after = Pt(size * 0.22)
    layout.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    # Without this the grid of lines would stretch the rows to the pitch of the body text.
    spacing = paragraph._p.pPr.find(qn("w:spacing"))
    spacing.addprevious(element("snapToGrid", val="0"))
    run = paragraph.add_run(cell.text)
    run.font.size = Pt(size)
    set_font(run._element, BODY, latin="Times New Roman")  # narrow figures
    run._element.rPr.find(qn("w:sz")).addprevious(element("spacing", val=0))

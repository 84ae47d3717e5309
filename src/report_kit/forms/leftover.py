"""What of a document did not come into its report: each paragraph, table, row and cell that is in no part."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from report_kit.document import Cell, Document, Paragraph, Span, Table
from report_kit.forms.form import Form
from report_kit.forms.locate import Located, squeeze
from report_kit.forms.page import annex_start
from report_kit.forms.places import SourcePlaces
from report_kit.forms.report import Note
from report_kit.forms.values import BLANK_MARKS

_MOST_ROWS = 5
"""So many rows of one table are told each by itself; more are one note that holds them all."""
_LETTERS = re.compile(r"[^\W\d_]")
_ITEM = re.compile(r"\d[^\W\d_]{3}")
_FIGURES = re.compile(r"[\d.,，．％%－\-—–／/件条个项次人万元\s]*")


def leftovers(document: Document, located: Located, form: Form, places: SourcePlaces) -> list[Note]:
    """Return a note for each thing that is left over, with its text, in the order of the document."""
    return list(_Finder(document, located, form, places).notes())


class _Finder:
    def __init__(self, document: Document, located: Located, form: Form, places: SourcePlaces) -> None:
        self.document, self.located, self.places = document, located, places
        self.taken = sorted(_taken(located))
        self.starts = [start for start, _ in self.taken]
        self.labels = labels_of(form)
        self.letters = set("".join(self.labels))
        self.values = {(found.cell.start, found.cell.end) for found in located.cells.values()}
        tables = located.tables
        self.told = {(cell.start, cell.end) for cell, _ in tables.renamed_columns}
        self.told |= {(cell.start, cell.end) for cell in tables.unknown_columns}
        self.said = {squeeze(found.label) for found in located.cells.values()}
        self.read_as = {found.cell.start: found.label for found in located.cells.values()}
        self.unknown = {(cell.start, cell.end) for cell in tables.unknown_rows}
        self.inside = Table(0, 0, ())
        self.short = {(cell.start, cell.end) for cell in tables.short_rows}

    def notes(self) -> Iterator[Note]:
        end = annex_start(self.document.paragraphs)
        for block in self.document.blocks:
            if end is not None and block.start >= end:
                return  # the kit's own charts, which repeat figures of the tables
            yield from self._table(block) if isinstance(block, Table) else self._paragraph(block)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Note]:
        rest = self._uncovered(paragraph.start, paragraph.end)
        if not squeeze(rest):
            return
        where = self.places.at(paragraph.start)
        if self.located.text_tables.covers(paragraph.start, paragraph.end):
            if squeeze(rest) not in self.said and not self._is_printed(rest):
                yield Note("表格旁边的文字没有读入", rest.strip(), where)
            return
        yield Note("没有归入任何部分的文字", rest.strip(), where)

    def _uncovered(self, start: int, end: int) -> str:
        """Return what of a stretch no part of the report holds."""
        pieces, at = [], start
        for low, high in self.taken[max(0, bisect_right(self.starts, start) - 1) :]:
            if low >= end:
                break
            if high > at:
                pieces.append(self.document.text[at : max(at, low)])
                at = high
        return "".join([*pieces, self.document.text[at:end]]) if at < end else "".join(pieces)

    def _table(self, table: Table) -> Iterator[Note]:
        self.inside = table
        own = any((cell.start, cell.end) in self.values for cell in table.cells())
        rows = [(row, list(self._left(row, own))) for row in table.rows]
        left = [(row, cells) for row, cells in rows if cells]
        if not left:
            return
        where = self.places.at(left[0][1][0].start)
        if not own:
            size = f"{len(table.rows)} 行"
            yield Note(f"格式里没有的表格（{size}），没有读入", _text([row for row, _ in rows]), where)
        elif len(left) > _MOST_ROWS:
            message = f"表格里有 {len(left)} 行的内容没有读入"
            yield Note(message, _text([self._kept(*one) for one in left]), where)
        else:
            for row, cells in left:
                message = "格式里没有的表格行" if self._is_unknown(row) else "表格里的内容没有读入"
                yield Note(message, _text([self._kept(row, cells)]), self.places.at(cells[0].start))

    def _is_unknown(self, row: Sequence[Cell]) -> bool:
        return any((cell.start, cell.end) in self.unknown for cell in row)

    def _kept(self, row: Sequence[Cell], cells: Sequence[Cell]) -> list[Cell]:
        """Return the cells to keep of a row: with a figure the label before it."""
        return [cell for cell in row if cell.text.strip() and cell.start <= cells[-1].start]

    def _left(self, row: Sequence[Cell], own: bool) -> Iterator[Cell]:
        """Yield the cells of a row that no part of the report holds, and that say something."""
        if any((cell.start, cell.end) in self.short for cell in row):
            return  # told as figures that were not read
        for cell in row:
            span, text = (cell.start, cell.end), cell.text.strip()
            if not text or span in self.values or span in self.told or self._is_printed(text):
                continue
            if self._below_unknown(cell):
                continue
            if span in self.unknown or not own or (not _is_nothing(text) and not self._is_label(row, cell)):
                yield cell

    def _below_unknown(self, cell: Cell) -> bool:
        """Say whether a cell stands below a head that the form does not have, and is told with it."""
        table = self.inside
        return any(
            head.column == cell.column and head.row < cell.row and table.start <= head.start < table.end
            for head in self.located.tables.unknown_columns
        )

    def _is_label(self, row: Sequence[Cell], cell: Cell) -> bool:
        """Say whether a cell is the label under which a row was read, in other words than the form's."""
        return any(self.read_as.get(other.start) == cell.text for other in row)

    def _is_printed(self, text: str) -> bool:
        """Say whether a text is nothing but what the form prints in its tables, maybe in pieces."""
        plain = squeeze(text)
        if plain in self.labels:
            return True
        if not _LETTERS.search(plain) or not self.letters.issuperset(_LETTERS.findall(plain)):
            return _FIGURES.fullmatch(text) is not None and not re.search(r"\d", text)
        for label in self.labels:
            plain = plain.replace(label, "")
        # A label whose end stands on another line still has its number.
        plain = _ITEM.sub(lambda found: found[0][1:] if self._begins(found[0]) else found[0], plain)
        return not re.search(r"\d", plain)

    def _begins(self, words: str) -> bool:
        return any(words in label for label in self.labels)


def labels_of(form: Form) -> list[str]:
    """Return what a form prints in its tables, squeezed, the longest first."""
    words: list[str] = []
    for table in form.tables:
        words += [table.title, table.corner, table.short]
        for block in table.blocks:
            words.append(block.heading)
            for column in block.columns:
                words += [*column.path, column.label]
            for row in block.rows:
                words += [*row.path, row.label, *row.aliases]
    return sorted({squeeze(word) for word in words if squeeze(word)}, key=len, reverse=True)


def _taken(located: Located) -> Iterator[Span]:
    """Yield the stretches of the document that the parts of the report hold."""
    for paragraph in (*located.title, located.signature, located.date):
        if paragraph:
            yield paragraph.start, paragraph.end
    for section in located.sections:
        yield from section.prose
        if section.heading_span:
            yield section.heading_span
    for found in located.cells.values():
        yield found.cell.start, found.cell.end


def _is_nothing(text: str) -> bool:
    return text == "0" or "".join(text.split()) in BLANK_MARKS


def _text(rows: Sequence[Sequence[Cell]]) -> str:
    return "\n".join(
        "　".join(cell.text.replace("\n", " ") for cell in row if cell.text.strip()) for row in rows
    )

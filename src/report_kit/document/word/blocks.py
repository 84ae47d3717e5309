"""Walk the body of a Word file: paragraphs and tables in order, as raw blocks over one source string."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from report_kit.document.omissions import OmissionKind
from report_kit.document.structure import (
    RawBlock,
    RawCell,
    RawOmission,
    RawParagraph,
    RawTable,
    classify,
    merged_omissions,
)
from report_kit.document.word.beside import notes_of
from report_kit.document.word.cells import MAX_NESTING, CellReader, continues, unseen
from report_kit.document.word.container import WordParts
from report_kit.document.word.grounds import box_ground, page_ground
from report_kit.document.word.inline import size_of, text_size
from report_kit.document.word.looks import PAGE
from report_kit.document.word.paragraphs import ParagraphReader
from report_kit.document.word.styles import Style
from report_kit.document.word.traced import Piece, Spot, Traced
from report_kit.document.word.xml import Element, attribute, child, children, number, tag, unwrapped

# Word tables have at most 63 columns; a larger span is a mistake or a trap.
_MAX_COLUMNS = 63
# Clerks set whole paragraphs in a heading style; a heading that long is checked as prose.
_LONGEST_HEADING = 60


@dataclass
class BlockReader:
    """Collects the source text and the raw blocks of one file, and where its characters stand in it.

    A note stands behind the paragraph or table that its mark is in; its characters have no pieces, since
    they are in another part of the file.
    """

    parts: WordParts
    source: str = ""
    blocks: list[RawBlock] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    omissions: list[RawOmission] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._notes = notes_of(self.parts)
        self._waiting: list[Element] = []
        self._paragraphs = ParagraphReader(self.parts)
        self._cells = CellReader(self._paragraphs, self._waiting)
        self._mark: Element | None = None
        self._chunks: list[str] = []
        self._length = 0

    def read(self) -> None:
        """Read the whole body into ``source`` and ``blocks``."""
        body = child(self.parts.document, "body")
        if body is not None:
            self._blocks(body, 0, page_ground(self.parts.document))
            self._read_notes(0)
        self.source = "".join(self._chunks)
        self.blocks = [self._titled(block) for block in self.blocks]
        self.omissions = merged_omissions(self.omissions)

    def _titled(self, block: RawBlock) -> RawBlock:
        """Recognise by their wording the headings and titles that have no heading style."""
        if not isinstance(block, RawParagraph) or block.kind != "body" or block.level or block.whole:
            return block
        return classify(self.source, block.start, block.end, indented=block.indented)

    def _write(self, text: Traced | str) -> int:
        """Append to the source; return the offset where ``text`` begins."""
        start = self._length
        if isinstance(text, Traced):
            if self._mark is None:
                self.pieces += text.shifted(start)
            for gap in text.gaps:
                self._omit(gap.kind, gap.size, start + gap.offset)
            text = text.text
        self._chunks.append(text)
        self._length += len(text)
        return start

    def _omit(self, kind: OmissionKind, size: int = 1, start: int | None = None) -> None:
        """Record what is left out, here or where ``source[start]`` stands; nothing for a size of 0."""
        if size:
            self.omissions.append(RawOmission(kind, self._length if start is None else start, size))

    def _blocks(self, container: Element, depth: int, ground: str) -> None:
        if depth > MAX_NESTING:
            self._omit("nested", text_size(container))
            return
        carried, last = Traced(), None
        for element in unwrapped(container):
            name = tag(element)
            if name == "p":
                carried, last = self._paragraph(element, carried, depth, ground), element
                continue
            if name in ("tbl", "altChunk") and (carried.length or carried.gaps):
                self._emit([carried], last, Style(), numbered=False)
                carried = Traced()
            if name == "tbl":
                self._table(element, depth, ground)
                self._read_notes(depth)
            elif name in ("altChunk", "subDoc"):
                self._omit("altchunk")
            elif name in ("del", "moveFrom"):
                self._omit("deleted", text_size(element))
        if carried.length or carried.gaps:
            self._emit([carried], last, Style(), numbered=False)

    def _paragraph(self, element: Element, carried: Traced, depth: int, ground: str) -> Traced:
        """Read one paragraph; returns its text when its end is not seen, so that it goes on in the next."""
        paragraph = self._paragraphs.read(element, ground)
        inline, style = paragraph.inline, paragraph.style
        if style.kind == "contents":
            carried.omit("contents", sum(size_of(line.text) for line in inline.lines))
            return carried
        carried.extend(inline.lines[0])
        self._waiting += inline.notes
        if paragraph.goes_on:
            self._boxes(inline.boxes, depth)
            for line in inline.lines[1:]:
                carried.extend(line)
            return carried
        lines = [self._paragraphs.numbered(paragraph, carried), *inline.lines[1:]]
        if style.kind in ("title", "heading"):
            lines = _as_one(lines)  # broken to fit the page
        self._emit(lines, element, style, numbered=paragraph.list is not None)
        self._boxes(inline.boxes, depth)
        self._read_notes(depth)
        return Traced()

    def _boxes(self, boxes: list[Element], depth: int) -> None:
        for box in boxes:
            self._blocks(box, depth + 1, box_ground(box))

    def _read_notes(self, depth: int) -> None:
        """Read the notes whose marks were met, behind the outermost block they are in; each one once."""
        if depth or self._mark is not None:
            return
        marks = list(self._waiting)
        self._waiting.clear()
        for mark in marks:
            note = self._notes.pop((tag(mark), attribute(mark, "id") or ""), None)
            if note is not None:
                self._mark = mark
                self._blocks(note, depth + 1, PAGE)
        self._mark = None

    def _emit(self, lines: list[Traced], paragraph: Element, style: Style, *, numbered: bool) -> None:
        for index, traced in enumerate(lines):
            line = traced.text
            text = line.strip()
            if text:
                lead = len(line) - len(line.lstrip())
                start = self._write(traced) + lead
                self.spots.append(Spot(start - lead, self._length, self._host(paragraph), self._mark))
                first = index == 0 and (bool(style.indented) or numbered)
                indented = first or lead >= 2 or line[0] in "\t\u3000"
                whole = self._mark is not None
                raw = RawParagraph(start, start + len(text), indented=indented or whole, whole=whole)
                too_long = len(text) > _LONGEST_HEADING or "。" in text[:-1]
                if style.kind in ("title", "heading") and not too_long and not whole:
                    # The style sets it apart from prose; its indent only moves it.
                    raw = replace(raw, kind=style.kind, level=style.level, indented=False)
                self.blocks.append(raw)
            else:
                self._write(Traced("", None, traced.gaps))
            self._write("\n")

    def _host(self, paragraph: Element) -> Element:
        """Return the paragraph of the body that a comment on a line can hang on."""
        if self._mark is None:
            return paragraph
        return next(node for node in self._mark.iterancestors() if tag(node) == "p")

    def _leave_rows_out(self, rows: list[Element]) -> None:
        for row in rows:
            if not self._leave_out(row):
                for cell in children(row, "tc"):
                    self._leave_out(cell)

    def _leave_out(self, element: Element) -> bool:
        """Record a row or cell that is not seen, and say whether it is one."""
        kind = unseen(element)
        if kind:
            self._omit(kind, text_size(element))
        return kind is not None

    def _table(self, table: Element, depth: int, ground: str) -> None:
        rows = list(children(table, "tr"))
        cells = [
            [cell for cell in children(row, "tc") if not unseen(cell)] for row in rows if not unseen(row)
        ]
        style = attribute(child(table, "tblPr", "tblStyle"), "val") or ""

        def behind(cell: Element) -> str:
            return self._paragraphs.looks.cell_ground(cell, style, ground)

        if len(cells) == 1 and len(cells[0]) == 1 and depth < MAX_NESTING:
            # A page layout, not a table: what a web page becomes when it is pasted into Word.
            self._leave_rows_out(rows)
            self._blocks(cells[0][0], depth + 1, behind(cells[0][0]))
            return
        if not any(cells):
            self._leave_rows_out(rows)
            return
        done: list[list[RawCell]] = []
        places: list[list[int]] = []
        above: dict[int, tuple[int, int]] = {}
        for row in rows:
            if self._leave_out(row):
                continue
            done.append([])
            places.append([])
            column = number(child(row, "trPr", "gridBefore"), most=_MAX_COLUMNS)
            for element in children(row, "tc"):
                if self._leave_out(element):
                    continue
                properties = child(element, "tcPr")
                width = max(1, number(child(properties, "gridSpan"), default=1, most=_MAX_COLUMNS))
                merged = continues(properties, "hMerge") and bool(done[-1])
                if merged:
                    done[-1][-1] = replace(done[-1][-1], colspan=done[-1][-1].colspan + width)
                    self._omit("hidden", text_size(element))
                elif continues(properties, "vMerge") and column in above:
                    line, index = above[column]
                    done[line][index] = replace(done[line][index], rowspan=len(done) - line)
                    self._omit("hidden", text_size(element))
                else:
                    self._write("\t" if done[-1] else "")
                    text = self._cells.read(element, depth, behind(element))
                    start = self._write(text)
                    above[column] = (len(done) - 1, len(done[-1]))
                    done[-1].append(RawCell(start, self._length, 1, width))
                    first = next(children(element, "p"), None)
                    self.spots.append(Spot(start, self._length, self._host(first), self._mark))
                    places[-1].append(column)
                column += width
            self._write("\n")
        self._write("\n")
        self.blocks.append(RawTable(tuple(map(tuple, done)), tuple(map(tuple, places))))


def _as_one(lines: list[Traced]) -> list[Traced]:
    """Put the lines of a title together, unless they are too much for one."""
    if len(lines) < 2 or sum(line.length for line in lines) > _LONGEST_HEADING:
        return lines
    whole = lines[0]
    for line in lines[1:]:
        words = whole.last.isascii() and line.text[:1].isascii() and line.text and not whole.last.isspace()
        whole.extend(" " if words else "")
        whole.extend(line)
    return [whole]

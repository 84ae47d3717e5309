"""Walk the body of a Word file: paragraphs and tables in order, as raw blocks over one source string."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from report_kit.document.structure import RawBlock, RawCell, RawParagraph, RawTable, classify
from report_kit.document.word.container import WordParts
from report_kit.document.word.inline import read_inline
from report_kit.document.word.numbering import Numbering
from report_kit.document.word.styles import Style, Styles, first_line_indent, numbering_of, outline
from report_kit.document.word.traced import Piece, Spot, Traced
from report_kit.document.word.xml import Element, attribute, child, children, is_on, number, tag, unwrapped

# Word tables have at most 63 columns; a larger span is a mistake or a trap.
_MAX_COLUMNS = 63
# Text boxes and layout tables inside each other, deeper than any real file goes.
_MAX_NESTING = 20
# Clerks set whole paragraphs in a heading style; a heading that long is checked as prose.
_LONGEST_HEADING = 60
_HAN = re.compile(r"[\u3400-\u9fff（）、，]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、是]|第[一二三四五六七八九十百]+条")


@dataclass
class BlockReader:
    """Collects the source text and the raw blocks of one file, and where its characters stand in it."""

    parts: WordParts
    source: str = ""
    blocks: list[RawBlock] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._styles = Styles(self.parts.styles)
        self._numbering = Numbering(self.parts.numbering)
        self._chunks: list[str] = []
        self._length = 0

    def read(self) -> None:
        """Read the whole body into ``source`` and ``blocks``."""
        body = child(self.parts.document, "body")
        if body is not None:
            self._blocks(body, 0)
        self.source = "".join(self._chunks)
        self.blocks = [self._titled(block) for block in self.blocks]

    def _titled(self, block: RawBlock) -> RawBlock:
        """Recognise by their wording the headings and titles that have no heading style."""
        if not isinstance(block, RawParagraph) or block.kind != "body" or block.level:
            return block
        return classify(self.source, block.start, block.end, indented=block.indented)

    def _write(self, text: Traced | str) -> int:
        """Append to the source; return the offset where ``text`` begins."""
        start = self._length
        if isinstance(text, Traced):
            self.pieces += text.shifted(start)
            text = text.text
        self._chunks.append(text)
        self._length += len(text)
        return start

    def _blocks(self, container: Element, depth: int) -> None:
        carried, last = Traced(), None
        for element in unwrapped(container):
            if tag(element) == "p":
                carried, last = self._paragraph(element, carried, depth), element
            elif tag(element) == "tbl":
                self._table(element, depth)
        if carried.length:
            self._emit([carried], last, Style(), numbered=False)

    def _paragraph(self, element: Element, carried: Traced, depth: int) -> Traced:
        """Read one paragraph; returns its text when its end is deleted, so that it goes on in the next."""
        properties = child(element, "pPr")
        style = self._styles.of(properties)
        if style.kind == "contents":
            return carried
        inline = read_inline(element)
        carried.extend(inline.lines[0])
        lines = [carried, *inline.lines[1:]]
        numbering = numbering_of(properties, style.numbering)
        if numbering and any(line.text.strip() for line in lines):
            lines[0] = _numbered(self._numbering.next(*numbering), lines[0].lstrip())
        mark = child(properties, "rPr", "del")
        if is_on(mark):
            self._boxes(inline.boxes, depth)
            for line in lines[1:]:
                lines[0].extend(line)
            return lines[0]
        kind, level = outline(properties) or (style.kind, style.level)
        own = first_line_indent(properties)
        indented = bool(style.indented if own is None else own)
        self._emit(lines, element, Style(kind, level, indented), numbered=numbering is not None)
        self._boxes(inline.boxes, depth)
        return Traced()

    def _boxes(self, boxes: list[Element], depth: int) -> None:
        for box in boxes if depth < _MAX_NESTING else ():
            self._blocks(box, depth + 1)

    def _emit(self, lines: list[Traced], paragraph: Element, style: Style, *, numbered: bool) -> None:
        for index, traced in enumerate(lines):
            line = traced.text
            text = line.strip()
            if text:
                lead = len(line) - len(line.lstrip())
                start = self._write(traced) + lead
                self.spots.append(Spot(start - lead, self._length, paragraph))
                first = index == 0 and (bool(style.indented) or numbered)
                indented = first or lead >= 2 or line[0] in "\t\u3000"
                raw = RawParagraph(start, start + len(text), indented=indented)
                too_long = len(text) > _LONGEST_HEADING or "。" in text[:-1]
                if style.kind in ("title", "heading") and not too_long:
                    # The style sets it apart from prose; its indent only moves it.
                    raw = replace(raw, kind=style.kind, level=style.level, indented=False)
                self.blocks.append(raw)
            self._write("\n")

    def _table(self, table: Element, depth: int) -> None:
        rows = [row for row in children(table, "tr") if not is_on(child(row, "trPr", "del"))]
        cells = [list(children(row, "tc")) for row in rows]
        if len(cells) == 1 and len(cells[0]) == 1 and depth < _MAX_NESTING:
            # A page layout, not a table: what a web page becomes when it is pasted into Word.
            self._blocks(cells[0][0], depth + 1)
            return
        if not any(cells):
            return
        done: list[list[RawCell]] = []
        places: list[list[int]] = []
        above: dict[int, tuple[int, int]] = {}
        for row, elements in zip(rows, cells, strict=True):
            done.append([])
            places.append([])
            column = number(child(row, "trPr", "gridBefore"), most=_MAX_COLUMNS)
            for element in elements:
                properties = child(element, "tcPr")
                width = max(1, number(child(properties, "gridSpan"), default=1, most=_MAX_COLUMNS))
                merged = _continues(properties, "hMerge") and bool(done[-1])
                if merged:
                    done[-1][-1] = replace(done[-1][-1], colspan=done[-1][-1].colspan + width)
                elif _continues(properties, "vMerge") and column in above:
                    line, index = above[column]
                    done[line][index] = replace(done[line][index], rowspan=len(done) - line)
                else:
                    self._write("\t" if done[-1] else "")
                    text = self._cell_text(element, depth)
                    start = self._write(text)
                    above[column] = (len(done) - 1, len(done[-1]))
                    done[-1].append(RawCell(start, self._length, 1, width))
                    self.spots.append(Spot(start, self._length, next(children(element, "p"), None)))
                    places[-1].append(column)
                column += width
            self._write("\n")
        self._write("\n")
        self.blocks.append(RawTable(tuple(map(tuple, done)), tuple(map(tuple, places))))

    def _cell_text(self, cell: Element, depth: int) -> Traced:
        """Return the text of a cell on as few lines as it means to have.

        A label broken to fit a narrow column is one label; paragraphs of prose stay lines.
        """
        lines: list[Traced] = []
        for element in unwrapped(cell):
            if tag(element) == "p":
                inline = read_inline(element)
                numbering = numbering_of(child(element, "pPr"), None)
                if numbering:
                    inline.lines[0] = _numbered(self._numbering.next(*numbering), inline.lines[0])
                lines += inline.lines
                for box in inline.boxes if depth < _MAX_NESTING else ():
                    lines += self._cell_text(box, depth + 1).lines()
            elif tag(element) == "tbl" and depth < _MAX_NESTING:
                for row in children(element, "tr"):
                    lines.append(Traced())
                    for inner in children(row, "tc"):
                        lines[-1].extend(self._cell_text(inner, depth + 1))
                        lines[-1].extend(" ")
        text = Traced()
        for line in (line.without_tabs().strip() for line in lines):
            if line.text and text.length:
                goes_on = _HAN.match(line.text) and not _NUMBERED.match(line.text)
                text.extend("" if goes_on and _HAN.fullmatch(text.last) else "\n")
            text.extend(line)
        return text


def _numbered(number: str, line: Traced) -> Traced:
    """Return a line with its automatic number before it."""
    whole = Traced(number)
    whole.extend(line)
    return whole


def _continues(properties: Element | None, name: str) -> bool:
    """Say whether a cell goes on from the one above (``vMerge``) or before it (``hMerge``)."""
    element = child(properties, name)
    return element is not None and attribute(element, "val") in (None, "", "continue")

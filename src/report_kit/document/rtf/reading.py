"""The text of an RTF file: groups, destinations, paragraphs and table rows."""

from __future__ import annotations

import re
from dataclasses import replace

from report_kit.document.limits import MAX_DEPTH, Deadline, too_much
from report_kit.document.rtf.groups import KNOWN, OWN_TEXT, SKIPPED, UNREAD, Flow, State
from report_kit.document.rtf.rows import Row, RowProps, grid_of
from report_kit.document.rtf.tokens import WIDE, Token, code_page, decoded, encoding_of, tokens
from report_kit.document.writer import SourceWriter

_CHARACTERS = {
    "tab": " ", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
    "~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "nestcell": " ", "nestrow": "\n",
}  # fmt: skip
_PARAGRAPH_ENDS = ("par", "sect", "page", "column", "\r", "\n")
_NOTE = re.compile(r"[\[〔(（]?(?:\d{1,3}|[*＊†])[\]〕)）]?|[①-⑳]|注")
_INDENT = 200  # twips: a character of 三号 is 320


class RtfReader:
    """Reads one file into a writer.

    Args:
        writer: what paragraphs and tables are written to.
        where: name of the file.
    """

    def __init__(self, writer: SourceWriter, where: str) -> None:
        self._writer, self._where = writer, where
        self._deadline = Deadline(where)
        self._states = [State()]
        self._flows = [Flow()]
        self._beside: list[str] = []
        self._default = "cp1252"
        self._fonts: dict[int, int] = {}
        self._font = 0
        self._whites: set[int] = set()
        self._colour = [0, 0, 0]
        self._colours = 0
        self._bytes = b""
        self._skip = 0
        self._half = 0
        self._marked = False  # after \*
        self._opening = False
        self._own: list[int] = []
        self._headers: list[str] = []

    def read(self, source: bytes) -> None:
        """Read the file and write what it says."""
        for count, token in enumerate(tokens(source)):
            if not count % 4096:
                self._deadline.check()
            if token.brace:
                self._brace(token.brace)
            elif token.data:
                self._text(token)
            else:
                self._word(token)
        self._flush()
        while len(self._flows) > 1:
            self._close_own()
        self._end_paragraph()
        self._end_table()

    @property
    def _state(self) -> State:
        return self._states[-1]

    def _set(self, **changes: object) -> None:
        self._states[-1] = replace(self._state, **changes)  # type: ignore[arg-type]

    def _brace(self, brace: str) -> None:
        self._flush()
        self._skip = 0
        if brace == "{":
            if len(self._states) > 4 * MAX_DEPTH:
                raise too_much(f"括号嵌套超过 {4 * MAX_DEPTH} 层", self._where)
            self._states.append(self._state)
            self._opening, self._marked = True, False
            return
        if len(self._states) > 1:
            self._states.pop()
        while self._own and self._own[-1] > len(self._states):
            self._own.pop()
            self._close_own()
        self._opening = False

    def _text(self, token: Token) -> None:
        self._opening = False
        data = token.data
        if self._skip:  # what readers show that do not know \u
            drop = min(self._skip, len(data))
            self._skip -= drop
            data = data[drop:]
        if data and not self._state.skip:
            self._bytes += data
        elif data and self._state.colours:
            self._whites |= {self._colours} if self._colour == [255] * 3 else set()
            self._colours += data.count(b";")
            self._colour = [0, 0, 0]

    def _flush(self) -> None:
        data, self._bytes = self._bytes, b""
        if not data:
            return
        own = code_page(self._state.charset, self._default)
        wide = code_page(self._state.wide, self._default)
        order = [own, wide, self._default] if own in WIDE else [wide, self._default, own]
        text, lost = decoded(data, [*(name for name in order if name in WIDE), *order, "gb18030"])
        self._writer.omit("symbol", lost)
        self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.skip:
            return
        size = len("".join(text.split()))
        if state.kind == "header":
            self._headers.append(text)
        elif state.kind:
            self._writer.omit(state.kind, size)
        elif state.deleted:
            self._writer.omit("deleted", size)
        elif state.hidden or state.white:
            self._writer.omit("hidden", size)
        elif state.struck:
            self._writer.omit("struck", size)
        elif state.raised and _NOTE.fullmatch(text.strip()) and not self._after_latin():
            self._writer.omit("mark", size)
        else:
            self._flows[-1].text.append(text)

    def _after_latin(self) -> bool:
        said = "".join(self._flows[-1].text[-2:])
        return bool(said) and said[-1].isascii() and said[-1].isalpha()

    def _word(self, token: Token) -> None:
        word, number = token.word, token.number
        opening, self._opening = self._opening, False
        if word == "*":
            self._opening = self._marked = True
            return
        if opening and self._destination(word):
            return
        if word == "u" and number is not None:
            self._flush()
            self._unicode(number % 0x10000)
            return
        self._flush()
        if self._skip and word in _CHARACTERS:
            self._skip -= 1
            return
        if word in _CHARACTERS:
            if word == "tab" and self._state.number:
                return
            self._put(_CHARACTERS[word])
        elif word in _PARAGRAPH_ENDS:
            if not self._state.skip and self._state.kind is None:
                self._end_paragraph()
        elif word in ("cell", "row") and not self._state.skip:
            self._end_cell() if word == "cell" else self._end_row()
        else:
            self._format(word, number)

    def _unicode(self, code: int) -> None:
        self._skip = self._state.fallback
        if 0xD800 <= code < 0xDC00:
            self._half = code
            return
        if 0xDC00 <= code < 0xE000:
            if not self._half:
                return
            code = 0x10000 + ((self._half - 0xD800) << 10) + (code - 0xDC00)
        self._half = 0
        if code >= 0x20:
            self._put(chr(code))

    def _destination(self, word: str) -> bool:
        """Begin a group that is named ``word``; ``False`` where that is no name of a group."""
        marked, self._marked = self._marked, False
        if word in UNREAD:
            self._set(kind=UNREAD[word])
        elif word in OWN_TEXT:
            self._set(
                skip=self._state.skip and not self._state.drawing, drawing=False, table=False, raised=False
            )
            self._flows.append(Flow())
            self._own.append(len(self._states))
        elif word in ("listtext", "pntext"):
            self._set(number=True)
        elif word == "fonttbl":
            self._set(skip=True, fonts=True)
        elif word == "colortbl":
            self._set(skip=True, colours=True)
            self._colours, self._colour = 0, [0, 0, 0]
        elif word == "pict":
            if not self._state.skip:
                self._writer.omit("image")
            self._set(skip=True)
        elif word == "object":
            self._writer.omit("ole", 0 if self._state.skip else 1)
        elif word in ("shpinst", "do"):
            self._set(skip=True, drawing=not self._state.skip)
        elif word == "upr":
            self._set(skip=True, outside=self._state.skip)
        elif word == "ud":
            self._set(skip=self._state.outside)
        elif word in SKIPPED or (marked and word not in KNOWN):
            self._set(skip=True)
        else:
            return False
        return True

    def _format(self, word: str, number: int | None) -> None:
        on = number != 0
        flow = self._flows[-1]
        if word in ("ansicpg",):
            self._default = encoding_of(number)
        elif word == "f" and number is not None:
            self._font = number
            if not self._state.fonts:
                self._set(charset=self._fonts.get(number))
        elif word == "af" and number is not None:
            self._set(wide=self._fonts.get(number))
        elif word == "fcharset" and self._state.fonts and number is not None:
            self._fonts[self._font] = number
        elif word in ("red", "green", "blue") and self._state.colours:
            self._colour[("red", "green", "blue").index(word)] = number or 0
        elif word == "uc":
            self._set(fallback=min(max(number or 0, 0), 8))
        elif word == "plain":
            self._set(hidden=False, struck=False, deleted=False, raised=False, white=False)
        elif word == "v":
            self._set(hidden=on)
        elif word in ("strike", "striked"):
            self._set(struck=on)
        elif word == "deleted":
            self._set(deleted=on)
        elif word in ("super", "nosupersub", "sub"):
            self._set(raised=word == "super" and on)
        elif word == "cf":
            self._set(white=number in self._whites and not self._state.table)
        elif word in ("highlight", "chcbpat", "cbpat", "chshdng"):
            self._set(white=False)
        elif word == "pard":
            self._set(table=False)
            flow.indented = False
        elif word == "intbl":
            self._set(table=on)
        elif word == "fi":
            flow.indented = (number or 0) >= _INDENT
        elif word == "chftn":
            self._writer.omit("mark", 0)
        elif word == "trowd":
            flow.props = RowProps()
        elif word == "trleft":
            flow.props.left = number or 0
        elif word == "cellx":
            flow.props.edge(number or 0)
        elif word == "clvmrg":
            flow.props.open.below = True
        elif word == "clmrg":
            flow.props.open.beside = True

    def _end_paragraph(self) -> None:
        flow = self._flows[-1]
        text, flow.text = "".join(flow.text).replace("\u00ad", ""), []
        if self._state.table or (flow.cells and len(self._flows) == 1):
            flow.lines += text.split("\n")
            return
        if len(self._flows) > 1:
            flow.lines.append(text)
            return
        if text.strip():
            self._end_table()
        lead = text[: len(text) - len(text.lstrip(" \u3000\u00a0"))]
        for line in text.split("\n"):
            self._writer.paragraph(line, indented=flow.indented or len(lead) >= 2 or "\u3000" in lead)
        self._write_beside()

    def _write_beside(self) -> None:
        beside, self._beside = self._beside, []
        for line in beside:
            self._writer.paragraph(line)

    def _end_cell(self) -> None:
        flow = self._flows[-1]
        text, flow.text = "".join(flow.text), []
        flow.cells.append((*flow.lines, *text.split("\n")))
        flow.lines = []

    def _end_row(self) -> None:
        flow = self._flows[-1]
        if flow.cells:
            flow.rows.append(Row(tuple(flow.cells), flow.props))
        flow.cells = []

    def _end_table(self) -> None:
        flow = self._flows[-1]
        rows, flow.rows = flow.rows, []
        if flow.cells:  # the file ends in a row
            rows.append(Row(tuple(flow.cells), flow.props))
            flow.cells = []
        if rows:
            self._writer.table(grid_of(rows))
            self._write_beside()

    def _close_own(self) -> None:
        """End a note or a box: its lines stand behind the paragraph of its mark."""
        flow = self._flows.pop()
        lines = [*flow.lines, "".join(flow.text)]
        for row in flow.rows:
            lines.append(" ".join(cell for lines in row.cells for cell in lines))
        self._beside += [line.strip() for line in lines if line.strip()]

    def tell_headers(self) -> None:
        """Tell how much headers and footers hold."""
        self._writer.omit("header", len("".join("".join(self._headers).split())), "各页")

"""Collects the source text and the raw blocks of a file that is no plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from report_kit.document.invisible import visible
from report_kit.document.limits import refuse_too_many_blocks
from report_kit.document.model import Document, ParagraphKind
from report_kit.document.omissions import OmissionKind
from report_kit.document.structure import (
    RawBlock,
    RawCell,
    RawOmission,
    RawParagraph,
    RawTable,
    build_document,
    classify,
)
from report_kit.errors import InputError

# A longer paragraph in a heading's clothes is checked as prose.
_LONGEST_HEADING = 60
_HAN_END = re.compile(r"[\u3400-\u9fff（）、，“‘《〈]$")
_HAN_START = re.compile(r"[\u3400-\u9fff（）、，”’》〉]")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)、是]|第[一二三四五六七八九十百]+条")


@dataclass(frozen=True, slots=True)
class GridText:
    """The text of a cell and the place it takes in the grid of its table."""

    text: str
    column: int
    rowspan: int = 1
    colspan: int = 1


class SourceWriter:
    """Writes blocks one after the other: a paragraph is a line, cells are parted by tabs, rows are lines."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._chunks: list[str] = []
        self._length = 0
        self._blocks: list[RawBlock] = []
        self._omissions: list[RawOmission] = []
        self._pages: list[int] = []

    @property
    def empty(self) -> bool:
        """Nothing but blanks was written."""
        return not any(visible(chunk).strip() for chunk in self._chunks)

    def paragraph(
        self, text: str, *, kind: ParagraphKind = "body", level: int = 0, indented: bool = False
    ) -> None:
        """Write one paragraph; nothing when it is blank."""
        text = text.strip()
        if not visible(text).strip():
            return
        start = self._write(text)
        self._write("\n")
        too_long = len(text) > _LONGEST_HEADING or "。" in text[:-1]
        body = kind == "body" or too_long
        self._add(RawParagraph(start, start + len(text), *(("body", 0) if body else (kind, level)), indented))

    def table(self, rows: Sequence[Sequence[GridText]]) -> None:
        """Write one table; rows without a cell of their own keep their place."""
        if not any(rows):
            return
        done: list[tuple[RawCell, ...]] = []
        for row in rows:
            cells = []
            for number, cell in enumerate(row):
                self._write("\t" if number else "")
                start = self._write(cell.text)
                cells.append(RawCell(start, start + len(cell.text), cell.rowspan, cell.colspan))
            done.append(tuple(cells))
            self._write("\n")
        self._write("\n")
        columns = tuple(tuple(cell.column for cell in row) for row in rows)
        self._add(RawTable(tuple(done), columns))

    def omit(self, kind: OmissionKind, size: int = 1, place: str = "") -> None:
        """Record that something of the file is not written here.

        Args:
            kind: what it is.
            size: characters without blanks, or how many; nothing is recorded for 0.
            place: where, when the text written so far does not say it best (第 2 页).
        """
        if size:
            self._omissions.append(RawOmission(kind, self._length, size, place))

    def page(self, number: int) -> None:
        """Say that what follows stands on the page of this number, or begins there; from 1 on."""
        while len(self._pages) < number:
            self._pages.append(self._length)

    def document(self, *, rejoin: bool) -> Document:
        """Return what was written.

        Raises:
            InputError: ``RK-108``: nothing was.
        """
        source = "".join(self._chunks)
        if self.empty:
            raise InputError("RK-108", "文件里没有文字", where=self._where, remedy="请确认选对了文件")
        blocks = [self._recognised(source, block) for block in self._blocks]
        made = build_document(source, blocks, rejoin=rejoin, path=self._where, omissions=self._omissions)
        return replace(made, pages=tuple(self._pages)) if self._pages else made

    @staticmethod
    def _recognised(source: str, block: RawBlock) -> RawBlock:
        """Recognise by their wording the headings and titles that the file does not mark."""
        if isinstance(block, RawParagraph) and block.kind == "body":
            return classify(source, block.start, block.end, indented=block.indented)
        # A mark sets a heading apart from prose; its indent only moves it.
        return replace(block, indented=False) if isinstance(block, RawParagraph) else block

    def _add(self, block: RawBlock) -> None:
        self._blocks.append(block)
        refuse_too_many_blocks(len(self._blocks), self._where)

    def _write(self, text: str) -> int:
        start = self._length
        self._chunks.append(text)
        self._length += len(text)
        return start


def cell_text(lines: Iterable[str]) -> str:
    """Return the text of a cell on as few lines as it means to have.

    A label broken to fit a narrow column is one label; paragraphs of prose stay lines.
    """
    text = ""
    for line in (line.replace("\t", " ").strip() for line in lines):
        if line and text:
            broken = _HAN_END.search(text) and _HAN_START.match(line) and not _NUMBERED.match(line)
            text += "" if broken else "\n"
        text += line
    return text

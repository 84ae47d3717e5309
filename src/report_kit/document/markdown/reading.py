"""Markdown to blocks of plain text: what is checked and what is printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from report_kit.document.markdown.blocks import (
    Code,
    Heading,
    LeftOut,
    Paragraph,
    Reading,
    Table,
    TableCell,
    TextBlock,
)
from report_kit.document.markdown.places import SourceLines
from report_kit.document.markdown.traced import Traced, TracedBuilder, joined
from report_kit.errors import InputError

if TYPE_CHECKING:
    from markdown_it.token import Token

BULLET = "• "
_TAB = 4


def read_markdown(source: str, *, line_is_paragraph: bool = False, where: str = "") -> Reading:
    """Read Markdown as blocks of plain text.

    Emphasis and links keep their text, tags of HTML are dropped. List items begin with their number or a
    bullet, as they are printed.

    Args:
        source: the Markdown.
        line_is_paragraph: a single line end begins a paragraph, as people mean it who press Enter once;
            otherwise it is no blank beside Han characters and one elsewhere, as Markdown has it.
        where: names the file in errors.

    Raises:
        InputError: ``RK-103`` too much HTML, ``RK-231`` nested too deeply.
    """
    from report_kit.document.markdown.parser import MAX_NESTING, TooDeepError, parser

    known: dict[str, object] = {}
    # The parser would print a sign for it; other controls are left out.
    source = source.replace("\x00", "\x01")
    try:
        tokens = parser().parse(source, known)
        return _Walker(source, line_is_paragraph, where).read(tokens, known)
    except (TooDeepError, RecursionError):
        raise InputError(
            "RK-231",
            f"Markdown 里的引用、列表嵌套超过 {MAX_NESTING // 2} 层",
            where=where,
            remedy="请把嵌套的列表或引用改成平列的段落后再试",
        ) from None


class _Walker:
    def __init__(self, source: str, line_is_paragraph: bool, where: str) -> None:
        self._source = source
        self._lines = SourceLines(source)
        self._split = line_is_paragraph
        self._where = where
        self._blocks: list[TextBlock] = []
        self._left_out: list[LeftOut] = []
        self._lists: list[list[object]] = []  # of each open list the next number (None for bullets)
        self._quotes = 0
        self._marks: list[Traced] = []  # of items whose text has not come yet

    def read(self, tokens: list[Token], known: dict[str, object]) -> Reading:
        number = 0
        while number < len(tokens):
            number = self._token(tokens, number)
        self._unused(tokens, known)
        return Reading(tuple(self._blocks), tuple(sorted(self._left_out, key=lambda item: item.start)))

    @property
    def _depth(self) -> int:
        return self._quotes + max(0, len(self._lists) - 1)

    def _token(self, tokens: list[Token], number: int) -> int:
        """Read what one token begins, and return the number of the next."""
        token = tokens[number]
        match token.type:
            case "heading_open":
                text = self._one_line(tokens[number + 1])
                if text.text:
                    self._blocks.append(Heading(int(token.tag[1:]), self._marked(text)))
                return number + 3
            case "paragraph_open":
                for line in self._inline(tokens[number + 1]):
                    self._blocks.append(Paragraph(self._marked(line), self._depth))
                return number + 3
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                return self._html(tokens, number)
            case "table_open":
                return self._table(tokens, number)
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "bullet_list_open":
                self._lists.append([None])
            case "ordered_list_open":
                self._lists.append([int(token.attrs.get("start", 1))])
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._marks.append(self._item(token))
            case "footnote_reference_open":
                self._marks.append(Traced(f"[{token.meta['label']}] "))
            case "list_item_close" | "footnote_reference_close":
                self._flush()
        return number + 1

    def _item(self, token: Token) -> Traced:
        """Return the mark of a list item; its number stands in the source where no other is meant."""
        current = self._lists[-1]
        if not isinstance(current[0], int):
            return Traced(BULLET)
        written = f"{token.info}{token.markup}"
        shown = f"{current[0]}{token.markup}"
        current[0] += 1
        place = self._lines.mark(written, token.map[0]) if token.map else None
        builder = TracedBuilder()
        builder.add(shown, place if shown == written else None)
        builder.add(" ")
        return builder.traced()

    def _marked(self, text: Traced) -> Traced:
        marks, self._marks = self._marks, []
        return joined([*marks, text]) if marks else text

    def _flush(self) -> None:
        """Print marks without a text of their own on a line."""
        if self._marks:
            self._blocks.append(Paragraph(self._marked(Traced()).strip(), self._depth))

    def _inline(self, token: Token) -> list[Traced]:
        from report_kit.document.markdown.inline import InlineReader

        places = self._lines.places(token.content, token.map[0] if token.map else 0)
        return InlineReader(places, self._split, self._left_out).lines(token.children or [])

    def _one_line(self, token: Token) -> Traced:
        return _joined(self._inline(token), " ")

    def _code(self, token: Token) -> None:
        first = (token.map[0] if token.map else 0) + (token.type == "fence")
        places = self._lines.places(token.content, first)
        builder, position = TracedBuilder(), 0
        for line in token.content.split("\n"):
            builder.add("\n" if position else "")
            column = 0
            for count, piece in enumerate(line.split("\t")):
                if count:
                    blanks = _TAB - column % _TAB
                    builder.add(" " * blanks)
                    column, position = column + blanks, position + 1
                places.add(builder, piece, position)
                column, position = column + len(piece), position + len(piece)
            position += 1
        text = builder.traced()
        end = len(text.text.rstrip())
        start = text.text.rfind("\n", 0, len(text.text) - len(text.text.lstrip())) + 1
        if end:
            self._flush()
            self._blocks.append(Code(text.cut(start, end), self._depth))

    def _html(self, tokens: list[Token], number: int) -> int:
        """Read the pieces of HTML from here on as one: a blank line in a table does not end it."""
        from report_kit.document.markdown.html import read_html

        first = following = number
        while following < len(tokens) and tokens[following].type == "html_block":
            following += 1
        begin = tokens[first].map or [0, 0]
        content, line = "", begin[0]
        for token in tokens[first:following]:
            start = token.map[0] if token.map else line
            content += "\n" * (start - line) + token.content
            line = start + token.content.count("\n")
        found = read_html(self._lines.places(content, begin[0]), self._depth, self._left_out, self._where)
        for block in found:
            if isinstance(block, Paragraph):
                self._blocks.append(Paragraph(self._marked(block.text), block.depth))
            elif isinstance(block, Heading):
                self._blocks.append(Heading(block.level, self._marked(block.text)))
            else:
                self._flush()
                self._blocks.append(block)
        return following

    def _table(self, tokens: list[Token], number: int) -> int:
        self._flush()
        rows: list[tuple[TableCell, ...]] = []
        row: list[Token] = []
        while tokens[number].type != "table_close":
            token = tokens[number]
            if token.type == "inline":
                row.append(token)
            elif token.type == "tr_close":
                rows.append(tuple(self._row(row)))
                row = []
            number += 1
        self._blocks.append(Table(tuple(rows), 1))
        return number + 1

    def _row(self, tokens: list[Token]) -> Iterable[TableCell]:
        from report_kit.document.markdown.inline import InlineReader

        line = tokens[0].map[0] if tokens and tokens[0].map else 0
        places = self._lines.cells([token.content for token in tokens], line)
        for column, (token, place) in enumerate(zip(tokens, places, strict=True)):
            lines = InlineReader(place, self._split, self._left_out).lines(token.children or [])
            yield TableCell(_joined(lines, "\n"), column)

    def _unused(self, tokens: list[Token], known: dict[str, object]) -> None:
        """Note the addresses that no link or image refers to: some are meant as text."""
        used = set()
        waiting = list(tokens)
        while waiting:
            token = waiting.pop()
            used.add(token.meta.get("label"))
            waiting += token.children or []
        references = known.get("references", {})
        assert isinstance(references, dict)
        for label, reference in references.items():
            if label not in used:
                start, end = self._lines.span(*reference["map"])
                text = self._source[start:end].strip()
                self._left_out.append(LeftOut("definition", start, end, text))


def _joined(lines: list[Traced], between: str) -> Traced:
    """Return lines as one text."""
    parts = [part for line in lines for part in (Traced(between), line)]
    return joined(parts[1:])

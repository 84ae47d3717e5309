"""The text of a paragraph, heading or cell: lines without markup, every character with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from report_kit.document.markdown.blocks import LeftOut, LeftOutKind
from report_kit.document.markdown.places import ContentPlaces
from report_kit.document.markdown.traced import Traced, TracedBuilder
from report_kit.document.web.furniture import furniture

# Between these a line end of the source is no blank of the text.
_WIDE = re.compile(r"[^\x00-\u2fff]")
_WIDE_OR_QUOTE = re.compile(r"[^\x00-\u2fff]|[\u2014\u2018\u2019\u201c\u201d\u2026]")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_HIDDEN = re.compile(r"\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# What a reference to no character becomes.
_NO_CHARACTER = "\ufffd"
_STRUCK = frozenset({"del", "s", "strike"})
_EMPTY = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"})


def image_text(description: str) -> str:
    """Return what stands for an image in the text."""
    description = " ".join(description.split())
    return f"［图片：{description}］" if description else "［图片］"


class InlineReader:
    """Reads the inline tokens of one block.

    Args:
        places: of the block's content.
        line_is_paragraph: a single line end begins a line, not only a hard break.
        left_out: takes what is not in the text.
    """

    def __init__(self, places: ContentPlaces, line_is_paragraph: bool, left_out: list[LeftOut]) -> None:
        self._places = places
        self._split = line_is_paragraph
        self._left_out = left_out
        self._builders = [TracedBuilder()]
        self._soft = False
        self._ends: dict[int, int] = {}

    def lines(self, tokens: list[Token]) -> list[Traced]:
        """Return the lines that are not blank."""
        self._ends = dict(_ends(tokens))
        number = 0
        while number < len(tokens):
            number = self._token(tokens, number)
        lines = (builder.traced().strip() for builder in self._builders)
        return [line for line in lines if line.text]

    def _token(self, tokens: list[Token], number: int) -> int:
        """Read one token and return the number of the next."""
        token = tokens[number]
        place = token.meta.get("at", -1)
        match token.type:
            case "text":
                # Before the text of a bare address in brackets stands the bracket.
                auto = number > 0 and tokens[number - 1].info == "auto" and tokens[number - 1].nesting == 1
                self._add(token.content, place + 1 if auto else place)
            case "text_special":
                if token.info == "entity" and token.content == _NO_CHARACTER:
                    return number + 1
                escaped = token.info == "escape" and token.content != token.markup
                self._add(token.content, place + 1 if escaped else place)
            case "code_inline":
                self._code(token, place)
            case "hardbreak":
                self._break()
            case "softbreak":
                self._soft = True
                if self._split:
                    self._break()
            case "image":
                self._image(token, place)
            case "footnote_ref":
                label = token.meta["label"]
                self._add("[", place)
                self._add(label + "]", place + 2)
            case "html_inline":
                return self._html(tokens, number)
        return number + 1

    def _add(self, text: str, place: int) -> None:
        if not text:
            return
        builder = self._builders[-1]
        before = builder.last
        if self._soft and before and not _closes_up(before, text[0]):
            builder.add(" ")
        self._soft = False
        self._places.add(builder, text, place)

    def _break(self) -> None:
        self._soft = False
        self._builders.append(TracedBuilder())

    def _code(self, token: Token, place: int) -> None:
        """Add code, whose line ends have become blanks."""
        start = place + len(token.markup)
        written = self._places.content[start : start + len(token.content) + 1].replace("\n", " ")
        if not written.startswith(token.content):
            start += 1  # the blank that may stand beside the marks
        position = start
        for line in self._places.content[start : start + len(token.content)].split("\n"):
            self._add(line, position)
            position += len(line) + 1
            if position <= start + len(token.content):
                self._add(" ", -1)

    def _image(self, token: Token, place: int) -> None:
        description = "".join(_plain(token.children or []))
        text = image_text(description)
        at = text.find(description) if description else -1
        if at < 0:
            self._add(text, -1)
        else:
            self._add(text[:at], -1)
            self._add(description, place + 2)
            self._add(text[at + len(description) :], -1)
        self._leave_out("image", place, place + 2 + len(token.content), description)

    def _html(self, tokens: list[Token], number: int) -> int:
        token = tokens[number]
        source, place = token.content, token.meta["at"]
        tag = _TAG.match(source)
        name = tag[2].lower() if tag else ""
        if source.startswith("<!--"):
            self._leave_out("comment", place, place + len(source), source)
        elif name == "br":
            self._break()
        elif name == "img":
            alt = _ALT.search(source)
            description = next(filter(None, alt.groups()), "") if alt else ""
            self._add(image_text(description), -1)
            self._leave_out("image", place, place + len(source), description)
        elif tag and not tag[1]:
            never = name in furniture().tags
            if never or name in _STRUCK or _HIDDEN.search(source):
                kind: LeftOutKind = "html" if never else "struck" if name in _STRUCK else "hidden"
                return self._skip(tokens, number, name, kind)
        return number + 1

    def _skip(self, tokens: list[Token], number: int, name: str, kind: LeftOutKind) -> int:
        """Leave out an element; without an end it is only a tag, so that no text is lost."""
        last = number if name in _EMPTY else self._ends.get(number, number)
        start, end = tokens[number].meta["at"], tokens[last].meta["at"] + len(tokens[last].content)
        self._leave_out(kind, start, end, self._places.content[start:end])
        return last + 1

    def _leave_out(self, kind: LeftOutKind, start: int, end: int, text: str) -> None:
        low, high = self._places.span(start, end)
        self._left_out.append(LeftOut(kind, low, high, text))


def _ends(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Yield for each tag that is closed its number and that of its end."""
    opened: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        if tag and not tag[1]:
            opened.setdefault(tag[2].lower(), []).append(number)
        elif tag and opened.get(tag[2].lower()):
            yield opened[tag[2].lower()].pop(), number


def _plain(tokens: list[Token]) -> Iterator[str]:
    """Yield the plain text of an image's description."""
    for token in tokens:
        if token.type in ("text", "text_special", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.children:
            yield from _plain(token.children)


def _closes_up(before: str, after: str) -> bool:
    """Say whether a line end between two characters is no blank: beside Han characters and their marks."""
    if _WIDE.match(before) or _WIDE.match(after) or after.isspace() or before.isspace():
        return True
    return bool(_WIDE_OR_QUOTE.match(before) and _WIDE_OR_QUOTE.match(after))

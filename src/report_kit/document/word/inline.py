"""The text of one Word paragraph: runs, breaks, tabs, tracked changes, fields, text boxes.

What is not read is recorded in the line it stands in (``Traced.gaps``): hidden, struck and deleted text,
pictures, and marks of notes, which must not grow onto a figure (5¹件 is 5件).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from report_kit.document.invisible import visible
from report_kit.document.omissions import OmissionKind
from report_kit.document.word.looks import PAGE, PLAIN, Look, Looks
from report_kit.document.word.symbols import PRIVATE, UNKNOWN, is_symbol_font, symbol
from report_kit.document.word.traced import Traced
from report_kit.document.word.xml import Element, attribute, child, is_on, number, tag

# Properties and field codes are not part of the text.
_SKIPPED = {"pPr", "rPr", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "sectPr", "rubyPr", "txbxContent"}
_BREAKS = {"br", "cr"}
_TABS = {"tab", "ptab"}
_THINGS: dict[str, OmissionKind] = {
    "blip": "image", "imagedata": "image", "contentPart": "image", "chart": "chart", "relIds": "smartart",
    "object": "ole", "subDoc": "altchunk",
}  # fmt: skip
_DRAWINGS = {"drawing", "pict", "object", "AlternateContent"}
_XML_SPACE = re.compile(r"[\t\r\n]")
_SPACE = re.compile(r"\s+")
# What a raised text is made of when it points to a note; any other is read as text.
_NOTE_MARK = re.compile(r"[\d\[\]()（）〔〕【】,，、~*※†‡§①-⑳注\s\-–—]+")
# Behind these a raised figure is an exponent: m², 10⁴.
_BASE = re.compile(r"[A-Za-zα-ωΑ-Ω㎜-㏕)]$|[×xX*·]\s*10$")
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_DIGIT = re.compile(r"\d$")


@dataclass
class Inline:
    """The lines of a paragraph (parted by breaks inside it), the text boxes and the marks of notes in it."""

    lines: list[Traced] = field(default_factory=lambda: [Traced()])
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)

    @property
    def line(self) -> Traced:
        """The last line, which is written to."""
        return self.lines[-1]


class InlineReader:
    """Reads the paragraphs of one file in their order.

    Args:
        looks: of the runs; every run counts as plain when omitted.
        comments: characters of each comment, by its id.
    """

    def __init__(self, looks: Looks | None = None, comments: Mapping[str, int] | None = None) -> None:
        self._looks = looks or Looks()
        self._comments = comments or {}
        # For each field that is open: is this its result (and not its code)?
        self._fields: list[bool] = []
        self._style, self._ground = "", PAGE

    def read(self, paragraph: Element, ground: str = PAGE) -> Inline:
        """Return the visible text of a paragraph: insertions kept, deletions dropped.

        Args:
            paragraph: a ``w:p``.
            ground: the colour behind it.
        """
        inline = Inline()
        properties = child(paragraph, "pPr")
        self._style = attribute(child(properties, "pStyle"), "val") or ""
        self._ground = self._looks.ground(properties, self._style, ground)
        self._walk(paragraph, inline, PLAIN)
        # A code never goes on in another paragraph; a file that says so is broken, its text is not.
        if not all(self._fields):
            self._fields.clear()
        return inline

    def _walk(self, element: Element, inline: Inline, look: Look) -> None:
        for inner in element:
            name = tag(inner)
            if name == "t":
                self._text(inner, inline, look)
            elif name == "r":
                self._run(inner, inline, look)
            elif name in _SKIPPED or not name:
                if name == "txbxContent":
                    inline.boxes.append(inner)
            elif name in ("del", "moveFrom"):
                inline.line.omit("deleted", text_size(inner))
            elif name == "rt":
                inline.line.omit("ruby", text_size(inner))
            elif name in _DRAWINGS and (look.hidden or _is_undrawn(inner)) and text_size(inner):
                inline.line.omit("hidden", text_size(inner))
            elif name in _THINGS:
                inline.line.omit(_THINGS[name])
            elif name == "textpath":
                inline.line.omit("wordart", size_of(attribute(inner, "string") or ""))
            elif name in _BREAKS:
                if not look.hidden:
                    inline.lines.append(Traced())
            elif name in ("footnoteReference", "endnoteReference"):
                inline.notes.append(inner)
                if is_on_attribute(inner, "customMarkFollows"):
                    look = Look(look.hidden, look.struck, "mark")
            elif name == "commentReference":
                inline.line.omit("comment", self._comments.get(attribute(inner, "id") or "", 0))
            elif name == "fldChar":
                self._field(inner, inline)
            elif name in ("sup", "sub", "den") and "/math" in inner.tag:
                self._formula(name, inner, inline, look)
            elif name == "Fallback" and child(element, "Choice") is not None:
                continue  # the same text box again, for older programs
            elif not self._sign(name, inner, inline, look):
                self._walk(inner, inline, look)

    def _run(self, run: Element, inline: Inline, around: Look) -> None:
        properties = child(run, "rPr")
        look = self._looks.of(properties, self._style, self._ground)
        self._walk(run, inline, around if around.hidden else look)

    def _text(self, element: Element, inline: Inline, look: Look) -> None:
        text = _XML_SPACE.sub(" ", element.text or "")
        if not self._seen(text, inline, look):
            return
        if PRIVATE.search(text):
            font = _symbol_font(element.getparent())
            text = "".join((PRIVATE.match(c) and symbol(font, ord(c))) or c for c in text)
        line = inline.line
        if look.raised in ("superscript", "mark"):
            is_exponent = look.raised == "superscript" and _BASE.search(visible(line.tail(8)))
            if look.raised == "mark" or (_NOTE_MARK.fullmatch(text) and not is_exponent):
                line.omit("mark", size_of(text))
                return
            if is_exponent:
                text = text.translate(_SUPERSCRIPTS)
        elif look.raised == "subscript" and _DIGIT.search(visible(line.tail(8))):
            text = text.translate(_SUBSCRIPTS)
        line.add(text, element)

    def _seen(self, text: str, inline: Inline, look: Look) -> bool:
        """Say whether a text of this look is read; where it is not, record that."""
        kind: OmissionKind | None = None
        if look.hidden:
            kind = "hidden"
        elif not all(self._fields):
            kind = "field"
        elif look.struck:
            kind = "struck"
        if kind is not None:
            inline.line.omit(kind, size_of(text))
        return kind is None

    def _sign(self, name: str, element: Element, inline: Inline, look: Look) -> bool:
        """Take in an element that stands for one character; false when it is none."""
        if name in _TABS:
            sign = "\t"
        elif name == "noBreakHyphen":
            sign = "-"
        elif name == "sym":
            sign = _symbol(element)
        else:
            return False
        if self._seen(sign, inline, look):
            inline.line.add(sign, element)
            if sign == UNKNOWN:
                inline.line.omit("symbol")
        return True

    def _formula(self, name: str, element: Element, inline: Inline, look: Look) -> None:
        """Take in a part of a formula that would grow onto the figure before it."""
        if name == "den":
            inline.line.extend("/")
            self._walk(element, inline, look)
            return
        table = _SUPERSCRIPTS if name == "sup" else _SUBSCRIPTS
        for text in element.iter("{*}t"):
            if self._seen(text.text or "", inline, look):
                inline.line.add((text.text or "").translate(table), text)

    def _field(self, element: Element, inline: Inline) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            if all(self._fields):
                inline.line.extend(_form_field(child(element, "ffData")))
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def read_inline(paragraph: Element) -> Inline:
    """Return the visible text of a paragraph by itself, without the looks that styles give it."""
    return InlineReader().read(paragraph)


def size_of(text: str) -> int:
    """Return how many characters of a text are seen: blanks and invisible ones are not."""
    return len(_SPACE.sub("", visible(text)))


def text_size(element: Element) -> int:
    """Return how many characters an element holds, deleted ones included."""
    size = 0
    for inner in element:
        name = tag(inner)
        if name in ("t", "delText"):
            size += size_of(inner.text or "")
        elif name == "sym" or name == "noBreakHyphen":
            size += 1
        elif name not in ("", "Fallback") or (name and child(element, "Choice") is None):
            size += text_size(inner)
    return size


def is_on_attribute(element: Element, name: str) -> bool:
    """Say whether an attribute with the local name ``name`` is there and not switched off."""
    return attribute(element, name) not in (None, "0", "false", "off")


def _is_undrawn(element: Element) -> bool:
    """Say whether a drawing is switched off (in Word's list of objects)."""
    return any(is_on_attribute(inner, "hidden") for inner in element.iter("{*}docPr"))


def _symbol_font(run: Element) -> str:
    """Return the symbol font of a run; empty where none is stated."""
    fonts = child(run, "rPr", "rFonts")
    stated = (attribute(fonts, name) or "" for name in ("ascii", "hAnsi", "eastAsia", "cs"))
    return next(filter(is_symbol_font, stated), "")


def _form_field(data: Element | None) -> str:
    """Return what a form field shows that has no text in the file: a box to tick, a choice."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        ticked = child(box, "checked")
        return "☑" if is_on(ticked if ticked is not None else child(box, "default")) else "□"
    if choices is not None:
        entries = [attribute(entry, "val") or "" for entry in choices if tag(entry) == "listEntry"]
        chosen = child(choices, "result")
        index = number(chosen if chosen is not None else child(choices, "default"))
        return entries[index] if index < len(entries) else ""
    return ""


def _symbol(element: Element) -> str:
    try:
        code = int(attribute(element, "char") or "", 16)
    except ValueError:
        return UNKNOWN
    if 0x100 <= code < 0xE000:  # an ordinary character in a font of its own
        return chr(code)
    return symbol(attribute(element, "font") or "", code) or UNKNOWN

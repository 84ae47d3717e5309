"""The headings of a form, and which of them a printed line is: by number and wording, slips allowed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from report_kit.document import Paragraph
from report_kit.forms.form import Form, Section

_NUMBER = "[一二三四五六七八九十]{1,3}"
_LEVEL_1 = re.compile(rf"({_NUMBER})\s*[、.．]\s*([^。；]{{1,40}})")
_LEVEL_2 = re.compile(
    rf"[（(]\s*({_NUMBER})\s*[）)]\s*([^。：:；]{{1,25}}?)\s*(?:([。：]|:(?![\d/]))|$|(?=[，,；]))"
)
_LEVEL_2_LONG = re.compile(
    rf"[（(]\s*({_NUMBER})\s*[）)]\s*([^。：:；，,\d]{{2,16}}[，,][^。：:；，,\d]{{2,16}})"
)
"""A heading that holds a comma, and no stop: （三）完善公开制度规范，加强政府信息管理."""
_GLUED = re.compile(rf"({_NUMBER})\s*[、.．]\s*\S")
_TITLE = re.compile(rf"(?:({_NUMBER})\s*[、.．]|[（(]({_NUMBER})[）)])?\s*(.*)", re.S)
_LONGEST = 60
_ALIKE = 0.6
_ALIKE_ELSEWHERE = 0.85
"""How much alike the wordings must be: under the form's own number, and under another."""


def squeeze(text: str) -> str:
    """Reduce a label to what identifies it: Han characters, letters and digits, widths unified."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def numbered(text: str) -> tuple[str, str] | None:
    """Return number and squeezed words of a line that may be a heading of level 1 (一、…)."""
    match = _LEVEL_1.fullmatch(text.strip())
    return (match[1], squeeze(match[2])) if match else None


@dataclass(frozen=True, slots=True)
class Entry:
    """A section with the number and the words of its title, the words also squeezed."""

    section: Section
    number: str
    words: str
    plain: str


class Outline:
    """The headings of one form."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._top = [_entry(section) for section in form.sections if section.level == 1]
        self._exact = {entry.number + entry.plain: entry for entry in reversed(self._top)}
        self._known: dict[tuple[str, str], Section | None] = {}

    @cached_property
    def _below(self) -> dict[str, list[Entry]]:
        """The sections of level 2, by the section of level 1 they stand below."""
        found: dict[str, list[Entry]] = {}
        top = ""
        for section in self.form.sections:
            if section.level == 2:
                found.setdefault(top, []).append(_entry(section))
            else:
                top = section.id
        return found

    @property
    def has_plain(self) -> bool:
        """Whether the form prints a heading of level 1 without a number."""
        return any(not entry.number for entry in self._top)

    def top(self, text: str) -> Section | None:
        """Return the section whose heading ``text`` is, exactly or with a slip in the wording."""
        found = numbered(text)
        if found:
            return self.top_of(*found)
        # A heading that the form prints without a number must be printed as the form has it.
        entry = self._exact.get(squeeze(text)) if len(text) <= _LONGEST else None
        return entry.section if entry and not entry.number else None

    def top_of(self, number: str, words: str) -> Section | None:
        """Return the section of a heading in its two parts, as ``numbered`` gives them."""
        exact = self._exact.get(number + words)
        if exact:
            return exact.section
        if (number, words) not in self._known:
            self._known[number, words] = self._alike(number, words)
        return self._known[number, words]

    def _alike(self, number: str, words: str) -> Section | None:
        best: Entry | None = None
        most = 0.0
        for entry in self._top:
            matcher = SequenceMatcher(None, words, entry.plain, autojunk=False)
            # The bounds are cheap, and most lines are like none.
            for likeness in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio):
                if (found := likeness()) < _ALIKE or found <= most:
                    break
            else:
                best, most = entry, found
        if best is None:
            return None
        return best.section if most >= (_ALIKE if best.number == number else _ALIKE_ELSEWHERE) else None

    def glued(self, text: str) -> tuple[Section, int] | None:
        """Return the section whose heading a paragraph begins with, prose glued on behind, and its end."""
        begins = _GLUED.match(text)
        entry = next((e for e in self._top if begins and e.number == begins[1]), None)
        if entry is None:
            return None
        words = r"\s*".join(map(re.escape, entry.words))
        match = re.match(rf"{entry.number}\s*[、.．]\s*{words}(?=\s*[^\s、，,；;。：:和及])", text)
        return (entry.section, match.end()) if match else None

    def below(self, top: str, paragraph: Paragraph) -> tuple[Section, int] | None:
        """Return the section of level 2 below ``top`` that a paragraph opens, and where its heading ends."""
        entries = self._below.get(top)
        found = second(paragraph) if entries else None
        if not entries or not found:
            return None
        number, words, end = found
        for entry in entries:
            if entry.number == number and _says(entry, words):
                return entry.section, end
        return None


def second(paragraph: Paragraph) -> tuple[str, str, int] | None:
    """Return number, words and end of a heading of level 2 (（一）…) that a paragraph opens with."""
    whole = _LEVEL_2_LONG.fullmatch(paragraph.text)
    if whole and (whole[2].count("，") == 1 or paragraph.kind == "heading"):
        return whole[1], whole[2], paragraph.end
    match = _LEVEL_2.match(paragraph.text)
    if not match or not (match[3] or match.end() == len(paragraph.text)):
        return None
    return match[1], match[2], paragraph.start + match.end()


def _says(entry: Entry, words: str) -> bool:
    if entry.section.keywords:
        return any(key in words for key in entry.section.keywords)
    plain = squeeze(words)
    return plain == entry.plain or SequenceMatcher(None, plain, entry.plain, autojunk=False).ratio() >= _ALIKE


def _entry(section: Section) -> Entry:
    match = _TITLE.fullmatch(section.title)
    assert match is not None
    return Entry(section, match[1] or match[2] or "", match[3], squeeze(match[3]))


@lru_cache(maxsize=32)
def outline_of(form: Form) -> Outline:
    """Return the headings of a form (made once)."""
    return Outline(form)

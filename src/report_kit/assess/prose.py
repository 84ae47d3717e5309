"""Sentences whose every figure and name is bound, as prose of a report is: ``{{总体.条数}}``."""

from __future__ import annotations

from dataclasses import dataclass, field

from report_kit.export.blocks import Block, Heading, Paragraph, Title
from report_kit.forms.binding import Resolved, resolve

_BRACES = str.maketrans("{}｛｝", "（）（）")


@dataclass
class Prose:
    """The figures of a document by name, and its sentences.

    A sentence is written with names in double braces; whatever comes from the data stands behind a name, so
    no figure is typed, and each can be asked for.
    """

    figures: dict[str, str] = field(default_factory=dict)
    said: list[Resolved] = field(default_factory=list)

    def bind(self, name: str, value: object) -> str:
        """Bind a value to a name and return what stands for it in a sentence.

        A name that is taken by another value gets a number: two units may have one name only once.
        """
        name, text = name.translate(_BRACES), str(value).translate(_BRACES).replace("\n", " ")
        own, number = name, 2
        while self.figures.get(own, text) != text:
            own, number = f"{name}.{number}", number + 1
        self.figures[own] = text
        return f"{{{{{own}}}}}"

    def text(self, sentence: str) -> str:
        """Return a sentence with its figures; raises ``KeyError`` for a name that is not bound."""
        resolved = resolve(sentence, self.figures.__getitem__, strict=True)
        self.said.append(resolved)
        return resolved.text

    def paragraph(self, sentence: str, *, flush: bool = False) -> Block:
        """Return a paragraph."""
        return Paragraph(self.text(sentence), flush=flush)

    def heading(self, level: int, sentence: str) -> Block:
        """Return a heading."""
        return Heading(level, self.text(sentence))

    def title(self, sentence: str) -> Title:
        """Return the title."""
        return Title(self.text(sentence))

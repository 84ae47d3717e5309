"""Read the comments of a Word file back: their words, and their passages before and after our changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from report_kit.document.word.container import Package, open_package
from report_kit.document.word.inline import read_inline
from report_kit.document.word.xml import Element, attribute, child, tag

_SKIPPED = {"pPr", "rPr", "instrText", "rt", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "trPr", "tcPr"}
_NEW, _OLD = {"ins", "moveTo"}, {"del", "moveFrom"}


@dataclass
class Comment:
    """One comment.

    Args:
        text: its lines.
        author: who wrote it.
        done: someone has marked it as resolved (解决).
        before: the passage without the tracked changes of the comment's author.
        after: the passage with all tracked changes made.
        pending: a change of the comment's author in the passage waits to be accepted or rejected.
        start: where the passage begins in ``WordText.before``.
    """

    text: str
    author: str
    done: bool = False
    before: str = ""
    after: str = ""
    pending: bool = False
    start: int = 0


@dataclass
class WordText:
    """The text of a file with its comments.

    Args:
        comments: in the order in which they begin.
        before: the text without tracked changes by the authors of comments.
        after: the text with all tracked changes made.
    """

    comments: list[Comment]
    before: str
    after: str


def read_comments(path: Path) -> WordText:
    """Read a Word file with its comments; raises ``InputError`` like ``open_package``."""
    with open_package(path) as package:
        document = package.document()
        comments = _comments(package)
    walk = _Walk(comments)
    walk.read(document, "")
    ordered = [comments[key] for key in walk.order]
    ordered += [comment for key, comment in comments.items() if key not in walk.order]
    return WordText(ordered, "".join(walk.before), "".join(walk.after))


def _comments(package: Package) -> dict[str, Comment]:
    name = package.related("comments")
    done = _done(package)
    found = {}
    for element in package.parse(name) if name else ():
        if tag(element) == "comment":
            paragraphs = list(element.iter("{*}p"))
            lines = [line.text for paragraph in paragraphs for line in read_inline(paragraph).lines]
            resolved = any(attribute(paragraph, "paraId") in done for paragraph in paragraphs)
            author = attribute(element, "author") or ""
            found[attribute(element, "id") or ""] = Comment("\n".join(lines), author, resolved)
    return found


def _done(package: Package) -> set[str | None]:
    name = package.related("commentsExtended")
    extended = package.parse(name) if name else ()
    return {
        attribute(element, "paraId") for element in extended if attribute(element, "done") in ("1", "true")
    }


@dataclass
class _Walk:
    """Goes through a document in order, with the comments that are open."""

    comments: dict[str, Comment]
    order: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _length: int = 0

    def __post_init__(self) -> None:
        self._authors = {comment.author for comment in self.comments.values()}

    def read(self, element: Element, change: str, author: str = "") -> None:
        """Take in an element; ``change`` is ``ins`` or ``del`` inside a tracked change of ``author``."""
        for inner in element:
            name = tag(inner)
            if name in ("commentRangeStart", "commentRangeEnd"):
                self._mark(attribute(inner, "id") or "", begins=name == "commentRangeStart")
            elif name in _NEW | _OLD:
                self.read(inner, "ins" if name in _NEW else "del", attribute(inner, "author") or "")
            elif name in ("t", "delText"):
                self._text(inner.text or "", change, author)
            elif name in ("tab", "ptab"):
                self._text("\t", change, author)
            elif name in ("br", "cr"):
                self._text("\n", change, author)
            elif name == "noBreakHyphen":
                self._text("-", change, author)
            elif name == "Fallback" and child(element, "Choice") is not None:
                continue
            elif name and name not in _SKIPPED:
                self.read(inner, change, author)
                if name == "p":
                    self._text("\n", change, author)

    def _mark(self, key: str, *, begins: bool) -> None:
        if key in self.comments and begins:
            self._open.append(key)
            self.order.append(key)
            self.comments[key].start = self._length
        elif key in self._open:
            self._open.remove(key)

    def _text(self, text: str, change: str, author: str) -> None:
        ours = author in self._authors
        # Changes of others count as made: this is how the text was read when it was checked.
        in_before = change == "del" if ours and change else change != "del"
        if in_before:
            self.before.append(text)
            self._length += len(text)
        if change != "del":
            self.after.append(text)
        for key in self._open:
            comment = self.comments[key]
            comment.pending |= bool(change) and author == comment.author
            comment.before += text if in_before else ""
            comment.after += text if change != "del" else ""

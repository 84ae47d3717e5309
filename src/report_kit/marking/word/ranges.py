"""Comments in the text: where each begins and ends, among split runs and tracked changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from report_kit.document.word.xml import Element, attribute, tag
from report_kit.marking.word.anchors import Stretch, host
from report_kit.marking.word.changes import Change
from report_kit.marking.word.comments import namespace
from report_kit.marking.word.runs import Runs, outermost
from report_kit.proofread.findings.finding import Finding


@dataclass
class Note:
    """One comment to be written.

    Args:
        finding: what it says.
        stretches: the passage; one empty stretch for a place between two characters; none for an empty line.
        exact: the passage is just what the finding is about.
        paragraph: where to hang it when there are no stretches.
        place: what the finding is about when it is not in the body (页眉, 脚注).
        changes: the fix as tracked changes.
        made: their elements, once written.
    """

    finding: Finding
    stretches: list[Stretch]
    exact: bool
    paragraph: Element | None = None
    place: str = ""
    changes: tuple[Change, ...] = ()
    made: list[Element] = field(default_factory=list)

    @property
    def is_point(self) -> bool:
        """Say whether the passage is a place between two characters."""
        first = self.stretches[0]
        return len(self.stretches) == 1 and first.start == first.end and first.anchor.splittable


def split_runs(notes: Iterable[Note]) -> Runs:
    """Split the runs at the edges of all passages and changes."""
    runs = Runs()
    for note in notes:
        changed = [stretch for change in note.changes for stretch in change.stretches]
        for stretch in [*note.stretches, *changed]:
            if tag(stretch.anchor.element) == "r":
                runs.want(stretch.anchor.element, stretch.start)
                runs.want(stretch.anchor.element, stretch.end)
    runs.split()
    return runs


def write_range(note: Note, key: str, runs: Runs) -> None:
    """Write the beginning, the end and the mark of the comment with the id ``key``."""
    begin, end, reference = _marks(note, key)
    if not note.stretches:
        if note.paragraph is not None:
            host(note.paragraph).extend((begin, end, reference))
        return
    first, last = _edges(note, runs)
    if first is not None:
        first.addprevious(begin)
    if last is not None:
        _past_marks(last).addnext(end)
    if first is None and last is not None:
        end.addprevious(begin)
    elif last is None:
        begin.addnext(end)
    field = _end_of_field(end)
    (end if field is None else _past_marks(field)).addnext(reference)


def _edges(note: Note, runs: Runs) -> tuple[Element | None, Element | None]:
    """Return what a comment begins before and ends after; for a place between characters only one of them.

    A comment goes round the changes that it explains.
    """
    first, last = note.stretches[0], note.stretches[-1]
    if not note.is_point:
        begin = outermost(runs.between(first.anchor.element, first.start, first.end)[0])
        end = outermost(runs.between(last.anchor.element, last.start, last.end)[-1])
        return _among(note.made, begin, forward=False), _among(note.made, end, forward=True)
    if note.made:
        return note.made[0], note.made[-1]
    run = first.anchor.element
    if first.start:
        return None, outermost(runs.between(run, 0, first.start)[-1])
    return outermost(runs.between(run, 0, runs.length(run))[0]), None


def _among(made: list[Element], edge: Element, *, forward: bool) -> Element:
    """Return the outermost of the changes that stand right beside ``edge``, or ``edge``."""
    element = edge
    while element is not None:
        if element in made:
            edge = element
        elif element is not edge and not _is_mark(element):
            break
        element = element.getnext() if forward else element.getprevious()
    return edge


def _past_marks(element: Element) -> Element:
    """Return the last of the ends of comments after ``element``, so that they stand in their order."""
    following = element.getnext()
    while following is not None and _is_mark(following) and tag(following) != "commentRangeStart":
        element, following = following, following.getnext()
    return element


def _end_of_field(mark: Element) -> Element | None:
    """Return the run that ends the field whose result ``mark`` stands in, if it does.

    The mark of a comment goes behind it: Word makes the result anew, and LibreOffice drops what is in it.
    """
    paragraph = next(node for node in mark.iterancestors() if tag(node) == "p")
    behind, depth = False, 0
    for element in paragraph.iter():
        behind |= element is mark
        if not behind or tag(element) != "fldChar":
            continue
        kind = attribute(element, "fldCharType")
        if kind == "end" and depth == 0:
            return element.getparent()
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
    return None


def _is_mark(element: Element) -> bool:
    if tag(element) == "r":
        return any(tag(inner) == "commentReference" for inner in element)
    return tag(element) in ("commentRangeStart", "commentRangeEnd")


def _marks(note: Note, key: str) -> tuple[Element, Element, Element]:
    from lxml import etree

    w = namespace(note.stretches[0].anchor.paragraph if note.stretches else note.paragraph)

    def make(name: str) -> Element:
        return etree.Element(w + name, {w + "id": key}, nsmap={"w": w[1:-1]})

    run = etree.Element(w + "r", nsmap={"w": w[1:-1]})
    run.append(make("commentReference"))
    return make("commentRangeStart"), make("commentRangeEnd"), run

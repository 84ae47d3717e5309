"""What a Word file holds beside its body: notes by their marks, comments, page headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.document.structure import RawOmission
from report_kit.document.word.container import Package, WordParts
from report_kit.document.word.inline import read_inline, size_of, text_size
from report_kit.document.word.xml import Element, attribute, tag

_PAGES = (("headerReference", "页眉"), ("footerReference", "页脚"))
# “第 1 页 共 5 页”, “— 1 —”: numbers of pages are no text.
_PAGE_NUMBER = re.compile(r"[\d\s第页共/／,，|.·\-–—－_~]*|page\s*\d*(?:\s*of\s*\d*)?", re.IGNORECASE)


def notes_of(parts: WordParts) -> dict[tuple[str, str], Element]:
    """Return the footnotes and endnotes by the name of their mark and their id, separators left out."""
    return {
        (f"{kind}Reference", attribute(note, "id") or ""): note
        for kind, part in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
        for note in (part if part is not None else ())
        if tag(note) == kind and attribute(note, "type") in (None, "normal")
    }


def comment_sizes(parts: WordParts) -> dict[str, int]:
    """Return the number of characters of each comment by its id."""
    comments = parts.comments if parts.comments is not None else ()
    return {attribute(comment, "id") or "": text_size(comment) for comment in comments}


def page_omissions(package: Package, document: Element) -> list[RawOmission]:
    """Return what stands in page headers and footers; numbers of pages do not count."""
    return [RawOmission("header", 0, size, place) for place, size in _pages(package, document)]


def _pages(package: Package, document: Element) -> Iterator[tuple[str, int]]:
    references = [(element, place) for name, place in _PAGES for element in document.iter("{*}" + name)]
    if not references or package.relations not in package.names:
        return
    targets = {
        attribute(relation, "Id"): package.resolve(attribute(relation, "Target") or "")
        for relation in package.parse(package.relations)
    }
    seen: set[tuple[str, str]] = set()
    for reference, place in references:
        part = targets.get(attribute(reference, "id"), "")
        if part not in package.names:
            continue
        for paragraph in package.parse(part).iter("{*}p"):
            text = "".join(line.text for line in read_inline(paragraph).lines)
            # The odd, even and first pages mostly bear the same words.
            if (place, text) not in seen and not _PAGE_NUMBER.fullmatch(text):
                seen.add((place, text))
                yield place, size_of(text)

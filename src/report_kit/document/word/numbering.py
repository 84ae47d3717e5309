"""Automatic numbers: “一、” typed by Word is not in the paragraph's text and is made again here.

Lists that share a definition share their counters; a list that states a start of its own begins again
where it is first used (ECMA-376 part 1, 17.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from report_kit.document.word.formats import chinese_number, format_number
from report_kit.document.word.xml import Element, attribute, child, children, is_on, number, tag

__all__ = ["Numbering", "chinese_number", "format_number"]

_PLACEHOLDER = re.compile(r"%([1-9])")
# The picture of “custom”: 001, 002, 003, ...
_PADDED = re.compile(r"0*1(?=[,，])")
_MEANT = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    text: str = ""
    start: int = 1
    width: int = 0
    restart: int | None = None
    legal: bool = False
    hidden: bool = False

    def shown(self, value: int, *, legal: bool) -> str:
        """Return a count in this level's format; ``legal`` asks for Arabic figures."""
        if self.width:
            return str(value).zfill(self.width)
        return format_number(value, "decimal" if legal else self.format)


@dataclass(frozen=True, slots=True)
class _List:
    abstract: int
    levels: dict[int, _Level]
    restarts: frozenset[int]


class Numbering:
    """The list definitions of one file, and the counters while its paragraphs are read in order.

    Args:
        root: the numbering part.
        styles: the styles part, which list styles are defined in.
    """

    def __init__(self, root: Element | None, styles: Element | None = None) -> None:
        self._counters: dict[int, dict[int, int]] = {}
        self._restarted: set[tuple[int, int]] = set()
        self._depths: dict[tuple[int, str], int] = {}
        found = list(root) if root is not None else []
        self._abstract: dict[int, dict[int, _Level]] = {}
        links: dict[int, str] = {}
        for element in found:
            if tag(element) == "abstractNum":
                self._define(element, links)
        numbers = {number(element, "numId"): element for element in found if tag(element) == "num"}
        targets = _list_styles(styles)
        self._lists: dict[int, _List] = {}
        for identity, element in numbers.items():
            abstract = number(child(element, "abstractNumId"))
            linked = numbers.get(targets.get(links.get(abstract, ""), -1))
            if linked is not None:
                abstract = number(child(linked, "abstractNumId"))
            self._lists[identity] = self._list(element, abstract)

    def _define(self, element: Element, links: dict[int, str]) -> None:
        key = number(element, "abstractNumId")
        self._abstract[key] = {}
        for inner in children(element, "lvl"):
            depth = number(inner, "ilvl", most=8)
            self._abstract[key][depth] = _level(inner)
            if style := attribute(child(inner, "pStyle"), "val"):
                self._depths[key, style] = depth
        if link := attribute(child(element, "numStyleLink"), "val"):
            links[key] = link

    def _list(self, element: Element, abstract: int) -> _List:
        levels = dict(self._abstract.get(abstract, {}))
        restarts = set()
        for override in children(element, "lvlOverride"):
            depth = number(override, "ilvl", most=8)
            own, start = child(override, "lvl"), child(override, "startOverride")
            if own is not None:
                levels[depth] = _level(own)
            if start is not None:
                levels[depth] = replace(levels.get(depth, _Level()), start=number(start))
                restarts.add(depth)
        return _List(abstract, levels, frozenset(restarts))

    def depth_of(self, identity: int, style: str, otherwise: int) -> int:
        """Return the level that a list keeps for paragraphs of a style, or ``otherwise``."""
        found = self._lists.get(identity)
        return self._depths.get((found.abstract, style), otherwise) if found else otherwise

    def next(self, identity: int, depth: int) -> str:
        """Count one paragraph of list ``identity`` at ``depth`` and return its number as printed.

        Empty for bullets that are mere signs, and for lists the file does not define.
        """
        found = self._lists.get(identity)
        if found is None:
            return ""
        counters = self._counters.setdefault(found.abstract, {})
        if depth in found.restarts and (identity, depth) not in self._restarted:
            self._restarted.add((identity, depth))
            counters.pop(depth, None)
        level = found.levels.get(depth, _Level())
        counters[depth] = counters[depth] + 1 if depth in counters else level.start
        for deeper in [other for other in counters if other > depth]:
            after = found.levels.get(deeper, _Level()).restart
            # A level may state which of those above it begins it anew; 0 says none does.
            if after is None or depth < after:
                del counters[deeper]
        if level.hidden or (level.format == "bullet" and not _MEANT.search(level.text)):
            return ""

        def value(match: re.Match[str]) -> str:
            place = int(match.group(1)) - 1
            shown = found.levels.get(place, _Level())
            return shown.shown(counters.get(place, shown.start), legal=level.legal)

        return _PLACEHOLDER.sub(value, level.text)


def _list_styles(styles: Element | None) -> dict[str, int]:
    """Return the list that each list style numbers with."""
    return {
        attribute(style, "styleId") or "": number(child(style, "pPr", "numPr", "numId"))
        for style in (styles if styles is not None else ())
        if tag(style) == "style" and attribute(style, "type") == "numbering"
    }


def _level(element: Element) -> _Level:
    # A format that older programs do not know stands beside one that they do.
    form = next(children(element, "numFmt"), None)
    kind = attribute(form, "val") or "decimal"
    picture = _PADDED.match(attribute(form, "format") or "") if kind == "custom" else None
    start, restart = child(element, "start"), child(element, "lvlRestart")
    return _Level(
        kind,
        attribute(child(element, "lvlText"), "val") or "",
        number(start) if start is not None else 1,
        len(picture.group()) if picture else 0,
        number(restart) if restart is not None else None,
        is_on(child(element, "isLgl")),
        is_on(child(element, "rPr", "vanish")),
    )

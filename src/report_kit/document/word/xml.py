"""Small helpers over lxml elements, by local name: transitional and strict Word files differ in namespace."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

Element = Any


def tag(element: Element) -> str:
    """Return the local name of an element; empty for comments and processing instructions."""
    return _local(element.tag)


@lru_cache(maxsize=1000)
def _local(name: Any) -> str:
    return name[name.rfind("}") + 1 :] if isinstance(name, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """Return the attribute with the local name ``name``."""
    if element is not None:
        qualified = "}" + name
        for key, value in element.items():
            if key == name or key.endswith(qualified):
                return str(value)
    return None


def number(element: Element | None, name: str = "val", default: int = 0, *, most: int = 10**6) -> int:
    """Return an attribute as a whole number between 0 and ``most``, or ``default``."""
    try:
        value = int(attribute(element, name) or default)
    except ValueError:
        return default
    return max(0, min(value, most))


def is_on(element: Element | None) -> bool:
    """Say whether a toggle such as ``<w:del/>`` is present and not switched off."""
    return element is not None and attribute(element, "val") not in ("0", "false", "off", "none")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant reached by following ``path``."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if _local(inner.tag) == name), None)
    return element


def children(element: Element, name: str) -> Iterator[Element]:
    """Yield the direct children called ``name``, also those inside content controls and insertions."""
    for inner in unwrapped(element):
        if tag(inner) == name:
            yield inner


# Elements around blocks, rows or cells that add nothing to the text.
_WRAPPERS = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"}


def unwrapped(element: Element) -> Iterator[Element]:
    """Yield the children of ``element``, going through content controls, insertions and the like."""
    for inner in element:
        name = tag(inner)
        if name == "Fallback" and child(element, "Choice") is not None:
            continue
        if name in _WRAPPERS or name == "Fallback":
            yield from unwrapped(inner)
        elif name:
            yield inner

"""The structure a tagged PDF states: which of its paragraphs, headings and cells a piece of text is in.

PDF 1.7 (ISO 32000-1), 14.7 and 14.8. Word, LibreOffice and the kit itself write it.
"""

from __future__ import annotations

import ctypes
from typing import Any

# Elements within a line of text (14.8.4.4); any other is a block of its own.
_INLINE = frozenset(
    {"Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP",
     "Warichu", "WT", "WP", "Em", "Strong", "Sub", "Lbl", "LBody", "NonStruct"}
)  # fmt: skip
_MAX_ELEMENTS = 50_000
_MAX_DEPTH = 60


def blocks_of_page(page: Any, first: int) -> dict[int, int]:
    """Return for each piece of marked content of a page the number of the block it stands in.

    Args:
        page: the page.
        first: numbers begin behind it.
    """
    from pypdfium2 import raw

    owners: dict[int, int] = {}
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return owners
    try:
        waiting = [
            (raw.FPDF_StructTree_GetChildAtIndex(tree, index), first, 0)
            for index in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
        last = seen = first
        while waiting and seen - first < _MAX_ELEMENTS:
            element, block, depth = waiting.pop()
            if not element or depth > _MAX_DEPTH:
                continue
            seen += 1
            if _type(element) not in _INLINE or not depth:
                last += 1
                block = last
            for index in range(raw.FPDF_StructElement_CountChildren(element)):
                content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
                if content >= 0:
                    owners[content] = block
                else:
                    child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
                    waiting.append((child, block, depth + 1))
    finally:
        raw.FPDF_StructTree_Close(tree)
    return owners


def _type(element: Any) -> str:
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(64)
    size = raw.FPDF_StructElement_GetType(element, buffer, 64)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", "replace") if 0 < size <= 64 else ""

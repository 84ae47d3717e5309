"""What the process that reads a file says: a document, or why there is none."""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import Any

from report_kit.document.model import Document

# Nothing else is made of the bytes of a process that has read a hostile file.
_KNOWN = {
    "report_kit.document.model": ("Document", "Paragraph", "Table", "Cell", "Segment", "Join"),
    "report_kit.document.omissions": ("Omission",),
    "report_kit.document.apart.answer": ("Refusal", "Mistake"),
}


@dataclass(frozen=True)
class Refusal:
    """The parts of an ``InputError``."""

    code: str
    what: str
    where: str
    remedy: str


@dataclass(frozen=True)
class Mistake:
    """An exception that no reader should raise: its kind, and where it was raised."""

    kind: str
    traceback: str


Answer = Document | Refusal | Mistake


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if name not in _KNOWN.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def packed(answer: Answer) -> bytes:
    """Return the bytes that stand for an answer."""
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Answer | None:
    """Return the answer in ``data``; ``None`` when there is none."""
    try:
        answer = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # what is cut off or made up raises errors of any kind
        return None
    return answer if isinstance(answer, (Document, Refusal, Mistake)) else None

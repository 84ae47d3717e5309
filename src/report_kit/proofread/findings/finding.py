"""What a rule yields: a place, a reason, and ways to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Safety = Literal["safe", "likely", "manual"]
SAFETY: Mapping[str, str] = {"safe": "可直接改", "likely": "请确认", "manual": "供参考"}
"""The Chinese names of the degrees of safety."""
_SAFETY_ORDER: dict[Safety, int] = {"safe": 0, "likely": 1, "manual": 2}


class Severity(StrEnum):
    """How much a finding matters: ``error`` must be mended, ``warning`` checked, ``hint`` considered."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"

    @property
    def label(self) -> str:
        """The Chinese name shown to users."""
        return {"error": "错误", "warning": "警告", "hint": "提示"}[self.value]

    @property
    def order(self) -> int:
        """0 for errors, 1 for warnings, 2 for hints: for sorting."""
        return ("error", "warning", "hint").index(self.value)


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``text[start:end]`` by ``replacement`` (offsets in code points)."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits applied together or not at all.

    Args:
        edits: ascending, not overlapping.
        safety: ``safe`` may be applied unseen, ``likely`` with one click, ``manual`` is only an idea.
        replacement: the new text of the finding's own span, when one edit covers just that span.
    """

    edits: tuple[Edit, ...]
    safety: Safety
    replacement: str | None = None

    def __post_init__(self) -> None:
        for first, second in zip(self.edits, self.edits[1:], strict=False):
            if second.start < first.end:
                raise ValueError("edits of a fix must ascend and not overlap")

    def allowed(self, safety: Safety) -> bool:
        """Say whether this fix is at least as safe as ``safety``."""
        return _SAFETY_ORDER[self.safety] <= _SAFETY_ORDER[safety]

    def apply(self, text: str) -> str:
        """Return ``text`` with all edits made."""
        return apply_edits(text, self.edits)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``text`` is what stands at ``start:end``, in code points, of the checked text.

    Args:
        rule: rule id such as ``"spelling.dictionary"``.
        message: Chinese, says what is wrong and why.
        fixes: best first; may be empty.
        confidence: between 0 and 1.
        source: the authority: a dictionary row, a standard and clause, an article of law.
        source_spans: the ranges of the original file that hold the passage (see ``Document.source``).
        paragraph: index among ``Document.paragraphs``; ``None`` in a table.
        cell: row label and column label when the finding stands in a table.
    """

    rule: str
    severity: Severity
    start: int
    end: int
    text: str
    message: str
    fixes: tuple[Fix, ...] = ()
    confidence: float = 1.0
    source: str = ""
    source_spans: tuple[tuple[int, int], ...] = ()
    paragraph: int | None = None
    cell: tuple[str, str] | None = None

    def normalized(self) -> Finding:
        """Fill in ``replacement`` on fixes that rewrite exactly this finding's span."""
        fixes = []
        for fix in self.fixes:
            edits = fix.edits
            own = len(edits) == 1 and (edits[0].start, edits[0].end) == (self.start, self.end)
            fixes.append(replace(fix, replacement=edits[0].replacement if own else None))
        return replace(self, fixes=tuple(fixes))


def apply_edits(text: str, edits: tuple[Edit, ...] | list[Edit]) -> str:
    """Return ``text`` with ascending, non-overlapping ``edits`` made."""
    parts, position = [], 0
    for edit in edits:
        parts += [text[position : edit.start], edit.replacement]
        position = edit.end
    return "".join([*parts, text[position:]])

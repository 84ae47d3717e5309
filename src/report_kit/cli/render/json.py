"""One JSON object per finding and line, for other programs; and one for each thing that was not checked."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from report_kit.cli.place import line_column
from report_kit.cli.private import shown_text

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.document import Document, Omission
    from report_kit.proofread import Finding
    from report_kit.settings import Acceptance


def render(checked: Iterable[Checked], colour: bool, show_accepted: bool = False) -> Iterator[str]:
    """Yield one line per finding, what is private masked; ``colour`` has no meaning here."""
    for item in checked:
        shown = shown_text(item)
        found = [(finding, None) for finding in item.findings] + list(item.accepted) * show_accepted
        for finding, acceptance in sorted(found, key=lambda pair: pair[0].start):
            record = as_record(item.path, item.document, finding, acceptance)
            record["text"] = shown[finding.start : finding.end]
            record["recognised"] = item.recognised.record if item.recognised else None
            yield json.dumps(record, ensure_ascii=False) + "\n"
        for omission in item.document.omissions:
            yield json.dumps(_omitted(item.path, omission), ensure_ascii=False) + "\n"


def _omitted(path: str, omission: Omission) -> dict[str, Any]:
    """Return what was not checked under the names of a finding: it has no text, and no place in it."""
    return {
        "path": path,
        "paragraph": None,
        "cell": None,
        "line": 1,
        "column": 1,
        "start": 0,
        "end": 0,
        "source_spans": [],
        "rule": f"omission.{omission.kind}",
        "severity": "hint",
        "text": "",
        "message": omission.message,
        "fixes": [],
        "confidence": 1.0,
        "source": "",
        "accepted": None,
        "omission": {
            "kind": omission.kind,
            "place": omission.place,
            "size": omission.size,
            "unit": "character" if omission.in_characters else "item",
            "leaks": omission.leaks,
        },
    }


def as_record(
    path: str, document: Document, finding: Finding, acceptance: Acceptance | None = None
) -> dict[str, Any]:
    """Return a finding as plain data.

    ``start`` and ``end`` count code points of the checked text, ``source_spans`` those of the file;
    ``line`` and ``column`` count from 1 in the file, ``paragraph`` from 0 (null in a table).
    """
    line, column = line_column(document, finding)
    return {
        "path": path,
        "paragraph": finding.paragraph,
        "cell": list(finding.cell) if finding.cell else None,
        "line": line,
        "column": column,
        "start": finding.start,
        "end": finding.end,
        "source_spans": [list(span) for span in finding.source_spans],
        "rule": finding.rule,
        "severity": finding.severity.value,
        "text": finding.text,
        "message": finding.message,
        "fixes": [
            {
                "safety": fix.safety,
                "replacement": fix.replacement,
                "edits": [[edit.start, edit.end, edit.replacement] for edit in fix.edits],
            }
            for fix in finding.fixes
        ],
        "confidence": round(finding.confidence, 4),
        "source": finding.source,
        "accepted": {name: getattr(acceptance, name) for name in ("reason", "who", "when")}
        if acceptance
        else None,
    }

"""From a reference to a checked document, as plain rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from report_kit.batch.setups import Outcome, Setups
from report_kit.batch.sources import Content, places, read
from report_kit.batch.sources.content import unreadable
from report_kit.batch.sources.files import FILE
from report_kit.errors import InputError, ReportKitError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Finding

TEXT = "text"
"""Kind of a row that holds its text itself."""
_BROKEN = "broken:"
_AROUND = 24


def check_reference(reference: dict[str, Any], setups: Setups, scratch: Path) -> dict[str, Any]:
    """Check one document; whatever a reader or a rule does, a row comes of it.

    Args:
        reference: a row of ``schema.REFERENCES``.
        setups: with what to check.
        scratch: an empty folder of this worker.

    Returns:
        ``{"document": row, "findings": rows}`` without the columns that are the same for a whole shard.
    """
    try:
        name, digest, document = _opened(reference, setups, scratch)
        outcome = setups.check(_beside(reference), document)
    except ReportKitError as error:
        return failed(reference, error.code, error.what)
    except MemoryError:
        return failed(reference, "RK-663", "占用内存过多，已停止")
    except RecursionError:
        return failed(reference, "RK-900", "程序内部错误（RecursionError）")
    except Exception as error:
        return failed(reference, "RK-900", f"程序内部错误（{type(error).__name__}）")
    return _rows(reference, name, digest, document, outcome)


def failed(reference: dict[str, Any], code: str, reason: str) -> dict[str, Any]:
    """Return the row of a document that could not be checked."""
    row = _document_row(reference) | {"status": "failed", "code": code, "reason": reason}
    return {"document": row, "findings": []}


def _opened(reference: dict[str, Any], setups: Setups, scratch: Path) -> tuple[str, str, Document]:
    """Return what a document is called, the hash of what was read, and the document."""
    from report_kit.document import Document

    kind, source, place = reference["kind"], Path(reference["source"]), reference["place"]
    if kind == FILE:
        return "", reference["digest"], setups.open(source, source)
    if kind.startswith(_BROKEN):
        for _ in places(source, kind.removeprefix(_BROKEN)):
            break
        raise unreadable(source, "内容有错")
    content = Content("", text=reference["text"] or "") if kind == TEXT else read(source, kind, place)
    if content.text is not None:
        if not content.text.strip():
            raise InputError("RK-108", "文件是空的", where=reference["id"], remedy="请确认选对了文件")
        text = content.text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        digest = hashlib.sha256(text.encode()).hexdigest()[:32]
        return content.name, digest, Document.from_text(text, path=reference["id"])
    file = scratch / f"document{content.suffix}"
    try:
        file.write_bytes(content.data)
        document = replace(setups.open(file, _beside(reference)), path=reference["id"])
    finally:
        file.unlink(missing_ok=True)
    return content.name, hashlib.sha256(content.data).hexdigest()[:32], document


def _beside(reference: dict[str, Any]) -> Path:
    """Return the file beside which the settings are looked for."""
    return Path(reference["source"] or "text")


def _rows(
    reference: dict[str, Any], name: str, digest: str, document: Document, outcome: Outcome
) -> dict[str, Any]:
    from report_kit.proofread.findings.private import without_private

    counts = dict.fromkeys(("error", "warning", "hint"), 0)
    for finding in outcome.findings:
        counts[finding.severity.value] += 1
    row = _document_row(reference) | {
        "name": name or reference["id"],
        "digest": digest,
        "form": outcome.recognised.form,
        "characters": sum(not character.isspace() for character in document.text),
        "paragraphs": len(document.paragraphs),
        "tables": len(document.tables),
        "errors": counts["error"],
        "warnings": counts["warning"],
        "hints": counts["hint"],
        "accepted": len(outcome.accepted),
        "omissions": len(document.omissions),
        "failed_rules": " ".join(outcome.failed_rules),
    }
    if outcome.stopped:
        row |= {"status": "partial", "code": outcome.stopped[0].code, "reason": outcome.stopped[0].what}
    pairs: list[tuple[Finding, str | None]] = [(finding, None) for finding in outcome.findings]
    pairs += [(finding, acceptance.said()) for finding, acceptance in outcome.accepted]
    pairs.sort(key=lambda pair: pair[0].start)
    shown = without_private(document.text, [finding for finding, _ in pairs])
    found = [_finding_row(reference["id"], document, shown, finding, said) for finding, said in pairs]
    return {"document": row, "findings": found}


def _document_row(reference: dict[str, Any]) -> dict[str, Any]:
    numbers = ("characters", "paragraphs", "tables", "errors", "warnings", "hints", "accepted", "omissions")
    return {
        "document": reference["id"],
        "name": reference["id"],
        "digest": reference["digest"],
        "status": "ok",
        "code": "",
        "reason": "",
        "form": "",
        **dict.fromkeys(numbers, 0),
        "failed_rules": "",
    }


def _finding_row(
    called: str, document: Document, text: str, finding: Finding, said: str | None
) -> dict[str, Any]:
    from report_kit.proofread import fingerprint

    spans = finding.source_spans or document.source_spans(finding.start, finding.start + 1)
    line, column = document.source_lines.line_column(spans[0][0] if spans else len(document.source))
    fixes = [
        {
            "safety": fix.safety,
            "replacement": fix.replacement,
            "edits": [[edit.start, edit.end, edit.replacement] for edit in fix.edits],
        }
        for fix in finding.fixes
    ]
    return {
        "document": called,
        "fingerprint": fingerprint(finding, document.text),
        "rule": finding.rule,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "paragraph": finding.paragraph,
        "cell": list(finding.cell) if finding.cell else None,
        "before": text[max(0, finding.start - _AROUND) : finding.start],
        "text": text[finding.start : finding.end],
        "after": text[finding.end : finding.end + _AROUND],
        "message": finding.message,
        "fixes": json.dumps(fixes, ensure_ascii=False),
        "confidence": round(finding.confidence, 4),
        "source": finding.source,
        "accepted": said,
    }

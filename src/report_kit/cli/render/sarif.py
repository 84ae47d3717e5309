"""SARIF 2.1.0 (OASIS), for editors and other tools that collect findings.

Positions are lines and columns of the file, columns in UTF-16 units as ``columnKind`` says. In a file
that is no plain text (Word, PDF) they are those of the text read from it, paragraphs counted as lines,
the same as ``--format text`` shows; fixes are given for plain text alone, where they can be applied.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from report_kit.cli.private import is_private

if TYPE_CHECKING:
    from report_kit.cli.inputs import Checked
    from report_kit.document import Document, Omission
    from report_kit.document.offsets import LineIndex
    from report_kit.proofread import Finding
    from report_kit.proofread.checking.rule import Rule
    from report_kit.settings import Acceptance

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "hint": "note"}
_PLAIN = {".txt"}


def render(checked: Iterable[Checked], colour: bool, show_accepted: bool = False) -> Iterator[str]:
    """Yield one SARIF log with one run; ``colour`` has no meaning here.

    Accepted findings are always there, as results with a suppression: the standard's own way.
    """
    from report_kit import __version__
    from report_kit.proofread.rule_registry import all_rules

    rules = {rule.id: rule for rule in all_rules()}
    numbers: dict[str, int] = {}
    artifacts, results, unread = [], [], []
    for index, item in enumerate(checked):
        artifacts.append({"location": {"uri": _uri(item.path)}})
        found = [*((finding, None) for finding in item.findings), *item.accepted]
        for finding, acceptance in sorted(found, key=lambda pair: pair[0].start):
            number = numbers.setdefault(finding.rule, len(numbers))
            result = _result(item.path, index, item.document, finding, number)
            results.append(result | {"suppressions": _suppressions(acceptance)})
        unread += [_unread(item.path, index, omission) for omission in item.document.omissions]
    driver = {
        "name": "report-kit",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_descriptor(name, rules.get(name)) for name in numbers],
    }
    run: dict[str, Any] = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "utf16CodeUnits",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "artifacts": artifacts,
        "results": results,
    }
    if unread:
        # What the tool could not do is said of the run, not of the text (3.20.21).
        run["invocations"] = [{"executionSuccessful": True, "toolExecutionNotifications": unread}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _unread(path: str, index: int, omission: Omission) -> dict[str, Any]:
    return {
        "descriptor": {"id": f"omission.{omission.kind}"},
        "level": "warning" if omission.leaks else "note",
        "message": {"text": omission.message},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(path), "index": index}},
                "logicalLocations": [{"fullyQualifiedName": omission.place}],
            }
        ],
    }


def _uri(path: str) -> str:
    place = Path(path)
    return place.as_uri() if place.is_absolute() else quote(place.as_posix())


def _descriptor(name: str, rule: Rule | None) -> dict[str, Any]:
    """Return what is known of a rule: its docstring says what, why, and on what authority."""
    if rule is None:  # a finding of an engine or of another version
        return {"id": name}
    title, _, rest = inspect.cleandoc(rule.__doc__ or name).partition("\n")
    return {
        "id": name,
        "shortDescription": {"text": title.rstrip("。")},
        "fullDescription": {"text": rest.strip() or title},
        "help": {"text": f"{title}\n\n{rest.strip()}".strip()},
        "defaultConfiguration": {"level": _LEVELS[rule.severity.value]},
        "properties": {"tags": [name.partition(".")[0]]},
    }


def _result(path: str, index: int, document: Document, finding: Finding, number: int) -> dict[str, Any]:
    from report_kit.proofread import fingerprint

    message = finding.message
    if finding.source:
        message += f"（依据：{finding.source}）"
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity.value],
        "message": {"text": message},
        "locations": [_location(path, index, document, finding)],
        "partialFingerprints": {"reportKit/v1": fingerprint(finding, document.text)},
        "rank": round(100 * finding.confidence, 2),
    }
    if finding.fixes and Path(path).suffix.lower() in _PLAIN:
        result["fixes"] = [_fix(path, index, document, finding, n) for n in range(len(finding.fixes))]
    return result


def _suppressions(acceptance: Acceptance | None) -> list[dict[str, str]]:
    if acceptance is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": acceptance.said()}]


def _location(path: str, index: int, document: Document, finding: Finding) -> dict[str, Any]:
    spans = finding.source_spans or document.source_spans(finding.start, finding.end)
    end = len(document.source)
    start, stop = (spans[0][0], spans[-1][1]) if spans else (end, end)
    region = _region(document.source_lines, start, stop if finding.text else start)
    if finding.text and not is_private(finding):
        region["snippet"] = {"text": finding.text}
    if finding.cell:
        place = {"fullyQualifiedName": "表格：" + "／".join(filter(None, finding.cell))}
    else:
        place = {"fullyQualifiedName": f"第 {(finding.paragraph or 0) + 1} 段"}
    physical = {"artifactLocation": {"uri": _uri(path), "index": index}, "region": region}
    return {"physicalLocation": physical, "logicalLocations": [place]}


def _region(lines: LineIndex, start: int, end: int) -> dict[str, Any]:
    (line, column), (end_line, end_column) = lines.line_column_utf16(start), lines.line_column_utf16(end)
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _fix(path: str, index: int, document: Document, finding: Finding, number: int) -> dict[str, Any]:
    from report_kit.proofread.findings.display import suggestion
    from report_kit.proofread.findings.source_edits import in_source

    fix = finding.fixes[number]

    replacements = []
    for edit in fix.edits:
        placed = in_source(document, edit)
        replacement: dict[str, Any] = {
            "deletedRegion": _region(document.source_lines, placed.start, placed.end)
        }
        if placed.replacement:
            replacement["insertedContent"] = {"text": placed.replacement}
        replacements.append(replacement)
    said = finding.message if is_private(finding) else suggestion(finding, number) or finding.message
    return {
        "description": {"text": said},
        "artifactChanges": [
            {"artifactLocation": {"uri": _uri(path), "index": index}, "replacements": replacements}
        ],
        "properties": {"safety": fix.safety},
    }

"""What people want to know of a batch, counted while its files are read through once."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from report_kit.batch.compare import Comparison
from report_kit.batch.parquet_files import rows
from report_kit.batch.run import Result

EXAMPLES = 3
WORST = 100
FAILED = 1000
HIDDEN = ("privacy.", "secrecy.")
"""Rules whose passages are not repeated in what is passed around."""
MASKED = "（不显示）"
HERE = "（本级）"

Counts = Counter[str]
Row = dict[str, Any]


@dataclass
class Summary:
    """The counts of a batch.

    Args:
        result: of which batch.
        rules: findings by rule and severity.
        units: documents, failures, characters and findings by the first folder of a document's name.
        codes: failures by error code, with what they say.
        failed: the first documents that could not be checked.
        worst: the documents with most errors.
        examples: of each rule, the first findings.
        comparison: with an earlier batch, if asked for.
    """

    result: Result
    rules: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counter))
    units: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counter))
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)
    failed: list[Row] = field(default_factory=list)
    worst: list[Row] = field(default_factory=list)
    examples: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    comparison: Comparison | None = None

    @property
    def per_ten_thousand(self) -> float:
        """Errors per 10,000 characters."""
        stats = self.result.stats
        return 10_000 * stats.errors / stats.characters if stats.characters else 0.0


def summarise(result: Result, comparison: Comparison | None = None) -> Summary:
    """Count what a batch found; accepted findings are left out."""
    summary = Summary(result, comparison=comparison)
    worst: list[tuple[int, int, int, Row]] = []
    number = 0
    for row in _all(result, "documents"):
        number += 1
        unit = summary.units[unit_of(row["document"])]
        unit.update(documents=1)
        if row["status"] != "ok":
            unit.update(failed=1)
            summary.codes[row["code"], _kind_of(row["reason"])] += 1
            if len(summary.failed) < FAILED:
                summary.failed.append(row)
        if row["status"] == "failed":
            continue
        unit.update({name: row[name] for name in ("characters", "errors", "warnings", "hints")})
        if row["errors"]:
            entry = (row["errors"], row["warnings"], -number, row)
            if len(worst) < WORST:
                heapq.heappush(worst, entry)
            else:
                heapq.heappushpop(worst, entry)
    summary.worst = [row for *_, row in sorted(worst, key=lambda entry: entry[:3], reverse=True)]
    for row in open_findings(result):
        summary.rules[row["rule"]][row["severity"]] += 1
        if len(summary.examples[row["rule"]]) < EXAMPLES:
            summary.examples[row["rule"]].append(row)
    return summary


def open_findings(result: Result) -> Iterator[Row]:
    """Yield the findings that nobody has accepted, in the order of the documents."""
    return (row for row in _all(result, "findings") if row["accepted"] is None)


def passage(row: Row) -> tuple[str, str, str]:
    """Return what stands before, at and after a finding; of personal data and secrets nothing."""
    if row["rule"].startswith(HIDDEN):
        return "", MASKED, ""
    before, text, after = (" ".join(row[name].split()) for name in ("before", "text", "after"))
    return before, text if len(text) <= 60 else f"{text[:30]}……{text[-30:]}", after


def suggestion(row: Row) -> str:
    """Return what the first fix writes, if it is one passage."""
    import json

    fixes = json.loads(row["fixes"])
    if not fixes or fixes[0]["replacement"] is None or row["rule"].startswith(HIDDEN):
        return ""
    return str(fixes[0]["replacement"]) or "（删去）"


def unit_of(document: str) -> str:
    """Return the unit a document is counted under: the first folder of its name."""
    folder, parted, _ = document.partition("#")[0].partition("/")
    return folder if parted else HERE


def _kind_of(reason: str) -> str:
    """Return a reason without what differs from document to document."""
    return reason.partition("（")[0]


def _all(result: Result, kind: str) -> Iterator[Row]:
    for path in result.files(kind):
        yield from rows(path)

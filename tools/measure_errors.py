"""Share of marked mistakes that the proofreader flags: ``errors FILE`` prints it and lists those missed.

The file is a table with a header and the columns quote, fix, kind, certainty, agency, level, year. A
mistake counts as flagged when a finding, or an edit of one of its fixes, overlaps the place where quote
and fix differ. Half-width punctuation does not count: in such lists it is a matter of transcription.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from report_kit import Context, Finding, Proofreader

_TRANSCRIPTION = ("punctuation.half_width",)
_FOLD = str.maketrans(",;:()?!", "，；：（）？！")
# Below this likeness the fix is a remark on the whole quote, not its right wording.
_REWRITTEN = 0.5


@dataclass(frozen=True)
class Row:
    """One marked mistake."""

    number: int
    quote: str
    fix: str
    kind: str
    certainty: str
    context: Context

    def places(self) -> list[tuple[int, int]]:
        """Return the spans of the quote that the fix changes, a neighbour on each side for an insertion."""
        matcher = SequenceMatcher(
            None, self.quote.translate(_FOLD), self.fix.translate(_FOLD), autojunk=False
        )
        if matcher.ratio() < _REWRITTEN:
            return [(0, len(self.quote))]
        return [
            (low, high) if low < high else (max(low - 1, 0), min(high + 1, len(self.quote)))
            for tag, low, high, _, _ in matcher.get_opcodes()
            if tag != "equal"
        ] or [(0, len(self.quote))]


def read_rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            context = Context(
                agency=row.get("agency") or None,
                level=row.get("level") or None,
                year=int(row["year"]) if row.get("year") else None,
            )
            quote = row["quote"].replace("⏎", "\n")
            yield Row(number, quote, row["fix"], row["kind"], row["certainty"], context)


def touched(finding: Finding) -> list[tuple[int, int]]:
    spans = [(finding.start, finding.end)]
    spans += [(edit.start, edit.end) for fix in finding.fixes for edit in fix.edits]
    return spans


def flagged(row: Row, findings: list[Finding]) -> list[Finding]:
    return [
        finding
        for finding in findings
        if finding.rule not in _TRANSCRIPTION
        and any(
            low < max(end, start + 1) and start < high
            for start, end in touched(finding)
            for low, high in row.places()
        )
    ]


def measure(path: Path, *, verbose: bool) -> int:
    proofreader = Proofreader()
    total: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    missed: list[Row] = []
    for row in read_rows(path):
        total[row.certainty] += 1
        found = flagged(row, proofreader.check(row.quote, row.context))
        if found:
            hit[row.certainty] += 1
            if verbose:
                shown = "；".join(f"{f.rule} {f.severity} [{f.text}]" for f in found)
                print(f"+ {row.number} {row.certainty} {row.kind}\t{row.quote}\t{shown}")
        else:
            missed.append(row)
    for row in missed:
        print(f"- {row.number} {row.certainty} {row.kind}\t{row.quote}\t→ {row.fix}")
    for certainty in sorted(total):
        share = hit[certainty] / total[certainty]
        print(f"{certainty}: {hit[certainty]} / {total[certainty]} = {share:.1%}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    errors = commands.add_parser("errors", help="share of marked mistakes that are flagged")
    errors.add_argument("file", type=Path)
    errors.add_argument("--verbose", action="store_true", help="list those flagged as well")
    arguments = parser.parse_args()
    return measure(arguments.file, verbose=arguments.verbose)


if __name__ == "__main__":
    sys.exit(main())

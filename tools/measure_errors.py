"""What the proofreader finds in marked mistakes, and in text that is right.

``errors FILE`` prints the share of marked mistakes that are flagged and lists those missed;
``silence FILE…`` prints findings per 10,000 characters of official prose (``.txt`` or ``.txt.xz``), by rule.

The file is a table with a header and the columns quote, fix, kind, certainty, agency, level, year. A
mistake counts as flagged when a finding, or an edit of one of its fixes, overlaps the place where quote
and fix differ. Half-width punctuation does not count: in such lists it is a matter of transcription.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import sys
import time
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
        and not finding.message.startswith("缺少法定")
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


def read_lines(path: Path) -> list[str]:
    raw = path.read_bytes()
    text = (lzma.decompress(raw) if path.suffix == ".xz" else raw).decode("utf-8")
    return [line for line in text.splitlines() if line.strip()]


def silence(paths: list[Path], ignore: list[str], limit: int, every: int, show: str | None) -> int:
    """Check the lines in pieces of some thousand characters and count what is found."""
    proofreader = Proofreader(ignore=ignore or None)
    counts: Counter[tuple[str, str]] = Counter()
    examples: dict[str, list[str]] = {}
    characters, began = 0, time.perf_counter()
    for path in paths:
        lines = read_lines(path)[::every]
        total = 0
        for low in range(0, len(lines), 100):
            if total > limit:
                break
            text = "\n".join(lines[low : low + 100])
            total += len(text)
            for finding in proofreader.check(text):
                counts[finding.rule, finding.severity.value] += 1
                around = text[max(0, finding.start - 25) : finding.end + 25].replace("\n", "⏎")
                examples.setdefault(finding.rule, []).append(
                    f"{finding.severity} [{finding.text[:60]}] …{around[:120]}… {finding.message[:50]}"
                )
        characters += total
    seconds = time.perf_counter() - began
    for (rule, severity), number in sorted(counts.items(), key=lambda item: -item[1]):
        print(f"{number:6} {number / characters * 10_000:7.3f} {severity:8} {rule}")
        if show and rule.startswith(show):
            print("".join(f"         {example}\n" for example in examples[rule][:60]), end="")
    errors = sum(number for (_, severity), number in counts.items() if severity == "error")
    warnings = sum(number for (_, severity), number in counts.items() if severity == "warning")
    print(
        f"{characters} characters in {seconds:.1f} s: {errors / characters * 10_000:.2f} errors, "
        f"{(errors + warnings) / characters * 10_000:.2f} errors and warnings per 10,000"
    )
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    commands = parser.add_subparsers(dest="command", required=True)
    errors = commands.add_parser("errors", help="share of marked mistakes that are flagged")
    errors.add_argument("file", type=Path)
    errors.add_argument("--verbose", action="store_true", help="list those flagged as well")
    clean = commands.add_parser("silence", help="findings per 10,000 characters of text that is right")
    clean.add_argument("files", type=Path, nargs="+")
    clean.add_argument("--ignore", action="append", default=[], help="rule or family to leave out")
    clean.add_argument("--limit", type=int, default=10**9, help="characters of each file")
    clean.add_argument("--every", type=int, default=1, help="take each n-th line")
    clean.add_argument("--show", help="print findings of rules whose id begins so")
    arguments = parser.parse_args()
    if arguments.command == "silence":
        return silence(arguments.files, arguments.ignore, arguments.limit, arguments.every, arguments.show)
    return measure(arguments.file, verbose=arguments.verbose)


if __name__ == "__main__":
    sys.exit(main())

"""What is found of mistakes that somebody planted in right texts, and what is said of the right texts.

The folder holds ``right/*.txt``, ``wrong/*.txt`` (copies with mistakes) and ``planted.tsv`` with the columns
file, kind, line, wrong, right, note. A mistake counts as found when an error or a warning of the check of its
whole text, or an edit of one of its fixes, touches what was changed. What is said of a right text is a false
alarm, unless a reader finds that its writer erred: ``--missed`` lists them to be read.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from measure_errors import touched
from report_kit import Document, Finding, Proofreader, Severity


@dataclass(frozen=True)
class Planted:
    """One planted mistake and where it stands in the wrong text, in code points."""

    file: str
    kind: str
    wrong: str
    right: str
    start: int
    end: int


def changed(wrong: str, right: str) -> tuple[int, int]:
    """Return the span of ``wrong`` that differs; a neighbour on each side where something was left out."""
    low = next(
        (i for i, (a, b) in enumerate(zip(wrong, right, strict=False)) if a != b), min(len(wrong), len(right))
    )
    shared = min(len(wrong), len(right)) - low
    tail = next((i for i in range(shared) if wrong[-1 - i] != right[-1 - i]), shared)
    high = len(wrong) - tail
    return (low, high) if low < high else (max(low - 1, 0), min(high + 1, len(wrong)))


def read_planted(folder: Path, texts: dict[str, str]) -> list[Planted]:
    rows = []
    with (folder / "planted.tsv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            name = row["file"] if row["file"] in texts else f"{row['file']}.txt"
            lines = texts[name].split("\n")
            line = int(row["line"]) - 1
            at = lines[line].find(row["wrong"])
            if at < 0:
                raise SystemExit(f"{name} line {row['line']} lacks {row['wrong']}")
            begin = sum(len(before) + 1 for before in lines[:line]) + at
            low, high = changed(row["wrong"], row["right"])
            rows.append(Planted(name, row["kind"], row["wrong"], row["right"], begin + low, begin + high))
    return rows


def flagged(planted: Planted, findings: list[Finding]) -> list[Finding]:
    return [
        finding
        for finding in findings
        if any(planted.start < max(end, start + 1) and start < planted.end for start, end in touched(finding))
    ]


def around(text: str, finding: Finding) -> str:
    return text[max(0, finding.start - 20) : finding.end + 20].replace("\n", "⏎")


def measure(folder: Path, *, verbose: bool, missed: bool) -> None:
    proofreader = Proofreader()
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted((folder / "wrong").glob("*.txt"))}
    told = {
        name: [f for f in proofreader.check(Document.from_text(text)) if f.severity is not Severity.HINT]
        for name, text in texts.items()
    }
    found: Counter[str] = Counter()
    rows = read_planted(folder, texts)
    total = Counter(row.kind for row in rows)
    for row in rows:
        hits = flagged(row, told[row.file])
        found[row.kind] += bool(hits)
        if hits and verbose:
            print(f"+ {row.file} {row.kind}\t{row.wrong} → {row.right}\t{'；'.join(f.rule for f in hits)}")
        if not hits and missed:
            print(f"- {row.file} {row.kind}\t{row.wrong} → {row.right}")
    for kind in total:
        print(f"{kind:14} {found[kind]:4} / {total[kind]:4} = {found[kind] / total[kind]:.1%}")
    print(f"{'in all':14} {found.total():4} / {total.total():4} = {found.total() / total.total():.1%}")
    characters, alarms = 0, Counter[str]()
    for path in sorted((folder / "right").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        characters += sum(not character.isspace() for character in text)
        for finding in proofreader.check(Document.from_text(text)):
            if finding.severity is Severity.HINT:
                continue
            alarms[finding.severity.value] += 1
            if missed:
                place = f"{path.name} {finding.severity} {finding.rule}"
                print(f"! {place}\t…{around(text, finding)}…\t{finding.message[:80]}")
    for severity in ("error", "warning"):
        rate = alarms[severity] / characters * 10_000
        print(
            f"right texts: {alarms[severity]} {severity}s in {characters} characters, {rate:.2f} per 10,000"
        )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--missed", action="store_true", help="list what is missed and what the right texts are told"
    )
    parser.add_argument("--verbose", action="store_true", help="list what is found")
    arguments = parser.parse_args()
    measure(arguments.folder, verbose=arguments.verbose, missed=arguments.missed)
    return 0


if __name__ == "__main__":
    sys.exit(main())

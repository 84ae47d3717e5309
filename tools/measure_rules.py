"""Measure the rules of numbers, dates, tables and structure.

    python tools/measure_rules.py sums FILE.tsv          verdicts on sentences with a total and its parts
    python tools/measure_rules.py report FILE …          findings on reports; --agency, --level, --year …
    python tools/measure_rules.py clean FILE.xz …        findings per 10,000 characters of right text, by rule
    python tools/measure_rules.py alarms FILE …          the same of whole files of any format, by all rules
    python tools/measure_rules.py speed FILE             characters a second, beside jieba's

Nothing is written; every figure can be had again with the same arguments.
"""

from __future__ import annotations

import argparse
import csv
import lzma
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from report_kit import Context, Document, Finding, Proofreader, Report, open_document

FAMILIES = ("number", "date", "table", "structure", "consistency")
VERDICTS = {"equal": None, "over": "error", "under": "warning"}


def sums(path: Path) -> None:
    """Print how many verdicts on breakdowns are right, and the sentences where they are not."""
    proofreader = Proofreader(select=["number.breakdown"])
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            verdict = row["verdict"].split()[0]
            wanted = VERDICTS[verdict]
            found = [finding.severity.value for finding in proofreader.check(row["sentence"])]
            total[verdict] += 1
            if found == ([wanted] if wanted else []):
                right[verdict] += 1
            else:
                print(f"  {row['file']}: {verdict}, found {found}: {row['sentence']}")
    for verdict in total:
        print(f"{verdict}: {right[verdict]} of {total[verdict]} right")
    print(f"all: {right.total()} of {total.total()} right")


def report(path: Path, context: Context, families: list[str]) -> None:
    """Print the findings on one report."""
    document = open_document(path)
    result = Proofreader(select=families).run(document, context)
    for failure in result.failures:
        print(f"FAILED {failure.rule}: {failure.error!r}")
    for finding in result.findings:
        print(_line(document, finding))
    print(f"{path.name}: {dict(Counter(finding.severity.value for finding in result.findings))}")


def _line(document: Document, finding: Finding) -> str:
    line, column = document.source_lines.line_column(document.source_spans(finding.start, finding.end)[0][0])
    text = finding.text.replace("\n", "⏎")
    return f"{line}:{column} {finding.severity.value} {finding.rule} “{text[:60]}” {finding.message}"


def clean(paths: list[Path], families: list[str], most: int, show: int) -> None:
    """Print findings per 10,000 characters of official prose that is taken to be right."""
    proofreader = Proofreader(select=families)
    found: dict[str, list[tuple[str, Finding, str]]] = defaultdict(list)
    characters = 0
    for path in paths:
        for text in _documents(path, most):
            characters += len(text)
            for finding in proofreader.check(text):
                around = text[max(0, finding.start - 25) : finding.end + 25].replace("\n", "⏎")
                found[finding.rule].append((path.name, finding, around))
    totals: Counter[str] = Counter()
    for rule, findings in sorted(found.items(), key=lambda item: -len(item[1])):
        levels = Counter(finding.severity.value for _, finding, _ in findings)
        totals += levels
        print(f"{rule:32} {_rate(len(findings), characters)}  {dict(levels)}")
        for name, finding, around in findings[:: max(1, len(findings) // show)][:show] if show else []:
            print(f"    {name} {finding.severity.value} …{around}… {finding.message}")
    both = totals["error"] + totals["warning"]
    print(f"{characters} characters: error {_rate(totals['error'], characters)}", end=", ")
    print(f"error+warning {_rate(both, characters)}, hint {_rate(totals['hint'], characters)} per 10,000")


def alarms(paths: list[Path], families: list[str] | None, aside: list[str], show: bool) -> None:
    """Print errors and warnings per 10,000 characters of files, by rule; rules named in ``aside`` apart.

    Folders stand for the files in them. What is set aside is printed too, below the rest.
    """
    proofreader = Proofreader(select=families)
    found: dict[str, list[tuple[str, Document, Finding]]] = defaultdict(list)
    characters = 0
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    for path in files:
        document = open_document(path)
        characters += len(document.text)
        for finding in proofreader.check(document):
            if finding.severity.value != "hint":
                found[finding.rule].append((path.name, document, finding))
    for title, kept in (("", False), ("set aside: ", True)):
        levels: Counter[str] = Counter()
        for rule, findings in sorted(found.items(), key=lambda item: -len(item[1])):
            if (rule in aside) != kept:
                continue
            levels.update(finding.severity.value for *_, finding in findings)
            print(f"{title}{rule:32} {_rate(len(findings), characters)}  {len(findings)}")
            for name, document, finding in findings if show else ():
                print(f"    {name} {_line(document, finding)}")
        print(
            f"{title}{characters} characters: error {_rate(levels['error'], characters)}, "
            f"warning {_rate(levels['warning'], characters)} per 10,000"
        )


def _rate(count: int, characters: int) -> str:
    return f"{count * 10_000 / max(1, characters):.3f}"


def _documents(path: Path, most: int) -> Iterator[str]:
    """Yield the lines of a corpus in texts of some 20,000 characters, spread evenly when it is long."""
    data = path.read_bytes()
    text = (lzma.decompress(data) if path.suffix == ".xz" else data).decode("utf-8")
    texts, piece, size = [], [], 0
    for line in text.split("\n"):
        piece.append(line)
        size += len(line)
        if size > 20_000:
            texts.append("\n".join(piece))
            piece, size = [], 0
    texts.append("\n".join(piece))
    step = max(1, -(-len(text) // most))
    yield from texts[::step]


def speed(path: Path, families: list[str]) -> None:
    """Print the speed of the rules and of jieba on 200,000 characters."""
    import jieba

    text = next(iter(_documents(path, 10**9)))
    for more in _documents(path, 10**9):
        if len(text) >= 200_000:
            break
        text += "\n" + more
    text = text[:200_000]
    proofreader = Proofreader(select=families)
    proofreader.check(text[:2000])
    jieba.lcut(text[:2000])
    times = {}
    for name, work in (("rules", lambda: proofreader.check(text)), ("jieba", lambda: jieba.lcut(text))):
        best = 10.0**9
        for _ in range(3):
            start = time.perf_counter()
            work()
            best = min(best, time.perf_counter() - start)
        times[name] = best
        print(f"{name}: {len(text) / best:,.0f} characters a second")
    print(f"rules / jieba: {times['jieba'] / times['rules']:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("what", choices=("sums", "report", "clean", "alarms", "speed"))
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--select", help=f"rules or families; {','.join(FAMILIES)}, all for alarms")
    parser.add_argument("--aside", default="", help="rules counted apart, such as those of cut texts")
    parser.add_argument("--most", type=int, default=1_000_000, help="characters taken of one corpus")
    parser.add_argument("--show", type=int, default=0, help="examples printed per rule")
    parser.add_argument("--agency")
    parser.add_argument("--level")
    parser.add_argument("--year", type=int)
    parser.add_argument("--previous", type=Path, help="last year's report")
    given = parser.parse_args()
    families = given.select.split(",") if given.select else list(FAMILIES)
    if given.what == "sums":
        for path in given.paths:
            sums(path)
    elif given.what == "clean":
        clean(given.paths, families, given.most, given.show)
    elif given.what == "alarms":
        chosen = families if given.select else None
        alarms(given.paths, chosen, given.aside.split(","), show=given.show > 0)
    elif given.what == "speed":
        speed(given.paths[0], families)
    else:
        previous = None
        if given.previous:
            last = given.year - 1 if given.year else None
            previous = Report.from_document(
                open_document(given.previous), given.agency or "", given.level or "", last
            )
        context = Context(given.agency, given.level, given.year, previous=previous)
        for path in given.paths:
            report(path, context, families)


if __name__ == "__main__":
    main()

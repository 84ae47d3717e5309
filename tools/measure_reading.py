"""How well files are read back: cells, sections, title, signature and date, and what is lost in silence.

    python tools/measure_reading.py FOLDER [--json FILE]
    python tools/measure_reading.py --own-pdf 200

``FOLDER`` holds the files and a ``cells.json``: for each file the agency, level and year to pass, and where
known the right value of each cell as ``table/row/column`` (``null`` is a blank cell). Sections, title,
signature and date are judged against the file's own lines, taken without the kit's readers
(``reading/plain.py``). Lost in silence is

- a cell whose value is wrong or blank while no note of the import names its table;
- a character of the file that is neither in the Document nor among what its ``omissions`` tell;
- a picture or embedded object that they do not tell.

With ``--own-pdf`` as many generated reports are written as PDF and read back: equal are those whose
paragraphs, cells and imported values all are (``reading/own_pdf.py``).

Files without their own headings of the form (other texts) count for characters only.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from reading import own_pdf
from reading.plain import lines, pictures
from report_kit import Report, open_document
from report_kit.document import Document
from report_kit.errors import ReportKitError
from report_kit.forms import load_form
from report_kit.forms.report import parse_date

_HEADING = re.compile(r"([一二三四五六])[、.．]([^。；]{2,40})")
_ASPECT = re.compile(r"[（(][一二三四五六七八九十]")
_TITLE = re.compile(
    r"[^：]*(20\d\d|二[○〇零][一二三四五六七八九十○〇零]{2})[^：。]*信息公开(工作)?(年度报告|年报)"
)
_ALIKE = 0.6


@dataclass
class Figures:
    """What was right of what there was; ``silent_…`` is what was lost without a word."""

    file: str
    cells: int = 0
    cells_right: int = 0
    sections: int = 0
    sections_right: int = 0
    ends: int = 0
    ends_right: int = 0
    silent_cells: int = 0
    silent_characters: int = 0
    silent_pictures: int = 0
    wrong: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--own-pdf", type=int, default=0, metavar="N")
    parser.add_argument("--json", type=Path, help="write the figures of every file here")
    arguments = parser.parse_args()
    if arguments.own_pdf:
        found_back = [not differences for differences in own_pdf.measure(arguments.own_pdf)]
        print(f"自己的 PDF 读回后完全相同：{sum(found_back)}/{len(found_back)}")
    if arguments.folder is None:
        return 0
    expected = json.loads((arguments.folder / "cells.json").read_text("utf-8"))
    found = [_measured(arguments.folder / name, name, about) for name, about in expected.items()]
    for item in found:
        if item.cells or item.sections or item.silent_characters or item.silent_pictures:
            print(_line(item))
    print(_line(_sum(found)))
    if arguments.json:
        arguments.json.write_text(json.dumps([asdict(item) for item in found], ensure_ascii=False, indent=1))
    return 0


def _sum(found: Iterable[Figures]) -> Figures:
    total = Figures("合计")
    for item in found:
        for name, value in asdict(item).items():
            if isinstance(value, int):
                setattr(total, name, getattr(total, name) + value)
    return total


def _line(item: Figures) -> str:
    parts = [
        f"{name} {right}/{whole}"
        for name, right, whole in (
            ("单元格", item.cells_right, item.cells),
            ("部分", item.sections_right, item.sections),
            ("题署日", item.ends_right, item.ends),
        )
        if whole
    ]
    parts.append(f"无声丢失 {item.silent_cells} 格 {item.silent_characters} 字 {item.silent_pictures} 图")
    return f"{item.file}: {'，'.join(parts)}{'  [' + item.wrong + ']' if item.wrong else ''}"


def _measured(path: Path, name: str, about: Mapping[str, Any]) -> Figures:
    figures = Figures(name)
    source = lines(path)
    expected = _expected_sections(source)
    cells: Mapping[str, Any] = about["cells"] or {}
    whole = bool(cells) or len(expected) >= 5
    figures.cells, figures.sections = len(cells), len(expected) if whole else 0
    figures.ends = 3 if whole else 0
    wrong: list[str] = []
    try:
        document = open_document(path)
    except ReportKitError as error:
        figures.wrong = str(error).splitlines()[0]
        return figures
    figures.silent_characters = _lost(source, document)
    told = sum(one.size for one in document.omissions if not one.in_characters)
    figures.silent_pictures = max(0, pictures(path) - told)
    if whole:
        try:
            report = Report.from_document(document, about["agency"], about["level"], about["year"] or None)
        except ReportKitError as error:
            figures.wrong = str(error).splitlines()[0]
            return figures
        _compare_cells(report, cells, figures, wrong)
        _compare_sections(report, expected, figures, wrong)
        _compare_ends(report, source, figures, wrong)
    figures.wrong = "；".join(wrong)
    return figures


def _squeeze(text: str) -> str:
    return "".join(
        char
        for char in unicodedata.normalize("NFKC", text)
        if not char.isspace() and unicodedata.category(char) not in ("Cf", "Cc")
    )


def _lost(source: list[str], document: Document) -> int:
    """Return how many characters of the source are neither in the Document nor told."""
    lost = Counter(_squeeze("".join(source)))
    lost.subtract(Counter(_squeeze(document.source)))
    told = sum(one.size for one in document.omissions if one.in_characters)
    return max(0, sum((+lost).values()) - told)


def _compare_cells(report: Report, cells: Mapping[str, Any], figures: Figures, wrong: list[str]) -> None:
    told = {note.where for note in report.notes}
    for address, right in cells.items():
        table, row, column = address.split("/")
        value = report.value(table, row, column)
        if value == right if right is not None else value is None:
            figures.cells_right += 1
            continue
        title = report.spec.table(table).title
        silent = value is not None or title not in told
        figures.silent_cells += silent
        if figures.cells - figures.cells_right and len(wrong) < 5:
            wrong.append(f"{address} {right}→{value}{'' if silent else '（有说明）'}")


def _expected_sections(source: list[str]) -> list[tuple[str, str, list[str]]]:
    """Return for each part of the form that the lines hold: its id, its heading, the lines below it."""
    headings = [(at, match) for at, line in enumerate(source) if (match := _HEADING.fullmatch(line))]
    chosen: dict[int, str] = {}
    for section in load_form().sections:
        if section.level == 1:
            alike = [(_likeness(section.title[2:], match.group(2)), -at) for at, match in headings]
            best, at = max(alike, default=(0.0, 0))
            if best >= _ALIKE:
                chosen.setdefault(-at, section.id)
    ends = [at for at, _ in headings] + [len(source)]
    return [
        (chosen[at], source[at], source[at + 1 : min(end for end in ends if end > at)])
        for at in sorted(chosen)
    ]


def _likeness(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _compare_sections(
    report: Report, expected: list[tuple[str, str, list[str]]], figures: Figures, wrong: list[str]
) -> None:
    own = all(report.spec.section(id_).title[0] == heading[0] for id_, heading, _ in expected)
    for number, (section_id, heading, below) in enumerate(expected):
        parts = report.spec.within(section_id)
        ours = _squeeze("".join(report.heading(part.id) + report.section(part.id) for part in parts))
        body = _before_signature(below) if number == len(expected) - 1 else below
        lacking = [line for line in body if not _in_table(line) and _squeeze(line) not in ours]
        # What is more than its own lines came from elsewhere; headings that the form adds are its own.
        rest = ours.replace(_squeeze(heading), "", 1)
        for line in sorted(body, key=len, reverse=True):
            if not _in_table(line) or _ASPECT.match(line):
                rest = rest.replace(_squeeze(line), "", 1)
        for part in parts:
            rest = rest.replace(_squeeze(part.title), "", 1)
        # A text with an order of parts of its own may put more under one of the form's.
        if _squeeze(heading) in ours and not lacking and not (rest and own):
            figures.sections_right += 1
        else:
            wrong.append(f"“{heading}”缺 {lacking[:1]} 多 {rest[:20]!r}")


def _in_table(line: str) -> bool:
    """Say whether a line is no prose: a cell of the form's tables, or too short to hold a sentence."""
    plain = _squeeze(line)
    if line.startswith("|") or not re.search(r"[。；，：:,;]", plain):
        return True
    for label in _labels():
        plain = plain.replace(label, "")
    return not plain.strip("0123456789")


@cache
def _labels() -> tuple[str, ...]:
    """Return what is printed in the form's tables, the longest first."""
    tables = load_form().tables
    blocks = [block for table in tables for block in table.blocks]
    rows = [text for block in blocks for row in block.rows for text in (row.label, *row.path, *row.aliases)]
    columns = [text for block in blocks for column in block.columns for text in (column.label, *column.path)]
    heads = [text for table in tables for text in (table.corner, *(block.heading for block in table.blocks))]
    words = {_squeeze(text) for text in (*rows, *columns, *heads, "信息内容")} - {""}
    return tuple(sorted(words, key=len, reverse=True))


def _before_signature(below: list[str]) -> list[str]:
    at = next((n for n in range(len(below) - 1, -1, -1) if parse_date(below[n])), len(below))
    return below[: max(0, at - 1)] if at < len(below) else below


def _compare_ends(report: Report, source: list[str], figures: Figures, wrong: list[str]) -> None:
    at = next((n for n in range(len(source) - 1, len(source) // 2, -1) if parse_date(source[n])), None)
    date = parse_date(source[at]) if at else None
    before = source[at - 1] if at else ""
    signature = before if len(before) <= 40 and not re.search(r"[。；，：]", before) else ""
    whole = [_squeeze(line) for line in source[:60]]
    # A title may stand on two lines.
    pairs = map("".join, pairwise([*whole, ""]))
    title = next(filter(_TITLE.fullmatch, [*whole, *pairs]), "")
    for what, ours, right in (
        ("标题", _squeeze(report.title), _squeeze(title)),
        ("落款", _squeeze(report.signature), _squeeze(signature)),
        ("日期", str(report.date), str(date)),
    ):
        if ours == right:
            figures.ends_right += 1
        else:
            wrong.append(f"{what} {right!r}→{ours!r}")


if __name__ == "__main__":
    sys.exit(main())

"""Whether a report survives the way through a file: written in a format, read, and imported again."""

from __future__ import annotations

import difflib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_kit import Report, open_document
from report_kit.document import Document
from report_kit.errors import ReportKitError
from report_kit.export import export_report
from report_kit.export.assemble import report_in
from report_kit.forms import load_form

KINDS = ("html", "docx", "pdf", "txt", "ipynb")
PARTS = ("标题", "正文", "部分标题", "表格", "落款", "日期", "机关和年度")
NOTEBOOK = "ipynb（文档）"
"""A notebook read like any other file, by its text alone; the export reads what it carries."""
WAYS = (*KINDS, NOTEBOOK)

_SHOWN = 24


@dataclass(frozen=True)
class Difference:
    """One thing that a trip changed: which way, which part of the report, what."""

    way: str
    part: str
    what: str


def trips(report: Report, ways: Sequence[str] = WAYS) -> Iterator[Difference]:
    """Send a report each way, and yield what came back otherwise."""
    own = report.resolved()
    with tempfile.TemporaryDirectory() as folder:
        kinds = dict.fromkeys(way.partition("（")[0] for way in ways)
        files: dict[str, Path] = {}
        for kind in kinds:
            try:
                files |= export_report(report, Path(folder) / "往返", [kind])
            except ReportKitError as error:
                yield Difference(kind, "导出", str(error).replace("\n", " "))
        for way in ways:
            file = files.get(way.partition("（")[0])
            if file is None:
                continue
            try:
                back = _read(own, file, way)
            except ReportKitError as error:
                yield Difference(way, "读入", str(error).replace("\n", " "))
                continue
            for part, what in differences(own, back):
                yield Difference(way, part, what)


def _read(report: Report, file: Path, way: str) -> Report:
    if way == "ipynb":
        back = report_in(file.read_bytes())
        assert back is not None
        return back
    return _imported(open_document(file), report)


def imported(report: Report) -> Report:
    """Return a report as it is read from its own text: what every trip begins with."""
    return _imported(report.document(), report)


def _imported(document: Document, report: Report) -> Report:
    # Texts of every make bear titles like those of the form without fixed parts: it is never recognised.
    known = report.spec.recognise
    form = "" if known.headings or known.title_alone or known.cells else report.form
    return Report.from_document(document, report.agency, report.level, report.year, form)


def differences(first: Report, second: Report) -> Iterator[tuple[str, str]]:
    """Yield for each part of a report what ``second`` has otherwise than ``first``."""
    for name in ("form", "agency", "level", "year"):
        yield from _unequal("机关和年度", getattr(first, name), getattr(second, name))
    yield from _unequal("标题", first.title, second.title)
    yield from _of_texts("部分标题", first.headings, second.headings)
    yield from _of_texts("正文", first.sections, second.sections)
    if first.form == second.form:
        for table in load_form(first.form).tables:
            for row, column in table.addresses:
                one, other = first.value(table.id, row, column), second.value(table.id, row, column)
                yield from _unequal(
                    "表格", one, other, f"{table.called} {'/'.join(table.names(row, column))}："
                )
    yield from _unequal("落款", first.signature, second.signature)
    yield from _unequal("日期", first.date, second.date)


def _unequal(part: str, one: object, other: object, where: str = "") -> Iterator[tuple[str, str]]:
    if one != other:
        yield part, f"{where}{one!r} → {other!r}"


def _of_texts(part: str, first: Mapping[str, str], second: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key in dict.fromkeys((*first, *second)):
        one, other = first.get(key, "").split("\n"), second.get(key, "").split("\n")
        opcodes = difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
        for tag, low, high, start, end in opcodes:
            if tag != "equal":
                yield part, f"{key}：{_cut(one[low:high], other[start:end])}"


def _cut(one: list[str], other: list[str]) -> str:
    """Show two passages from shortly before the first character in which they differ."""
    first, second = "⏎".join(one), "⏎".join(other)
    same = next((n for n, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]), 0)
    same = same or (min(len(first), len(second)) if first[:1] == second[:1] else 0)
    low = max(0, same - 8)
    return f"{first[low : low + _SHOWN]!r} → {second[low : low + _SHOWN]!r}"

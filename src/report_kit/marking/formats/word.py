"""Word files: native comments at the exact passage, and tracked changes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from report_kit.document import Document
from report_kit.document.word.blocks import BlockReader
from report_kit.document.word.container import open_package
from report_kit.errors import MarkingError
from report_kit.marking.note import compose
from report_kit.marking.options import Marked, Options
from report_kit.marking.word.anchors import Anchors, Source, Stretch
from report_kit.marking.word.changes import Revisions, plan
from report_kit.marking.word.comments import open_comments
from report_kit.marking.word.ranges import Note, split_runs, write_range
from report_kit.marking.word.side import FAMILIES, SideText, side_texts
from report_kit.proofread.findings.choice import choose_fixes
from report_kit.proofread.findings.finding import Finding

EXTENSIONS = (".docx",)
SUFFIX = ".docx"

_BREAK = re.compile(r"[\n\t]")


def mark(path: Path, document: Document, findings: list[Finding], options: Options) -> Marked:
    """Return the copy of a Word file with a comment for each finding.

    Args:
        path: the file that ``document`` was read from.
        document: as read.
        findings: of this document.
        options: author, time, tracked changes.

    Raises:
        InputError: the file can not be read.
        MarkingError: ``RK-255``: it is no longer the file that was checked.
    """
    with open_package(path) as package:
        parts = package.parts()
        members = [(info, package.archive.read(info)) for info in package.archive.infolist()]
        comments, changed = open_comments(package, parts.document)
        sides = side_texts(package, parts.document)
        main = package.main
    reader = BlockReader(parts)
    reader.read()
    if reader.source != document.source:
        raise MarkingError(
            "RK-255", "文件在校对以后又被改动了", where=str(path), remedy="请关闭正在改它的程序，重新校对"
        )
    source = Source(reader.pieces, reader.spots, Anchors(parts.document))
    notes = _notes(document, source, findings, options.track)
    notes += _side_notes(sides, source, options.check)
    runs = split_runs(notes)
    revisions = Revisions(parts.document, options.author, options.time)
    # All changes come first, for a comment goes round those that stand in its passage.
    for note in notes:
        for change in note.changes:
            note.made += revisions.make(change, runs)
    for number, note in enumerate(notes, 1):
        text = compose(number, note.finding, place=note.place, tracked=bool(note.changes))
        write_range(note, comments.add(text, options.author, options.time), runs)
    changed[main] = parts.document
    return Marked(
        _packed(members, changed),
        len(notes),
        sum(bool(note.changes) for note in notes),
        sum(not note.exact for note in notes),
    )


def _notes(document: Document, source: Source, findings: list[Finding], track: bool) -> list[Note]:
    chosen = {id(finding): fix for finding, fix in choose_fixes(findings, "likely")} if track else {}
    notes = []
    for finding in findings:
        fix = chosen.get(id(finding))
        changes = plan(document, source, fix.edits) if fix else None
        if changes and fix:
            finding = replace(finding, fixes=(fix, *(other for other in finding.fixes if other is not fix)))
        spans = document.source_spans(finding.start, finding.end)
        stretches = [stretch for span in spans for stretch in source.within(*span)]
        beside = source.note(spans[0][0]) if spans else None
        if beside:
            # Other programs lose comments in notes: it is written at the mark.
            mark, place = beside
            notes.append(Note(finding, [source.of_mark(mark)], exact=False, place=place))
            continue
        note = Note(finding, stretches, _covers(finding, stretches), changes=tuple(changes or ()))
        notes.append(
            note if stretches else _hung(note, source, spans[0][0] if spans else len(document.source))
        )
    return notes


def _covers(finding: Finding, stretches: list[Stretch]) -> bool:
    """Say whether the stretches hold the whole passage; ends of lines and cells are in no run."""
    length = sum(stretch.end - stretch.start for stretch in stretches)
    return length >= len(_BREAK.sub("", finding.text)) and all(each.anchor.splittable for each in stretches)


def _hung(note: Note, source: Source, offset: int) -> Note:
    """Give a note without a passage the place at ``offset``, or the empty line there."""
    point, spot = source.point(offset), source.spot(offset)
    note.stretches = [point] if point else []
    note.paragraph = spot.paragraph if spot else None
    return note


def _side_notes(sides: list[SideText], source: Source, check: Callable[[str], list[Finding]]) -> list[Note]:
    notes = []
    for side in sides:
        for finding in check(side.text):
            if finding.rule.partition(".")[0] not in FAMILIES:
                continue
            notes.append(_hung(Note(finding, [], exact=False, place=side.place), source, 0))
    return notes


def _packed(members: list[tuple[zipfile.ZipInfo, bytes]], changed: dict[str, Any]) -> bytes:
    """Return the archive with the changed parts in their old places and the new ones at the end."""
    from lxml import etree

    written = {
        name: etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        for name, root in changed.items()
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for old, data in members:
            archive.writestr(_entry(old.filename, old.date_time), written.pop(old.filename, data))
        for name, data in written.items():
            archive.writestr(_entry(name, (1980, 1, 1, 0, 0, 0)), data)
    return buffer.getvalue()


def _entry(name: str, date: tuple[int, int, int, int, int, int]) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o600 << 16
    return entry

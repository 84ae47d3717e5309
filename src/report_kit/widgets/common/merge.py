"""Two people changed one report: what differs, and how to put it together again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from report_kit.forms.report import Report, format_date
from report_kit.forms.values import format_value

Side = Literal["mine", "theirs"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A part of a report that two versions hold differently.

    ``mine`` and ``theirs`` are for reading; ``suggested`` is the side that changed it since the common
    base, mine when both did, which ``clash`` tells.
    """

    part: str
    name: str
    mine: str
    theirs: str
    suggested: Side
    clash: bool = False


def differences(base: Report, mine: Report, theirs: Report) -> list[Difference]:
    """Return the parts in which ``mine`` and ``theirs`` differ; ``base`` is what both started from."""
    before, left, right = _parts(base), _parts(mine), _parts(theirs)
    found = []
    for part in {**left, **right}:
        if left.get(part) != right.get(part):
            side: Side = "theirs" if left.get(part) == before.get(part) else "mine"
            clash = side == "mine" and right.get(part) != before.get(part)
            words = (
                _name(mine if part in left else theirs, part),
                _read(mine, theirs, part),
                _read(theirs, mine, part),
            )
            found.append(Difference(part, *words, side, clash))
    return found


def merged(mine: Report, theirs: Report, sides: Mapping[str, Side]) -> Report:
    """Return their report with the parts for which ``sides`` says ``"mine"`` taken from mine."""
    taken = [part for part, side in sides.items() if side == "mine"]
    changes: dict[str, Any] = {part: getattr(mine, part) for part in taken if ":" not in part}
    changes["sections"] = dict(theirs.sections)
    changes["headings"] = dict(theirs.headings)
    changes["tables"] = dict(theirs.tables)
    for part in taken:
        kind, _, name = part.partition(":")
        if kind == "section" and mine.has_section(name):
            changes["sections"][name] = mine.section(name)
            changes["headings"][name] = mine.heading(name)
        elif kind == "section":  # one of the office's own that was taken out
            changes["sections"].pop(name, None)
            changes["headings"].pop(name, None)
        elif kind == "table":
            changes["tables"][name] = mine.tables[name]
    return replace(theirs, **changes)


def _parts(report: Report) -> dict[str, object]:
    parts: dict[str, object] = {
        name: getattr(report, name)
        for name in ("agency", "level", "year", "title", "signature", "date", "figures")
    }
    for section in report.spec.sections:
        parts[f"section:{section.id}"] = (report.heading(section.id), report.section(section.id))
    return parts | {f"table:{table.id}": report.tables[table.id] for table in report.spec.tables}


_NAMES = {
    "agency": "机关名称",
    "level": "机关类别",
    "year": "年度",
    "title": "标题",
    "signature": "落款",
    "date": "成文日期",
    "figures": "台账的数",
}


def _name(report: Report, part: str) -> str:
    kind, _, name = part.partition(":")
    if kind == "section":
        return report.heading(name)
    return report.spec.table(name).title if kind == "table" else _NAMES[part]


def _read(report: Report, other: Report, part: str) -> str:
    """Return a part of ``report`` in words; a heading, and cells of a table, only where ``other`` differs."""
    kind, _, name = part.partition(":")
    if kind == "section" and not report.has_section(name):
        return "（没有这一部分）"
    if kind == "section":
        text = report.section(name) or "（空）"
        heading = report.heading(name)
        same = other.has_section(name) and heading == other.heading(name)
        return text if same else f"{heading}\n{text}"
    if kind == "table":
        table = report.spec.table(name)
        own, others = report.tables[name], other.tables[name]
        return "\n".join(
            f"{'，'.join(table.names(row, column))}：{format_value(own[row][column]) or '（空）'}"
            for row, column in table.addresses
            if own[row][column] != others[row][column]
        )
    if part == "figures":
        changed = [k for k, v in report.figures.items() if other.figures.get(k) != v]
        return "\n".join(f"{name}：{format_value(report.figures[name])}" for name in changed) or "（空）"
    if part == "date":
        return format_date(report.date) if report.date else "（空）"
    return str(getattr(report, part)) or "（空）"

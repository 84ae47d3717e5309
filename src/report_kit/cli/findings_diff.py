"""What appeared, vanished and changed between the findings of two versions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from report_kit.document import Document

Record = dict[str, Any]
Kind = Literal["appeared", "vanished", "changed"]


@dataclass(frozen=True)
class Change:
    """One difference; ``old`` and ``new`` are records of ``check --format json``."""

    kind: Kind
    old: Record | None
    new: Record | None

    @property
    def record(self) -> Record:
        """The newer record there is."""
        record = self.new or self.old
        assert record is not None
        return record


def compare(old: Iterable[Record], new: Iterable[Record]) -> tuple[list[Change], int]:
    """Return the changes by rule and place, and how many findings stayed as they were.

    Two findings are one when file, rule, line, column and text agree; where a version has several such,
    they pair up in their order.
    """
    before, after = _by_place(old), _by_place(new)
    changes: list[Change] = []
    same = 0
    for key in sorted(before.keys() | after.keys()):
        olds, news = before.get(key, []), after.get(key, [])
        paired = min(len(olds), len(news))
        for one, other in zip(olds[:paired], news[:paired], strict=True):
            if outcome(one) == outcome(other):
                same += 1
            else:
                changes.append(Change("changed", one, other))
        changes += [Change("vanished", record, None) for record in olds[paired:]]
        changes += [Change("appeared", None, record) for record in news[paired:]]
    return changes, same


def _by_place(records: Iterable[Record]) -> dict[tuple[str, str, int, int, str], list[Record]]:
    places = defaultdict(list)
    for record in records:
        if "omission" in record:  # no finding, but what could not be checked
            continue
        key = (record["rule"], record["path"], record["line"], record["column"], record["text"])
        places[key].append(record)
    return places


def outcome(record: Record) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return severity and suggestions (safety, new text) of a finding."""
    return record["severity"], tuple((fix["safety"], _new_text(fix)) for fix in record["fixes"])


def _new_text(fix: Record) -> str:
    if fix["replacement"] is not None:
        return str(fix["replacement"])
    return "…".join(str(edit[2]) for edit in fix["edits"])


def sentence(record: Record) -> tuple[str, str, str]:
    """Return what stands before, at and after a finding; only its text where the file cannot be read."""
    from report_kit.cli.place import surroundings

    document = _document(record["path"])
    if document is None:
        return "", record["text"], ""
    start = document.source_lines.offset(record["line"], record["column"])
    end = start + len(record["text"])
    return surroundings(document.source, start, min(end, len(document.source)))


@cache
def _document(path: str) -> Document | None:
    from report_kit.document import open_document
    from report_kit.errors import InputError

    try:
        return open_document(Path(path))
    except InputError:
        return None


def by_rule(changes: Sequence[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the changes of each rule, by rule id."""
    groups = defaultdict(list)
    for change in changes:
        groups[change.record["rule"]].append(change)
    yield from sorted(groups.items())

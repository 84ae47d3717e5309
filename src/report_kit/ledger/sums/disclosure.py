"""What was published in the year, for 一（一）主动公开: in all, by channel, by kind of column, by article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from report_kit.ledger.fault import Fault
from report_kit.ledger.register import Row
from report_kit.ledger.sums.tally import NOT_COUNTED

TOTAL, CHANNEL, COLUMN, ARTICLE = "总数", "渠道(可重复)", "栏目类型(不重复)", "法定类别(不重复)"


@dataclass(frozen=True)
class Count:
    """One count: how it counts (``scope``), what (``item``, empty for the total), and its rows."""

    scope: str
    item: str
    rows: tuple[Row, ...]

    @property
    def number(self) -> int:
        """How many pieces."""
        return len(self.rows)


@dataclass(frozen=True)
class Disclosure:
    """The counts in the order of a report, how many explain a policy, and rows that could not be counted."""

    counts: tuple[Count, ...]
    explanations: Count
    faults: tuple[Fault, ...]


def count_disclosure(rows: Iterable[Row], year: int) -> Disclosure:
    """Count the pieces published in ``year`` that are to be counted.

    Channels count every place a piece was published in, so their sum is no number of pieces; columns and
    articles part the pieces.
    """
    faults, counted = [], []
    for row in rows:
        published, choice = row.day("pub_on"), row.text("counted")
        if published is None or not choice:
            why = "没有可用的公开日期，或没有填“计入条数”"
            message = f"这一行没有计入主动公开条数：{why}"
            faults.append(Fault(NOT_COUNTED, "error", row.file, row.number, "", message))
        elif published.year == year and choice == "是":
            counted.append(row)
    groups: dict[tuple[str, str], list[Row]] = {(TOTAL, ""): counted}
    for row in counted:
        for channel in row.parts("channels"):
            groups.setdefault((CHANNEL, channel), []).append(row)
    for scope, key in ((COLUMN, "ctype"), (ARTICLE, "legal")):
        for row in counted:
            groups.setdefault((scope, row.text(key) or "没有填"), []).append(row)
    counts = tuple(Count(scope, item, tuple(found)) for (scope, item), found in groups.items())
    explaining = tuple(row for row in counted if row.filled("explains"))
    return Disclosure(counts, Count("解读数", "", explaining), tuple(faults))

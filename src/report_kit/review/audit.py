"""Hold the trail against itself, against the tables, and against an anchor from outside.

Whoever holds the database can write another one. What gives that away is an anchor: the hash of the trail's
end as it was once printed on a sheet or written into a published file, out of reach of whoever forges.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from report_kit.errors import ReviewError
from report_kit.workspace import Workspace, schema, trail
from report_kit.workspace.engine import transaction

KINDS = {
    "adopt": "纳入已有的内容",
    "create": "新建报告",
    "save": "保存",
    "decide": "决定",
    "comment": "批注",
    "sign": "签署",
    "export": "导出",
    "publish": "正式发布",
    "import": "并入",
    "discard": "移到回收站",
    "restore": "从回收站恢复",
    "settings": "设置有变化",
    "people": "人员",
    "refused": "口令不对",
}
_TRAIL = schema.trail.c
_ANCHOR = re.compile(r"(\d{1,15})[-:：\s]+((?:[0-9a-fA-F][\s-]*){16,64})")
_PRINTED = 32
_GROUP = 4
_LEAST = 16
_COUNTS = ('"rows"', '"gone"', '"file"')
"""Of a record without any of them nothing follows for the tables."""


@dataclass(frozen=True)
class Anchor:
    """The end of the trail as it once was: the number of a record, and its hash or the beginning of it."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}-{self.hash}"

    @property
    def printed(self) -> str:
        """As it stands on the sheet: half of the hash, 128 bits, in groups that can be typed."""
        half = self.hash[:_PRINTED]
        groups = [half[at : at + _GROUP] for at in range(0, len(half), _GROUP)]
        return f"{self.number}-{' '.join(groups)}"

    @classmethod
    def parse(cls, text: str) -> Anchor | None:
        """Return the anchor in a text, as it is printed or as files carry it; ``None`` when there is none."""
        found = _ANCHOR.search(text)
        digits = re.sub(r"[\s-]", "", found[2]).lower() if found else ""
        return cls(int(found[1]), digits) if found and len(digits) >= _LEAST else None


@dataclass(frozen=True)
class Fault:
    """Something that does not fit: the record concerned (0 for none), and what (Chinese)."""

    number: int
    reason: str

    def __str__(self) -> str:
        return f"第 {self.number} 条：{self.reason}" if self.number else self.reason


@dataclass(frozen=True)
class Audit:
    """What verifying came to.

    Args:
        count: how many records there are.
        head: the end of the trail, ``None`` when it is empty.
        faults: what was edited, removed, reordered, cut off or added behind the trail's back.
        remarks: what is odd and may be innocent: a clock that was set back.
        anchored: whether an anchor was given and found.
    """

    count: int
    head: Anchor | None
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...]
    anchored: bool

    @property
    def is_sound(self) -> bool:
        """Whether everything fits."""
        return not self.faults


def records(workspace: Workspace, report_id: int | None = None) -> list[trail.Record]:
    """Return the records of the trail, oldest first; those of one report when it is given."""
    query = select(schema.trail).order_by(_TRAIL.number)
    if report_id is not None:
        query = query.where(_TRAIL.report == report_id)
    with transaction(workspace.engine) as connection:
        return [trail.Record(**found._mapping) for found in connection.execute(query)]


def head(workspace: Workspace) -> Anchor | None:
    """Return the end of the trail, to be kept outside; ``None`` when nothing was ever done."""
    with transaction(workspace.engine) as connection:
        last = trail.newest(connection)
    return Anchor(last.number, last.hash) if last else None


def verify(workspace: Workspace, *anchors: Anchor) -> Audit:
    """Verify the whole trail: each record, their order, and the tables against what it says of them.

    Args:
        workspace: of which.
        anchors: from outside; without one a trail that was cut off or written anew can look sound.
    """
    with transaction(workspace.engine) as connection:
        return verify_in(connection, *anchors)


def verify_in(connection: Connection, *anchors: Anchor) -> Audit:
    """Verify the trail inside a transaction; see ``verify``."""
    walk = _Walk()
    wanted = {anchor.number for anchor in anchors}
    hashes: dict[int, str] = {}
    for found in connection.execute(select(*_COLUMNS).order_by(_TRAIL.number)):
        walk.take(*found)
        if found[0] in wanted:
            hashes[found[0]] = found[7]
    faults = walk.faults + [fault for anchor in anchors if (fault := _unanchored(anchor, hashes, walk))]
    faults += _against_tables(connection, walk)
    end = Anchor(walk.count and walk.number, walk.before) if walk.count else None
    return Audit(walk.count, end, tuple(faults), tuple(walk.remarks), bool(anchors))


_COLUMNS = (
    _TRAIL.number,
    _TRAIL.made,
    _TRAIL.kind,
    _TRAIL.report,
    _TRAIL.who,
    _TRAIL.body,
    _TRAIL.before,
    _TRAIL.hash,
)


def _unanchored(anchor: Anchor, hashes: dict[int, str], walk: _Walk) -> Fault | None:
    stands = hashes.get(anchor.number)
    if stands is None:
        return Fault(0, f"存证码是第 {anchor.number} 条的，记录只有 {walk.count} 条：后面的被截去了")
    if not stands.startswith(anchor.hash):
        return Fault(anchor.number, "与存证码不符：这一条或它前面的记录被改写过")
    return None


class _Walk:
    """Goes through the records in order, and learns which rows must stand in the tables at the end."""

    def __init__(self) -> None:
        self.count = self.number = 0
        self.before = trail.BEGINNING
        self.made = ""
        self.faults: list[Fault] = []
        self.remarks: list[Fault] = []
        self.rows: dict[int, dict[tuple[str, int], str]] = {}
        self.discarded: set[str] = set()

    def take(
        self, number: int, made: str, kind: str, report: int, who: str, body: str, before: str, sealed: str
    ) -> None:
        if number != self.number + 1:
            self.faults.append(
                Fault(number, f"它前面应是第 {number - 1} 条，却是第 {self.number} 条：缺了记录")
            )
        elif before != self.before:
            self.faults.append(Fault(number, "没有接在前一条后面：前一条被改过、换过，或次序变了"))
        if trail.seal(number, made, kind, report, who, body, before) != sealed:
            self.faults.append(Fault(number, "内容与它的校验值不符：被改过"))
        if made < self.made:
            self.remarks.append(
                Fault(number, f"时间（{made[:19]}）早于前一条（{self.made[:19]}），时钟可能调过")
            )
        self.count += 1
        self.number, self.before, self.made = number, sealed, made
        if not any(word in body for word in _COUNTS):
            return
        try:
            self._replay(number, kind, report, trail.parse(body))
        except (ValueError, TypeError, KeyError, AttributeError):
            self.faults.append(Fault(number, "内容看不懂：被改过"))

    def _replay(self, number: int, kind: str, report: int, details: dict[str, Any]) -> None:
        if details.get("gone"):
            self.rows.pop(report, None)
        if kind == "discard":
            self.discarded.add(details["file"])
        if kind == "restore" and details["file"] not in self.discarded:
            signed = any(table == "signatures" for table, *_ in details.get("rows", ()))
            said = "从回收站恢复的文件不是当时存入的那一个：存入后被改过，或是别处来的"
            (self.faults if signed else self.remarks).append(Fault(number, said))
        for table, owner, key, digest in details.get("rows", ()):
            self.rows.setdefault(owner, {})[table, key] = digest


def _against_tables(connection: Connection, walk: _Walk) -> list[Fault]:
    """Compare what the trail says must stand in the tables with what stands there."""
    expected = {
        (table, report, key): d for report, kept in walk.rows.items() for (table, key), d in kept.items()
    }
    faults = []
    for row, sound in _rows(connection):
        digest = expected.pop((row.table, row.report, row.key), None)
        called = _called(row.table, row.report, row.key)
        if digest is None:
            faults.append(Fault(0, f"{called}没有记录：不是用本程序写进去的"))
        elif digest != row.digest or not sound:
            faults.append(Fault(0, f"{called}与记录不符：被改过"))
    faults += [Fault(0, f"{_called(*place)}不见了：被删去了") for place in expected]
    return faults


def _rows(connection: Connection) -> Iterator[tuple[trail.Row, bool]]:
    """Yield every row the trail covers as it stands, and whether a revision's body fits its digest."""
    for table in schema.metadata.sorted_tables:
        if table.name not in trail.DIGESTED:
            continue
        columns = table.c
        key = "number" if table.name == "revisions" else "id"
        for found in connection.execute(select(table).order_by(columns[key])).mappings():
            sound = True
            if table.name == "revisions":
                sound = hashlib.sha256(found["body"].encode()).hexdigest() == found["sha256"]
            if table.name == "reports":
                yield trail.row("reports", found["id"], 0, found), sound
            else:
                yield trail.row(table.name, found.get("report_id", 0), found[key], found), sound


_CALLED = {
    "reports": "报告的名称、年度等",
    "revisions": "第 {} 版",
    "decisions": "决定 {}",
    "people": "人员 {}",
    "signatures": "签名 {}",
    "comments": "批注 {}",
    "publications": "发布记录 {}",
}


def _called(table: str, report: int, key: int) -> str:
    name = _CALLED[table].format(key) if table in _CALLED else f"{table} {key}"
    return f"报告 {report} 的{name}" if report else name


def anchor_of(text: str) -> Anchor:
    """Return the anchor that a person typed.

    Raises:
        ReviewError: ``RK-741``.
    """
    anchor = Anchor.parse(text)
    if anchor is None:
        raise ReviewError(
            "RK-741",
            f"“{text[:60]}”不是存证码",
            remedy="照审签单上的写：序号、短横、至少 16 位十六进制数，如 128-3fa9 27c1 …；或给出发布的文件",
        )
    return anchor

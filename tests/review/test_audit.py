"""Whatever is done to the trail behind its back is found; with an anchor, cutting it off and rewriting."""

from __future__ import annotations

import json
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import time_machine

from report_kit.errors import ReviewError
from report_kit.review.audit import KINDS, Anchor, anchor_of, head, records, verify
from report_kit.review.signing import signatures
from report_kit.workspace import Workspace, trail
from report_kit.workspace.trash import discard, restore
from tests.review.office import QUIET, begin, full_report, put, sign_all

Office = tuple[Workspace, int]
COLUMNS = ("number", "made", "kind", "report", "who", "body", "before", "hash")


def file_of(workspace: Workspace) -> Path:
    assert workspace.folder is not None
    return workspace.folder / "report-kit.db"


def tamper(workspace: Workspace, *statements: str, values: tuple[Any, ...] = ()) -> None:
    with closing(sqlite3.connect(file_of(workspace))) as database, database:
        for statement in statements:
            database.execute(statement, values)


def filled(folder: Path, count: int) -> Workspace:
    """Return a workspace whose trail has ``count`` records of acts that leave no rows."""
    workspace = Workspace(folder)
    made, before, values = "2025-01-13T09:30:00.123456+00:00", trail.BEGINNING, []
    body = trail.canonical({"files": {"年报.pdf": "0" * 64}})
    for number in range(1, count + 1):
        record = (number, made, "export", number % 7 + 1, "张三𠮷", body, before)
        before = trail.seal(*record)
        values.append((*record, before))
    with closing(sqlite3.connect(file_of(workspace))) as database, database:
        database.executemany("INSERT INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    return workspace


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return filled(tmp_path_factory.mktemp("存证"), 10_000)


@pytest.fixture
def database(long: Workspace) -> Iterator[sqlite3.Connection]:
    """The long trail, to be written in; nothing of it stays."""
    with closing(sqlite3.connect(":memory:")) as copy, closing(sqlite3.connect(file_of(long))) as source:
        source.backup(copy)
        copy.isolation_level = None  # nothing is taken back when a connection is given back
        yield copy


class Held:
    """Verifies a database in memory."""

    def __init__(self, database: sqlite3.Connection) -> None:
        from sqlalchemy import create_engine
        from sqlalchemy.pool import StaticPool

        self.engine = create_engine("sqlite://", creator=lambda: database, poolclass=StaticPool)

    def is_sound(self, *anchors: Anchor) -> bool:
        return verify(self, *anchors).is_sound  # type: ignore[arg-type]


def edits(count: int, chosen: random.Random, every: bool) -> Iterator[tuple[int, str, int]]:
    """Yield record, column and place of single-character edits: of each record one a column, or a sample."""
    numbers = range(1, count + 1) if every else chosen.sample(range(1, count + 1), 60)
    for number in numbers:
        for column in COLUMNS:
            yield number, column, chosen.randrange(1 << 16)


def changed(value: Any, place: int) -> Any:
    """Return the value with one byte of it another."""
    if isinstance(value, int):
        return value ^ (1 << place % 8)
    data = bytearray(value.encode())
    at = place % len(data)
    while True:
        data[at] = (data[at] ^ (1 + place % 127)) & 0x7F if data[at] < 0x80 else data[at] ^ 1
        try:
            if (new := bytes(data).decode()) != value:
                return new
        except UnicodeDecodeError:
            pass
        place += 1


def record_at(database: sqlite3.Connection, number: int) -> dict[str, Any]:
    row = database.execute(f"SELECT {', '.join(COLUMNS)} FROM trail WHERE number = ?", (number,)).fetchone()
    return dict(zip(COLUMNS, row, strict=True))


def write(database: sqlite3.Connection, number: int, values: dict[str, Any]) -> None:
    sets = ", ".join(f"{name} = :{name}" for name in values)
    database.execute(f"UPDATE trail SET {sets} WHERE number = :at", {**values, "at": number})


def test_a_long_trail_is_sound(long: Workspace) -> None:
    anchor = head(long)
    assert anchor is not None
    found = verify(long, anchor)
    assert (found.is_sound, found.count, found.head, found.anchored) == (True, 10_000, anchor, True)
    assert verify(long, Anchor(anchor.number, anchor.hash[:16])).is_sound


def look_for_edits(database: sqlite3.Connection, anchor: Anchor, every: bool) -> int:
    """Make each edit alone, verify around it as far as the hashes reach, and take it back."""
    chosen, tried = random.Random(17), 0
    for number, column, place in edits(10_000, chosen, every):
        value = record_at(database, number)[column]
        new = changed(value, place)
        if column == "number" and database.execute("SELECT 1 FROM trail WHERE number = ?", (new,)).fetchone():
            new = 10_000 + number  # the key of a row is unique
        write(database, number, {column: new})
        assert neighbours_complain(database, number, new if column == "number" else number), (number, column)
        write(database, new if column == "number" else number, {column: value})
        tried += 1
    assert Held(database).is_sound(anchor)
    return tried


def neighbours_complain(database: sqlite3.Connection, number: int, now: int) -> bool:
    """Say whether verifying finds a fault, where the fault can be: a whole run for each edit takes days.

    What is verified of a part is what is verified of the whole: the walk goes record by record.
    """
    from report_kit.review.audit import _Walk

    around = range(max(1, number - 1), min(10_000, number + 1) + 1)
    numbers = sorted({*around, now} - ({number} if now != number else set()))
    walk = _Walk()
    first = record_at(database, numbers[0])
    walk.number, walk.before = numbers[0] - 1, first["before"]
    if numbers[0] == number:  # the edited one may be the first: what stands before it is known
        walk.before = trail.BEGINNING if number == 1 else record_at(database, number - 1)["hash"]
    for one in numbers:
        record = record_at(database, one)
        walk.take(*(record[name] for name in COLUMNS))
    return bool(walk.faults)


def test_an_edit_anywhere_is_found(long: Workspace, database: sqlite3.Connection) -> None:
    anchor = head(long)
    assert anchor is not None
    assert look_for_edits(database, anchor, every=False) == 60 * len(COLUMNS)
    for number in (1, 10_000):  # and by the whole run
        for column in COLUMNS:
            value = record_at(database, number)[column]
            write(database, number, {column: 20_000 if column == "number" else changed(value, 3)})
            assert not Held(database).is_sound(anchor), (number, column)
            write(database, 20_000 if column == "number" else number, {column: value})


@pytest.mark.slow
def test_every_record_and_column_edited(long: Workspace, database: sqlite3.Connection) -> None:
    anchor = head(long)
    assert anchor is not None
    assert look_for_edits(database, anchor, every=True) == 10_000 * len(COLUMNS)


def test_every_byte_of_a_record(tmp_path: Path) -> None:
    """All bits of all bytes, of the record in the middle and of the last one."""
    workspace = filled(tmp_path, 3)
    anchor = head(workspace)
    assert anchor is not None
    kept = records(workspace)
    for at in (1, 2):
        for name in COLUMNS[1:]:
            value = getattr(kept[at], name)
            for new in variants(value):
                forged = [*kept[:at], replace(kept[at], **{name: new}), *kept[at + 1 :]]
                assert complains(forged, anchor), (at, name, new)


def variants(value: Any) -> Iterator[Any]:
    if isinstance(value, int):
        yield from (value ^ (1 << bit) for bit in range(16))
        return
    data = value.encode()
    for at in range(len(data)):
        for bit in range(8):
            edited = bytearray(data)
            edited[at] ^= 1 << bit
            try:
                yield edited.decode()
            except UnicodeDecodeError:
                continue  # no database gives that out as text


def complains(forged: list[trail.Record], anchor: Anchor) -> bool:
    from report_kit.review.audit import _unanchored, _Walk

    walk, hashes = _Walk(), {}
    for record in forged:
        walk.take(*(getattr(record, name) for name in COLUMNS))
        hashes[record.number] = record.hash
    return bool(walk.faults) or _unanchored(anchor, hashes, walk) is not None


def sealed_anew(kept: list[trail.Record], start: int) -> list[trail.Record]:
    """Return the records with numbers and hashes from ``start`` on made anew, as a forger would."""
    done = kept[:start]
    for number, record in enumerate(kept[start:], start + 1):
        before = done[-1].hash if done else trail.BEGINNING
        values = (number, record.made, record.kind, record.report, record.who, record.body, before)
        done.append(trail.Record(*values, trail.seal(*values)))
    return done


def test_deletions_swaps_and_cuts(long: Workspace) -> None:
    anchor = head(long)
    assert anchor is not None
    kept = records(long)
    chosen = random.Random(18)
    for at in [0, 9_998, *chosen.sample(range(1, 9_998), 2)]:
        assert complains(kept[:at] + kept[at + 1 :], anchor)  # one is gone
        swapped = [*kept[:at], kept[at + 1], kept[at], *kept[at + 2 :]]
        assert complains(swapped, anchor)
        renumbered = [replace(record, number=number) for number, record in enumerate(swapped, 1)]
        assert complains(renumbered, anchor)
    for left in (0, 1, 9_999):
        assert complains(kept[:left], anchor)
        assert not complains(kept[:left], Anchor(left, kept[left - 1].hash)) or left == 0


@pytest.mark.slow
def test_every_deletion_swap_and_cut(long: Workspace) -> None:
    """Where it stands between sound records, each is found beside its place; the cuts by the anchor."""
    anchor = head(long)
    assert anchor is not None
    kept = records(long)
    for at in range(10_000):
        around = kept[max(0, at - 1) : at + 3]
        here = at - max(0, at - 1)
        assert at == 9_999 or part_complains(kept, at, around[:here] + around[here + 1 :])
        if at < 9_999:
            swapped = [*around[:here], around[here + 1], around[here], *around[here + 2 :]]
            assert part_complains(kept, at, swapped)
    from report_kit.review.audit import _unanchored, _Walk

    walk = _Walk()
    for left in range(10_000):
        assert _unanchored(
            anchor, {record.number: record.hash for record in kept[max(0, left - 1) : left]}, walk
        )


def part_complains(kept: list[trail.Record], at: int, part: list[trail.Record]) -> bool:
    from report_kit.review.audit import _Walk

    walk = _Walk()
    if at > 1:
        walk.number, walk.before = kept[at - 2].number, kept[at - 2].hash
    for record in part:
        walk.take(*(getattr(record, name) for name in COLUMNS))
    return bool(walk.faults)


def test_a_trail_written_anew_is_found_by_the_anchor(long: Workspace) -> None:
    """Who holds the file can make every hash fit again: then only what is outside gives it away."""
    anchor = head(long)
    assert anchor is not None
    kept = records(long)
    for at in (4_321, 9_999):
        forged = sealed_anew([*kept[:at], replace(kept[at], who="别人"), *kept[at + 1 :]], at)
        assert complains(forged, anchor)
        own = Anchor(forged[-1].number, forged[-1].hash)
        assert not complains(forged, own)  # that is what SECURITY.md says


def test_verifying_takes_work_in_step_with_the_records(tmp_path: Path) -> None:
    """Counted in calls, which no other job slows down; ``tools/measure_audit.py`` gives the seconds."""
    once, twice = (calls(filled(tmp_path / str(count), count)) for count in (2_000, 4_000))
    assert twice < 2.1 * once


def calls(workspace: Workspace) -> int:
    anchor = head(workspace)
    assert anchor is not None
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        assert verify(workspace, anchor).is_sound
    finally:
        sys.setprofile(before)
    return count


def everything(workspace: Workspace, key: int) -> None:
    """Do one of everything that is recorded."""
    newest = workspace.load(key)
    workspace.save(key, newest.report.with_section("overview", "电话13800138000。"), base=1, author="张三")
    document = workspace.load(key).report.document()
    (finding, *_) = QUIET.check(document)
    workspace.decide(key, finding, document.text, "ignore", revision=2, reason="虚构的", who="张三")
    put(workspace, key, "draft")
    put(workspace, key, "office", verdict="退回", opinion="电话不能写")


def test_the_trail_grows_by_what_is_done_and_by_nothing_else(office: Office) -> None:
    workspace, key = office
    started = len(records(workspace))
    everything(workspace, key)
    workspace.load(key)
    workspace.history(key)
    verify(workspace)
    workspace.save(key, workspace.load(key).report, base=2)  # nothing new
    done = records(workspace)[started:]
    assert [record.kind for record in done] == ["save", "decide", "sign", "sign"]
    assert [record.who for record in done] == ["张三", "张三", "张三", "李四"]
    assert {record.kind for record in records(workspace)} <= set(KINDS)


def test_it_is_replayed_from_the_tables(office: Office) -> None:
    """From revisions, decisions and signatures alone come the rows that the records name, in their order."""
    workspace, key = office
    everything(workspace, key)
    named = [tuple(row[:3]) for record in records(workspace, key) for row in record.details.get("rows", ())]
    assert [row for row in named if row[0] == "revisions"] == [
        ("revisions", key, version.number) for version in workspace.history(key)
    ]
    assert len([row for row in named if row[0] == "decisions"]) == len(workspace.decisions(key))
    assert [row for row in named if row[0] == "signatures"] == [
        ("signatures", key, one.number) for one in signatures(workspace, key)
    ]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE revisions SET body = replace(body, '电话', '手机') WHERE number = 2", "第 2 版与记录不符"),
        ("UPDATE revisions SET author = '别人' WHERE number = 1", "第 1 版与记录不符"),
        ("UPDATE decisions SET reason = '准予公开'", "决定 1与记录不符"),
        ("UPDATE decisions SET who = '李四'", "决定 1与记录不符"),
        ("DELETE FROM decisions", "决定 1不见了"),
        ("UPDATE signatures SET verdict = '同意'", "签名 2与记录不符"),
        ("UPDATE signatures SET who = '王五' WHERE id = 1", "签名 1与记录不符"),
        ("UPDATE signatures SET answers = '{}' WHERE id = 1", "签名 1与记录不符"),
        ("DELETE FROM signatures WHERE id = 2", "签名 2不见了"),
        (
            "INSERT INTO signatures SELECT 99, report_id, revision, content, chain, 'unit', verdict, who,"
            " post, opinion, answers, machine, excuse, made FROM signatures WHERE id = 1",
            "签名 99没有记录",
        ),
        ("UPDATE people SET roles = '[\"主要领导\"]' WHERE name = '张三'", "人员 2与记录不符"),
        ("UPDATE people SET secret = (SELECT secret FROM people WHERE id = 1)", "人员 2与记录不符"),
        ("UPDATE people SET name = '钱八' WHERE name = '钱七'", "人员 6与记录不符"),
        ("UPDATE reports SET agency = '别的镇'", "名称、年度等与记录不符"),
    ],
)
def test_a_row_that_was_edited(office: Office, statement: str, said: str) -> None:
    workspace, key = office
    everything(workspace, key)
    assert verify(workspace).is_sound
    tamper(workspace, statement)
    found = verify(workspace)
    assert any(said in str(fault) for fault in found.faults), list(map(str, found.faults))


def test_what_changes_without_being_an_act(office: Office) -> None:
    """Wrong guesses count up and down in the list of people; that is no edit."""
    workspace, _ = office
    tamper(workspace, "UPDATE people SET failures = 2 WHERE id = 3")
    assert verify(workspace).is_sound


def test_to_the_trash_and_back(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    path = discard(workspace, key, "张三")
    assert verify(workspace).is_sound
    back = restore(workspace, path, "张三")
    assert verify(workspace).is_sound
    assert len(signatures(workspace, back.id)) == 5
    path = discard(workspace, back.id)
    data = json.loads(path.read_text(encoding="utf-8"))
    data["parts"]["signatures"][0]["who"] = "别人"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    restore(workspace, path)
    assert any("不是当时存入的那一个" in str(fault) for fault in verify(workspace).faults)


def test_the_clock_set_back_shows(office: Office) -> None:
    workspace, key = office
    with time_machine.travel("2020-01-01"):
        workspace.save(key, full_report(year=2024).with_section("other", "补写。"), base=1)
    found = verify(workspace)
    assert found.is_sound
    assert any("时钟可能调过" in str(remark) for remark in found.remarks)


def test_what_was_there_before_the_trail_is_covered(tmp_path: Path) -> None:
    from tests.workspace.old import unpack

    for version in (1, 2):
        workspace = Workspace(unpack(tmp_path / str(version), version))
        assert verify(workspace).is_sound
        assert {record.kind for record in records(workspace)} == {"adopt"}
        tamper(workspace, "UPDATE decisions SET reason = 'x' WHERE id = (SELECT min(id) FROM decisions)")
        assert not verify(workspace).is_sound


@pytest.mark.parametrize("number", [1, 128, 10_000])
def test_an_anchor_as_it_is_printed_and_typed(number: int) -> None:
    anchor = Anchor(number, "3fa927c1" * 8)
    assert anchor_of(str(anchor)) == anchor
    typed = anchor_of(f"存证码：{anchor.printed}（第 3 版）")
    assert (typed.number, typed.hash) == (number, anchor.hash[:32])
    assert anchor_of(anchor.printed.replace(" ", "").upper()) == typed


@pytest.mark.parametrize("text", ["", "128", "abc", "128-3fa9", "存证码"])
def test_what_is_no_anchor(text: str) -> None:
    with pytest.raises(ReviewError, match="RK-741"):
        anchor_of(text)


def test_savers_at_once_make_one_trail(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    workspace, key = begin(tmp_path)

    def save(number: int) -> None:
        own = Workspace(tmp_path)
        mine = own.create(full_report(f"第{number}镇人民政府", 2024)).id
        for turn in range(5):
            report = own.load(mine).report
            own.save(mine, report.with_section("other", f"第{turn}次"), base=turn + 1)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(4)))
    found = verify(workspace)
    assert found.is_sound, list(map(str, found.faults))
    assert key

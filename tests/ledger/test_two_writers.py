"""Two people, and other programs, write one register: nothing that was acknowledged is lost."""

from __future__ import annotations

import csv
import errno
import io
import multiprocessing
import os
import random
import signal
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import filelock
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from race_registers import DELAYS, KINDS, ids, kill, litter, make_register, many, race
from report_kit import durable
from report_kit.errors import InputError
from report_kit.ledger import kept, lock
from report_kit.ledger.book import Book, BookChangedError
from report_kit.ledger.kept import FOLDER, Keeper, versions
from report_kit.ledger.reading import read_registers
from report_kit.ledger.together import Together

forks = pytest.mark.skipif(sys.platform == "win32", reason="needs fork")


@pytest.fixture(params=KINDS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"台账.{request.param}"
    make_register(path, 3)
    return path


def at(book: Book, key: str) -> int:
    return next(item.position for item in book.columns if item.column and item.column.key == key)


def put(book: Book, row: int, key: str, text: str) -> None:
    book.put(book.lines[row].id, at(book, key), text)


def add(book: Book, name: str, who: str = "张某") -> None:
    book.add(name, None, {at(book, "id"): name, at(book, "who"): who})


def texts(path: Path, key: str) -> list[str]:
    (register,) = read_registers(path)
    return [row.text(key) for row in register.rows]


def saved_elsewhere(path: Path, change: Callable[[Book], None]) -> None:
    other = Book(path, Keeper())
    change(other)
    other.save()


# Races


@forks
@pytest.mark.parametrize("delay", DELAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_two_writers_at_once(tmp_path: Path, kind: str, delay: int) -> None:
    raced = race(tmp_path, kind, delay, 2)
    assert raced.lost == 0
    assert raced.told >= 1, "both had opened the register before either saved"


@forks
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_two_writers_at_once_twenty_times_each(tmp_path: Path, kind: str) -> None:
    assert [race(tmp_path, kind, delay, 20).lost for delay in DELAYS] == [0] * len(DELAYS)


@forks
@pytest.mark.parametrize("kind", KINDS)
def test_writers_that_count_up(tmp_path: Path, kind: str) -> None:
    assert many(tmp_path, kind, 3, 4).lost == 0


@forks
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_eight_writers_of_two_hundred_saves(tmp_path: Path, kind: str) -> None:
    assert many(tmp_path, kind, 8, 200).lost == 0


@forks
@pytest.mark.parametrize("kind", KINDS)
def test_a_writer_that_is_killed(tmp_path: Path, kind: str) -> None:
    killed = kill(tmp_path, kind, 4, random.Random(2))
    assert (killed.lost, killed.unreadable, killed.litter) == (0, 0, 0)


@forks
@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_writer_that_is_killed_a_hundred_times(tmp_path: Path, kind: str) -> None:
    killed = kill(tmp_path, kind, 100, random.Random(3))
    assert killed.acknowledged > 100
    assert (killed.lost, killed.unreadable, killed.litter) == (0, 0, 0)


def test_a_change_right_before_the_file_is_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet program knows nothing of our lock."""
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    real = kept.write_durably

    def late(target: Path, data: bytes, ready: Callable[[], None] | None = None) -> None:
        if ready is not None:
            make_register(path, 5)
        real(target, data, ready)

    monkeypatch.setattr(kept, "write_durably", late)
    with pytest.raises(BookChangedError, match="RK-807"):
        book.save()
    assert len(ids(path)) == 5
    assert litter(path) == []
    assert book.changed


# Together


def test_rows_of_two_people_are_put_together_by_their_ids(path: Path) -> None:
    mine = Book(path, Keeper())
    put(mine, 0, "who", "甲某")
    put(mine, 1, "note", "这里")
    add(mine, "M-1")

    def other(book: Book) -> None:
        put(book, 1, "who", "乙某")
        add(book, "T-1")
        book.remove(book.lines[2].id)

    saved_elsewhere(path, other)
    with pytest.raises(BookChangedError):
        mine.save()
    together = Together(mine)
    assert together.clashes == ()
    together.settle().save()
    assert texts(path, "id") == ["R-0", "R-1", "T-1", "M-1"]
    assert texts(path, "who") == ["甲某", "乙某", "张某", "张某"]
    assert texts(path, "note")[1] == "这里"


@pytest.mark.parametrize(("choice", "stands"), [("mine", "甲某"), ("theirs", "乙某")])
def test_a_cell_both_changed_is_for_a_person_to_choose(path: Path, choice: str, stands: str) -> None:
    mine = Book(path, Keeper())
    put(mine, 1, "who", "甲某")
    put(mine, 1, "note", "这里")
    saved_elsewhere(path, lambda book: put(book, 1, "who", "乙某"))
    together = Together(mine)
    (clash,) = together.clashes
    assert (clash.key, clash.mine, clash.theirs) == ("R-1", {"申请人": "甲某"}, {"申请人": "乙某"})
    with pytest.raises(ValueError, match="1 clashes, 0 choices"):
        together.settle()
    with pytest.raises(ValueError, match="both"):
        together.settle(["both"])
    together.settle([choice]).save()  # type: ignore[list-item]
    assert texts(path, "who")[1] == stands
    assert texts(path, "note")[1] == "这里"


@pytest.mark.parametrize(
    ("choice", "rows"), [("mine", ["甲某"]), ("theirs", ["乙某"]), ("both", ["乙某", "甲某"])]
)
def test_two_new_rows_of_one_id(path: Path, choice: str, rows: list[str]) -> None:
    """The id counts on by itself, so two people add the same."""
    mine = Book(path, Keeper())
    add(mine, "R-3", "甲某")
    saved_elsewhere(path, lambda book: add(book, "R-3", "乙某"))
    together = Together(mine)
    (clash,) = together.clashes
    assert clash.choices == ("mine", "theirs", "both")
    together.settle([choice]).save()  # type: ignore[list-item]
    assert texts(path, "who")[3:] == rows


def test_a_row_one_removed_and_the_other_changed(path: Path) -> None:
    mine = Book(path, Keeper())
    put(mine, 0, "who", "甲某")
    mine.remove(mine.lines[2].id)

    def other(book: Book) -> None:
        put(book, 2, "who", "乙某")
        book.remove(book.lines[0].id)

    saved_elsewhere(path, other)
    together = Together(mine)
    found = {clash.key: (clash.mine is None, clash.theirs is None) for clash in together.clashes}
    assert found == {"R-2": (True, False), "R-0": (False, True)}
    order = [clash.key for clash in together.clashes]
    together.settle(["theirs" if key == "R-2" else "mine" for key in order]).save()
    assert texts(path, "id") == ["R-1", "R-2", "R-0"]
    assert texts(path, "who") == ["张某", "乙某", "甲某"]


def test_what_a_register_must_not_hold_is_not_shown_in_a_clash(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    make_register(path, 1)
    mine = Book(path, Keeper())
    put(mine, 0, "who", "李某13812345678")
    text = path.read_text(encoding="utf-8-sig").replace("张某", "王某13912345678")
    path.write_text(text, encoding="utf-8-sig")
    (clash,) = Together(mine).clashes
    assert "138" not in str(clash)
    assert "139" not in str(clash)


def test_rows_without_ids_are_all_kept(path: Path) -> None:
    mine = Book(path, Keeper())
    add(mine, "", "甲某")
    saved_elsewhere(path, lambda book: add(book, "", "乙某"))
    together = Together(mine)
    assert together.clashes == ()
    together.settle().save()
    assert texts(path, "who")[3:] == ["乙某", "甲某"]


# Other programs, rights, links


@pytest.mark.parametrize("mark", ["~$台账.xlsx", ".~lock.台账.xlsx#", ".~台账.xlsx"])
def test_a_register_open_in_a_spreadsheet_program_is_left_alone(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "台账.xlsx"
    make_register(path, 3)
    before = path.read_bytes()
    if mark.startswith("~$"):
        name = "王某".encode("utf-16-le")
        (tmp_path / mark).write_bytes(b"\x02??".ljust(55) + b"\x02\x00" + name.ljust(108, b" "))
    else:
        (tmp_path / mark).write_text(",王某,pc-3,05.03.2024 09:30,file:///x;", encoding="utf-8")
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    for over in (False, True):
        with pytest.raises(InputError, match="RK-808") as error:
            book.save(over=over)
        assert mark in error.value.remedy
        # WPS leaves no name.
        assert ("王某" in error.value.what) == (not mark.startswith(".~台"))
    assert path.read_bytes() == before
    (tmp_path / mark).unlink()
    book.save()
    assert texts(path, "who")[0] == "甲某"


def test_a_register_that_is_read_only_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o444)
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    with pytest.raises(InputError, match="RK-808") as error:
        book.save()
    assert "只读" in error.value.what
    assert path.read_bytes() == before
    path.chmod(0o644)
    book.save()
    assert texts(path, "who")[0] == "甲某"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_followed_not_replaced(path: Path) -> None:
    link = path.parent / "别处" / path.name
    link.parent.mkdir()
    link.symlink_to(path)
    book = Book(link, Keeper())
    put(book, 0, "who", "甲某")
    book.save()
    assert link.is_symlink()
    assert texts(path, "who")[0] == "甲某"
    # The link and what it points to are one register, with one lock.
    direct = Book(path, Keeper())
    put(book, 1, "who", "乙某")
    book.save()
    put(direct, 2, "who", "丙某")
    with pytest.raises(BookChangedError):
        direct.save()


@pytest.mark.skipif(sys.platform == "win32", reason="folders can not be written through there")
def test_the_folder_is_written_through_after_the_file_took_its_place(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def synced(handle: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        fsync(handle)

    def replaced(self: Path, target: Path) -> Path:
        done.append("replace")
        return replace(self, target)

    monkeypatch.setattr(durable.os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    book.save()
    assert done[-3:] == ["file", "replace", "folder"]


def test_what_a_dead_writer_left_is_cleaned_up(path: Path) -> None:
    saved_elsewhere(path, lambda book: put(book, 0, "who", "甲某"))
    left = [
        path.parent / f".{path.name}.a1b2c3d4.tmp",
        path.parent / f".{path.name}.zz_90ab1",
        path.parent / FOLDER / f".台账 20241231-235959-1234{path.suffix}.a1b2c3d4.tmp",
    ]
    others = [path.parent / ".别的.xlsx.a1b2c3d4.tmp", path.parent / f".{path.name}.bak"]
    for file in (*left, *others):
        file.write_bytes(b"half")
    saved_elsewhere(path, lambda book: put(book, 1, "who", "乙某"))
    assert [file.name for file in left if file.exists()] == []
    assert all(file.exists() for file in others)


@forks
def test_the_lock_of_a_dead_writer_is_no_hindrance(path: Path) -> None:
    context = multiprocessing.get_context("fork")
    held = context.Event()

    def hold() -> None:
        with lock.only_writer(path, FOLDER):
            held.set()
            signal.pause()

    process = context.Process(target=hold)
    process.start()
    assert held.wait(20)
    assert process.pid
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    saved_elsewhere(path, lambda book: put(book, 0, "who", "甲某"))
    assert texts(path, "who")[0] == "甲某"


@forks
def test_a_living_writer_is_waited_for_and_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WAIT", 0.2)
    context = multiprocessing.get_context("fork")
    held, done = context.Event(), context.Event()

    def hold() -> None:
        with lock.only_writer(path, FOLDER):
            held.set()
            done.wait(60)

    process = context.Process(target=hold)
    process.start()
    assert held.wait(20)
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    with pytest.raises(InputError, match="RK-808") as error:
        book.save()
    assert "另一个程序正在保存" in error.value.what
    done.set()
    process.join()
    book.save()
    assert texts(path, "who")[0] == "甲某"


def test_a_share_that_knows_no_locks(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoLocks(filelock.FileLock):  # type: ignore[misc, valid-type]
        def acquire(self, *_args: object, **_options: object) -> object:
            raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(lock, "FileLock", NoLocks)
    saved_elsewhere(path, lambda book: put(book, 0, "who", "甲某"))
    assert texts(path, "who")[0] == "甲某"
    assert not list((path.parent / FOLDER).glob(".*.held"))


def test_versions_list_no_lock(path: Path) -> None:
    saved_elsewhere(path, lambda book: put(book, 0, "who", "甲某"))
    assert len(versions(path)) == 1


# What a cell can hold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("字" * 32_768, "有 32768 个字"),
        ("𠮷" * 16_384, "有 32768 个字"),
        ("半个\ud83d", "第 3 个字"),
        ("\udc00x", "第 1 个字"),
        ("x\uffff", "第 2 个字"),
    ],
)
def test_what_no_cell_can_hold_is_refused_with_its_place(path: Path, text: str, words: str) -> None:
    before = path.read_bytes()
    book = Book(path, Keeper())
    put(book, 1, "what", text)
    with pytest.raises(InputError, match="RK-809") as error:
        book.save()
    assert words in error.value.what
    assert error.value.where.endswith(f"{path.name} 第 3 行“所需信息描述”")
    assert path.read_bytes() == before
    put(book, 1, "what", "字" * 32_767)
    book.save()
    assert len(texts(path, "what")[1]) == 32_767


FORMULAS = st.builds(
    str.__add__,
    st.sampled_from(
        ["=", "+", "-", "@", "'=", "''-", "=1+1", "-2", "+86", "＝", '=HYPERLINK("', "@SUM(", "'"]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), max_size=6),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FORMULAS, min_size=1, max_size=5))
def test_cells_that_look_like_formulas_are_text_and_read_back(tmp_path: Path, cells: list[str]) -> None:
    path = tmp_path / "台账.csv"
    make_register(path, len(cells))
    book = Book(path, Keeper())
    for row, text in enumerate(cells):
        put(book, row, "note", text)
    if book.save():
        return  # like a telephone number
    raw = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    fields = [field for line in raw for field in line]
    assert [field for field in fields if field.startswith(("=", "+", "-", "@", "\t")) and field != "-"] == []
    again = Book(path, Keeper())
    assert [line.text(at(again, "note")) for line in again.lines] == cells
    assert again.lines[0].text(at(again, "id")) == "R-0"


def test_a_formula_another_program_wrote_is_text_after_a_save(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    make_register(path, 2)
    text = path.read_text(encoding="utf-8-sig").replace("档案", "=cmd|' /C calc'!A0")
    path.write_text(text, encoding="utf-8-sig")
    saved_elsewhere(path, lambda book: put(book, 1, "who", "甲某"))
    assert ",'=cmd|' /C calc'!A0," in path.read_text(encoding="utf-8-sig")
    assert texts(path, "what") == ["=cmd|' /C calc'!A0"] * 2


def test_figures_and_dashes_stay_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    make_register(path, 1)
    book = Book(path, Keeper())
    put(book, 0, "fee", "-12.5")
    put(book, 0, "note", "-")
    book.save()
    assert ",-12.5," in path.read_text(encoding="utf-8-sig")
    assert "'" not in path.read_text(encoding="utf-8-sig")


# A save under way


def test_a_row_typed_while_a_save_is_under_way_is_saved_next(path: Path) -> None:
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    put(book, 1, "who", "乙某")
    put(book, 2, "who", "丙某")
    saving = book.begin()
    put(book, 0, "who", "张某")  # back to what the file held
    put(book, 1, "who", "丁某")
    put(book, 1, "note", "补记")
    add(book, "R-9")
    book.remove(book.lines[2].id)
    saving.write()
    book.end(saving)
    assert texts(path, "who") == ["甲某", "乙某", "丙某"]
    assert book.changed
    assert book.save() == 0
    assert texts(path, "who") == ["张某", "丁某", "张某"]
    assert texts(path, "id") == ["R-0", "R-1", "R-9"]
    assert texts(path, "note")[1] == "补记"
    assert not book.changed


def test_a_save_that_failed_leaves_all_to_be_saved(path: Path) -> None:
    book = Book(path, Keeper())
    put(book, 0, "who", "甲某")
    path.chmod(0o444)
    with pytest.raises(InputError):
        book.save()
    path.chmod(0o644)
    assert book.changed
    book.save()
    assert texts(path, "who")[0] == "甲某"


def test_a_workbook_made_elsewhere_stays_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    make_register(path, 3)
    mine = Book(path, Keeper())
    put(mine, 0, "who", "甲某")
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("说明")["A1"] = "新加的说明"
    workbook.save(path)
    Together(mine).settle().save()
    assert openpyxl.load_workbook(path)["说明"]["A1"].value == "新加的说明"
    assert texts(path, "who")[0] == "甲某"

"""Several writers of one register, and writers that are killed: is any save lost that was acknowledged?

    python tools/race_registers.py race [--times 20]            two writers, 0 to 200 ms apart
    python tools/race_registers.py many [--writers 8 --saves 200]   writers that count up, each in its own row
    python tools/race_registers.py kill [--times 100]           a writer killed in the middle of its saves

Each prints a table, for .xlsx and .csv; the exit status is 1 when anything was lost. Needs ``fork``, which
Windows has not.
"""

from __future__ import annotations

import argparse
import csv
import io
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from report_kit.errors import InputError
from report_kit.ledger.book import Book, BookChangedError
from report_kit.ledger.kept import FOLDER, Keeper
from report_kit.ledger.reading import read_registers
from report_kit.ledger.schema import load_schema
from report_kit.ledger.together import Together

KINDS = ("xlsx", "csv")
DELAYS = (0, 20, 50, 100, 200)
_CELLS = {
    "收到方式": "邮寄", "收到日期": "2024-03-05", "收到日依据": "签收之日", "申请人类型": "自然人",
    "申请人": "张某", "所需信息描述": "档案", "件数": "0", "承办部门": "党政办",
}  # fmt: skip


def make_register(path: Path, rows: int) -> None:
    """Write a register of requests with rows R-0, R-1 and so on, each of count 0."""
    labels = [column.label for column in load_schema().registers["ysq"].columns]
    lines = [labels]
    for number in range(rows):
        cells = {**_CELLS, "登记编号": f"R-{number}"}
        lines.append([cells.get(label, "") for label in labels])
    if path.suffix == ".csv":
        stream = io.StringIO(newline="")
        csv.writer(stream).writerows(lines)
        path.write_bytes(stream.getvalue().encode("utf-8-sig"))
        return
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append([text or None for text in line])
    book.save(path)


def save(book: Book) -> tuple[Book, int]:
    """Save a book, put together with what others wrote as often as it takes; return it, and how often."""
    clashed = 0
    dice = random.Random(os.getpid())
    while True:
        try:
            book.save()
            return book, clashed
        except BookChangedError:
            clashed += 1
            # People wait a little before they try again; all at once they would only be in each other's way.
            time.sleep(dice.uniform(0, min(2.0, 0.01 * 2**clashed)))
            together = Together(book)
            book = together.settle(["both" if "both" in c.choices else "mine" for c in together.clashes])
        except InputError as error:
            if error.code != "RK-808":
                raise
            time.sleep(0.05)


def ids(path: Path) -> list[str]:
    """Return the ids of the rows of a register."""
    return [row.text("id") for register in read_registers(path) for row in register.rows]


def litter(path: Path) -> list[str]:
    """Return the unfinished files beside a register and among its versions."""
    folders = [path.parent, path.parent / FOLDER]
    return [file.name for folder in folders if folder.is_dir() for file in folder.glob(".*.tmp")]


@dataclass(frozen=True)
class Raced:
    """Two writers, some milliseconds apart: how often one was told of the other, how many rows are lost."""

    kind: str
    delay: int
    times: int
    told: int
    lost: int


def race(folder: Path, kind: str, delay: int, times: int) -> Raced:
    """Let two processes that opened one register add a row each and save, ``delay`` ms apart."""
    told = lost = 0
    for number in range(times):
        path = folder / f"{kind}-{delay}-{number}.{kind}"
        make_register(path, 40)
        context = multiprocessing.get_context("fork")
        ready, answers = context.Barrier(2), context.SimpleQueue()

        def write(who: int, path: Path = path, ready: object = ready, answers: object = answers) -> None:
            book = Book(path, Keeper())
            book.add("new", None, {0: f"N-{who}"})
            ready.wait()  # type: ignore[attr-defined]
            time.sleep(delay / 1000 * who)
            answers.put(save(book)[1])  # type: ignore[attr-defined]

        _wait([context.Process(target=write, args=(who,)) for who in (0, 1)])
        told += sum(answers.get() > 0 for _ in (0, 1))
        there = ids(path)
        lost += sum(there.count(f"N-{who}") != 1 for who in (0, 1)) + (len(there) != 42)
    return Raced(kind, delay, times, told, lost)


@dataclass(frozen=True)
class Counted:
    """Writers that counted up in their rows: what they came to, and how long it took."""

    kind: str
    writers: int
    saves: int
    lost: int
    replayed: int
    seconds: float


def many(folder: Path, kind: str, writers: int, saves: int) -> Counted:
    """Let processes count up, each in a row of its own and reading the register anew before each save."""
    path = folder / f"many.{kind}"
    make_register(path, writers)
    context = multiprocessing.get_context("fork")
    answers = context.SimpleQueue()

    def write(who: int) -> None:
        replayed, keeper = 0, Keeper()
        for _ in range(saves):
            book = Book(path, keeper)
            place = next(item.position for item in book.columns if item.column and item.column.key == "n")
            line = next(line for line in book.lines if line.text(0) == f"R-{who}")
            book.put(line.id, place, str(int(line.text(place)) + 1))
            replayed += save(book)[1]
        answers.put(replayed)

    began = time.perf_counter()
    _wait([context.Process(target=write, args=(who,)) for who in range(writers)])
    seconds = time.perf_counter() - began
    replayed = sum(answers.get() for _ in range(writers))
    counts = [row.count("n") or 0 for register in read_registers(path) for row in register.rows]
    return Counted(kind, writers, saves, writers * saves - sum(counts), replayed, seconds)


@dataclass(frozen=True)
class Killed:
    """A writer killed again and again: what of its acknowledged saves is lost, and what it left behind.

    ``halfway`` is how often it left an unfinished file; ``litter`` how many are there after the next save.
    """

    kind: str
    kills: int
    halfway: int
    acknowledged: int
    lost: int
    unreadable: int
    litter: int


def kill(folder: Path, kind: str, times: int, dice: random.Random) -> Killed:
    """Kill a process in the middle of its saves, and look whether each row it was told is saved is there."""
    path = folder / f"kill.{kind}"
    make_register(path, 40)
    context = multiprocessing.get_context("fork")
    acknowledged: list[str] = []
    lost = unreadable = halfway = 0
    for number in range(times):
        reading, writing = os.pipe()

        def write(number: int = number, writing: int = writing) -> None:
            keeper = Keeper()
            book = Book(path, keeper)
            for step in range(10_000):
                name = f"K-{number}-{step}"
                book.put(book.lines[step % 40].id, 0, name)
                book.save()
                os.write(writing, f"{step % 40} {name}\n".encode())

        process = context.Process(target=write)
        process.start()
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as lines:
            began = time.perf_counter()
            told = [lines.readline().strip() for _ in range(dice.randint(1, 3))]
            # Some time within the next save: none is as long as those so far were together.
            time.sleep(dice.uniform(0, (time.perf_counter() - began) / len(told)))
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
            process.join()
            told += lines.read().splitlines()
        acknowledged += told
        halfway += bool(litter(path))
        try:
            there = ids(path)
        except InputError:
            unreadable += 1
            continue
        last = dict(line.split(" ") for line in told)
        # One save more than was acknowledged may have been done: the row after the last one.
        next_row = (int(told[-1].split(" ")[0]) + 1) % 40
        lost += sum(there[int(row)] != name for row, name in last.items() if int(row) != next_row)
        lost += len(there) != 40
    book = Book(path, Keeper())
    book.put(book.lines[0].id, 0, "last")
    book.save()
    return Killed(kind, times, halfway, len(acknowledged), lost, unreadable, len(litter(path)))


def _wait(processes: Sequence[multiprocessing.process.BaseProcess]) -> None:
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    if any(process.exitcode for process in processes):
        raise RuntimeError("a writer failed")


def table(what: str, folder: Path, given: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Yield the lines of the table of one measurement, each with what was lost."""
    if what == "race":
        yield heads("kind", "ms apart", "races", "told RK-807", "lost"), 0
        for kind in given.kinds:
            for delay in DELAYS:
                raced = race(folder, kind, delay, given.times)
                yield f"| {kind} | {delay} | {raced.times} | {raced.told} | {raced.lost} |", raced.lost
    elif what == "many":
        yield heads("kind", "writers", "saves each", "lost", "replayed", "seconds", "saves a second"), 0
        for kind in given.kinds:
            found = many(folder, kind, given.writers, given.saves)
            rate = found.writers * found.saves / found.seconds
            counts = (found.writers, found.saves, found.lost, found.replayed, round(found.seconds))
            yield f"| {kind} | {' | '.join(map(str, counts))} | {rate:.1f} |", found.lost
    else:
        yield heads("kind", "kills", "halfway", "acknowledged", "lost", "unreadable", "left behind"), 0
        for kind in given.kinds:
            killed = kill(folder, kind, given.times, random.Random(1))
            bad = (killed.lost, killed.unreadable, killed.litter)
            cells = (kind, killed.kills, killed.halfway, killed.acknowledged, *bad)
            yield f"| {' | '.join(map(str, cells))} |", sum(bad)


def heads(*names: str) -> str:
    """Return the two lines above a table."""
    return f"| {' | '.join(names)} |\n{'|---' * len(names)}|"


def main(arguments: Sequence[str]) -> int:
    how = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=how)
    parser.add_argument("what", choices=("race", "many", "kill"))
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--writers", type=int, default=8)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--kinds", nargs="+", default=KINDS)
    given = parser.parse_args(arguments)
    lost = 0
    with tempfile.TemporaryDirectory() as name:
        for line, bad in table(given.what, Path(name), given):
            print(line, flush=True)
            lost += bad
    return int(lost > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Read what to measure on: files of pairs, and files of right text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_kit.document.limits import MAX_TEXT_BYTES, read_bytes
from report_kit.document.readers.txt import decode
from report_kit.errors import DataError, InputError

SUFFIXES = (".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, what it should be, and its line in the file (from 1); the same text twice is right."""

    source: str
    target: str
    line: int


def find_files(paths: Sequence[str]) -> list[Path]:
    """Return the files meant by ``paths``; a folder stands for the .tsv and .txt files in it.

    Raises:
        InputError: ``RK-107``: a folder that holds none, or a file of another kind.
    """
    files: list[Path] = []
    for name in paths:
        path = Path(name)
        inside = [path]
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES)
        if not inside or any(file.suffix.lower() not in SUFFIXES for file in inside):
            raise InputError(
                "RK-107",
                "文件夹里没有可以评测的文件" if path.is_dir() else "不支持的文件类型",
                where=name,
                remedy="用 .tsv（每行：原文、制表符、正确文本）或 .txt（每行一段正确的文本）",
            )
        files += inside
    return files


def read_set(path: Path) -> list[Pair]:
    """Read a file of pairs (``.tsv``) or of right text, a paragraph a line (``.txt``).

    Raises:
        InputError: the file cannot be read (``RK-101`` to ``RK-105``).
        DataError: ``RK-310``: a row of pairs does not hold two columns.
    """
    rows = _rows(path)
    if path.suffix.lower() == ".txt":
        return [Pair(row, row, number) for number, row in rows]
    return [_pair(path, number, row) for number, row in rows]


def _rows(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines that hold something, with their numbers."""
    text = decode(read_bytes(path, MAX_TEXT_BYTES), str(path))
    # Only line ends part rows: splitlines() would also cut at form feeds and Unicode separators.
    for number, row in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if row.strip():
            yield number, row


def _pair(path: Path, number: int, row: str) -> Pair:
    columns = row.split("\t")
    if len(columns) != 2 or not columns[0]:
        raise DataError(
            "RK-310",
            "评测文件的这一行不是“原文<Tab>正确文本”两列",
            where=f"{path}，第 {number} 行",
            remedy="每行写一句：有错的句子、一个制表符、正确的句子；两列相同表示没有错",
        )
    return Pair(columns[0], columns[1], number)

"""What is wrong in a register: where, by which rule, how much it matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "hint"]
LEVEL_NAMES: dict[Level, str] = {"error": "错误", "warning": "警告", "hint": "提示"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one cell or row; it never holds a private value in full.

    Args:
        rule: id such as ``"Y05"`` (docs/台账.md lists all).
        level: ``error`` must be mended, ``warning`` looked at, ``hint`` considered.
        file: name of the register's file (with the sheet where a workbook has several).
        row: row of the sheet, from 1, as the spreadsheet numbers it; 0 for the whole file.
        column: heading of the cell; empty for the whole row.
        message: Chinese, what is wrong and what is right.
    """

    rule: str
    level: Level
    file: str
    row: int
    column: str
    message: str

    @property
    def where(self) -> str:
        """The place in words: file, row, column."""
        place = f"第 {self.row} 行" if self.row else "整个文件"
        return f"{self.file} {place}" + (f"“{self.column}”" if self.column else "")

    def __str__(self) -> str:
        return f"{self.where}：[{self.rule}] {self.message}"

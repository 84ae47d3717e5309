"""Workbooks as offices make them, with what truly stands in them: titles, totals, merges, filters."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from report_kit.ledger.schema import Column, Kind, RegisterForm, load_schema
from tests.ledger.make import USUAL

MARKED: dict[Kind, str] = {
    "ysq": "what",
    "fysu": "decision",
    "gfxwj": "title",
    "xzcl": "src",
    "zdgk": "title",
}
"""A text column whose cell tells one row from all others."""

DAYS: dict[Kind, str] = {"ysq": "recv_on", "fysu": "acc_on", "gfxwj": "made_on", "xzcl": "", "zdgk": "pub_on"}
COUNTS: dict[Kind, str] = {"ysq": "n", "fysu": "", "gfxwj": "", "xzcl": "permit", "zdgk": ""}
MERGED: dict[Kind, str] = {"ysq": "unit", "fysu": "organ", "gfxwj": "organ", "xzcl": "unit", "zdgk": "unit"}


@dataclass
class Truth:
    """One row as the office means it.

    Args:
        mark: the text that stands in no other row.
        day: of the column of ``DAYS``.
        count: of the column of ``COUNTS``; ``None`` where a formula has no result.
        unit: of the column of ``MERGED``.
        row: where it stands.
    """

    mark: str
    day: date
    count: int | None
    unit: str
    row: int = 0


@dataclass
class Made:
    """A workbook that was made, and what is in it."""

    path: Path
    kind: Kind
    title: str
    truths: list[Truth] = field(default_factory=list)
    others: list[int] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    unsolved: list[str] = field(default_factory=list)
    unread_sheets: list[str] = field(default_factory=list)
    features: set[str] = field(default_factory=set)


DAY_SHAPES = (
    "{y}-{m:02}-{d:02}", "{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}/{m}/{d}", "{y}年{m}月{d}号",
    "{y}{m:02}{d:02}",
    " {y} 年 {m} 月 {d} 日 ", "{y}-{m}-{d} 15:30", "{y}/{m}/{d} 9:05:00", "{y}．{m}．{d}", "{y}、{m}、{d}",
    "{y}年{m}月{d}日（星期二）", "{y}-{m:02}-{d:02}T00:00:00", "{y}.{m:02}.{d:02}.", "{y}—{m}—{d}",
    "{y}年{m:02}月{d:02}日 上午9:30",
)  # fmt: skip
FOOTERS: tuple[tuple[tuple[int, str], ...], ...] = (
    ((0, "制表人：张某"), (3, "审核人：李某"), (6, "填表日期：2024年12月31日")),
    ((0, "备注：本表按季度报送。"),),
    ((0, "填报单位（盖章）："), (4, "负责人：")),
    ((1, "审核："), (5, "制表：")),
    ((0, "说明"), (1, "1.本表由党政办填写；2.没有的填 0。")),
    ((0, "注：本表不含转办件"),),
    ((0, "制表人"), (1, "张某"), (4, "审核人"), (5, "李某")),
    ((0, "以下空白"),),
    ((0, "单位负责人："), (3, "填表人："), (6, "联系电话：")),
)


def make(path: Path, seed: int) -> Made:
    """Make the workbook of a number; the same number gives the same workbook."""
    dice = random.Random(seed)
    kind = dice.choice(tuple(MARKED))
    form = load_schema().registers[kind]
    book = openpyxl.Workbook()
    made = Made(path, kind, dice.choice(("Sheet1", "2024年", "台账", "登记表")))
    if dice.random() < 0.25:
        book.epoch = CALENDAR_MAC_1904
        made.features.add("1904")
    if dice.random() < 0.4:
        book.active.title = "说明"
        book.active.append(["本表由党政办登记"])
        sheet = book.create_sheet(made.title)
        made.features.add("other sheet")
    else:
        sheet = book.active
        sheet.title = made.title
    _Maker(dice, form, sheet, made).make()
    if dice.random() < 0.2:
        copy = book.copy_worksheet(sheet)
        copy.title = "旧表"
        copy.sheet_state = dice.choice(("hidden", "veryHidden"))
        made.unread_sheets.append("旧表")
    book.save(path)
    return made


class _Maker:
    def __init__(self, dice: random.Random, form: RegisterForm, sheet: Any, made: Made) -> None:
        self.dice, self.form, self.sheet, self.made = dice, form, sheet, made
        self.row = 0
        self.columns = self._columns()
        self.at = {column.key: position for position, column in self.columns.items()}
        self.width = max(self.columns) + 1

    def chance(self, part: float, feature: str) -> bool:
        if self.dice.random() < part:
            self.made.features.add(feature)
            return True
        return False

    def _columns(self) -> dict[int, Column]:
        own = list(self.form.columns)
        if self.chance(0.3, "fewer columns"):
            needed = {MARKED[self.form.kind], DAYS[self.form.kind], COUNTS[self.form.kind]}
            own = [c for c in own if c.required or c.key in needed or self.dice.random() < 0.6]
        # The register of documents has a column of that heading itself.
        self.ordinal = self.form.kind != "gfxwj" and self.chance(0.35, "ordinal")
        return {position + self.ordinal: column for position, column in enumerate(own)}

    def put(self, *cells: tuple[int, object]) -> int:
        self.row += 1
        for position, value in cells:
            cell = self.sheet.cell(self.row, position + 1)
            cell.value = value
        return self.row

    def other(self, *cells: tuple[int, object]) -> int:
        self.made.others.append(self.put(*cells))
        return self.row

    def make(self) -> None:
        above = self._head()
        if self.chance(0.2, "numbers of columns"):
            self.other(*((p, n) for n, p in enumerate(sorted(self.columns), 1)))
        if self.chance(0.15, "sample"):
            self.other((0, "示例"), (1, "照此填写"))
        total_above = self.chance(0.15, "total above")
        total = self.other() if total_above else 0
        count = self.dice.randint(1, 14)
        runs = self._runs(count) if self.chance(0.4, "merged") else [1] * count
        done = 0
        grouped = self.chance(0.2, "groups")
        for run in runs:
            if self.chance(0.2, "blank row"):
                self.row += self.dice.randint(1, 2)
            if grouped and self.dice.random() < 0.4:
                row = self.other((0, self.dice.choice(("第一季度", "1月", "一、党政办", "2024年上半年"))))
                self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=self.width)
            if done and self.dice.random() < 0.08:
                self.made.features.add("headings again")
                for cells in above:
                    self.other(*cells)
            self._rows(run, done)
            done += run
        if (self.ordinal or self.form.kind == "gfxwj") and self.chance(0.2, "waiting numbers"):
            for number in range(3):
                self.other((0, done + number + 1))
        self._totals(total, above=total_above)
        self._hide()

    def _head(self) -> list[list[tuple[int, object]]]:
        for number in range(self.dice.choice((0, 0, 1, 2))):
            row = self.put((0, f"清河乡2024年{self.form.name}登记表" if not number else "单位：件"))
            if self.chance(0.7, "merged title"):
                self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=self.width)
        if self.dice.random() < 0.2:
            self.row += 1
        names = {p: self._heading(c) for p, c in self.columns.items()}
        first: list[tuple[int, object]] = [(0, "序号")] if self.ordinal else []
        if not self.chance(0.35, "two rows of headings"):
            line = first + list(names.items())
            self.put(*line)
            return [line]
        return self._two_rows(first, names)

    def _two_rows(
        self, first: list[tuple[int, object]], names: dict[int, str]
    ) -> list[list[tuple[int, object]]]:
        upper: list[tuple[int, object]] = list(first)
        lower: list[tuple[int, object]] = []
        tall, wide = [0] if first else [], []
        for _, group in groupby(self.columns.items(), key=lambda item: item[1].label[:2]):
            members = list(group)
            tails = [column.label[2:] for _, column in members]
            position = members[0][0]
            if len(members) > 1 and all(tails):
                upper.append((position, members[0][1].label[:2]))
                lower += [(p, tail) for (p, _), tail in zip(members, tails, strict=True)]
                wide.append((position, members[-1][0]))
            else:
                upper += [(p, names[p]) for p, _ in members]
                tall += [p for p, _ in members]
        if len(lower) < 2:
            line = first + list(names.items())
            self.put(*line)
            return [line]
        top, bottom = self.put(*upper), self.put(*lower)
        for position in tall:
            self.sheet.merge_cells(
                start_row=top, end_row=bottom, start_column=position + 1, end_column=position + 1
            )
        for a, b in wide:
            self.sheet.merge_cells(start_row=top, end_row=top, start_column=a + 1, end_column=b + 1)
        return [upper, lower]

    def _heading(self, column: Column) -> str:
        text = column.label
        shape = self.dice.random()
        if shape < 0.1:
            return f"{text}（必填）"
        if shape < 0.2:
            return "\n".join((text[:2], text[2:])) if len(text) > 2 else text
        if shape < 0.3:
            return f" {text[0]} {text[1:]} "
        return text

    def _runs(self, count: int) -> list[int]:
        runs = []
        while count:
            runs.append(min(count, self.dice.choice((1, 1, 2, 3))))
            count -= runs[-1]
        return runs

    def _rows(self, run: int, done: int) -> None:
        """Write rows that share what stands in a merged cell."""
        unit = self.dice.choice(("党政办", "财政所", "便民服务中心"))
        first = self.row + 1
        for number in range(run):
            self._one(done + number, unit, merged=number > 0)
        if run > 1 and MERGED[self.form.kind] in self.at:
            column = self.at[MERGED[self.form.kind]] + 1
            self.sheet.merge_cells(start_row=first, end_row=self.row, start_column=column, end_column=column)
            letter = get_column_letter(column)
            self.made.merged.append(f"{letter}{first}:{letter}{self.row}")

    def _one(self, number: int, unit: str, *, merged: bool) -> None:
        kind = self.form.kind
        truth = Truth(
            f"第{number + 1}号事项甲", date(2024, self.dice.randint(1, 12), self.dice.randint(1, 28)),
            self.dice.randint(1, 30), unit,
        )  # fmt: skip
        cells: dict[str, object] = {}
        for column in self.columns.values():
            usual = USUAL[kind].get(column.label)
            if usual is not None:
                cells[column.key] = self._shaped(usual, column)
        if kind == "xzcl":
            cells["month"] = f"2024-{number % 12 + 1:02}"
        else:
            cells["id"] = number + 1 if self.form.by_key["id"].type == "int" else f"B-{number + 1:03}"
        cells[MARKED[kind]] = truth.mark
        cells[MERGED[kind]] = None if merged else unit
        if DAYS[kind]:
            cells[DAYS[kind]] = self._day(truth.day)
        row = self.row + 1
        if COUNTS[kind]:
            cells[COUNTS[kind]] = self._count(truth, row)
        line = [(self.at[key], value) for key, value in cells.items() if key in self.at]
        if self.ordinal:
            line.append((0, number + 1))
        truth.row = self.put(*line)
        self.made.truths.append(truth)
        day = self.sheet.cell(row, self.at[DAYS[kind]] + 1) if DAYS[kind] else None
        if day is not None and isinstance(day.value, datetime):
            day.number_format = self.dice.choice(("yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "m/d/yyyy"))

    def _count(self, truth: Truth, row: int) -> object:
        shape = self.dice.random()
        if shape < 0.08:
            letter = get_column_letter(self.at[COUNTS[self.form.kind]] + 1)
            self.made.unsolved.append(f"{letter}{row}")
            self.made.features.add("formula without result")
            count, truth.count = truth.count, None
            return f"={count}+0"
        return self.dice.choice(
            (truth.count, str(truth.count), f"{truth.count}件", f" {truth.count} ", float(truth.count or 0))
        )

    def _shaped(self, usual: object, column: Column) -> object:
        text = str(usual)
        if column.type == "int" and text.isdigit():
            return self.dice.choice((int(text), text))
        if column.type == "date":
            return self._day(date.fromisoformat(text))
        return text

    def _day(self, day: date) -> object:
        shape = self.dice.random()
        if shape < 0.35:
            return datetime(day.year, day.month, day.day)
        if shape < 0.45:
            base = date(1904, 1, 1) if "1904" in self.made.features else date(1899, 12, 30)
            return (day - base).days
        return self.dice.choice(DAY_SHAPES).format(y=day.year, m=day.month, d=day.day)

    def _totals(self, row: int, *, above: bool) -> None:
        below = not above and self.chance(0.6, "total below")
        if below:
            if self.dice.random() < 0.3:
                self.row += 1
            row = self.other()
        if row:
            word = self.dice.choice(("合计", "总 计", "合　计", "共计：", "合计（件）"))
            self.sheet.cell(row, 1).value = word
            key = COUNTS[self.form.kind]
            if key:
                known = sum(truth.count or 0 for truth in self.made.truths)
                column = self.at[key] + 1
                letter = get_column_letter(column)
                total: object = known if self.dice.random() < 0.5 else f"=SUM({letter}1:{letter}{row - 1})"
                self.sheet.cell(row, column).value = total
        if (below or self.dice.random() < 0.3) and self.chance(0.7, "footers"):
            for cells in self.dice.sample(FOOTERS, self.dice.randint(1, 3)):
                if self.dice.random() < 0.3:
                    self.row += 1
                row = self.other(*cells)
                if len(cells) == 1 and self.dice.random() < 0.5:
                    self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=self.width)
                self.sheet.cell(row, 1).font = Font(italic=True)

    def _hide(self) -> None:
        if self.chance(0.3, "hidden rows"):
            for truth in self.made.truths:
                if self.dice.random() < 0.4:
                    self.sheet.row_dimensions[truth.row].hidden = True
                    self.made.hidden.append(truth.row)
            if self.chance(0.4, "filter"):
                self.sheet.auto_filter.ref = f"A1:{get_column_letter(self.width)}{self.row}"
                self.sheet.auto_filter.add_filter_column(0, ["甲"])
        if self.chance(0.15, "hidden column"):
            self.sheet.column_dimensions[get_column_letter(self.width)].hidden = True


def told_rows(words: Sequence[str]) -> set[int]:
    """Return the numbers of the rows that messages such as 第 3—5、8 行 name."""
    found: set[int] = set()
    for text in words:
        for part in re.findall(r"第 ([\d—、]+) 行", text):
            for run in part.split("、"):
                first, _, last = run.partition("—")
                found.update(range(int(first), int(last or first) + 1))
    return found

"""What reading a register tells besides its faults: nothing of a sheet is taken or left in silence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from report_kit.ledger.cells import is_blank, plain, read_cell
from report_kit.ledger.fault import Fault, Level
from report_kit.ledger.files import Sheet
from report_kit.ledger.lines import Line, Matter
from report_kit.ledger.marks import letters, spans
from report_kit.ledger.register import Row
from report_kit.ledger.schema import Column

_SHOWN = 60
_WORDS: dict[Matter, str] = {
    "heading": "又是表头",
    "numbers": "是各列的编号",
    "sample": "是填写示例",
    "group": "是分组的标题",
    "footer": "是表格下面的内容（制表人、备注、填表日期等），不是台账的行",
    "ordinal": "只有序号，没有内容",
    "unused": "只在没有用到的列里有内容",
}


def not_rows(file: str, passed: Mapping[int, Matter]) -> Iterator[Fault]:
    """Yield one fault for each kind of lines that are no rows; totals are compared by ``wrong_totals``."""
    for matter, words in _WORDS.items():
        numbers = [number for number, found in passed.items() if found == matter]
        if numbers:
            level: Level = "warning" if matter == "unused" else "hint"
            yield Fault("B10", level, file, numbers[0], "", f"{_rows(numbers)}{words}，没有读入")


def hidden_cells(
    file: str, sheet: Sheet, columns: Mapping[int, Column | str], rows: Collection[int]
) -> Iterator[Fault]:
    """Yield what of the rows read is not shown in the spreadsheet program."""
    marks = sheet.marks
    hidden = sorted(marks.hidden_rows.intersection(rows))
    if hidden:
        why = "表格正在筛选，筛掉的行" if marks.filtered else "隐藏的行"
        yield Fault("B09", "warning", file, 0, "", f"{why}也读入了，也计入汇总：{_rows(hidden)}")
    unseen = [
        f"{column if isinstance(column, str) else column.label}（{letters(position + 1)} 列）"
        for position, column in sorted(columns.items())
        if any(first <= position + 1 <= last for first, last in marks.hidden_columns)
    ]
    if unseen:
        yield Fault("B09", "hint", file, 0, "", f"隐藏的列也读入了：{'、'.join(unseen)}")


def hidden_sheets(file: str, titles: Sequence[str]) -> Fault:
    """Return the warning of hidden sheets that hold a register and were not read."""
    names = "、".join(f"“{title}”" for title in titles)
    message = f"隐藏的工作表里也有台账，没有读入：{names}；要读入就取消隐藏"
    return Fault("B11", "warning", file, 0, "", message)


def wrong_totals(
    file: str,
    lines: Sequence[Line],
    passed: Mapping[int, Matter],
    columns: Mapping[int, Column | str],
    rows: Sequence[Row],
) -> Iterator[Fault]:
    """Yield a warning for each total of the sheet's only line of totals that the rows do not come to."""
    totals = [(number, cells) for number, cells in lines if passed.get(number) == "sum"]
    if len(totals) != 1:
        return
    ((number, cells),) = totals
    for position, column in columns.items():
        if not isinstance(column, Column) or column.type not in ("int", "amount") or column.key == "id":
            continue
        if position >= len(cells) or is_blank(cells[position]):
            continue
        if any(column.key in row.unreadable for row in rows):
            continue
        try:
            given = Decimal(str(read_cell(cells[position], column)))
        except ValueError:
            continue
        come_to = sum((Decimal(str(row.cells.get(column.key, 0))) for row in rows), Decimal(0))
        if given != come_to:
            message = (
                f"“{plain(cells[0]) or '合计'}”这一行的“{column.label}”是 {given}，各行加起来是 {come_to}"
            )
            yield Fault("B12", "warning", file, number, column.label, message)


def _rows(numbers: Sequence[int]) -> str:
    runs = [f"{first}" if first == last else f"{first}—{last}" for first, last in spans(numbers)]
    more = f" 等 {len(numbers)} 行" if len(runs) > _SHOWN else " 行"
    return f"第 {'、'.join(runs[:_SHOWN])}{more}"

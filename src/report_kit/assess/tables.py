"""The sheets of an assessment: which kind each is, and its rows as texts by heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from typing import Literal

from report_kit.assess.private import without_numbers
from report_kit.errors import DataError
from report_kit.ledger.cells import NoResult, plain
from report_kit.ledger.files import Sheet

Kind = Literal["monthly", "units", "columns", "problems"]
KINDS: Mapping[Kind, str] = {
    "monthly": "月度情况",
    "units": "单位清单",
    "columns": "栏目更新",
    "problems": "问题清单",
}
"""What each kind of sheet is called."""
# The headings by which a sheet is known, the most telling kind first, each with all its names.
_MONTH, _UNIT = ("月份", "考核月份", "月度"), ("部门", "单位", "责任部门", "责任单位", "单位名称")
_KNOWN: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    "problems": (_MONTH, _UNIT, ("编号",), ("问题", "存在问题", "失分原因")),
    "columns": (_MONTH, _UNIT, ("栏目",), ("达标", "是否达标")),
    "monthly": (_MONTH, _UNIT),
    "units": (_UNIT, ("分组", "组别")),
}
HEADINGS: Mapping[Kind, tuple[str, ...]] = {
    "monthly": ("月份", "部门", "分组"),
    "units": ("部门", "分组", "月任务数", "应公开事项"),
    "columns": ("月份", "部门", "栏目", "达标", "说明"),
    "problems": ("月份", "部门", "编号", "指标", "问题", "扣分", "整改期限", "整改日期", "整改情况"),
}
_ALSO = {
    **dict.fromkeys(_MONTH, "月份"),
    **dict.fromkeys(_UNIT, "部门"),
    "组别": "分组",
    "存在问题": "问题",
    "失分原因": "问题",
    "是否达标": "达标",
    "未关闭E级问题数": "未关闭E级",
}
# What is typed freely here stands in the circular.
_PROSE = frozenset({"备注", "问题", "说明", "整改情况"})
_SEARCHED = 10
_MOST_DIGITS = 15


@dataclass(frozen=True)
class Line:
    """A row of a sheet: its texts by heading."""

    file: str
    number: int
    texts: Mapping[str, str]

    def text(self, name: str) -> str:
        """Return a cell's text, empty when it is blank or there is no such column."""
        return self.texts.get(name, "")

    def where(self, name: str = "") -> str:
        """Return the place in words."""
        return f"{self.file} 第 {self.number} 行" + (f"“{name}”" if name else "")

    def refuse(self, name: str, why: str, remedy: str = "改正这一格再试") -> DataError:
        """Return the error about one cell (``RK-843``)."""
        return DataError("RK-843", f"考核用的表里有一格不能用：{why}", where=self.where(name), remedy=remedy)

    def figure(self, name: str) -> Fraction | None:
        """Return a figure that is not negative; ``None`` for a blank.

        Raises:
            DataError: ``RK-843``: something else stands there.
        """
        text = self.text(name)
        if not text:
            return None
        try:
            value = Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise self.refuse(name, f"“{text}”不是数") from None
        if not value.is_finite() or value < 0 or value.adjusted() >= _MOST_DIGITS:
            raise self.refuse(name, f"“{text}”应是不小于 0 的数，不超过 {_MOST_DIGITS} 位")
        return Fraction(value)


@dataclass(frozen=True)
class Table:
    """A sheet of a known kind; ``headings`` in its order, ``unknown`` those the kit has no use for."""

    kind: Kind
    file: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def find_table(sheet: Sheet) -> Table | None:
    """Return the sheet as a table of the first kind whose headings stand in one of its first rows."""
    for index, (_, cells) in enumerate(sheet.lines[:_SEARCHED]):
        headings = [_heading(cell) for cell in cells]
        for kind, wanted in _KNOWN.items():
            if all(_ALSO.get(names[0], names[0]) in headings for names in wanted):
                return _table(kind, sheet, index, headings)
    return None


def _heading(cell: object) -> str:
    text = plain(cell).replace("\n", "").replace(" ", "")
    return _ALSO.get(text, text)


def _table(kind: Kind, sheet: Sheet, index: int, headings: list[str]) -> Table:
    name = f"{sheet.file}〔{sheet.title}〕" if sheet.title else sheet.file
    for place, heading in enumerate(headings):
        if heading and headings.index(heading) < place:
            number = sheet.lines[index][0]
            raise DataError(
                "RK-843",
                f"考核用的表里“{heading}”有两列",
                where=f"{name} 第 {number} 行",
                remedy="删去一列，或改成不同的名称",
            )
    lines = tuple(_lines(name, sheet, index, headings))
    return Table(kind, name, tuple(filter(None, headings)), lines)


def _lines(name: str, sheet: Sheet, index: int, headings: list[str]) -> Iterator[Line]:
    for number, cells in sheet.lines[index + 1 :]:
        texts: dict[str, str] = {}
        for heading, cell in zip(headings, cells, strict=False):
            if isinstance(cell, NoResult):
                place = Line(name, number, {})
                raise place.refuse(heading, "公式没有算出结果", "在 Excel 或 WPS 里打开这个文件，保存一次")
            text = plain(cell)
            if heading and text:
                texts[heading] = without_numbers(text) if heading in _PROSE else text
        if texts and not _is_total(texts):
            yield Line(name, number, texts)


def _is_total(texts: Mapping[str, str]) -> bool:
    """Say whether a row sums up those above it."""
    return texts.get("部门", texts.get("月份", "")) in ("合计", "总计", "小计", "平均")


def no_table(path: Path) -> DataError:
    """Return the error about a file that holds none of the sheets (``RK-842``)."""
    return DataError(
        "RK-842",
        "认不出是哪一种考核用的表",
        where=str(path),
        remedy="表头要有“月份、部门”和各项数（月度情况），或“部门、分组”（单位清单）；"
        "空白的表用 report-kit assess --template 文件夹 取",
    )

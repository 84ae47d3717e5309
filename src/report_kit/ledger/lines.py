"""Which lines below the headings are rows of the register, and which are totals, footers and other matter."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from report_kit.ledger.cells import is_blank, plain
from report_kit.ledger.headings import Headings
from report_kit.ledger.schema import Column, fold_heading

Matter = Literal["sum", "heading", "numbers", "sample", "group", "footer", "ordinal", "unused"]
"""What a line is that is no row: totals, headings once more, numbers of the columns, a sample to follow, the
heading of a group of rows, what stands below a table, a number that waits for its row, words in columns
that are not the register's."""

Line = tuple[int, Sequence[object]]

_SUM = re.compile(
    r"(?:本页|本月|本季度?|本年度?|全年|上半年|下半年|第?[一二三四1-4]季度|\d{1,2}月份?|截至本月)?"
    r"(?:合计|总计|小计|共计|累计|总数)(?:数|数量)?(?:[:：(（].*)?"
)
_FOOTER = re.compile(
    r"(?:制表|填表|填报|上报|报送|报出|审核|复核|核对|审批|审签|批准|负责|分管|主管|经办|经手|联系|统计|登记|录入|单位|科室|"
    r"主要|部门|打印|制作|编制|本单位)"
    r"(?:负责|分管|主管|主要|单位|部门)?"
    r"(?:人|人员|单位|部门|机关|日期|时间|领导|电话|方式|负责人|责任人|签字|签名|盖章|意见)?"
    r"(?:[(（](?:签字|签名|签章|盖章|公章)[)）])?[:：]"
    r"|(?:备?注|附注|附记|说明|填表说明|填报说明|备注说明)(?:[:：]|\d|$)|[※*]|注\d"
    r"|(?:制表|填表|审核|复核|填报)人|(?:制表|填表|填报)(?:日期|时间)"
    r"|[-—— ]*(?:以下|下面)(?:空白|无正文)|此行以下|本(?:年度?|月|季度?|表).{0,8}(?:无|没有)"
)
_GROUP = re.compile(
    r"第?[一二三四1-4]季度|(?:\d{4}年)?[上下]半年|(?:\d{4}年)?\d{1,2}月份?|\d{4}年度?|[一二三四五六七八九十]+月份?"
    r"|[一二三四五六七八九十]+、.*|[（(][一二三四五六七八九十]+[)）].*"
)
_SAMPLE = re.compile(r"[（(【]?(?:填写)?(?:示例|样例|例)[)）】]?(?:[:：].*)?")
_LONGEST_HEADING = 30
_NUMBER_OF_COLUMN = re.compile(r"\d{1,2}|[(（]\d{1,2}[)）]|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|栏次|列次")


def sort_lines(
    lines: Sequence[Line],
    above: Sequence[Sequence[object]],
    headings: Headings,
    columns: Mapping[int, Column | str],
    merged: Mapping[int, int],
) -> dict[int, Matter]:
    """Return what those lines are that are no rows of the register, by number.

    Args:
        lines: those below the headings.
        above: the lines of the headings and above them.
        headings: where they are.
        columns: of the register, by position.
        merged: how many columns the widest merged cell of a line takes, by number.
    """
    needed = [
        position for position, column in columns.items() if isinstance(column, Column) and column.required
    ]
    repeated = {key for line in above if (key := _key(line))}
    found: dict[int, Matter] = {}
    after_sum = in_rows = False
    for number, cells in lines:
        texts = ["".join(plain(cell).split()) for cell in cells]
        filled = [text for text in texts if text]
        enough = sum(p < len(cells) and not is_blank(cells[p]) for p in needed) * 2 >= len(needed)
        matter = _matter(texts, filled, columns, headings, repeated, merged.get(number, 1), enough=enough)
        if matter is None and not in_rows and _numbers_columns(filled):
            matter = "numbers"
        if matter is None and after_sum and not enough:
            matter = "footer"
        if matter:
            found[number] = matter
        if matter == "sum" and in_rows and not filled[0].endswith("小计"):
            after_sum = True
        in_rows = in_rows or matter is None
        if matter is None:
            after_sum = False
    return found


def _matter(
    texts: Sequence[str],
    filled: Sequence[str],
    columns: Mapping[int, Column | str],
    headings: Headings,
    repeated: set[tuple[str, ...]],
    widest: int,
    *,
    enough: bool,
) -> Matter | None:
    if not filled:
        return None
    if _SUM.fullmatch(filled[0]) or (not enough and any(_SUM.fullmatch(text) for text in filled[:3])):
        return "sum"
    same = sum(
        0 < len(text) <= _LONGEST_HEADING and fold_heading(text) == fold_heading(heading)
        for text, heading in zip(texts, headings.texts, strict=False)
    )
    if tuple(filled) in repeated or (same >= 3 and same * 2 >= len(filled)):
        return "heading"
    if _SAMPLE.fullmatch(filled[0]):
        return "sample"
    labels = sum(bool(_FOOTER.match(text)) for text in filled)
    if _FOOTER.match(filled[0]) and (labels > 1 or not enough):
        return "footer"
    if enough:
        return None
    if len(set(filled)) == 1 and (_GROUP.fullmatch(filled[0]) or widest >= 3):
        return "group"
    own = [position for position, text in enumerate(texts) if text and position in columns]
    if not own:
        return "ordinal" if len(filled) == 1 and filled[0].isdigit() else "unused"
    if len(own) == 1 and len(filled) == 1:
        column = columns[own[0]]
        if isinstance(column, Column) and column.key == "id" and column.type == "int":
            return "ordinal"
    return None


def _numbers_columns(filled: Sequence[str]) -> bool:
    """Say whether a line numbers the columns, as forms of statistics do: 甲 乙 1 2 3."""
    if len(filled) < 3 or not all(_NUMBER_OF_COLUMN.fullmatch(text) for text in filled):
        return False
    figures = [int(digits) for text in filled if (digits := text.strip("()（）")).isdigit()]
    return figures == list(range(figures[0], figures[0] + len(figures))) if figures else True


def _key(line: Sequence[object]) -> tuple[str, ...]:
    return tuple(text for cell in line if (text := "".join(plain(cell).split())))

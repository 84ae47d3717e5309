"""What of a file is not in the text that was read from it: said to the user, never passed over in silence.

A proofreader that finds nothing in what it did not see must say what that was. Readers record each such
place; hidden and deleted text is a risk besides, since whoever gets the file can read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

OmissionKind = Literal[
    "hidden", "struck", "deleted", "comment", "image", "chart", "smartart", "ole", "altchunk", "table",
    "wordart", "nested", "mark", "ruby", "symbol", "field", "contents", "header", "scan", "watermark",
    "site", "control", "illegible", "recognised", "doubtful", "converted", "mislabelled", "layer", "formula",
    "sheet", "rows", "columns", "other",
]  # fmt: skip

# As many places are named in one line; the others are counted.
_NAMED = 3
# Of passages to be looked at each is named.
_EACH = 200
_OCR = '装上文字识别（pip install "report-kit[ocr]"）就能读'


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of omissions of one kind: what they are, how they are counted, whether they leak.

    ``said`` is for what is in the text all the same, but not as sure as the rest; ``hint`` is what to do.
    """

    label: str
    in_characters: bool = True
    leaks: bool = False
    said: str = ""
    hint: str = ""


KINDS: dict[str, Kind] = {
    "hidden": Kind("隐藏的文字", leaks=True),
    "struck": Kind("画了删除线的文字"),
    "deleted": Kind("修订中删去、移走的文字", leaks=True),
    "comment": Kind("批注", leaks=True),
    "image": Kind("图片里的文字", in_characters=False),
    "chart": Kind("图表里的文字", in_characters=False),
    "smartart": Kind("智能图形（SmartArt）里的文字", in_characters=False),
    "ole": Kind("嵌入对象里的文字", in_characters=False),
    "altchunk": Kind("插入的其他文档", in_characters=False),
    "table": Kind("读不出的表格", in_characters=False),
    "wordart": Kind("艺术字"),
    "nested": Kind("嵌套过深的文字"),
    "mark": Kind("上标的注释号"),
    "ruby": Kind("拼音指南"),
    "symbol": Kind("认不出的符号", in_characters=False),
    "field": Kind("不显示的域代码"),
    "contents": Kind("目录"),
    "header": Kind("页眉页脚"),
    "scan": Kind("扫描的页面（是图片，没有文字）", in_characters=False, hint=_OCR),
    "watermark": Kind("斜排的文字（水印）"),
    "site": Kind("网站的导航、页脚和链接"),
    "control": Kind("网页上输入框、按钮里的文字"),
    "illegible": Kind("图片里认不出的字", in_characters=False),
    "formula": Kind("没有结果的公式（请在 Excel 里保存一次）", in_characters=False),
    "sheet": Kind("隐藏的工作表", in_characters=False, leaks=True),
    "rows": Kind("隐藏或筛选掉的行", in_characters=False, leaks=True),
    "columns": Kind("隐藏的列", in_characters=False, leaks=True),
    "other": Kind("其他内容", in_characters=False),
    "mislabelled": Kind("内容与扩展名不符", in_characters=False, said="已按内容读出"),
    "converted": Kind(
        "文字经 LibreOffice 转换读出", in_characters=False, said="编号和表格请对照原文件看一遍"
    ),
    "recognised": Kind("文字是从图片识别出来的（OCR）", said="可能认错，请对照原件核对"),
    "layer": Kind("文字是扫描时识别、藏在图片下面的", said="可能认错，请对照原件核对"),
    "doubtful": Kind("识别时没有把握的文字", in_characters=False, said="请对照原件逐处核对"),
}


@dataclass(frozen=True, slots=True)
class Omission:
    """One place of a file whose content is not in ``Document.text``.

    Args:
        kind: what it is.
        place: where it is, in Chinese, as exactly as the format lets it be said.
        size: code points without blanks for text (hidden, struck …), else how many (pictures, charts …).
    """

    kind: OmissionKind
    place: str
    size: int = 1

    @property
    def label(self) -> str:
        """What it is, in Chinese."""
        return KINDS[self.kind].label

    @property
    def in_characters(self) -> bool:
        """``size`` counts characters, not things."""
        return KINDS[self.kind].in_characters

    @property
    def leaks(self) -> bool:
        """It is not seen in print but goes out with the file."""
        return KINDS[self.kind].leaks

    @property
    def is_read(self) -> bool:
        """It is in the text all the same, and was checked, but not as sure as the rest."""
        return bool(KINDS[self.kind].said)

    @property
    def message(self) -> str:
        """One sentence on this place."""
        return f"{self.place}：{self.said('没有校对')}"

    def said(self, happened: str) -> str:
        """Say what it is and how much of it; ``happened`` says what was not done with what is left out."""
        if self.is_read:
            return f"{self.label}，{KINDS[self.kind].said}"
        amount = f" {self.size} 字" if self.in_characters else f" {self.size} 处" if self.size > 1 else ""
        return f"{self.label}{amount}{happened}{_end(KINDS[self.kind])}"


_RISK = "；看不见但会随文件一起发出去，发布前请删除"


def omission_lines(omissions: Iterable[Omission], happened: str = "没有校对") -> list[str]:
    """Say in one line for each kind what was left out: how many places, how much, and where.

    Kinds that may leak come first, those last that are in the text; ``happened`` says what was not done with
    the others.
    """
    groups: dict[str, list[Omission]] = {}
    for omission in omissions:
        groups.setdefault(omission.kind, []).append(omission)
    ordered = sorted(groups.values(), key=lambda group: (not group[0].leaks, group[0].is_read))
    return [_line(group, happened) for group in ordered]


def omission_groups(omissions: Sequence[Omission]) -> list[tuple[str, list[str]]]:
    """Return the lines under their headings: what was not checked, and what was read less surely."""
    parts = (
        ("没有校对的内容", [one for one in omissions if not one.is_read]),
        ("怎样读出来的", [one for one in omissions if one.is_read]),
    )
    return [(heading, omission_lines(part)) for heading, part in parts if part]


def _line(group: Sequence[Omission], happened: str) -> str:
    first, size = group[0], sum(omission.size for omission in group)
    kind = KINDS[first.kind]
    if first.is_read:
        named = [omission.place for omission in group[:_EACH]]
        return f"{first.label}，{kind.said}：{'；'.join(named)}{'等' if len(group) > _EACH else ''}"
    count = (
        f"{len(group)} 处{first.label}（共 {size} 字）" if first.in_characters else f"{size} 处{first.label}"
    )
    places = list(dict.fromkeys(omission.place for omission in group))
    more = f"等 {len(places)} 处" if len(places) > _NAMED else ""
    return f"有 {count}{happened}{_end(kind)}：{'、'.join(places[:_NAMED])}{more}"


def _end(kind: Kind) -> str:
    return (_RISK if kind.leaks else "") + (f"；{kind.hint}" if kind.hint else "")

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
    "site", "control", "other",
]  # fmt: skip

# As many places are named in one line; the others are counted.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """What is said of omissions of one kind: what they are, how they are counted, whether they leak."""

    label: str
    in_characters: bool = True
    leaks: bool = False


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
    "scan": Kind("扫描的页面（是图片，没有文字）", in_characters=False),
    "watermark": Kind("斜排的文字（水印）"),
    "site": Kind("网站的导航、页脚和链接"),
    "control": Kind("网页上输入框、按钮里的文字"),
    "other": Kind("其他内容", in_characters=False),
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
    def message(self) -> str:
        """One sentence on this place."""
        return f"{self.place}：{self.said('没有校对')}"

    def said(self, happened: str) -> str:
        """Say what is left out and how much of it; ``happened`` says what was not done with it."""
        amount = f" {self.size} 字" if self.in_characters else f" {self.size} 处" if self.size > 1 else ""
        return f"{self.label}{amount}{happened}{_RISK if self.leaks else ''}"


_RISK = "；看不见但会随文件一起发出去，发布前请删除"


def omission_lines(omissions: Iterable[Omission], happened: str = "没有校对") -> list[str]:
    """Say in one line for each kind what was left out: how many places, how much, and where.

    Kinds that may leak come first; ``happened`` says what was not done with them.
    """
    groups: dict[str, list[Omission]] = {}
    for omission in omissions:
        groups.setdefault(omission.kind, []).append(omission)
    ordered = sorted(groups.values(), key=lambda group: not group[0].leaks)
    return [_line(group, happened) for group in ordered]


def _line(group: Sequence[Omission], happened: str) -> str:
    first, size = group[0], sum(omission.size for omission in group)
    count = (
        f"{len(group)} 处{first.label}（共 {size} 字）" if first.in_characters else f"{size} 处{first.label}"
    )
    places = list(dict.fromkeys(omission.place for omission in group))
    more = f"等 {len(places)} 处" if len(places) > _NAMED else ""
    return f"有 {count}{happened}{_RISK if first.leaks else ''}：{'、'.join(places[:_NAMED])}{more}"

"""The fonts of the printed page: those shipped with the kit, and the official ones of the user's PC."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from report_kit.errors import ExportError
from report_kit.export.blocks import (
    Annex,
    Attachments,
    Block,
    Code,
    Content,
    Figure,
    Heading,
    Note,
    Paragraph,
    Signature,
    TableBlock,
    Title,
)

FontChoice = Literal["bundled", "system"]
FOLDER = Path(__file__).resolve().parent / "fonts"

# Typst brings DejaVu Sans Mono, which has the ☑ that Fandol and Noto CJK lack.
_FALLBACK = ("Noto Serif CJK SC", "Noto Sans CJK SC", "DejaVu Sans Mono")
_BUNDLED = {
    "title": ("FandolSong",),
    "body": ("FandolFang R",),
    "hei": ("FandolHei",),
    "kai": ("FandolKai",),
    "song": ("Noto Serif CJK SC",),
    "mono": ("DejaVu Sans Mono", "FandolFang R"),
}
FIGURES = "New Computer Modern"
"""Figures and Latin letters of the body text, as light as FandolFang and as wide; typst brings it."""

# English family names, by which the system's fonts are known.
_OFFICIAL = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05"),
    "body": ("FangSong_GB2312", "FangSong", "STFangsong"),
    "hei": ("SimHei", "STHeiti"),
    "kai": ("KaiTi_GB2312", "KaiTi", "STKaiti"),
    "song": ("SimSun", "STSong"),
}
_DEJAVU_SIGNS = frozenset("☐☑☒✓✔✗✘►◄")


@cache
def loaded(choice: FontChoice) -> typst.Fonts:
    """Return the fonts typst may use; loading them takes a moment, so it is done once."""
    if not any(FOLDER.glob("*.otf")):
        raise ExportError(
            "RK-506", "安装不完整，缺少字体文件", where=str(FOLDER), remedy="请重新安装 report-kit"
        )
    return typst.Fonts(
        include_system_fonts=choice == "system", include_embedded_fonts=True, font_paths=[str(FOLDER)]
    )


def stacks(choice: FontChoice) -> dict[str, list[str]]:
    """Return the font families for each part of the page, best first."""
    families = set(loaded(choice).families()) if choice == "system" else frozenset()
    return {
        part: [name for name in _OFFICIAL.get(part, ()) if name in families] + [*bundled, *_FALLBACK]
        for part, bundled in _BUNDLED.items()
    }


@cache
def covered() -> frozenset[str]:
    """Return the characters some shipped font has (written by ``tools/build_fonts.py``)."""
    signs = (FOLDER / "coverage.txt").read_text(encoding="utf-8")
    return frozenset(signs) | _DEJAVU_SIGNS | {"\n", "\t"}


def visible(text: str) -> str:
    """Leave out what has no glyph and is not meant to be seen: zero-width signs, variation selectors."""
    return "".join(
        sign for sign in text if not (unicodedata.category(sign) == "Cf" or "\ufe00" <= sign <= "\ufe0f")
    )


def check_coverage(content: Content) -> None:
    """Raise ``ExportError`` ``RK-501`` when a character has no glyph, with every place it stands."""
    missing: dict[str, list[str]] = {}
    for place, text in _texts(content.blocks):
        for sign in dict.fromkeys(visible(text)):
            if sign not in covered():
                missing.setdefault(sign, []).append(f"{place}“{_around(text, sign)}”")
    if missing:
        signs = "、".join(f"{sign}（U+{ord(sign):04X}）" for sign in missing)
        places = list(dict.fromkeys(place for found in missing.values() for place in found))
        more = f"；等 {len(places)} 处" if len(places) > 6 else ""
        raise ExportError(
            "RK-501",
            f"随附字体里没有这些字：{signs}，PDF 会缺字，所以没有生成",
            where="；".join(places[:6]) + more,
            remedy="请改用规范汉字或常用符号；本机装有含此字的字体时，"
            "在“04_发布”里勾选“PDF 用本机的公文字体”，或用 --fonts system",
        )


def _around(text: str, sign: str) -> str:
    position = text.index(sign)
    low, high = max(0, position - 8), position + 9
    return ("…" if low else "") + text[low:high] + ("…" if high < len(text) else "")


def _texts(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    """Yield every text with a name of its place."""
    heading, number = "开头", 0
    for block in blocks:
        match block:
            case Title(text):
                yield "标题", text
            case Heading(_, text) | Annex(text):
                heading, number = f"“{text}”", 0
                yield "标题", text
            case Paragraph() | Code():
                number += 1
                lead = block.lead if isinstance(block, Paragraph) else ""
                yield f"{heading}第 {number} 段", lead + block.text
            case TableBlock(grid):
                for cell in grid.cells:
                    yield f"表格“{grid.caption}”第 {cell.row + 1} 行", cell.text
            case Figure(chart):
                yield f"图解“{chart.title}”", chart.title + chart.description
            case Attachments(names):
                yield "附件说明", "".join(names)
            case Signature(agency, date):
                yield "落款", agency
                yield "成文日期", date
            case Note(text):
                yield "附注", text

"""Where a title, or the long name of an agency, is broken into lines."""

from __future__ import annotations

import re

from report_kit.export.blocks import display_width

# 米易县|白坡彝族乡|人民政府|2024年政府信息公开|工作年度报告; never within 杭州市 or 市场.
_BREAKABLE = re.compile(
    r"(?<=[省市县区盟旗州乡镇])(?![市县区州旗场])(?=..)|(?<=\D)(?<!关于)(?=\d{4}\s*年)"
    r"|(?<=人民政府)(?=\D\D)|(?=人民政府|办事处|委员会|管理局|工作年度报告|工作考核|政府信息公开工作的)"
)
_YEAR = re.compile(r"\d{4}\s*年")
_ACROSS = 1000.0  # worse than any imbalance of lines

# Characters of a line of 156 mm and their size in points: 2号 (GB/T 9704), and 小二 for the longest names.
_LARGE, _SMALL = (20, 22.0), (24, 18.0)
_MOST_LINES = 3


def title_setting(text: str) -> tuple[tuple[str, ...], float]:
    """Return the lines of a printed title and the size of its type in points."""
    lines = title_lines(text, _LARGE[0])
    if len(lines) > _MOST_LINES:
        smaller = title_lines(text, _SMALL[0])
        if len(smaller) < len(lines):
            return smaller, _SMALL[1]
    return lines, _LARGE[1]


def title_lines(text: str, line_length: float) -> tuple[str, ...]:
    """Break a title into as few lines as hold it, the year beginning one of them, of like length.

    No word of the usual names is cut, so no single word (“报告”) is left alone on the last line.

    Args:
        text: the title.
        line_length: what fits on a line, in full-width characters.
    """
    if display_width(text) <= line_length:
        return (text,)
    pieces = tuple(part for piece in _BREAKABLE.split(text) for part in _halved(piece, line_length))
    mean = display_width(text) / -(-display_width(text) // line_length)

    # By the piece a line begins with: how many lines from there on, their imbalance, where the next begins.
    best = [(0, 0.0, len(pieces))] * (len(pieces) + 1)
    for start in reversed(range(len(pieces))):
        found = []
        for end in range(start + 1, len(pieces) + 1):
            line = "".join(pieces[start:end]).strip()
            if end > start + 1 and display_width(line) > line_length:
                break
            year = _YEAR.search(line)
            cost = (display_width(line) - mean) ** 2 + (_ACROSS if year and year.start() else 0.0)
            count, more, _ = best[end]
            found.append((count + 1, cost + more, end))
        best[start] = min(found)
    lines, start = [], 0
    while start < len(pieces):
        end = best[start][2]
        lines.append("".join(pieces[start:end]).strip())
        start = end
    return tuple(lines)


def title_pieces(line: str) -> list[str]:
    """Cut a title where a narrow screen may break it without parting a name or a year."""
    pieces = (re.sub(r"\s+", "\u00a0", piece.strip()) for piece in _BREAKABLE.split(line))
    return [piece for piece in pieces if piece]


def _halved(piece: str, line_length: float) -> list[str]:
    """Cut a piece without a place to break it into like parts that fit a line."""
    count = int(-(-display_width(piece) // line_length))
    size = -(-len(piece) // max(count, 1))
    return [piece[at : at + size] for at in range(0, len(piece), size)]

"""Any other file: one web page, the text with its marks on the left and what they say on the right.

Made of the document, so it serves every kind of file that has a reader; the layout of the original is not
kept. The page needs no script and nothing from elsewhere, and can be printed.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path

from report_kit.document import Document, Paragraph, Table
from report_kit.document.readers.html import GENERATOR
from report_kit.errors import MarkingError
from report_kit.marking.note import compose
from report_kit.marking.options import Marked, Options
from report_kit.proofread.findings.finding import Finding

EXTENSIONS: tuple[str, ...] = ()
SUFFIX = ".html"

_STYLE = Path(__file__).with_name("page.css")
Numbered = tuple[int, Finding]


def mark(path: Path, document: Document, findings: list[Finding], options: Options) -> Marked:
    """Return the page with all findings.

    Raises:
        MarkingError: ``RK-251``: tracked changes are asked for.
    """
    if options.track:
        raise MarkingError(
            "RK-251",
            "只有 Word 文件能写修订",
            where=str(path),
            remedy="请去掉 --track-changes，或在 Word 里另存为 .docx 后再试",
        )
    notes = list(enumerate(findings, 1))
    rows = "".join(_row(block, _of(block.start, end, notes)) for block, end in _blocks(document))
    outside = [note for note in notes if not document.blocks or note[1].start < document.blocks[0].start]
    said = "，".join(filter(None, (options.author, options.time.removesuffix("Z").replace("T", " "))))
    page = (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f"{GENERATOR}"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(path.name)} 校对</title>\n"
        f"<style>{_STYLE.read_text(encoding='utf-8')}</style></head>\n"
        f"<body><header><h1>{escape(path.name)}</h1>"
        f"<p>共标注 {len(notes)} 处（{escape(said)}）。左边是原文，右边是意见；原文件未改动。</p></header>\n"
        "<main>\n"
        f"{_aside_row(outside)}{rows}</main></body></html>\n"
    )
    return Marked(page.encode("utf-8"), len(notes))


def _blocks(document: Document) -> Iterator[tuple[Paragraph | Table, int]]:
    """Yield the blocks, each with the place where the next begins: what lies between belongs to the first."""
    following = [*(block.start for block in document.blocks[1:]), len(document.text) + 1]
    yield from zip(document.blocks, following, strict=True)


def _of(start: int, end: int, notes: list[Numbered]) -> list[Numbered]:
    return [note for note in notes if start <= note[1].start < end]


def _row(block: Paragraph | Table, notes: list[Numbered]) -> str:
    if isinstance(block, Table):
        lines = []
        for row in block.rows:
            cells = "".join(
                f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">'
                f"{_marked(cell.text, cell.start, notes)}</td>"
                for cell in row
            )
            lines.append(f"<tr>{cells}</tr>")
        left = f'<div class="table"><table>{"".join(lines)}</table></div>'
    else:
        name = {"title": "h2", "heading": "h3"}.get(block.kind, "p")
        left = f"<{name}>{_marked(block.text, block.start, notes)}</{name}>"
    return f'<section><div class="text">{left}</div>{_notes(notes)}</section>\n'


def _aside_row(notes: list[Numbered]) -> str:
    return f'<section><div class="text"></div>{_notes(notes)}</section>\n' if notes else ""


def _notes(notes: list[Numbered]) -> str:
    if not notes:
        return ""
    items = []
    for number, finding in notes:
        lines = compose(number, finding).split("\n")
        words = "".join(f"<p>{escape(line)}</p>" for line in lines[:-1])
        items.append(
            f'<li id="n{number}" value="{number}" class="{finding.severity.value}">{words}'
            f'<p class="rule"><a href="#t{number}">原文</a> {escape(lines[-1])}</p></li>'
        )
    return f"<aside><ol>{''.join(items)}</ol></aside>"


def _marked(text: str, start: int, notes: list[Numbered]) -> str:
    """Return a passage as HTML; where findings overlap, each stretch bears the weightiest one's colour."""
    end = start + len(text)
    here = [(n, f) for n, f in notes if f.start <= end and f.end >= start]
    edges = sorted(
        {start, end, *(min(max(place, start), end) for _, f in here for place in (f.start, f.end))}
    )
    pieces = ["".join(_number(n) for n, f in here if f.start == f.end == start)] if here else []
    for low, high in pairwise(edges) if len(edges) > 1 else ():
        covering = [f for _, f in here if f.start <= low and f.end >= high and f.start < f.end]
        words = escape(text[low - start : high - start]).replace("\n", "<br>")
        if covering:
            worst = min(covering, key=lambda finding: finding.severity.order)
            words = f'<mark class="{worst.severity.value}">{words}</mark>'
        pieces.append(words)
        pieces += [
            _number(n)
            for n, f in here
            if start < f.end == high and (f.start < f.end or f.start == high) and f.start >= start
        ]
    return "".join(pieces)


def _number(number: int) -> str:
    return f'<sup id="t{number}"><a href="#n{number}">{number}</a></sup>'

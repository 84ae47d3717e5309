"""The summary as one page that needs nothing beside it: no script, no address outside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path

from report_kit.batch.compare import STATES
from report_kit.batch.summary import Summary, passage, suggestion

_STYLE = Path(__file__).with_name("summary.css")
_SEVERITIES = (("error", "错误"), ("warning", "警告"), ("hint", "提示"))


def summary_page(summary: Summary) -> str:
    """Return the page."""
    from report_kit import __version__
    from report_kit.document.readers.html import GENERATOR

    style = _STYLE.read_text(encoding="utf-8")
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"
    parts = [
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n',
        f'{GENERATOR}\n<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
        f"<title>批量校对结果</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n",
        "<h1>批量校对结果</h1>\n",
        *_head(summary),
        *_compared(summary),
        *_units(summary),
        *_rules(summary),
        *_worst(summary),
        *_failed(summary),
        f"<footer>由 report-kit {escape(__version__)} 在本机生成，未连接网络。问题由人判断，改不改由人决定。"
        "个人信息和涉密的文字不在这里显示。</footer>\n</main>\n</body>\n</html>\n",
    ]
    return "".join(parts)


def _head(summary: Summary) -> Iterator[str]:
    stats = summary.result.stats
    yield (
        f'<p class="lead">校对 {stats.documents - stats.failed:,} 份、{stats.characters:,} 字；'
        f"错误 {stats.errors:,} 处，警告 {stats.warnings:,} 处，提示 {stats.hints:,} 处；"
        f"每万字错误 {summary.per_ten_thousand:.2f} 处；未能校对 {stats.failed:,} 份。</p>\n"
    )


def _compared(summary: Summary) -> Iterator[str]:
    if summary.comparison:
        counts = summary.comparison.counts
        rows = [[label, f"{counts[state]:,}"] for state, label in STATES.items()]
        yield from _table("与上一次比较", ("情况", "处"), rows)


def _units(summary: Summary) -> Iterator[str]:
    names = ("documents", "failed", "characters", "errors", "warnings", "hints")
    rows = [
        [unit, *(f"{counts[name]:,}" for name in names), _rate(counts["errors"], counts["characters"])]
        for unit, counts in sorted(summary.units.items(), key=lambda pair: (-pair[1]["errors"], pair[0]))
    ]
    head = ("单位（文件夹）", "份", "未能校对", "字数", "错误", "警告", "提示", "每万字错误")
    yield from _table("各单位", head, rows)


def _rules(summary: Summary) -> Iterator[str]:
    yield "<h2>各条规则</h2>\n"
    if not summary.rules:
        yield "<p>没有发现问题。</p>\n"
        return
    yield "<table>\n<thead><tr><th>规则</th>"
    yield "".join(f'<th class="n">{label}</th>' for _, label in _SEVERITIES)
    yield "<th>例子</th></tr></thead>\n<tbody>\n"
    ordered = sorted(summary.rules.items(), key=lambda pair: (-pair[1]["error"], -pair[1].total(), pair[0]))
    for rule, counts in ordered:
        numbers = "".join(f'<td class="n">{counts[key] or ""}</td>' for key, _ in _SEVERITIES)
        shown = "".join(_example(row) for row in summary.examples[rule])
        yield f"<tr><td><code>{escape(rule)}</code></td>{numbers}<td>{shown}</td></tr>\n"
    yield "</tbody>\n</table>\n"


def _example(row: dict[str, object]) -> str:
    before, text, after = passage(row)
    better = suggestion(row)
    fix = f" → {escape(better)}" if better else ""
    place = f"{row['document']}:{row['line']}:{row['column']}"
    said = f"{escape(before)}<mark>{escape(text)}</mark>{escape(after)}"
    return f"<p>{said}{fix}<br><small>{escape(str(row['message']))}（{escape(place)}）</small></p>"


def _worst(summary: Summary) -> Iterator[str]:
    rows = [
        [row["document"], row["errors"], row["warnings"], _rate(row["errors"], row["characters"])]
        for row in summary.worst
    ]
    if rows:
        yield from _table(
            f"错误最多的文件（前 {len(rows)} 份）", ("文件", "错误", "警告", "每万字错误"), rows
        )


def _failed(summary: Summary) -> Iterator[str]:
    if not summary.codes:
        return
    rows = [[code, reason, f"{count:,}"] for (code, reason), count in summary.codes.most_common()]
    yield from _table("未能校对的原因", ("编号", "原因", "份"), rows)
    listed = [[row["document"], row["code"], row["reason"]] for row in summary.failed]
    rest = summary.result.stats.failed - len(listed)
    title = "未能校对的文件" + (f"（前 {len(listed)} 份，另有 {rest:,} 份见 Parquet）" if rest else "")
    yield from _table(title, ("文件", "编号", "原因"), listed)


def _rate(errors: int, characters: int) -> str:
    return f"{10_000 * errors / characters:.2f}" if characters else ""


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    yield f"<h2>{escape(title)}</h2>\n<table>\n<thead><tr>"
    yield "".join(f"<th>{escape(name)}</th>" for name in head) + "</tr></thead>\n<tbody>\n"
    for row in rows:
        cells = (
            f'<td class="n">{escape(str(cell))}</td>' if _is_number(cell) else f"<td>{escape(str(cell))}</td>"
            for cell in row
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n"


def _is_number(cell: object) -> bool:
    return isinstance(cell, int) or str(cell).replace(",", "").replace(".", "", 1).isdigit()

"""What the panel shows of a month, as HTML: the tables of scores, who is named, one unit's points."""

from __future__ import annotations

from html import escape

from report_kit.assess import Assessment, Month
from report_kit.assess.annexes import charts, ranking_blocks
from report_kit.assess.explained import explain
from report_kit.export.blocks import Figure, Heading, TableBlock
from report_kit.export.charts.draw import svg
from report_kit.export.table_html import table_html
from report_kit.widgets.common.panel import notice

_STYLE = (
    "<style>.rk-assess table{border-collapse:collapse;margin:4px 0 12px;font-size:14px}"
    ".rk-assess caption{text-align:left;font-weight:600;padding:4px 0}"
    ".rk-assess th,.rk-assess td{border:1px solid var(--jp-border-color1,#999);padding:3px 10px}"
    ".rk-assess th,.rk-assess td{text-align:center}"
    ".rk-assess th{background:var(--jp-layout-color2,#eee);font-weight:600}"
    ".rk-assess th[scope=row]{background:none;font-weight:400;text-align:left}"
    ".rk-assess figure{margin:8px 0;max-width:760px}.rk-assess figcaption{font-weight:600}"
    ".rk-assess .paper{background:#fff;color:#222;padding:4px 8px}"
    ".rk-assess li{line-height:1.7}</style>"
)


def month_html(assessment: Assessment, month: Month) -> str:
    """Return the scores of a month, what to be aware of, and its charts."""
    parts = [_STYLE, '<div class="rk-assess">']
    for block in ranking_blocks(month):
        if isinstance(block, Heading):
            parts.append(f"<h4>{escape(block.text)}</h4>")
        elif isinstance(block, TableBlock):
            parts.append(
                '<div class="table" role="region" tabindex="0" aria-label="得分及排名表">'
                f"{table_html(block.grid)}</div>"
            )
    parts += [notice(line, "bad") for line in _named(month)]
    parts += [notice(line, "open") for line in (*month.left_out, *assessment.notes)]
    figures = "".join(
        f"<figure><figcaption>{escape(block.chart.title)}</figcaption>"
        f'<div class="paper">{svg(block.chart)}</div></figure>'
        for block in charts(assessment, month)
        if isinstance(block, Figure) and not block.chart.is_empty
    )
    parts.append(f"<details><summary>看图</summary>{figures}</details></div>")
    return "".join(parts)


def _named(month: Month) -> list[str]:
    barred = [
        f"{row.unit}：{'、'.join(row.score.vetoes)}，一票否决" for row in month.rows if row.score.vetoes
    ]
    return [*barred, *(f"{one.unit}：连续 {one.months} 个月没有公开信息" for one in month.silent)]


def unit_html(month: Month, unit: str) -> str:
    """Return how a unit came to its score; raises ``DataError`` ``RK-845``."""
    head, *lines = explain(month, unit)
    items = "".join(
        f'<li style="margin-left:{2 if line.startswith("      ") else 0}em">{escape(line.strip())}</li>'
        for line in lines
    )
    return f'<div class="rk-assess"><h4>{escape(head)}</h4><ul>{items}</ul></div>'

"""The charts of a year on one page: HTML, PDF, one SVG, or the output of a notebook cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from html import escape
from pathlib import Path

from report_kit.document.readers.html import GENERATOR
from report_kit.export.charts.draw import svg
from report_kit.export.charts.figures import Chart, charts_of
from report_kit.export.table_html import table_html
from report_kit.export.title import title_lines, title_pieces
from report_kit.forms.report import Report

_HERE = Path(__file__).resolve().parent
_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_GAP = 30.0


class ChartPage:
    """The page of charts of one report; in a notebook it shows itself.

    Args:
        report: of the year.
        previous: reports of earlier years, to compare the numbers of requests with.
    """

    def __init__(self, report: Report, previous: Sequence[Report] = ()) -> None:
        self.report = report
        self.charts = charts_of(report, previous)
        self.title = f"图解：{report.title}"

    @cached_property
    def _pictures(self) -> dict[str, str]:
        return {chart.id: svg(chart) for chart in self.charts if not chart.is_empty}

    def __repr__(self) -> str:
        """Return the charts in words: what a notebook shows where it shows no pictures."""
        return "\n".join([self.title, *(f"{chart.title}：{chart.description}" for chart in self.charts)])

    def html(self) -> str:
        """Return the page as one file: no script, no remote asset."""
        style = (_HERE / "page.css").read_text(encoding="utf-8")
        title = "<wbr>".join(map(escape, title_pieces(self.title)))
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
            f"{GENERATOR}\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
            f"<title>{escape(self.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
            f'<main class="charts">\n'
            f"<h1>{title}</h1>\n{self._figures()}</main>\n</body>\n</html>\n"
        )

    def _repr_html_(self) -> str:
        style = (_HERE / "page.css").read_text(encoding="utf-8")
        return f'<style>{style}</style><div class="charts" style="margin:0">{self._figures()}</div>'

    def _figures(self) -> str:
        return "".join(self._figure(chart) for chart in self.charts)

    def _figure(self, chart: Chart) -> str:
        head = f"<figure><figcaption>{escape(chart.title)}</figcaption>"
        if chart.is_empty:
            return f"{head}<p>{escape(chart.empty)}</p></figure>\n"
        table = table_html(chart.grid, caption=True)
        region = f'<div role="region" tabindex="0" aria-label="{escape(chart.title)}的数据">{table}</div>'
        data = f"<details><summary>数据</summary>{region}</details>"
        return f"{head}{self._pictures[chart.id]}{data}</figure>\n"

    def svg(self) -> str:
        """Return one picture with all charts, one below the other."""
        width, top, parts = 0.0, 60.0, []
        for chart in self.charts:
            heading = (
                f'<text x="20" y="{top:g}" font-size="15" font-weight="bold">{escape(chart.title)}</text>'
            )
            parts.append(heading)
            top += 12
            if chart.is_empty:
                parts.append(f'<text x="20" y="{top + 14:g}" font-size="12">{escape(chart.empty)}</text>')
                top += 20 + _GAP
                continue
            picture = self._pictures[chart.id]
            box = _VIEW_BOX.search(picture)
            assert box is not None
            wide, high = map(float, box.groups())
            width = max(width, wide)
            parts.append(
                picture.replace("<svg ", f'<svg x="20" y="{top:g}" width="{wide:g}" height="{high:g}" ', 1)
            )
            top += high + _GAP
        width = max(width, 460.8) + 40
        title = f'<text x="20" y="30" font-size="16" font-weight="bold">{escape(self.title)}</text>'
        size = f'viewBox="0 0 {width:g} {top:g}" width="{width:g}" height="{top:g}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="page-title" '
            "font-family=\"FandolHei, 'Noto Sans CJK SC', 'Microsoft YaHei', SimHei, sans-serif\">"
            f'<title id="page-title">{escape(self.title)}</title>'
            '<rect width="100%" height="100%" fill="#fff"/>'
            f"{title}{''.join(parts)}</svg>\n"
        )

    def pdf(self) -> bytes:
        """Return the charts on one page, their tables on the next, as PDF/UA-1 and PDF/A-2a.

        The description of every chart is its alternative text.

        Raises:
            ExportError: ``RK-502``: typst refused the page.
        """
        from report_kit.export.pdf_table import chart_data
        from report_kit.export.typeset import typeset

        data = {
            "title": self.title,
            "author": self.report.agency,
            "lines": title_lines(self.title, 26),
            "charts": [chart_data(chart) for chart in self.charts],
        }
        grids = [chart.grid for chart in self.charts if not chart.is_empty]
        return typeset(_HERE / "page.typ", data, self.report.date, "bundled", grids)

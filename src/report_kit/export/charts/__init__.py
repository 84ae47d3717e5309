"""图解: one page of charts of the year, made of the tables of a report.

``figures`` takes the figures from the tables, ``draw`` makes each chart an SVG that screen readers can
read, ``page`` puts them on a page with the tables behind them.
"""

from __future__ import annotations

from report_kit.export.charts.figures import Chart, charts_of
from report_kit.export.charts.page import ChartPage

__all__ = ["Chart", "ChartPage", "charts_of"]

"""One chart as SVG by matplotlib: text stays text, the same bytes every time, readable by screen readers."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from report_kit.export.charts.figures import Chart, Number
from report_kit.export.fonts import FOLDER
from report_kit.forms.values import format_value

_FONT = FOLDER / "FandolHei-Regular.otf"
_FAMILY = "FandolHei"
# What readers have on their own PCs; the first is there when the page is printed by typst.
_STACK = "FandolHei, 'Noto Sans CJK SC', 'Microsoft YaHei', SimHei, 'PingFang SC', sans-serif"
# Told apart by lightness, too, for those who do not see colours and for black-and-white printing.
_COLOURS = ("#1f5fa8", "#e3a13b", "#7fb3d5", "#a33c2f")
_WIDTH = 6.4  # inches: the width of the type area of an A4 page
_DOTS_PER_INCH = 200
# Points: on a telephone the picture shrinks to three quarters.
_SIZE = 13
_BAR = 0.22
_BETWEEN = 0.06
# Characters: the axes of all charts stand in one line.
_LABEL = 8
_SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "report-kit",
    "text.parse_math": False,
    "font.family": [_FAMILY],
    "font.size": _SIZE,
    "axes.unicode_minus": False,
}


def svg(chart: Chart) -> str:
    """Return a chart as an ``svg`` element with title and description, to stand in a page."""
    nothing = {"Date": None, "Creator": None, "Format": None, "Type": None}
    return _accessible(_saved(chart, format="svg", metadata=nothing, transparent=True).decode(), chart)


def png(chart: Chart) -> bytes:
    """Return a chart as a PNG picture, for what shows no SVG."""
    return _saved(chart, format="png", metadata={"Software": None}, dpi=_DOTS_PER_INCH)


def _saved(chart: Chart, **options: Any) -> bytes:
    import matplotlib
    from matplotlib.figure import Figure
    from matplotlib.font_manager import fontManager

    if not any(entry.name == _FAMILY for entry in fontManager.ttflist):
        fontManager.addfont(_FONT)
    with matplotlib.rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, _height(chart)))
        _draw(figure, chart)
        buffer = io.BytesIO()
        figure.savefig(buffer, **options)
    return buffer.getvalue()


def _height(chart: Chart) -> float:
    sets = 1 if chart.stacked else len(chart.series)
    return float(len(chart.labels) * (sets * _BAR + _BETWEEN) + (0.5 if len(chart.series) > 1 else 0.1))


def _draw(figure: Any, chart: Chart) -> None:
    axes = figure.add_subplot()
    sets = 1 if chart.stacked else len(chart.series)
    step = sets * _BAR + _BETWEEN
    places = [index * step for index in range(len(chart.labels))]
    lefts: list[Number] = [0] * len(places)
    for number, (name, values) in enumerate(chart.series):
        shift = 0.0 if chart.stacked else (number - (sets - 1) / 2) * _BAR
        at = [place + shift for place in places]
        bars = axes.barh(
            at,
            [float(value) for value in values],
            height=_BAR * 0.8,
            left=[float(left) for left in lefts],
            color=_COLOURS[number % len(_COLOURS)],
            label=name,
        )
        if chart.stacked:
            lefts = [left + value for left, value in zip(lefts, values, strict=True)]
        else:
            axes.bar_label(bars, [f"{format_value(value)}{chart.unit}" for value in values], padding=4)
    if chart.stacked:
        for place, total in zip(places, lefts, strict=True):
            axes.annotate(
                f"{format_value(total)}{chart.unit}",
                (float(total), place),
                (4, 0),
                textcoords="offset points",
                va="center",
            )
    most = max(max(lefts), *(value for _, values in chart.series for value in values), 1)
    axes.set_xlim(0, float(most) * 1.2)
    axes.set_ylim(places[-1] + step * 0.6, places[0] - step * 0.6)
    axes.set_yticks(places, chart.labels)
    axes.tick_params(left=False, bottom=False, labelbottom=False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.spines["left"].set_color("#888888")
    room = max(_LABEL, *map(len, chart.labels)) * _SIZE / 72 + 0.15
    legend = 0.4 if len(chart.series) > 1 else 0.02
    height = _height(chart)
    axes.set_position((room / _WIDTH, 0.02, 1 - room / _WIDTH - 0.01, 1 - legend / height - 0.02))
    if len(chart.series) > 1:
        axes.legend(
            loc="lower right",
            bbox_to_anchor=(1, 1),
            ncols=len(chart.series),
            frameon=False,
            handlelength=1,
            borderaxespad=0.2,
        )


def _accessible(text: str, chart: Chart) -> str:
    """Name the picture, make its ids its own, and leave out what is meant for a file by itself."""
    from lxml import etree

    root = etree.fromstring(text.encode())
    for element in list(root.iter("{*}metadata", "{*}style")):
        element.getparent().remove(element)
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "id":
                element.set(key, f"{chart.id}-{value}")
            else:
                value = value.replace("url(#", f"url(#{chart.id}-")
                if key.endswith("href"):
                    value = value.replace("#", f"#{chart.id}-", 1)
                element.set(key, value.replace(f"'{_FAMILY}'", _STACK).replace(f"{_FAMILY};", f"{_STACK};"))
    for name in ("width", "height"):
        del root.attrib[name]
    root.set("role", "img")
    root.set("aria-labelledby", f"{chart.id}-title {chart.id}-desc")
    root.set("style", "stroke-linejoin:round;stroke-linecap:butt")
    markup: str = etree.tostring(root, encoding="unicode")
    start = markup.index(">") + 1
    named = (
        f'<title id="{chart.id}-title">{escape(chart.title)}</title>'
        f'<desc id="{chart.id}-desc">{escape(chart.description)}</desc>'
    )
    return markup[:start] + named + markup[start:]

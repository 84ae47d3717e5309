"""A web page in one file: no remote asset, no script, and nothing of the notebook but its text.

The writer takes text only and escapes all of it, so there is no markup of a hostile notebook to sanitise;
the page's own security policy forbids scripts and requests besides.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from report_kit.export import blocks
from report_kit.export.table_html import table_html
from report_kit.export.title import title_lines, title_pieces, title_setting
from report_kit.forms.layout import Grid

if TYPE_CHECKING:
    from report_kit.export.charts.figures import Chart

FOLDER = Path(__file__).resolve().parent / "templates"
_TESTS = {
    "title": blocks.Title,
    "heading": blocks.Heading,
    "paragraph": blocks.Paragraph,
    "table": blocks.TableBlock,
    "figure": blocks.Figure,
    "code": blocks.Code,
    "attachments": blocks.Attachments,
    "signature": blocks.Signature,
    "note": blocks.Note,
    "annex": blocks.Annex,
}


def html_text(content: blocks.Content) -> str:
    """Return ``content`` as a web page that stands alone."""
    style = (FOLDER / "report.css").read_text(encoding="utf-8")
    return environment().get_template("report.html").render(content=content, style=Markup(style))


@cache
def environment() -> Environment:
    """Return what the templates of pages share: every text is escaped, blocks are told by their kind."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for name, kind in _TESTS.items():
        made.tests[name] = lambda value, kind=kind: isinstance(value, kind)
    made.globals["table_html"] = _table
    made.globals["chart_svg"] = _svg
    made.globals["prose_columns"] = blocks.prose_columns
    made.globals |= {"setting": title_setting, "lines": title_lines, "pieces": title_pieces}
    return made


def _table(grid: Grid, captioned: bool = False) -> Markup:
    return Markup(table_html(grid, caption=True, captioned=captioned))  # escaped there


def _svg(chart: Chart) -> Markup:
    from report_kit.export.charts.draw import svg

    return Markup(svg(chart))  # escaped there

"""A web page in one file: no remote asset, no script, and nothing of the notebook but its text.

The writer takes text only and escapes all of it, so there is no markup of a hostile notebook to sanitise;
the page's own security policy forbids scripts and requests besides.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from report_kit.export import blocks, title
from report_kit.export.exporter import ReportExporter
from report_kit.export.table_html import table_html
from report_kit.forms.layout import Grid

FOLDER = Path(__file__).resolve().parent / "templates"
_TITLE_CHARACTERS = 24
_TESTS = {
    "title": blocks.Title,
    "heading": blocks.Heading,
    "paragraph": blocks.Paragraph,
    "table": blocks.TableBlock,
    "code": blocks.Code,
    "signature": blocks.Signature,
}


class ReportHTMLExporter(ReportExporter):
    """``jupyter nbconvert --to report_html``."""

    export_from_notebook = "公文网页"
    output_mimetype = "text/html"
    extension = ".html"

    def render(self, content: blocks.Content) -> str:
        """Return the page."""
        return html_text(content)


def html_text(content: blocks.Content) -> str:
    """Return ``content`` as a web page that stands alone."""
    style = (FOLDER / "report.css").read_text(encoding="utf-8")
    return _template().render(content=content, style=Markup(style))


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    for name, kind in _TESTS.items():
        environment.tests[name] = lambda value, kind=kind: isinstance(value, kind)
    environment.globals["table_html"] = _table
    environment.globals["lines"] = lambda text: [
        title.title_pieces(line) for line in title.title_lines(text, _TITLE_CHARACTERS)
    ]
    return environment.get_template("report.html")


def _table(grid: Grid) -> Markup:
    return Markup(table_html(grid, caption=True))  # escaped there

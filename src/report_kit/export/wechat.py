"""A page to paste into the editor of a WeChat public account (公众号).

The editor drops style sheets, classes, ids and pictures that are part of the page, and keeps the style each
element has of its own. So this page has nothing else. Charts come as the tables behind them.
"""

from __future__ import annotations

from markupsafe import Markup

from report_kit.document.readers.html import GENERATOR
from report_kit.export.blocks import Content
from report_kit.export.html_page import environment

# Columns of a wide table to its width in pixels; readers on a phone push it sideways.
_WIDTHS = {8: 520, 10: 580, 15: 720}


def wechat_text(content: Content) -> str:
    """Return ``content`` as a page with styles on its elements only."""
    return (
        environment()
        .get_template("wechat.html")
        .render(content=content, widths=_WIDTHS, generator=Markup(GENERATOR))
    )

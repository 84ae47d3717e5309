"""Links that carry files."""

from __future__ import annotations

import base64
import mimetypes
from collections.abc import Iterable
from html import escape

# JupyterLab shows links in outputs like other text.
_LINK = "color:var(--jp-content-link-color,#1565c0);text-decoration:underline"


def downloads_html(files: Iterable[tuple[str, str, bytes]]) -> str:
    """Return links that download files, each given as what it is called, its name and its content.

    The links carry the files: an address would have to know where the server's folders begin, and
    JupyterLab would open a Word file as text.
    """
    items = []
    for label, name, data in files:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        carried = base64.b64encode(data).decode("ascii")
        items.append(
            f'<li>{escape(label)}：<a style="{_LINK}" href="data:{kind};base64,{carried}" '
            f'download="{escape(name, quote=True)}">下载 {escape(name)}</a></li>'
        )
    return f'<ul style="line-height:2">{"".join(items)}</ul>'

"""The pages of a PDF as pictures, to look at before anything is published."""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import pypdfium2

_SCALE = 1.3  # pixels a point: A4 is 774 pixels wide
_COLOURS = 32  # enough for grey letters and bars, and a third of the size


def pages_html(pdf: bytes) -> str:
    """Return HTML that shows every page of ``pdf``, one below the other."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [_picture(page) for page in document]
    finally:
        document.close()
    style = "display:block;width:100%;max-width:774px;margin:0 0 12px;border:1px solid #bbb"
    shown = "".join(
        f'<img style="{style}" alt="第 {number} 页" src="data:image/png;base64,{data}">'
        for number, data in enumerate(pictures, 1)
    )
    return f'<div style="max-height:900px;overflow-y:auto">共 {len(pictures)} 页{shown}</div>'


def _picture(page: Any) -> str:
    buffer = BytesIO()
    page.render(scale=_SCALE).to_pil().quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return base64.b64encode(buffer.getvalue()).decode("ascii")

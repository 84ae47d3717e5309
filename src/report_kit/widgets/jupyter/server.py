"""A Jupyter server extension: saved notebooks keep readable text where a widget stood.

JupyterLab prefers a widget to any text beside it, so a notebook opened without its kernel would show
“model not found” in place of the text. When a notebook is saved, the reference to the widget is taken
out of the outputs that say they can be read without it; what the browser shows now stays as it is.
"""

from __future__ import annotations

from typing import Any

MARK = "report_kit_fallback"
"""Set in the metadata of an output that can be read without its widget."""

WIDGET = "application/vnd.jupyter.widget-view+json"


def without_widgets(model: dict[str, Any], **_: object) -> None:
    """Take widget references out of a notebook that is about to be saved.

    Args:
        model: a contents model of the Jupyter server; other files pass untouched.
    """
    if model.get("type") != "notebook" or not model.get("content"):
        return
    for cell in model["content"].get("cells", ()):
        for output in cell.get("outputs", ()):
            if output.get("metadata", {}).get(MARK):
                output.get("data", {}).pop(WIDGET, None)


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "report_kit.widgets.jupyter.server"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    serverapp.contents_manager.register_pre_save_hook(without_widgets)

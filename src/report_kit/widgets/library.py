"""The page part that all fields of a notebook share: sent to the browser once, whatever their number."""

from __future__ import annotations

from pathlib import Path

import anywidget
import ipywidgets as widgets
import traitlets

_HERE = Path(__file__).parent
_STYLES = ("editor.css", "grid.css")


class Library(widgets.Widget):
    """Code and style of every kind of field. It is no field itself and is never shown."""

    code = traitlets.Unicode().tag(sync=True)
    style = traitlets.Unicode().tag(sync=True)

    _shared: Library | None = None

    @classmethod
    def shared(cls) -> Library:
        """Return the one library of this kernel."""
        if cls._shared is None or cls._shared.comm is None:  # closed together with all other widgets
            cls._shared = cls(
                code=(_HERE / "editor.js").read_text(encoding="utf-8"),
                style="\n".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES),
            )
        return cls._shared


class Field(anywidget.AnyWidget):
    """A field whose page part is in the library.

    With a copy of its own (anywidget's way) each of the dozen editors of a report sent 290 KB and was compiled
    anew, and one that took longer than two seconds no longer heard of the kernel.
    """

    _esm = _HERE / "loader.js"
    part = traitlets.Unicode().tag(sync=True)
    library = traitlets.Instance(Library).tag(sync=True, **widgets.widget_serialization)

    @traitlets.default("library")
    def _the_shared_one(self) -> Library:
        return Library.shared()

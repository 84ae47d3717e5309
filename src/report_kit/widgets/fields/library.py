"""The page part that all fields of a notebook share: sent to the browser once, whatever their number."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import anywidget
import ipywidgets as widgets
import traitlets

from report_kit.errors import WorkspaceError

_HERE = Path(__file__).parent
_STYLES = ("editor.css", "grid.css", "register.css", "line.css")


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


LOST = WorkspaceError(
    "RK-421",
    "程序没有回应，这里的内容还没有保存",
    remedy="内容留在浏览器里。点上方菜单“运行”，再点“运行所有单元格”，然后在这里点“恢复”",
)


class Field(anywidget.AnyWidget):
    """A field whose page part is in the library, and that tells its page what is on the disk.

    With a copy of its own (anywidget's way) each of the dozen editors of a report sent 290 KB that were
    compiled anew, and one that took longer than two seconds no longer heard of the kernel.

    ``place`` names the report and the part of it: under this name the page keeps what is not saved yet, to
    offer it when it finds it again. Where it is empty nothing is kept.
    """

    _esm = _HERE / "loader.js"
    part = traitlets.Unicode().tag(sync=True)
    library = traitlets.Instance(Library).tag(sync=True, **widgets.widget_serialization)
    place = traitlets.Unicode().tag(sync=True)
    lost = traitlets.Unicode(str(LOST)).tag(sync=True)

    # What each view of this field sent last: its version and the content that made.
    _views: Mapping[str, tuple[int, object]] = MappingProxyType({})
    _safe: tuple[object, str] = (None, "")  # what was saved last, and the words that say so

    @traitlets.default("library")
    def _the_shared_one(self) -> Library:
        return Library.shared()

    def held(self) -> object:
        """Return the content as it stands, to be compared."""
        raise NotImplementedError

    def tell(self, words: str, *, safe: bool = True) -> None:
        """Tell the page whether what it sent last is on the disk, with words to show."""
        if safe:
            self._safe = (self.held(), words)
        for view in self._views:
            self._answer(view, words, safe)

    def _heard(self, message: Mapping[str, Any]) -> None:
        """Remember which version of which view this is; what is on the disk already needs no other save."""
        view, held = message.get("view", ""), self.held()
        self._views = {**self._views, view: (message.get("version", 0), held)}
        if self._safe[0] == held:
            self._answer(view, self._safe[1], True)

    def _answer(self, view: str, words: str, safe: bool) -> None:
        version, content = self._views[view]
        if not safe or content == self.held():  # else another view went on
            self.send({"kind": "saved", "view": view, "version": version, "words": words, "safe": safe})

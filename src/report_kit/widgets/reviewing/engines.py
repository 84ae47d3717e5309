"""Choose a correction engine, for this session only."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from report_kit.proofread.engines import Offer, offers
from report_kit.widgets.common.panel import html

_NONE = ("不用（只用内置检查）", "")
# What was chosen last, so that running the cell again keeps it; a new session begins without an engine.
_session = {"name": "", "model": ""}


class EngineChooser(widgets.VBox):
    """A drop-down list of the correction engines; none is chosen at first.

    One that is not installed is listed with the command that installs it. A model's place is asked for when
    an engine can use one.

    Args:
        on_choose: called with ``"NAME"`` or ``"NAME=PATH"``, or ``""`` for none, when a person has chosen.
    """

    def __init__(self, on_choose: Callable[[str], None]) -> None:
        self._on_choose = on_choose
        self._offers = {offer.name: offer for offer in offers()}
        names = [(_shown(offer), offer.name) for offer in self._offers.values()]
        self.list = widgets.Dropdown(
            description="另用引擎",
            options=[_NONE, *names],
            value=_session["name"],
            layout=widgets.Layout(width="42em"),
            style={"description_width": "5em"},
        )
        self.model = widgets.Text(
            description="模型位置",
            value=_session["model"],
            continuous_update=False,
            layout=widgets.Layout(width="42em"),
            style={"description_width": "5em"},
        )
        self.note = html("")
        super().__init__([self.list, self.model, self.note])
        self._show()
        self.list.observe(self._picked, names="value")
        self.model.observe(self._changed, names="value")

    @property
    def spec(self) -> str:
        """The chosen engine as ``open_engine`` takes it; ``""`` when none can be used yet."""
        offer = self._offer
        place = self._place
        if offer is None or not offer.installed or (offer.needs_model and not place):
            return ""
        return f"{offer.name}={place}" if place else offer.name

    @property
    def _offer(self) -> Offer | None:
        return self._offers.get(self.list.value)

    @property
    def _place(self) -> str:
        # Windows copies a path with quotation marks around it.
        return str(self.model.value).strip().strip('"').strip()

    def _picked(self, _change: object) -> None:
        # A model belongs to one engine.
        with self.model.hold_trait_notifications():
            self.model.unobserve(self._changed, names="value")
            self.model.value = ""
        self.model.observe(self._changed, names="value")
        self._changed(None)

    def _changed(self, _change: object) -> None:
        _session.update(name=self.list.value, model=self.model.value)
        self._show()
        self._on_choose(self.spec)

    def _show(self) -> None:
        offer = self._offer
        self.model.layout.display = None if offer and offer.installed else "none"
        self.note.layout.display = None if offer else "none"
        if offer is None:
            return
        if not offer.installed:
            said = (
                "还没有安装。请在终端（命令提示符）里运行下面一行，再点菜单“内核”里的“重启内核”："
                f'<br><code style="user-select:all">{escape(offer.install)}</code>'
            )
        else:
            need = "请填写模型的位置，按回车：" if offer.needs_model else "可以填写："
            said = f"{need}{escape(offer.model_hint)}。只有引擎这样认为的，一律只作提示。"
        self.note.value = f'<div style="line-height:1.6">{said}</div>'


def _shown(offer: Offer) -> str:
    return offer.title if offer.installed else f"{offer.title}（没有安装）"

"""Earlier revisions of a report: who saved them when, what has changed since, and the way back."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from datetime import datetime, timedelta
from html import escape

import ipywidgets as widgets

from report_kit.forms.report import is_own
from report_kit.widgets.common.merge import differences
from report_kit.widgets.common.panel import Status, button, html
from report_kit.widgets.common.textdiff import compare, marked
from report_kit.widgets.drafting.saving import Saving
from report_kit.workspace import Revision, Version

_SITTING = timedelta(minutes=5)
_BOX = "white-space:pre-wrap;line-height:1.7;border-left:3px solid #c7ccd1;padding:2px 10px;margin:2px 0 8px"
_LEGEND = "与现在相比：<del>划去的</del>是那一版有、现在没有的，<ins>加线的</ins>是后来加上的。"
_FIT = widgets.Layout(width="auto")
_CHOOSE = ("（请选择一版）", 0)


class History(widgets.VBox):
    """The list of revisions, what has changed since the chosen one, and a button to go back to it.

    Args:
        saving: knows the report that is open, and saves.
    """

    def __init__(self, saving: Saving) -> None:
        self._saving = saving
        self.list = widgets.Dropdown(
            description="版本", layout=widgets.Layout(width="32em"), style={"description_width": "3em"}
        )
        self.every = widgets.Checkbox(description="列出每一次自动保存", indent=False, layout=_FIT)
        self.status, self.changes = Status(), html("")
        self.back = button("恢复到这一版", self._restore)
        self.back.disabled = True
        again = button("重新列出", self.refresh)
        tip = html(
            '<div style="line-height:1.6">每次保存都留有一版，都不会删去。'
            "恢复某一版，是把它的内容存成新的一版。</div>"
        )
        super().__init__(
            [tip, widgets.HBox([self.list, self.every, again]), self.changes, self.back, self.status]
        )
        self.list.observe(self._chosen, names="value")
        self.every.observe(lambda _change: self.refresh(), names="value")

    def refresh(self) -> None:
        """Read the list again."""
        with self.status.reporting():
            if self._saving.revision is None:
                return
            versions = self._saving.workspace.history(self._saving.current.report_id)
            removed = self._removed()
            if not self.every.value:
                versions = sittings(versions, removed)
            self.list.options = [
                _CHOOSE,
                *((_name(version, removed), version.number) for version in reversed(versions)),
            ]
            self.list.value = 0
            self.status.say("")

    def _removed(self) -> Mapping[int, str]:
        now = self._saving.current
        if now.report.spec.free_sections is None:
            return {}
        return removals(self._saving.workspace.revisions(now.report_id))

    def _chosen(self, _change: object) -> None:
        number = self.list.value
        self.back.disabled = not number
        self.changes.value = ""
        if not number:
            return
        with self.status.reporting():
            if self._saving.dirty:
                self._saving.now()
            now = self._saving.current
            old = self._saving.workspace.load(now.report_id, number).report
            found = differences(old, old, now.report)
            parts = [
                f'<div style="font-weight:600">{escape(part.name)}</div>'
                f'<div style="{_BOX}">{marked(compare(part.mine, part.theirs))}</div>'
                for part in found
            ]
            self.back.disabled = not parts
            self.changes.value = _LEGEND + "".join(parts) if parts else "与现在的内容相同。"

    def _restore(self) -> None:
        number = self.list.value
        if number:
            self._saving.restore(number)
            self.refresh()
            self.status.value = self._saving.words


def removals(revisions: Sequence[Revision]) -> dict[int, str]:
    """Return by number the revisions after which own sections were taken out, with the titles of these."""
    # Only the titles are read: a form that is gone or a kit that is older does not hide a revision.
    headings = [_own_headings(revision) for revision in revisions]
    found = {}
    for revision, before, after in zip(revisions, headings, headings[1:], strict=False):
        gone = [title for key, title in before.items() if key not in after]
        if gone:
            found[revision.number] = "、".join(f"“{title}”" for title in gone)
    return found


def sittings(versions: Sequence[Version], always: Container[int] = ()) -> list[Version]:
    """Return the last revision of each sitting: saves of one person with at most five minutes between them.

    The first revision of all, what the report began with, is always there, and so are those whose numbers
    are in ``always``.
    """
    return [
        version
        for version, after in zip(versions, [*versions[1:], None], strict=True)
        if version.number == 1
        or version.number in always
        or after is None
        or after.author != version.author
        or after.saved - version.saved > _SITTING
    ]


def _own_headings(revision: Revision) -> dict[str, str]:
    if not revision.is_sound:
        return {}
    headings = json.loads(revision.body).get("headings", {})
    return {key: title for key, title in headings.items() if is_own(key)}


def _name(version: Version, removed: Mapping[int, str]) -> str:
    author = f"　{version.author}" if version.author else ""
    before = f"　删去{removed[version.number]}之前" if version.number in removed else ""
    return f"第 {version.number} 版　{_when(version.saved)}{author}{before}"


def _when(time: datetime) -> str:
    day = (
        "今天"
        if time.date() == datetime.now(time.tzinfo).date()
        else f"{time:%Y}年{time.month}月{time.day}日"
    )
    return f"{day} {time:%H:%M:%S}"

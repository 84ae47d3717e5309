"""``03_审核``: read, comment, sign, print the sheet; whose turn it is and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets as widgets

from report_kit.errors import ReviewError
from report_kit.proofread import Proofreader
from report_kit.review.chain_file import chain_of
from report_kit.review.checks import check, previous_of
from report_kit.review.comments import add_comment, comments, reopen, reply, settle
from report_kit.review.gate import Gate, gate
from report_kit.review.looks import changes_since
from report_kit.review.machine import examine
from report_kit.review.people import people
from report_kit.review.signing import signatures
from report_kit.widgets.common.chooser import ReportChooser
from report_kit.widgets.common.panel import Panel, Status, button, html
from report_kit.widgets.common.who import WhoField
from report_kit.widgets.signing.cards import PeopleCard, ReadingCard, SigningCard
from report_kit.widgets.signing.form import form_of, sign_as_asked
from report_kit.widgets.signing.people import change_people, people_of
from report_kit.widgets.signing.printing import PrintForm
from report_kit.widgets.signing.reading import changes_html, head_of, sections_of
from report_kit.widgets.signing.standing import details_html, standing_html
from report_kit.workspace import Revision, Workspace

READ, SIGN, PRINT, PEOPLE = range(4)
_TABS = ("看稿、批注", "签署", "审签单", "人员和口令")
_LOOK_AGAIN = ("RK-721", "RK-722", "RK-726", "RK-727")
"""What is refused with these may have become so since the page was shown."""
_NO_REPORT = "还没有报告。请先在“01_起草”里新建或导入一份。"


class SigningPanel(Panel):
    """Choose a report; see where it stands; read, comment and sign.

    Args:
        workspace: where the reports are.
        proofreader: with which rules to check; those of the workspace's settings when omitted.
    """

    def __init__(self, workspace: Workspace, proofreader: Proofreader | None = None) -> None:
        self.workspace, self._proofreader = workspace, proofreader
        self.gate: Gate | None = None
        self.status, self.standing, self.details = Status(), html(""), html("")
        self.who = WhoField(workspace, on_name=self._renamed)
        self.chooser = ReportChooser(workspace, self.show_report)
        self.reading, self.changes = ReadingCard(self._discuss), html("")
        self.signing = SigningCard(self._sign)
        self.printing = PrintForm(workspace, lambda: self.chooser.value)
        self.people = PeopleCard(self._change_people)
        reading = widgets.VBox([self.changes, self.reading])
        self.tabs = widgets.Tab([reading, self.signing, self.printing, self.people], titles=_TABS)
        self.tabs.add_class("rk-signing-tabs")
        top = widgets.HBox([self.who, button("重新读取", self.refresh)])
        super().__init__([self.chooser, top, self.status, self.standing, self.details, self.tabs])
        self._show_people()
        if not people(workspace):
            self.tabs.selected_index = PEOPLE
        self.refresh()

    def show_report(self, report_id: int) -> None:
        """Show the newest revision of a report, what was found in it and where it stands."""
        with self.status.reporting():
            self.status.say("")
            self.signing.tell("")
            self.reading.tell("")
            self.printing.clear()
            self._show(report_id)
            self._show_changes(report_id)

    def refresh(self) -> None:
        """Read everything again, as it is now."""
        self.chooser.refresh()
        with self.status.reporting():
            self.who.refresh()
            self._show_people()
        if self.chooser.value is None:
            self.status.say(_NO_REPORT)
        else:
            self.show_report(self.chooser.value)

    def fallback(self) -> list[tuple[str, str]]:
        """Return where the report stood when the panel was shown."""
        if self.gate is None:
            return [("", "还没有报告。")]
        lines = [self.gate.state.label, *(f"还缺：{one}" for one in self.gate.missing)]
        return [(self.gate.revision.report.title, "\n".join(lines))]

    def _show(self, report_id: int) -> None:
        revision = self.workspace.load(report_id)
        report = revision.report
        self._checked = check(self.workspace, report_id, report, self._proofreader)
        previous = self._previous = previous_of(self.workspace, report)
        self._show_standing(revision)
        self.reading.view = {
            "head": head_of(report),
            "revision": revision.number,
            "lastYear": f"{previous.year}年的" if previous else "",
            "sections": self._sections(),
        }

    def _show_standing(self, revision: Revision) -> None:
        """Show whose turn it is, given what was found in the revision."""
        key, known = revision.report_id, people(self.workspace)
        found = self.gate = gate(self.workspace, key, found=(revision, self._checked))
        self.standing.value = standing_html(found, known)
        self.details.value = details_html(found, signatures(self.workspace, key))
        self.signing.view = form_of(found, known, self.who.name)

    def _sections(self) -> list[dict[str, Any]]:
        assert self.gate is not None
        revision = self.gate.revision
        said = comments(self.workspace, revision.report_id, revision.number)
        return sections_of(revision.report, self._checked, said, self._previous)

    def _show_changes(self, report_id: int) -> None:
        """Show what was changed since the person last looked, as it was when the page was opened.

        A comment counts as a look: shown again after each, the changes would be gone with the first.
        """
        since, changes = (
            changes_since(self.workspace, report_id, self.who.name) if self.who.name else (None, [])
        )
        self.changes.value = changes_html(since, changes)

    def _show_people(self) -> None:
        self.people.view = people_of(people(self.workspace), chain_of(self.workspace.folder))

    def _discuss(self, message: Mapping[str, Any]) -> str:
        """Do what was asked about a comment."""
        if self.gate is None:
            return ""
        who, key = self.who.name, self.gate.revision.report_id
        if not who:
            raise ReviewError("RK-751", "批注要留姓名", remedy="在上面“我是”里选择或填写姓名，再保存")
        kind, text = message.get("kind"), str(message.get("text", ""))
        thread = str(message.get("thread", ""))
        said = ""
        if kind == "comment":
            start, end = int(message.get("start", 0)), int(message.get("end", 0))
            about, revision = str(message.get("section", "")), int(message.get("revision", 0))
            add_comment(self.workspace, key, about, text, who=who, revision=revision, start=start, end=end)
            said = "批注已保存。"
        elif kind == "reply":
            reply(self.workspace, key, thread, text, who=who)
            said = "回复已保存。"
        elif kind == "done":
            more = {"text": text} if text.strip() else {}
            settle(self.workspace, key, thread, who=who, **more)
            said = "已标为“已改”。"
        elif kind == "reopen":
            reopen(self.workspace, key, thread, text, who=who)
            said = "已重新提出。"
        self.reading.view = {**self.reading.view, "sections": self._sections()}
        return said

    def _sign(self, message: Mapping[str, Any]) -> str:
        """Sign; whatever comes of it, the page then shows the report as it is now."""
        if self.gate is None:
            return ""
        key = self.gate.revision.report_id
        try:
            # Not what was found when the page was shown: somebody may have waived something since.
            found = examine(self.workspace, self.workspace.load(key), self._proofreader)
            said = sign_as_asked(self.workspace, key, message, found)
        except ReviewError as error:
            if error.code in _LOOK_AGAIN:
                self._show(key)
            raise
        self.chooser.refresh(key)
        self._show(key)
        return said

    def _change_people(self, message: Mapping[str, Any]) -> str:
        said = change_people(self.workspace, message)
        self._show_people()
        self.who.refresh()
        if self.gate is not None:
            self._show_standing(self.gate.revision)
        return said

    def _renamed(self) -> None:
        """Another sits at the page."""
        if self.gate is not None:
            with self.status.reporting():
                self._show_changes(self.gate.revision.report_id)
                self.signing.view = {**self.signing.view, "me": self.who.name}

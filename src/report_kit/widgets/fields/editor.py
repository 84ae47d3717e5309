"""A field for prose that marks what the proofreader finds while one writes.

The page is built from ``widgets/`` (CodeMirror 6). It counts in UTF-16 units, Python in code points:
what is sent is converted here, and the page sends no positions, only text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

import traitlets

from report_kit.document.offsets import LineIndex
from report_kit.errors import ReportKitError
from report_kit.forms.render import INDENT
from report_kit.proofread import Finding, fingerprint
from report_kit.proofread.findings.display import suggestion
from report_kit.widgets.common.prose_checks import ProseChecks, moved
from report_kit.widgets.fields.library import Field
from report_kit.widgets.reviewing.finding_list import REASONS
from report_kit.workspace import Action


class Ignored(Protocol):
    """Remembers which findings a person has judged right."""

    def reasons(self) -> Mapping[str, str]:
        """Return the reasons by finding fingerprint."""
        ...

    def decide(self, finding: Finding, text: str, action: Action, reason: str) -> None:
        """Record ``"ignore"`` or ``"reopen"`` for a finding in ``text``; may raise ``ReportKitError``."""
        ...


class IgnoredHere:
    """Remembers for as long as the object lives."""

    def __init__(self) -> None:
        self._reasons: dict[str, str] = {}

    def reasons(self) -> Mapping[str, str]:
        """Return the reasons by finding fingerprint."""
        return self._reasons

    def decide(self, finding: Finding, text: str, action: Action, reason: str) -> None:
        """Record a decision."""
        if action == "ignore":
            self._reasons[fingerprint(finding, text)] = reason.strip()
        else:
            self._reasons.pop(fingerprint(finding, text), None)


class Editor(Field):
    """A text field with the proofreader's marks.

    Args:
        value: the text to begin with, a paragraph a line.
        label: the field's name for screen readers.
        checks: how paragraphs are checked.
        ignored: what a person has judged right.
        lead: what is printed before the first paragraph: an indent, or a heading that runs in.
        on_error: told of an error a person can act on.
        on_save: called when a person presses Ctrl+S in the text.

    ``value`` is the text as the page last sent it (0.15 s after the last key, and when the focus leaves);
    setting it replaces what stands on the page. ``counted`` (``name``, ``others``, ``limit``) makes the
    page compare the length of this text and ``others`` more characters with a limit. ``bindings`` gives
    the values of ``{{…}}`` in the text, by name.
    """

    part = traitlets.Unicode("editor").tag(sync=True)
    value = traitlets.Unicode()
    label = traitlets.Unicode().tag(sync=True)
    # An edition is a text Python put here; what a page sends names the edition it was made from. ``made_of``
    # names the versions of the page it takes the place of: what these hold is not lost.
    content: traitlets.Dict[str, Any] = traitlets.Dict({"text": "", "edition": 0}).tag(sync=True)
    counted: traitlets.Dict[str, Any] = traitlets.Dict({}).tag(sync=True)
    bindings: traitlets.Dict[str, Any] = traitlets.Dict({}).tag(sync=True)
    reasons = traitlets.List(list(REASONS)).tag(sync=True)

    def __init__(
        self,
        value: str = "",
        *,
        label: str = "正文",
        checks: ProseChecks | None = None,
        ignored: Ignored | None = None,
        lead: str = INDENT,
        on_error: Callable[[ReportKitError], None] | None = None,
        on_save: Callable[[], None] | None = None,
    ) -> None:
        self.checks = checks or ProseChecks()
        self.findings: dict[str, Finding] = {}
        self.quiet = False
        self._ignored, self._lead = ignored or IgnoredHere(), lead
        self._on_error = on_error or (lambda _error: None)
        self._on_save = on_save or (lambda: None)
        self._receiving = False
        self._seen: tuple[str, int] | None = None  # the view and version that waits for its marks
        super().__init__(label=label, value=value)
        self.on_msg(self._received)

    @property
    def lead(self) -> str:
        """What is printed before the first paragraph."""
        return self._lead

    def held(self) -> object:
        """Return the text."""
        return self.value

    def show_known(self) -> None:
        """Send the page the findings known by now: another check may have learnt more."""
        self._show(self.checks.known(self.value, self._lead))

    @traitlets.validate("value")
    def _one_line_end(self, proposal: Mapping[str, Any]) -> str:
        # The page knows one line end; offsets must not depend on which it was.
        return str(proposal["value"]).replace("\r\n", "\n").replace("\r", "\n")

    @traitlets.observe("value")
    def _replaced(self, change: Mapping[str, Any]) -> None:
        if not self._receiving:
            known = {view: version for view, (version, text) in self._views.items() if text == change["old"]}
            self._seen, self._views = None, {}
            edition = self.content["edition"] + 1
            self.content = {"text": change["new"], "edition": edition, "made_of": known}

    def _received(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        try:
            if message.get("kind") == "text":
                self._typed(message)
            elif message.get("kind") in ("ignore", "reopen"):
                self._decide(message)
            elif message.get("kind") == "save":
                self._on_save()
        except ReportKitError as error:
            self._on_error(error)

    def _typed(self, message: Mapping[str, Any]) -> None:
        edition = self.content["edition"]
        if message["edition"] != edition:
            return  # made from a text that has been replaced since; the page is about to show the new one
        find = self.checks.known if self.quiet else self.checks.check
        self._receiving = True
        try:
            # The marks first: what others do when the text changes takes its time.
            with self.hold_trait_notifications():
                self.value = message["text"]
                # For pages opened later. Those that are open know this edition and keep what they hold.
                self.content = {"text": self.value, "edition": edition}
                self._heard(message)
                self._seen = message["view"], message["version"]
                self._show(find(self.value, self._lead))
        finally:
            self._receiving = False

    def _decide(self, message: Mapping[str, Any]) -> None:
        finding = self.findings.get(message["key"])
        if finding is None:
            return  # the text went on; the page has lost this mark too
        text = self._lead + self.value
        self._ignored.decide(
            moved(finding, len(self._lead)), text, message["kind"], str(message.get("reason", ""))
        )
        self._show(list(self.findings.values()))

    def _show(self, findings: list[Finding]) -> None:
        text = self._lead + self.value
        marks = [fingerprint(moved(finding, len(self._lead)), text) for finding in findings]
        # The number tells findings apart that are one and the same to a reader.
        keys = [f"{mark}-{marks[:number].count(mark)}" for number, mark in enumerate(marks)]
        self.findings = dict(zip(keys, findings, strict=True))
        if self._seen is None:
            return
        view, version = self._seen
        index, reasons = LineIndex(self.value), self._ignored.reasons()
        items = [
            drawn(key, finding, index, reasons.get(mark))
            for key, mark, finding in zip(keys, marks, findings, strict=True)
        ]
        self.send({"kind": "findings", "view": view, "version": version, "items": items})


def drawn(key: str, finding: Finding, index: LineIndex, reason: str | None) -> dict[str, Any]:
    """Return a finding as the page draws it, positions in UTF-16 units.

    Args:
        key: its identity on the page.
        finding: the finding.
        index: of the text its offsets point into.
        reason: why a person ignores it, ``None`` while it is open.
    """

    def span(start: int, end: int) -> dict[str, int]:
        return {"from": index.to_utf16(start), "to": index.to_utf16(end)}

    fixes = [
        {
            "label": suggestion(finding, number) or "按建议修改",
            "edits": [span(edit.start, edit.end) | {"insert": edit.replacement} for edit in fix.edits],
        }
        for number, fix in enumerate(finding.fixes)
    ]
    return span(finding.start, finding.end) | {
        "key": key,
        "severity": finding.severity.value,
        "message": finding.message,
        "source": finding.source,
        "fixes": fixes,
        "reason": reason,
    }

"""``02_校对``: run the proofreader on a report and decide about every finding."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from report_kit.errors import ReportKitError
from report_kit.forms.report import Report
from report_kit.proofread import Finding, Fix, Proofreader, RuleFailure, fingerprint
from report_kit.proofread.engines import open_engine
from report_kit.proofread.findings.choice import choose_edits
from report_kit.proofread.findings.display import findings_text, summary
from report_kit.review.checks import Waiver, context_of, waivers, workspace_folder
from report_kit.settings import find_settings, make_proofreader
from report_kit.widgets.common.chooser import ReportChooser
from report_kit.widgets.common.names import last_name
from report_kit.widgets.common.panel import Panel, Status, button, html, saved_words
from report_kit.widgets.common.who import WhoField
from report_kit.widgets.reviewing.apply import apply, can_apply, place_name
from report_kit.widgets.reviewing.engines import EngineChooser
from report_kit.widgets.reviewing.finding_list import Choice, FindingList, item
from report_kit.workspace import Action, Revision, StaleRevisionError, Workspace


class ReviewPanel(Panel):
    """Choose a report; accept or ignore what the proofreader found.

    Args:
        workspace: where the reports are.
        proofreader: with which rules to check; those of the workspace's settings when omitted.

    Raises:
        DataError: ``RK-341`` to ``RK-344`` the settings of the workspace cannot be used.
    """

    def __init__(self, workspace: Workspace, proofreader: Proofreader | None = None) -> None:
        self.workspace = workspace
        self.settings = find_settings(workspace_folder(workspace))
        self._plain = proofreader or make_proofreader(self.settings)
        self.proofreader = self._plain
        self._engine = ""
        self.revision: Revision | None = None
        self.findings: dict[str, Finding] = {}
        self.chooser = ReportChooser(workspace, self.show_report)
        self.engines = EngineChooser(self.use_engine)
        self.status, self.heading = Status(), html("")
        self.who = WhoField(workspace, last_name(workspace))
        self.list = FindingList(self.choose)
        again = button("重新校对", self.refresh)
        who = widgets.HBox([self.who, again])
        super().__init__([self.chooser, self.engines, who, self.heading, self.status, self.list])
        if self.chooser.value is None:
            self.status.say("还没有报告。请先在“01_起草”里新建或导入一份。")
            self.list.layout.display = "none"
        self.use_engine(self.engines.spec)

    def use_engine(self, spec: str) -> None:
        """Check with this engine from now on; ``""`` for the kit's own methods alone."""
        if self._engine and self._engine != spec:
            open_engine(self._engine).close()
        self.proofreader, self._engine = self._plain, ""
        problem = ""
        if spec:
            try:
                chosen = self._plain.with_engines(spec)
                _ = chosen.engines  # what it lacks is told before anything is checked
                self.proofreader, self._engine = chosen, spec
            except ReportKitError as error:
                problem = str(error)
        if self.chooser.value is not None:
            self.show_report(self.chooser.value)
        if problem:
            self.status.say(problem, "bad")

    def show_report(self, report_id: int) -> None:
        """Check the newest revision of a report and show what was found."""
        with self.status.reporting():
            self.status.say("正在校对，引擎第一次启动要等几秒到几十秒…" if self._engine else "")
            failures = self._check(self.workspace.load(report_id))
            self.status.say("\n".join(map(_failed, failures)), "bad")

    def refresh(self) -> None:
        """Check the chosen report again, as it is now."""
        self.chooser.refresh()
        if self.chooser.value is not None:
            self.show_report(self.chooser.value)

    def choose(self, choice: Choice) -> None:
        """Do what a person clicked."""
        with self.status.reporting():
            if choice.action == "accept_safe":
                self._accept_safe()
            elif choice.key not in self.findings:
                self.status.say("这一处已经变了，请看更新后的列表。", "bad")
                self.refresh()
            elif choice.action == "accept":
                self._accept(self.findings[choice.key], choice.fix)
            elif choice.action in ("ignore", "reopen"):
                self._decide(self.findings[choice.key], choice)

    def fallback(self) -> list[tuple[str, str]]:
        """Return the findings as they were when the panel was shown."""
        if self.revision is None:
            return [("", "还没有报告。")]
        ignored = waivers(self.workspace, self.revision.report_id)
        open_findings = [f for f in self.findings.values() if fingerprint(f, self._text) not in ignored]
        return [(self._report.title, findings_text(open_findings, self._text))]

    @property
    def _current(self) -> Revision:
        assert self.revision is not None
        return self.revision

    @property
    def _report(self) -> Report:
        return self._current.report

    @property
    def _text(self) -> str:
        return self._report.document().text

    def _accept(self, finding: Finding, number: int) -> None:
        fix = finding.fixes[number]
        self._save(apply(self._report, fix.edits), [finding])

    def _accept_safe(self) -> None:
        """Apply the fixes that can not change a meaning, where they stand in the prose."""
        open_keys = {str(drawn["key"]) for drawn in self.list.items}
        wanted = [f for key, f in self.findings.items() if key in open_keys and self._safe_fix(f)]
        edits = choose_edits(wanted, "safe")
        # Of two fixes that overlap only one is made; the other is found again and asked again.
        made = [f for f in wanted if (fix := self._safe_fix(f)) and set(fix.edits) <= set(edits)]
        self._save(apply(self._report, edits), made)

    def _save(self, report: Report, accepted: list[Finding]) -> None:
        text, checked = self._text, self._current
        try:
            saved = self.workspace.save(checked.report_id, report, base=checked.number, author=self.who.name)
        except StaleRevisionError as error:
            self._check(error.theirs)
            self.status.say(
                f"没有修改：别人刚刚保存了第 {error.theirs.number} 版。下面是新版本的校对结果，请再看一遍。",
                "bad",
            )
            return
        for finding in accepted:
            self.workspace.decide(
                saved.report_id, finding, text, "accept", revision=checked.number, who=self.who.name
            )
        self._check(saved)
        self.chooser.refresh(saved.report_id)
        self.status.say(f"已采纳 {len(accepted)} 处，{saved_words(saved.number, saved.saved)}", "good")

    def _decide(self, finding: Finding, choice: Choice) -> None:
        action: Action = "ignore" if choice.action == "ignore" else "reopen"
        self.workspace.decide(
            self._current.report_id,
            finding,
            self._text,
            action,
            revision=self._current.number,
            reason=choice.reason,
            who=self.who.name,
        )
        self._draw()
        self.status.say("已忽略，理由已记下。" if action == "ignore" else "已恢复。", "good")

    def _check(self, revision: Revision) -> list[RuleFailure]:
        """Check a revision and show the findings; return which engine broke, if one did."""
        self.revision = revision
        report, text = self._report, self._text
        context = context_of(self.workspace, report, self.settings)
        failures: list[RuleFailure] = []
        if self._engine:
            result = self.proofreader.run(report.document(), context)
            found, failures = result.findings, result.failures
        else:
            found = self.proofreader.check(report.document(), context=context)
        # The number tells findings apart that are one and the same to a reader.
        self.findings = {f"{fingerprint(finding, text)}-{n}": finding for n, finding in enumerate(found)}
        self._draw()
        return failures

    def _draw(self) -> None:
        report, text = self._report, self._text
        reasons = waivers(self.workspace, self._current.report_id)
        waiting, done = [], []
        for key, finding in self.findings.items():
            drawn = item(
                key,
                finding,
                text,
                place=place_name(report, finding),
                acceptable=bool(finding.fixes) and all(can_apply(report, fix.edits) for fix in finding.fixes),
            )
            waiver = reasons.get(fingerprint(finding, text))
            if waiver is not None:
                done.append(drawn | {"reason": waiver.reason, "signed": waiver.signed()})
            else:
                waiting.append(drawn)
        still_open = [self.findings[drawn["key"]] for drawn in waiting]
        with self.list.hold_sync():
            self.list.items, self.list.ignored = waiting, done
            self.list.accepted = _accepted(self.workspace, self._current.report_id)
            self.list.safe_count = sum(bool(self._safe_fix(finding)) for finding in still_open)
            self.list.layout.display = None
        words = f"{report.title}（第 {self._current.number} 版）：{summary(still_open)}"
        self.heading.value = f'<div style="font-size:16px;font-weight:600">{escape(words)}</div>'

    def _safe_fix(self, finding: Finding) -> Fix | None:
        """Return the fix that may be made unseen, ``None`` when there is none outside the tables."""
        fix = next((fix for fix in finding.fixes if fix.allowed("safe")), None)
        return fix if fix and can_apply(self._report, fix.edits) else None


def _accepted(workspace: Workspace, report_id: int) -> list[dict[str, Any]]:
    """Return what was accepted and not taken back, the newest first, as the page lists it."""
    last = {made.fingerprint: made for made in workspace.decisions(report_id)}
    return [
        {"text": made.text, "revision": made.revision, "signed": Waiver.of(made).signed()}
        for made in reversed(last.values())
        if made.action == "accept"
    ]


def _failed(failure: RuleFailure) -> str:
    if isinstance(failure.error, ReportKitError):
        return str(failure.error)
    return f"{failure.rule} 出错，已跳过，其余的检查不受影响（{type(failure.error).__name__}）。"

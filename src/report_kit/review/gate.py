"""The gate: a final export is made of the very revision that everybody signed, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from report_kit.errors import ReviewError
from report_kit.review.audit import Audit, verify
from report_kit.review.chain import Step
from report_kit.review.checks import Checked
from report_kit.review.machine import Examination, examine
from report_kit.review.people import ADMINISTRATOR, Person, people
from report_kit.review.signing import review_state
from report_kit.review.state import State
from report_kit.workspace import Revision, Workspace

if TYPE_CHECKING:
    from report_kit.proofread import Proofreader

_SHOWN = 3


@dataclass(frozen=True)
class Missing:
    """Something that keeps a report from being published, and who owes it; both in Chinese."""

    what: str
    who: str

    def __str__(self) -> str:
        return f"{self.what}（{self.who}）"


@dataclass(frozen=True)
class Gate:
    """Whether a report may be published, and what is missing."""

    revision: Revision
    state: State
    examination: Examination
    audit: Audit
    missing: tuple[Missing, ...]

    @property
    def is_open(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing

    def refuse(self) -> None:
        """Raise when something is missing.

        Raises:
            ReviewError: ``RK-731``.
        """
        if self.missing:
            raise ReviewError(
                "RK-731",
                f"还不能正式发布：缺 {len(self.missing)} 样",
                where="\n    ".join([self.revision.report.title, *map(str, self.missing)]),
                remedy="补齐以后再发布；现在要看样子的，导出草稿（“04_发布”，或命令加 --draft）",
            )


def gate(
    workspace: Workspace,
    report_id: int,
    proofreader: Proofreader | None = None,
    *,
    found: tuple[Revision, Checked] | None = None,
) -> Gate:
    """Look at the newest revision of a report: may it be published?

    Args:
        workspace: where it is.
        report_id: which one.
        proofreader: with which rules to check; those of the workspace when omitted.
        found: a revision and what was found in it, where the caller has just looked and shows it. Nothing is
            published by this: ``publish.export_final`` looks for itself.

    Raises:
        WorkspaceError: ``RK-402`` there is no such report, ``RK-404``, ``RK-405`` it can not be read.
        ChainError: ``RK-701`` ``review.yaml`` can not be used.
    """
    revision, checked = found or (workspace.load(report_id), None)
    state = review_state(workspace, report_id)
    examination = examine(workspace, revision, proofreader, checked=checked)
    audit = verify(workspace)
    known = [person for person in people(workspace) if person.active]
    missing = [
        *_unsigned(state, revision, known),
        *_unlike(state, examination, known),
        *_found(state, examination, known),
        *_unsound(audit, known),
    ]
    return Gate(revision, state, examination, audit, tuple(missing))


def _unsigned(state: State, revision: Revision, known: Sequence[Person]) -> Iterator[Missing]:
    for step in state.chain.steps:
        if step.optional or step.id in state.standing:
            continue
        said = f"“{step.name}”还没有签署"
        if state.last and state.last.step == step.id and state.stage != "waiting":
            said = f"“{step.name}”的意见是“{state.last.verdict}”：{state.last.opinion}"
        gone = [item for item in state.voided if item.signature.step == step.id]
        if gone:
            said += f"，{gone[-1].signature.who}签过，{gone[-1].reason}，作废了"
        yield Missing(said, _holders(step, known))
    if state.is_complete:
        last = [step for step in state.chain.steps if not step.optional][-1]
        if state.standing[last.id].content != revision.sha256:
            yield Missing("签的内容不是这一版", _holders(last, known))


def _unlike(state: State, examination: Examination, known: Sequence[Person]) -> Iterator[Missing]:
    """Yield when something was waived, or is found otherwise, since the last signature."""
    if not state.is_complete:
        return
    last = [step for step in state.chain.steps if not step.optional][-1]
    if state.standing[last.id].machine.get("digest") != examination.digest:
        said = f"“{last.name}”签署以后，机器检查的结果变了（又豁免了问题，或换了词典），要看过再签一次"
        yield Missing(said, _holders(last, known))


def _found(state: State, examination: Examination, known: Sequence[Person]) -> Iterator[Missing]:
    writer = _holders(state.chain.steps[0], known)
    if errors := [item for item in examination.open_errors if not item.is_sensitive]:
        some = "；".join(f"“{item.text}”{item.message}" for item in errors[:_SHOWN])
        yield Missing(f"还有 {len(errors)} 处错误没有处理：{some}", writer)
    if sensitive := examination.open_sensitive:
        rules = "、".join(dict.fromkeys(item.rule for item in sensitive))
        yield Missing(f"还有 {len(sensitive)} 处疑似个人信息或涉密内容没有处理（{rules}）", writer)
    for words in examination.absent:
        yield Missing(words, writer)
    if examination.failed:
        yield Missing(f"有检查没有跑完：{'、'.join(examination.failed)}", _administrators(known))


def _unsound(audit: Audit, known: Sequence[Person]) -> Iterator[Missing]:
    if audit.faults:
        some = "；".join(map(str, audit.faults[:_SHOWN]))
        more = " 等" if len(audit.faults) > _SHOWN else ""
        yield Missing(f"存证核对没有通过：{some}{more}", _administrators(known))


def _holders(step: Step, known: Sequence[Person]) -> str:
    names = [person.name for person in known if set(person.roles) & set(step.roles)]
    roles = "、".join(step.roles)
    return f"{roles}：{'、'.join(names)}" if names else f"{roles}：名单里还没有人担任"


def _administrators(known: Sequence[Person]) -> str:
    names = [person.name for person in known if ADMINISTRATOR in person.roles]
    return f"{ADMINISTRATOR}：{'、'.join(names) or '还没有人担任'}"

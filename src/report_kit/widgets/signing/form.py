"""What a signer is asked: which step, its questions, the verdicts there are, and who may sign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from report_kit.review.chain import Step, Verdict
from report_kit.review.gate import Gate
from report_kit.review.machine import Examination
from report_kit.review.people import Person
from report_kit.review.signing import questions_of, sign, verdicts_of
from report_kit.review.state import State
from report_kit.widgets.signing.standing import holders
from report_kit.workspace import Workspace

_HINTS: dict[Verdict, str] = {
    "同意": "",
    "修改后同意": "写明改什么；改过以后再签",
    "退回": "写明理由；回到前面改，改好重新签",
    "不予公开": "写明依据的条款和理由",
    "报上级确定": "写明报哪个机关、因为什么",
}


def form_of(gate: Gate, known: Sequence[Person], me: str) -> dict[str, Any]:
    """Return the form as the page draws it.

    Args:
        gate: where the report stands.
        known: the list of people.
        me: the name to choose from the start, where that person may sign.
    """
    found = gate.examination
    return {
        "revision": gate.revision.number,
        "content": gate.revision.sha256[:16],
        "me": me,
        "steps": [
            {
                "id": step.id,
                "name": step.name,
                "again": again,
                "looks": list(step.looks_at),
                "questions": [
                    {"id": one.id, "text": one.text, "pass": one.passing} for one in questions_of(step, found)
                ],
                "verdicts": [
                    {"name": one, "hint": _HINTS[one]} for one in verdicts_of(gate.state.chain, step)
                ],
                "names": holders(step, known),
                "before": list(_before(step, found)),
            }
            for step, again in _open_steps(gate.state)
        ],
        "unready": [person.name for person in known if person.active and not person.ready],
    }


def sign_as_asked(
    workspace: Workspace, report_id: int, message: Mapping[str, Any], found: Examination
) -> str:
    """Sign as the page says, and return the words for it.

    Args:
        workspace: where the report is.
        report_id: which one.
        message: of the page.
        found: the machine's report as it is now.

    Raises:
        ReviewError: see ``signing.sign``.
    """
    signature = sign(
        workspace,
        report_id,
        str(message.get("step", "")),
        who=str(message.get("who", "")),
        passphrase=str(message.get("passphrase", "")),
        revision=int(message.get("revision", 0)),
        verdict=cast(Verdict, str(message.get("verdict", ""))),  # another is refused
        opinion=str(message.get("opinion", "")),
        answers={str(key): str(value) for key, value in dict(message.get("answers", {})).items()},
        examination=found,
    )
    return f"{signature.who}已签：{signature.verdict}（第 {signature.revision} 版，{signature.made:%H:%M}）"


def _open_steps(state: State) -> Iterator[tuple[Step, bool]]:
    """Yield the steps that may be signed now: the one in turn first, the one that may be taken back last."""
    chain = state.chain
    if state.step:
        yield state.step, False
    for step in chain.steps:
        before = chain.steps[: chain.index(step.id)]
        ready = all(one.optional or one.id in state.standing for one in before)
        if step.optional and ready and step.id not in state.standing:
            yield step, False
    signed = [step for step in chain.steps if step.id in state.standing]
    if signed:
        yield signed[-1], True


def _before(step: Step, found: Examination) -> Iterator[str]:
    """Yield what must be done before the step may agree."""
    if step.secrecy and found.open_sensitive:
        count = len(found.open_sensitive)
        yield f"还有 {count} 处疑似个人信息或涉密内容没有处理：到“02_校对”改掉，或写明理由忽略"
    if step.no_errors and found.open_errors:
        count = len(found.open_errors)
        yield f"还有 {count} 处错误没有处理：到“02_校对”改掉，或写明理由忽略"
    if step.no_errors and found.failed:
        yield f"有检查没有跑完：{'、'.join(found.failed)}"

"""Sign a step of the chain: everything that must hold is looked at first, and said when it does not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache

from sqlalchemy import Connection, select

from report_kit.errors import ReportKitError, ReviewError
from report_kit.review.chain import AGREED, HEAD, Chain, Question, Step, Verdict
from report_kit.review.chain_file import chain_of
from report_kit.review.changes import changed_sections
from report_kit.review.machine import Examination, examine
from report_kit.review.people import Person, authenticate
from report_kit.review.signatures import Signature, add_signature, signatures_of
from report_kit.review.state import Changes, State, state_of
from report_kit.review.watch import notice_settings
from report_kit.workspace import Revision, Workspace, rows, schema, trail
from report_kit.workspace.engine import transaction

_REVISIONS = schema.revisions.c
_OPINIONS = {"不予公开": "依据的条款和理由", "报上级确定": "报哪个机关、因为什么"}
CONFIRM = Question.model_validate(
    {"id": "waived_sensitive", "text": "经人豁免的个人信息、涉密提示，是否逐条看过、确可公开", "pass": "是"}
)
"""Asked by the secrecy review, besides its own questions, where somebody has waived such a finding."""


def review_state(workspace: Workspace, report_id: int) -> State:
    """Return where a report stands in the workspace's chain.

    Raises:
        ChainError: ``RK-701`` ``review.yaml`` can not be used.
        WorkspaceError: ``RK-402`` there is no such report.
    """
    chain = chain_of(workspace.folder)
    newest = workspace.record(report_id).latest
    with transaction(workspace.engine) as connection:
        signed = signatures_of(connection, report_id)
    return state_of(chain, signed, newest, changes_in(workspace, report_id))


def signatures(workspace: Workspace, report_id: int) -> list[Signature]:
    """Return all signatures about a report, oldest first; ``review_state`` says which are in force."""
    with transaction(workspace.engine) as connection:
        return signatures_of(connection, report_id)


def questions_of(step: Step, examination: Examination) -> tuple[Question, ...]:
    """Return what a step must answer, given what the machine found."""
    confirm = step.secrecy and examination.waived_sensitive
    return (*step.questions, CONFIRM) if confirm else step.questions


def sign(
    workspace: Workspace,
    report_id: int,
    step_id: str,
    *,
    who: str,
    passphrase: str,
    revision: int,
    verdict: Verdict = AGREED,
    opinion: str = "",
    answers: Mapping[str, str] | None = None,
    examination: Examination | None = None,
) -> Signature:
    """Sign a step about the newest revision, and return once it is on the disk.

    Args:
        workspace: where.
        report_id: which report.
        step_id: which step of the chain.
        who: the person's name.
        passphrase: that person's.
        revision: number of the revision that the person has looked at; it must still be the newest.
        verdict: what the person decides.
        opinion: in the person's words; needed for every verdict but 同意.
        answers: to ``questions_of`` the step, 是 or 否 by question id; needed for 同意.
        examination: the machine's report of that revision, where the caller has just made it.

    Raises:
        ReviewError: those of ``people.authenticate``; ``RK-721`` it is not this step's turn, ``RK-722`` the
            text was changed meanwhile, ``RK-723`` the person has no role for it, ``RK-724`` has written the
            text or signed another step, ``RK-725`` the verdict or opinion is missing or not for this step,
            ``RK-726`` a question is open, ``RK-727`` a finding is open, ``RK-728`` the clock was set back.
        ChainError: ``RK-701``.
    """
    notice_settings(workspace)
    person = authenticate(workspace, who, passphrase)
    state = review_state(workspace, report_id)
    step = _step_in_turn(state, step_id)
    if revision != state.revision:
        raise _stale(revision, state.revision)
    newest = workspace.load(report_id)
    _check_role(person, step)
    excuse = _check_independence(workspace, report_id, state, step, person)
    _check_verdict(state, step, verdict, opinion)
    examination = examination or examine(workspace, newest)
    if examination.content != newest.sha256:
        raise _stale(examination.revision, newest.number)
    _check_renewal(state, step, verdict, examination)
    given = dict(answers or {})
    if verdict == AGREED:
        _check_answers(questions_of(step, examination), given)
        _check_findings(step, examination)
    signature = Signature(
        0,
        newest.number,
        newest.sha256,
        state.chain.digest,
        step.id,
        verdict,
        person.name,
        person.post,
        opinion.strip(),
        given,
        examination.to_json_dict(),
        excuse,
        datetime.now(UTC),
    )
    _keep(workspace, report_id, signature, newest)
    return signature


def _keep(workspace: Workspace, report_id: int, signature: Signature, newest: Revision) -> None:
    """Add the signature, unless the text or the chain's state changed since it was looked at."""
    before = [one.number for one in signatures(workspace, report_id)]
    with transaction(workspace.engine, writing=True) as connection:
        if [one.number for one in signatures_of(connection, report_id)] != before:
            raise ReviewError(
                "RK-721", "刚刚有人签署了这份报告，这次没有签", remedy="看过新的情况以后再签一次"
            )
        latest = latest_revision(connection, report_id)
        if latest != (newest.number, newest.sha256):
            raise _stale(newest.number, latest[0])
        check_clock(connection)
        row = add_signature(connection, report_id, signature)
        trail.append(
            connection,
            "sign",
            report=report_id,
            who=signature.who,
            rows=[row],
            step=signature.step,
            verdict=signature.verdict,
            revision=signature.revision,
        )


def latest_revision(connection: Connection, report_id: int) -> tuple[int, str]:
    """Return number and digest of the newest revision; raises ``RK-402``."""
    query = select(_REVISIONS.number, _REVISIONS.sha256).where(_REVISIONS.report_id == report_id)
    found = connection.execute(query.order_by(_REVISIONS.number.desc()).limit(1)).one_or_none()
    if found is None:
        raise rows.missing(report_id)
    return found.number, found.sha256


def check_clock(connection: Connection) -> None:
    """Refuse to go on where the clock stands before the last record.

    Raises:
        ReviewError: ``RK-728``.
    """
    last = trail.newest(connection)
    if last and datetime.fromisoformat(last.made) > datetime.now(UTC):
        raise ReviewError(
            "RK-728",
            f"这台电脑的时钟（{datetime.now():%Y-%m-%d %H:%M}）早于上一条记录"
            f"（{rows.time(last.made):%Y-%m-%d %H:%M}），这次没有签署或发布",
            remedy="把时钟调准后再试；上一条记录的时间错了的，等到那个时间，或在记录里说明后由管理员处理",
        )


def changes_in(workspace: Workspace, report_id: int) -> Changes:
    """Return what tells the sections that a revision of a report changed; of a damaged one all."""

    @cache
    def changed(number: int) -> frozenset[str]:
        try:
            old, new = (workspace.load(report_id, one).report for one in (number - 1, number))
        except ReportKitError:
            return frozenset({HEAD})
        return changed_sections(old, new)

    return changed


def _step_in_turn(state: State, step_id: str) -> Step:
    step = state.chain.step(step_id)
    if step is None:
        from report_kit.forms.checking.marks import nearest

        known = [one.id for one in state.chain.steps]
        near = nearest(step_id, known)
        raise ReviewError(
            "RK-721",
            f"审签步骤里没有“{step_id}”" + (f"，是不是“{near}”？" if near else ""),
            remedy=f"步骤有：{'、'.join(known)}",
        )
    before = state.chain.steps[: state.chain.index(step_id)]
    owing = next((one for one in before if not one.optional and one.id not in state.standing), None)
    if owing is not None:
        raise ReviewError(
            "RK-721",
            f"还没有轮到“{step.name}”：要先由“{owing.name}”签署",
            remedy="按次序签署，后面的步骤不能先签",
        )
    return step


def _check_renewal(state: State, step: Step, verdict: Verdict, examination: Examination) -> None:
    """Refuse to sign again, unless it is to take the signature back or the findings are others by now."""
    signed = state.standing.get(step.id)
    if signed is None:
        return
    behind = state.chain.steps[state.chain.index(step.id) + 1 :]
    later = next((one for one in behind if one.id in state.standing), None)
    if later is None and (verdict != AGREED or signed.machine.get("digest") != examination.digest):
        return
    on = f"，后面的“{later.name}”也签了" if later else ""
    raise ReviewError(
        "RK-721",
        f"“{step.name}”已由{signed.who}签署{on}",
        remedy="要收回的，由最后签的一步写“退回”；文字一改，签名就作废，要重新签",
    )


def _check_role(person: Person, step: Step) -> None:
    if not set(person.roles) & set(step.roles):
        own = "、".join(person.roles) or "没有岗位"
        raise ReviewError(
            "RK-723",
            f"{person.name}（{own}）不能签“{step.name}”，这一步要由{'、'.join(step.roles)}签",
            remedy="请有这个岗位的人签；岗位登记错了的，"
            "请管理员在“03_审核”的“人员和口令”里改正（或 report-kit people change）",
        )


def _check_independence(
    workspace: Workspace, report_id: int, state: State, step: Step, person: Person
) -> str:
    """Refuse whoever has written the text or signed another step; return the chain's excuse, if any."""
    authors = {_squeeze(version.author) for version in workspace.history(report_id)}
    authors |= {_squeeze(one.who) for key, one in state.standing.items() if _for_authors(state.chain, key)}
    other = next(
        (key for key, one in state.standing.items() if key != step.id and one.who == person.name), None
    )
    wrote = not step.author and _squeeze(person.name) in authors
    if other is None and not wrote:
        return ""
    if state.chain.same_person:
        return state.chain.same_person
    if other is not None:
        signed = state.chain.step(other)
        assert signed is not None
        reason = f"{person.name}已经签了“{signed.name}”，一个人不能签两步"
    else:
        reason = f"{person.name}写过或改过这份报告，不能签“{step.name}”"
    raise ReviewError(
        "RK-724",
        reason,
        remedy="请另一位有这个岗位的人签；人手确实不够的，在 review.yaml 的 same_person 写明理由",
    )


def _for_authors(chain: Chain, step_id: str) -> bool:
    step = chain.step(step_id)
    return step is not None and step.author


def _check_verdict(state: State, step: Step, verdict: Verdict, opinion: str) -> None:
    allowed = verdicts_of(state.chain, step)
    if verdict not in allowed:
        raise ReviewError("RK-725", f"“{step.name}”不能写“{verdict}”", remedy=f"可写：{'、'.join(allowed)}")
    if verdict != AGREED and not opinion.strip():
        needed = {"不予公开": "依据的条款和理由", "报上级确定": "报哪个机关、因为什么"}.get(
            verdict, "要改什么、为什么"
        )
        raise ReviewError("RK-725", f"“{verdict}”要写意见：{needed}", remedy="写明以后再签")
    last = state.last
    again = verdict == AGREED and last is not None and last.verdict in ("退回", "修改后同意")
    if again and not opinion.strip():
        assert last is not None
        raise ReviewError(
            "RK-725",
            f"{last.who}写了“{last.verdict}”（{last.opinion}），文字没有改过；没有改就再签的，要写意见说明为什么",
            remedy="先在“01_起草”里修改，或写明不改的理由",
        )


def verdicts_of(chain: Chain, step: Step) -> tuple[Verdict, ...]:
    """Return what may be decided at a step: the first has nowhere to send a report back to."""
    first = chain.steps[0].id == step.id
    return tuple(one for one in step.verdicts if not (first and one == "退回"))


def _check_answers(questions: Sequence[Question], answers: dict[str, str]) -> None:
    known = {question.id for question in questions}
    for key, given in answers.items():
        if key not in known or given not in ("是", "否"):
            raise ReviewError(
                "RK-726",
                f"看不懂对“{key}”的回答“{given}”",
                remedy=f"回答写 是 或 否；问题有：{'、'.join(known) or '（这一步没有要回答的问题）'}",
            )
    for question in questions:
        given = answers.get(question.id, "")
        if not given:
            raise ReviewError(
                "RK-726", f"还没有回答：{question.text}？", where=question.id, remedy="回答 是 或 否"
            )
        if question.passing and given != question.passing:
            raise ReviewError(
                "RK-726",
                f"“{question.text}？”答“{given}”，不能同意",
                where=question.id,
                remedy="改写“退回”“不予公开”或“报上级确定”，并写明意见；或处理以后再签",
            )


def _check_findings(step: Step, examination: Examination) -> None:
    if step.secrecy and examination.open_sensitive:
        found = examination.open_sensitive
        raise ReviewError(
            "RK-727",
            f"还有 {len(found)} 处疑似个人信息或涉密内容没有处理，保密审查不能同意",
            where="、".join(dict.fromkeys(item.rule for item in found)),
            remedy="在“02_校对”里逐处改掉，或写明理由忽略（由保密审查的人再逐条确认）",
        )
    if step.no_errors and (examination.open_errors or examination.failed):
        count = len(examination.open_errors)
        what = (
            f"还有 {count} 处错误没有处理" if count else f"有检查没有跑完（{'、'.join(examination.failed)}）"
        )
        raise ReviewError(
            "RK-727",
            f"{what}，“{step.name}”不能同意",
            where="；".join(f"{item.text}：{item.message}" for item in examination.open_errors[:3]),
            remedy="在“02_校对”里逐处改掉，或写明理由忽略",
        )


def _stale(looked_at: int, newest: int) -> ReviewError:
    return ReviewError(
        "RK-722",
        f"您看的是第 {looked_at} 版，现在已是第 {newest} 版，没有签署",
        remedy="看过改动的地方，再按新的一版签署",
    )


def _squeeze(name: str) -> str:
    return re.sub(r"\s", "", name)

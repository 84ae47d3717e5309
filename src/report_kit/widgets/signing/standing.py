"""Where a report stands, as HTML: its steps, whose turn it is, what is missing and who owes it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from report_kit.review.chain import Step
from report_kit.review.gate import Gate, Missing
from report_kit.review.machine import Examination, Item
from report_kit.review.people import Person
from report_kit.review.signatures import Signature
from report_kit.review.state import State

_WAITING = "waiting"


def standing_html(gate: Gate, known: Sequence[Person]) -> str:
    """Return the steps in a row, and below whose turn it is."""
    state = gate.state
    steps = "".join(_chip(number, step, state) for number, step in enumerate(state.chain.steps, 1))
    return f'<div class="rk-signing"><ol class="rk-chain">{steps}</ol>{_turn(gate, known)}</div>'


def missing_html(missing: Sequence[Missing]) -> str:
    """Return what is missing before the report may be published, and who owes it."""
    rows = "".join(f"<tr><td>{escape(one.what)}</td><td>{escape(one.who)}</td></tr>" for one in missing)
    head = "<tr><th scope='col'>还缺什么</th><th scope='col'>由谁</th></tr>"
    return f'<div class="rk-signing"><table class="rk-owed">{head}{rows}</table></div>'


def details_html(gate: Gate, signed: Sequence[Signature]) -> str:
    """Return, folded up, what is missing, what the machine found, and what was signed."""
    parts = []
    if gate.missing:
        parts.append(_folded(f"发布以前还缺 {len(gate.missing)} 样", missing_html(gate.missing)))
    parts.append(_folded("机器检查了什么", _machine(gate.examination)))
    if signed:
        parts.append(_folded(f"签署记录 {len(signed)} 条", _history(gate.state, signed)))
    return f'<div class="rk-signing">{"".join(parts)}</div>'


def holders(step: Step, known: Sequence[Person]) -> list[str]:
    """Return who may sign a step by the role, in the order of the list."""
    return [person.name for person in known if person.active and set(person.roles) & set(step.roles)]


def _chip(number: int, step: Step, state: State) -> str:
    signed = state.standing.get(step.id)
    kind, said = "later", "、".join(step.roles)
    if signed:
        kind, said = "signed", f"✓ {signed.who} {signed.made:%m-%d %H:%M}"
    elif state.step and state.step.id == step.id:
        kind, said = "now", "现在轮到这一步"
    current = ' aria-current="step"' if kind == "now" else ""
    optional = "（可以不签）" if step.optional else ""
    return (
        f'<li class="{kind}"{current}><b>{number} {escape(step.name)}{optional}</b>'
        f"<span>{escape(said)}</span></li>"
    )


def _turn(gate: Gate, known: Sequence[Person]) -> str:
    state = gate.state
    if state.step is None:
        if gate.is_open:
            words = "各步都签了，可以发布了：打开“04_发布”，点“正式发布”。"
        else:
            words = "各步都签了，但还不能发布，看下面缺什么。"
        return f'<p class="rk-turn good">{words}</p>' if gate.is_open else f'<p class="rk-turn">{words}</p>'
    names = "、".join(holders(state.step, known)) or "名单里还没有人担任，请管理员在“人员和口令”里登记"
    lines = [
        f"<b>现在轮到：{escape(state.step.name)}</b>（{escape('、'.join(state.step.roles))}：{escape(names)}）"
    ]
    if state.stage != _WAITING and state.last:
        opinion = f"：{state.last.opinion}" if state.last.opinion else ""
        lines.append(escape(f"{state.last.who}的意见是“{state.last.verdict}”{opinion}"))
        if state.stage in ("returned", "to_amend"):
            lines.append("请先在“01_起草”里改好、保存，再签署。")
    if state.voided:
        gone = state.voided[-1]
        lines.append(escape(f"{gone.signature.who}以前的签名已经作废：{gone.reason}"))
    return f'<p class="rk-turn">{"<br>".join(lines)}</p>'


def _folded(head: str, body: str) -> str:
    return f"<details><summary>{escape(head)}</summary>{body}</details>"


def _machine(found: Examination) -> str:
    counts = (
        f"{found.characters:,} 字；没有处理的：错误 {found.errors} 处、警告 {found.warnings} 处、"
        f"提示 {found.hints} 处；"
        f"已采纳 {found.mended} 处，写明理由忽略 {len(found.waived)} 处。"
    )
    used = "，".join(f"{name} {value}" for name, value in found.versions.items() if value)
    lines = [f"<p>{escape(counts)}</p>", f'<p class="faint">检查用的版本：{escape(used)}</p>']
    if found.failed:
        lines.append(f"<p>没有跑完的检查：{escape('、'.join(found.failed))}</p>")
    if found.waived:
        items = "".join(f"<li>{escape(_waived(item))}</li>" for item in found.waived)
        lines.append(f"<p>忽略了的：</p><ul>{items}</ul>")
    return "".join(lines)


def _waived(item: Item) -> str:
    signed = "，".join(filter(None, (item.who, item.when[:16].replace("T", " "))))
    about = f"“{item.text}”" if item.text else item.message
    return f"{about}：{item.reason or '未写理由'}" + (f"（{signed}）" if signed else "")


def _history(state: State, signed: Sequence[Signature]) -> str:
    names = {step.id: step.name for step in state.chain.steps}
    standing = {one.number for one in state.standing.values()}
    reasons = {item.signature.number: item.reason for item in state.voided}
    rows = []
    for one in reversed(signed):
        counts = (
            "有效"
            if one.number in standing
            else f"作废：{reasons[one.number]}"
            if one.number in reasons
            else ""
        )
        cells = (
            f"{one.made:%Y-%m-%d %H:%M}",
            names.get(one.step, one.step),
            " ".join(filter(None, (one.who, one.post))),
            one.verdict,
            one.opinion,
            f"第 {one.revision} 版",
            counts,
        )
        rows.append(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>")
    heads = ("时间", "步骤", "签署人", "意见", "具体意见", "版本", "现在")
    head = "".join(f"<th scope='col'>{name}</th>" for name in heads)
    return f'<table class="rk-owed"><tr>{head}</tr>{"".join(rows)}</table>'

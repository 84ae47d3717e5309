"""审签单: what one report went through, on one page, to be signed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from report_kit.forms.report import Report, format_date
from report_kit.review.audit import Anchor
from report_kit.review.chain import Step
from report_kit.review.machine import Examination, Item
from report_kit.review.sheets.paper import Form, Line, Signing, tick
from report_kit.review.signatures import Signature
from report_kit.review.signing import verdicts_of
from report_kit.review.state import State
from report_kit.workspace import Revision

_LONGEST_OPINION = 90
_SHOWN = 3
_A_ROW = 3
_ANNUAL = "annual"


def review_form(
    revision: Revision,
    state: State,
    examination: Examination,
    signed: Sequence[Signature],
    published: Sequence[str],
    anchor: Anchor | None,
    now: datetime,
    *,
    blank: bool = False,
) -> Form:
    """Return the sheet of a report.

    Args:
        revision: the revision it is about.
        state: where that stands.
        examination: the machine's report.
        signed: all signatures about the report, for those that counted no more.
        published: when and as what it was published.
        anchor: the end of the trail.
        now: when it is printed.
        blank: leave opinions and signatures to be written by hand.
    """
    report = revision.report
    lines = [
        Line("标题", report.title),
        Line(
            "栏目与渠道",
            f"栏目：_________　{_boxes('政府网站', '微信公众号', '公示栏', '其他_____')}",
        ),
        Line("公开属性", _openness(report)),
        Line("来源、附件", f"{tick('自制', True)}　{tick('转载', False)}　附件：{_attachments(report)}"),
        Line("机器校对", machine_words(examination)),
        Line("保密与个人信息", _questions(state, blank)),
        *(_step(step, state, blank) for step in state.chain.steps),
        Line(
            "发布记录",
            "；".join(published) or "时间：_______　网址：_____________　回看：_____",
        ),
        Line("备注", "；".join(_remarks(state, signed, examination)) or "无"),
    ]
    version = f"版本：第 {revision.number} 版，{revision.sha256[:8]}"
    code = anchor.printed if anchor else "（还没有记录）"
    foot = [
        f"{version}　　打印：{now:%Y-%m-%d %H:%M}　　先审后发，一事一审；手签为准，系统只留痕",
        f"存证码：{code}　　核对：report-kit audit verify --anchor",
    ]
    number = f"编号：SQ-{report.year}-{revision.report_id:03d}"
    return Form(f"{report.agency}信息发布审签单", (number, _secrecy(state, blank)), tuple(lines), tuple(foot))


def machine_words(found: Examination) -> str:
    """Return the machine's report in two lines."""
    versions = "，".join(f"{name} {_short(value)}" for name, value in found.versions.items() if value)
    words = (
        f"{found.characters:,} 字；未处理：错误 {found.errors}、警告 {found.warnings}、提示 {found.hints}；"
        f"已改 {found.mended}，豁免 {len(found.waived)}；差错率 {found.rate:.1f}/万字（{versions}）"
    )
    weighty = [item for item in found.waived if item.severity == "error" or item.is_sensitive]
    if weighty:
        more = f"；另 {len(weighty) - _SHOWN} 处见清单" if len(weighty) > _SHOWN else ""
        words += f"\n豁免：{'；'.join(map(_waived, weighty[:_SHOWN]))}{more}"
    return words


def _short(version: str) -> str:
    """Return the first half of a digest, anything else whole."""
    return version[:8] if re.fullmatch("[0-9a-f]{16}", version) else version


def _waived(item: Item) -> str:
    who = "，".join(filter(None, (item.who, item.when[:10])))
    return f"{_cut(item.text or item.message, 16)}——{_cut(item.reason, 24)}" + (f"（{who}）" if who else "")


def _boxes(*names: str) -> str:
    return "　".join(tick(name, False) for name in names)


def _openness(report: Report) -> str:
    annual = report.spec.kin == _ANNUAL
    kinds = "　".join([tick("主动公开", annual), tick("依申请公开", False), tick("不予公开", False)])
    day = format_date(report.date) if report.date else "_______"
    return f"{kinds}\n文号：_______　成文：{day}　拟发：_______"


def _attachments(report: Report) -> str:
    count = len(report.spec.tables)
    return f"表格 {count} 张（在正文里）" if count else "无"


def _secrecy(state: State, blank: bool) -> str:
    asked = [state.standing.get(step.id) for step in state.chain.steps if step.secrecy]
    agreed = bool(asked) and all(asked) and not blank
    return f"密级自查：{tick('不涉密', agreed)}　{tick('涉密', False)}"


def _questions(state: State, blank: bool) -> str:
    pieces = []
    for step in state.chain.steps:
        if not step.secrecy:
            continue
        signed = None if blank else state.standing.get(step.id)
        for question in step.questions:
            said = signed.answers.get(question.id, "") if signed else ""
            pieces.append(_asked(question.text, said))
    return "\n".join(pieces) or "（这个步骤里没有问题）"


def _asked(text: str, said: str) -> str:
    return f"{text}　{tick('是', said == '是')} {tick('否', said == '否')}"


def _step(step: Step, state: State, blank: bool) -> Line:
    label = step.name + (f"\n（{step.proof}）" if step.proof else "")
    signed = None if blank else state.standing.get(step.id)
    if signed is None:
        look = f"看：{'、'.join(step.looks_at)}" if step.looks_at else ""
        asked = [f"{_asked(question.text, '')}" for question in step.questions if not step.secrecy]
        verdicts = verdicts_of(state.chain, step)
        rows = (verdicts[:_A_ROW], verdicts[_A_ROW:])
        boxes = ["　".join(tick(name, False) for name in row) for row in rows]
        return Line(label, "\n".join(filter(None, (look, *asked, *boxes))), Signing())
    answers = [
        f"{question.text}：{signed.answers.get(question.id, '')}"
        for question in step.questions
        if not step.secrecy
    ]
    words = f"{signed.verdict}。{_cut(signed.opinion, _LONGEST_OPINION)}"
    by = " ".join(filter(None, (signed.who, signed.post)))
    text = "\n".join([words, *(_cut(answer, _LONGEST_OPINION) for answer in answers)])
    return Line(label, text, Signing(by, f"{signed.made:%Y-%m-%d %H:%M}"))


def _remarks(state: State, signed: Sequence[Signature], examination: Examination) -> Iterator[str]:
    excuses = dict.fromkeys(one.excuse for one in state.standing.values() if one.excuse)
    for excuse in excuses:
        steps = [step.name for step in state.chain.steps if _excused(state, step.id)]
        yield f"一人签多步（{'、'.join(steps)}），理由：{_cut(excuse, 60)}"
    sent_back = [one for one in signed if one.verdict in ("退回", "修改后同意")]
    if sent_back:
        last = sent_back[-1]
        yield f"退改 {len(sent_back)} 次，最近：{last.who}，{_cut(last.opinion, 40).rstrip('。')}"
    if state.voided:
        yield f"因修改等作废的签名 {len(state.voided)} 个"
    if examination.failed:
        yield f"没有跑完的检查：{'、'.join(examination.failed)}"


def _excused(state: State, step_id: str) -> bool:
    signed = state.standing.get(step_id)
    return bool(signed and signed.excuse)


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]}……"

"""``report-kit sign``: sign a step of the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.workspaces import (
    ask_passphrase,
    find_report,
    open_workspace,
    passphrase_option,
    workspace_option,
)
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from report_kit.review.chain import Question

VERDICTS = ("同意", "修改后同意", "退回", "不予公开", "报上级确定")


@click.command(cls=ChineseCommand)
@click.argument("report", metavar="[报告]", required=False)
@click.option("--who", required=True, metavar="姓名", help="谁来签；要输入本人的口令。")
@click.option("--step", metavar="步骤", help="签哪一步，写步骤的标识；不写时是轮到的那一步。")
@click.option(
    "--verdict", type=click.Choice(VERDICTS), default="同意", metavar="意见", help="意见；不写时为同意。"
)
@click.option("--opinion", default="", metavar="文字", help="具体意见；“同意”以外的都要写。")
@click.option(
    "--answer",
    "answers",
    multiple=True,
    metavar="标识=是|否",
    help="对这一步的问题的回答，如 privacy=否；可多次使用；没有写的在屏幕上问。",
)
@click.option("--revision", type=click.IntRange(1), metavar="版", help="看的是第几版；不写时为最新版。")
@passphrase_option
@workspace_option
def command(
    report: str | None,
    who: str,
    step: str | None,
    verdict: str,
    opinion: str,
    answers: tuple[str, ...],
    revision: int | None,
    passphrase_file: str | None,
    place: str | None,
) -> int:
    """审核签署：签一步，同意、退回，或写别的意见。

    报告写编号或标题里的几个字；工作区里只有一份时不用写。签名与这一版的文字绑在一起，文字一改就作废。
    """
    from typing import cast

    from report_kit.review.chain import AGREED, Verdict
    from report_kit.review.machine import examine
    from report_kit.review.signing import questions_of, review_state, sign

    workspace = open_workspace(place)
    record = find_report(workspace, report)
    state = review_state(workspace, record.id)
    chosen = step or (state.step.id if state.step else state.chain.steps[-1].id)
    found = state.chain.step(chosen)
    examination = examine(workspace, workspace.load(record.id))
    given = _parsed(answers)
    if found is not None and verdict == AGREED:
        given = _asked(questions_of(found, examination), given, ask=passphrase_file is None)
    sign(
        workspace,
        record.id,
        chosen,
        who=who,
        passphrase=ask_passphrase(f"{who}的口令", passphrase_file),
        revision=revision or record.latest,
        verdict=cast(Verdict, verdict),
        opinion=opinion,
        answers=given,
        examination=examination,
    )
    now = review_state(workspace, record.id)
    assert found is not None
    click.echo(f"{who}已签“{found.name}”：{verdict}（第 {record.latest} 版）")
    click.echo(f"{record.title}：{now.label}")
    return 0


def _parsed(answers: tuple[str, ...]) -> dict[str, str]:
    given = {}
    for answer in answers:
        name, mark, said = answer.replace("＝", "=").partition("=")
        if not mark or said.strip() not in ("是", "否"):
            raise UsageError(
                "RK-606", f"看不懂回答“{answer}”", remedy="写成 标识=是 或 标识=否，如 privacy=否"
            )
        given[name.strip()] = said.strip()
    return given


def _asked(questions: Sequence[Question], given: dict[str, str], *, ask: bool) -> dict[str, str]:
    """Ask on the screen what was not answered; a script is not asked, and is told what is missing."""
    for question in questions if ask else ():
        if question.id not in given:
            given[question.id] = click.prompt(
                f"{question.text}？", type=click.Choice(("是", "否")), show_choices=True, prompt_suffix=" "
            )
    return given

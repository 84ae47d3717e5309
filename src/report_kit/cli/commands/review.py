"""``report-kit review``: where reports stand, what is missing, the chain, the sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.outputs import refuse_existing, write_bytes, write_text
from report_kit.cli.workspaces import find_report, open_workspace, workspace_option
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.review.machine import Examination
    from report_kit.review.signatures import Signature
    from report_kit.workspace import Workspace

_ACTIONS = ("list", "show", "chain", "check", "new", "sheet", "month")
_TEMPLATES = ("five_steps", "three_reviews")


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="|".join(_ACTIONS), type=click.Choice(_ACTIONS))
@click.argument("what", metavar="[报告、文件或月份]", required=False)
@click.option("--output", metavar="文件", help="sheet、month 写到哪个文件：.pdf 或 .docx；new 写到哪个文件。")
@click.option("--blank", is_flag=True, help="sheet：签名处留空，打印出来手签。")
@click.option(
    "--chain",
    type=click.Choice(_TEMPLATES),
    default="five_steps",
    metavar="样子",
    help=("new：照哪一种写，five_steps 五步审签（默认），three_reviews 三审三校。"),
)
@click.option("--force", is_flag=True, help="允许覆盖已有的文件。")
@workspace_option
def command(
    action: str,
    what: str | None,
    output: str | None,
    blank: bool,
    chain: str,
    force: bool,
    place: str | None,
) -> int:
    """审核：各报告到了哪一步（list），缺什么、谁欠着（show），步骤（chain、check、new），审签单和汇总表（sheet、month）。

    show 和 sheet 后面写报告的编号或标题里的几个字；check 后面写 review.yaml 的位置；
    month 后面写月份，如 2025-01。show：可以正式发布时退出码为 0，还缺什么时为 1。
    """
    if action == "check":
        return _check(what)
    if action == "new":
        return _new(Path(output or "review.yaml"), chain, force)
    workspace = open_workspace(place)
    if action == "list":
        return _list(workspace)
    if action == "chain":
        return _chain(workspace)
    if action == "show":
        return _show(workspace, what)
    return _page(workspace, action, what, output, blank, force)


def _list(workspace: Workspace) -> int:
    from report_kit.review.signing import review_state

    for record in workspace.reports():
        state = review_state(workspace, record.id)
        click.echo(f"{record.id}  {record.title}（第 {record.latest} 版）  {state.label}")
    if not workspace.reports():
        click.echo("工作区里还没有报告。")
    return 0


def _show(workspace: Workspace, what: str | None) -> int:
    from report_kit.review.gate import gate
    from report_kit.review.signing import signatures

    record = find_report(workspace, what)
    found = gate(workspace, record.id)
    state = found.state
    click.echo(f"{record.title}（第 {record.latest} 版）：{state.label}")
    click.echo(f"\n{state.chain.name}：")
    for step in state.chain.steps:
        signed = state.standing.get(step.id)
        click.echo(f"  {step.id}  {step.name}：{_signed(signed) if signed else '还没有签'}")
    if state.voided:
        click.echo("\n作废的签名：")
        for item in state.voided:
            click.echo(f"  {_signed(item.signature)}：{item.reason}")
    others = [one for one in signatures(workspace, record.id) if one.verdict != "同意"]
    if others:
        click.echo("\n其他意见：")
        for one in others:
            click.echo(f"  {_signed(one)}：{one.opinion}")
    click.echo(f"\n机器检查：{machine_text(found.examination)}")
    if found.is_open:
        click.echo("\n可以正式发布：report-kit export --final")
        return 0
    click.echo(f"\n还不能正式发布，缺 {len(found.missing)} 样：")
    for owed in found.missing:
        click.echo(f"  {owed.what}\n      由谁：{owed.who}")
    return 1


def _signed(one: Signature) -> str:
    return f"{one.who} {one.verdict}（第 {one.revision} 版，{one.made:%Y-%m-%d %H:%M}）"


def machine_text(found: Examination) -> str:
    """Return the machine's report in a few lines."""
    lines = [
        f"{found.characters} 字，错误 {found.errors}，警告 {found.warnings}，提示 {found.hints}，"
        f"已采纳 {found.mended}，豁免 {len(found.waived)}",
        "  用：" + "，".join(f"{name} {value}" for name, value in found.versions.items() if value),
    ]
    for item in found.waived:
        who = "，".join(filter(None, (item.who, item.when[:10])))
        lines.append(f"  豁免：{item.text or item.message}，{item.reason}" + (f"（{who}）" if who else ""))
    return "\n".join(lines)


def _chain(workspace: Workspace) -> int:
    from report_kit.review.chain_file import chain_of

    chain = chain_of(workspace.folder)
    click.echo(f"{chain.name}（改了文字，{'全部' if chain.voids == 'all' else '从看过的那一步起'}作废）")
    if chain.same_person:
        click.echo(f"一个人可以签几步，理由：{chain.same_person}")
    for number, step in enumerate(chain.steps, 1):
        marks = [
            *(["保密审查"] if step.secrecy else []),
            *(["错误要处理完"] if step.no_errors else []),
            *(["写稿的人可以签"] if step.author else []),
            *(["可以不签"] if step.optional else []),
        ]
        click.echo(f"{number}. {step.name}（{step.id}）：由{'、'.join(step.roles)}签；{'、'.join(marks)}")
        for question in step.questions:
            needed = f"（要答“{question.passing}”）" if question.passing else ""
            click.echo(f"     {question.id}  {question.text}？{needed}")
    return 0


def _check(what: str | None) -> int:
    from report_kit.review.chain_file import FILE_NAME, read_chain

    path = Path(what or FILE_NAME)
    chain = read_chain(path)
    click.echo(f"{path} 没有错误：{chain.name}，{len(chain.steps)} 步。")
    return 0


def _new(path: Path, chain: str, force: bool) -> int:
    from report_kit.review.chain_file import SHIPPED

    refuse_existing(path, force=force)
    write_text(path, (SHIPPED / f"{chain}.yaml").read_text(encoding="utf-8"))
    click.echo(f"已写入 {path}。用记事本打开，照着里面的说明改；改完检查一遍：")
    click.echo(f"  report-kit review check {path}")
    return 0


def _page(
    workspace: Workspace, action: str, what: str | None, output: str | None, blank: bool, force: bool
) -> int:
    from report_kit.review.sheets import month_sheet, review_sheet

    kind = Path(output).suffix.lower() if output else ".pdf"
    if kind not in (".pdf", ".docx"):
        raise UsageError(
            "RK-606", f"不能写成“{kind}”", where=str(output), remedy="文件名以 .pdf 或 .docx 结尾"
        )
    if action == "sheet":
        record = find_report(workspace, what)
        path = Path(output or f"{record.year}年{record.agency}审签单.pdf")
        refuse_existing(path, force=force)
        data = review_sheet(workspace, record.id, kind, blank=blank)
    else:
        if not what:
            raise UsageError("RK-605", "month 后面要写月份", remedy="如 report-kit review month 2025-01")
        path = Path(output or f"{what}审签汇总表.pdf")
        refuse_existing(path, force=force)
        data = month_sheet(workspace, what, kind)
    write_bytes(path, data)
    click.echo(f"已写入 {path}")
    return 0

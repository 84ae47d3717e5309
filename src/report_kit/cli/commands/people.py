"""``report-kit people``: who takes part in the review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.grids import Grid
from report_kit.cli.options import names
from report_kit.cli.workspaces import ask_passphrase, open_workspace, passphrase_option, workspace_option
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.workspace import Workspace

_ACTIONS = ("list", "add", "change", "reset", "leave", "passphrase")


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="|".join(_ACTIONS), type=click.Choice(_ACTIONS))
@click.argument("name", metavar="[姓名]", required=False)
@click.option("--post", metavar="职务", help="职务，印在审签单上。")
@click.option(
    "--roles", multiple=True, metavar="岗位", help="岗位，用逗号隔开；与 review.yaml 里各步的 roles 对应。"
)
@click.option("--account", metavar="账号", help="在 JupyterHub 的账号；没有 JupyterHub 的不用写。")
@click.option("--by", metavar="管理员", help="由哪位管理员来做；登记第一个人时不用写。")
@passphrase_option
@workspace_option
def command(
    action: str,
    name: str | None,
    post: str | None,
    roles: tuple[str, ...],
    account: str | None,
    by: str | None,
    passphrase_file: str | None,
    place: str | None,
) -> int:
    """人员：列出来（list）、登记（add）、改（change）、重置口令（reset）、离岗（leave）、设定口令（passphrase）。

    登记的第一个人是管理员。登记和重置都给出一次性代码，本人用它设定自己的口令；管理员不知道别人的口令。
    """
    workspace = open_workspace(place)
    if action == "list":
        return _list(workspace)
    if not name:
        raise UsageError("RK-605", f"{action} 后面要写姓名", remedy="运行 report-kit people --help 查看用法")
    if action == "passphrase":
        return _passphrase(workspace, name, passphrase_file)
    from report_kit.review import people

    administrator, secret = "", ""
    if people.people(workspace) or action != "add":
        if not by:
            raise UsageError("RK-605", "要由管理员来做", remedy="用 --by 写明管理员的姓名")
        administrator, secret = by, ask_passphrase(f"{by}的口令", passphrase_file)
    if action == "add":
        code = people.add_person(
            workspace,
            name,
            post or "",
            names(roles),
            account or "",
            by=administrator,
            passphrase=secret,
        )
        _say_code(f"已登记{name}", name, code)
    elif action == "reset":
        code = people.reset_passphrase(workspace, name, by=administrator, passphrase=secret)
        _say_code(f"已重置{name}的口令", name, code)
    else:
        people.change_person(
            workspace,
            name,
            by=administrator,
            passphrase=secret,
            post=post,
            roles=names(roles) if roles else None,
            account=account,
            active=False if action == "leave" else None,
        )
        click.echo(f"{name}已离岗，不能再签署；以前的签名不变。" if action == "leave" else f"已改{name}。")
    return 0


def _say_code(done: str, name: str, code: str) -> None:
    click.echo(f"{done}。一次性代码：{code}")
    click.echo(f"请本人在“03_审核”里（或运行 report-kit people passphrase {name}）用它设定自己的口令。")


def _passphrase(workspace: Workspace, name: str, file: str | None) -> int:
    from report_kit.review.people import set_passphrase

    present = ask_passphrase("现在的口令，或管理员给的一次性代码", file)
    wanted = ask_passphrase("新的口令", file, 1)
    if file is None and ask_passphrase("再输入一次", None) != wanted:
        raise UsageError("RK-606", "两次输入的口令不一样", remedy="重新运行这个命令")
    set_passphrase(workspace, name, present, wanted)
    click.echo("口令已设定。请记住：谁都查不出它，忘记了只能由管理员重置。")
    return 0


def _list(workspace: Workspace) -> int:
    from report_kit.review.people import people

    found = people(workspace)
    if not found:
        click.echo("名单还是空的。先登记管理员：report-kit people add 姓名 --post 职务 --roles 岗位")
        return 0
    head = ("姓名", "职务", "岗位", "账号", "口令", "在岗")
    rows = [
        (
            person.name,
            person.post,
            "、".join(person.roles),
            person.account,
            "已设定" if person.ready else "未设定",
            "是" if person.active else "否",
        )
        for person in found
    ]
    click.echo(Grid(f"人员 {len(found)} 位", head, rows).text())
    return 0

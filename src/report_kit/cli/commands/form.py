"""``report-kit form``: the forms of reports, shipped and one's own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.forms.catalogue import Entry
    from report_kit.forms.form import Form

SKELETON = Path(__file__).parents[1] / "skeleton_form.yaml"
"""The file a new form begins with: a form of its own, each key explained."""
_ARGUMENT = {"check": "文件", "new": "标识"}


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="list|check|new", type=click.Choice(("list", "check", "new")))
@click.argument("name", metavar="[文件或标识]", required=False)
@click.option("--dir", "folder", metavar="文件夹", help="格式文件所在的文件夹；不写时为工作区的 forms。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="list 的输出：不写时为文字；json 每行一个 JSON 对象。",
)
def command(action: str, name: str | None, folder: str | None, format_: str) -> int:
    """报告格式：列出来（list）、检查一个格式文件（check）、新建一个（new）。

    本单位的报告格式是工作区的 forms 文件夹里的 .yaml 文件，用记事本就能写，写法见 docs/表单.md。
    list 列出可用的格式，不能用的写明原因；check 逐行说明哪里写错；new 写一份带说明的样子，照着改。
    """
    if (action == "list") == bool(name):
        what = "list 后面不写别的" if name else f"{action} 后面要写{_ARGUMENT[action]}"
        raise UsageError("RK-603" if name else "RK-605", what, remedy="运行 report-kit form --help 查看用法")
    place = Path(folder) if folder else _workspace_forms()
    if action == "list":
        return _list(place, format_)
    assert name is not None
    return _check(Path(name)) if action == "check" else _new(place, name)


def _workspace_forms() -> Path:
    """Return the folder of forms of the workspace one is in."""
    from report_kit.forms.catalogue import FOLDER
    from report_kit.settings import find_settings

    base = find_settings(Path.cwd()).base
    return Path(FOLDER) if base in (None, Path.cwd()) else base / FOLDER


def _list(folder: Path, format_: str) -> int:
    from report_kit.forms.catalogue import entries, working_in

    _announce()
    with working_in(folder):
        found = entries()
    for entry in found:
        click.echo(json.dumps(_record(entry), ensure_ascii=False) if format_ == "json" else _line(entry))
    if format_ == "text" and all(entry.shipped for entry in found):
        click.echo(f"\n{folder} 里还没有本单位的格式。用 report-kit form new 标识 新建一个。")
    return 0


def _record(entry: Entry) -> dict[str, object]:
    form = entry.form
    known = {"name": form.name, "family": form.kin, "since": form.since, "until": form.until} if form else {}
    error = {"error": str(entry.error)} if entry.error else {}
    return {"id": entry.id, **known, "where": str(entry.path), "shipped": entry.shipped, **error}


def _line(entry: Entry) -> str:
    where = "自带" if entry.shipped else str(_near(entry.path))
    if entry.form:
        return f"{entry.id}  {entry.form.name}（{entry.form.since}—{entry.form.until} 年度）  {where}"
    reason = str(entry.error).replace("\n", "\n    ")
    return f"{entry.id}  不能用\n    {reason}"


def _near(path: Path) -> Path:
    """Return a path as it is written from the current folder, if it is below."""
    here = Path.cwd().resolve()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _check(path: Path) -> int:
    from report_kit.forms.catalogue import FOLDER, check_file

    _announce()
    form = check_file(path)
    click.echo(f"{path} 没有错误。")
    click.echo(f"{form.name}（{form.since}—{form.until} 年度）：{_amount(form)}")
    if path.resolve().parent.name != FOLDER:
        click.echo(f"放进工作区的 {FOLDER} 文件夹里就能用。")
    return 0


def _amount(form: Form) -> str:
    cells = sum(len(table.addresses) for table in form.tables)
    counts = [
        (len(form.sections), "个部分"),
        (sum(len(section.questions) for section in form.sections), "个要回答的问题"),
        (len(form.tables), f"张表格（{cells} 格）"),
        (len(form.equations), "组等式"),
        (len(form.charts), "张图"),
    ]
    return "、".join(f"{count} {what}" for count, what in counts if count)


def _new(folder: Path, form_id: str) -> int:
    from report_kit.cli.outputs import refuse_existing, write_text
    from report_kit.forms.catalogue import check_id

    check_id(form_id)
    path = folder / f"{form_id}.yaml"
    text = SKELETON.read_text(encoding="utf-8").replace("id: skeleton", f"id: {form_id}", 1)
    text = text.replace("#family: skeleton", f"#family: {form_id}").replace("skeleton", form_id)
    refuse_existing(path, force=False)
    write_text(path, text)
    click.echo(f"已写入 {path}。用记事本打开，照着里面的说明改；改完检查一遍：")
    click.echo(f"  report-kit form check {path}")
    return 0


def _announce() -> None:
    """Load what a form may name beside its own parts, so that these names are checked too."""
    import report_kit.ledger
    import report_kit.proofread  # noqa: F401

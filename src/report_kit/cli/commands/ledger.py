"""``report-kit ledger``: the registers of an office."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.grids import Grid
from report_kit.cli.outputs import refuse_existing, write_bytes
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.forms.form import Form
    from report_kit.ledger.fault import Fault
    from report_kit.ledger.folder import Registers
    from report_kit.ledger.sums import Sums

_ACTIONS = ("check", "sum", "due", "template")
# Which action an option belongs to; one given to another action would be ignored, and the user not told.
_BELONGS = {
    "year": ("sum",),
    "csv_folder": ("sum",),
    "show": ("sum",),
    "form": ("sum",),
    "on": ("check", "due"),
    "soon": ("due",),
    "holidays": ("check", "sum", "due"),
    "kind": ("template",),
    "force": ("sum", "template"),
}
_COLOURS = {"error": "red", "warning": "yellow", "hint": "cyan"}


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="check|sum|due|template", type=click.Choice(_ACTIONS))
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--year", type=click.IntRange(1949, 2100), metavar="年份", help="sum：汇总哪一年；不写时为最后一年。"
)
@click.option("--csv", "csv_folder", metavar="文件夹", help="sum：另把各表写成 .csv 放到这个文件夹。")
@click.option("--show", metavar="名称", help="sum：列出一个数背后的台账行，如 表三.本年新收.总计。")
@click.option(
    "--form", metavar="格式", help="sum：汇总到哪一种报告的表格里；不写时为政府信息公开工作年度报告。"
)
@click.option("--on", metavar="日期", help="check、due：按哪一天算期限，如 2024-12-31。")
@click.option(
    "--soon", type=click.IntRange(0, 60), metavar="天数", help="due：剩几个工作日算快到期；不写时为 5。"
)
@click.option("--holidays", metavar="文件", help="放假表；不写时用台账旁边的“放假表.csv”（有才用）。")
@click.option(
    "--kind", type=click.Choice(("xlsx", "csv")), help="template：生成 xlsx 工作簿（默认）或 csv 文件。"
)
@click.option("--force", is_flag=True, help="允许覆盖已有的 csv 或空白台账。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出给人看的文本（默认）或 JSON。",
)
def command(action: str, paths: tuple[str, ...], format_: str, **options: Any) -> int:
    """台账：核对（check）、汇总成表二表三表四（sum）、列出快到期和超期的申请（due）、生成空白台账（template）。

    台账有主动公开、规范性文件、行政处理与收费、依申请公开、复议诉讼五本，.xlsx 或 .csv；
    写文件夹时读其中全部台账。台账从不被改动。

    退出码：0 没有问题；1 有“错误”级的问题、没有计入的行或超期的申请；2 有文件没有读成。
    """
    for name, actions in _BELONGS.items():
        if options[name] not in (None, False) and action not in actions:
            option = "--csv" if name == "csv_folder" else f"--{name}"
            raise UsageError(
                "RK-603",
                f"ledger {action} 不用 {option}",
                remedy=f"{option} 用于 ledger {'、'.join(actions)}；运行 report-kit ledger --help 查看用法",
            )
    if action == "template":
        return _template(paths, options["kind"] or "xlsx", options["force"])
    from report_kit.ledger.folder import open_registers

    found = open_registers(paths, options["holidays"])
    for error in found.failed:
        click.echo(str(error), err=True)
    if not found.registers:
        return 2
    if action == "check":
        bad = _check(found, _day(options["on"]), format_)
    elif action == "sum":
        bad = _sum(found, options, format_)
    else:
        soon = 5 if options["soon"] is None else options["soon"]
        bad = _due(found, _day(options["on"]), soon, format_)
    return 2 if found.failed else int(bad)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from report_kit.ledger.cells import read_day

    try:
        return read_day(text)
    except ValueError as error:
        raise UsageError("RK-606", f"--on 的值不能用：{error}", remedy="例如 --on 2024-12-31") from None


def _template(paths: tuple[str, ...], kind: str, force: bool) -> int:
    from report_kit.ledger.schema import load_schema
    from report_kit.ledger.template import csv_template, xlsx_template

    if len(paths) != 1:
        raise UsageError(
            "RK-603", "ledger template 后面写一个文件夹", remedy="例如 report-kit ledger template 台账"
        )
    make = xlsx_template if kind == "xlsx" else csv_template
    targets = {Path(paths[0]) / f"{form.file}.{kind}": form for form in load_schema().registers.values()}
    for path in targets:
        refuse_existing(path, force=force)
    for path, form in targets.items():
        write_bytes(path, make(form))
        click.echo(f"已生成：{path}")
    return 0


def _check(found: Registers, on: date | None, format_: str) -> bool:
    from report_kit.ledger.checking import check_registers

    faults = check_registers(found.registers, found.calendar, on)
    if format_ == "text":
        for register in found.registers:
            sheet = f"，工作表“{register.sheet}”" if register.sheet else ""
            click.echo(f"{register.file}：{register.form.file}{sheet}，{len(register.rows)} 行")
    _show_faults(faults, format_)
    return any(fault.level == "error" for fault in faults)


def _show_faults(faults: Sequence[Fault], format_: str) -> None:
    from report_kit.ledger.fault import LEVEL_NAMES

    if format_ == "json":
        for fault in faults:
            click.echo(
                json.dumps({name: getattr(fault, name) for name in fault.__slots__}, ensure_ascii=False)
            )
        return
    for level, name in LEVEL_NAMES.items():
        own = [fault for fault in faults if fault.level == level]
        if own:
            click.secho(f"\n{name} {len(own)} 处", fg=_COLOURS[level], bold=True)
        for fault in own:
            click.echo(f"  {fault}")
    if not faults:
        click.echo("没有发现问题。")


def _sum(found: Registers, options: dict[str, Any], format_: str) -> bool:
    from report_kit.ledger.checking import latest_year
    from report_kit.ledger.sheets import csv_bytes, sheets
    from report_kit.ledger.sums import sum_registers

    year = options["year"] or latest_year(found.registers) or date.today().year
    sums = sum_registers(found.registers, year, _form(options["form"], year))
    if options["show"]:
        return _show_rows(sums, options["show"], format_)
    made = sheets(sums)
    faults = [fault for register in found.registers for fault in register.faults]
    refused = [fault for fault in faults if fault.level == "error"]
    told = [fault for fault in faults if fault.level == "warning"]
    if options["csv_folder"]:
        folder = Path(options["csv_folder"])
        for name in made:
            refuse_existing(folder / f"{name}.csv", force=options["force"])
        for name, lines in made.items():
            write_bytes(folder / f"{name}.csv", csv_bytes(lines))
    if format_ == "json":
        click.echo(json.dumps(_record(sums, refused, told), ensure_ascii=False, default=str))
    else:
        click.echo(f"{year} 年台账汇总")
        for name, lines in made.items():
            click.echo("\n" + Grid(name, lines[0], lines[1:]).text())
        if sums.missing:
            click.echo(f"\n没有这些台账，相应的数没有汇总：{'、'.join(sums.missing)}")
        if options["csv_folder"]:
            click.echo(f"\n已写到文件夹：{options['csv_folder']}")
        if refused or told or sums.faults or sums.remarks:
            _show_faults([*refused, *told, *sums.faults, *sums.remarks], format_)
    return bool(sums.faults or refused)


def _form(name: str | None, year: int) -> Form | None:
    """Return the form of that id or, in force for ``year``, of that family."""
    if name is None:
        return None
    from report_kit.cli.setups import know_forms
    from report_kit.forms.catalogue import form_for_year, forms_named

    know_forms(Path.cwd())
    return form_for_year(year, form=forms_named(name)[0].id)


def _show_rows(sums: Sums, name: str, format_: str) -> bool:
    """List the register rows behind one figure."""
    from report_kit.forms.values import format_value

    value, rows = sums.behind(name)
    if format_ == "json":
        places = [[row.file, row.number] for row in rows]
        click.echo(
            json.dumps({"name": name, "value": value, "rows": places}, ensure_ascii=False, default=str)
        )
        return False
    click.echo(f"{name}：{format_value(value)}")
    for row in rows:
        click.echo(f"  {row.where}  {row.text('id') or row.text('title')}".rstrip())
    return False


def _record(sums: Sums, refused: Sequence[Fault], told: Sequence[Fault]) -> dict[str, Any]:
    """Return the sums as plain data; a cell's rows are by ``table/row/column``."""
    return {
        "year": sums.year,
        "tables": sums.tables,
        "figures": sums.figures,
        "rows": {
            "/".join(address): [[row.file, row.number] for row in rows]
            for address, rows in sums.sources.items()
        },
        "missing": sums.missing,
        "faults": [str(fault) for fault in (*refused, *sums.faults)],
        "remarks": [str(fault) for fault in (*told, *sums.remarks)],
    }


_STATES = {
    "unknown": "算不出期限",
    "overdue": "已超期",
    "soon": "快到期",
    "running": "期限内",
    "waiting": "等待申请人",
}


def _due(found: Registers, on: date | None, soon: int, format_: str) -> bool:
    from report_kit.ledger.checking import day_of_looking
    from report_kit.ledger.deadlines import due

    requests = [register for register in found.registers if register.form.kind == "ysq"]
    on = on or day_of_looking(requests)
    items = due([row for register in requests for row in register.rows], found.calendar, on, soon)
    if format_ == "json":
        for item in items:
            record = {
                "file": item.row.file,
                "row": item.row.number,
                "id": item.row.text("id"),
                "unit": item.row.text("unit"),
                "state": item.state,
                "last": item.last,
                "left": item.left,
                "note": item.note,
            }
            click.echo(json.dumps(record, ensure_ascii=False, default=str))
    elif not requests:
        click.echo("没有依申请公开台账。")
    else:
        lines = [
            (
                _STATES[item.state],
                item.row.text("id") or item.row.where,
                str(item.last or ""),
                "" if item.left is None else str(item.left),
                item.row.text("unit"),
                item.note,
            )
            for item in items
        ]
        head = ("状态", "登记编号", "最后期限", "剩工作日", "承办部门", "说明")
        title = f"到 {on} 没有答复的申请 {len(items)} 件"
        click.echo(Grid(title, head, lines).text() if lines else f"到 {on} 没有未答复的申请。")
    return any(item.state in ("overdue", "unknown") for item in items)

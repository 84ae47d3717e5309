"""``report-kit survey``: what the public says of the disclosure of an office."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.grids import Grid
from report_kit.cli.options import names
from report_kit.cli.outputs import refuse_existing, write_bytes
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.assess.survey import Questionnaire, Summary
    from report_kit.export.blocks import Content

_ACTIONS = ("template", "ask", "sum")
# Which action an option belongs to; one given to another would be ignored, and the user not told.
_BELONGS = {"until": ("ask",), "output": ("sum",), "agency": ("ask", "sum"), "day": ("ask", "sum")}


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="template|ask|sum", type=click.Choice(_ACTIONS))
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option("--questions", metavar="文件", help="问卷文件；不写时用默认的四问加一条意见。")
@click.option(
    "--to", "formats", multiple=True, metavar="格式", help="写出的格式：docx、pdf、html 等，用逗号隔开。"
)
@click.option(
    "--output", default=None, metavar="文件夹", help="sum：结果写到哪个文件夹；不写时为“社会评议”。"
)
@click.option("--agency", default=None, metavar="机关", help="ask、sum：落款。")
@click.option("--date", "day", default=None, metavar="日期", help="ask、sum：成文日期，如 2024-12-03。")
@click.option("--until", default=None, metavar="日期", help="ask：收问卷到哪一天。")
@click.option("--force", is_flag=True, help="允许覆盖以前写出的文件。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="屏幕上输出给人看的文本（默认）或 JSON。",
)
def command(action: str, paths: tuple[str, ...], format_: str, **options: Any) -> int:
    """社会评议：取问卷（template）、写邀请评议的公告（ask）、汇总收回的问卷（sum）。

    template、ask 后面写一个文件夹，文件写在那里；sum 后面写收回的问卷，.xlsx 或 .csv，一行一份。

    退出码：0 已完成；1 有看不清、没有计入的回答；2 未能完成。
    """
    for name, actions in _BELONGS.items():
        if options[name] is not None and action not in actions:
            option = "--date" if name == "day" else f"--{name}"
            raise UsageError(
                "RK-603", f"survey {action} 不用 {option}", remedy="运行 report-kit survey --help 查看用法"
            )
    from report_kit.assess.survey import default_questionnaire, read_questionnaire

    given = options["questions"]
    made = read_questionnaire(Path(given)) if given else default_questionnaire()
    if action == "sum":
        return _sum(made, paths, options, format_)
    if len(paths) != 1:
        raise UsageError(
            "RK-603", f"survey {action} 后面写一个文件夹", remedy=f"例如 report-kit survey {action} 社会评议"
        )
    return _begin(action, made, Path(paths[0]), options)


def _begin(action: str, made: Questionnaire, folder: Path, options: dict[str, Any]) -> int:
    from report_kit.assess.survey.documents import announcement, form_sheet, printable
    from report_kit.assess.survey.questionnaire import SHIPPED

    formats = names(options["formats"]) or ["docx"]
    if action == "ask":
        days = (_day(options["day"], "--date"), _day(options["until"], "--until"))
        files = _documents(announcement(made, options["agency"] or "", *days), folder, formats)
    else:
        files = _documents(printable(made), folder, formats)
        source = Path(options["questions"]) if options["questions"] else SHIPPED
        files |= {folder / "问卷.yaml": source.read_bytes(), folder / "问卷结果.csv": form_sheet(made)}
        if options["questions"] and (folder / "问卷.yaml").exists():
            del files[folder / "问卷.yaml"]
    _write(files, options["force"])
    return 0


def _sum(made: Questionnaire, paths: tuple[str, ...], options: dict[str, Any], format_: str) -> int:
    from report_kit.assess.prose import Prose
    from report_kit.assess.survey import read_answers, summarise
    from report_kit.assess.survey.documents import results, sentence

    found = summarise(read_answers(paths, made), made)
    if not found.returned:
        raise UsageError("RK-603", "收回的问卷是空的", remedy="一份问卷填一行，再运行 report-kit survey sum")
    prose = Prose()
    said = prose.text(sentence(prose, found))
    content, _ = results(found, options["agency"] or "", _day(options["day"], "--date"))
    files = {}
    if options["formats"]:
        files = _documents(content, Path(options["output"] or "社会评议"), names(options["formats"]))
    if format_ == "json":
        click.echo(json.dumps(_record(found, said, prose), ensure_ascii=False, default=str))
    else:
        _show(found, said)
    _write(files, options["force"], err=format_ == "json")
    return int(bool(found.unclear))


def _show(found: Summary, said: str) -> None:
    click.echo(f"收回问卷 {found.returned} 份")
    for tally in found.tallies:
        rows = [(choice, str(count), f"{tally.shares[choice]}%") for choice, count in tally.counts.items()]
        click.echo("\n" + Grid(tally.question.ask, ("选项", "份数", "占比"), rows).text())
    for theme, own in found.opinions.items():
        click.echo(f"\n{theme}：")
        for one in own:
            click.echo(f"  {one.text}" + (f"（{one.count} 人）" if one.count > 1 else ""))
    click.echo(f"\n年报一（五）可以写：{said}")
    for told in found.unclear:
        click.secho(f"提示：{told}", fg="yellow")


def _record(found: Summary, said: str, prose: Any) -> dict[str, Any]:
    return {
        "returned": found.returned,
        "questions": [
            {
                "id": tally.question.id,
                "ask": tally.question.ask,
                "counts": tally.counts,
                "shares": tally.shares,
                "satisfied": tally.satisfied,
            }
            for tally in found.tallies
        ],
        "opinions": {theme: [[one.text, one.count] for one in own] for theme, own in found.opinions.items()},
        "unclear": found.unclear,
        "sentence": said,
        "figures": prose.figures,
    }


def _day(text: str | None, option: str) -> date | None:
    from report_kit.ledger.cells import read_day

    try:
        return read_day(text) if text else None
    except ValueError as error:
        raise UsageError(
            "RK-606", f"{option} 的值不能用：{error}", remedy=f"例如 {option} 2024-12-03"
        ) from None


def _documents(content: Content, folder: Path, formats: list[str]) -> dict[Path, bytes]:
    from report_kit.assess.writing import path_of, written

    return {path_of(folder, content, name): data for name, data in written(content, formats).items()}


def _write(files: dict[Path, bytes], force: bool, *, err: bool = False) -> None:
    for path in files:
        refuse_existing(path, force=force)
    for path, data in files.items():
        write_bytes(path, data)
        click.echo(f"已写出：{path}", err=err)

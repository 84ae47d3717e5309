"""``report-kit assess``: the monthly assessment of units."""

from __future__ import annotations

import json
from collections.abc import Sequence
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
    from report_kit.assess.circular import Letterhead
    from report_kit.assess.ranking import Assessment, Month
    from report_kit.assess.scheme import Scheme
    from report_kit.assess.sources import Sources
    from report_kit.export.blocks import Content


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, metavar="文件或文件夹...")
@click.option("--month", metavar="月份", help="考核哪个月，如 2024-11；不写时为最后一个月。")
@click.option(
    "--year", type=click.IntRange(1949, 2100), metavar="年份", help="不看一个月，把这一年各月汇总成年度考核。"
)
@click.option(
    "--scheme", metavar="文件", help="考核方案；不写时用数据旁边的“考核方案.yaml”，没有时用默认方案。"
)
@click.option("--explain", metavar="单位", help="逐条说明一个单位的得分是怎样算出来的。")
@click.option(
    "--to", "formats", multiple=True, metavar="格式", help="写出通报：html、pdf、docx 等，用逗号隔开。"
)
@click.option("--pages", is_flag=True, help="另给每个单位写一页：各项得分、要整改的问题、怎样改。")
@click.option("--csv", "csv_folder", metavar="文件夹", help="把得分表和问题清单写成 .csv 放到这个文件夹。")
@click.option(
    "--output", default="考核通报", metavar="文件夹", help="通报写到哪个文件夹；不写时为“考核通报”。"
)
@click.option("--agency", default="", metavar="机关", help="通报的落款。")
@click.option(
    "--addressees", default="各有关单位", metavar="主送", help="通报的主送单位；不写时为各有关单位。"
)
@click.option("--date", "day", metavar="日期", help="通报的成文日期，如 2024-12-03；整改期限从这一天算。")
@click.option(
    "--silent",
    type=click.IntRange(1, 120),
    metavar="月数",
    help="连续几个月没有公开信息的单位要点名；不写时用方案里的。",
)
@click.option("--holidays", metavar="文件", help="放假表；不写时用数据旁边的“放假表.csv”（有才用）。")
@click.option("--template", metavar="文件夹", help="取默认方案和空白的表，放到这个文件夹。")
@click.option("--force", is_flag=True, help="允许覆盖以前写出的文件。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="屏幕上输出给人看的文本（默认）或 JSON。",
)
def command(paths: tuple[str, ...], format_: str, **options: Any) -> int:
    """月度考核：按方案给各单位算分、排名，说明每一处扣分，生成通报和各单位的整改页。

    数据是考核用的表（月度情况、单位清单、栏目更新、问题清单）和台账，.xlsx 或 .csv；写文件夹时读其中全部。
    从不改动这些文件。

    退出码：0 没有单位被一票否决或点名；1 有；2 未能完成。
    """
    if options["template"]:
        return _template(Path(options["template"]), paths, options["force"])
    if not paths:
        raise UsageError(
            "RK-605",
            "缺少参数“文件或文件夹...”",
            remedy="例如 report-kit assess 考核；空白的表用 --template 取",
        )
    if options["pages"] and not options["formats"]:
        raise UsageError("RK-603", "--pages 要与 --to 同用", remedy="例如 --to docx,pdf --pages")
    for name in ("month", "explain", "pages"):
        if options["year"] and options[name]:
            raise UsageError(
                "RK-603", f"--year 不能与 --{name} 同用", remedy="看一年去掉它，看一个月去掉 --year"
            )
    from report_kit.assess import assess, gather, read_sources
    from report_kit.assess.templates import find_scheme

    scheme = find_scheme(paths, options["scheme"])
    sources = read_sources(paths, options["holidays"])
    assessment = assess(gather(sources, scheme), scheme, options["silent"])
    head = _letterhead(options, scheme, sources)
    originals = [Path(path) for path in paths if Path(path).is_file()]
    if options["year"]:
        return _year(assessment, head, options, format_, originals)
    month = assessment.month(_month(options["month"]))
    if options["csv_folder"]:
        _write_csv(assessment, month, head, Path(options["csv_folder"]), options["force"], originals)
    contents = _documents(assessment, month, head, options)
    files = _write(contents, options, originals)
    if format_ == "json":
        from report_kit.assess.explained import record

        click.echo(json.dumps({**record(month), "notes": assessment.notes}, ensure_ascii=False))
    else:
        _show(assessment, month, options["explain"])
    for file in files:
        click.echo(f"已写出：{file}", err=format_ == "json")
    return int(bool(month.silent) or any(row.score.vetoes for row in month.rows))


def _template(folder: Path, paths: tuple[str, ...], force: bool) -> int:
    from report_kit.assess.templates import templates

    if paths:
        raise UsageError("RK-603", "--template 不读数据", remedy="例如 report-kit assess --template 考核")
    made = templates()
    for name in made:
        refuse_existing(folder / name, force=force)
    for name, data in made.items():
        write_bytes(folder / name, data)
        click.echo(f"已生成：{folder / name}")
    return 0


def _month(text: str | None) -> date | None:
    from report_kit.assess.month import read_month

    try:
        return read_month(text) if text else None
    except ValueError as error:
        raise UsageError("RK-606", f"--month 的值不能用：{error}", remedy="例如 --month 2024-11") from None


def _letterhead(options: dict[str, Any], scheme: Scheme, sources: Sources) -> Letterhead:
    from report_kit.assess.circular import Letterhead
    from report_kit.assess.scores import mend_by
    from report_kit.ledger.cells import read_day

    day = None
    if options["day"]:
        try:
            day = read_day(options["day"])
        except ValueError as error:
            raise UsageError(
                "RK-606", f"--date 的值不能用：{error}", remedy="例如 --date 2024-12-03"
            ) from None
    due = mend_by(scheme, day, sources.calendar) if day else None
    return Letterhead(options["agency"], options["addressees"], day, due)


def _write_csv(
    assessment: Assessment,
    month: Month,
    head: Letterhead,
    folder: Path,
    force: bool,
    originals: Sequence[Path],
) -> None:
    from report_kit.assess.month import spelt
    from report_kit.assess.scores import problem_lines, score_lines
    from report_kit.assess.templates import safe_csv

    made = {
        "得分表.csv": safe_csv(score_lines(assessment.until(month.month).months, month.scheme)),
        f"问题清单-{spelt(month.month)}.csv": safe_csv(problem_lines(month, head.due)),
    }
    for name in made:
        refuse_existing(folder / name, force=force, originals=originals)
    for name, data in made.items():
        write_bytes(folder / name, data)


def _documents(
    assessment: Assessment, month: Month, head: Letterhead, options: dict[str, Any]
) -> list[Content]:
    if not options["formats"]:
        return []
    from report_kit.assess.circular import circular
    from report_kit.assess.unit_page import unit_page

    units = [row.unit for row in month.rows] if options["pages"] else []
    pages = [unit_page(assessment, month, unit, head).content for unit in units]
    return [circular(assessment, month, head).content, *pages]


def _write(contents: Sequence[Content], options: dict[str, Any], originals: Sequence[Path]) -> list[Path]:
    from report_kit.assess.writing import path_of, written

    made: dict[Path, bytes] = {}
    for content in contents:
        for name, data in written(content, names(options["formats"])).items():
            made[path_of(Path(options["output"]), content, name)] = data
    for path in made:
        refuse_existing(path, force=options["force"], originals=originals)
    for path, data in made.items():
        write_bytes(path, data)
    return list(made)


def _show(assessment: Assessment, month: Month, unit: str | None) -> None:
    from report_kit.assess.explained import explain
    from report_kit.assess.month import named
    from report_kit.assess.scores import cells_of, rate_of

    if unit:
        click.echo("\n".join(explain(month, unit)))
        return
    head = (*month.scheme.rank.show, "差错率", "提示", "否决")
    for label, rows in month.groups.items():
        lines = []
        for row in rows:
            cells = {**cells_of(row), "差错率": rate_of(row)}
            lines.append(tuple(cells[name] for name in head))
        title = named(month.month) + (f"　{label}" if label else "")
        click.echo(Grid(title, head, lines).text())
    for silent in month.silent:
        click.secho(f"点名：{silent.unit} 连续 {silent.months} 个月没有公开信息", fg="red")
    for note in (*month.left_out, *assessment.notes):
        click.echo(f"提示：{note}")


def _year(
    assessment: Assessment, head: Letterhead, options: dict[str, Any], format_: str, originals: Sequence[Path]
) -> int:
    from report_kit.assess.prose import Prose
    from report_kit.assess.year import sum_year, supervision, year_circular

    year = sum_year(assessment, options["year"])
    files = []
    if options["formats"]:
        files = _write([year_circular(year, head).content], options, originals)
    prose = Prose()
    sentence = prose.text(supervision(prose, year))
    rows = [
        (str(unit.place), unit.unit, str(unit.months), str(unit.mean), str(unit.best), str(unit.worst))
        for unit in year.units
    ]
    keys = ("名次", "单位", "考核次数", "平均分", "最高", "最低")
    if format_ == "json":
        told = {"year": year.year, "units": [dict(zip(keys, row, strict=True)) for row in rows]}
        click.echo(json.dumps({**told, "sentence": sentence, "figures": prose.figures}, ensure_ascii=False))
    else:
        click.echo(Grid(f"{year.year} 年", keys, rows).text())
        click.echo(f"\n年报一（五）可以写：{sentence}")
    for file in files:
        click.echo(f"已写出：{file}", err=format_ == "json")
    return 0

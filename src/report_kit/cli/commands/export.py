"""``report-kit export``: write a report in the formats to publish."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.options import config_options, context_options, form_option, names
from report_kit.cli.outputs import refuse_existing
from report_kit.cli.reports import (
    Origin,
    read_any,
    read_notebook,
    read_report,
    read_report_notebook,
    refuse_gaps,
    refuse_losses,
    with_registers,
)
from report_kit.cli.setups import settings_of
from report_kit.cli.workspaces import find_report, open_workspace, workspace_option
from report_kit.errors import UsageError

if TYPE_CHECKING:
    from report_kit.export.fonts import FontChoice

_USUAL = "html,pdf,docx,ipynb,txt"


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="报告")
@click.option(
    "--to",
    "formats",
    default=_USUAL,
    metavar="格式",
    help=f"导出的格式，用逗号隔开；不写时为 {_USUAL}；另有 wechat（粘贴到公众号）。",
)
@click.option("--output", metavar="文件夹", help="写到哪个文件夹；不写时为报告旁边的“原名-导出”。")
@click.option(
    "--force", is_flag=True, help="允许覆盖以前导出的文件，并忽略没有归入格式的内容、没有读全的表格。"
)
@click.option(
    "--allow-missing", is_flag=True, help="报告的表格没有读全也导出，没有读到的数为空白；--force 也是这样。"
)
@click.option(
    "--draft",
    is_flag=True,
    help="标明是草稿：PDF 每页有水印，网页、Word、公众号有“草稿”字样；纯文本和笔记本除外。",
)
@click.option(
    "--final",
    is_flag=True,
    help="正式发布：各步都签署了这一版、没有未处理的问题才导出，否则说明缺什么；报告写编号、标题里的几个字或文件。",
)
@click.option("--who", default="", metavar="姓名", help="--final：由谁发布，留在存证里。")
@workspace_option
@click.option("--charts", is_flag=True, help="在报告后面附图解；纯文本和笔记本除外。")
@click.option(
    "--previous", multiple=True, metavar="文件", help="往年的报告，可多次使用；图解用来对比三年的申请数量。"
)
@click.option(
    "--ledger", multiple=True, metavar="台账", help="台账文件或文件夹，可多次使用；图解用来画主动公开渠道。"
)
@click.option(
    "--fonts",
    type=click.Choice(["bundled", "system"]),
    default="bundled",
    metavar="字体",
    help="PDF 的字体：bundled 用随附的字体（默认），system 优先用本机的方正小标宋、仿宋_GB2312 等。",
)
@form_option
@config_options
@context_options
def command(
    path: str,
    formats: str,
    output: str | None,
    force: bool,
    allow_missing: bool,
    draft: bool,
    final: bool,
    who: str,
    place: str | None,
    charts: bool,
    previous: tuple[str, ...],
    ledger: tuple[str, ...],
    fonts: FontChoice,
    form: str | None,
    config: str | None,
    no_config: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """把报告导出为网页、PDF、Word、笔记本、文本和公众号文章。

    报告可以是“04_发布”生成的笔记本，也可以是别的文件：
    .docx、.doc、.wps、.rtf、.html、.pdf、.txt、.md、.ipynb、.xlsx、.xls、.et、.png、.jpg。
    """
    from report_kit.export import FORMATS, export_report
    from report_kit.forms.report import Report

    if (previous or ledger) and not charts:
        used = "--previous" if previous else "--ledger"
        raise UsageError("RK-603", f"{used} 要与 --charts 同用", remedy="请加上 --charts")
    source = Path(path)
    wanted = names((formats,))
    if final:
        if draft:
            raise UsageError("RK-603", "--final 与 --draft 不能同用", remedy="正式发布去掉 --draft")
        options = {"fonts": fonts, "charts": charts}
        return _final(
            source,
            Origin(settings_of(source, config, no_config), agency, level, year, form),
            wanted,
            output,
            place,
            who,
            previous,
            force,
            options,
        )
    if place or who:
        used = "--workspace" if place else "--who"
        raise UsageError("RK-603", f"{used} 要与 --final 同用", remedy="请加上 --final")
    settings = settings_of(source, config, no_config)
    report = _read(source, Origin(settings, agency, level, year, form), force, allow_missing)
    kin = None
    if isinstance(report, Report):
        report, kin = with_registers(report, ledger), report.spec.kin
    folder = Path(output) if output else source.with_name(source.stem + "-导出")
    for name in wanted:
        if name in FORMATS:
            file = folder / f"{source.stem}{FORMATS[name].ending}"
            refuse_existing(file, force=force, originals=[source, *map(Path, previous)])
    files = export_report(
        report,
        folder / source.stem,
        wanted,
        fonts=fonts,
        draft=draft,
        charts=charts,
        previous=[read_any(Path(name), Origin(settings, form=kin)) for name in previous],
    )
    for name, file in files.items():
        click.echo(f"{FORMATS[name].label}：{file}")
    return 0


def _final(
    source: Path,
    origin: Origin,
    formats: list[str],
    output: str | None,
    place: str | None,
    who: str,
    previous: tuple[str, ...],
    force: bool,
    options: dict[str, Any],
) -> int:
    """Publish the signed revision of a report; a file given instead of its number must say the same."""
    from report_kit.export import FORMATS
    from report_kit.review.publish import export_final
    from report_kit.review.published import same_as_signed

    is_file = source.is_file()
    workspace = open_workspace(place, source.parent if is_file else None)
    if is_file:
        record = same_as_signed(workspace, read_any(source, origin), str(source))
        stem = source.stem
    else:
        record = find_report(workspace, str(source))
        stem = record.title
    folder = Path(output) if output else (source.parent if is_file else Path.cwd()) / f"{stem}-发布"
    for name in formats:
        if name in FORMATS:
            refuse_existing(folder / f"{stem}{FORMATS[name].ending}", force=force, originals=[source])
    earlier = [read_any(Path(name), Origin(origin.settings)) for name in previous]
    files = export_final(workspace, record.id, folder / stem, formats, who=who, previous=earlier, **options)
    for name, file in files.items():
        click.echo(f"{FORMATS[name].label}：{file}")
    return 0


def _read(path: Path, origin: Origin, force: bool, allow_missing: bool) -> Any:
    """Return the report, or the notebook as it is when it holds none."""
    if path.suffix.lower() == ".ipynb":
        return read_report_notebook(path) or read_notebook(path)
    from report_kit.document import open_document

    report = read_report(open_document(path, origin.settings.limits), origin)
    if not force:
        refuse_losses(report.notes, str(path))
        if not allow_missing:
            refuse_gaps(report.notes, str(path))
    return report

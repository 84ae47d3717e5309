"""``report-kit chart``: the charts of the year on one page."""

from __future__ import annotations

from pathlib import Path

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.options import config_options, context_options, form_option
from report_kit.cli.outputs import refuse_existing, write_bytes
from report_kit.cli.reports import Origin, read_any, with_registers
from report_kit.cli.setups import settings_of
from report_kit.errors import ExportError

_KINDS = (".html", ".svg", ".pdf")


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="报告")
@click.option(
    "--output", metavar="文件", help="写到哪个文件：.html、.svg 或 .pdf；不写时为报告旁边的“原名-图解.html”。"
)
@click.option(
    "--previous", multiple=True, metavar="文件", help="往年的报告，可多次使用；用来对比最近三年的申请数量。"
)
@click.option(
    "--ledger", multiple=True, metavar="台账", help="台账文件或文件夹，可多次使用；用来画主动公开渠道。"
)
@click.option("--force", is_flag=True, help="允许覆盖以前写出的同名文件（报告除外）。")
@form_option
@config_options
@context_options
def command(
    path: str,
    output: str | None,
    previous: tuple[str, ...],
    ledger: tuple[str, ...],
    force: bool,
    form: str | None,
    config: str | None,
    no_config: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """用报告里的表格画一页图解：申请结果、申请人、三年对比、行政处理决定、复议诉讼；有台账时还有主动公开渠道。

    报告可以是“04_发布”生成的笔记本，也可以是别的文件：
    .docx、.doc、.wps、.rtf、.html、.pdf、.txt、.md、.ipynb、.xlsx、.xls、.et、.png、.jpg。
    """
    from report_kit.export.charts import ChartPage

    source = Path(path)
    target = Path(output) if output else source.parent / f"{source.stem}-图解.html"
    if target.suffix.lower() not in _KINDS:
        raise ExportError(
            "RK-509",
            f"图解不能写成“{target.suffix or '无扩展名'}”文件",
            where=str(target),
            remedy=f"请写成 {'、'.join(_KINDS)}",
        )
    refuse_existing(target, force=force, originals=[source, *map(Path, previous)])
    settings = settings_of(source, config, no_config)
    report = with_registers(read_any(source, Origin(settings, agency, level, year, form)), ledger)
    earlier = [read_any(Path(name), Origin(settings, form=report.spec.kin)) for name in previous]
    page = ChartPage(report, earlier)
    kind = target.suffix.lower()
    write_bytes(
        target, page.pdf() if kind == ".pdf" else (page.svg() if kind == ".svg" else page.html()).encode()
    )
    click.echo(f"图解：{target}")
    return 0

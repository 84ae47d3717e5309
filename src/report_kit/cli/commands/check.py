"""``report-kit check``: list the findings in files."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import Checked, check_document, each_checked, expand, progress
from report_kit.cli.options import (
    context_options,
    dictionary_option,
    engine_option,
    make_context,
    make_proofreader,
    of_form,
    rule_options,
    with_previous,
)
from report_kit.cli.render import formats, renderer
from report_kit.errors import ReportKitError

if TYPE_CHECKING:
    from report_kit.document import Document
    from report_kit.proofread import Finding


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--format",
    "format_",
    type=click.Choice(formats()),
    default="text",
    help="输出给人看的文本（默认）或每行一个 JSON 对象。",
)
@click.option(
    "--form",
    type=click.Choice(("annual",)),
    help="按哪种格式核对；annual 为政府信息公开工作年度报告，不写时自动识别。",
)
@click.option("--previous", metavar="文件", help="上一年度的报告；给出时核对结转、现行有效件数和沿用的文字。")
@rule_options
@dictionary_option
@engine_option
@context_options
def command(
    paths: tuple[str, ...],
    format_: str,
    form: str | None,
    previous: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    dictionaries: tuple[str, ...],
    engines: tuple[str, ...],
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """校对文件，列出发现的问题。

    文件可以是 .txt、.docx、.html、.pdf、.ipynb；写文件夹时校对其中（连同下级文件夹）全部文件。
    读不了的文件列出原因，其余照常校对。原文件不会被改动。

    退出码：0 没有“错误”级的问题；1 有“错误”级的问题；2 未能完成。
    """
    from report_kit.forms.form import form_for_year
    from report_kit.proofread import Severity

    proofreader = make_proofreader(select, ignore, engines, dictionaries)
    context = with_previous(make_context(agency, level, year), previous)
    if form and year is not None:
        form_for_year(year)
    files = expand(paths)
    failed: list[ReportKitError] = []
    errors = 0

    def check(document: Document) -> list[Finding]:
        return check_document(proofreader, document, of_form(context, document, form))

    def checked() -> Iterator[Checked]:
        nonlocal errors
        for item in each_checked(files, check, failed, step):
            errors += sum(finding.severity is Severity.ERROR for finding in item.findings)
            yield item

    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    if format_ == "json" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    with progress("校对", len(files)) as step:
        for piece in renderer(format_).render(checked(), colour):
            click.echo(piece, nl=False, color=colour)
    return 2 if failed else 1 if errors else 0

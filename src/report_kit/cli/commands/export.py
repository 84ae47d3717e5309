"""``report-kit export``: write a report in the formats to publish."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.options import context_options, names
from report_kit.cli.outputs import refuse_existing
from report_kit.cli.reports import read_notebook, read_report, refuse_losses

_ALL = "html,pdf,docx,ipynb,txt"


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="报告")
@click.option(
    "--to", "formats", default=_ALL, metavar="格式", help=f"导出的格式，用逗号隔开；不写时全部导出：{_ALL}。"
)
@click.option("--output", metavar="文件夹", help="写到哪个文件夹；不写时为报告旁边的“原名-导出”。")
@click.option("--force", is_flag=True, help="允许覆盖以前导出的文件，并忽略没有归入格式的内容。")
@context_options
def command(
    path: str,
    formats: str,
    output: str | None,
    force: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """把报告导出为网页、PDF、Word、笔记本和文本。

    报告可以是“04_发布”生成的笔记本（.ipynb），也可以是 .docx、.txt、.html、.pdf 文件。
    """
    from report_kit.export import FORMATS, export_report
    from report_kit.settings import Settings, make_context

    source = Path(path)
    wanted = names((formats,))
    report = _read(source, make_context(Settings(), agency, level, year), force)
    folder = Path(output) if output else source.with_name(source.stem + "-导出")
    for name in wanted:
        if name in FORMATS:
            refuse_existing(folder / f"{source.stem}.{name}", force=force, originals=[source])
    files = export_report(report, folder / source.stem, wanted)
    for name, file in files.items():
        click.echo(f"{FORMATS[name].label}：{file}")
    return 0


def _read(path: Path, context: Any, force: bool) -> Any:
    """Return the report, or the notebook as it is when it holds none."""
    if path.suffix.lower() == ".ipynb":
        from report_kit.export.assemble import disassemble, is_report

        notebook = read_notebook(path)
        return disassemble(notebook) if is_report(notebook) else notebook
    from report_kit.document import open_document

    report = read_report(open_document(path), context)
    if not force:
        refuse_losses(report.notes, str(path))
    return report

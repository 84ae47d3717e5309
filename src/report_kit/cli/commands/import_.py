"""``report-kit import``: a finished report into the workspace, and what of the file does not come into it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.options import config_options, context_options, form_option
from report_kit.cli.reports import Origin, read_report_notebook
from report_kit.cli.setups import settings_of

if TYPE_CHECKING:
    from report_kit.forms.report import Note, Report

_SHOWN = 60


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="报告")
@click.option(
    "--workspace",
    default="report-kit-workspace",
    metavar="文件夹",
    help="存入哪个工作区；不写时为当前位置的 report-kit-workspace。",
)
@click.option("--list", "only_list", is_flag=True, help="只列出没有读入和改动过的内容，不存入工作区。")
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出给人看的文本（默认），或一个 JSON 对象。",
)
@form_option
@config_options
@context_options
def command(
    path: str,
    workspace: str,
    only_list: bool,
    format_: str,
    form: str | None,
    config: str | None,
    no_config: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """把写好的报告读入工作区，逐条列出没有读入和改动过的内容。

    报告可以是 Word、网页、PDF、文本文件等（与 check 能读的相同）或笔记本。列出的内容随报告存在工作区里，
    在“01_起草”里逐条核对；原文件不会被改动。

    退出码：0 全部读入；1 有内容没有读入；2 未能完成。
    """
    from report_kit.document import open_document
    from report_kit.forms.importer import doubts
    from report_kit.forms.locate import locate
    from report_kit.forms.recognised import recognised

    source = Path(path)
    settings = settings_of(source, config, no_config)
    own = read_report_notebook(source) if source.suffix.lower() == ".ipynb" else None
    document = own.document() if own else open_document(source, settings.limits)
    report = own or Origin(settings, agency, level, year, form).read(document)
    found = recognised(document, locate(document, report.spec))
    notes = doubts(report)
    if format_ == "json":
        if not only_list:
            _keep(report, notes, workspace)
        record = {
            "path": path,
            "agency": report.agency,
            "year": report.year,
            "recognised": found.record,
            "notes": [
                {"where": n.where, "message": n.message, "text": n.text, "lost": n.lost} for n in notes
            ],
            "workspace": None if only_list else workspace,
        }
        click.echo(json.dumps(record, ensure_ascii=False))
    else:
        click.echo(f"{path}：{report.agency} {report.year} 年度{report.spec.called}")
        click.echo(f"  {found.said('读入')}")
        for line in _told(notes):
            click.echo(line)
        if not only_list:
            click.echo(_keep(report, notes, workspace))
    return 1 if any(note.text.strip() or note.lost for note in notes) else 0


def _told(notes: Sequence[Note]) -> list[str]:
    """Return a line for each note, as many as there are."""
    if not notes:
        return ["原文件的内容全部读入，没有改动。"]
    lines = [f"没有读入、改动过的和要核对的内容 {len(notes)} 处"]
    for note in notes:
        text = " ".join(note.text.split())
        text = f"：“{text[:_SHOWN]}{'…' if len(text) > _SHOWN else ''}”" if text else ""
        lines.append(f"  {note.where or '全文'}  {note.message}{text}")
    return lines


def _keep(report: Report, notes: Sequence[Note], folder: str) -> str:
    """Store a report with its notes in the workspace; return what to say."""
    from report_kit.workspace import Workspace
    from report_kit.workspace.doubts import add_doubts

    workspace = Workspace(folder)
    record = workspace.create(report)
    add_doubts(workspace, record.id, notes)
    more = f"，上面 {len(notes)} 处也在那里逐条列出，全文都在" if notes else ""
    return f"已存入工作区 {folder}：运行 report-kit lab {folder}，在“01_起草”里打开{more}。"

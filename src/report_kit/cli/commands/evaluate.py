"""``report-kit evaluate``: measure the proofreader on pairs of sentences and on right text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli import evaluation_report as report
from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import check_document, progress
from report_kit.cli.options import engine_option, names, rule_options
from report_kit.cli.outputs import refuse_existing, write_text

if TYPE_CHECKING:
    from report_kit.proofread import Finding
    from report_kit.proofread.evaluation import Evaluation, Judgement
    from report_kit.proofread.findings.finding import Safety


@click.command(cls=ChineseCommand)
@click.argument("paths", nargs=-1, required=True, metavar="文件或文件夹...")
@click.option(
    "--safety",
    type=click.Choice(("safe", "likely")),
    default="likely",
    help="计入哪些修改：safe 只计有把握的；likely 连同很可能的（默认）。",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json", "markdown")),
    default="text",
    help="输出表格（默认）、每个文件一行 JSON 对象，或 Markdown 表格。",
)
@click.option(
    "--errors",
    metavar="文件",
    help="把漏报、改错和误报一条一行写到这个文件（制表符分隔，可用 Excel 打开），供逐条查看。",
)
@click.option("--force", is_flag=True, help="允许覆盖 --errors 指定的已有文件。")
@click.option(
    "--dictionaries",
    multiple=True,
    metavar="文件夹",
    help="连同这里的本单位词典一起衡量，可多次使用；不写时只用自带的词典。",
)
@rule_options
@engine_option
def command(
    paths: tuple[str, ...],
    safety: Safety,
    format_: str,
    errors: str | None,
    force: bool,
    dictionaries: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    engines: tuple[str, ...],
) -> int:
    """用成对的句子和没有错的文字衡量校对的准确程度。

    .tsv 文件每行一句：原文、制表符、正确文本；两列相同表示这句没有错。
    .txt 文件每行一段没有错的文字，只计误报。写文件夹时衡量其中的全部文件。

    输出句子级和字符级的准确率、召回率、F1，各种错误指出和改对的比例，没有错的句子里每万字的误报数，把握是否可信，速度和内存。
    """
    from report_kit.document import Document
    from report_kit.proofread import Context, Proofreader
    from report_kit.proofread.evaluation import find_files, measure, peak_memory, read_set
    from report_kit.proofread.evaluation.mistakes import HEADER, mistakes

    proofreader = Proofreader(
        select=names(select) or None,
        ignore=names(ignore) or None,
        engines=engines,
        dictionaries=dictionaries,
    )
    _ = proofreader.rules, proofreader.engines  # a wrong name must be told before any file is read
    files = find_files(paths)
    sets = [read_set(file) for file in files]
    if errors is not None:
        refuse_existing(Path(errors), force=force, originals=files)

    def system(text: str) -> list[Finding]:
        return check_document(proofreader, Document.from_text(text), Context())

    system("预热。")  # loading dictionaries is not part of the speed
    rows = ["\t".join(HEADER)]
    with progress("评测", sum(map(len, sets))) as step:
        for file, pairs in zip(files, sets, strict=True):

            def seen(judgement: Judgement, file: Path = file) -> None:
                if errors is not None:
                    rows.extend(mistake.row() for mistake in mistakes(file.name, judgement))
                step(file.name)

            result = measure(system, pairs, safety, seen)
            if format_ == "json":
                click.echo(_json(file, result, peak_memory()))
            else:
                for piece in _shown(file, result, peak_memory(), markdown=format_ == "markdown"):
                    click.echo(piece + "\n")
    if errors is not None:
        # The mark at the beginning lets Excel know that this is UTF-8.
        write_text(Path(errors), "\ufeff" + "\n".join(rows) + "\n")
        click.echo(f"逐条写到 {errors}，共 {len(rows) - 1} 条", err=True)
    return 0


def _json(file: Path, result: Evaluation, memory: int | None) -> str:
    held = None if memory is None else round(memory / 1e6)
    return json.dumps({"path": str(file), **result.as_dict(), "peak_memory_mb": held}, ensure_ascii=False)


def _shown(file: Path, result: Evaluation, memory: int | None, *, markdown: bool) -> Iterator[str]:
    """Yield the pieces of one file's report."""
    yield f"## {file.name}" if markdown else f"{file}"
    yield report.summary(result)
    for grid in report.grids(result):
        yield grid.markdown() if markdown else grid.text()
    yield report.speed(result, memory)

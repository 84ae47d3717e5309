"""``report-kit evaluate``: measure the proofreader on pairs of sentences."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import check_document, progress
from report_kit.cli.options import names, rule_options
from report_kit.cli.width import pad

if TYPE_CHECKING:
    from report_kit.proofread.evaluation import Evaluation
    from report_kit.proofread.finding import Safety

_ROWS = (
    ("sentence_detection", "句子 检错"),
    ("sentence_correction", "句子 纠错"),
    ("character_detection", "字符 检错"),
    ("character_correction", "字符 纠错"),
)


@click.command(cls=ChineseCommand)
@click.argument("path", metavar="文件.tsv")
@click.option(
    "--safety",
    type=click.Choice(("safe", "likely")),
    default="likely",
    help="计入哪些修改：safe 只计有把握的；likely 连同很可能的（默认）。",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出表格（默认）或一个 JSON 对象。",
)
@rule_options
def command(path: str, safety: Safety, format_: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> int:
    """用成对的句子衡量校对的准确程度。

    文件每行一句：原文、制表符、正确文本；两列相同表示这句没有错。输出句子级和字符级的准确率、召回率、F1，以及没有错的句子里每万字的误报数。
    """
    from report_kit.document import Document
    from report_kit.proofread import Context, Proofreader
    from report_kit.proofread.engine import choose_edits
    from report_kit.proofread.evaluation import Evaluation, read_pairs
    from report_kit.proofread.finding import apply_edits

    proofreader = Proofreader(select=names(select) or None, ignore=names(ignore) or None)
    pairs = list(read_pairs(Path(path)))
    result = Evaluation()
    proofreader.check("预热。")  # loading dictionaries is not part of the speed
    with progress("评测", len(pairs)) as step:
        for source, target in pairs:
            began = time.perf_counter()
            findings = check_document(proofreader, Document.from_text(source), Context())
            output = apply_edits(source, choose_edits(findings, safety))
            result.seconds += time.perf_counter() - began
            result.add(source, target, output)
            step("")
    click.echo(json.dumps(_as_dict(result), ensure_ascii=False) if format_ == "json" else _table(result))
    return 0


def _as_dict(result: Evaluation) -> dict[str, object]:
    return {
        "sentences": result.sentences,
        "wrong": result.wrong,
        **{name: getattr(result, name).as_dict() for name, _ in _ROWS},
        "clean_sentences": result.sentences - result.wrong,
        "clean_changed": result.clean_changed,
        "false_alarms": result.alarms,
        "false_alarms_per_10000": round(result.alarms_per_10000, 2),
        "seconds": round(result.seconds, 3),
        "characters": result.characters,
    }


def _table(result: Evaluation) -> str:
    lines = [f"句子 {result.sentences} 个，其中有错 {result.wrong} 个", ""]
    head = ("", "准确率", "召回率", "F1", "正确", "改动", "应改")
    rows: list[tuple[str, ...]] = [head]
    for name, title in _ROWS:
        score = getattr(result, name)
        figures = (f"{score.precision:.1f}", f"{score.recall:.1f}", f"{score.f1:.1f}")
        rows.append((title, *figures, str(score.right), str(score.predicted), str(score.gold)))
    lines += [
        "".join(pad(cell, 12 if index == 0 else 9) for index, cell in enumerate(row)).rstrip() for row in rows
    ]
    clean = result.sentences - result.wrong
    if clean:
        alarms = f"每万字误报 {result.alarms_per_10000:.2f} 处"
        lines += ["", f"没有错的句子 {clean} 个，被改动 {result.clean_changed} 个，{alarms}"]
    speed = result.characters / result.seconds if result.seconds else 0
    lines += ["", f"用时 {result.seconds:.2f} 秒，每秒 {speed:,.0f} 字"]
    return "\n".join(lines)

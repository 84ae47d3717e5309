"""``report-kit batch``: check many documents, on this computer or on a cluster."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.options import context_options, dictionary_option, form_option, names, rule_options
from report_kit.cli.outputs import write_bytes, write_text
from report_kit.cli.terminal import bare, clean, is_terminal


@click.command(cls=ChineseCommand)
@click.argument("inputs", nargs=-1, required=True, metavar="文件、文件夹或通配符...")
@click.option(
    "--output", required=True, metavar="文件夹", help="结果放在这个文件夹；再运行一次，做完的不重做。"
)
@click.option(
    "--engine",
    type=click.Choice(("processes", "dask", "spark")),
    default="processes",
    help="由谁来做：本机的几个进程（默认）、Dask（dask）或 Spark（spark）。",
)
@click.option(
    "--workers", type=click.IntRange(1, 4096), metavar="数", help="同时几个，默认与处理器核数相同。"
)
@click.option("--scheduler", metavar="地址", default="", help="Dask 或 Spark 集群的地址；不写时在本机上。")
@click.option(
    "--shard", type=click.IntRange(1, 100_000), default=50, metavar="份", help="一批约多少份，默认 50。"
)
@click.option("--sample", type=click.IntRange(1), metavar="份", help="只抽查这么多份；同样的文件抽到同样的。")
@click.option("--since", metavar="文件夹", help="与这一次的结果比较：新出现、仍未改、已改、又出现。")
@click.option(
    "--threshold",
    type=click.FloatRange(0),
    default=0.0,
    metavar="数",
    help="每万字的错误超过这个数，退出码为 1；默认 0，有错误就是 1。",
)
@click.option(
    "--allow-failed",
    type=click.IntRange(0),
    default=0,
    metavar="份",
    help="未能校对的超过这么多份，退出码为 2；默认 0。",
)
@click.option(
    "--memory",
    type=click.IntRange(256),
    default=1024,
    metavar="MB",
    help="每个进程最多用多少内存，默认 1024；超过的文件记为未能校对。",
)
@click.option(
    "--seconds",
    type=click.IntRange(1),
    default=300,
    metavar="秒",
    help="一份最多多少秒，默认 300；超过的记为未能校对。",
)
@click.option("--config", metavar="文件", help="用这个配置文件；不写时用文件所在文件夹或上级文件夹里最近的。")
@click.option("--no-config", is_flag=True, help="不用配置文件。")
@context_options
@form_option
@dictionary_option
@rule_options
def command(
    inputs: tuple[str, ...],
    output: str,
    engine: str,
    workers: int | None,
    scheduler: str,
    shard: int,
    sample: int | None,
    since: str | None,
    threshold: float,
    allow_failed: int,
    memory: int,
    seconds: int,
    config: str | None,
    no_config: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
    form: str | None,
    dictionaries: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
) -> int:
    """批量校对：成千上万份文件，结果是 Parquet 数据、一个汇总网页和一个 Excel 表。

    可以写文件夹、通配符、压缩包（.zip、.tar.gz 等）、Parquet、JSON 行（.jsonl）、网页存档（.warc）。
    一份读不了、卡住或占内存过多的，记下原因，其余照常。中断以后再运行同样的命令，接着做。

    退出码：0 错误不超过 --threshold；1 超过；2 未能完成，或未能校对的多于 --allow-failed；130 中断。
    """
    from report_kit.batch.needs import require

    require("batch")
    from report_kit.batch.compare import NAME, compare
    from report_kit.batch.profile import Profile
    from report_kit.batch.progress import Progress
    from report_kit.batch.run import Batch, read_result, run_batch
    from report_kit.batch.summary import summarise
    from report_kit.batch.summary_html import summary_page
    from report_kit.batch.summary_xlsx import summary_book
    from report_kit.settings import read_settings

    earlier = read_result(Path(since)) if since else None
    if config:
        read_settings(Path(config))
    profile = Profile(
        select=tuple(names(select)),
        ignore=tuple(names(ignore)),
        dictionaries=tuple(str(Path(folder).absolute()) for folder in dictionaries),
        agency=agency,
        level=level,
        year=year,
        form=form,
        config=str(Path(config).absolute()) if config else None,
        no_config=no_config,
        memory=memory,
        seconds=float(seconds),
    )
    folder = Path(output)
    batch = Batch(inputs, folder, profile, engine, workers or _cores(), scheduler, shard, sample or 0)
    result = run_batch(batch, Progress(_say, every=1.0 if is_terminal(sys.stderr) else 10.0), _looked)
    for error in result.errors:
        click.echo(str(error), err=True)
    if result.errors:
        return 2
    (folder / NAME).unlink(missing_ok=True)
    summary = summarise(result, compare(earlier, result) if earlier else None)
    write_text(folder / "summary.html", summary_page(summary))
    write_bytes(folder / "summary.xlsx", summary_book(summary))
    stats = result.stats
    click.echo(
        f"校对 {stats.documents - stats.failed} 份、{stats.characters} 字：错误 {stats.errors} 处，"
        f"警告 {stats.warnings} 处，提示 {stats.hints} 处；每万字错误 {summary.per_ten_thousand:.2f} 处；"
        f"未能校对 {stats.failed} 份"
    )
    if summary.comparison:
        from report_kit.batch.compare import STATES

        counts = summary.comparison.counts
        click.echo("与上一次比较：" + "，".join(f"{label} {counts[key]} 处" for key, label in STATES.items()))
    click.echo(f"结果在 {folder}：summary.html、summary.xlsx、findings-*.parquet、documents-*.parquet")
    if stats.failed > allow_failed:
        return 2
    return int(summary.per_ten_thousand > threshold)


def _cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _say(line: str, last: bool) -> None:
    """Show how far it is: on a terminal in one line that is written over, else a line each time."""
    if is_terminal(sys.stderr):
        stream = bare(sys.stderr)
        stream.write(f"\r\x1b[2K{clean(line)}" + "\n" * last)
        stream.flush()
    else:
        click.echo(line, err=True)


def _looked(count: int) -> None:
    if count % 10_000 == 0:
        click.echo(f"已找到 {count} 份……", err=True)

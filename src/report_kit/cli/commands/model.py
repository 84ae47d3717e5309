"""``report-kit model``: what the speller's data are."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import click

from report_kit.cli.chinese import ChineseCommand


@click.command(cls=ChineseCommand)
@click.argument("action", metavar="info", type=click.Choice(("info",)))
@click.option(
    "--format",
    "format_",
    type=click.Choice(("text", "json")),
    default="text",
    help="输出给人看的文本（默认）或一个 JSON 对象。",
)
def command(action: str, format_: str) -> int:
    """说明错别字检查所用的数据：来源、大小、校验值。

    校验值与安装包里 MODEL.md 所列的相同，说明数据完好。
    """
    from report_kit.proofread.speller import DATA, shipped_speller

    speller = shipped_speller()
    model = speller.model.header
    files: dict[str, dict[str, Any]] = {
        path.name: {"bytes": path.stat().st_size, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(DATA.iterdir())
        if path.suffix != ".md"
    }
    about = {
        "folder": str(DATA),
        "files": files,
        "characters": len(model["characters"]),
        "ngrams": model["about"]["entries"],
        "least_sightings": model["about"]["least"],
        "sources": model["about"]["sources"],
        "network_parameters": speller.cloze.parameters,
        "network_steps": speller.cloze.header["about"]["steps"],
        "trees": len(speller.ranker),
        "sieve_trees": len(speller.sieve),
    }
    if format_ == "json":
        click.echo(json.dumps(about, ensure_ascii=False))
        return 0
    click.echo(f"数据所在：{DATA}")
    for name, file in files.items():
        click.echo(f"  {name}  {file['bytes'] / 1e6:.1f} MB  sha256 {file['sha256']}")
    counts = "、".join(f"{order} 元 {count:,}" for order, count in enumerate(model["about"]["entries"], 1))
    click.echo(f"语言模型：{len(model['characters']):,} 个字；{counts}")
    click.echo("语料（万字）：")
    for name, count in sorted(model["about"]["sources"].items(), key=lambda item: -item[1]):
        click.echo(f"  {name}  {count / 1e4:,.0f}")
    click.echo(f"填空网络：{speller.cloze.parameters:,} 个参数")
    click.echo(f"判别：初筛 {len(speller.sieve)} 棵树，定夺 {len(speller.ranker)} 棵树")
    return 0

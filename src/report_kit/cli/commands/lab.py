"""``report-kit lab``: the notebooks in JupyterLab."""

from __future__ import annotations

from pathlib import Path

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.errors import UsageError


@click.command(cls=ChineseCommand)
@click.argument("folder", required=False, default="report-kit-workspace", metavar="[文件夹]")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器。")
@click.option("--voila", is_flag=True, help="不用 JupyterLab，打开没有代码的页面（要另装 Voilà）。")
@click.option("--port", type=click.IntRange(1, 65535), metavar="端口", help="使用的端口；不写时自动选择。")
def command(folder: str, no_browser: bool, voila: bool, port: int | None) -> int:
    """建立工作区，在浏览器里打开中文界面的笔记本。

    文件夹是存放报告数据和笔记本的地方，不写时为当前位置的 report-kit-workspace。
    已有的报告和改过的笔记本会原样保留。按 Ctrl+C 结束。
    """
    from report_kit.widgets.jupyter.lab import run_lab
    from report_kit.widgets.jupyter.voila import run_voila

    options = ["--no-browser"] if no_browser else []
    if port is not None:
        options.append(f"--ServerApp.port={port}")
    if voila:
        name, code = "Voilà", run_voila(Path(folder), port, browser=not no_browser, say=click.echo)
    else:
        name, code = "JupyterLab", run_lab(Path(folder), options)
    if code:
        raise UsageError(
            "RK-622",
            f"{name} 未能正常运行（退出码 {code}）",
            where=str(Path(folder).resolve()),
            remedy="请看上面的提示；端口被占用时用 --port 换一个",
        )
    return 0

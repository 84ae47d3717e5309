"""``report-kit demo``: the whole job on a sample: read, check, report, export."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import click

from report_kit.cli.chinese import ChineseCommand
from report_kit.cli.inputs import Checked, check_document
from report_kit.cli.options import config_options, context_options, form_option
from report_kit.cli.outputs import refuse_existing, write_text
from report_kit.cli.setups import settings_of

_DEFAULT = "report-kit-demo"
_REPORT = "年度报告"
_FINDINGS = "校对结果"
_RESULTS = {"text": "txt", "html": "html", "json": "json"}
_FORMATS = ("html", "pdf", "docx", "ipynb")


@click.command(cls=ChineseCommand)
@click.argument("folder", required=False, metavar="[文件夹]")
@click.option(
    "--from",
    "source",
    metavar="文件",
    help="不用自带的样例，改用这份报告（.docx、.doc、.wps、.rtf、.html、.pdf、.txt、.md、.ipynb、.xlsx、.xls、.et、.png、.jpg）。",
)
@click.option("--force", is_flag=True, help="允许覆盖文件夹里上一次演示的结果。")
@form_option
@config_options
@context_options
def command(
    folder: str | None,
    source: str | None,
    force: bool,
    form: str | None,
    config: str | None,
    no_config: bool,
    agency: str | None,
    level: str | None,
    year: int | None,
) -> int:
    """从头到尾演示一遍：读入报告、校对、导出网页、PDF、Word 和笔记本。

    文件夹是存放结果的地方，不写时为当前位置的 report-kit-demo（已有时另取名字）。
    不用 --from 时使用自带的样例，里面故意写错了一些地方。
    """
    from report_kit.cli.render import renderer
    from report_kit.cli.render.text import summary
    from report_kit.cli.reports import Origin, read_report
    from report_kit.demo import SAMPLE
    from report_kit.document import open_document
    from report_kit.document.omissions import omission_lines
    from report_kit.export import export_report
    from report_kit.settings import make_context, make_proofreader

    target = Path(folder) if folder else _free(Path(_DEFAULT))
    results = [target / f"{_FINDINGS}.{suffix}" for suffix in _RESULTS.values()]
    for path in [*results, *(target / f"{_REPORT}.{name}" for name in _FORMATS)]:
        refuse_existing(path, force=force, originals=[Path(source)] if source else [])

    click.echo("[1/3] 读入报告……")
    path = Path(source) if source else SAMPLE
    # The sample belongs to no office.
    settings = settings_of(path, config, no_config or not source)
    document = open_document(path, settings.limits)
    report = read_report(document, Origin(settings, agency, level, year, form))
    click.echo(f"      {report.agency}，{report.year} 年度{report.spec.called}")
    click.echo("[2/3] 校对……")
    context = make_context(settings, report.agency, report.level, report.year)
    findings = check_document(make_proofreader(settings), document, replace(context, report=report))
    click.echo(f"      {summary(Counter(finding.severity.value for finding in findings))}")
    for line in omission_lines(document.omissions):
        click.echo(f"      {line}")
    click.echo("[3/3] 导出……")
    checked = [Checked(path.name, document, findings)]
    files = export_report(report, target / _REPORT, _FORMATS)
    for file, kind in zip(results, _RESULTS, strict=True):
        write_text(file, "".join(renderer(kind).render(checked, False)))
    for file in [*results, *files.values()]:
        click.echo(f"      {file}")
    for note in report.notes:
        click.echo(
            f"      请注意：{note.message}{f'“{note.text.strip()[:30]}”' if note.text.strip() else ''}"
        )
    click.echo("完成。下一步：运行 report-kit lab，在浏览器里编写和校对自己的报告。")
    return 0


def _free(path: Path) -> Path:
    """Return ``path``, or the same with a number when it holds something already."""
    number, free = 1, path
    while free.exists() and (not free.is_dir() or any(free.iterdir())):
        number += 1
        free = path.with_name(f"{path.name}-{number}")
    return free

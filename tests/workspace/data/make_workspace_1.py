"""Makes ``workspace-1.zip``: a workspace as the kit kept it at schema version 1, with every kind of content.

It ran once, with the code of that version; the tests open what it made with the code of today. It stays to
show what is in the file. ``workspace-1.json`` beside it is what the kit of that version read in it: no test
asks the new code what the old one would have said.

    python make_workspace_1.py
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import tempfile
import zipfile
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import time_machine

from report_kit.forms.report import Note, Report
from report_kit.ledger.book import Book
from report_kit.ledger.folder import open_registers
from report_kit.ledger.kept import Keeper, versions
from report_kit.ledger.schema import load_schema
from report_kit.ledger.sums import sum_registers
from report_kit.ledger.template import xlsx_template
from report_kit.proofread import Finding, Severity
from report_kit.settings import Acceptance, find_settings, read_accepted
from report_kit.widgets.unclear import Unclear, keep_unclear
from report_kit.workspace import StaleRevisionError, Workspace
from report_kit.workspace.trash import discard, discarded, restore

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "ledger" / "data"
NAME = "云岭县清河镇人民政府"
FIRST = datetime(2025, 1, 2, 9, 0, tzinfo=UTC)

TOML = """\
[agency]
name = "云岭县清河镇人民政府"
level = "镇"
superiors = ["云岭县人民政府"]
aliases = ["清河镇党政办公室"]
year = 2024

[rules]
ignore = ["punctuation.half_width"]

[rules.severity]
"spelling.variant" = "hint"

[dictionaries]
words = ["清禾工业园", "岫云茶"]
"""

PROSE = (
    "现行有效规范性文件{{台账.规范性文件.现行有效}}件，全年收到申请{{表三.本年新收.总计}}件，"
    "门户网站公开{{台账.主动公开.渠道.政府网站}}条。"
)


def main() -> None:
    """Make the workspace, and write it and what the kit reads in it beside this file."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "工作区"
        folder.mkdir()
        with time_machine.travel(FIRST, tick=True) as clock:
            write_settings(folder)
            write_registers(folder)
            workspace = Workspace(folder)
            write_reports(workspace, clock)
        read = reading(folder)
        (HERE / "workspace-1.json").write_text(
            json.dumps(read, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
        )
        with zipfile.ZipFile(HERE / "workspace-1.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(folder).as_posix())


def write_settings(folder: Path) -> None:
    """Write the office's settings and what it has accepted, one of them taken back."""
    (folder / "report-kit.toml").write_text(TOML, encoding="utf-8")
    text = "各村要作好信息公开工作，清禾工业园的企业布署了专栏。\n"
    lines = []
    for passage, reason, revoked in (
        ("作好", "原文如此", False),
        ("布署", "引文", False),
        ("布署", "看错了", True),
    ):
        start = text.index(passage)
        found = Finding("spelling.pair", Severity.ERROR, start, start + 2, passage, f"“{passage}”有误")
        lines.append(Acceptance.of(found, text, reason, who="李四", file="讲话.txt", revoked=revoked).line())
    (folder / "report-kit.accepted.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_registers(folder: Path) -> None:
    """Write four registers as CSV and one as a workbook; two were edited, so that versions are kept."""
    registers = folder / "台账"
    registers.mkdir()
    for sample, name in (
        ("zdgk_sample", "主动公开台账"),
        ("gfxwj_sample", "规范性文件台账"),
        ("xzcl_sample", "行政处理与收费月报"),
        ("ysq_full", "依申请公开台账"),
    ):
        shutil.copy(SAMPLES / f"{sample}.csv", registers / f"{name}.csv")
    form = load_schema().registers["fysu"]
    workbook = registers / f"{form.file}.xlsx"
    workbook.write_bytes(xlsx_template(form))
    case = {
        "案号": "FY-2024-01",
        "案件组": "G1",
        "类型": "行政复议",
        "途径": "行政复议",
        "事由": "不予公开",
        "复议机关或法院": "云岭县人民政府",
        "本机关身份": "被申请人",
        "受理日期": "2024-04-10",
        "审结日期": "2024-06-03",
        "结果归类": "结果维持",
    }
    for path, changes in (
        (workbook, [case, {**case, "案号": "FY-2024-02", "案件组": "G2"}]),
        (registers / "规范性文件台账.csv", [{"标题": "清河镇茶园管理办法𠮷", "备注": "新增"}]),
    ):
        keeper = Keeper()
        for number, texts in enumerate(changes):
            book = Book(path, keeper)
            at = {column.label: column.position for column in book.columns}
            book.add(f"n{number}", texts={at[label]: text for label, text in texts.items() if label in at})
            keeper = Keeper()  # another sitting: what was there before is kept
            book._keeper = keeper
            book.save()


def finding(report: Report, passage: str, rule: str, severity: Severity) -> tuple[Finding, str]:
    """Return a finding about the first such passage of a report, and the report's text."""
    text = report.document().text
    start = text.index(passage)
    return Finding(rule, severity, start, start + len(passage), passage, f"“{passage}”有误"), text


def write_reports(workspace: Workspace, clock: Any) -> None:
    """Write five reports, one of them of last year, one thrown away, one thrown away and brought back."""

    def later(minutes: int) -> None:
        clock.shift(timedelta(minutes=minutes))

    workspace.remember("author:jovyan", "张三")
    workspace.remember("author:office", "李 四𠮷")
    workspace.remember("page", '{"zoom": 1.25, "theme": "深色"}')

    # Last year's report, finished.
    last = replace(Report.new(NAME, "镇", 2023), date=date(2024, 1, 15))
    for row, figure in (("new", 3), ("granted", 3), ("done", 3)):
        for column in ("natural", "total"):
            last = last.with_value("table3", row, column, figure)
    last = last.with_section("overview", "全镇认真贯彻落实《条例》。\n主动公开政府信息120条。")
    workspace.create(last, author="王五")
    later(3000)

    # This year's: registers summed into it, prose bound to them, a heading of its own, many revisions.
    sums = sum_registers(open_registers([workspace.folder / "台账"]).registers, 2024)  # type: ignore[operator]
    report = replace(Report.new(NAME, "镇", 2024), tables=sums.tables, figures=sums.figures)
    key = workspace.create(Report.new(NAME, "镇", 2024), author="张三").id
    number = workspace.save(key, report, base=1, author="张三").number
    report = report.with_section("overview.management", PROSE)
    number = workspace.save(key, report, base=number, author="张三").number
    report = replace(
        report,
        headings={"problems": "五、存在的主要问题及改进情况（含整改）"},
        title="云岭县清河镇2024年政府信息公开工作年度报告",
        date=date(2025, 1, 13),
    ).with_value("table2", "fees", "amount", Decimal("12.3450"))
    number = workspace.save(key, report, base=number, author="张三").number
    for step in range(1, 16):
        later(7)
        who = "张三" if step % 3 else "李四"
        prose = "\n".join(f"第{n}次修改：镕喆堃翀旻、☑㎡⑳𠮷野，各村要作好信息公开工作。" for n in range(step))
        number = workspace.save(key, report.with_section("problems", prose), base=number, author=who).number
    report = workspace.load(key).report
    stale = report.with_section("other", "两个人同时改的另一份。")
    try:
        workspace.save(key, stale, base=number - 1, author="李四")
    except StaleRevisionError as error:
        report = error.theirs.report.with_section("other", "合并以后的文字。")
        number = workspace.save(key, report, base=error.theirs.number, author="李四", via=stale).number
    for passage, severity, action, reason in (
        ("作好", Severity.ERROR, "ignore", "引文原文如此"),
        ("镕喆", Severity.HINT, "ignore", ""),
        ("合并", Severity.WARNING, "accept", ""),
        ("作好", Severity.ERROR, "reopen", ""),
        ("各村", Severity.WARNING, "ignore", "专名"),
    ):
        later(1)
        found, text = finding(report, passage, "spelling.pair", severity)
        workspace.decide(key, found, text, action, revision=number, reason=reason, who="李四")  # type: ignore[arg-type]

    # One that was read from a file: three doubts, one of them ticked off.
    later(60)
    east = Report.new("云岭县东山乡人民政府", "乡", 2024).with_section("overview", "导入的文字。")
    imported = workspace.create(east).id
    keep_unclear(
        workspace,
        imported,
        [
            Note("不知道属于哪一部分", "附件：统计表一份 𠮷\n第二行", "第 12 段"),
            Note("这一格读不出数字", "约 3 件", "表三 第 2 行"),
            Note("多余的一张表", "", ""),
        ],
    )
    tick(workspace, imported, 1)
    workspace.save(imported, east.with_section("overview", "改过的文字。"), base=1)

    # One whose doubts are all ticked off.
    bureau = workspace.create(Report.new("云岭县水利局", year=2025), author="赵六").id
    keep_unclear(workspace, bureau, [Note("标题里没有年度", "水利局报告", "标题")])
    tick(workspace, bureau, 0)

    # One in the trash, with revisions, decisions and doubts; and one that came back.
    for agency, back in (("云岭县白石镇人民政府", False), ("云岭县红叶街道办事处", True)):
        later(5)
        gone = Report.new(agency, year=2024).with_section("overview", "建错了的报告，布署不当。")
        gone_key = workspace.create(gone, author="王五").id
        workspace.save(gone_key, gone.with_section("other", "第二版。"), base=1, author="王五")
        found, text = finding(gone, "布署", "spelling.pair", Severity.ERROR)
        workspace.decide(gone_key, found, text, "ignore", revision=2, reason="名称", who="王五")
        keep_unclear(workspace, gone_key, [Note("看不懂的一行", "……", "第 3 段")])
        path = discard(workspace, gone_key)
        if back:
            restore(workspace, path)


def tick(workspace: Workspace, report_id: int, index: int) -> None:
    """Tick a doubt off, as a person does."""
    shown = Unclear(workspace)
    shown.show(report_id)
    shown._received(shown, {"kind": "tick", "index": index, "done": True}, None)


def reading(folder: Path) -> dict[str, Any]:
    """Return all that the kit says of the workspace, as JSON holds it."""
    workspace = Workspace(folder)
    records = workspace.reports()
    registers = open_registers([folder / "台账"]).registers
    with sqlite3.connect(folder / "report-kit.db") as database:
        settings = dict(database.execute("SELECT name, value FROM settings"))
    database.close()
    return {
        "records": [_plain(asdict(record)) for record in records],
        "revisions": {
            record.id: [_revision(revision) for revision in workspace.revisions(record.id)]
            for record in records
        },
        "decisions": {
            record.id: [_plain(asdict(decision)) for decision in workspace.decisions(record.id)]
            for record in records
        },
        "ignored": {record.id: sorted(workspace.ignored(record.id)) for record in records},
        "doubts": {
            record.id: json.loads(workspace.recall(f"unclear:{record.id}") or "[]") for record in records
        },
        "settings": settings,
        "discarded": [
            {
                "file": item.path.name,
                "agency": item.agency,
                "year": item.year,
                "title": item.title,
                "when": item.when.astimezone(UTC).isoformat(),
                "revisions": item.revisions,
                "sha256": hashlib.sha256(item.path.read_bytes()).hexdigest(),
            }
            for item in discarded(workspace)
        ],
        "registers": {
            register.file: [[str(cell) for cell in row.cells.values()] for row in register.rows]
            for register in registers
        },
        "kept": {
            path.name: [kept.name for _, kept in versions(path)]
            for path in sorted((folder / "台账").iterdir())
            if path.is_file()
        },
        "figures": {name: str(value) for name, value in sum_registers(registers, 2024).figures.items()},
        "toml": find_settings(folder).name,
        "accepted": sorted(read_accepted(folder / "report-kit.accepted.jsonl")),
    }


def _revision(revision: Any) -> dict[str, Any]:
    """Return a revision, with the text of its report as it is printed."""
    return _plain(
        {
            "number": revision.number,
            "base": revision.base,
            "sha256": revision.sha256,
            "author": revision.author,
            "saved": revision.saved,
            "printed": len(revision.report.document().text),
        }
    )


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }


if __name__ == "__main__":
    main()

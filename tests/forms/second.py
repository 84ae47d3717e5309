"""Forms as an office writes them: files in its workspace, no Python."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

from report_kit.forms.report import Report

FILES = sorted(Path(__file__).with_name("data").glob("*.yaml"))
AGENCY = "青禾县云岫乡"
FIGURES = {
    "dispute": (2, 40, 38, 4),
    "petition": (0, 9, 9, 0),
    "order": (1, 5, 6, 0),
    "all": (3, 54, 53, 4),
}
COLUMNS = ("before", "new", "done", "left")
PROSE = {
    "lead": "现将2024年平安建设工作情况报告如下。",
    "work": "2024年受理矛盾纠纷{{件数.矛盾纠纷.本年受理}}件。\n平安宣传进村入户。",
    "work.patrol": "组织夜间巡逻120次。",
    "disputes": "调解员每周走访一次。",
    "gaps": "调解力量不足，个别村没有专职调解员。",
    "plan": "2025年为每个村配备一名专职调解员。",
}


def lay_in(workspace: Path) -> Path:
    """Put the forms into a workspace; return the folder that holds them."""
    folder = workspace / "forms"
    folder.mkdir(parents=True, exist_ok=True)
    for file in FILES:
        shutil.copy(file, folder)
    return folder


def filled(year: int = 2024) -> Report:
    """Return a report of the second form that adds up."""
    tables = {"cases": {row: dict(zip(COLUMNS, figures, strict=True)) for row, figures in FIGURES.items()}}
    report = Report.new(AGENCY, "乡", year, "pingan")
    return replace(report, sections=PROSE, tables=tables, date=date(year + 1, 2, 6))


def summary(year: int = 2024) -> Report:
    """Return a report whose sections are the office's own."""
    report = Report.new(AGENCY, "乡", year, "zongjie")
    report = report.with_own_section("（一）农业", "own10", below=True)
    report = report.with_own_section("（二）项目。", "own10", below=True)
    sections = {
        "lead": "现将2024年工作总结如下。",
        "own10": "全乡干部职工共同努力。",
        "own10.10": "粮食总产1.2万吨。\n新建高标准农田800亩。",
        "own10.20": "实施项目12个。",
        "own20": "产业规模小。",
        "own30": "抓好项目落地。",
    }
    return replace(report, sections=sections, date=date(year + 1, 1, 8))

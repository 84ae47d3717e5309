"""An office with its people, and a report that is ready to be signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from report_kit.forms.report import Report
from report_kit.proofread import Proofreader
from report_kit.review.machine import examine
from report_kit.review.people import add_person, set_passphrase
from report_kit.review.signatures import Signature
from report_kit.review.signing import questions_of, review_state, sign
from report_kit.workspace import Workspace

ADMIN = "管理员老周"
PEOPLE = {
    "张三": "撰稿人",
    "李四": "股室负责人",
    "王五": "信息发布单位",
    "赵六": "分管领导",
    "钱七": "主要领导",
}
STEPS = dict(zip(("draft", "office", "unit", "deputy", "chief"), PEOPLE, strict=True))
QUIET = Proofreader(select=["privacy", "secrecy"])
"""Loads next to nothing; what the rules find is tested elsewhere."""


def passphrase_of(name: str) -> str:
    return f"口令-{name[::-1]}-2024"


def staff(workspace: Workspace, people: Mapping[str, str] = PEOPLE) -> None:
    """Register an administrator and the people, each with a role and a passphrase of their own."""
    set_passphrase(workspace, ADMIN, add_person(workspace, ADMIN, "党政办"), passphrase_of(ADMIN))
    for name, roles in people.items():
        code = add_person(
            workspace, name, roles, roles.split("、"), by=ADMIN, passphrase=passphrase_of(ADMIN)
        )
        set_passphrase(workspace, name, code, passphrase_of(name))


def full_report(agency: str = "云岭县清河镇人民政府", year: int = 2024) -> Report:
    """Return a report without anything absent."""
    report = replace(Report.new(agency, year=year), date=date(year + 1, 1, 15))
    for table in report.spec.tables:
        for row, column in table.addresses:
            report = report.with_value(table.id, row, column, 0)
    for section in report.spec.sections:
        if section.required:
            report = report.with_section(section.id, "全镇认真贯彻落实《条例》，主动公开政府信息。")
    return report


def begin(folder: Path) -> tuple[Workspace, int]:
    """Return a workspace with its people and a report."""
    workspace = Workspace(folder)
    staff(workspace)
    return workspace, workspace.create(full_report(), author="张三").id


def put(workspace: Workspace, key: int, step: str, who: str = "", **more: Any) -> Signature:
    """Sign a step as its person does; 同意 with the answers that pass unless told otherwise."""
    revision = workspace.load(key)
    examination = examine(workspace, revision, QUIET)
    found = review_state(workspace, key).chain.step(step)
    questions = questions_of(found, examination) if found else ()
    who = who or STEPS[step]
    given: dict[str, Any] = {
        "who": who,
        "passphrase": passphrase_of(who),
        "revision": revision.number,
        "answers": {question.id: question.passing or "是" for question in questions},
        "examination": examination,
    }
    return sign(workspace, key, step, **given | more)


def sign_all(workspace: Workspace, key: int) -> None:
    for step in STEPS:
        put(workspace, key, step)

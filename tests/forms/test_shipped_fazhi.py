"""法治政府建设年度报告: a whole one is clean, its faults are found, texts of other makes are left alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from report_kit import Context, Proofreader, Report, open_document
from report_kit.document import Document
from report_kit.export import export_report
from report_kit.forms.carry import following
from report_kit.forms.catalogue import load_form
from report_kit.forms.importer import doubts
from report_kit.forms.locate import locate
from report_kit.proofread.findings.finding import Finding, Severity
from tests.forms.shiqiao import AGENCY, PROSE, shiqiao

FORM = load_form("fazhi")
PARTS = [section for section in FORM.sections if section.level == 1]


def check(report: Report) -> list[Finding]:
    return Proofreader().check(report.document(), context=Context(report=report))


def changed(section: str, old: str, new: str) -> Report:
    assert old in PROSE[section]
    return replace(shiqiao(), sections={**PROSE, section: PROSE[section].replace(old, new)})


def test_a_whole_report_is_clean() -> None:
    findings = check(shiqiao())
    assert [(f.rule, f.text) for f in findings if f.severity is not Severity.HINT] == []
    assert [f for f in findings if f.rule in FORM.completeness] == []


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_it_is_recognised_and_read_back(kind: str, tmp_path: Path) -> None:
    document = open_document(export_report(shiqiao(), tmp_path / "报告", [kind])[kind])
    read = Report.from_document(document)
    assert (read.form, doubts(read)) == ("fazhi", ())
    assert read == shiqiao()
    assert [f for f in Proofreader().check(document) if f.severity is not Severity.HINT] == []


def without(section: str) -> str:
    title = FORM.section(section).title
    lines = shiqiao().document().text.split("\n")
    return "\n".join(line for line in lines if line != title)


FAULTS = [
    ("structure.shortcomings", {"shortcomings": "无。"}),
    ("structure.shortcomings", {"shortcomings": ""}),
    ("structure.shortcomings", {"shortcomings": "一是执法力量不足。二是普法的针对性不强。"}),
    ("structure.shortcomings", {"shortcomings": "各项工作按时完成。"}),
    ("structure.first_responsible", {"leaders": ""}),
    ("structure.first_responsible", {"leaders": "全镇干部参加法治培训3期，镇村执法更加规范。"}),
    ("date.plan_year", {"plan": PROSE["plan"].replace("2025年", "2024年")}),
    ("date.plan_year", {"plan": PROSE["plan"].replace("2025年", "2023年")}),
]


@pytest.mark.parametrize(("rule", "prose"), FAULTS)
def test_a_planted_fault_is_found(rule: str, prose: dict[str, str]) -> None:
    found = [f for f in check(replace(shiqiao(), sections={**PROSE, **prose})) if f.rule == rule]
    assert [f.severity for f in found] == [Severity.HINT]  # in preview


@pytest.mark.parametrize("section", [section.id for section in PARTS])
def test_a_missing_part_is_asked_about(section: str) -> None:
    title = FORM.section(section).title
    found = [f for f in Proofreader().check(without(section)) if f.rule == "structure.sections"]
    assert [f.severity for f in found] == [Severity.WARNING]
    assert title in found[0].message
    assert "法治政府建设与责任落实督察工作规定" in found[0].source


def test_the_date_is_held_against_this_forms_day() -> None:
    def told(day: date) -> list[str]:
        findings = check(replace(shiqiao(), date=day))
        return [f.message for f in findings if f.rule == "date.signing"]

    assert told(date(2025, 3, 31)) == []
    assert "2025年3月31日" in told(date(2025, 4, 1))[0]
    assert "还没有到" in told(date(2024, 12, 1))[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("一、推进法治政府建设的主要举措和成效", "一、2024年推进法治政府建设的主要举措和成效"),
        ("二、推进法治政府建设存在的不足和原因", "二、存在的不足和原因"),
        ("四、下一年度推进法治政府建设的主要安排", "四、2025年推进法治政府建设的主要安排"),
    ],
)
def test_headings_may_be_worded_otherwise(old: str, new: str) -> None:
    text = shiqiao().document().text.replace(old, new)
    assert new in text
    assert locate(Document.from_text(text)).form is FORM
    assert [f for f in Proofreader().check(text) if f.severity is not Severity.HINT] == []


@pytest.mark.parametrize(
    "parts",
    [
        ("一、主要举措和成效", "二、存在的不足", "三、下一步打算"),
        ("一、加强组织领导", "二、规范执法行为", "三、存在的问题和打算"),
        ("一、工作情况", "二、存在的问题", "三、原因分析", "四、下一步工作安排", "五、意见和建议"),
    ],
)
def test_a_report_with_parts_of_its_own_is_left_alone(parts: tuple[str, ...]) -> None:
    title = "清水县石桥镇人民政府2024年法治政府建设年度报告"
    text = "\n".join([title, *(line for part in parts for line in (part, "各项工作按时完成。"))])
    assert locate(Document.from_text(text)).form is None
    rules = {f.rule for f in Proofreader().check(text)}
    assert not rules & {*FORM.completeness, "date.signing"}


def test_next_year_begins_empty_in_the_same_form() -> None:
    begun = following(shiqiao())
    assert (begun.report.form, begun.report.year, begun.report.sections) == ("fazhi", 2025, {})
    assert begun.report.signature == AGENCY


def test_the_examples_answer_all_that_is_asked() -> None:
    """Taken as they stand, with figures in their blanks, they make a report in which nothing is missing."""
    prose = {
        section.id: "\n".join(
            question.phrase(2024).replace("××", str(2 + number))
            for number, question in enumerate(section.questions)
            if question.example
        )
        for section in FORM.sections
    }
    findings = check(replace(shiqiao(), sections=prose))
    assert [(f.rule, f.text) for f in findings if f.severity is not Severity.HINT] == []
    assert [f for f in findings if f.rule in FORM.completeness] == []


@pytest.mark.parametrize(
    ("rule", "report"),
    [
        ("date.report_year", replace(shiqiao(), title=f"{AGENCY}2023年法治政府建设年度报告")),
        ("structure.instructions", changed("leaders", "镇党委书记", "××镇党委书记")),
    ],
)
def test_nothing_is_said_on_the_authority_of_another_report(rule: str, report: Report) -> None:
    (found,) = [f for f in check(report) if f.rule == rule]
    assert found.source == FORM.basis

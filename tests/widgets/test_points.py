"""The guidance: who follows it alone ends with a report in which nothing compulsory is missing."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from report_kit import Context, Proofreader, Report, Severity
from report_kit.forms.catalogue import load_form
from report_kit.forms.form import Question
from report_kit.proofread import fingerprint
from report_kit.proofread.checking.rule import Wrong
from report_kit.proofread.rule_registry import all_rules
from report_kit.widgets.drafting.points import Point, Survey, survey
from report_kit.widgets.fields.grid import GridWidget

FORM = load_form()
QUESTIONS = [(section, question) for section in FORM.sections for question in section.questions]
AGENCIES = [
    "云岭县清河镇人民政府",
    "云岭县东山乡人民政府",
    "云岭县西河街道办事处",
    "云岭县人民政府",
    "云岭县水利局",
]
CHECKS = Proofreader(select=FORM.completeness)


def look(report: Report) -> Survey:
    return survey(report, told(report), CHECKS, {})


def told(report: Report) -> Context:
    return Context(report.agency, report.level, report.year, report)


def filled_in(question: Question) -> str:
    """Return what a clerk writes who takes over an example and fills in its blanks."""
    return question.phrase(2024).replace("与××办公室", "与党政办公室").replace("××", "3")


def write(report: Report, section: str, text: str) -> Report:
    return report.with_section(section, report.section(section) + text)


def do(report: Report, point: Point) -> Report:
    """Do what an open point says, as far as the guidance beside it tells how."""
    if point.target == "date":
        return replace(report, date=date(2025, 1, 13))
    if point.target in report.tables:
        grid = GridWidget(FORM.table(point.target), report.tables[point.target], FORM)
        grid.fill_blanks()
        for (row, column), value in grid.read()[0].items():
            report = report.with_value(point.target, row, column, value)
        return report
    questions = FORM.section(point.target).questions
    asked = next((question for question in questions if question.ask == point.text), questions[0])
    return write(report, point.target, filled_in(asked))


def follow(report: Report) -> Report:
    """Go from one open point to the next until none is left."""
    for _ in range(60):
        left = look(report).open
        if not left:
            return report
        report = do(report, left[0])
    raise AssertionError(f"the guidance does not come to an end: {look(report).open}")


@pytest.mark.parametrize("agency", AGENCIES)
def test_who_follows_only_the_guidance_misses_nothing_compulsory(agency: str) -> None:
    begun = Report.new(agency, year=2024)
    assert len(look(begun).open) > 12
    report = follow(begun)
    found = Proofreader(select=["structure", "table", "date"]).check(report.document(), told(report))
    assert [f"{f.rule} {f.message}" for f in found if f.severity is not Severity.HINT] == []
    assert not [f for f in found if f.rule in FORM.completeness]


def leave_out(report: Report) -> Iterator[tuple[str, Report]]:
    """Yield the finished report without one of its parts, and the rule that has to notice."""
    supervision = report.section("overview.supervision")
    for _, question in QUESTIONS:
        if question.rule == "structure.supervision_results":
            text = supervision.replace(filled_in(question), "")
            yield question.rule, report.with_section("overview.supervision", text)
    yield "structure.fee_statement", report.with_section("other", "没有其他需要报告的事项。")
    yield "structure.problems", report.with_section("problems", "无。")
    yield "structure.problems", report.with_section("problems", filled_in(by_about("没有写存在的主要问题")))
    yield "date.period", report.with_section("preamble", "按照规定编制本报告。")
    yield "structure.instructions", write(report, "overview.disclosure", "公开解读××件。")


def by_about(words: str) -> Question:
    return next(question for _, question in QUESTIONS if words in question.about)


def test_the_guidance_and_the_rules_agree_on_what_is_missing() -> None:
    report = follow(Report.new(AGENCIES[0], year=2024))
    cases = list(leave_out(report))
    assert len(cases) == 8
    for rule, without in cases:
        found = Proofreader(select=[rule]).check(without.document(), told(without))
        assert found, rule
        assert look(without).open, rule


@pytest.mark.parametrize(
    "target", ["overview.disclosure", "problems", "other", "table3", "date", "signature"]
)
def test_what_is_taken_away_is_an_open_point_again(target: str) -> None:
    report = follow(Report.new(AGENCIES[0], year=2024))
    if target in report.tables:
        report = report.with_value(target, "granted", "natural", None)
    elif target == "date":
        report = replace(report, date=None)
    elif target == "signature":
        report = replace(report, signature="")
    else:
        report = report.with_section(target, "")
    assert {point.target for point in look(report).open} == {target}


def test_a_table_leads_to_the_cell_that_is_missing_or_wrong() -> None:
    report = follow(Report.new(AGENCIES[0], year=2024))
    (blank,) = look(report.with_value("table3", "partial", "legal", None)).open
    assert (blank.cell, "1 格" in blank.text) == (("partial", "legal"), True)
    broken = look(report.with_value("table4", "cases", "review.upheld", 2)).open
    assert [point.cell for point in broken] == [("cases", "review.total")]
    refused = {"table2": {("fees", "amount"): "“五万”不是数字"}}
    (wrong,) = survey(report, told(report), CHECKS, refused).open
    assert wrong.cell == ("fees", "amount")
    assert wrong.text.endswith("“五万”不是数字")


def test_what_a_person_judged_right_is_not_missing() -> None:
    report = follow(Report.new(AGENCIES[0], year=2024)).with_section("other", "没有其他需要报告的事项。")
    assert [point.target for point in look(report).open] == ["other"]
    document = report.document()
    (finding,) = Proofreader(select=["structure.fee_statement"]).check(document, told(report))
    settled = [fingerprint(finding, document.text)]
    assert survey(report, told(report), CHECKS, {}, settled).open == ()


def test_an_agency_that_is_no_government_need_not_tell_what_governments_must() -> None:
    report = follow(Report.new("云岭县水利局", year=2024))
    assert "追究" not in report.document().text
    found = Proofreader(select=["structure.supervision_results"]).check(report.document(), told(report))
    assert found == []


def test_every_question_can_be_answered_by_its_example() -> None:
    rules = {rule.id: rule for rule in all_rules()}
    assert {*FORM.completeness, *FORM.stale} <= set(rules)
    for section, question in QUESTIONS:
        assert question.example, question.ask
        assert question.words or question.rule, question.ask
        if question.words:
            assert re.search(question.words, filled_in(question)), question.ask
        if question.rule:
            assert question.rule in FORM.completeness
            messages = [
                finding.message
                for example in rules[question.rule].examples()
                if isinstance(example, Wrong)
                for finding in Proofreader(select=[question.rule]).check(example.text, example.context)
            ]
            assert any(re.search(question.about, message) for message in messages), question.ask
        assert section.required or not question.required


def test_the_examples_are_good_official_prose() -> None:
    report = follow(Report.new(AGENCIES[0], year=2024))
    for section in FORM.sections:
        text = "".join(filled_in(question) for question in section.questions)
        report = report.with_section(section.id, text)
    assert report.resolved(strict=True).sections
    found = Proofreader().check(report.document(), told(report))
    assert [f"{f.rule} {f.text} {f.message}" for f in found if f.severity is not Severity.HINT] == []
    assert all(all(answers) for answers in look(report).answered.values())


@pytest.mark.parametrize("place", ["title", "signature"])
def test_a_blank_of_the_model_left_above_or_below_the_text_is_an_open_point(place: str) -> None:
    report = Report.new("云岭县清河镇人民政府", "镇", 2024)
    assert not [point for point in look(report).open if point.target == place]
    left = look(replace(report, **{place: "云岭县××镇2024年政府信息公开工作年度报告"}))
    (point,) = (point for point in left.open if point.target == place)
    assert "××" in point.text

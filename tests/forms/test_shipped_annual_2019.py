"""The form of 2019: reports for 2019 and 2020 are read whole and judged by it, those after by the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from report_kit import Context, Proofreader, Report, open_document
from report_kit.document import Document
from report_kit.export import export_report
from report_kit.forms.carry import following
from report_kit.forms.catalogue import form_for_year, load_form
from report_kit.forms.importer import doubts
from report_kit.forms.locate import locate
from report_kit.forms.values import parse_value
from report_kit.proofread.findings.finding import Finding, Severity
from tests.forms.old_reports import following_2019, old_report, with_cells

FORM = load_form("annual_2019")


def found(text: Document | str, previous: Report | None = None, **known: object) -> list[Finding]:
    context = Context(previous=previous, **known)  # type: ignore[arg-type]
    rules = Proofreader(select=["table", "structure", "date.report_year", "date.period", "consistency"])
    return rules.check(text, context)


def test_the_year_chooses_the_form() -> None:
    assert [form_for_year(year).id for year in (2019, 2020, 2021)] == ["annual_2019"] * 2 + ["annual_2021"]
    assert Report.new("青禾县财政局", year=2020).form == "annual_2019"


@pytest.mark.parametrize("number", range(20))
def test_a_right_report_is_read_whole_and_has_no_errors(number: int, tmp_path: Path) -> None:
    report = old_report(number)
    kind = ("txt", "html", "docx")[number % 3]
    document = open_document(export_report(report, tmp_path / "报告", [kind])[kind])
    read = Report.from_document(document)
    assert (read.form, read.year, doubts(read)) == ("annual_2019", report.year, ())
    assert read == replace(report, level=read.level)
    findings = Proofreader().check(document)
    assert [f for f in findings if f.severity in (Severity.ERROR, Severity.WARNING)] == []


EQUATIONS: dict[str, tuple[str, dict[tuple[str, str], int | None]]] = {
    "T3-row": ("table3", {("granted", "total"): 999, ("done", "total"): None}),
    "T3-sum": ("table3", {("done", "natural"): 999}),
    "T3-id": ("table3", {("new", "natural"): 999}),
    "T3-max": ("table3", {("granted", "legal"): 999, ("partial", "legal"): None}),
    "T3-rest": ("table3", {("carried_out", "legal"): 999, ("done", "legal"): None}),
    "T3-carry": ("table3", {("carried_in", "natural"): 999}),
    "T4-review": ("table4", {("cases", "review.total"): 999}),
    "T4-direct": ("table4", {("cases", "direct.total"): 999}),
    "T4-after": ("table4", {("cases", "after.total"): 999}),
    "T4-carry": ("table4", {("cases", f"{kind}.total"): 0 for kind in ("review", "direct", "after")}),
    "T2-low": ("table2", {("normative", "published"): 999}),
    "T2-last": ("table2", {("penalty", "last_items"): 999}),
    "T2-items": ("table2", {("fees", "change"): -999}),
    "T2-law": ("table2", {("regulations", "public_total"): 6}),
}


def test_every_equation_is_planted() -> None:
    assert set(EQUATIONS) == {equation.id for equation in FORM.equations}


@pytest.mark.parametrize("equation", EQUATIONS)
def test_a_broken_equation_is_found(equation: str) -> None:
    last, now = following_2019()
    before = [f for f in found(now.document(), last, level=now.level) if f.rule == "table.equation"]
    assert [f.message for f in before] == []
    table, changes = EQUATIONS[equation]
    document = with_cells(now, table, changes).document()
    told = [f for f in found(document, last, level=now.level) if f.rule == "table.equation"]
    assert any(equation in f.source.partition("勾稽关系 ")[2].split("、") for f in told)
    assert all("〔2019〕60号" in f.source for f in told)


def text_of(change: Callable[[str], str]) -> str:
    text = old_report(1).document().text
    changed = change(text)
    assert changed != text
    return changed


def without(line: str) -> Callable[[str], str]:
    return lambda text: "\n".join(one for one in text.split("\n") if not one.startswith(line))


def cell(row: str, value: str) -> Callable[[str], str]:
    """Write ``value`` into the first cell of a row."""

    def changed(text: str) -> str:
        lines = text.split("\n")
        at = next(n for n, line in enumerate(lines) if row in line.split("\t"))
        parts = lines[at].split("\t")
        parts[parts.index(row) + 1] = value
        return "\n".join([*lines[:at], "\t".join(parts), *lines[at + 1 :]])

    return changed


FAULTS: list[tuple[str, str, Callable[[str], str]]] = [
    ("行名", "structure.table_form", lambda text: text.replace("其他对外管理服务事项", "其他对外管理事项")),
    *[
        ("部分", "structure.sections", without(section.title))
        for section in FORM.sections
        if section.level == 1
    ],
    ("年份", "date.report_year", lambda text: text.replace("2020年1月1日", "2019年1月1日")),
    ("斜线", "table.cell_value", cell("行政许可", "/")),
    ("文字", "table.cell_value", cell("行政许可", "若干")),
    ("负数", "table.cell_value", cell("行政处罚", "-3")),
    ("小数", "table.cell_value", cell("规范性文件", "2.5")),
    ("金额", "table.cell_value", cell("政府集中采购", "3.5")),
]


@pytest.mark.parametrize(("rule", "change"), [fault[1:] for fault in FAULTS])
def test_a_planted_fault_is_found(rule: str, change: Callable[[str], str]) -> None:
    assert rule not in {f.rule for f in found(old_report(1).document().text)}
    assert rule in {f.rule for f in found(text_of(change))}


ROWS = list(
    dict.fromkeys((table, row) for table in ("table2", "table3") for row, _ in FORM.table(table).addresses)
)


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_a_missing_row_is_found(table: str, row: str) -> None:
    label = next(line.label for (name, _), (line, _) in FORM.table(table).addresses.items() if name == row)
    text = text_of(lambda text: "\n".join(line for line in text.split("\n") if label not in line.split("\t")))
    messages = [f.message for f in found(text) if f.rule == "structure.table_form"]
    assert any(f"“{label}”" in message for message in messages)


def test_a_report_of_2020_is_carried_into_the_next_form() -> None:
    last = old_report(3, 2020)
    begun = following(last)
    assert begun.report.form == "annual_2021"
    assert begun.missing == ()
    for column in ("natural", "other", "total"):
        out = last.value("table3", "carried_out", column)
        assert begun.report.value("table3", "carried_in", column) == out
    wrong = begun.report.with_value("table3", "carried_in", "natural", 999)
    told = [f for f in found(wrong.document(), last) if f.rule == "table.equation"]
    assert any("T3-carry" in f.source for f in told)
    assert [f for f in found(begun.report.document(), last) if f.rule == "table.equation"] == []


def test_old_tables_in_a_report_of_2021_are_still_told() -> None:
    text = old_report(1).document().text.replace("2020", "2022").replace("2021年1月", "2023年1月")
    assert locate(Document.from_text(text)).form is load_form("annual_2021")
    assert any("旧表" in f.message for f in found(text))


def test_what_holds_from_2021_on_is_silent() -> None:
    for number in range(4):
        rules = {f.rule for f in Proofreader().check(old_report(number).document())}
        assert not rules & {"structure.fee_statement", "date.cited_format", "structure.table_form"}


def test_headings_of_2019_were_worded_in_several_ways() -> None:
    text = old_report(1).document().text
    other = text.replace("五、存在的主要问题", "五、政府信息公开工作存在的主要问题")
    assert other != text
    assert [f for f in found(other) if f.rule == "structure.sections"] == []


def test_an_empty_cell_is_a_hint_and_a_mark_an_error() -> None:
    document = with_cells(old_report(1), "table4", {("cases", "review.other"): None}).document()
    (told,) = [f for f in found(document) if f.rule == "table.cell_value"]
    assert told.severity is Severity.HINT


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("+5", "change", 5),
        ("－3", "change", -3),
        ("−3", "change", -3),
        ("减少2项", "change", -2),
        ("增4", "change", 4),
        ("0", "change", 0),
        ("251000元", "money", Decimal("25.1")),
        ("25.1万元", "money", Decimal("25.1")),
        ("25.1万", "money", Decimal("25.1")),
        ("1.2亿元", "money", 12000),
        ("1,251,000元", "money", Decimal("125.1")),
        ("25.1", "money", Decimal("25.1")),
        ("/", "money", None),
    ],
)
def test_cells_as_they_are_written(text: str, kind: str, value: object) -> None:
    assert parse_value(text, kind) == value  # type: ignore[arg-type]

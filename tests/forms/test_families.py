"""Forms that follow one another over the years: each report is read and judged by the one of its year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from report_kit import Report, open_document
from report_kit.errors import ReportError
from report_kit.export import export_report
from report_kit.export.charts import charts_of
from report_kit.forms.carry import earlier_form, following
from report_kit.forms.catalogue import form_for_year, load_form
from report_kit.forms.locate import locate
from tests.forms.second import AGENCY, filled

pytestmark = pytest.mark.usefixtures("pingan")


def old(year: int = 2019) -> Report:
    tables = {
        "cases": {"dispute": {"new": 30, "done": 28, "left": 2}, "order": {"new": 4, "done": 3, "left": 1}}
    }
    sections = dict.fromkeys(("lead", "work", "gaps", "plan"), f"{year}年的情况。")
    report = Report.new(AGENCY, "乡", year, "pingan_old")
    return replace(report, sections=sections, tables=tables, date=date(year + 1, 2, 6))


def test_the_form_of_a_year() -> None:
    assert form_for_year(2019, form="pingan").id == "pingan_old"
    assert (earlier_form(filled(2020)), earlier_form(filled(2021)), earlier_form(old(2010))) == (
        "pingan_old",
        "pingan",
        "",
    )
    with pytest.raises(ReportError) as error:
        Report.new(AGENCY, year=2019, form="pingan")
    assert (error.value.code, "pingan_old" in error.value.remedy) == ("RK-202", True)


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_a_document_is_read_by_the_form_of_its_year(tmp_path: Path, kind: str) -> None:
    for report in (old(), filled()):
        made = export_report(report, tmp_path / report.form, [kind])
        for form in ("", "pingan" if report.form == "pingan" else "pingan_old"):
            read = Report.from_document(open_document(made[kind]), form=form)
            assert (read.form, read.tables, read.notes) == (report.form, report.tables, ())


def test_a_wrong_year_in_the_title_does_not_make_it_another_form() -> None:
    slip = replace(filled(), title="青禾县云岫乡2018年平安建设工作年度报告")
    found = locate(slip.document())
    assert found.form is not None
    assert found.form.id == "pingan"
    # A year that is known otherwise goes before what the text says.
    told = locate(filled().document(), year=2018)
    assert told.form is not None
    assert told.form.id == "pingan_old"


def test_the_first_report_of_the_new_form_takes_over_what_both_have() -> None:
    begun = following(old())
    assert (begun.report.form, begun.report.year) == ("pingan", 2020)
    before = {row: cells["before"] for row, cells in begun.report.tables["cases"].items()}
    assert before == {"dispute": 2, "petition": None, "order": 1, "all": None}
    assert begun.missing == ()


def test_years_of_two_forms_are_compared_where_both_have_figures() -> None:
    years = charts_of(filled(2020), [old()])[1]
    assert years.labels == ("2019年", "2020年")
    # The old form has no line of totals: its bars are nought, and say so.
    assert years.series == (("受理", (0, 54)), ("办结", (0, 53)))


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        ("青禾县云岫乡人民政府2024年政府信息公开工作年度报告", "青禾县云岫乡人民政府"),
        ("2024年江州市人民政府办公室政府信息公开工作年度报告", "江州市人民政府办公室"),
        ("2024 年 江州市 信息公开年报", "江州市"),
        ("2024年政府信息公开工作年度报告", ""),
    ],
)
def test_the_agency_a_title_names_before_the_year_or_behind_it(title: str, agency: str) -> None:
    assert load_form("annual_2021").read_title(title) == (agency, 2024)

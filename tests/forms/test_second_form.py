"""A form written in YAML alone does all that the statutory one does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report_kit import Context, Proofreader, Report, open_document
from report_kit.document import Document
from report_kit.errors import ReportError, ReportKitError
from report_kit.export import FORMATS, export_report
from report_kit.export.charts import charts_of
from report_kit.forms.carry import following
from report_kit.forms.form import Form
from report_kit.forms.importer import doubts
from report_kit.forms.locate import locate
from report_kit.ledger.sums import sum_registers
from tests.forms.second import AGENCY, FIGURES, filled
from tests.ledger.make import sample

pytestmark = pytest.mark.usefixtures("pingan")


def test_a_report_begins_as_its_form_says() -> None:
    report = Report.new(AGENCY, year=2024, form="pingan")
    assert report.title == "青禾县云岫乡2024年平安建设工作年度报告"
    assert report.signature == "青禾县云岫乡平安办"
    assert list(report.tables) == ["cases"]


def test_the_year_is_checked_against_the_reports_own_form() -> None:
    assert Report.new(AGENCY, year=2020, form="pingan").year == 2020
    for year, remedy in ((2019, "pingan_old"), (2031, "2020 到 2030")):
        with pytest.raises(ReportError) as error:
            Report.new(AGENCY, year=year, form="pingan")
        assert (error.value.code, remedy in error.value.remedy) == ("RK-202", True)


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_its_own_exports_are_recognised_and_read_back(tmp_path: Path, kind: str) -> None:
    made = export_report(filled(), tmp_path / "报告", [kind])
    read = Report.from_document(open_document(made[kind]))
    assert replace(read, level="乡") == filled().resolved()
    assert doubts(read) == ()


def test_all_formats_with_charts(tmp_path: Path) -> None:
    last = filled(2023)
    made = export_report(filled(), tmp_path / "报告", FORMATS, charts=True, previous=[last])
    assert set(made) == set(FORMATS)
    assert all(path.stat().st_size for path in made.values())
    kinds, years = charts_of(filled(), [last])
    assert kinds.series == (("件数", (40, 9, 5)),)
    assert (years.labels, years.series) == (("2023年", "2024年"), (("受理", (54, 54)), ("办结", (53, 53))))
    for kind in ("txt", "docx", "html", "pdf"):
        assert Report.from_document(open_document(made[kind])).tables == filled().tables


def test_a_form_without_charts_says_so(pingan: Form, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = filled()
    monkeypatch.setitem(bare.__dict__, "spec", pingan.model_copy(update={"charts": ()}))
    with pytest.raises(ReportKitError) as error:
        charts_of(bare)
    assert (error.value.code, "平安建设工作年度报告没有图解" in error.value.what) == ("RK-510", True)


def test_bound_figures_go_by_the_forms_own_names() -> None:
    assert filled().resolved(strict=True).section("work").startswith("2024年受理矛盾纠纷40件。")
    with pytest.raises(ReportError) as blank:
        filled().with_value("cases", "dispute", "new", None).resolved(strict=True)
    assert (blank.value.code, blank.value.where) == ("RK-812", "件数：矛盾纠纷，本年受理")
    with pytest.raises(ReportError) as none:
        filled().with_section("plan", "共{{表三.本年新收.总计}}件。").resolved(strict=True)
    assert (none.value.code, "件数." in none.value.remedy) == ("RK-811", True)


def test_next_year_begins_with_what_the_form_carries_over() -> None:
    begun = following(filled())
    report = begun.report
    assert (report.form, report.year, report.signature) == ("pingan", 2025, "青禾县云岫乡平安办")
    assert [report.value("cases", row, "before") for row in FIGURES] == [4, 0, 0, 4]
    assert {report.value("cases", row, "new") for row in FIGURES} == {None}
    assert not report.sections
    assert begun.missing == ()
    assert "矛盾纠纷" in begun.carried[0].message


def test_a_form_that_ends_begins_no_report() -> None:
    with pytest.raises(ReportError) as error:
        following(filled(2030))
    assert error.value.code == "RK-202"


def test_the_broken_equation_is_found_and_no_other_form_is_asked_for() -> None:
    proofreader = Proofreader()
    sound = filled()
    assert [
        f for f in proofreader.check(sound.document(), Context(report=sound)) if f.severity == "error"
    ] == []
    wrong = sound.with_value("cases", "dispute", "done", 39)
    found = proofreader.check(wrong.document(), Context(report=wrong))
    assert {finding.rule for finding in found if finding.severity == "error"} == {"table.equation"}
    assert any("上年结转加本年受理，等于本年办结加结转下年" in finding.message for finding in found)
    assert not any("总体情况" in finding.message for finding in found)
    # The same without being told whose report it is.
    assert {f.rule for f in proofreader.check(wrong.document()) if f.severity == "error"} == {
        "table.equation"
    }


def test_what_an_offices_own_form_lays_down_is_not_called_the_law() -> None:
    text = filled().document().text
    (gap,) = [line for line in text.splitlines() if line.startswith("四、")]
    found = Proofreader(select=["structure.sections"]).check(text.replace(f"{gap}\n", ""))
    assert [finding.message.startswith("缺少格式要求的“") for finding in found] == [True]


def test_what_the_registers_come_to_has_no_cell_there(pingan: Form) -> None:
    sums = sum_registers(sample("gfxwj_sample", "ysq_full"), 2024, pingan)
    assert (sums.tables, sums.sources) == ({}, {})
    told = [remark for remark in sums.remarks if remark.rule == "N04"]
    assert [remark.file for remark in told] == ["规范性文件台账", "依申请公开台账"]
    assert "平安建设工作年度报告" in told[0].message
    # Prose can be bound to them all the same.
    assert (
        sums.behind("台账.依申请公开.新收")[0]
        == sum_registers(sample("ysq_full"), 2024).tables["table3"]["new"]["total"]
    )


def test_a_text_of_neither_form_is_recognised_as_none() -> None:
    plain = Document.from_text(
        "关于开展平安建设宣传的通知\n各村：\n一、总体要求\n二、工作安排\n三、有关事项\n"
    )
    found = locate(plain)
    assert (found.form, found.is_report, found.sections) == (None, False, ())


def test_each_document_is_read_by_its_own_form(pingan: Form) -> None:
    annual = Report.new("青禾县云岫乡人民政府", "乡", 2024)
    for report in (annual, filled()):
        found = locate(report.document())
        assert found.form is not None
        assert (found.form.id, found.is_report) == (report.form, True)
        assert found.is_annual_report == (report is annual)
    asked = locate(annual.document(), pingan)
    assert (asked.form, asked.is_report) == (pingan, False)


def test_headings_without_numbers_are_recognised_as_the_form_prints_them(pingan: Form) -> None:
    bare = pingan.model_copy(
        update={
            "id": "bare",
            "sections": tuple(
                section.model_copy(update={"title": section.title.partition("、")[2] or section.title})
                for section in pingan.sections
            ),
        }
    )
    titles = [section.title for section in bare.sections if section.level == 1]
    text = "某乡\n" + "".join(f"{title}\n\u3000\u3000做了一些工作。\n" for title in titles)
    found = locate(Document.from_text(text), among=[bare])
    assert [section.heading for section in found.sections if section.heading] == titles
    assert found.is_report
    fewer = text.replace(titles[0], "另一个标题")
    assert locate(Document.from_text(fewer), among=[bare]).form is None

"""Sections of an office's own: added, renamed, taken out, printed and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from report_kit import Report, open_document
from report_kit.errors import ReportError
from report_kit.export import FORMATS, disassemble, export_report
from report_kit.export.assemble import assemble
from report_kit.forms.carry import following
from report_kit.forms.own import own_sections, renumbered
from tests.forms.second import AGENCY, filled, summary

pytestmark = pytest.mark.usefixtures("pingan")


def headings(report: Report) -> list[str]:
    return [report.heading(name) for name in own_sections(report)]


def test_a_report_begins_with_the_sections_its_form_proposes() -> None:
    report = Report.new(AGENCY, year=2024, form="zongjie")
    assert headings(report) == ["一、主要工作", "二、存在问题", "三、下一年打算"]
    assert report.spec.sections[0].id == "lead"


def test_a_section_is_put_between_others_without_renaming_them() -> None:
    report = summary()
    for number in range(8):  # more than there is room for between two numbers
        report = report.with_own_section(f"一、插入{number}", "own10")
        texts = [report.section(name) for name in own_sections(report)]
        assert [text for text in texts if text] == [t for k, t in summary().sections.items() if k != "lead"]
        assert headings(report)[3] == f"一、插入{number}"
    assert headings(renumbered(report))[3:] == [
        *(f"{'二三四五六七八九'[7 - n]}、插入{n}" for n in reversed(range(8))),
        "十、存在问题",
        "十一、下一年打算",
    ]


def test_numbers_begin_anew_below_a_title_without_one() -> None:
    report = Report.new(AGENCY, year=2024, form="zongjie")
    own = {
        "own10": "一、打算",
        "own10.10": "（一）甲",
        "own20": "其他",
        "own20.10": "（五）乙",
        "own30": "五、丙",
    }
    assert headings(renumbered(replace(report, headings=own))) == [
        "一、打算",
        "（一）甲",
        "其他",
        "（一）乙",
        "二、丙",
    ]


def test_they_stand_behind_the_introduction_when_the_form_does_not_say_where(tmp_path: Path) -> None:
    file = tmp_path / "forms" / "zongjie.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("  after: lead\n", ""), encoding="utf-8")
    assert [s.id for s in summary().spec.sections[:2]] == ["lead", "own10"]
    text = summary().document().text
    assert text.index("现将2024年工作总结如下") < text.index("一、主要工作")


def test_a_section_goes_with_those_below_it() -> None:
    report = renumbered(summary().without_own_section("own10"))
    assert headings(report) == ["一、存在问题", "二、下一年打算"]
    assert list(report.sections) == ["lead", "own20", "own30"]


def test_what_can_not_be_is_refused() -> None:
    for change in (
        lambda: filled().with_own_section("五、其他"),
        lambda: summary().with_own_section("五、其他", "own99"),
        lambda: summary().with_own_section("（三）其他", below=True),
        lambda: summary().without_own_section("lead"),
    ):
        with pytest.raises(ReportError) as error:
            change()
        assert error.value.code == "RK-205"
    with pytest.raises(ReportError) as error:
        summary().with_heading("own10", " ")
    assert error.value.code == "RK-212"


def test_a_stored_report_keeps_them() -> None:
    assert Report.from_json_dict(summary().to_json_dict()) == summary()


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_its_own_exports_are_read_back(tmp_path: Path, kind: str) -> None:
    made = export_report(summary(), tmp_path / "总结", [kind])
    read = Report.from_document(open_document(made[kind]), form="zongjie")
    assert read.notes == ()
    assert replace(read, level="乡") == summary()


def test_all_formats(tmp_path: Path) -> None:
    made = export_report(summary(), tmp_path / "总结", FORMATS)
    assert all(path.stat().st_size for path in made.values())
    assert disassemble(assemble(summary())) == summary()


@pytest.mark.parametrize(("section", "marks"), [("own20", "## 一、"), ("own10.10", "### （一）")])
def test_a_heading_deleted_in_the_notebook_is_asked_for(section: str, marks: str) -> None:
    notebook = assemble(summary())
    (cell,) = [c for c in notebook.cells if c.metadata["report_kit"].get("section") == section]
    heading, _, prose = cell.source.partition("\n\n")
    cell.source = prose
    with pytest.raises(ReportError) as error:
        disassemble(notebook)
    assert error.value.code == "RK-205"
    for words in ("这一部分的标题被删去了", summary().section(section)[:10], marks):
        assert words in str(error.value)
    cell.source = f"{heading}\n\n{prose}"
    assert disassemble(notebook) == summary()


def test_a_section_emptied_in_the_notebook_is_taken_out() -> None:
    notebook = assemble(summary())
    (cell,) = [c for c in notebook.cells if c.metadata["report_kit"].get("section") == "own20"]
    cell.source = ""
    assert disassemble(notebook) == summary().without_own_section("own20")


def test_next_year_begins_with_the_same_sections() -> None:
    report = following(summary()).report
    assert headings(report) == headings(summary())
    assert (report.year, dict(report.sections)) == (2025, {})

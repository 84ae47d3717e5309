"""A report as a plain notebook, and back."""

from __future__ import annotations

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.errors import ExportError
from report_kit.export import assemble, disassemble
from report_kit.export.blocks import Paragraph
from report_kit.export.markdown import escape, parse
from report_kit.forms import Report
from tests.export.samples import SMUGGLED, hostile, report
from tests.forms.strategies import reports

LINE = st.text(
    st.one_of(
        st.sampled_from("#*_`~[](){}<>!|\\$&;:.-+=\"'/ 0123456789ab本年"),
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")),
    ),
    min_size=1,
).filter(lambda text: text == text.strip())


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(reports())
def test_the_trip_loses_nothing_even_through_a_file(original: Report) -> None:
    notebook = assemble(original)
    nbformat.validate(notebook)
    assert disassemble(nbformat.reads(nbformat.writes(notebook), as_version=4)) == original


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(LINE)
def test_escaped_prose_reads_back_as_it_was(line: str) -> None:
    assert parse(escape(line)) == [Paragraph(line)]


@pytest.mark.parametrize(
    "line", [*SMUGGLED, "---", "1. 项", "2) 项", "# 井", "> 引", "+ 加", "a | b", "\\(x\\)", "&amp;lt;"]
)
def test_markup_is_only_text(line: str) -> None:
    assert parse(escape(line)) == [Paragraph(line)]


def test_the_same_report_gives_the_same_notebook() -> None:
    assert nbformat.writes(assemble(report())) == nbformat.writes(assemble(report()))


def test_tables_show_in_any_jupyter() -> None:
    [cell] = [cell for cell in assemble(report()).cells if cell.id == "table3"]
    assert cell.cell_type == "markdown"
    assert cell.source.startswith("<table>")
    assert "\n\n" not in cell.source


def test_an_edited_text_cell_is_read_back() -> None:
    notebook = assemble(report())
    [cell] = [cell for cell in notebook.cells if cell.id == "problems"]
    cell.source = "## 五、存在的主要问题及改进情况\n\n改过的一段。\n按一次回车的一段，**强调**不留记号。"
    assert disassemble(notebook).section("problems") == "改过的一段。\n按一次回车的一段，强调不留记号。"


def test_an_added_text_cell_belongs_to_the_section_before_it() -> None:
    notebook = assemble(report())
    place = next(index for index, cell in enumerate(notebook.cells) if cell.id == "problems")
    notebook.cells.insert(place + 1, nbformat.v4.new_markdown_cell("补充一段。"))
    assert disassemble(notebook).section("problems").endswith("补充一段。")


def test_a_figure_edited_in_the_cell_is_refused_not_lost() -> None:
    notebook = assemble(report())
    [cell] = [cell for cell in notebook.cells if cell.id == "table4"]
    cell.source = cell.source.replace("10000", "99999")
    with pytest.raises(ExportError, match="RK-504"):
        disassemble(notebook)


def test_damaged_data_are_a_coded_error() -> None:
    notebook = assemble(report())
    del notebook.metadata["report_kit"]["year"]
    with pytest.raises(ExportError, match="RK-503"):
        disassemble(notebook)


def test_a_date_that_is_none_is_a_coded_error() -> None:
    notebook = assemble(hostile())
    notebook.cells[-1].source = "明年再说"
    with pytest.raises(ExportError, match="RK-505"):
        disassemble(notebook)

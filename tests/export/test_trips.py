"""A report comes back equal from every format, whatever its form and however odd its prose."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reading.odd import FOLDER, FORMS, odd_reports
from reading.trips import differences, imported, trips
from report_kit.form_folders import working_in
from report_kit.forms import Report


@pytest.fixture(autouse=True)
def forms() -> Iterator[None]:
    """Know the form with two tables in a section."""
    with working_in(FOLDER):
        yield


def changed(report: Report) -> list[str]:
    """Return what any way changes of a report."""
    return [f"{one.way} {one.part}：{one.what}" for one in trips(imported(report))]


def test_one_report_of_each_form() -> None:
    made = odd_reports(len(FORMS), seed=6)
    assert [report.form for report in made] == [form for form, _ in FORMS]
    assert [found for report in made if (found := changed(report))] == []


@pytest.mark.slow
def test_two_hundred_reports() -> None:
    assert [found for report in odd_reports(200, seed=11) if (found := changed(report))] == []


def test_a_difference_is_told() -> None:
    report = odd_reports(1)[0]
    section = next(iter(report.sections))
    other = report.with_section(section, report.section(section) + "多了一句。")
    other = other.with_value("table2", "normative", "issued", 987654)
    told = list(differences(report, other))
    assert {part for part, _ in told} == {"正文", "表格"}
    assert any("多了一句" in what for _, what in told)

"""Report → text → Report loses nothing."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from report_kit import Report, open_document
from tests.forms.strategies import reports

ROUND_TRIPS = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))


@ROUND_TRIPS
@given(reports())
def test_through_a_document(report: Report) -> None:
    assert Report.from_document(report.document(), agency=report.agency) == report


@ROUND_TRIPS
@given(reports())
def test_through_a_text_file(report: Report) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "年报.txt"
        path.write_text(report.document().text, encoding="utf-8", newline="\n")
        assert Report.from_document(open_document(path), agency=report.agency) == report


@ROUND_TRIPS
@given(reports())
def test_through_json(report: Report) -> None:
    assert Report.from_json_dict(report.to_json_dict()) == report


@ROUND_TRIPS
@given(reports())
def test_offsets_lead_back_to_the_prose(report: Report) -> None:
    rendered = report.rendered
    for start, length, section, offset in rendered.pieces:
        place = rendered.place(start, start + length)
        assert place is not None
        assert (place.section, place.start) == (section, offset)
        assert report.section(section)[place.start : place.end] == rendered.document.text[start : start + length]

"""Report → text → Report loses nothing. (Notebook and DOCX: tests/export.)"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, example, given, settings

from report_kit import Report, open_document
from tests.forms.strategies import reports


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    # A failing report prints whole; shrinking two hundred cells takes minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(reports())
@example(Report("青禾县云溪乡人民政府", "乡", 2024, sections={"other": "青禾县云溪乡人民政府"}))
@example(
    Report(
        "青禾县云溪乡人民政府",
        "乡",
        2024,
        sections={"problems": "六、其他需要报告的事项", "other": "青禾县云溪乡人民政府"},
        date=date(2025, 1, 5),
    )
)
def test_nothing_is_lost(report: Report) -> None:
    assert Report.from_json_dict(report.to_json_dict()) == report
    assert Report.from_document(report.document(), agency=report.agency) == report
    with TemporaryDirectory() as folder:
        path = Path(folder) / "年报.txt"
        path.write_text(report.document().text, encoding="utf-8", newline="\n")
        assert Report.from_document(open_document(path), agency=report.agency) == report

    rendered = report.rendered
    for start, length, section, offset in rendered.pieces:
        place = rendered.place(start, start + length)
        assert place is not None
        assert (place.section, place.start) == (section, offset)
        assert (
            report.section(section)[place.start : place.end] == rendered.document.text[start : start + length]
        )

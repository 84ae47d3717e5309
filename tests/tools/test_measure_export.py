"""tools/measure_export.py: it measures what it names, and the page says what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from measure_export import Engine, Figures, engines, measure, page
from report_kit.export import export_report
from tests.export.samples import report


def test_the_page_compares_what_was_measured() -> None:
    ours = Figures(Engine("pdf", "我们的 PDF", ours=True), 1.0, 0.5, 100 * 2**20, 300_000)
    theirs = Figures(Engine("webpdf", "webpdf"), 6.0, 4.0, 500 * 2**20, 1_000_000)
    pages = [
        Figures(Engine("html", "网页", ours=True), 0.5, 0.1, 2**20, 20_000),
        Figures(Engine("html", "lab"), 2.0, 0.2, 2**20, 300_000),
    ]
    text = page([ours, theirs, *pages], 3, (0.1, 0.2), "年报.ipynb")
    assert "| 我们的 PDF | 1.00 | 0.50 | 100 | 300 |" in text
    assert "1/6.0" in text
    assert "1/15.0" in text
    assert "webpdf` 的" not in page([ours, *pages], 3, (0.1, 0.2), "年报.ipynb")


@pytest.mark.slow
def test_an_engine_is_measured(tmp_path: Path) -> None:
    notebook = export_report(report(), tmp_path / "a", ["ipynb"])["ipynb"]
    for engine in engines():
        if engine.name == "html":
            found = measure(engine, notebook, 1)
            assert found.cold > found.warm > 0
            assert found.memory > 10 * 2**20
            assert found.size > 10_000

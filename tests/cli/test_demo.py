"""The demonstration: the whole job, and the mistakes planted in its sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from report_kit.cli.inputs import check_document
from report_kit.demo import SAMPLE, Planted, planted
from report_kit.document import Document, open_document
from report_kit.proofread import Context, Finding, Proofreader, Severity
from tests.cli.conftest import Cli, files

PRODUCTS = {
    "校对结果.txt",
    "校对结果.json",
    "校对结果.html",
    "年度报告.html",
    "年度报告.pdf",
    "年度报告.docx",
    "年度报告.ipynb",
}


@pytest.fixture(scope="module")
def document() -> Document:
    return open_document(SAMPLE)


@pytest.fixture(scope="module")
def findings(document: Document) -> list[Finding]:
    return check_document(
        Proofreader(), document, Context(agency="青禾县云岫乡人民政府", level="乡", year=2024)
    )


def touches(document: Document, finding: Finding, mistake: Planted) -> bool:
    start = document.text.index(mistake.quote)
    return finding.start < start + len(mistake.quote) and start < finding.end


def test_the_list_fits_the_sample(document: Document) -> None:
    for mistake in planted():
        assert document.text.count(mistake.quote) == 1, mistake.quote


@pytest.mark.parametrize("mistake", planted(), ids=lambda mistake: mistake.quote[:12])
def test_planted_mistakes(document: Document, findings: list[Finding], mistake: Planted) -> None:
    hits = [
        finding
        for finding in findings
        if finding.rule.split(".")[0] == mistake.family and touches(document, finding, mistake)
    ]
    assert bool(hits) == mistake.found, "planted.tsv says otherwise: mark it there"


def test_no_error_where_nothing_is_planted(document: Document, findings: list[Finding]) -> None:
    strange = [
        (finding.rule, finding.text)
        for finding in findings
        if finding.severity is Severity.ERROR and not any(touches(document, finding, m) for m in planted())
    ]
    assert strange == []


def test_the_place_is_invented() -> None:
    assert "青禾县云岫乡" in SAMPLE.read_text(encoding="utf-8")


@pytest.mark.slow
def test_demo(cli: Cli, tmp_path: Path) -> None:
    result = cli("demo")
    assert (result.code, result.err) == (0, "")
    assert files(tmp_path / "report-kit-demo") == PRODUCTS
    for line in (tmp_path / "report-kit-demo/校对结果.json").read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["rule"]
    for words in ("错误", "警告", "年度报告.pdf", "report-kit lab"):
        assert words in result.out
    # What the first run left may have been edited since, so the second goes elsewhere.
    assert cli("demo").code == 0
    assert files(tmp_path / "report-kit-demo-2") == PRODUCTS
    assert "RK-609" in cli("demo", "report-kit-demo").err
    assert cli("demo", "report-kit-demo", "--force").code == 0


@pytest.mark.slow
def test_demo_from_a_word_file(cli: Cli, tmp_path: Path) -> None:
    assert cli("export", SAMPLE, "--to", "docx", "--output", "稿").code == 0
    options = ("--agency", "青禾县云岫乡人民政府", "--level", "乡", "--year", "2024")
    result = cli("demo", "出", "--from", "稿/sample.docx", *options)
    assert (result.code, result.err) == (0, "")
    assert files(tmp_path / "出") == PRODUCTS
    found = (tmp_path / "出/校对结果.txt").read_text(encoding="utf-8")
    assert "【全街道】" in found

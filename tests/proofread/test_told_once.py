"""One mistake, one finding: rules that see the same thing do not both tell of it."""

from pathlib import Path

import pytest

from report_kit import open_document
from report_kit.proofread import Context, Proofreader, Severity
from report_kit.proofread.views.sample_report import AGENCY, sample_report

TOWN = Context(agency=AGENCY, level="乡", year=2024)
PERIOD = "统计期限为2024年1月1日至2024年12月31日。"


@pytest.fixture(scope="module")
def proofreader() -> Proofreader:
    return Proofreader()


@pytest.mark.parametrize(
    ("number", "rule"),
    [
        ("国办公开办函〔2019〕60号", "date.cited_format"),
        ("国办公开办函[2019]60号", "date.cited_format"),
        ("国办公开函〔2021〕30号", "term.dictionary"),
        ("国办公开办涵〔2021〕30号", "term.dictionary"),
        ("国办公开办函〔2021〕第30号", "term.document_number"),
        ("国办发〔2021〕30号", "term.document_number"),
        ("国务院令第492号", "term.document_number"),
    ],
)
def test_a_wrong_number_is_told_once(proofreader: Proofreader, number: str, rule: str):
    text = sample_report(preamble=f"按照{number}要求编制本报告，{PERIOD}")
    start = text.index(number)
    found = [f for f in proofreader.check(text, TOWN) if f.start < start + len(number) and start < f.end]
    assert [f.rule for f in found if not f.rule.startswith("punctuation")] == [rule]


def test_a_file_broken_at_every_line_is_one_fault(tmp_path: Path):
    broken = "各站所要对照年初计划逐项检查，切实提高材料报送的质量和数\n\n量，做到按月汇总、按季通报。\n\n"
    path = tmp_path / "hard.txt"
    path.write_text("清水县梨树乡人民政府\n\n" + broken * 8, encoding="utf-8")
    document = open_document(path)
    found = Proofreader(select=["structure.broken_paragraph"]).check(document)
    assert len(document.joins) == 8
    assert len(found) == 1
    assert "全文有 8 处" in found[0].message


@pytest.mark.parametrize(
    "title",
    ["清水县梨树乡政府2024年政府信息公开工作年度报告", "2024年清水县梨树乡政府政府信息公开工作年度报告"],
)
def test_a_short_name_of_the_government_is_no_other_agency(proofreader: Proofreader, title: str):
    text = sample_report().replace(f"{AGENCY}\n2024年政府信息公开工作年度报告\n", title + "\n")
    found = [f for f in proofreader.check(text, TOWN) if f.rule == "name.agency"]
    assert [f.severity for f in found] == [Severity.WARNING]
    assert found[0].fixes[0].replacement == AGENCY

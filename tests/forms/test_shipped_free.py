"""Reports with sections of one's own: chosen, never recognised."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from report_kit import Context, Proofreader, Report, open_document
from report_kit.document import Document
from report_kit.export import export_report
from report_kit.forms.carry import following
from report_kit.forms.importer import doubts
from report_kit.forms.locate import locate
from report_kit.proofread.findings.finding import Severity

AGENCY = "清水县石桥镇人民政府"


def summary() -> Report:
    report = Report.new(AGENCY, year=2024, form="free")
    prose = {
        "preamble": "现将2024年防汛工作情况报告如下。",
        "own10": "修整水渠12公里，检查水库3座。",
        "own20": "个别水渠淤积，排水较慢。",
        "own30": "汛期前完成清淤。",
        "own30.10": "每座水库安排值班人员2名。",
    }
    return replace(
        report,
        title=f"{AGENCY}关于2024年防汛工作情况的报告",
        headings={**report.headings, "own30.10": "（一）值班安排"},
        sections=prose,
        date=date(2025, 1, 8),
    )


def test_it_begins_with_sections_that_can_be_renamed() -> None:
    report = Report.new(AGENCY, year=2024, form="free")
    assert list(report.headings.values()) == ["一、主要工作和成效", "二、存在的问题", "三、下一步打算"]
    changed = report.with_own_section("四、意见和建议", after="own30")
    assert "四、意见和建议" in changed.document().text
    assert "二、存在的问题" not in report.without_own_section("own20").document().text
    assert report.tables == {}


@pytest.mark.parametrize("kind", ["txt", "docx", "html", "pdf"])
def test_it_is_read_back_when_asked_for(kind: str, tmp_path: Path) -> None:
    document = open_document(export_report(summary(), tmp_path / "报告", [kind])[kind])
    assert locate(document).form is None
    read = Report.from_document(document, AGENCY, form="free")
    assert doubts(read) == ()
    assert read == summary()


def test_it_is_clean_and_next_year_keeps_its_titles() -> None:
    report = summary()
    findings = Proofreader().check(report.document(), context=Context(report=report))
    assert [(f.rule, f.text) for f in findings if f.severity is not Severity.HINT] == []
    begun = following(report).report
    assert (begun.headings, begun.sections) == (report.headings, {})


@pytest.mark.parametrize(
    "title",
    [
        "石桥镇2024年工作总结",
        "石桥镇党政办年度工作总结",
        "关于2024年防汛工作情况的报告",
        "关于做好防汛工作的通知",
        "2024年政府工作报告",
    ],
)
def test_a_plain_text_stays_without_a_form(title: str) -> None:
    parts = (
        "一、主要工作和成效",
        "修整水渠12公里。",
        "二、存在的问题",
        "排水较慢。",
        "三、下一步打算",
        "汛前清淤。",
    )
    text = "\n".join([title, *parts])
    located = locate(Document.from_text(text))
    assert (located.form, located.is_report) == (None, False)

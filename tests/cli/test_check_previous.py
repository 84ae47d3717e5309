"""``report-kit check --previous``: last year's report beside this year's."""

from pathlib import Path

import pytest

from report_kit.forms.report import Report
from report_kit.proofread import Context, Proofreader
from report_kit.proofread.views.sample_report import AGENCY, sample_report
from tests.cli.conftest import Cli

ROWS = {"new": 30, "carried_in": 12, "granted": 38, "done": 38, "carried_out": 4}


def test_last_years_report_is_compared(cli: Cli, tmp_path: Path):
    (tmp_path / "今年.txt").write_text(sample_report(table3=ROWS), encoding="utf-8")
    last = sample_report(table3={"carried_out": 13}).replace("2024年", "2023年")
    (tmp_path / "去年.txt").write_text(last, encoding="utf-8")
    check = ("check", "今年.txt", "--select", "table.equation", "--agency", AGENCY, "--year", "2024")
    assert cli(*check).code == 0
    result = cli(*check, "--previous", "去年.txt")
    assert result.code == 1
    assert "上年结转等于上一年度报告" in result.out
    wrong = cli(*check, "--previous", "今年.txt")
    assert wrong.code == 2
    assert "RK-211" in wrong.err


def test_last_years_report_of_another_kind_is_refused(cli: Cli, tmp_path: Path):
    (tmp_path / "今年.txt").write_text(sample_report(table3=ROWS), encoding="utf-8")
    law = Report.new(AGENCY, year=2023, form="fazhi").document().text
    (tmp_path / "法治.txt").write_text(law, encoding="utf-8")
    for more in ((), ("--form", "annual")):
        wrong = cli("check", "今年.txt", "--previous", "法治.txt", *more)
        assert wrong.code == 2
        assert ("RK-207" if more else "RK-214") in wrong.err
        assert "RK-205" not in wrong.err


@pytest.mark.parametrize("form", ["fazhi", "free", "annual_2019"])
def test_rules_go_on_where_last_years_form_lacks_a_section(form: str):
    last = Report.new(AGENCY, year=2020 if form == "annual_2019" else 2023, form=form)
    result = Proofreader().run(sample_report(table3=ROWS), Context(agency=AGENCY, year=2024, previous=last))
    assert result.failures == []


def test_only_data_a_person_must_mend_ends_the_check(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from report_kit.errors import ReportError
    from report_kit.proofread.rules.consistency_repeated_text import RepeatedText

    def broken(*_: object) -> None:
        raise ReportError("RK-205", "格式里没有这个部分")

    monkeypatch.setattr(RepeatedText, "check", broken)
    (tmp_path / "今年.txt").write_text("清河镇通知\n请按时报送。。\n", encoding="utf-8")
    result = cli("check", "今年.txt")
    assert (result.code, "punctuation.repeated" in result.out) == (0, True)
    assert "规则 consistency.repeated_text 出错，已跳过" in result.err

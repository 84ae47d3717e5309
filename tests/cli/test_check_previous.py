"""``report-kit check --previous``: last year's report beside this year's."""

from pathlib import Path

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

"""Working days are those proclaimed; a year that is not known is an error, never plain weekends."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit import ReportKitError
from report_kit.ledger.checking import check_registers
from report_kit.ledger.deadlines import due
from report_kit.ledger.sums import sum_registers
from report_kit.ledger.workdays import UnknownYearError, Workdays
from tests.ledger.make import DATA, register

CALENDAR = Workdays()
DAYS = st.dates(date(2020, 1, 1), date(2025, 6, 30))


def test_the_proclaimed_days_are_those_of_the_sample_file() -> None:
    with (DATA / "workdays.csv").open(encoding="utf-8-sig", newline="") as file:
        told = {line["日期"]: line["类型"] == "上班" for line in csv.DictReader(file)}
    day = date(2023, 1, 1)
    while day < date(2027, 1, 1):
        assert CALENDAR.is_workday(day) == told.get(day.isoformat(), day.weekday() < 5), day
        day += timedelta(1)


@settings(deadline=None)
@given(DAYS, st.integers(1, 60))
def test_counting_there_and_back(start: date, count: int) -> None:
    end = CALENDAR.after(start, count)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.between(start, end) == count
    assert CALENDAR.between(end, start) == -count


def future_year(path: Path, year: int, holidays: int) -> Path:
    days = [date(year, month, day) for month in (1, 2, 4, 5, 10) for day in range(1, 8)]
    rows = [f"{day},放假,节" for day in days if day.weekday() < 5][:holidays]
    path.write_text("日期,类型,说明\n" + "\n".join(rows), encoding="utf-8")
    return path


def test_a_file_of_ones_own_gives_a_year_that_is_lacking(tmp_path: Path) -> None:
    with pytest.raises(UnknownYearError, match="RK-804"):
        CALENDAR.is_workday(date(2035, 1, 9))
    own = Workdays.read(future_year(tmp_path / "放假表.csv", 2035, 20))
    assert not own.is_workday(date(2035, 1, 1))
    assert own.is_workday(date(2035, 1, 9))
    assert not own.is_workday(date(2024, 10, 1)), "the proclaimed years stay known"


def test_a_few_days_do_not_make_a_year_known(tmp_path: Path) -> None:
    own = Workdays.read(future_year(tmp_path / "放假表.csv", 2035, 3))
    with pytest.raises(UnknownYearError):
        own.is_workday(date(2035, 1, 9))


@pytest.mark.parametrize("row", ["2035-02-30,放假", "2035-01-01,也许", "2035-01-01"])
def test_a_bad_row_of_the_file_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "放假表.csv"
    path.write_text(f"日期,类型,说明\n2035-01-02,放假,元旦\n{row}\n", encoding="utf-8")
    with pytest.raises(ReportKitError, match=r"RK-805(.|\n)*第 3 行"):
        Workdays.read(path)


def test_in_an_unknown_year_the_row_is_an_error_and_the_tables_still_sum(tmp_path: Path) -> None:
    found = register(
        tmp_path,
        "ysq",
        {"提交日期": "2036-02-01", "收到日期": "2036-02-02"},
        {"提交日期": "2024-02-01", "收到日期": "2024-02-02", "答复日期": "2024-02-20", "答复类型": "A1"},
    )
    faults = check_registers([found], on=date(2036, 12, 31))
    assert [(f.rule, f.level, f.row) for f in faults] == [("T01", "error", 2)]
    assert "2036" in faults[0].message
    (item,) = due(found.rows, CALENDAR, date(2036, 12, 31))
    assert (item.state, item.last) == ("unknown", None)
    sums = sum_registers([found], 2036)
    assert sums.faults == ()
    assert sums.tables["table3"]["new"]["natural"] == 1

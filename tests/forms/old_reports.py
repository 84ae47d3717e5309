"""Reports for 2019 and 2020, in the form of 2019, that add up; each number gives another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from report_kit.forms.catalogue import load_form
from report_kit.forms.report import Report

PLACES = ("青禾县云溪乡", "江州市石桥镇", "平川区东湖街道", "青禾县财政局", "青禾县")
APPLICANTS = ("natural", "business", "research", "charity", "legal", "other")
KINDS = ("review", "direct", "after")
Cells = dict[str, dict[str, int | Decimal | None]]


def old_report(number: int, year: int = 0) -> Report:
    """Return the report of a number, about ``year``, or 2019 and 2020 by turns."""
    draw = Random(number)
    year = year or 2019 + number % 2
    place = PLACES[number % len(PLACES)]
    agency = place + {"道": "办事处", "局": ""}.get(place[-1], "人民政府")
    table3 = requests(draw)
    new, into, done, out = (table3[row]["total"] for row in ("new", "carried_in", "done", "carried_out"))
    table2 = disclosed(draw)
    normative = table2["normative"]
    prose = {
        "preamble": "按照《中华人民共和国政府信息公开条例》的规定，编制本报告。"
        f"报告中数据的统计期限为{year}年1月1日至{year}年12月31日。",
        "overview.disclosure": f"本年通过政府网站公开信息{draw.randint(20, 90)}条。",
        "overview.requests": f"本年新收政府信息公开申请{new}件，上年结转{into}件，办结{done}件，"
        f"结转下年度{out}件。",
        "overview.management": f"本年新制作规范性文件{normative['issued']}件。",
        "overview.platform": "专栏由办公室维护，每月检查一次。",
        "overview.supervision": "政务公开列入年度工作考核。开展社会评议，评议意见已经答复。"
        "没有因政府信息公开工作被责任追究的情况。",
        "problems": "主要问题：一是公开栏更新不够及时。二是政策解读的形式较少。\n"
        "改进情况：一是公开栏每月检查一次。二是采用图表解读政策。",
        "other": "无。",
    }
    made = Report.new(agency, year=year, form="annual_2019")
    return replace(
        made,
        sections=prose,
        tables={"table2": table2, "table3": table3, "table4": disputes(draw)},
        date=date(year + 1, 1, 20),
    )


def requests(draw: Random) -> Cells:
    """Return 表三: what came in and was carried in is what was done and is carried out, in each column."""
    rows = dict.fromkeys(row for row, _ in load_form("annual_2019").table("table3").addresses)
    results = [row for row in rows if row not in ("new", "carried_in", "done", "carried_out")]
    cells: Cells = {row: dict.fromkeys(APPLICANTS, 0) for row in rows}
    for column in APPLICANTS:
        given = {row: draw.randint(0, 4) for row in draw.sample(results, 5)}
        for row, count in given.items():
            cells[row][column] = count
        done = sum(given.values())
        out = draw.randint(0, 2)
        into = draw.randint(0, min(3, done + out))
        cells["done"][column], cells["carried_out"][column] = done, out
        cells["carried_in"][column], cells["new"][column] = into, done + out - into
    for counts in cells.values():
        counts["total"] = added(counts[column] for column in APPLICANTS)
    return cells


def added(values: Iterable[int | Decimal | None]) -> int:
    """Return the sum of counts."""
    return sum(int(value or 0) for value in values)


def disclosed(draw: Random) -> Cells:
    """Return 表二: files, items with their changes up and down, what was bought."""
    published = draw.randint(0, 9)
    cells: Cells = {
        "regulations": {"issued": 0, "published": 0, "public_total": 0},
        "normative": {
            "issued": draw.randint(0, 9),
            "published": published,
            "public_total": published + draw.randint(0, 90),
        },
        "procurement": {"projects": draw.randint(1, 40), "procured": Decimal(draw.randint(1, 99999)) / 100},
    }
    for row in ("licensing", "services", "penalty", "coercion", "fees"):
        items = draw.randint(0, 60)
        cells[row] = {"last_items": items, "change": draw.randint(-min(items, 9), 9)}
        if row != "fees":
            cells[row]["decisions"] = draw.randint(0, 300)
    return cells


def disputes(draw: Random) -> Cells:
    """Return 表四."""
    row: dict[str, int | Decimal | None] = {}
    for kind in KINDS:
        results = {
            f"{kind}.{result}": draw.randint(0, 3) for result in ("upheld", "corrected", "other", "pending")
        }
        row |= {**results, f"{kind}.total": added(results.values())}
    return {"cases": row}


def with_cells(report: Report, table: str, changes: Mapping[tuple[str, str], int | None]) -> Report:
    """Return a report with some cells of a table changed."""
    for (row, column), value in changes.items():
        report = report.with_value(table, row, column, value)
    return report


def following_2019() -> tuple[Report, Report]:
    """Return reports about 2019 and 2020 of which the second goes on from the first."""
    last, now = old_report(1, 2019), old_report(1, 2020)
    for row in ("licensing", "services", "penalty", "coercion", "fees"):
        items = added(last.value("table2", row, column) for column in ("last_items", "change"))
        change = now.value("table2", row, "change")
        now = with_cells(
            now, "table2", {(row, "last_items"): items, (row, "change"): max(int(change or 0), 0)}
        )
    for column in (*APPLICANTS, "total"):
        into = added([now.value("table3", "carried_in", column)])
        last = last.with_value("table3", "carried_out", column, into)
        done = added([last.value("table3", "done", column)])
        came = added([last.value("table3", "carried_in", column)])
        # What came in anew makes up for it; where that is not enough, more was carried in.
        last = last.with_value("table3", "new", column, max(done + into - came, 0))
        last = last.with_value("table3", "carried_in", column, done + into - max(done + into - came, 0))
    for row in ("new", "carried_in"):
        last = last.with_value(
            "table3", row, "total", added(last.value("table3", row, column) for column in APPLICANTS)
        )
    pending = added(last.value("table4", "cases", f"{kind}.pending") for kind in KINDS)
    if added(now.value("table4", "cases", f"{kind}.total") for kind in KINDS) < pending:
        now = now.with_value("table4", "cases", "review.upheld", pending)
        parts = ("upheld", "corrected", "other", "pending")
        total = added(now.value("table4", "cases", f"review.{part}") for part in parts)
        now = now.with_value("table4", "cases", "review.total", total)
    return last, now

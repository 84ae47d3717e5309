"""A unit's score told line by line, for the terminal and for the panel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from report_kit.assess.month import named, rounded, spelt
from report_kit.assess.ranking import Month, Ranked
from report_kit.assess.scores import cells_of, rate_of
from report_kit.assess.scoring import Deduction
from report_kit.assess.unit_page import basis


def explain(month: Month, unit: str) -> Iterator[str]:
    """Yield how a unit came to its score; raises ``DataError`` ``RK-845``."""
    row = month.row(unit)
    score = row.score
    place = f"第 {row.place} 名，" if row.place else ""
    yield f"{unit} {named(month.month)}：{place}总分 {score.total}，{score.grade}"
    for one in score.indicators:
        if one.value is None:
            yield f"  {one.code} {one.item.label}：不适用"
            continue
        got = rounded(one.worth * one.value)
        yield f"  {one.code} {one.item.label}：{got} / {rounded(one.worth)}　{one.item.formula}　{basis(one)}"
        yield from (
            f"      扣 {rounded(taken.points)}　{_said(taken)}"
            for taken in score.deductions
            if taken.code == one.code
        )
    yield f"  基础分 {rounded(score.base)}，加分 {rounded(score.bonus)}，减分 {rounded(score.malus)}"
    for event in (*score.unit.bonus, *score.unit.malus):
        yield f"      {event.name} {rounded(event.points)}　{event.where}"
    for taken in score.deductions:
        if taken.code == "否决":
            yield f"  否决：扣 {rounded(taken.points)}　{_said(taken)}"


def _said(taken: Deduction) -> str:
    return "　".join(filter(None, (taken.id, taken.problem, f"（{taken.where}）" if taken.where else "")))


def record(month: Month) -> dict[str, Any]:
    """Return a month as plain data."""
    return {
        "month": spelt(month.month),
        "scheme": month.scheme.name,
        "units": [_unit(row) for row in month.rows],
        "silent": [{"unit": one.unit, "months": one.months} for one in month.silent],
        "earlier": [
            {"unit": one.unit, "id": one.id, "problem": one.text, "state": one.state} for one in month.earlier
        ],
        "left_out": list(month.left_out),
    }


def _unit(row: Ranked) -> dict[str, Any]:
    score = row.score
    return {
        **cells_of(row),
        "差错率": rate_of(row),
        "indicators": [
            {
                "code": one.code,
                "label": one.item.label,
                "value": None if one.value is None else str(one.value),
                "worth": str(rounded(one.worth)),
                "figures": {name: str(value) for name, value in one.figures.items()},
            }
            for one in score.indicators
        ],
        "deductions": [
            {
                "code": taken.code,
                "id": taken.id,
                "problem": taken.problem,
                "points": str(rounded(taken.points)),
                "where": taken.where,
            }
            for taken in score.deductions
        ],
    }

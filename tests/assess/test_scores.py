"""Scores: the sample exactly, what a changed scheme changes, and what holds of any figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report_kit.assess import assess, default_scheme
from report_kit.assess.gathering import Material
from report_kit.assess.month import Lack, UnitMonth, before, rounded
from report_kit.assess.ranking import Assessment, Month
from report_kit.assess.scores import score_lines
from report_kit.assess.scoring import score_units
from report_kit.errors import DataError
from report_kit.ledger.sheets import csv_bytes
from tests.assess.make import EXPECTED, changed, event, sample, unit

NOVEMBER = date(2024, 11, 1)
DIMS = ("全面性", "及时性", "准确性")


def totals(month: Month) -> dict[str, Decimal]:
    return {row.unit: row.score.total for row in month.rows}


def of(*units: UnitMonth) -> Month:
    return assess(Material({NOVEMBER: units}), default_scheme()).latest


def test_the_sample_comes_out_byte_for_byte() -> None:
    assessment = sample()
    assert csv_bytes(score_lines(assessment.months, default_scheme())) == EXPECTED.read_bytes()
    assert assessment.notes == ()
    assert [month.left_out for month in assessment.months] == [(), ()]


def test_heavier_grave_mistakes_weigh_on_who_made_one(tmp_path: Path) -> None:
    scheme = changed(tmp_path, (("dims", "准确性", "items", "A1", "weight"), 1))
    old, new = totals(sample().latest), totals(sample(scheme).latest)
    assert {name for name in old if old[name] != new[name]} == {"应急管理办公室", "农业综合服务中心"}


def test_without_the_veto_the_points_stand(tmp_path: Path) -> None:
    assessment = sample(changed(tmp_path, (("veto", "items"), ["伪造发布日期"])))
    assert totals(assessment.latest)["社会事务办公室"] == Decimal("91.80")
    assert any("没有“泄露个人隐私”" in note for note in assessment.notes)


def test_grades_limits_caps_and_ranks_follow_the_scheme(tmp_path: Path) -> None:
    lower = sample(changed(tmp_path, (("grades",), [[75, "甲"], [0, "乙"]]))).months[0]
    assert [row.score.grade for row in lower.rows] == ["甲", "甲", "甲", "甲", "乙"]
    uncapped = sample(changed(tmp_path, (("bonus", "cap"), 0))).latest
    assert totals(uncapped)["党政综合办公室"] == Decimal("100.00")
    strict = sample(changed(tmp_path, (("error_rate", "zero_at"), 2.0))).latest
    assert totals(strict)["应急管理办公室"] < totals(sample().latest)["应急管理办公室"]
    weights = sample(changed(tmp_path, (("error_weight", "一般差错"), 0))).latest
    assert totals(weights)["应急管理办公室"] == Decimal("100.00")
    half = sample(
        changed(tmp_path, (("full_score",), 50), (("veto", "cap"), 29), (("veto", "items"), ["其他"]))
    ).latest
    assert totals(half)["财政所"] == Decimal("40.00")


def test_a_dimension_may_be_left_out_and_one_put_in(tmp_path: Path) -> None:
    gone = sample(
        changed(
            tmp_path,
            (("dims", "准确性"), None),
            (("rank", "tie_break"), []),
            (("rank", "show"), ["单位", "总分"]),
        )
    )
    assert totals(gone.latest)["财政所"] == rounded(Fraction(50 * 100, 70))
    item = {"label": "送审", "weight": 1, "formula": "min(1, 送审篇数/5)"}
    more = sample(changed(tmp_path, (("dims", "主动性"), {"weight": 10, "items": {"Z1": item}})))
    head = score_lines(more.months, more.latest.scheme)[0]
    assert "主动性(10)" in head


def test_equals_share_a_place_and_the_next_is_left_out(tmp_path: Path) -> None:
    units = (unit("甲"), unit("乙", 计入条数=2), unit("丙"), unit("丁", 计入条数=1))
    rows = of(*units).rows
    assert [(row.unit, row.place) for row in rows] == [("甲", 1), ("丙", 1), ("乙", 3), ("丁", 4)]
    dense = changed(tmp_path, (("rank", "method"), "dense"))
    rows = assess(Material({NOVEMBER: units}), dense).latest.rows
    assert [row.place for row in rows] == [1, 1, 2, 3]


def test_equal_totals_are_parted_by_accuracy_first() -> None:
    late, wrong = unit("迟", 按期条数=0, 应办结件=0), unit("错", 一般差错=3)
    rows = of(late, wrong, unit("两")).rows
    assert rows[0].unit == "两"
    same = [replace(row.score, exact=Fraction(80)) for row in rows]
    from report_kit.assess.ranking import _ranked

    parted = _ranked(same, default_scheme(), {})
    accuracy = [row.score.dim("准确性") for row in parted]
    assert accuracy == sorted(accuracy, reverse=True)


def test_groups_are_ranked_apart() -> None:
    village = replace(unit("某村", 计入条数=1), group="B")
    month = of(unit("甲"), village)
    assert [(row.unit, row.place) for row in month.rows] == [("甲", 1), ("某村", 1)]
    assert list(month.groups) == ["内设机构和站所", "村（社区）"]
    assert score_lines([month], default_scheme())[0][1] == "分组"


def test_what_nobody_has_counts_for_nobody_and_what_one_lacks_is_an_error() -> None:
    def without(one: UnitMonth, name: str) -> UnitMonth:
        return replace(one, facts={key: fact for key, fact in one.facts.items() if key != name})

    pair = (unit("甲", 送审篇数=5, 一次通过篇数=1), unit("乙"))
    month = of(*(without(one, "一次通过篇数") for one in pair))
    assert month.left_out == ("A2 一次审核通过率：没有“一次通过篇数”，各单位都不计这一项",)
    assert set(totals(month).values()) == {Decimal("100.00")}
    with pytest.raises(DataError, match="RK-844") as caught:
        of(without(pair[0], "一次通过篇数"), pair[1])
    assert "2024年11月“甲”没有“一次通过篇数”" in str(caught.value)


def test_a_formula_that_cannot_be_worked_out_names_unit_and_formula(tmp_path: Path) -> None:
    scheme = changed(tmp_path, (("dims", "及时性", "items", "T3", "na_if"), "false"))
    with pytest.raises(DataError, match="RK-844") as caught:
        assess(Material({NOVEMBER: (unit("甲"),)}), scheme)
    assert "“应办结件”是 0，不能作除数" in str(caught.value)


def test_who_published_nothing_for_long_is_named() -> None:
    months = {
        before(NOVEMBER, back): (unit("甲"), unit("乙", month=before(NOVEMBER, back), 计入条数=int(back > 2)))
        for back in range(5)
    }
    found = assess(Material(months), default_scheme())
    assert [(one.unit, one.months) for one in found.latest.silent] == [("乙", 3)]
    assert [bool(month.silent) for month in found.months] == [False, False, False, True, True]
    assert assess(Material(months), default_scheme(), 4).latest.silent == ()


figure = st.integers(0, 12)


@st.composite
def units(draw: st.DrawFn) -> list[UnitMonth]:
    made = []
    for number in range(draw(st.integers(1, 5))):
        own = {}
        for part, whole in (
            ("按期条数", "计入条数"),
            ("已公开事项数", "应公开事项数"),
            ("达标栏目数", "责任栏目数"),
            ("按期办结件", "应办结件"),
            ("一次通过篇数", "送审篇数"),
            ("按时整改数", "应整改数"),
        ):
            own[whole] = draw(figure)
            own[part] = draw(st.integers(0, own[whole]))
        own |= {"月任务数": draw(figure), "字数": draw(st.integers(0, 20_000))}
        own |= {
            "一般差错": draw(st.integers(0, 5)),
            "严重差错": draw(st.integers(0, 2)),
            "未关闭E级": draw(st.integers(0, 4)),
        }
        one = unit(f"单位{number}", **own)
        late = own["计入条数"] - own["按期条数"]
        facts = dict(one.facts)
        facts["按期条数"] = replace(
            facts["按期条数"], lacks=tuple(Lack(f"ZD-{k}", "台账", "迟") for k in range(late))
        )
        bonus = tuple(event(draw(st.integers(0, 4))) for _ in range(draw(st.integers(0, 3))))
        malus = tuple(event(draw(st.integers(1, 6))) for _ in range(draw(st.integers(0, 3))))
        vetoes = (event(0),) if draw(st.booleans()) else ()
        made.append(replace(one, facts=facts, bonus=bonus, malus=malus, vetoes=vetoes))
    return made


@settings(max_examples=40)
@given(units())
def test_scores_are_within_bounds_and_every_point_is_told_for(made: list[UnitMonth]) -> None:
    scheme = default_scheme()
    scores, _ = score_units(made, scheme)
    for score in scores:
        assert 0 <= score.base <= 100
        assert 0 <= score.exact <= 105
        assert not score.unit.vetoes or score.exact <= 59
        taken = sum((one.points for one in score.deductions), Fraction(0))
        assert all(one.points >= 0 for one in score.deductions)
        assert 100 + score.bonus - taken == score.exact


@settings(max_examples=40)
@given(units(), st.randoms())
def test_the_order_is_the_same_however_the_units_stand(made: list[UnitMonth], random: object) -> None:
    first = of(*made)
    assert totals(of(*reversed(made))) == totals(first)
    places = {row.unit: row.place for row in first.rows}
    assert {row.unit: row.place for row in of(*reversed(made)).rows} == places
    assert sorted(places.values())[0] == 1  # type: ignore[type-var]
    again: Assessment = assess(Material({NOVEMBER: tuple(made)}), default_scheme())
    assert again.latest.rows == first.rows


@settings(max_examples=40)
@given(units(), st.data())
def test_a_deduction_taken_away_raises_its_unit_alone(made: list[UnitMonth], data: st.DataObject) -> None:
    """Each late piece made good, each event of malus or veto taken away."""
    number = data.draw(st.integers(0, len(made) - 1))
    one = made[number]
    late = one.facts["按期条数"]
    ways = ["malus"] * bool(one.malus) + ["veto"] * bool(one.vetoes) + ["late"] * bool(late.lacks)
    if not ways:
        return
    way = data.draw(st.sampled_from(ways))
    if way == "malus":
        better = replace(one, malus=one.malus[1:])
    elif way == "veto":
        better = replace(one, vetoes=())
    else:
        mended = replace(late, value=late.value + 1, lacks=late.lacks[1:])
        better = replace(one, facts={**one.facts, "按期条数": mended})
    old, _ = score_units(made, default_scheme())
    new, _ = score_units([*made[:number], better, *made[number + 1 :]], default_scheme())
    for place, (was, now) in enumerate(zip(old, new, strict=True)):
        if place != number:
            assert now.exact == was.exact
        else:
            assert now.exact >= was.exact
            code = {"malus": "减分", "veto": "否决", "late": "T1"}[way]
            points = next(taken.points for taken in was.deductions if taken.code == code)
            barred = any(taken.code == "否决" for taken in now.deductions)
            if (
                not barred
                and not was.unit.vetoes
                and sum(e.points for e in was.unit.malus) <= 10
                and was.exact > 0
            ):
                assert now.exact - was.exact == points


@given(st.fractions(-1000, 1000), st.integers(0, 3))
def test_halves_go_up(value: Fraction, places: int) -> None:
    found = rounded(value, places)
    assert abs(Fraction(found) - value) <= Fraction(1, 2 * 10**places)
    assert -found.as_tuple().exponent == places  # type: ignore[operator]
    assert rounded(Fraction(5, 1000)) == Decimal("0.01")
    assert str(rounded(Fraction(-1, 1000))) == "0.00"

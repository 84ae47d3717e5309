"""Two versions of one report put together: what each of two people changed is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from report_kit.forms.report import Report
from report_kit.widgets.common.merge import differences, merged

BASE = Report.new("云岭县清河镇人民政府", "镇", 2024).with_section("overview", "原来的总述。")
NUMBER = {"甲": 1, "乙": 2}
CHANGES: dict[str, Callable[[Report, str], Report]] = {
    "title": lambda report, who: replace(report, title=f"{who}改的标题"),
    "level": lambda report, who: replace(report, level={"甲": "乡", "乙": "街道"}[who]),
    "signature": lambda report, who: replace(report, signature=f"{who}"),
    "date": lambda report, who: replace(report, date=date(2025, 1, {"甲": 6, "乙": 7}[who])),
    "figures": lambda report, who: replace(report, figures={"台账.甲": NUMBER[who]}),
    "section:overview": lambda report, who: report.with_section("overview", f"{who}写的总述。"),
    "section:other": lambda report, who: report.with_section("other", f"{who}写的。"),
    "section:problems": lambda report, who: replace(report, headings={"problems": f"五、{who}"}),
    "table:table2": lambda report, who: report.with_value(
        "table2", "fees", "amount", {"甲": 1, "乙": 2}[who]
    ),
    "table:table3": lambda report, who: report.with_value(
        "table3", "new", "natural", {"甲": 1, "乙": 2}[who]
    ),
}
PARTS = st.sets(st.sampled_from(sorted(CHANGES)))


def changed(parts: set[str], who: str) -> Report:
    report = BASE
    for part in sorted(parts):
        report = CHANGES[part](report, who)
    return report


@given(PARTS, PARTS)
def test_what_each_changed_is_there_and_both_is_a_clash(ours: set[str], others: set[str]) -> None:
    mine, theirs = changed(ours, "甲"), changed(others, "乙")
    found = differences(BASE, mine, theirs)
    assert {part.part for part in found} == ours | others
    assert {part.part for part in found if part.clash} == ours & others
    assert all(part.name and part.mine != part.theirs for part in found)
    suggested = merged(mine, theirs, {part.part: part.suggested for part in found})
    both = changed(others - ours, "乙")
    for part in sorted(ours):
        both = CHANGES[part](both, "甲")
    assert suggested == both
    assert merged(mine, theirs, dict.fromkeys(ours | others, "theirs")) == theirs
    assert merged(mine, theirs, dict.fromkeys(ours | others, "mine")) == mine

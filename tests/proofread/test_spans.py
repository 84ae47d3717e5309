"""Spans looked up in one step say what comparing with each of them says."""

from hypothesis import given
from hypothesis import strategies as st

from report_kit.proofread.findings.choice import choose_edits
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity
from report_kit.proofread.findings.spans import Spans

spans = st.tuples(st.integers(0, 30), st.integers(0, 6)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(spans, max_size=12), spans)
def test_look_ups_agree_with_comparing_each(known: list[tuple[int, int]], asked: tuple[int, int]):
    low, high = asked
    found = Spans(known)
    assert found.cover(low, high) == any(start <= low and high <= end for start, end in known)
    assert found.overlap(low, high) == any(start < high and low < end for start, end in known)


def _meets(first: Edit, second: Edit) -> bool:
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return first.start < second.end and second.start < first.end


@given(st.lists(st.tuples(spans, st.integers(0, 9)), max_size=14))
def test_the_edits_chosen_are_those_that_meet_no_surer_one(made: list[tuple[tuple[int, int], int]]):
    text = "甲" * 40
    findings = [
        Finding(
            rule="wording.x",
            severity=Severity.WARNING,
            start=low,
            end=high,
            text=text[low:high],
            message="",
            fixes=(Fix((Edit(low, high, "乙"),), "safe", "乙"),),
            confidence=sure / 10,
        )
        for (low, high), sure in made
    ]
    expected: list[Edit] = []
    for finding in sorted(findings, key=lambda f: (-f.confidence, f.start)):
        edit = finding.fixes[0].edits[0]
        if not any(_meets(edit, other) for other in expected):
            expected.append(edit)
    assert choose_edits(findings, "safe") == sorted(expected, key=lambda e: (e.start, e.end))

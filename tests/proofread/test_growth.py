"""Work grows with the text, not with its square: counted in calls, which no other job slows down.

``tools/measure_exponents.py`` gives the seconds, of every rule over all patterns.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

import measure_exponents as measure
from report_kit.document import Document
from report_kit.proofread import Proofreader
from report_kit.proofread.checking.budget import Budget, UnfinishedCheck
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.short import MOST, in_short_paragraphs
from report_kit.proofread.findings.spans import Apart
from report_kit.proofread.rule_registry import all_rules
from report_kit.proofread.views.suggestions import weak_suggestions

# What one more character may take of the calls of all before it: 2 is linear, 4 quadratic.
DOUBLE = 2.4


class Count:
    """How many functions, those of the interpreter included, were called."""

    calls = 0

    def add(self, _frame: object, event: str, _argument: object) -> None:
        self.calls += event in ("call", "c_call")


@contextmanager
def counting() -> Iterator[Count]:
    count, before = Count(), sys.getprofile()
    sys.setprofile(count.add)
    try:
        yield count
    finally:
        sys.setprofile(before)


def calls(rule: str, text: str) -> int:
    """Return the calls of a rule on a text."""
    (one,) = Proofreader(select=[rule]).rules
    check = Check(Document.from_text(text), measure.CONTEXT)
    _ = check.form, check.passages, list(check.prose())
    with counting() as count:
        found = list(one.check(check))
    return count.calls - len(found)


@pytest.mark.parametrize(
    ("rule", "pattern", "size"),
    [
        ("punctuation.unpaired", "“", 1500),
        ("punctuation.unpaired", "（", 1500),
        ("punctuation.missing_stop", "。（", 1500),
        pytest.param("number.approximate", "20余条，其中", 9000, marks=pytest.mark.slow),
        pytest.param("number.breakdown", "其中12条，", 9000, marks=pytest.mark.slow),
        ("number.breakdown", "12条,同比,", 9000),
        pytest.param("number.channels", "网站公开12条，", 9000, marks=pytest.mark.slow),
        pytest.param("number.share", "12条，占12%，", 9000, marks=pytest.mark.slow),
        ("number.partition", "优秀5个、良好9个，", 9000),
        ("number.rate", "办结12件，办结率98%，", 9000),
        ("secrecy.mark", "机密★", 3000),
        ("wording.repeated_item", "公开、", 3000),
    ],
)
def test_calls_grow_with_the_text(rule: str, pattern: str, size: int) -> None:
    once, twice = (calls(rule, measure.repeated(pattern, size * factor)) for factor in (1, 2))
    assert twice <= DOUBLE * once + 200


@pytest.mark.slow
@pytest.mark.parametrize("pattern", measure.patterns())
def test_the_work_of_all_rules_grows_with_the_text(pattern: str) -> None:
    proofreader = Proofreader(ignore=["spelling"])

    def work(size: int) -> int:
        document = Document.from_text(measure.repeated(pattern, size))
        with counting() as count:
            proofreader.check(document, measure.CONTEXT)
        return count.calls

    work(3)  # What is read once belongs to no text.
    once, twice = work(1500), work(3000)
    assert twice <= DOUBLE * once + 200


def test_patterns_and_examples_are_there() -> None:
    assert len(measure.patterns()) > 150
    assert len(measure.examples()) > len(all_rules())


@pytest.mark.parametrize("character", ["的", "和", "公", "公开"])
def test_words_said_over_and_over_are_not_weighed_one_by_one(character: str) -> None:
    check = Check(Document.from_text(f"全年{character * 500}。"), measure.CONTEXT)
    assert weak_suggestions(check) == []


def test_a_long_paragraph_is_seen_in_pieces() -> None:
    text = "公开信息，内容完整。" * 2000
    document = in_short_paragraphs(Document.from_text(f"开头。\n{text}\n结尾。"))
    pieces = document.paragraphs
    assert len(pieces) > 4
    assert all(len(piece.text) <= MOST for piece in pieces)
    assert "".join(piece.text for piece in pieces[1:-1]) == text
    assert all(document.text[piece.start : piece.end] == piece.text for piece in pieces)
    assert all(piece.text.endswith("。") for piece in pieces)


def test_a_paragraph_of_no_sentence_is_cut_where_it_must() -> None:
    document = in_short_paragraphs(Document.from_text("公" * (2 * MOST + 1)))
    assert [len(piece.text) for piece in document.paragraphs] == [MOST, MOST, 1]


def test_a_short_document_is_left_as_it_is() -> None:
    document = Document.from_text("公开。\n" * 3000)
    assert in_short_paragraphs(document) is document


def budgeted(
    characters: int = 10**6, seconds: int = 900, rules: Sequence[str] = ("spelling.dictionary",)
) -> Proofreader:
    return Proofreader(select=rules, budget=Budget(characters, seconds))


def test_a_text_beyond_the_budget_is_checked_as_far_as_it_goes() -> None:
    text = "落实布署。\n" * 40
    whole = budgeted().run(text)
    result = budgeted(characters=100).run(text)
    assert [stop.code for stop in result.stopped] == ["RK-118"]
    assert whole.stopped == ()
    assert result.findings == [one for one in whole.findings if one.end <= 95]
    assert 0 < len(result.findings) < len(whole.findings)


def test_one_endless_line_is_checked_as_far_as_it_goes() -> None:
    result = budgeted(characters=100).run("落实布署。" * 40)
    assert [stop.code for stop in result.stopped] == ["RK-118"]
    assert all(finding.end <= 100 for finding in result.findings)
    assert result.findings


def test_time_that_is_up_is_told_with_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from report_kit.proofread.checking import budget

    ticks = iter(range(0, 10_000, 10))
    monkeypatch.setattr(budget.time, "monotonic", lambda: next(ticks))
    result = Proofreader(select=["privacy"], budget=Budget(seconds=25)).run("电话13800000000。")
    (stop,) = result.stopped
    assert stop.code == "RK-119"
    assert "条规则没有查完" in stop.what
    assert "report-kit.toml" in stop.remedy


def test_the_short_way_warns() -> None:
    with pytest.warns(UnfinishedCheck, match="RK-118"):
        budgeted(characters=100).check("公开信息。\n" * 40)


def test_spans_that_share_nothing() -> None:
    apart = Apart()
    assert [apart.add(*span) for span in ((5, 8), (0, 5), (8, 9), (7, 9), (4, 6), (0, 1), (20, 30))] == [
        True, True, True, False, False, False, True,
    ]  # fmt: skip

"""Terms of the work are no slips, and what is written wrong beside or in place of them is."""

from __future__ import annotations

import pytest

from report_kit.proofread import Proofreader
from report_kit.proofread.dictionaries.work_terms import work_term_rows, work_terms

PROOFREADER = Proofreader(select=["spelling"])
FRAMES = ("全镇深入开展{}工作，取得明显成效。", "{}工作得到加强。", "2024年，镇司法所推进{}，落实责任。")
# With the terms left out the speller would change these, in one frame or another.
RARE = ["案卷", "说理式执法", "民转刑", "无讼村", "无讼社区"]


@pytest.mark.parametrize("row", work_term_rows(), ids=lambda row: row["words"].split()[0])
def test_a_row_tells_its_authority_and_is_silent_on_its_example(row: dict[str, str]) -> None:
    assert row["field"]
    assert row["source"]
    assert any(word in row["example"] for word in row["words"].split())
    assert PROOFREADER.check(row["example"]) == []


def test_no_term_is_written_twice() -> None:
    words = [word for row in work_term_rows() for word in row["words"].split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("term", RARE)
def test_a_term_that_is_rare_elsewhere_is_no_slip(term: str) -> None:
    found = {frame: PROOFREADER.check(frame.format(term)) for frame in FRAMES}
    assert not any(found.values())
    # The test is of the terms: it could fail.
    assert term in work_terms().words


def test_a_slip_beside_a_term_is_found() -> None:
    (finding,) = PROOFREADER.check("网格员及时调解矛盾纠纷，作好案卷归档，维护社会稳订。")[-1:]
    assert "订" in finding.text


def test_a_rule_that_knows_is_not_silenced() -> None:
    text = "推进双随机一公开监管。"
    assert [f.rule for f in Proofreader().check(text)] == ["term.dictionary"]

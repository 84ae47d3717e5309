"""Random Chinese text: spans hold their text, fixes change only what they name."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.proofread import Context, Proofreader
from report_kit.proofread.dictionaries.lexicon import lexicon
from report_kit.proofread.findings.choice import choose_edits

PROOFREADER = Proofreader()
CONTEXT = Context(agency="清水县梨树乡人民政府", level="乡", year=2024)
PIECES = [
    *(
        text
        for name in ("spelling", "wording", "term")
        for e in lexicon(name).entries
        for text in e.wrong_examples
    ),
    *"，。；：、！？,.;:!?()（）《》“”‘’\"'〔〕 \t\n",
    "\r\n",
    "\u3000",
    "𠀀𪚥",
    "😀",
    "e\u0301",
    "共73条，其中51条，4条及2条。",
    "１２３",
    "2024年",
    "http://a.cn/?b=1,2",
    "我镇",
    "全街道",
    "一、总体情况",
    "2024年政府信息公开工作年度报告",
    "行政许可\t/\n",
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(PIECES),
        st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), max_size=12),
        st.integers(0, 99999).map(str),
    ),
    max_size=14,
).map("".join)


def over(texts: int) -> settings:
    return settings(
        max_examples=texts, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
    )


@over(150)
@given(TEXTS)
def test_spans_and_fixes(text: str):
    check(text)


@pytest.mark.slow
@over(1000)
@given(TEXTS)
def test_spans_and_fixes_of_a_thousand_texts(text: str):
    check(text)


def check(text: str) -> None:
    result = PROOFREADER.run(text, CONTEXT)
    assert result.failures == []
    for finding in result.findings:
        assert text[finding.start : finding.end] == finding.text
    edits = choose_edits(result.findings, "likely")
    for first, second in pairwise(edits):
        assert first.end <= second.start
    fixed = PROOFREADER.fix(text, context=CONTEXT)
    position, rest = 0, fixed
    for edit in edits:
        kept = text[position : edit.start]
        assert rest.startswith(kept + edit.replacement)
        rest, position = rest[len(kept) + len(edit.replacement) :], edit.end
    assert rest == text[position:]

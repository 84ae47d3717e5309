"""An acceptance holds whatever is done elsewhere, and ends when its passage changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import DataError
from report_kit.proofread import Finding, Severity
from report_kit.settings import Acceptance, Settings, accepted_file, read_accepted, split_accepted
from report_kit.settings.accepted import ACCEPTED_NAME

SENTENCE = "按照上级统一布署开展工作。"
START = SENTENCE.index("布署")
# Any text that is whole sentences or paragraphs.
ELSEWHERE = st.lists(st.tuples(st.text(max_size=30), st.sampled_from("。！？；\n"))).map(
    lambda parts: "".join(text + end for text, end in parts)
)


def found(text: str, sentence_at: int, passage: str = "布署", offset: int = START) -> Finding:
    start = sentence_at + offset
    assert text[start : start + len(passage)] == passage
    return Finding("spelling.dictionary", Severity.ERROR, start, start + len(passage), passage, "应为“部署”")


def holds(finding: Finding, text: str) -> bool:
    """Say whether the acceptance of the finding in the sentence alone holds for this one."""
    acceptance = Acceptance.of(found(SENTENCE, 0), SENTENCE, "引文")
    still, settled = split_accepted([finding], text, {acceptance.fingerprint: acceptance})
    assert len(still) + len(settled) == 1
    return bool(settled)


@given(ELSEWHERE, ELSEWHERE, st.text(max_size=40))
def test_edits_elsewhere_never_drop_it(before: str, after: str, rest: str) -> None:
    text = before + SENTENCE + after + rest
    assert holds(found(text, len(before)), text)


@given(st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_far_end_of_the_sentence_is_elsewhere(before: str, after: str) -> None:
    long = "我乡党委政府高度重视并多次研究，" + SENTENCE[:-1] + "并取得十分明显的成效，受到群众好评"
    text = before + long + after
    finding = found(text, text.index(long, len(before)), offset=16 + START)
    other = found(long, 0, offset=16 + START)
    acceptance = Acceptance.of(other, long, "引文")
    assert split_accepted([finding], text, {acceptance.fingerprint: acceptance})[1]


@given(st.integers(0, len(SENTENCE) - 2), st.characters(categories=["Lo"]), st.booleans())
def test_edits_of_the_passage_always_do(at: int, letter: str, insert: bool) -> None:
    changed = SENTENCE[:at] + letter + SENTENCE[at + (not insert) :]
    if changed == SENTENCE:
        return
    start = START + (insert and at <= START)
    passage = changed[start : start + 2 + (insert and START < at < START + 2)]
    assert not holds(found(changed, 0, passage, start), changed)


def test_another_rule_is_not_covered() -> None:
    acceptance = Acceptance.of(found(SENTENCE, 0), SENTENCE, "引文")
    other = Finding("wording.dictionary", Severity.HINT, START, START + 2, "布署", "")
    assert split_accepted([other], SENTENCE, {acceptance.fingerprint: acceptance}) == ([other], [])


def test_later_lines_win_and_later_fields_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / ACCEPTED_NAME
    assert read_accepted(path) == {}
    finding = found(SENTENCE, 0)
    made = Acceptance.of(finding, SENTENCE, "引文\u2028", who="王敏", file="稿.txt")
    line = made.line().replace("{", '{"new": 1, ', 1)
    path.write_text(f"\ufeff{line}\n\n", encoding="utf-8")
    assert read_accepted(path) == {made.fingerprint: made}
    assert (made.before, made.text, made.after) == ("按照上级统一", "布署", "开展工作")
    undone = Acceptance.of(finding, SENTENCE, "看错了", revoked=True)
    path.write_text(f"{line}\n{undone.line()}\n", encoding="utf-8")
    assert read_accepted(path) == {}


@pytest.mark.parametrize("line", ["{", "[]", "1", '{"rule": "a"}', '{"fingerprint": 1, "rule": "", "x": 2}'])
def test_a_bad_line_is_told(tmp_path: Path, line: str) -> None:
    path = tmp_path / ACCEPTED_NAME
    path.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(DataError, match="RK-345") as caught:
        read_accepted(path)
    assert "第 2 行" in caught.value.where


def test_private_numbers_are_not_written_down() -> None:
    text = "电话13800000000。"
    finding = Finding("privacy.mobile", Severity.ERROR, 2, 13, text[2:13], "手机号码 138****0000")
    line = Acceptance.of(finding, text, "公开的服务电话").line()
    assert "13800000000" not in line
    assert '"电话"' not in line


def test_it_lies_beside_the_settings_or_where_it_was_begun(tmp_path: Path) -> None:
    file = tmp_path / "甲/稿.txt"
    file.parent.mkdir()
    assert accepted_file(Settings(), file) == file.parent / ACCEPTED_NAME
    (tmp_path / ACCEPTED_NAME).touch()
    assert accepted_file(Settings(), file) == tmp_path / ACCEPTED_NAME
    settings = Settings(path=tmp_path / "乙/report-kit.toml")
    assert accepted_file(settings, file) == tmp_path / "乙" / ACCEPTED_NAME

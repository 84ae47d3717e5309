"""Measuring: what kind of slip a pair shows, what counts as right, and the figures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import DataError, InputError
from report_kit.proofread import Edit, Finding, Fix, Severity
from report_kit.proofread.evaluation import (
    Evaluation,
    Kind,
    Pair,
    Score,
    find_files,
    find_slips,
    judge,
    measure,
    peak_memory,
    read_set,
)
from report_kit.proofread.evaluation.calibration import Calibration
from report_kit.proofread.evaluation.mistakes import HEADER, mistakes
from report_kit.proofread.findings.finding import Safety, apply_edits

RIGHT = "按照县委的统一部署，认真落实各项工作。"


def finding(
    text: str,
    start: int,
    end: int,
    new: str | None,
    *,
    severity: Severity = Severity.WARNING,
    confidence: float = 0.8,
    safety: Safety = "likely",
) -> Finding:
    fixes = () if new is None else (Fix((Edit(start, end, new),), safety, new),)
    return Finding("spelling.test", severity, start, end, text[start:end], "", fixes, confidence)


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("制定实施方按。", "制定实施方案。", [("按", "案", Kind.CHARACTER_SAME_SOUND)]),
        ("发辉积极作用。", "发挥积极作用。", [("辉", "挥", Kind.CHARACTER_SAME_SOUND)]),
        ("认真贯策落实。", "认真贯彻落实。", [("策", "彻", Kind.CHARACTER_NEAR_SOUND)]),
        ("己经完成。", "已经完成。", [("己", "已", Kind.CHARACTER_SHAPE)]),
        ("工作第五年。", "工作第九年。", [("五", "九", Kind.CHARACTER_OTHER)]),
        ("形成以是机制。", "形成意识机制。", [("以是", "意识", Kind.WORD_SAME_SOUND)]),
        ("大力发言作风。", "大力发扬作风。", [("言", "扬", Kind.CHARACTER_NEAR_SOUND)]),
        ("坚持特色会主义。", "坚持特色社会主义。", [("", "社", Kind.DROPPED)]),
        ("认真落落实工作。", "认真落实工作。", [("落", "", Kind.DOUBLED)]),
        ("认真落实落实工作。", "认真落实工作。", [("落实", "", Kind.DOUBLED)]),
        ("认真是落实工作。", "认真落实工作。", [("是", "", Kind.EXTRA)]),
        ("认真实落工作。", "认真落实工作。", [("实落", "落实", Kind.SWAPPED)]),
        ("公开信息和。", "信息公开和。", [("公开信息", "信息公开", Kind.SWAPPED)]),
        ("乡镇级级政府的公。", "乡镇级政府的公开。", [("级", "", Kind.DOUBLED), ("", "开", Kind.DROPPED)]),
        (RIGHT, RIGHT, []),
    ],
)
def test_what_went_wrong(source: str, target: str, expected: list[tuple[str, str, Kind]]) -> None:
    assert [(slip.wrong, slip.right, slip.kind) for slip in find_slips(source, target)] == expected


@given(st.text("政府信息公开，", max_size=12), st.text("政府信息公开，", max_size=12))
def test_slips_mended_give_the_target(source: str, target: str) -> None:
    slips = find_slips(source, target)
    assert apply_edits(source, [Edit(s.start, s.end, s.right) for s in slips]) == target
    assert all(source[s.start : s.end] == s.wrong != s.right for s in slips)


def test_a_fix_is_right_wherever_the_doubled_word_is_cut() -> None:
    source, target = "认真落实落实工作。", "认真落实工作。"
    for start in (2, 3, 4):
        own = finding(source, start, start + 2, "")
        assert judge(Pair(source, target, 1), [own]).is_right(own)
    wrong = finding(source, 0, 2, "")
    assert not judge(Pair(source, target, 1), [wrong]).is_right(wrong)


def test_a_fix_may_cover_more_than_the_slip() -> None:
    source = RIGHT.replace("部署", "布署")
    judgement = judge(Pair(source, RIGHT, 1), [finding(source, 5, 9, "统一部署")])
    assert (judgement.output, judgement.corrected) == (RIGHT, {0})


def test_pointed_at_and_mended_are_told_apart() -> None:
    source = RIGHT.replace("部署", "布署").replace("各项", "个项")
    found = [finding(source, 7, 8, "步"), finding(source, 14, 15, "各")]
    assert source[7:9] == "布署"
    assert source[14] == "个"
    judgement = judge(Pair(source, RIGHT, 1), found)
    assert judgement.flagged == {0, 1}
    assert judgement.corrected == {1}
    hint = [finding(source, 7, 8, "部", severity=Severity.HINT, safety="manual")]
    judgement = judge(Pair(source, RIGHT, 1), hint)
    assert (judgement.flagged, judgement.corrected) == (set(), set())
    assert judgement.is_right(hint[0])


def test_the_metric_of_sentences_and_characters() -> None:
    """Three wrong sentences: one mended, one changed wrongly, one missed; one right sentence changed."""
    result = Evaluation()
    for source, target, edits in (
        ("统一布署。", "统一部署。", [(2, 3, "部")]),
        ("统一布署。", "统一部署。", [(2, 3, "步")]),
        ("贯策落实。", "贯彻落实。", []),
        ("贯彻落实。", "贯彻落实。", [(0, 1, "惯")]),
    ):
        result.add(judge(Pair(source, target, 1), [finding(source, *edit) for edit in edits]))
    assert result.sentence_detection == Score(2, 3, 3)
    assert result.sentence_correction == Score(1, 3, 3)
    assert result.character_detection == Score(2, 3, 3)
    assert result.character_correction == Score(1, 3, 3)
    assert (result.flagged.gold, result.flagged.flagged, result.flagged.corrected) == (3, 2, 1)
    assert (result.clean, result.clean_changed, result.alarms_per_10000) == (1, 1, 2000)
    assert Score(1, 3, 4).f1 == pytest.approx(2 / 7 * 100)


def test_alarms_are_counted_by_severity() -> None:
    found = [
        finding(RIGHT, 0, 1, "安", severity=Severity.ERROR),
        finding(RIGHT, 2, 3, None),
        finding(RIGHT, 4, 5, "地", severity=Severity.HINT, safety="manual"),
    ]
    result = measure(lambda _text: found, [Pair(RIGHT, RIGHT, 1)])
    assert result.alarms == 1  # only one fix may be made
    rates = [result.findings_per_10000(severity) * len(RIGHT) / 10_000 for severity in Severity]
    assert rates == pytest.approx([1, 2, 3])


def test_calibration_of_a_confidence_that_is_right_half_the_time() -> None:
    calibration = Calibration()
    source = "统一布署。"
    for new in ("部", "步"):
        own = [finding(source, 2, 3, new, confidence=0.75)]
        calibration.add(judge(Pair(source, "统一部署。", 1), own))
    assert calibration.brier == pytest.approx((0.25**2 + 0.75**2) / 2)
    assert calibration.expected_error == pytest.approx(0.25)
    (only,) = calibration.as_dict()["bins"]  # type: ignore[misc]
    assert only == {"low": 0.7, "high": 0.8, "count": 2, "confidence": 0.75, "right": 0.5}


def test_the_curve_makes_the_fixes_that_are_sure_enough() -> None:
    source = "统一布署。"
    pairs = [Pair(source, "统一部署。", 1), Pair("统一部署。", "统一部署。", 2)]
    found = {
        source: [finding(source, 2, 3, "部", confidence=0.62)],
        "统一部署。": [
            finding("统一部署。", 0, 1, "桶", confidence=0.45, severity=Severity.HINT, safety="manual")
        ],
    }
    result = measure(found.__getitem__, pairs)
    points = {point.threshold: point for point in result.curve}
    assert (points[0.4].correction, points[0.4].alarms) == (Score(1, 2, 1), 1)
    assert (points[0.6].correction, points[0.6].alarms) == (Score(1, 1, 1), 0)
    assert (points[0.65].correction, points[0.65].alarms) == (Score(0, 0, 1), 0)


def test_mistakes_are_told_one_by_one() -> None:
    source = "统一布署，贯策落实，全年五次，个项工作。"
    target = "统一部署，贯彻落实，全年五次，各项工作。"
    found = [
        finding(source, 2, 3, "步", confidence=0.9),
        finding(source, 6, 7, "彻", severity=Severity.HINT, confidence=0.41, safety="manual"),
        finding(source, 10, 12, "全体", severity=Severity.ERROR, confidence=0.95),
    ]
    rows = [m.row().split("\t") for m in mistakes("集.tsv", judge(Pair(source, target, 7), found))]
    assert all(len(row) == len(HEADER) for row in rows)
    told = [(row[1], row[2], row[4], row[5], row[6], row[7], row[8]) for row in rows]
    assert told == [
        ("7", "改错", source.replace("布", "【布】"), "部", "布→步", "警告", "0.90"),
        ("7", "仅提示", source.replace("策", "【策】"), "彻", "策→彻", "提示", "0.41"),
        ("7", "漏报", source.replace("个", "【个】"), "各", "", "", ""),
        ("7", "误报", source.replace("全年", "【全年】"), "全年", "全年→全体", "错误", "0.95"),
    ]


def test_a_text_file_holds_right_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "净.txt").write_text("第一段。\r\n\r\n第二段\x0b完。\r\n", encoding="utf-8", newline="")
    assert read_set(tmp_path / "净.txt") == [
        Pair("第一段。", "第一段。", 1),
        Pair("第二段\x0b完。", "第二段\x0b完。", 3),
    ]


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_text("对。\t对。\n只有一列\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"RK-310(?s:.*)第 2 行"):
        read_set(tmp_path / "a.tsv")


def test_a_folder_stands_for_its_sets(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="RK-107"):
        find_files([str(tmp_path)])
    for name in ("b.tsv", "a.txt", "说明.md"):
        (tmp_path / name).touch()
    assert [path.name for path in find_files([str(tmp_path)])] == ["a.txt", "b.tsv"]
    with pytest.raises(InputError, match="RK-107"):
        find_files([str(tmp_path / "说明.md")])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such figure on Windows")
def test_peak_memory_is_that_of_this_process() -> None:
    before = peak_memory()
    assert before is not None
    assert before > 10_000_000
    block = b"x" * (before + 50_000_000)
    after = peak_memory()
    assert after is not None
    assert after > len(block)

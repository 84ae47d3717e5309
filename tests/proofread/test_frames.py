"""Shapes in the patterns of dictionaries: numbers, gaps, parts of speech."""

from __future__ import annotations

import re
import sys

import pytest

from report_kit.proofread import Proofreader
from report_kit.proofread.dictionaries.entries import COLUMNS, read_entries
from report_kit.proofread.dictionaries.lexicon import Lexicon
from report_kit.proofread.dictionaries.word_classes import expand, fits
from report_kit.proofread.language.tags import (
    SHIPPED_TAGS,
    dictionary_tags,
    is_common,
    tag_of,
    tags_to_bytes,
)
from report_kit.proofread.language.vocabulary import vocabulary


def found(pattern: str, text: str) -> str | None:
    match = re.search(expand(pattern, {"量词": ("次", "个")}), text)
    return match.group() if match and fits(match) else None


@pytest.mark.parametrize(
    ("pattern", "text", "at"),
    [
        ("至少{{间4}}{{数}}{{量词}}以上", "至少检查2次以上", "至少检查2次以上"),
        ("至少{{间4}}{{数}}{{量词}}以上", "至少检查两三次以上", "至少检查两三次以上"),
        ("至少{{间4}}{{数}}{{量词}}以上", "至少，检查2次以上", None),
        ("至少{{间4}}{{数}}{{量词}}以上", "至少全面深入检查2次以上", None),
        ("约{{数}}{{量词}}", "约1.2万次，约三十个", "约1.2万次"),
        ("同比{{百分数}}", "同比12.5%", "同比12.5%"),
        ("同比{{百分数}}", "同比百分之三", "同比百分之三"),
        ("同比{{百分数}}", "同比12.5个", None),
        ("原因{{句12}}造成的", "原因是投入少，管护差造成的", "原因是投入少，管护差造成的"),
        ("原因{{句12}}造成的", "原因不明。管护差造成的", None),
        ("造成{{形}}的。", "造成严重的。", "造成严重的。"),
        ("造成{{形}}的。", "造成后果的。", None),
        ("不得{{动}}、", "不得截留、", "不得截留、"),
        ("不得{{动}}、", "不得群众、", None),
    ],
)
def test_shapes(pattern: str, text: str, at: str | None) -> None:
    assert found(pattern, text) == at


def test_an_unknown_class_is_told() -> None:
    with pytest.raises(ValueError, match="词类"):
        expand("{{没有}}", {})


def test_own_rows_may_use_shapes(tmp_path) -> None:
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "wrong": "/不少于{{间6}}{{数}}{{量词}}以上/",
        "boundary": "any",
        "severity": "warning",
        "safety": "manual",
        "note": "重复",
        "source": "本单位",
        "example_wrong": "不少于培训3次以上。",
        "example_right": "不少于培训3次。",
    }
    path = tmp_path / "wording.tsv"
    path.write_text("\t".join(COLUMNS) + "\n" + "\t".join(row.values()) + "\n", encoding="utf-8")
    assert Lexicon(read_entries(path)).entries[0].where == "wording.tsv:2"
    (finding,) = Proofreader(["wording.dictionary"], dictionaries=[tmp_path]).check("每年不少于培训3次以上。")
    assert finding.text == "不少于培训3次以上"


def test_tags_are_those_of_the_dictionary() -> None:
    assert [tag_of(word) for word in ("服务", "严重", "截留", "后果", "没有这个词")] == [
        "vn",
        "a",
        "v",
        "n",
        "",
    ]
    assert not is_common("王建国")
    assert is_common("建设")
    # The file is what the tool would write.
    assert SHIPPED_TAGS.read_bytes() == tags_to_bytes(vocabulary(), dictionary_tags())


HOSTILE = (
    "以" * 2000,
    "不仅" * 1000,
    "至少" * 1000,
    "对" * 2000 + "进行",
    "在的" * 1000,
    "通过" * 1000,
    "任何单位" * 500,
    "一、" * 1000,
    "王建国、" * 500,
    "县发改局、" * 500 + "等5个单位",
    "《关于政务公开的意见》" * 300,
    "其余" * 1000 + "5个",
    "1." * 1000,
    "2024年1月1日至" * 300,
)
NEW = [
    "wording.frame", "wording.collocation", "number.listed_names", "number.partition", "number.rest",
    "number.points", "number.rate", "number.growth", "number.repeated_figure", "number.announced_points",
    "date.order", "date.weekday", "date.opening_year", "name.two_spellings", "structure.item_numbers",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_text_made_to_be_slow_is_not(text: str) -> None:
    """Twice the text takes about twice the calls, which no other job slows down."""
    reader = Proofreader(select=NEW)
    reader.check("先读词典。")
    once, twice = calls(reader, text), calls(reader, text + "。" + text)
    assert twice < 2.3 * once + 20_000


def calls(reader: Proofreader, text: str) -> int:
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        reader.check(text)
    finally:
        sys.setprofile(before)
    return count

"""Classes of words, kept lists, places and check digits."""

from datetime import date
from pathlib import Path

import pytest

from report_kit.errors import DataError
from report_kit.proofread import Context, Proofreader
from report_kit.proofread.dictionaries.rows import in_force, parse_table
from report_kit.proofread.dictionaries.word_classes import expand, read_word_classes
from report_kit.proofread.language.distance import within
from report_kit.proofread.language.identifiers import is_credit_code, is_identity_number, masked, passes_luhn
from report_kit.proofread.language.places import shipped_places
from report_kit.resources import data_folder


def test_a_class_stands_for_its_words_and_a_mark_for_both_widths():
    assert expand("{{升}}[^，。]，", {"升": ("加强", "提高")}) == "(?:加强|提高)[^，。,][，,]"
    with pytest.raises(ValueError, match="没有名为“无此类”的词类"):
        expand("{{无此类}}", {})


def test_classes_may_hold_others_but_no_word_twice(tmp_path: Path):
    path = tmp_path / "word_classes.tsv"
    path.write_text("name\twords\n甲\t规范 规范性文件\n乙\t{{甲}} 公告\n", encoding="utf-8")
    assert read_word_classes(path)["乙"] == ("规范性文件", "公告", "规范")
    path.write_text("name\twords\n甲\t规范 规范\n", encoding="utf-8")
    with pytest.raises(DataError, match="重复的词规范"):
        read_word_classes(path)


def test_a_table_names_its_bad_row(tmp_path: Path):
    path = tmp_path / "own.tsv"
    path.write_text("name\tpost\n# 说明\n张建图\t县长\n\t书记\n", encoding="utf-8")
    with pytest.raises(DataError) as error:
        parse_table(path, ("name", "post"))
    assert (error.value.code, "第 4 行" in str(error.value)) == ("RK-313", True)
    with pytest.raises(DataError, match="RK-312"):
        parse_table(path, ("name", "title"))


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        ("", "", True),
        ("2024-01-01", "", True),
        ("2025-01-01", "", False),
        ("", "2023-12-31", False),
        ("？", "？", True),
    ],
)
def test_rows_hold_between_their_dates(since: str, until: str, holds: bool):
    assert in_force({"since": since, "until": until}, date(2024, 12, 31)) is holds


def test_places_know_their_superiors():
    places = shipped_places()
    assert places.chain("西安长安区砲里街道办事处") == ("西安市", "长安区", "砲里街道")
    assert places.chain("清水县水利局")[-1] == "水利局"
    county = places.county_of("白坡彝族乡人民政府")
    assert county is not None
    assert places.name(county) == "米易县"
    assert "白坡彝族乡" in places.towns_of(county)
    assert places.county_of("白石镇") is None


def test_check_digits():
    assert is_identity_number("11010519491231002X")
    assert not is_identity_number("110105194912310021")
    assert not is_identity_number("11010519491331002X")
    assert is_credit_code("91350100M000100Y43")
    assert not is_credit_code("91350100M000100Y44")
    assert passes_luhn("6225761234567892")
    assert masked("139 1234 5678", 3, 4) == "139 **** 5678"


def test_distance_is_bounded():
    assert within("行政复义法", "行政复议法", 1)
    assert within("规范计", "规范计划", 1)
    assert not within("行政复议法", "行政诉讼法", 1)


@pytest.mark.parametrize(
    ("file", "row", "reason"),
    [
        ("congress", "2026\t二十\t5\t党的二十届五中全会", "应为数字"),
        ("contradictions", "(实时更新\t更新不及时\t说法矛盾\t甲。\t乙。", "匹配式写得不对"),
        ("stock_sentences", "一句。两句。\t写数字\t例句。", "应为一句话"),
    ],
)
def test_a_bad_row_of_the_offices_own_table_is_told(tmp_path: Path, file: str, row: str, reason: str) -> None:
    header = (data_folder("dictionaries") / f"{file}.tsv").read_text("utf-8").splitlines()[0]
    (tmp_path / f"{file}.tsv").write_text(f"{header}\n\n{row}\n", "utf-8")
    with pytest.raises(DataError, match=reason) as caught:
        Proofreader(select=["date"], dictionaries=[tmp_path]).check("文本")
    assert caught.value.code == "RK-313"
    assert f"{file}.tsv 第 3 行" in str(caught.value)


def test_an_office_adds_a_meeting_of_its_own(tmp_path: Path) -> None:
    header = (data_folder("dictionaries") / "congress.tsv").read_text("utf-8").splitlines()[0]
    text, context = "深入学习党的二十届四中全会精神。", Context(year=2027)
    assert not Proofreader(select=["date.congress"]).check(text, context)
    (tmp_path / "congress.tsv").write_text(f"{header}\n2026\t20\t5\t党的二十届五中全会\n", "utf-8")
    [finding] = Proofreader(select=["date.congress"], dictionaries=[tmp_path]).check(text, context)
    assert "党的二十届五中全会" in finding.message

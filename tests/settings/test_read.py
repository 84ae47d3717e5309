"""``report-kit.toml``: what it may hold, and how each mistake in it is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_kit.errors import DataError
from report_kit.proofread import Severity
from report_kit.settings import Settings, find_settings, make_context, read_settings
from report_kit.settings.keys import KEYS, SEVERITY
from report_kit.settings.read import _line

PAGE = Path(__file__).parents[2] / "docs/配置.md"


def write(folder: Path, text: str) -> Path:
    path = folder / "report-kit.toml"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_the_example_of_the_page(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert example
    settings = read_settings(write(tmp_path, example[1]))
    assert settings.name == "青禾县云岫乡人民政府"
    assert (settings.level, settings.year, settings.deadline) == ("乡", 2024, (1, 20))
    assert settings.superiors == ("青禾县人民政府", "白川市人民政府")
    assert settings.ignore == ("punctuation.half_width",)
    assert settings.severity == {"spelling.variant": Severity.HINT}
    assert settings.words == ("清禾工业园", "岫云茶")


def test_page_and_code_name_the_same_keys() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| \S.* \| \S.* \|$", PAGE.read_text("utf-8"), re.M)
    assert sorted(rows) == sorted([*KEYS, SEVERITY])
    fields = set(Settings.__dataclass_fields__) - {"path"}
    assert fields == {key.partition(".")[2] for key in rows}


def test_found_upwards_and_the_nearest_first(tmp_path: Path) -> None:
    inner = tmp_path / "甲/乙"
    inner.mkdir(parents=True)
    write(tmp_path, "agency.year = 2023")
    assert find_settings(inner / "稿.txt").year == 2023
    write(inner, "agency.year = 2024")
    assert find_settings(inner / "稿.txt").year == 2024
    assert find_settings(tmp_path / "甲/稿.txt").year == 2023


def test_a_key_of_many_parts_is_no_work(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_settings(write(tmp_path, "[agency]\n" + ".".join(["a"] * 20_000) + " = 1"))
    assert caught.value.code == "RK-342"
    assert "第 2 行" in caught.value.where


def test_limits(tmp_path: Path) -> None:
    settings = read_settings(
        write(tmp_path, "[limits]\nfile_size = 2\nread_memory = 800\ncheck_seconds = 60")
    )
    assert (settings.limits.size, settings.limits.memory, settings.limits.seconds) == (2, 800, 120)
    assert (settings.budget.characters, settings.budget.seconds) == (1_000_000, 60)
    for wrong in ("file_size = 0", "read_seconds = 'x'", "check_characters = true"):
        with pytest.raises(DataError, match="RK-344"):
            read_settings(write(tmp_path, f"[limits]\n{wrong}"))


def test_notepads_mark_and_line_ends(tmp_path: Path) -> None:
    path = write(tmp_path, "\ufeff[agency]\r\nname = '云岫乡'\r\n")
    assert read_settings(path).name == "云岫乡"


@pytest.mark.parametrize(
    ("text", "code", "line", "said"),
    [
        ('[agency]\nnmae = "甲"', "RK-343", "2 行，agency.nmae", "您要的是“name”吗"),
        ("\n\n[rule]\nselect = []", "RK-343", "3 行，rule", "您要的是“rules”吗"),
        ('# 说明\nname = "甲乡"', "RK-343", "2 行，name", "它应写在 [agency] 下面"),
        ("[agency]\n\nyear = '2024'", "RK-344", "3 行，agency.year", "整数，如 2024，写的是文字"),
        ("[agency]\nyear = 24", "RK-344", "2 行，agency.year", "24 不是可用的年度"),
        ("[agency]\nyear = true", "RK-344", "2 行，agency.year", "写的是是或否"),
        ("[agency]\nname = 5", "RK-344", "2 行，agency.name", "应为引号里的文字，写的是整数"),
        ("[agency]\nname = ' '", "RK-344", "2 行，agency.name", "不能是空的"),
        ("[agency]\nlevel = '相'", "RK-344", "2 行，agency.level", "没有“相”这个层级"),
        ("[agency]\ndeadline = '02-30'", "RK-344", "2 行，agency.deadline", "“02-30”不是日期"),
        ("[agency]\nsuperiors = '甲县'", "RK-344", "2 行，agency.superiors", "方括号里的一组文字"),
        ("[agency]\naliases = [\n '甲',\n 7]", "RK-344", "2 行，agency.aliases", "第 2 项应为引号里的文字"),
        ("agency = 'x'", "RK-344", "1 行，agency", "单独一行 [agency]"),
        ("[rules]\nignore = ['speling']", "RK-344", "2 行，rules.ignore", "您要的是“spelling”吗"),
        (
            "[rules]\nselect = ['spelling.dictionry']",
            "RK-344",
            "2 行，rules.select",
            "您要的是“spelling.dictionary”吗",
        ),
        ("[rules]\nseverity = 'error'", "RK-344", "2 行，rules.severity", "单独一行 [rules.severity]"),
        (
            "[rules.severity]\nspelling = '警告'\n'name.agency' = 'fatal'",
            "RK-344",
            "3 行，rules.severity.name.agency",
            "没有“fatal”这个级别，可用的有：error、错误",
        ),
        (
            "[rules.severity]\nname.agency = 'fatal'",
            "RK-344",
            "2 行，rules.severity.name.agency",
            "没有“fatal”这个级别",
        ),
        (
            "[rules.severity]\nnoise = 'error'",
            "RK-344",
            "2 行，rules.severity.noise",
            "没有名为“noise”的规则",
        ),
        ("[dictionaries]\nfolder = '没有'", "RK-344", "2 行，dictionaries.folder", "没有这个文件夹"),
        ("[dictionaries]\nwords = ['字']", "RK-344", "2 行，dictionaries.words", "至少要有两个字"),
        ("[agency]\nname = “甲乡”", "RK-342", "2 行：name = “甲乡”", "全角的 “ ，引号"),
        ("[agency]\nname = 甲乡", "RK-342", "2 行：name = 甲乡", "文字要放在半角引号里"),
        ("[agency]\nyear = 2024\nyear = 2023", "RK-342", "3 行：year = 2023", "同一项写了两次"),
        ("[agency]\nname = '甲", "RK-342", "2 行", "引号没有成对"),
        ("[agency\nyear = 2024", "RK-342", "1 行", "半角方括号"),
        ("[agency]\nname '甲'", "RK-342", "2 行", "半角等号"),
    ],
)
def test_mistakes_are_told_with_line_key_and_reason(
    tmp_path: Path, text: str, code: str, line: str, said: str
) -> None:
    for written in (text, text.replace("\n", "\r\n")):
        path = write(tmp_path, written)
        with pytest.raises(DataError) as caught:
            read_settings(path)
        assert caught.value.code == code
        assert f"{path} 第 {line}" in caught.value.where
        assert said in caught.value.what
        assert "docs/配置.md" in caught.value.remedy


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "report-kit.toml"
    for make in (lambda: None, lambda: path.write_bytes("[agency]\nname='甲乡'".encode("gbk"))):
        make()
        with pytest.raises(DataError, match="RK-341"):
            read_settings(path)


@given(st.lists(st.sampled_from(["", "# 注", "a1 = 1", 'a2 = """\nb = 1\n"""', "a3 = [\n1,\n2]", "[t1]"])))
def test_the_line_of_a_key_is_where_its_statement_begins(before: list[str]) -> None:
    seen: set[str] = set()
    parts = [p for p in before if ("=" not in p and "[" not in p) or not (p in seen or seen.add(p))]  # type: ignore[func-returns-value]
    lines = "\n".join([*parts, "[agency]", "", "name = 1"])
    assert _line(lines, ("agency", "name")) == len(lines.split("\n"))


def test_the_profile_of_one_agency_is_not_lent_to_another() -> None:
    settings = Settings(name="青禾县云岫乡人民政府", level="乡", superiors=("青禾县人民政府",), year=2024)
    own, other = make_context(settings), make_context(settings, agency="白石镇人民政府")
    assert (own.agency, own.level, own.superiors) == (settings.name, "乡", ("青禾县人民政府",))
    assert (other.agency, other.level, other.superiors, other.year) == ("白石镇人民政府", "镇", (), 2024)

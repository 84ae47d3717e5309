"""Dictionary files: a bad row is named by file, line and reason."""

from pathlib import Path

import pytest

from report_kit.document import Document
from report_kit.errors import DataError
from report_kit.proofread import Check, Context
from report_kit.proofread.dictionaries.entries import COLUMNS, read_entries
from report_kit.proofread.dictionaries.lexicon import Lexicon, load_lexicon
from report_kit.resources import data_folder

GOOD = ["布署", "部署", "word", "", "", "error", "safe", "错字", "词典", "统一布署工作。", "统一部署工作。"]


def write(folder: Path, *rows: list[str], header: tuple[str, ...] = COLUMNS) -> Path:
    lines = ["\t".join(header), *("\t".join(row) for row in rows)]
    (folder / "own.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def row(**changes: str) -> list[str]:
    return [changes.get(column, value) for column, value in zip(COLUMNS, GOOD, strict=True)]


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str | None]]:
    check = Check(Document.from_text(text), Context())
    return [(text[hit.start : hit.end], hit.replacement) for hit in lexicon.hits(check)]


def test_entries_of_several_folders_are_joined(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    write(tmp_path / "a", GOOD)
    other = row(wrong="按装", right="安装", example_wrong="按装设备。", example_right="安装设备。")
    write(tmp_path / "b", other)
    lexicon = load_lexicon("own", (tmp_path / "a", tmp_path / "b", tmp_path / "none"))
    assert found(lexicon, "布署按装工作") == [("布署", "部署"), ("按装", "安装")]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"wrong": ""}, "wrong 不能为空"),
        ({"wrong": "布"}, "至少要有两个字"),
        ({"right": "布署"}, "相同"),
        ({"severity": "fatal"}, "severity"),
        ({"safety": "sure"}, "safety"),
        ({"boundary": "line"}, "boundary"),
        ({"requires": "near:工作"}, "位置"),
        ({"requires": "after:(工作"}, "missing"),
        ({"note": ""}, "note 不能为空"),
        ({"example_wrong": "统一部署工作。"}, "没有这个错误"),
        ({"wrong": "/(布|按)署/"}, "固定汉字"),
    ],
)
def test_bad_rows_are_named(tmp_path: Path, bad: dict[str, str], reason: str):
    write(tmp_path, GOOD, row(**bad))
    with pytest.raises(DataError) as error:
        load_lexicon("own", (tmp_path,))
    assert error.value.code == "RK-313"
    assert "own.tsv 第 3 行" in str(error.value)
    assert reason in str(error.value)


def test_doubled_and_short_rows(tmp_path: Path):
    write(tmp_path, GOOD, GOOD)
    with pytest.raises(DataError, match="重复"):
        load_lexicon("own", (tmp_path,))
    write(tmp_path, GOOD[:-1])
    with pytest.raises(DataError, match="应有 11 列，实有 10 列"):
        load_lexicon("own", (tmp_path,))


def test_header_and_encoding(tmp_path: Path):
    write(tmp_path, GOOD, header=COLUMNS[1:])
    with pytest.raises(DataError, match="RK-312"):
        load_lexicon("own", (tmp_path,))
    (tmp_path / "own.tsv").write_bytes("布署".encode("gb18030"))
    with pytest.raises(DataError, match="RK-311"):
        load_lexicon("own", (tmp_path,))


def test_conditions_look_where_they_say(tmp_path: Path):
    write(
        tmp_path,
        row(
            wrong="切除",
            right="剔除",
            requires="clause:冗余 && after:[^，]{0,4}条目",
            forbids="sentence:手术",
            example_wrong="切除冗余条目。",
            example_right="剔除冗余条目。",
        ),
    )
    lexicon = load_lexicon("own", (tmp_path,))
    assert found(lexicon, "切除冗余条目") == [("切除", "剔除")]
    assert found(lexicon, "切除条目，冗余很多") == []
    assert found(lexicon, "手术中，切除冗余条目") == []
    assert found(lexicon, "手术。切除冗余条目") == [("切除", "剔除")]


def test_a_pattern_may_quote_its_groups(tmp_path: Path):
    wrong = row(
        wrong="/(群众|居民)反应(问题|意见)/",
        right=r"\1反映\2",
        example_wrong="群众反应问题。",
        example_right="群众反映问题。",
    )
    write(tmp_path, wrong)
    text = "居民反应意见，群众反应问题"
    assert found(load_lexicon("own", (tmp_path,)), text) == [
        ("居民反应意见", "居民反映意见"),
        ("群众反应问题", "群众反映问题"),
    ]


def test_cells_are_read_and_named():
    from report_kit.proofread import Proofreader

    text = "项目\t说明\n网站\t统一布署\n"
    (finding,) = Proofreader(select=["spelling"]).check(text)
    assert (finding.text, finding.cell, finding.paragraph) == ("布署", ("网站", "说明"), None)


SHIPPED = sorted(
    path
    for path in data_folder("dictionaries").glob("*.tsv")
    if tuple(path.read_text(encoding="utf-8").partition("\n")[0].split("\t")) == COLUMNS
)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_rows_pass_the_tests_they_are_spared_at_a_start(path: Path) -> None:
    assert read_entries(path)

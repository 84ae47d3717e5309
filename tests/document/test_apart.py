"""Files that may take much are read in a process of their own, and stopped at a limit that is told."""

from __future__ import annotations

import pickle
import sys
from pathlib import Path

import pytest

from hostile import containers, papers
from report_kit.document import limits, open_document
from report_kit.document.apart import reading
from report_kit.document.apart.answer import Mistake, packed, unpacked
from report_kit.document.apart.heavy import is_heavy
from report_kit.document.limits import Limits
from report_kit.document.pdf.streams import check_streams
from report_kit.errors import InputError

SAMPLE = "一、总体情况\n\n全年公开信息12条，其中动态8条。\n"


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def refusal(path: Path, allowed: Limits | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        open_document(path, allowed)
    assert caught.value.where == str(path)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "heavy"),
    [
        ("a.txt", SAMPLE.encode() * 100, False),
        ("a.txt", SAMPLE.encode() * 20_000, True),
        ("a.html", b"<p>a</p>" * 4000, False),
        ("a.html", b"<p>a</p>" * 6000, True),
        ("a.docx", containers.word("<w:p/>" * 10_000), False),
        ("a.docx", containers.word("<w:p/>" * 1_100_000), True),
        ("a.xlsx", containers.book("<sheetData/>" + " " * 3_000_000), True),
        ("a.docx", b"PK\x03\x04xxxx", False),
        ("a.pdf", b"%PDF-1.7", False),
    ],
)
def test_what_is_heavy(tmp_path: Path, name: str, data: bytes, heavy: bool) -> None:
    assert is_heavy(written(tmp_path, name, data)) is heavy


def test_what_is_not_there_is_not_heavy(tmp_path: Path) -> None:
    assert not is_heavy(tmp_path / "a.txt")
    assert not is_heavy(tmp_path)


@pytest.mark.parametrize(
    ("data", "heavy"),
    [
        (papers.drawn(b"BT /F 9 Tf (a) Tj ET " * 100, 20), False),
        (papers.forms(2, 3), False),
        (papers.forms(9, 10), True),
        (papers.drawn(b"BT /F 9 Tf (a) Tj ET " * 60_000), True),
        (papers.drawn(b"BT /F 9 Tf (a) Tj ET " * 4000, 900), True),
    ],
    ids=["twenty pages", "a form", "forms in forms", "operators", "shared content"],
)
def test_what_of_a_pdf_is_heavy(data: bytes, heavy: bool) -> None:
    assert check_streams(data, "a.pdf").is_heavy is heavy


def test_read_apart_as_read_here(tmp_path: Path) -> None:
    path = written(tmp_path, "甲.txt", SAMPLE.encode())
    assert reading.read_apart(path, "report_kit.document.readers.txt") == open_document(path)


def test_a_refusal_comes_through(tmp_path: Path) -> None:
    path = written(tmp_path, "甲.txt", b"\x00" * 100)
    with pytest.raises(InputError) as caught:
        reading.read_apart(path, "report_kit.document.readers.txt")
    assert (caught.value.code, caught.value.where) == ("RK-104", str(path))


def test_a_mistake_of_a_reader_comes_through(tmp_path: Path) -> None:
    path = written(tmp_path, "甲.txt", b"a")
    with pytest.raises(reading.ReaderMistake, match="ModuleNotFoundError"):
        reading.read_apart(path, "report_kit.document.readers.none")


def test_too_much_memory_is_stopped_and_told(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "甲.pdf", papers.forms(9, 10)), Limits(memory=150))
    assert error.code == "RK-115"
    assert "150 MB" in error.what
    assert "report-kit.toml" in error.remedy


def test_too_much_time_is_stopped_and_told(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "甲.pdf", papers.forms(9, 10)), Limits(memory=9000, seconds=3))
    assert error.code == "RK-232"
    assert "超过 1 秒" in error.what


@pytest.mark.skipif(sys.platform == "win32", reason="no signals there")
def test_a_process_that_breaks_down_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_WORKER", "report_kit.document.apart.nobody")
    path = written(tmp_path, "甲.txt", b"a")
    with pytest.raises(InputError) as caught:
        reading.read_apart(path, "report_kit.document.readers.txt")
    assert caught.value.code == "RK-116"


def test_limits_may_be_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BLOCKS", 10)
    path = written(tmp_path, "甲.txt", "公开。\n".encode() * 15)
    assert "超过 10 个" in refusal(path).what
    assert len(open_document(path, Limits(size=2)).blocks) == 15


def test_nothing_but_documents_is_made_of_an_answer() -> None:
    assert unpacked(pickle.dumps(Path("/"))) is None
    assert unpacked(b"") is None
    assert unpacked(packed(Mistake("a", "b"))) == Mistake("a", "b")


def test_a_small_file_has_less_time() -> None:
    assert Limits(seconds=120).seconds_for(1000) == pytest.approx(40, abs=0.1)
    assert Limits(seconds=120).seconds_for(100 * 2**20) == 120


TEXT = "公开信息，内容完整。"
TABLE, CLOSED = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.html", b"<p " + b" ".join(b"a%d='>'" % n for n in range(2000)) + b">a</p>", "RK-103"),
        ("a.html", b"<p " + b"a " * 2000 + b">a</p>", "RK-103"),
        ("a.xlsx", containers.merged("A1:XFD1048576"), "RK-103"),
    ],
    ids=["attributes", "one attribute again and again", "merged cells"],
)
def test_counted_before_it_is_opened(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    assert refusal(written(tmp_path, name, data)).code == code


@pytest.mark.slow
def test_a_paragraph_longer_than_the_parser_takes_is_told(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "a.docx", containers.word(P.format(TEXT * 500_000))))
    assert (error.code, "10 MB" in error.what) == ("RK-103", True)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        (
            "a.html",
            "<p>前面的话。</p>"
            + "<table><tr><td>层" * 40
            + "底，12条。"
            + "</td></tr></table>" * 40
            + "<p>后。",
        ),
        ("a.docx", P.format("前。") + TABLE * 40 + P.format("底，12条。") + CLOSED * 40 + P.format("后。")),
    ],
)
def test_what_lies_deep_is_read(tmp_path: Path, name: str, data: str) -> None:
    made = containers.word(data) if name.endswith("docx") else data.encode()
    text = open_document(written(tmp_path, name, made)).text
    assert "底，12条。" in text
    assert "前" in text
    assert "后" in text


def test_a_cell_far_away_makes_no_cells_between(tmp_path: Path) -> None:
    document = open_document(written(tmp_path, "甲.xlsx", containers.far_cell()))
    assert document.text.split() == ["公开。", "1"]

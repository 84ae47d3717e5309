"""One shard: the rows are those of ``report-kit check``, whatever is in it; nothing done is done again."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from report_kit.batch import Profile, check_shard
from report_kit.batch.plan import references, write_shard
from report_kit.batch.sources import zips
from report_kit.document.readers import txt
from report_kit.errors import DataError, InputError, UsageError
from tests.batch.conftest import NO_DAY, RIGHT
from tests.cli.conftest import Cli

QUICK = Profile(select=("date", "privacy", "number", "punctuation"), no_config=True)


def shard_of(inputs: list[Path], folder: Path) -> Path:
    (folder / "plan").mkdir(parents=True, exist_ok=True)
    return write_shard(list(references([str(one) for one in inputs], folder)), folder / "plan")


def rows(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [
        row for path in sorted(folder.glob(f"{kind}-*.parquet")) for row in pq.read_table(path).to_pylist()
    ]


def test_ids_and_texts_are_enough(tmp_path: Path, here: list[str]) -> None:
    pq.write_table(
        pa.table({"id": ["甲", "乙", "丙"], "text": [NO_DAY, RIGHT, " \n"]}), tmp_path / "x.parquet"
    )
    stats = check_shard(tmp_path / "x.parquet", tmp_path / "out", QUICK)
    assert (stats.documents, stats.failed, stats.errors, stats.skipped) == (3, 1, 1, 0)
    first, second, third = rows(tmp_path / "out", "documents")
    assert (first["document"], first["status"], first["errors"], first["characters"]) == ("甲", "ok", 1, 15)
    assert (second["status"], second["errors"]) == ("ok", 0)
    assert (third["status"], third["code"], third["characters"]) == ("failed", "RK-108", 0)
    assert all(row[name] for row in (first, third) for name in ("rules", "dictionaries", "model"))
    (found,) = rows(tmp_path / "out", "findings")
    assert NO_DAY[found["start"] : found["end"]] == found["text"] == "2024年2月30日"
    assert (found["document"], found["rule"], found["line"], found["column"]) == ("甲", "date.calendar", 1, 1)


def test_a_file_without_ids_is_refused(tmp_path: Path, here: list[str]) -> None:
    pq.write_table(pa.table({"text": [NO_DAY]}), tmp_path / "x.parquet")
    with pytest.raises(InputError, match="RK-667"):
        check_shard(tmp_path / "x.parquet", tmp_path / "out", QUICK)
    (tmp_path / "y.parquet").write_bytes(b"PAR1")
    with pytest.raises(InputError, match="RK-667"):
        check_shard(tmp_path / "y.parquet", tmp_path / "out", QUICK)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("packed", [False, True])
def test_findings_are_those_of_check(tmp_path: Path, here: list[str], cli: Cli, packed: bool) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "report-kit.toml").write_text('[rules]\nignore = ["punctuation"]\n', encoding="utf-8")
    (folder / "一.txt").write_text(f"{NO_DAY}\n联系电话：13812345678 ,谢谢。\n", encoding="gb18030")
    (folder / "二.md").write_text(f"# 标题\n\n全县于{NO_DAY}\n", encoding="utf-8")
    (folder / "三.html").write_text(f"<html><body><p>{NO_DAY}</p></body></html>", encoding="utf-8")
    code = cli("accept", str(folder / "二.md"), "--at", "3:4", "--reason", "原文如此").code
    assert code == 0
    said = cli("check", str(folder), "--format", "json", "--show-accepted").out
    expected = [json.loads(line) for line in said.splitlines()]
    inputs = [folder]
    if packed:
        with zipfile.ZipFile(folder / "包.zip", "w") as archive:
            for path in sorted(folder.glob("[一二三].*")):
                archive.write(path, path.name)
        inputs = [folder / "包.zip"]
    check_shard(shard_of(inputs, tmp_path / "out"), tmp_path / "out", Profile())
    found = rows(tmp_path / "out", "findings")
    names = ("rule", "severity", "start", "end", "line", "column", "text", "message", "confidence", "source")
    assert sorted(Path(row["document"].rpartition("#")[2]).name for row in found) == sorted(
        Path(row["path"]).name for row in expected
    )
    key = lambda row: (row["rule"], row["message"], row["line"], row["column"], row["start"])  # noqa: E731
    for mine, theirs in zip(sorted(found, key=key), sorted(expected, key=key), strict=True):
        assert {name: mine[name] for name in names} == {name: theirs[name] for name in names}
        assert json.loads(mine["fixes"]) == theirs["fixes"]
        assert (mine["accepted"] is None) == (theirs["accepted"] is None)
        assert mine["paragraph"] == theirs["paragraph"]
    assert sum(row["accepted"] is not None for row in found) == 1
    assert len(found) >= 4


def test_what_is_done_is_not_done_again(tmp_path: Path, here: list[str]) -> None:
    (tmp_path / "一.txt").write_text(NO_DAY, encoding="utf-8")
    shard = shard_of([tmp_path / "一.txt"], tmp_path / "out")
    first = check_shard(shard, tmp_path / "out", QUICK)
    assert here == ["一.txt"]
    again = check_shard(shard, tmp_path / "out", QUICK)
    assert here == ["一.txt"]
    assert (again.skipped, again.documents, again.errors) == (1, 1, first.errors)
    # The limits change nothing; rules do.
    check_shard(shard, tmp_path / "out", Profile(QUICK.select, no_config=True, seconds=1.0, memory=300))
    assert len(here) == 1
    check_shard(shard, tmp_path / "out", Profile(("privacy",), no_config=True))
    assert len(here) == 2
    assert rows(tmp_path / "out", "findings") == []


def test_changed_settings_acceptances_and_dictionaries_are_seen(tmp_path: Path, here: list[str]) -> None:
    folder = tmp_path / "in"
    (folder / "dictionaries").mkdir(parents=True)
    (folder / "一.txt").write_text(NO_DAY, encoding="utf-8")
    profile = Profile(select=("date",))

    def done() -> int:
        check_shard(shard_of([folder / "一.txt"], tmp_path / "out"), tmp_path / "out", profile)
        return len(here)

    assert (done(), done()) == (1, 1)
    (folder / "report-kit.toml").write_text('[rules]\nignore = ["term"]\n', encoding="utf-8")
    assert (done(), done()) == (2, 2)
    (folder / "report-kit.accepted.jsonl").write_text("", encoding="utf-8")
    assert (done(), done()) == (3, 3)


def test_results_torn_by_a_crash_are_made_again(tmp_path: Path, here: list[str]) -> None:
    (tmp_path / "一.txt").write_text(NO_DAY, encoding="utf-8")
    shard = shard_of([tmp_path / "一.txt"], tmp_path / "out")
    check_shard(shard, tmp_path / "out", QUICK)
    for kind in ("documents", "findings"):
        (path,) = (tmp_path / "out").glob(f"{kind}-*")
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        before = len(here)
        check_shard(shard, tmp_path / "out", QUICK)
        assert len(here) == before + 1
        assert path.read_bytes() == whole


def test_the_same_shard_gives_the_same_bytes(tmp_path: Path, here: list[str]) -> None:
    for name in ("一.txt", "二.txt"):
        (tmp_path / name).write_text(f"{NO_DAY}{name}", encoding="utf-8")
    shard = shard_of([tmp_path / "一.txt", tmp_path / "二.txt"], tmp_path / "a")
    for out in ("a", "b"):
        check_shard(shard, tmp_path / out, QUICK)
    for kind in ("documents", "findings"):
        one, other = (next((tmp_path / out).glob(f"{kind}-*")).read_bytes() for out in ("a", "b"))
        assert one == other


def test_hostile_documents_become_rows(
    tmp_path: Path, here: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = tmp_path / "好.txt"
    good.write_text(NO_DAY, encoding="utf-8")
    for name, data in {
        "坏.pdf": b"%PDF-1.7",
        "空.txt": b"",
        "二进制.txt": b"\x00\x01\x02" * 99,
        "假.docx": b"not a zip",
        "表格.docx": b"PK\x03\x04" + b"0" * 99,
        "半个.ipynb": b"{",
    }.items():
        (tmp_path / name).write_bytes(data)
    texts = [
        "\ud800半个代理",
        "\x00" * 100,
        "（" * 300,
        "1" * 500,
        "\u202e反\u2066向\u2069",
        "好\r\r\n\u2028\x85",
    ]
    (tmp_path / "怪.jsonl").write_text(
        "\n".join(json.dumps({"text": text}) for text in texts), encoding="utf-8"
    )
    stats = check_shard(shard_of([tmp_path], tmp_path / "out"), tmp_path / "out", QUICK)
    found = {row["document"]: row for row in rows(tmp_path / "out", "documents")}
    assert stats.documents == len(found) == 7 + len(texts)
    assert found["好.txt"]["errors"] == 1
    assert all(row["code"].startswith("RK-") for row in found.values() if row["status"] == "failed")
    codes = {name: found[name]["code"] for name in ("坏.pdf", "空.txt", "二进制.txt", "半个.ipynb")}
    assert list(codes.values()) == ["RK-109", "RK-108", "RK-104", "RK-112"]
    assert all("#" in name or found[name]["status"] == "failed" for name in found if name != "好.txt")


@pytest.mark.parametrize("fault", [ZeroDivisionError(), MemoryError(), RecursionError(), KeyError("x")])
def test_a_mistake_in_a_reader_costs_one_document(
    tmp_path: Path, here: list[str], monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def read(path: Path) -> None:
        raise fault

    monkeypatch.setattr(txt, "read", read)
    (tmp_path / "一.txt").write_text(NO_DAY, encoding="utf-8")
    (tmp_path / "二.md").write_text(NO_DAY, encoding="utf-8")
    stats = check_shard(shard_of([tmp_path], tmp_path / "out"), tmp_path / "out", QUICK)
    assert (stats.documents, stats.failed, stats.errors) == (2, 1, 1)
    (bad,) = (row for row in rows(tmp_path / "out", "documents") if row["status"] == "failed")
    assert bad["code"] == ("RK-663" if isinstance(fault, MemoryError) else "RK-900")


def test_a_text_beyond_the_budget_is_checked_in_part_and_says_so(tmp_path: Path, here: list[str]) -> None:
    (tmp_path / "report-kit.toml").write_text("[limits]\ncheck_characters = 1000\n", encoding="utf-8")
    (tmp_path / "长.txt").write_text(f"{NO_DAY}\n" * 100, encoding="utf-8")
    (tmp_path / "短.txt").write_text(NO_DAY, encoding="utf-8")
    stats = check_shard(shard_of([tmp_path], tmp_path / "out"), tmp_path / "out", Profile(("date",)))
    long, short = sorted(rows(tmp_path / "out", "documents"), key=lambda row: -row["errors"])
    assert (long["status"], long["code"], short["status"]) == ("partial", "RK-118", "ok")
    assert 1 < long["errors"] < 100
    assert (stats.documents, stats.failed, stats.errors) == (2, 1, long["errors"] + 1)


def test_an_encrypted_zip_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("一.txt", NO_DAY)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (place,) = zips.places(path)
    with pytest.raises(InputError, match="有密码"):
        zips.read(path, place.place)


def test_wrong_settings_and_rules_stop_the_shard(tmp_path: Path, here: list[str]) -> None:
    (tmp_path / "一.txt").write_text(NO_DAY, encoding="utf-8")
    shard = shard_of([tmp_path / "一.txt"], tmp_path / "out")
    (tmp_path / "report-kit.toml").write_text("[没有这一节]\n", encoding="utf-8")
    with pytest.raises(DataError, match="RK-34"):
        check_shard(shard, tmp_path / "out", Profile())
    (tmp_path / "挡").write_text("x")
    with pytest.raises(UsageError, match="RK-610"):
        check_shard(shard, tmp_path / "挡" / "里", QUICK)


def test_a_profile_travels() -> None:
    profile = Profile(("date",), ("term",), ("/a",), "某县", "县", 2024, "annual", "/x.toml", False, 300, 9.5)
    assert Profile.from_json(profile.to_json()) == profile

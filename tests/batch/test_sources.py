"""What a batch finds to check: folders, patterns, archives, records, web archives, good and hostile."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from report_kit.batch.plan import references, sample, shards, write_shard
from report_kit.batch.sources import container_kind, places, read
from report_kit.batch.sources import content as content_module
from report_kit.errors import InputError
from tests.batch.conftest import NO_DAY, WRONG


def tar(path: Path, members: dict[str, str], mode: str = "w:gz") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, text in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def warc(path: Path, pages: list[tuple[str, str, str, bytes]], packed: bool = True) -> Path:
    """Write a web archive of (address, status, content type, body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=packed)
        for address, status, kind, body in pages:
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                address, "response", payload=io.BytesIO(body), http_headers=headers
            )
            writer.write_record(record)
            record.raw_stream.close()
    return path


def names(path: Path) -> list[str]:
    kind = container_kind(path)
    assert kind is not None
    return [place.name for place in places(path, kind)]


def texts(path: Path) -> list[str]:
    """Return all documents of a container as text."""
    kind = container_kind(path)
    assert kind is not None
    found = [read(path, kind, place.place) for place in places(path, kind)]
    return [one.data.decode() if one.text is None else one.text for one in found]


def test_a_folder_stands_for_documents_and_containers_and_not_for_our_results(tmp_path: Path) -> None:
    for name in (
        "甲/一.txt",
        "甲/~$一.docx",
        "甲/一.校对.txt",
        "甲/.隐/二.txt",
        "乙/表.xlsx",
        "乙/二.md",
        "丙/三.jsonl",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(json.dumps({"text": "好"}), encoding="utf-8")
    (tmp_path / "上次" / "plan").mkdir(parents=True)
    (tmp_path / "上次" / "manifest.json").write_text("{}")
    (tmp_path / "上次" / "四.txt").write_text("好", encoding="utf-8")
    found = [one.id for one in references([str(tmp_path)], tmp_path / "结果")]
    assert found == ["丙/三.jsonl#1", "乙/二.md", "甲/一.txt"]


def test_patterns_and_single_files(tmp_path: Path) -> None:
    for name in ("甲/2024年报.txt", "甲/2023年报.txt", "乙/2024年报.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("好", encoding="utf-8")
    pattern = str(tmp_path / "*" / "2024*.txt")
    found = [one.id for one in references([pattern, str(tmp_path / "甲" / "2024年报.txt")], tmp_path / "x")]
    assert found == ["乙/2024年报.txt", "甲/2024年报.txt"]
    with pytest.raises(InputError, match="RK-101"):
        list(references([str(tmp_path / "没有*.txt")], tmp_path / "x"))


def test_zip_with_names_in_gbk_and_names_that_climb(tmp_path: Path) -> None:
    path = tmp_path / "包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../evil.txt", WRONG)
        archive.writestr("图/logo.png", b"\x89PNG")
        archive.writestr("__MACOSX/a.txt", "x")
    # What Chinese Windows writes: the name in GBK, no sign of it.
    gbk = zipfile.ZipInfo("a.txt")
    gbk.filename = "说明.txt".encode("gb18030").decode("cp437")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(gbk, NO_DAY)
    data = path.read_bytes()
    assert texts(path) == [WRONG, NO_DAY]
    assert names(path)[0] == "../../evil.txt"
    assert not (tmp_path.parent.parent / "evil.txt").exists()
    assert path.read_bytes() == data


def test_a_name_in_gbk_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("12345678.txt", "好")
    raw = path.read_bytes().replace(b"12345678.txt", "说明说明".encode("gb18030") + b".txt")
    path.write_bytes(raw)
    assert names(path) == ["说明说明.txt"]


def test_a_zip_bomb_is_refused_and_never_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "弹.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"0" * (30 * 2**20))
    (place,) = places(path, "zip")
    with pytest.raises(InputError, match="RK-103"):
        read(path, "zip", place.place)


def test_a_size_that_is_a_lie_is_held_while_unpacking() -> None:
    with pytest.raises(InputError, match="RK-103"):
        content_module.bounded(io.BytesIO(b"0" * 101), "包", 100)
    assert content_module.bounded(io.BytesIO(b"0" * 100), "包", 100) == b"0" * 100


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:xz"])
def test_tar_in_any_order_and_without_links(tmp_path: Path, mode: str) -> None:
    path = tar(tmp_path / "包.tar.gz", {"a.txt": "甲", "b/b.txt": "乙", "c.bin": "x", "c.txt": "丙"}, mode)
    assert texts(path) == ["甲", "乙", "丙"]
    last, first = list(places(path, "tar"))[::-2]
    assert [read(path, "tar", one.place).data.decode() for one in (last, first, last)] == ["丙", "甲", "丙"]


def test_a_link_in_a_tar_is_no_document(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        entry = tarfile.TarInfo("passwd.txt")
        entry.type, entry.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(entry)
    assert names(path) == []


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"id": 7, "text": WRONG}, ensure_ascii=False), "", "{", '{"x": 1}', "[" * 5000]
    path.write_text("\n".join(lines), encoding="utf-8")
    found = list(places(path, "jsonl"))
    assert [one.name for one in found] == ["1", "3", "4", "5"]
    first = read(path, "jsonl", found[0].place)
    assert (first.name, first.text) == ("7", WRONG)
    for bad in found[1:]:
        with pytest.raises(InputError, match="RK-667"):
            read(path, "jsonl", bad.place)


def test_parquet_over_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    wanted = [f"第{n}份" for n in range(10)]
    pq.write_table(pa.table({"text": wanted, "url": wanted}), path, row_group_size=3)
    assert texts(path) == wanted
    assert read(path, "parquet", "7").name == "第7份"
    pq.write_table(pa.table({"正文": wanted}), path)
    with pytest.raises(InputError, match="RK-667"):
        list(places(path, "parquet"))


@pytest.mark.parametrize("packed", [True, False])
def test_web_archive(tmp_path: Path, packed: bool) -> None:
    pages = [
        ("http://a.gov.cn/1.html", "200 OK", "text/html; charset=utf-8", b"<p>1</p>"),
        ("http://a.gov.cn/2.html", "404 Not Found", "text/html", b"gone"),
        ("http://a.gov.cn/3.docx", "200 OK", "application/octet-stream", b"PK"),
        ("http://a.gov.cn/4.css", "200 OK", "text/css", b"p {}"),
    ]
    path = warc(tmp_path / ("a.warc.gz" if packed else "a.warc"), pages, packed)
    found = [read(path, "warc", place.place) for place in places(path, "warc")]
    assert [(one.name, one.suffix, one.data) for one in found] == [
        ("http://a.gov.cn/1.html", ".html", b"<p>1</p>"),
        ("http://a.gov.cn/3.docx", ".docx", b"PK"),
    ]


@pytest.mark.parametrize("name", ["a.zip", "a.tar.gz", "a.parquet", "a.warc.gz"])
@pytest.mark.parametrize(
    "data",
    [b"", b"nonsense" * 9, gzip.compress(b"nonsense" * 99, mtime=0)[:60]],
    ids=["empty", "nonsense", "cut"],
)
def test_a_broken_container_is_one_row(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    found = list(references([str(tmp_path)], tmp_path / "x"))
    assert [one.id for one in found] in ([name], [])  # an empty archive holds nothing
    if data and found:
        assert found[0].kind.startswith("broken:")


def test_the_sample_is_the_same_whenever_the_documents_are(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("好", encoding="utf-8")
    found = list(references([str(tmp_path)], tmp_path / "x"))
    chosen = sample(found, 7)
    assert len(chosen) == 7
    assert chosen == sample(found, 7)
    assert [one for one in found if one in chosen] == chosen
    assert len(sample(found, 99)) == 40


def test_a_new_document_changes_few_shards(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number:03}.txt").write_text(str(number))
    plan = tmp_path / "plan"
    plan.mkdir()

    def planned() -> set[str]:
        found = references([str(tmp_path)], plan)
        return {write_shard(shard, plan).name for shard in shards(found, 10)}

    before = planned()
    assert planned() == before
    (tmp_path / "0505.txt").write_text("new")
    after = planned()
    assert len(before) > 10
    assert 1 <= len(after - before) <= 2
    assert max(len(shard) for shard in shards(references([str(tmp_path)], plan), 10)) <= 40

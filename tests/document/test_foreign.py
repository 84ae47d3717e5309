"""Old and foreign files: known by what they hold, converted where they must be, and that is told."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from report_kit import open_document
from report_kit.document import Document
from report_kit.document.foreign import converting
from report_kit.document.foreign.kinds import kind_of
from report_kit.document.limits import OLE_MAGIC
from report_kit.document.readers import is_correctable
from report_kit.errors import InputError
from tests.document.word_files import p, write_word

HAS_OFFICE = converting.libreoffice() is not None
office = pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")

SENTENCE = "全年主动公开政府信息73条，没有收到申请。"
PAGE = (
    '<html><head><meta charset="gbk"></head><body><p>总体情况如下所述：</p>'
    f"<p>{SENTENCE}</p><table><tr><td>规章</td><td>3</td></tr><tr><td>文件</td><td>12</td></tr></table></body></html>"
)


def stream(name: str) -> bytes:
    return OLE_MAGIC + b"\x00" * 504 + name.encode("utf-16-le") + b"\x00" * 64


def error(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        open_document(path)
    return caught.value


def told(document: Document) -> list[tuple[str, str]]:
    return [(one.kind, one.place) for one in document.omissions]


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row] for table in document.tables for row in table.rows]


@pytest.fixture
def word(tmp_path: Path) -> Path:
    return write_word(tmp_path / "源.docx", p(SENTENCE))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (stream("WordDocument"), "doc"),
        (stream("Workbook"), "xls"),
        (stream("Book"), "xls"),
        (stream("PowerPoint Document"), "slides"),
        (stream("EncryptedPackage"), "encrypted"),
        (stream("Other"), "ole"),
        (b"{\\rtf1\\ansi x}", "rtf"),
        (b"\xef\xbb\xbf {\\rtf1 x}", "rtf"),
        (b"%PDF-1.7", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0", "image"),
        (b"PK\x03\x04 broken", "zip"),
        (PAGE.encode("gbk"), "html"),
        (b'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body>', "html"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument '
         b'xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "xml"),
        (b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n', "mhtml"),
        ("正文一段。".encode("gbk"), "text"),
        (b"\x00\x01\x02", "binary"),
    ],
)  # fmt: skip
def test_the_kind_is_known_by_the_content(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@pytest.mark.parametrize("extension", [".doc", ".wps", ".xls", ".et", ".rtf", ".xlsx"])
def test_a_web_page_under_another_name(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    path.write_bytes(PAGE.encode("gbk"))
    document = open_document(path)
    assert SENTENCE in document.text
    assert cells(document) == [["规章", "3"], ["文件", "12"]]
    assert told(document) == [("mislabelled", f"扩展名是 {extension}，内容是网页（HTML）")]
    assert document.path == str(path)


@pytest.mark.parametrize("extension", [".doc", ".wps"])
def test_a_rich_text_file_under_another_name(tmp_path: Path, extension: str) -> None:
    path = tmp_path / f"a{extension}"
    path.write_bytes(b"{\\rtf1\\ansi\\ansicpg936 " + SENTENCE.encode("gbk") + b"\\par}")
    document = open_document(path)
    assert document.text.strip() == SENTENCE
    assert told(document) == [("mislabelled", f"扩展名是 {extension}，内容是RTF 文件")]


def test_a_workbook_named_doc(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["规章", 3])
    book.active.append(["文件", 12])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.doc")
    document = open_document(tmp_path / "a.doc")
    assert cells(document) == [["规章", "3"], ["文件", "12"]]
    assert [one.kind for one in document.omissions] == ["mislabelled"]


def test_new_files_of_wps_are_named_wps_and_no_mistake(tmp_path: Path, word: Path) -> None:
    shutil.copy(word, tmp_path / "a.wps")
    shutil.copy(word, tmp_path / "a.doc")
    assert told(open_document(tmp_path / "a.wps")) == []
    assert told(open_document(tmp_path / "a.doc")) == [
        ("mislabelled", "扩展名是 .doc，内容是Word 文档（.docx）")
    ]


def test_a_page_in_one_file(tmp_path: Path) -> None:
    import base64

    part = base64.encodebytes(PAGE.encode("gbk"))
    (tmp_path / "a.doc").write_bytes(
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="----x"\n\n------x\n'
        b'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n'
        + part
        + b"\n------x\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n------x--\n"
    )
    document = open_document(tmp_path / "a.doc")
    assert SENTENCE in document.text
    assert cells(document) == [["规章", "3"], ["文件", "12"]]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.doc", b"", "RK-108"),
        ("a.doc", stream("EncryptedPackage"), "RK-110"),
        ("a.doc", stream("PowerPoint Document"), "RK-106"),
        ("a.doc", b"\x00\x01\x02\x03", "RK-106"),
        ("a.wps", OLE_MAGIC + b"\x00" * 504 + b"\xec\xa5\xc1\x00" + b"\x00" * 7 + b"\x01" + b"\x00" * 500
         + "WordDocument\x00".encode("utf-16-le"), "RK-110"),
        ("a.rtf", b"{\\rtf1 }", "RK-108"),
        ("a.xlsx", b"PK\x03\x04 broken", "RK-109"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    assert error(tmp_path / name).code == code


@pytest.mark.parametrize(
    ("name", "kind"), [("a.doc", "WordDocument"), ("a.wps", "WordDocument"), ("a.et", "Workbook")]
)
def test_without_libreoffice_it_says_how_to_save_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, kind: str
) -> None:
    monkeypatch.setattr(converting, "libreoffice", lambda: None)
    (tmp_path / name).write_bytes(stream(kind))
    found = error(tmp_path / name)
    assert found.code == "RK-113"
    assert "另存为" in found.remedy
    assert (".docx" if kind == "WordDocument" else ".xlsx") in found.remedy


def test_sheets_and_pictures_are_not_corrected() -> None:
    assert [is_correctable(Path(f"a{one}")) for one in (".xlsx", ".xls", ".png", ".pdf")] == [False] * 4
    assert all(is_correctable(Path(f"a{one}")) for one in (".doc", ".wps", ".rtf", ".docx"))


@office
@pytest.mark.parametrize(("kind", "extension"), [("doc", ".doc"), ("doc", ".wps"), ("rtf", ".rtf")])
def test_a_report_through_libreoffice(tmp_path: Path, kind: str, extension: str) -> None:
    """Sections, tables, signature and date of an old Word file are those of the new one."""
    from reading.generated import reports
    from report_kit import Report
    from report_kit.export import export_report

    report = reports(1, seed=5)[0]
    export_report(report, tmp_path / "a", ["docx"])
    saved_as(tmp_path / "a.docx", kind, tmp_path / f"b{extension}")
    document = open_document(tmp_path / f"b{extension}")
    read = Report.from_document(document, report.agency, report.level, report.year)
    for name in ("title", "sections", "headings", "tables", "signature", "date"):
        assert getattr(read, name) == getattr(report, name), name
    assert [one.kind for one in document.omissions if one.kind != "header"] == (
        [] if kind == "rtf" else ["converted"]
    )


@office
def test_an_old_workbook_through_libreoffice(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["项目", "件数"], ["规章", 3], ["文件", 12]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    saved_as(tmp_path / "a.xlsx", "xls", tmp_path / "a.xls")
    document = open_document(tmp_path / "a.xls")
    assert cells(document) == [["项目", "件数"], ["规章", "3"], ["文件", "12"]]
    assert told(document) == [("converted", "全文")]


@office
def test_what_libreoffice_cannot_open(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(stream("WordDocument"))
    assert error(tmp_path / "a.doc").code == "RK-114"


def saved_as(source: Path, kind: str, target: Path) -> None:
    """Let LibreOffice make an old file of a new one."""
    filters = {"doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "xls": "xls:MS Excel 97"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(converting, "_FILTERS", filters)
        new = "xlsx" if kind == "xls" else "docx"
        with converting.converted(source.read_bytes(), new, kind, str(source)) as made:  # type: ignore[arg-type]
            shutil.copy(made, target)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the program")
class TestProgram:
    """What the program is given and what becomes of it; a script stands for it."""

    def program(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setattr(converting, "libreoffice", lambda: str(path))

    def test_it_gets_a_private_folder_that_is_gone_afterwards(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen = tmp_path / "seen"
        self.program(
            tmp_path,
            monkeypatch,
            f'pwd > {seen}; stat -c %a . >> {seen}; echo "$http_proxy" >> {seen}; echo "$@" >> {seen}\n'
            f"cat profile/user/registrymodifications.xcu >> {seen}",
        )
        (tmp_path / "机密.doc").write_bytes(stream("WordDocument"))
        assert error(tmp_path / "机密.doc").code == "RK-114"
        folder, mode, proxy, arguments, *settings = seen.read_text("utf-8").splitlines()
        assert not Path(folder).exists()
        assert int(mode, 8) == stat.S_IRWXU
        assert proxy.startswith("http://127.0.0.1:")
        assert "--headless" in arguments
        assert f"-env:UserInstallation=file://{folder}/profile" in arguments
        assert "机密" not in arguments
        assert any("DisableMacrosExecution" in line and "true" in line for line in settings)

    def test_it_is_stopped_with_all_it_started(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        child = tmp_path / "child"
        self.program(tmp_path, monkeypatch, f"sleep 60 & echo $! > {child}; wait")
        monkeypatch.setattr(converting, "MAX_SECONDS", 1.0)
        (tmp_path / "a.doc").write_bytes(stream("WordDocument"))
        began = time.monotonic()
        found = error(tmp_path / "a.doc")
        assert (found.code, "用时过长" in found.what) == ("RK-114", True)
        assert time.monotonic() - began < 20
        assert not is_running(int(child.read_text("utf-8")))


def is_running(process: int) -> bool:
    """Say whether a process still runs; one that waits for its end to be noticed does not."""
    for _ in range(50):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text("utf-8").rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True

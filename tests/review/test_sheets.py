"""审签单 is one page whatever stands on it; both sheets say what was signed and by whom."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from docx import Document

from report_kit.errors import UsageError
from report_kit.review import sheets
from report_kit.review.audit import anchor_of, head, verify
from report_kit.review.machine import examine
from report_kit.review.people import change_person
from report_kit.review.publish import export_final
from report_kit.review.sheets import month_sheet, review_sheet
from report_kit.workspace import Workspace
from tests.review.office import ADMIN, QUIET, full_report, passphrase_of, put, sign_all

Office = tuple[Workspace, int]


@pytest.fixture(autouse=True)
def _few_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "examine", lambda workspace, revision: examine(workspace, revision, QUIET))


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [re.sub(r"\s+", "", text) for text in texts]


def in_word(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_what_stands_on_it(office: Office) -> None:
    workspace, key = office
    put(workspace, key, "draft", opinion="数据已核对")
    put(workspace, key, "office", verdict="退回", opinion="第二段的数不对")
    report = workspace.load(key).report.with_section("other", "更正。")
    workspace.save(key, report, base=1, author="张三")
    sign_all(workspace, key)
    (text,) = pages(review_sheet(workspace, key))
    for words in (
        "云岭县清河镇人民政府信息发布审签单",
        "编号:SQ-2024-001",
        "☑不涉密",
        "机器校对",
        "未处理:错误0",
        "是否含有国家秘密☐是☑否",
        "钱七主要领导",
        "退改1次,最近:李四,第二段的数不对",
        f"第2版,{workspace.load(key).sha256[:8]}",
        "先审后发,一事一审",
    ):
        assert words in text.replace("：", ":").replace("，", ","), words
    anchor = head(workspace)
    assert anchor is not None
    assert anchor.printed.replace(" ", "") in text
    word = in_word(review_sheet(workspace, key, ".docx"))
    for words in ("钱七 主要领导", "☑不涉密", "退改 1 次", anchor.printed):
        assert words in word


def test_the_anchor_on_it_gives_a_later_forgery_away(office: Office) -> None:
    import sqlite3
    from contextlib import closing

    workspace, key = office
    sign_all(workspace, key)
    found = re.search(r"存证码：(.*?)　", in_word(review_sheet(workspace, key, ".docx")))
    assert found
    anchor = anchor_of(found[1])
    put(workspace, key, "chief", verdict="退回", opinion="再看看")
    assert verify(workspace, anchor).is_sound
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.execute("DELETE FROM trail WHERE number >= ?", (anchor.number,))
        database.execute("DELETE FROM signatures WHERE step = 'chief'")
    assert verify(workspace).is_sound
    assert any("被截去" in str(fault) for fault in verify(workspace, anchor).faults)


def test_with_empty_lines_to_sign_by_hand(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    for blank, signed in ((True, False), (False, True)):
        (text,) = pages(review_sheet(workspace, key, blank=blank))
        assert ("钱七" in text) is signed
        assert text.count("签名：") == 5
        assert ("☐同意" in text) is not signed
    assert "☐不涉密" in pages(review_sheet(workspace, key, blank=True))[0]


def long_chain(steps: int) -> str:
    rows = "".join(
        f"  - {{id: s{n}, name: 第{n}步由某某办公室审核, roles: [撰稿人, 股室负责人], author: true}}\n"
        for n in range(steps)
    )
    return (
        "name: 很多步\nsame_person: 人手不够，只有一名工作人员，经县政务公开办同意\nsteps:\n"
        + rows
        + "  - id: last\n"
        "    name: 保密审查\n    roles: [撰稿人]\n    author: true\n    secrecy: true\n    questions:\n"
        + "".join(
            f"      - {{id: q{n}, text: 第{n}个要回答的问题说起来很长很长很长, pass: 否}}\n" for n in range(6)
        )
    )


@pytest.mark.parametrize("steps", [1, 7, 12])
@pytest.mark.parametrize("blank", [True, False])
def test_it_is_one_page(office: Office, steps: int, blank: bool) -> None:
    workspace, key = office
    assert workspace.folder is not None
    (workspace.folder / "review.yaml").write_text(long_chain(steps), encoding="utf-8")
    for number in range(steps):
        put(workspace, key, f"s{number}", who="张三", opinion="意见很长，" * 40)
    put(workspace, key, "last", who="张三", opinion="意见很长，" * 40)
    assert len(pages(review_sheet(workspace, key, blank=blank))) == 1


def test_it_is_accessible_and_says_whose_it_is(office: Office) -> None:
    with pikepdf.open(BytesIO(review_sheet(*office))) as pdf, pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
        assert "审签单" in str(about["dc:title"])


def test_the_summary_of_a_month(office: Office, tmp_path: Path) -> None:
    workspace, key = office
    sign_all(workspace, key)
    other = workspace.create(full_report("云岭县水利局"), author="张三").id
    put(workspace, other, "draft")
    put(workspace, other, "office", verdict="退回", opinion="不对")
    export_final(workspace, key, tmp_path / "年报", ["html"], who="王五", proofreader=QUIET)
    month = f"{datetime.now():%Y-%m}"
    (text,) = pages(month_sheet(workspace, month))
    word = in_word(month_sheet(workspace, month, ".docx"))
    for words in (
        "信息发布审签汇总表",
        "SQ-2024-001",
        "主要领导签发：钱七",
        "等待修改",
        "合计：审签2件，发布1件，退改1次",
    ):
        assert words in text
        assert words in re.sub(r"\s", "", word)
    assert "本月没有审签" in pages(month_sheet(workspace, "2019-01"))[0]
    assert "本月没有审签" in in_word(month_sheet(workspace, "2019年1月", ".docx"))


def test_a_long_month_goes_on(office: Office) -> None:
    workspace, _ = office
    change_person(workspace, "张三", by=ADMIN, passphrase=passphrase_of(ADMIN), post="股长")
    for number in range(30):
        put(workspace, workspace.create(full_report(f"云岭县第{number}局"), author="张三").id, "draft")
    texts = pages(month_sheet(workspace, f"{datetime.now():%Y-%m}"))
    assert len(texts) > 1
    assert all("审核过程" in text for text in texts)


@pytest.mark.parametrize("text", ["", "2025", "2025-13", "0000-01", "一月"])
def test_what_is_no_month(office: Office, text: str) -> None:
    with pytest.raises(UsageError, match="RK-606"):
        month_sheet(office[0], text)


@pytest.mark.slow
@pytest.mark.parametrize("steps", [5, 12])
def test_the_word_file_is_one_page_too(office: Office, tmp_path: Path, steps: int) -> None:
    if not shutil.which("soffice"):
        pytest.skip("没有安装 LibreOffice")
    workspace, key = office
    if steps == 5:
        sign_all(workspace, key)
    else:
        assert workspace.folder is not None
        (workspace.folder / "review.yaml").write_text(long_chain(steps), encoding="utf-8")
    for blank in (True, False):
        path = tmp_path / "单.docx"
        path.write_bytes(review_sheet(workspace, key, ".docx", blank=blank))
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
            check=True,
            capture_output=True,
            timeout=180,
        )  # fmt: skip
        assert len(pages((tmp_path / "单.pdf").read_bytes())) == 1

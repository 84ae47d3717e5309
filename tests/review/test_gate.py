"""What is published is what was signed: every way around is refused, or shows."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import time_machine
from docx import Document

from report_kit.errors import ExportError, ReviewError
from report_kit.export import export_report
from report_kit.review import publish
from report_kit.review.audit import head, records, verify
from report_kit.review.gate import gate
from report_kit.review.publish import export_final, record_export
from report_kit.review.published import Verified, verify_file
from report_kit.review.seal import seal_in
from report_kit.workspace import Workspace
from report_kit.workspace.trash import discard
from tests.review.office import QUIET, STEPS, full_report, put, sign_all

Office = tuple[Workspace, int]
FORMATS = ("html", "pdf", "docx", "ipynb", "txt", "wechat")


def final(office: Office, formats: tuple[str, ...] = ("html",)) -> dict[str, Path]:
    workspace, key = office
    assert workspace.folder is not None
    target = workspace.folder / "发布" / "年报"
    return export_final(workspace, key, target, formats, who="王五", proofreader=QUIET)


def nothing_written(workspace: Workspace) -> bool:
    assert workspace.folder is not None
    return not (workspace.folder / "发布").exists()


def missing(office: Office) -> list[str]:
    return [str(item) for item in gate(*office, QUIET).missing]


def refused(office: Office, code: str = "RK-731") -> str:
    with pytest.raises(ReviewError, match=code) as caught:
        final(office)
    assert nothing_written(office[0])
    assert "publish" not in {record.kind for record in records(office[0])}
    return str(caught.value)


@pytest.fixture(scope="module")
def published(furnished: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a report that was signed by all and published in every format."""
    from argon2 import PasswordHasher

    from report_kit.review import people

    folder = Path(shutil.copytree(furnished, tmp_path_factory.mktemp("已发布") / "工作区"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(people, "_hasher", lambda: PasswordHasher(1, 8, 1))
        workspace = Workspace(folder)
        sign_all(workspace, 1)
        final((workspace, 1), FORMATS)
    return folder


@pytest.fixture
def out(published: Path, tmp_path: Path) -> tuple[Workspace, Path]:
    """A copy of that workspace, and the folder of its files."""
    folder = Path(shutil.copytree(published, tmp_path / "工作区"))
    return Workspace(folder), folder / "发布"


def check(out: tuple[Workspace, Path], name: str) -> Verified:
    return verify_file(out[0], out[1] / name)


# What is refused.


def test_unsigned(office: Office) -> None:
    said = refused(office)
    for words in (
        "“撰稿人初审”还没有签署（撰稿人：张三）",
        "“主要领导签发”还没有签署（主要领导：钱七）",
        "缺 5 样",
    ):
        assert words in said


def test_some_signed(office: Office) -> None:
    for step in ("draft", "office", "unit"):
        put(*office, step)
    assert missing(office) == [
        "“分管领导审核”还没有签署（分管领导：赵六）",
        "“主要领导签发”还没有签署（主要领导：钱七）",
    ]
    refused(office)


def test_nobody_holds_the_role(office: Office) -> None:
    from report_kit.review.people import change_person
    from tests.review.office import ADMIN, passphrase_of

    change_person(office[0], "赵六", by=ADMIN, passphrase=passphrase_of(ADMIN), active=False)
    assert "“分管领导审核”还没有签署（分管领导：名单里还没有人担任）" in missing(office)


def test_signed_on_an_older_revision(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    assert missing(office) == []
    report = workspace.load(key).report
    workspace.save(key, report.with_section("other", "签完以后加的一句。"), base=1, author="张三")
    assert "钱七签过，第 2 版改了文字，作废了" in refused(office)


def test_the_opinion_stands_in_the_way(office: Office) -> None:
    put(*office, "draft")
    put(*office, "office", verdict="不予公开", opinion="条例第十四条")
    assert "“股室负责人审核”的意见是“不予公开”：条例第十四条（股室负责人：李四）" in missing(office)


def test_something_is_absent(office: Office) -> None:
    workspace, key = office
    report = workspace.load(key).report
    needed = next(section.id for section in report.spec.sections if section.required)
    blank = report.with_section(needed, "").with_value("table2", "fees", "amount", None)
    workspace.save(key, blank, base=1, author="张三")
    sign_all(workspace, key)
    found = missing(office)
    assert any("还有 1 格没有填" in words for words in found)
    assert any(words.startswith("还没有写：") for words in found)
    refused(office)


def test_personal_data(office: Office) -> None:
    workspace, key = office
    report = workspace.load(key).report.with_section("other", "联系人手机 13800138000。")
    workspace.save(key, report, base=1, author="张三")
    assert any("疑似个人信息" in words for words in missing(office))
    assert "13800138000" not in refused(office)


def test_waived_after_the_last_signature(office: Office) -> None:
    """Who waives a finding behind the leader's back, or takes a waiver back, makes him look again."""
    workspace, key = office
    report = workspace.load(key).report.with_section("other", "联系人手机 13800138000。")
    workspace.save(key, report, base=1, author="张三")
    document = report.document()
    (finding, *_) = QUIET.check(document)
    workspace.decide(key, finding, document.text, "ignore", revision=2, reason="公开的热线", who="张三")
    sign_all(workspace, key)
    assert missing(office) == []
    workspace.decide(key, finding, document.text, "ignore", revision=2, reason="另一个理由", who="李四")
    (words,) = missing(office)
    assert "机器检查的结果变了" in words
    put(workspace, key, "chief")
    assert missing(office) == []
    workspace.decide(key, finding, document.text, "reopen", revision=2, who="李四")
    assert len(missing(office)) == 2


def tamper(workspace: Workspace, *statements: str) -> None:
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE signatures SET who = '赵六' WHERE step = 'chief'", "签名 5与记录不符"),
        ("UPDATE revisions SET author = '别人'", "第 1 版与记录不符"),
        ("DELETE FROM trail WHERE number = 5", "缺了记录"),
        ("UPDATE trail SET who = '李四' WHERE kind = 'sign'", "被改过"),
        ("DELETE FROM trail WHERE number = (SELECT max(number) FROM trail)", "签名 5没有记录"),
    ],
)
def test_an_edited_database(office: Office, statement: str, said: str) -> None:
    sign_all(*office)
    tamper(office[0], statement)
    assert said in refused(office)


def test_a_text_edited_in_the_database(office: Office) -> None:
    """With the digest made to fit, too: the revision reads as sound, the trail says otherwise."""
    import hashlib

    workspace, key = office
    sign_all(workspace, key)
    body = workspace.load(key).body.replace("认真贯彻", "坚决贯彻")
    digest = hashlib.sha256(body.encode()).hexdigest()
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.execute("UPDATE revisions SET body = ?, sha256 = ?", (body, digest))
    said = refused(office)
    assert "第 1 版与记录不符" in said
    assert "签的内容不是这一版" in said


def test_signatures_put_in_by_hand(office: Office) -> None:
    workspace, key = office
    put(workspace, key, "draft")
    copied = "revision, content, chain, '{}', verdict, '{}', post, opinion, answers, machine, excuse, made"
    for number, (step, who) in enumerate(list(STEPS.items())[1:], 50):
        tamper(
            workspace,
            f"INSERT INTO signatures SELECT {number}, report_id, {copied.format(step, who)}"
            " FROM signatures WHERE id = 1",
        )
    assert "签名 50没有记录" in refused(office)


def test_the_clock_set_back(office: Office) -> None:
    sign_all(*office)
    with time_machine.travel("2020-01-01"):
        refused(office, "RK-728")


def test_saved_between_the_look_and_the_export(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace, key = office
    sign_all(workspace, key)
    report = workspace.load(key).report

    def meanwhile(name: str, data: bytes) -> str:
        workspace.save(key, report.with_section("other", "抢先保存。"), base=1)
        return ""

    monkeypatch.setattr(publish, "text_of", meanwhile)
    refused(office, "RK-722")


def test_a_file_that_can_not_be_written_leaves_no_record(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    assert workspace.folder is not None
    (workspace.folder / "发布").write_text("不是文件夹")
    with pytest.raises(ExportError, match="RK-507"):
        final(office)
    assert "publish" not in {record.kind for record in records(workspace)}
    assert verify(workspace).is_sound


def test_another_report_of_another_unit_is_not_signed_with_it(office: Office) -> None:
    workspace, key = office
    sign_all(workspace, key)
    other = workspace.create(full_report("云岭县水利局")).id
    assert len(missing((workspace, other))) == 5


def test_the_report_from_the_trash_with_signatures_of_another(office: Office, tmp_path: Path) -> None:
    """A replayed file: signatures of one report put into another's file in the trash."""
    from report_kit.workspace.trash import restore

    workspace, key = office
    sign_all(workspace, key)
    other = workspace.create(full_report("云岭县水利局")).id
    signed, plain = discard(workspace, key), discard(workspace, other)
    data, donor = (json.loads(path.read_text(encoding="utf-8")) for path in (plain, signed))
    data["parts"]["signatures"] = [
        {**row, "content": data["parts"]["revisions"][0]["sha256"]} for row in donor["parts"]["signatures"]
    ]
    plain.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    back = restore(workspace, plain).id
    assert "不是当时存入的那一个" in "".join(missing((workspace, back)))


# What comes out, and what becomes of it outside.


def test_every_file_carries_the_seal(out: tuple[Workspace, Path]) -> None:
    workspace, folder = out
    record = records(workspace)[-1]
    assert (record.kind, record.who) == ("publish", "王五")
    for name in ("年报.html", "年报.pdf", "年报.docx", "年报.ipynb"):
        seal = seal_in(folder / name)
        assert seal is not None, name
        assert str(seal.anchor) == record.details["anchor"]
        assert (seal.revision, seal.content) == (1, workspace.load(1).sha256)
    assert seal_in(folder / "年报.txt") is None


@pytest.mark.parametrize(
    "name", ["年报.html", "年报.pdf", "年报.docx", "年报.ipynb", "年报.txt", "年报-公众号.html"]
)
def test_untouched(out: tuple[Workspace, Path], name: str) -> None:
    found = check(out, name)
    assert (found.outcome, found.is_signed, found.revision, found.newer) == ("signed", True, 1, 0)
    assert found.title == out[0].record(1).title


def test_renamed(out: tuple[Workspace, Path]) -> None:
    (out[1] / "年报.pdf").rename(out[1] / "定稿（最终）.pdf")
    assert check(out, "定稿（最终）.pdf").is_signed


def test_another_export_renamed_to_it(out: tuple[Workspace, Path]) -> None:
    workspace, folder = out
    report = workspace.load(1).report.with_section("other", "没有签过的一句。")
    files = export_report(report, folder / "年报", ["html"])
    found = check(out, files["html"].name)
    assert found.outcome == "changed"
    assert any("没有签过的一句。" in piece.found for piece in found.differences)


def test_one_figure_changed_in_the_page(out: tuple[Workspace, Path]) -> None:
    path = out[1] / "年报.html"
    text = path.read_text(encoding="utf-8")
    at = text.index("<td", text.index("<td") + 2000)
    at = text.index(">0<", at)
    path.write_text(text[: at + 1] + "7" + text[at + 2 :], encoding="utf-8")
    found = check(out, "年报.html")
    assert found.outcome == "changed"
    assert [(piece.signed.strip(), piece.found.strip()) for piece in found.differences] == [("0", "7")]


def test_one_character_changed_in_the_page(out: tuple[Workspace, Path]) -> None:
    path = out[1] / "年报.html"
    path.write_text(path.read_text(encoding="utf-8").replace("认真", "坚决", 1), encoding="utf-8")
    (piece,) = check(out, "年报.html").differences
    assert ("认真" in piece.signed, "坚决" in piece.found) == (True, True)


def edit_document(path: Path, edit: Callable[[object], None]) -> None:
    document = Document(str(path))
    edit(document)
    document.save(str(path))


def test_word_saved_again(out: tuple[Workspace, Path]) -> None:
    edit_document(out[1] / "年报.docx", lambda document: None)
    found = check(out, "年报.docx")
    assert (found.outcome, found.differences, found.is_signed) == ("resaved", (), False)
    assert found.seal is not None


def test_word_edited(out: tuple[Workspace, Path]) -> None:
    def edit(document: object) -> None:
        paragraph = next(p for p in document.paragraphs if "认真贯彻" in p.text)  # type: ignore[attr-defined]
        paragraph.runs[-1].text = paragraph.runs[-1].text.replace("认真贯彻", "认真学习")
        document.tables[0].rows[2].cells[1].text = "9"  # type: ignore[attr-defined]

    edit_document(out[1] / "年报.docx", edit)
    found = check(out, "年报.docx")
    assert found.outcome == "changed"
    assert any("认真学习" in piece.found for piece in found.differences)
    assert any(piece.found.strip() == "9" for piece in found.differences)


def test_word_without_its_seal(out: tuple[Workspace, Path]) -> None:
    def edit(document: object) -> None:
        document.core_properties.keywords = ""  # type: ignore[attr-defined]

    edit_document(out[1] / "年报.docx", edit)
    found = check(out, "年报.docx")
    assert (found.outcome, found.seal) == ("resaved", None)


@pytest.mark.slow
def test_word_saved_again_by_libreoffice(out: tuple[Workspace, Path], tmp_path: Path) -> None:
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("没有安装 LibreOffice")
    target = tmp_path / "另存"
    subprocess.run(
        [office, "--headless", "--convert-to", "docx", "--outdir", str(target), str(out[1] / "年报.docx")],
        check=True,
        capture_output=True,
        timeout=180,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    found = verify_file(out[0], target / "年报.docx")
    assert (found.outcome, found.differences) == ("resaved", ())
    assert found.seal is not None


def test_pdf_saved_again_and_edited(out: tuple[Workspace, Path]) -> None:
    path = out[1] / "年报.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.docinfo["/Author"] = "别人"
        pdf.save(path)
    found = check(out, "年报.pdf")
    assert found.outcome == "resaved"
    assert found.seal is not None
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save(path)
    found = check(out, "年报.pdf")
    assert found.outcome == "changed"
    assert any(piece.signed and not piece.found for piece in found.differences)


def test_a_seal_copied_to_another_text(out: tuple[Workspace, Path]) -> None:
    workspace, folder = out
    seal = str(seal_in(folder / "年报.html"))
    fake = folder / "假.html"
    fake.write_text(
        f'<html><head><meta name="report-kit-seal" content="{seal}"><title>假</title></head>'
        "<body><p>完全不同的内容，一个字也没有签过。</p></body></html>",
        encoding="utf-8",
    )
    found = verify_file(workspace, fake)
    assert found.outcome == "changed"
    assert any("一个字也没有签过" in piece.found for piece in found.differences)


def test_a_stranger(out: tuple[Workspace, Path]) -> None:
    path = out[1] / "别的.txt"
    path.write_text("这是别的单位的一份通知，与年报无关。\n", encoding="utf-8")
    assert check(out, "别的.txt").outcome == "unsigned"


def test_a_damaged_file_is_not_the_signed_one(out: tuple[Workspace, Path]) -> None:
    path = out[1] / "年报.docx"
    path.write_bytes(path.read_bytes()[:-200])
    assert check(out, "年报.docx").outcome != "signed"


def test_a_draft_is_not_the_final_one(out: tuple[Workspace, Path]) -> None:
    workspace, folder = out
    files = export_report(workspace.load(1).report, folder / "草稿", ["pdf", "html"], draft=True)
    record_export(workspace, 1, 1, files, who="张三")
    for path in files.values():
        assert verify_file(workspace, path).outcome in ("resaved", "changed")
    assert records(workspace)[-1].kind == "export"
    assert verify(workspace).is_sound


def test_the_file_gives_a_forged_trail_away(out: tuple[Workspace, Path]) -> None:
    """Records written anew, all hashes made to fit: what the published file carries does not."""
    from report_kit.workspace import trail

    workspace, _ = out
    kept = records(workspace)
    before, rows = trail.BEGINNING, []
    for record in kept:
        who = "李四" if record.who == "王五" else record.who
        values = (record.number, record.made, record.kind, record.report, who, record.body, before)
        before = trail.seal(*values)
        rows.append((who, values[6], before, record.number))
    assert workspace.folder is not None
    with closing(sqlite3.connect(workspace.folder / "report-kit.db")) as database, database:
        database.executemany("UPDATE trail SET who = ?, before = ?, hash = ? WHERE number = ?", rows)
    assert verify(workspace).is_sound  # by itself nothing shows
    found = check(out, "年报.pdf")
    assert not found.is_signed
    assert any("与存证码不符" in str(fault) for fault in found.audit.faults)


def test_a_later_one_was_published(out: tuple[Workspace, Path]) -> None:
    workspace, folder = out
    report = workspace.load(1).report
    workspace.save(1, report.with_section("other", "更正一处。"), base=1, author="张三")
    sign_all(workspace, 1)
    export_final(workspace, 1, folder / "更正", ["html"], proofreader=QUIET)
    found = check(out, "年报.html")
    assert (found.outcome, found.revision, found.newer) == ("signed", 1, 2)
    assert check(out, "更正.html").newer == 0


def test_the_files_stay_valid(out: tuple[Workspace, Path]) -> None:
    with pikepdf.open(out[1] / "年报.pdf") as pdf, pdf.open_metadata() as about:
        assert about["pdfuaid:part"] == "1"
    with zipfile.ZipFile(BytesIO((out[1] / "年报.docx").read_bytes())) as archive:
        assert archive.testzip() is None
    assert head(out[0]) is not None

"""Marked copies from the command line: what is written, what is refused, what each construct becomes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from report_kit.marking.note import parse
from report_kit.marking.word.reading import Comment, read_comments
from tests.cli.conftest import Cli, cli  # noqa: F401
from tests.document.word_files import REL, W, p, write_word

CHECK = ("--select", "spelling.dictionary")
WRONG = "大力发言优良作风。"
SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"


def annotate(cli: Cli, tmp_path: Path, body: str, *options: str, **parts: str) -> list[Comment]:  # noqa: F811
    write_word(tmp_path / "a.docx", body, **parts)
    before = (tmp_path / "a.docx").read_bytes()
    result = cli("check", "a.docx", "--annotate", "b.docx", *CHECK, *options)
    assert result.code in (0, 1), result.err
    assert (tmp_path / "a.docx").read_bytes() == before
    return read_comments(tmp_path / "b.docx").comments


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r>'
    f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("发言")}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
OTHERS = '<w:ins w:id="9" w:author="王五">' + run("发言") + "</w:ins>"
LOCKED = '<w:sdt><w:sdtPr><w:lock w:val="sdtContentLocked"/></w:sdtPr><w:sdtContent>' + run("发言")
BOX = f"<w:r><w:pict><v:textbox><w:txbxContent>{p(WRONG)}</w:txbxContent></v:textbox></w:pict></w:r>"


@pytest.mark.parametrize(
    ("middle", "text", "tracked"),
    [
        (run("发言"), "发言", True),
        (run("发") + run("言"), "发言", True),
        (f"<w:hyperlink>{run('发')}</w:hyperlink>{run('言')}", "发言", True),
        (FIELD, "发言", False),
        (OTHERS, "发言", False),
        (LOCKED + "</w:sdtContent></w:sdt>", "发言", False),
        (f"<w:fldSimple>{run('发言')}</w:fldSimple>", "发言", False),
    ],
    ids=["run", "runs", "link", "field", "insertion", "locked", "simple field"],
)
def test_constructs(cli: Cli, tmp_path: Path, middle: str, text: str, tracked: bool) -> None:  # noqa: F811
    body = f"<w:p>{run('大力')}{middle}{run('优良作风。')}</w:p>"
    (comment,) = annotate(cli, tmp_path, body, "--track-changes")
    assert (comment.before, comment.pending) == (text, tracked)
    assert comment.after == ("发扬" if tracked else text)


def test_a_text_box_bears_its_comment_outside(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    (comment,) = annotate(cli, tmp_path, f"<w:p>{run('前')}{BOX}{run('后')}</w:p>", "--track-changes")
    assert comment.before.strip() == WRONG
    assert not comment.pending
    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        document = archive.read("word/document.xml").decode()
    assert "comment" not in document[document.index("<w:txbxContent>") : document.index("</w:txbxContent>")]


def test_notes_and_page_headers(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    reference = f'<w:headerReference xmlns:r="{REL}" w:type="default" r:id="h"/>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{run('正文。')}{mark}</w:p><w:sectPr>{reference}</w:sectPr>"
    relations = "".join(
        f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
        for key, kind in (("h", "header"), ("f", "footnotes"))
    )
    note = f'<w:footnote w:id="2">{p(WRONG)}</w:footnote>'
    comments = annotate(
        cli,
        tmp_path,
        body,
        **{
            "word___rels__document.xml.rels": f'<Relationships xmlns="{SPACE}">{relations}</Relationships>',
            "word__header.xml": f'<w:hdr xmlns:w="{W}">{p(WRONG)}</w:hdr>',
            "word__footnotes.xml": f'<w:footnotes xmlns:w="{W}">{note}</w:footnotes>',
        },
    )
    assert ["所指：页眉里的“发言”" in comments[0].text, "所指：脚注里的“发言”" in comments[1].text] == [
        True,
        True,
    ]
    assert [comment.before for comment in comments] == ["", ""]


def test_author_and_time(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    options = ("--track-changes", "--comment-author", "张三", "--comment-time", "2025-01-13T09:30:00")
    (comment,) = annotate(cli, tmp_path, p(WRONG), *options)
    assert comment.author == "张三"
    assert parse(comment.text) is not None
    with zipfile.ZipFile(tmp_path / "b.docx") as archive:
        for name in ("word/comments.xml", "word/document.xml"):
            assert 'w:author="张三" w:date="2025-01-13T09:30:00Z"' in archive.read(name).decode()


def test_the_same_input_gives_the_same_bytes(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    annotate(cli, tmp_path, p(WRONG), "--track-changes")
    first = (tmp_path / "b.docx").read_bytes()
    assert cli("check", "a.docx", "--annotate", "b.docx", "--track-changes", "--force", *CHECK).code == 1
    assert (tmp_path / "b.docx").read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("a.docx", "--annotate", "a.docx", "--force"), "RK-608"),
        (("a.docx", "--annotate", "b.html"), "RK-252"),
        (("a.docx", "--annotate", "there.docx"), "RK-609"),
        (("a.docx", "--annotate", "b.docx", "--comment-time", "昨天"), "RK-253"),
        (("a.docx", "--annotate", "b.docx", "--comment-author", " "), "RK-254"),
        (("a.txt", "--annotate", "b.html", "--track-changes"), "RK-251"),
    ],
)
def test_what_is_refused(cli: Cli, tmp_path: Path, arguments: tuple[str, ...], code: str) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", p(WRONG))
    (tmp_path / "a.txt").write_text(WRONG, "utf-8")
    (tmp_path / "there.docx").write_bytes(b"old")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = cli("check", *arguments, *CHECK)
    assert result.code == 2
    assert code in result.err
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_several_files_go_into_a_folder_and_are_no_input_later(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", p(WRONG))
    (tmp_path / "c.txt").write_text(WRONG, "utf-8")
    assert cli("check", "a.docx", "c.txt", "--annotate", "标注", *CHECK).code == 1
    assert {path.name for path in (tmp_path / "标注").iterdir()} == {"a.校对.docx", "c.校对.html"}
    assert "标注" not in cli("check", ".", *CHECK).out


def test_the_page_of_a_text_file(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    (tmp_path / "a.txt").write_text(f"<script>x</script>{WRONG}\n数量\t{WRONG}\n", "utf-8")
    assert cli("check", "a.txt", "--annotate", "a.html", *CHECK).code == 1
    text = (tmp_path / "a.html").read_text("utf-8")
    assert '&lt;script&gt;x&lt;/script&gt;大力<mark class="error">发言</mark><sup id="t1">' in text
    assert '大力<mark class="error">发言</mark><sup id="t2">' in text
    assert '<li id="n2" value="2" class="error">' in text
    assert "<script" not in text

"""What became of the findings of a marked Word file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.conftest import Cli, cli  # noqa: F401
from tests.document.word_files import W, p, tbl, tc, tr, write_word

Q = f"{{{W}}}"
# Four times the same mistake: what tells the findings apart is their number and place.
BODY = p("大力发言优良作风。") + tbl(tr(tc("作风"), tc("大力发言优良作风。"))) + 2 * p("大力发言优良作风。")
CHECK = ("--select", "spelling.dictionary")


def decide(change: etree._Element, how: str) -> None:
    """Accept or reject a tracked change."""
    if change.tag == f"{Q}{'ins' if how == 'accept' else 'del'}":
        for run in list(change):
            for text in run.iter(f"{Q}delText"):
                text.tag = f"{Q}t"
            change.addprevious(run)
    change.getparent().remove(change)


def decide_all(source: Path, target: Path, how: str) -> None:
    """Accept or reject every change of a marked file at once, as the button of Word does."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for change in list(root.iter(f"{Q}ins", f"{Q}del")):
        decide(change, how)
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def edit(source: Path, target: Path, number: int, how: str) -> None:
    """Do to finding ``number`` of a marked file what a person does in Word."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    for change in list(root.iter(f"{Q}ins", f"{Q}del")):
        key = [
            int(mark.get(f"{Q}id")) for mark in change.itersiblings(f"{Q}commentRangeStart", preceding=True)
        ]
        if how not in ("accept", "reject") or not key or key[0] != number - 1:
            continue
        decide(change, how)
    if how == "rewrite":
        text = [text for text in root.iter(f"{Q}t") if text.text == "发言"][number - 1]
        text.text = "弘扬"
    if how in ("remove", "remove and mend"):
        for mark in list(root.iter(f"{Q}commentRangeStart", f"{Q}commentRangeEnd", f"{Q}commentReference")):
            if int(mark.get(f"{Q}id")) == number - 1:
                if how == "remove and mend" and mark.tag == f"{Q}commentRangeStart":
                    mark.getnext().find(f"{Q}t").text = "发扬"
                mark.getparent().remove(mark)
        comments = etree.fromstring(parts["word/comments.xml"])
        comments.remove(comments[[c.get(f"{Q}id") for c in comments].index(str(number - 1))])
        parts["word/comments.xml"] = etree.tostring(comments)
    parts["word/document.xml"] = etree.tostring(root)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def outcomes(cli: Cli, back: Path, code: int) -> list[tuple[str, str]]:  # noqa: F811
    result = cli("check", back, "--settled", "sent.docx", "--format", "json")
    assert (result.code, result.err) == (code, "")
    return [(record["outcome"], record["now"]) for record in map(json.loads, result.out.splitlines())]


def test_tracked_changes_accepted_and_rejected(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", BODY)
    assert cli("check", "a.docx", "--annotate", "sent.docx", "--track-changes", *CHECK).code == 1
    edit(tmp_path / "sent.docx", tmp_path / "b.docx", 2, "accept")
    edit(tmp_path / "b.docx", tmp_path / "c.docx", 3, "reject")
    assert outcomes(cli, tmp_path / "c.docx", 1) == [
        ("open", "发扬"),
        ("accepted", "发扬"),
        ("rejected", "发言"),
        ("open", "发扬"),
    ]


@pytest.mark.parametrize(("how", "outcome"), [("accept", "accepted"), ("reject", "rejected")])
def test_blanks_and_passages_that_hold_changes_of_other_findings(
    cli: Cli,  # noqa: F811
    tmp_path: Path,
    how: str,
    outcome: str,
) -> None:
    # A blank to leave out and a comma to widen stand in the sum that only a person can put right.
    text = "主动公开信息共 73 条,其中工作动态51条，通知公告4条，图片展示2条。"
    rules = ("--select", "punctuation.spaces,punctuation.half_width,number.breakdown")
    write_word(tmp_path / "a.docx", p(text))
    cli("check", "a.docx", "--annotate", "sent.docx", "--track-changes", *rules)
    decide_all(tmp_path / "sent.docx", tmp_path / "back.docx", how)
    result = cli("check", "back.docx", "--settled", "sent.docx", "--format", "json")
    found = {record["rule"]: record["outcome"] for record in map(json.loads, result.out.splitlines())}
    assert found == {
        "punctuation.spaces": outcome,
        "punctuation.half_width": outcome,
        "number.breakdown": "open",
    }


def test_comments_removed_and_text_mended(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", BODY)
    assert cli("check", "a.docx", "--annotate", "sent.docx", *CHECK).code == 1
    edit(tmp_path / "sent.docx", tmp_path / "b.docx", 3, "remove and mend")
    edit(tmp_path / "b.docx", tmp_path / "c.docx", 2, "remove")
    edit(tmp_path / "c.docx", tmp_path / "d.docx", 1, "rewrite")
    assert outcomes(cli, tmp_path / "d.docx", 1) == [
        ("otherwise", "弘扬"),
        ("rejected", "发言"),
        ("accepted", "发扬"),
        ("open", "发言"),
    ]


def test_the_summary_in_words(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", BODY)
    cli("check", "a.docx", "--annotate", "sent.docx", *CHECK)
    result = cli("check", "sent.docx", "--settled", "sent.docx")
    assert result.code == 1
    assert "共 4 处，未处理 4 处" in result.out


def test_a_file_without_our_comments(cli: Cli, tmp_path: Path) -> None:  # noqa: F811
    write_word(tmp_path / "a.docx", BODY)
    result = cli("check", "a.docx", "--settled", "a.docx")
    assert result.code == 2
    assert "RK-256" in result.err

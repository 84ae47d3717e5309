"""Generated Word files, marked: each comment at its finding, everything else as it was."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from report_kit import Proofreader, open_document
from report_kit.document import Document
from report_kit.marking.formats import word
from report_kit.marking.note import parse
from report_kit.marking.options import Marked, Options
from report_kit.marking.word.reading import Comment, read_comments
from report_kit.proofread import Finding
from tests.document.word_files import W
from tests.marking.generated import write_generated

FAST, ALL = range(25), range(200)
# Without the speller, which would take most of the time and is tested elsewhere.
RULES = ("spelling.dictionary", "spelling.doubled_word", "wording", "punctuation")
Q = f"{{{W}}}"
TIME = "2025-01-13T09:00:00Z"


@pytest.fixture(scope="module")
def proofreader() -> Proofreader:
    return Proofreader(select=RULES)


def marked(path: Path, proofreader: Proofreader, *, track: bool) -> tuple[Document, list[Finding], Marked]:
    document = open_document(path)
    findings = proofreader.check(document)
    options = Options(track=track, time=TIME, check=proofreader.check)
    return document, findings, word.mark(path, document, findings, options)


def flat(text: str) -> str:
    """Leave out white space: no run holds what parts lines and cells; a tab in a cell reads as a space."""
    return re.sub(r"\s", "", text)


def normal_form(data: bytes, *, undo: bool) -> bytes:
    """Return ``document.xml`` without our comments, like runs put together; ``undo`` rejects our changes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
        ours = set()
        if "word/comments.xml" in archive.namelist():
            for comment in etree.fromstring(archive.read("word/comments.xml")).iter(f"{Q}comment"):
                if comment.get(f"{Q}author") == "校对":
                    ours.add(comment.get(f"{Q}id"))
    for mark in list(root.iter(f"{Q}commentRangeStart", f"{Q}commentRangeEnd", f"{Q}commentReference")):
        if mark.get(f"{Q}id") in ours:
            gone = mark.getparent() if mark.tag.endswith("Reference") else mark
            gone.getparent().remove(gone)
    if undo:
        for change in list(root.iter(f"{Q}ins", f"{Q}del")):
            if change.get(f"{Q}author") != "校对":
                continue
            if change.tag == f"{Q}del":
                for run in list(change):
                    for text in run.iter(f"{Q}delText"):
                        text.tag = f"{Q}t"
                    change.addprevious(run)
            change.getparent().remove(change)
    merge_runs(root)
    return etree.tostring(root, method="c14n")


def merge_runs(root: etree._Element) -> None:
    for run in list(root.iter(f"{Q}r")):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and head(before) == head(run):
            for inner in [inner for inner in run if inner.tag != f"{Q}rPr"]:
                before.append(inner)
            run.getparent().remove(run)
    for text in list(root.iter(f"{Q}t")):
        before = text.getprevious()
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if before is not None and before.tag == text.tag:
            before.text = (before.text or "") + (text.text or "")
            text.getparent().remove(text)


def head(run: etree._Element) -> tuple[bytes, ...]:
    attributes = repr(sorted(run.attrib.items())).encode()
    return (attributes, *(etree.tostring(inner, method="c14n") for inner in run if inner.tag == f"{Q}rPr"))


def check_one(path: Path, proofreader: Proofreader, *, track: bool) -> tuple[bytes, int]:
    """Mark one file, compare, and return the copy and how many comments it has at exact places."""
    before = path.read_bytes()
    document, findings, copy = marked(path, proofreader, track=track)
    assert path.read_bytes() == before
    target = path.with_suffix(".marked.docx")
    target.write_bytes(copy.data)
    read = read_comments(target)
    ours: dict[int, Comment] = {
        signed.number: comment for comment in read.comments if (signed := parse(comment.text))
    }
    assert sorted(ours) == list(range(1, copy.notes + 1))
    for number, finding in enumerate(findings, 1):
        signed = parse(ours[number].text)
        assert signed is not None
        assert signed.rule == finding.rule
        assert flat(ours[number].before) == flat(finding.text)
        if ours[number].pending and signed.replacement is not None:
            assert flat(ours[number].after) == flat(signed.replacement)
    assert [comment.text for comment in read.comments if comment.author == "李四"] == ["请核实"] * sum(
        comment.author == "李四" for comment in read_comments(path).comments
    )
    assert normal_form(copy.data, undo=True) == normal_form(before, undo=False)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target) as new:
        changed = {
            "word/document.xml",
            "word/comments.xml",
            "[Content_Types].xml",
            "word/_rels/document.xml.rels",
        }
        for name in set(old.namelist()) - changed:
            assert old.read(name) == new.read(name)
    assert flat(open_document(target).text if not track else document.text) == flat(document.text)
    options = Options(track=track, time=TIME, check=proofreader.check)
    assert word.mark(path, document, findings, options).data == copy.data
    return copy.data, copy.notes - copy.nearby


@pytest.mark.parametrize("track", [False, True], ids=["comments", "changes"])
def test_a_few_generated_files(tmp_path: Path, proofreader: Proofreader, track: bool) -> None:
    exact = [
        check_one(write_generated(tmp_path / f"{seed}.docx", seed), proofreader, track=track)[1]
        for seed in FAST
    ]
    assert sum(exact) > 50


@pytest.mark.slow
def test_two_hundred_generated_files_open_in_an_office_program(
    tmp_path: Path, proofreader: Proofreader, office: Callable[[list[Path], Path], None]
) -> None:
    copies = []
    for seed in ALL:
        path = write_generated(tmp_path / f"{seed}.docx", seed)
        data, _ = check_one(path, proofreader, track=bool(seed % 2))
        copies.append(tmp_path / f"{seed}.marked.docx")
        assert copies[-1].read_bytes() == data
    office(copies, tmp_path / "saved")
    for copy in copies:
        # The program has taken in every comment of ours, by number and rule.
        saved = (tmp_path / "saved" / f"{copy.stem}.fodt").read_text("utf-8")
        taken = re.findall(r"〔校对 (\d+) ([a-z_.]+)〕", re.sub(r"<[^>]+>", "", saved))
        sent = [signed for comment in read_comments(copy).comments if (signed := parse(comment.text))]
        assert sorted(taken) == sorted((str(signed.number), signed.rule) for signed in sent)


@pytest.fixture
def office() -> Callable[[list[Path], Path], None]:
    """Return a function that opens Word files in LibreOffice and saves them as flat OpenDocument files.

    Not as Word files: its own Word export of links beside content controls is not well-formed.
    """
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer")

    def save_again(files: list[Path], folder: Path) -> None:
        profile = f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "fodt",
            "--outdir",
            str(folder),
        ]
        for start in range(0, len(files), 50):
            batch = [str(file) for file in files[start : start + 50]]
            subprocess.run([*command, *batch], check=True, capture_output=True, timeout=600)
        assert {file.stem for file in folder.iterdir()} == {file.stem for file in files}

    return save_again

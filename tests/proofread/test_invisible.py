"""Characters that are not seen hide no mistake, in a string as in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_kit import Proofreader, open_document
from report_kit.forms.values import parse_value
from report_kit.proofread.findings.choice import choose_edits
from report_kit.proofread.findings.finding import apply_edits
from report_kit.proofread.findings.source_edits import edit_source

PLAIN = "全乡干部要认真贯策落实上级精神，做到有章可寻。\n"


@pytest.mark.parametrize("invisible", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u200d", "\u202a", "\ufe0f"])
def test_in_a_string_offsets_are_those_of_the_string(invisible: str) -> None:
    text = f"甲{invisible}。" + PLAIN.replace("贯策", f"贯{invisible}策").replace(
        "章可", f"章{invisible * 2}可"
    )
    proofreader = Proofreader(select=["spelling"])
    plain, found = proofreader.check("甲。" + PLAIN), proofreader.check(text)
    assert plain
    assert [finding.text for finding in plain] == [finding.text.replace(invisible, "") for finding in found]
    assert all(text[finding.start : finding.end] == finding.text for finding in found)
    fixed = apply_edits(text, choose_edits(found, "likely"))
    assert fixed.replace(invisible, "") == proofreader.fix("甲。" + PLAIN)


def test_a_joined_emoji_stays_one() -> None:
    text = "👩\u200d🌾☑\ufe0f全乡干部要认真贯策落实上级精神。"
    (finding,) = Proofreader(select=["spelling"]).check(text)
    assert text[finding.start : finding.end] == finding.text


@pytest.mark.parametrize("heal", [False, True])
def test_a_corrected_copy_of_a_file(tmp_path: Path, heal: bool) -> None:
    path = tmp_path / "稿.txt"
    path.write_text("\u200b甲\u00ad。\n" + PLAIN.replace("贯策", "贯\u200b策"), encoding="utf-8")
    document = open_document(path)
    findings = Proofreader(select=["spelling"]).check(document)
    fixed = edit_source(document, choose_edits(findings, "likely"), heal=heal)
    assert fixed.replace("\u200b", "").replace("\u00ad", "") == "甲。\n" + Proofreader(
        select=["spelling"]
    ).fix(PLAIN)
    # What the author's file holds stays, unless a passage that is replaced holds it.
    assert fixed.startswith("\u200b甲\u00ad。")


def test_in_a_figure_of_a_table() -> None:
    assert parse_value("1\u200b3", "count") == 13

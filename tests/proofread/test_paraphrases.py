"""The mistakes of one published report, told anew by an editor who had not seen the rules.

``paraphrases.tsv`` has for each mistake three texts with a mistake of the same kind and three that are right
though they look alike. Its columns: rule and marked piece of the published mistake, kind, agency and level
where they are not those of ``CONTEXT``, the piece to be marked, the text (``\\n`` for a new line).

The kind is ``wrong`` or ``right``. A second editor who had not seen the rules either wrote more of the kinds
that were least well found. Four of the first editor's are kept as right: official usage has 客户端等新媒体
(国办发〔2018〕123号), 提高…意识 and 广度和深度; titles with a town's short name are published by the hundred.
"""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from report_kit.proofread import Context, Finding, Proofreader

CONTEXT = Context(agency="清水县梨树乡人民政府", level="乡", year=2024, superiors=("清水县人民政府",))
LINES = Path(__file__).with_name("paraphrases.tsv").read_text(encoding="utf-8").splitlines()
ROWS = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def proofreader() -> Proofreader:
    return Proofreader()


def findings(proofreader: Proofreader, row: dict[str, str]) -> list[Finding]:
    context = replace(CONTEXT, agency=row["agency"], level=row["level"]) if row["agency"] else CONTEXT
    return proofreader.check(row["text"].replace("\\n", "\n"), context)


def spans(finding: Finding) -> list[tuple[int, int]]:
    """Return where a finding and its fixes act; an insertion acts on the character behind it."""
    edits = [(edit.start, edit.end) for fix in finding.fixes for edit in fix.edits]
    return [(start, max(end, start + 1)) for start, end in [(finding.start, finding.end), *edits]]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["kind"] == "wrong"], ids=lambda row: row["mistake"]
)
def test_the_same_mistake_in_other_words_is_marked(proofreader: Proofreader, row: dict[str, str]):
    piece = row["span"].replace("\\n", "\n")
    start = row["text"].replace("\\n", "\n").index(piece)
    marked = any(
        low < start + len(piece) and start < high
        for finding in findings(proofreader, row)
        for low, high in spans(finding)
    )
    assert marked, row["text"]


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["kind"] == "right"], ids=lambda row: row["mistake"]
)
def test_right_text_that_looks_alike_is_left_alone(proofreader: Proofreader, row: dict[str, str]):
    assert [f for f in findings(proofreader, row) if f.rule == row["rule"]] == []

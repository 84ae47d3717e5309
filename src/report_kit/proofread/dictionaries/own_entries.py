"""Make a row of a dictionary out of what a user says, and try it before it is written."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from report_kit.document import Document
from report_kit.errors import DataError
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.context import Context
from report_kit.proofread.dictionaries.entries import COLUMNS, Entry, read_entries
from report_kit.proofread.dictionaries.lexicon import Lexicon
from report_kit.proofread.findings.finding import Edit, Severity, apply_edits
from report_kit.proofread.language.segment import word_frequency

# jieba's dictionary also lists common mistakes, but as rare words.
_OFTEN = 30
_SHARE = 10

_NO_EXAMPLE = "（只提示，没有改法）"

HEADER = "\t".join(COLUMNS)


@dataclass(frozen=True)
class Wanted:
    """What a user wants reported.

    Args:
        wrong, right, requires, forbids, note, source: as in ``lexicon``; ``right`` may be empty.
        wrong_examples: sentences that hold the mistake; the wrong form alone when there are none.
        right_examples: the same mended, then sentences that must pass; the mended ones may be left out.
        severity: told from the wrong form when it is ``None``.
    """

    wrong: str
    right: str = ""
    requires: str = ""
    forbids: str = ""
    note: str = ""
    source: str = ""
    wrong_examples: Sequence[str] = ()
    right_examples: Sequence[str] = ()
    severity: Severity | None = None

    @property
    def is_ordinary(self) -> bool:
        """Whether the wrong form is a word of its own, so that it also stands in right text."""
        often = word_frequency(self.wrong)
        return often >= _OFTEN or often * _SHARE > word_frequency(self.right) > 0

    def row(self) -> str:
        """Return the row.

        A word that is sometimes right is only a warning, and is mended with a click each; a form that is
        never right is an error and may be mended unseen.
        """
        sure = not self.is_ordinary
        severity = self.severity or (Severity.ERROR if sure else Severity.WARNING)
        examples = list(self.wrong_examples) or [self.wrong]
        mended = list(self.right_examples)
        if self.right:
            mended += [text.replace(self.wrong, self.right) for text in examples[len(mended) :]]
        values = {
            "wrong": self.wrong,
            "right": self.right,
            "boundary": "word",
            "requires": self.requires,
            "forbids": self.forbids,
            "severity": severity.value,
            "safety": "safe" if sure and severity is Severity.ERROR else "likely",
            "note": self.note or "本单位词典规定的写法",
            "source": self.source or "本单位词典",
            "example_wrong": " | ".join(examples),
            "example_right": " | ".join(mended) or _NO_EXAMPLE,
        }
        return "\t".join(" ".join(values[column].split()) for column in COLUMNS)


def try_row(row: str) -> Entry:
    """Return the entry of a row that does what its examples say.

    Raises:
        DataError: ``RK-315``: it can not be used, or does something else.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entry.tsv"
        path.write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
        try:
            (entry,) = read_entries(path)
        except DataError as error:
            raise _refused(error.what.partition("：")[2] or error.what) from None
    lexicon = Lexicon([entry])
    for index, text in enumerate(entry.wrong_examples):
        edits = _edits(lexicon, text)
        if not edits:
            raise _refused(f"在例句里报不出来：{text}（可能割断了别的词，或者条件不满足）")
        expected = entry.right_examples[index] if entry.right else None
        if expected is not None and apply_edits(text, edits) != expected:
            raise _refused(f"例句改成了“{apply_edits(text, edits)}”，与给出的“{expected}”不同")
    for text in entry.right_examples if entry.right else ():
        if _edits(lexicon, text):
            raise _refused(f"在正确的句子里也会报：{text}")
    return entry


def _edits(lexicon: Lexicon, text: str) -> list[Edit]:
    hits = lexicon.hits(Check(Document.from_text(text), Context()))
    return [
        Edit(hit.start, hit.end, text[hit.start : hit.end] if hit.replacement is None else hit.replacement)
        for hit in hits
    ]


def _refused(reason: str) -> DataError:
    return DataError(
        "RK-315",
        f"这一条没有加入词典：{reason}",
        remedy="改正后重新运行；各项的含义见 docs/命令.md 的 report-kit dict",
    )

"""Answers from a sheet (.xlsx, .csv): a row a person, a column a question."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from report_kit.assess.private import without_numbers
from report_kit.assess.survey.questionnaire import Question, Questionnaire
from report_kit.errors import DataError
from report_kit.ledger.cells import plain
from report_kit.ledger.files import Sheet, read_sheets

_SEARCHED = 10
_NUMBERED = re.compile(r"^(?:第?\d{1,2}[题.、．:：)）]|[Qq]\d{1,2}[.、．:：]?)")
_NOTHING = frozenset({"", "无", "没有", "暂无", "无意见", "没有意见", "没意见", "/", "-", "—"})


@dataclass(frozen=True)
class Answers:
    """The answers of all sheets.

    Args:
        rows: by question id; a question without an answer is left out.
        unclear: answers that are none of the choices, as Chinese sentences with their place.
    """

    rows: tuple[Mapping[str, str], ...]
    unclear: tuple[str, ...] = ()


def read_answers(paths: Sequence[str | Path], questionnaire: Questionnaire) -> Answers:
    """Read files of answers.

    Raises:
        InputError: a file cannot be read.
        DataError: ``RK-847``: no sheet of a file has a column for any question.
    """
    rows: list[Mapping[str, str]] = []
    unclear: list[str] = []
    for path in map(Path, paths):
        found = [
            part
            for sheet in read_sheets(path)
            if not sheet.hidden and (part := _columns(sheet, questionnaire))
        ]
        if not found:
            asked = "、".join(question.short for question in questionnaire.questions)
            raise DataError(
                "RK-847",
                "问卷结果里没有一列是问卷的题目",
                where=str(path),
                remedy=f"表头写题目或它的简称：{asked}；空白的表用 report-kit survey template 取",
            )
        for sheet, line, columns in found:
            for number, cells in sheet.lines[line + 1 :]:
                row = dict(_read(cells, columns, f"{sheet.file} 第 {number} 行", unclear))
                if row:
                    rows.append(row)
    return Answers(tuple(rows), tuple(unclear))


def _columns(sheet: Sheet, made: Questionnaire) -> tuple[Sheet, int, dict[int, Question]] | None:
    for line, (_, cells) in enumerate(sheet.lines[:_SEARCHED]):
        columns: dict[int, Question] = {}
        for position, cell in enumerate(cells):
            heading = _fold(_NUMBERED.sub("", plain(cell)))
            for question in made.questions:
                if heading in map(_fold, (question.id, question.ask, question.short)) and (
                    question not in columns.values()
                ):
                    columns[position] = question
        if columns:
            return sheet, line, columns
    return None


def _fold(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


def _read(
    cells: Sequence[object], columns: Mapping[int, Question], where: str, unclear: list[str]
) -> Iterator[tuple[str, str]]:
    for position, question in columns.items():
        text = plain(cells[position]) if position < len(cells) else ""
        if not question.choices:
            if _fold(text) and text.strip("。！. ") not in _NOTHING:
                yield question.id, without_numbers(text)
            continue
        if not text:
            continue
        choice = _choice(text, question)
        if choice is None:
            shown = without_numbers(text)[:30]
            unclear.append(f"{where}“{question.short}”：“{shown}”不是选项，没有计入")
        else:
            yield question.id, choice


def _choice(text: str, question: Question) -> str | None:
    """Return the choice a person means: its words, its letter or its number, or both."""
    folded = _fold(text)
    for number, choice in enumerate(question.choices):
        letter = chr(ord("a") + number)
        words = _fold(choice)
        if folded in (words, letter, str(number + 1), letter + words, f"{number + 1}{words}"):
            return choice
    return None

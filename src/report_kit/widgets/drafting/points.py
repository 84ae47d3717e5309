"""What is written of a report, and what is still missing: the open points a clerk is led to.

Whether something is missing is the rules' to say, not decided here a second time: the form names the rules
(``completeness``), and for each question the one that knows whether it is answered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from report_kit.forms.equations import broken, values_of
from report_kit.forms.form import Question, Table
from report_kit.forms.report import Report
from report_kit.forms.totals import total_cells
from report_kit.proofread import Context, Finding, Proofreader, fingerprint

Problems = Mapping[str, Mapping[tuple[str, str], str]]
"""By table, the cells that hold no figure, with the reason."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing the report must have.

    Args:
        target: where it belongs: a section's or a table's id, ``"title"``, ``"signature"`` or ``"date"``.
        text: Chinese, what to do.
        done: whether it is there.
        cell: of a table, the cell to go to: (row id, column id).
    """

    target: str
    text: str
    done: bool
    cell: tuple[str, str] | None = None


@dataclass(frozen=True)
class Survey:
    """How far a report has come.

    Args:
        points: all compulsory points, in the order of the form.
        answered: by section, for each of its questions whether the section answers it.
    """

    points: tuple[Point, ...]
    answered: Mapping[str, tuple[bool, ...]]

    @property
    def open(self) -> tuple[Point, ...]:
        """The points that are not done."""
        return tuple(point for point in self.points if not point.done)


def survey(
    report: Report,
    context: Context,
    proofreader: Proofreader,
    problems: Problems,
    settled: Collection[str] = (),
) -> Survey:
    """Look through a report.

    Args:
        report: as it stands now.
        context: what the proofreader should know of it.
        proofreader: with the rules of the form's ``completeness``.
        problems: cells that hold something, but no figure.
        settled: fingerprints of findings a person has judged right: nothing is missing there.
    """
    document = report.document()
    checked = proofreader.check(document, context)
    found = _placed(report, [f for f in checked if fingerprint(f, document.text) not in settled])
    answered = {
        section.id: tuple(
            _answers(question, report.section(section.id), found) for question in section.questions
        )
        for section in report.spec.sections
    }
    claimed = {
        id(finding)
        for section in report.spec.sections
        for question in section.questions
        for finding, _ in found
        if _speaks_of(finding, question)
    }
    extra = [(finding, place) for finding, place in found if id(finding) not in claimed]
    points = [
        *_of_signature(report),
        *(
            Point(place, finding.message, False)
            for finding, place in extra
            if place in ("title", "signature")
        ),
    ]
    for section in report.spec.sections:
        if section.required:
            points.append(Point(section.id, "写这一部分的文字", bool(report.section(section.id))))
        points += [
            Point(section.id, question.ask, answer)
            for question, answer in zip(section.questions, answered[section.id], strict=True)
            if question.binds(report.level)
        ]
        points += [
            Point(section.id, finding.message, False) for finding, place in extra if place == section.id
        ]
        for name in section.tables:
            points += _of_table(report, report.spec.table(name), context.previous, problems.get(name, {}))
    return Survey(tuple(points), answered)


def _of_signature(report: Report) -> Iterator[Point]:
    """Yield whether it is signed and dated, as far as its form asks for that."""
    asked = report.spec.signature
    if asked.by:
        yield Point("signature", "填写落款：公布报告的机关全称", bool(report.signature))
    if asked.dated:
        yield Point("date", "填写成文日期", report.date is not None)


def _placed(report: Report, findings: list[Finding]) -> list[tuple[Finding, str]]:
    """Return the findings with the section, or the line, each stands in."""
    placed = []
    for finding in findings:
        place = report.rendered.place(finding.start, finding.end)
        line = report.rendered.line(finding.start, finding.end)
        where = place.section if place else line.name.removeprefix("heading:") if line else "title"
        placed.append((finding, where))
    return placed


def _speaks_of(finding: Finding, question: Question) -> bool:
    return finding.rule == question.rule and re.search(question.about, finding.message) is not None


def _answers(question: Question, text: str, found: list[tuple[Finding, str]]) -> bool:
    """Say whether a section with this text answers the question; one without text answers none."""
    if not text:
        return False
    if question.words and not re.search(question.words, text):
        return False
    return not any(_speaks_of(finding, question) for finding, _ in found)


def _of_table(
    report: Report, table: Table, previous: Report | None, problems: Mapping[tuple[str, str], str]
) -> Iterator[Point]:
    """Yield whether a table is filled in, what holds no figure, and what does not add up."""
    totals = total_cells(report.spec, table.id)
    values = report.tables[table.id]
    blank = [
        at
        for at in table.addresses
        if values[at[0]][at[1]] is None and at not in totals and at not in problems
    ]
    text = f"填写表格，还有 {len(blank)} 格是空的" if blank else "填写表格"
    yield Point(table.id, text, not blank, next(iter(blank), None))
    for at, why in problems.items():
        yield Point(table.id, f"{'，'.join(filter(None, table.names(*at)))}：{why}", False, at)
    last = values_of(previous.tables) if previous else None
    for item in broken(report.spec, values_of(report.tables), last, report.level):
        if item.equation.table == table.id and item.equation.level == "error":
            yield Point(table.id, item.message, False, item.cells[0])

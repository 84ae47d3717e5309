"""An office's own sections, in the report of a form that allows them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from report_kit.errors import ReportError
from report_kit.forms.form import FREE
from report_kit.forms.report import STEP, Report, is_own

Number = tuple[int, ...]
_STORED = re.compile(r'"(own\d+(?:\.\d+)?)":')
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)]")


def own_sections(report: Report) -> list[str]:
    """Return the ids of a report's own sections, in order."""
    return [section.id for section in report.spec.sections if is_own(section.id)]


def counterpart(report: Report, section_id: str, other: Report) -> str:
    """Return the id of the section of ``other`` that a section of ``report`` corresponds to, empty for none.

    The form's sections go by their id. An office's own go by their heading without its number: ids say only
    in which order they stand, and the same one may be another subject in another year.
    """
    if not is_own(section_id):
        return section_id if other.has_section(section_id) else ""
    title = bare_title(report.heading(section_id)).strip()
    same = [key for key in own_sections(other) if bare_title(other.heading(key)).strip() == title]
    return section_id if section_id in same else next(iter(same), "")


def ids_in(body: str) -> set[str]:
    """Return the ids of an office's own sections in the stored text of a report."""
    return set(_STORED.findall(body))


def insert_own(
    report: Report, heading: str, after: str = "", *, below: bool = False, used: Collection[str] = ()
) -> Report:
    """See ``Report.with_own_section``."""
    if report.spec.free_sections is None:
        raise ReportError(
            "RK-205", f"{report.spec.name}不能另设部分", where=heading, remedy="请写进格式已有的部分"
        )
    numbers = [_number(key) for key in own_sections(report)]
    if (after or below) and _number(after) not in numbers:
        raise ReportError("RK-205", "没有这个自设的部分", where=after, remedy="请核对部分标识")
    at = _number(after) if after else ()
    if below:
        last = max((number for number in numbers if number[: len(at[:1])] == at[:1]), default=at)
        number: Number = (at[0], (last[1] if len(last) > 1 else 0) + STEP)
        while _id(number) in used:
            number = (number[0], number[1] + STEP)
        return replace(report, headings={**report.headings, _id(number): heading})
    tops = sorted({number[0] for number in numbers})
    before = at[0] if at else max(tops, default=0)
    following = min((top for top in tops if top > before), default=before + 2 * STEP)
    room = [number for number in range(before + 1, following) if _id((number,)) not in used]
    if not room:
        report = _spread(report)
        position = tops.index(before) if before else -1
        before, following = (position + 1) * STEP, (position + 2) * STEP
        room = list(range(before + 1, following))
    middle = min(room, key=lambda number: abs(number - (before + following) // 2))
    return replace(report, headings={**report.headings, _id((middle,)): heading})


def remove_own(report: Report, section_id: str) -> Report:
    """See ``Report.without_own_section``."""
    if section_id not in own_sections(report):
        raise ReportError("RK-205", "没有这个自设的部分", where=section_id, remedy="请核对部分标识")
    gone = {key for key in own_sections(report) if f"{key}.".startswith(f"{section_id}.")}
    return replace(
        report,
        headings={key: text for key, text in report.headings.items() if key not in gone},
        sections={key: text for key, text in report.sections.items() if key not in gone},
    )


def renumbered(report: Report) -> Report:
    """Return a report whose own sections are numbered in order: 一、二、… and below each （一）（二）…

    A title without such a number stays without. The numbers go on from the form's own section before.
    """
    headings: dict[str, str] = {}
    top = below = 0
    for section in report.spec.sections:
        heading = report.heading(section.id)
        match = _NUMBERED.match(heading)
        if section.level == 1:
            below = 0  # below one without a number they begin anew all the same
        if section.level == 0 or not match:
            continue
        if section.level == 1:
            top += 1
        else:
            below += 1
        if is_own(section.id):
            number = f"{_numeral(top)}、" if section.level == 1 else f"（{_numeral(below)}）"
            headings[section.id] = number + heading[match.end() :]
    return replace(report, headings={**report.headings, **headings})


def bare_title(heading: str) -> str:
    """Return a title without its number, 一、 or （一）; as it is where it has none."""
    match = _NUMBERED.match(heading)
    return heading[match.end() :] if match else heading


def _numeral(number: int) -> str:
    """Return 1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    ten = ("" if tens < 2 else digits[tens]) + ("十" if tens else "")
    return ten + (digits[ones] if ones else "")


def _spread(report: Report) -> Report:
    """Number the sections anew, so that there is room between them."""
    tops = sorted({_number(key)[0] for key in own_sections(report)})
    new = {top: (place + 1) * STEP for place, top in enumerate(tops)}

    def renamed(key: str) -> str:
        if not is_own(key):
            return key
        number = _number(key)
        return _id((new[number[0]], *number[1:]))

    return replace(
        report,
        headings={renamed(key): text for key, text in report.headings.items()},
        sections={renamed(key): text for key, text in report.sections.items()},
    )


def _number(section_id: str) -> Number:
    match = FREE.fullmatch(section_id)
    return tuple(map(int, match[1].split("."))) if match else ()


def _id(number: Number) -> str:
    return "own" + ".".join(map(str, number))

"""The six compulsory sections of the annual report."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from report_kit.forms.catalogue import load_form
from report_kit.forms.form import ANNUAL, Section
from report_kit.forms.locate import LocatedSection
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import authority, form_of

_TITLE = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n"
# A text as short as this and without any heading is no whole report.
_WHOLE = 400
_TITLES = tuple(section.title for section in load_form("annual_2021").sections if section.level == 1)


def _text(*titles: str) -> str:
    return _TITLE + "".join(f"{title}\n已按规定完成。\n" for title in titles)


class CompulsorySections(Rule):
    """法定的六个部分缺失、次序颠倒或标题写错（F1）。

    什么：一、总体情况 至 六、其他需要报告的事项，六个标题应齐全、依次、逐字相同、各出现一次。
    为什么：上级按固定标题核对和汇总，标题差一个字也算不合格式。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    """

    id = "structure.sections"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(_text(*_TITLES[:4], _TITLES[5]), _TITLES[5]),
        Wrong(_text(*_TITLES[:5]), _TITLES[4]),
        Wrong(_text(*_TITLES[:5], "六、其他需要汇报的事项"), "六、其他需要汇报的事项", _text(*_TITLES)),
        Wrong(_text(*_TITLES[:4], _TITLES[5], _TITLES[4]), _TITLES[4]),
        Wrong(_text(*_TITLES[:2], _TITLES[1], *_TITLES[2:]), _TITLES[1]),
    )
    right = (
        Right(_text(*_TITLES)),
        Right(
            _text(*_TITLES[:5])
            + _TITLES[5]
            + "本年度没有收取信息处理费，也没有其他需要报告的事项，已在网站公开。"
        ),
        Right(f"{_TITLES[0]}\n一份普通的总结。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield wrong wording, doubled and misplaced headings, then missing ones."""
        if not check.is_report:
            return
        form = [section for section in form_of(check).sections if section.level == 1]
        order = {section.id: number for number, section in enumerate(form)}
        found = [
            section for section in check.located.sections if section.heading_span and section.id in order
        ]
        if not found and (not check.located.title or len(check.text) < _WHOLE):
            return  # a title or sentence out of a report, or a part of one known by its tables
        highest, seen = -1, set()
        for section in found:
            exact = form_of(check).headings == "exact"
            problem = self._wording(check, section, form[order[section.id]]) if exact else None
            if problem:
                yield problem
            if section.id in seen:
                yield self._at(check, section, f"“{section.heading}”出现了两次")
            elif order[section.id] < highest:
                yield self._at(check, section, f"“{section.heading}”的次序不对，应排在前面")
            seen.add(section.id)
            highest = max(highest, order[section.id])
        lines = {_plain(passage.text[:60]) for passage in check.passages}
        for number, wanted in enumerate(form):
            # A heading with text glued on behind is there all the same.
            glued = any(line.startswith(_plain(wanted.title)) for line in lines)
            if wanted.id not in seen and not glued:
                yield self._missing(check, wanted, [s for s in found if order[s.id] > number], found)

    def _wording(self, check: Check, section: LocatedSection, wanted: Section) -> Finding | None:
        """Compare the heading; words glued on behind are a fault of the file, not of the heading."""
        if section.heading_span is None or _plain(section.heading).startswith(_plain(wanted.title)):
            return None
        message = f"{_laid_down(check)}标题是“{wanted.title}”，应逐字相同"
        return self.finding(
            check,
            *section.heading_span,
            message,
            replacement=wanted.title,
            confidence=0.95,
            source=authority(check, self.source),
        )

    def _at(self, check: Check, section: LocatedSection, message: str) -> Finding:
        start, end = section.heading_span or (0, 0)
        return self._told(check, start, end, message)

    def _missing(
        self, check: Check, wanted: Section, later: list[LocatedSection], found: list[LocatedSection]
    ) -> Finding:
        """Place the finding where the section should stand: before the next one, or behind the last."""
        place = later[0] if later else found[-1] if found else None
        where = f"应在“{place.heading}”之{'前' if later else '后'}" if place else "全文没有这个标题"
        title = check.located.title
        start, end = (
            place.heading_span or (0, 0) if place else (title[0].start, title[-1].end) if title else (0, 0)
        )
        if form_of(check).headings == "free":
            return self._told(
                check, start, end, f"没有看到“{wanted.title}”部分（{where}），请核对内容是否写到"
            )
        return self._told(check, start, end, f"缺少{_laid_down(check)}“{wanted.title}”部分（{where}）")

    def _told(self, check: Check, start: int, end: int, message: str) -> Finding:
        severity = Severity.WARNING if form_of(check).headings == "free" else None
        source = authority(check, self.source)
        return self.finding(check, start, end, message, severity=severity, source=source)


def _laid_down(check: Check) -> str:
    """Return on what the sections rest: the law for the annual report, else only the form."""
    return "法定的" if form_of(check).kin == ANNUAL else "格式要求的"


def _plain(heading: str) -> str:
    return re.sub(r"[\s、，。．.：:]", "", unicodedata.normalize("NFKC", heading))

"""The parts as the opening lists them, against the report's own headings (F1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_LISTED = re.compile(
    r"(?:由|包括|包含|分为)(?P<list>[^。；;\n]{0,20}总体情况[^。；;\n]*?)"
    r"(?:等|共|这|共计|以及)*(?:[六五七]|\d)\s*(?:个|大)?(?:部分|方面)"
)
_ITEM = re.compile(r"[^、，,；;]+")
_LEAD = re.compile(r"^(?:以及|和|及|与|[一二三四五六七][、.．])+|(?:等|共|以及|组成|构成)+$")
# So near that the same words must have been meant: short forms of a name are left alone.
_ALIKE = 0.8
_SEVERAL = 3


class ListedNames(Rule):
    """引言列的部分名称与正文的标题不一致（F1）。

    什么：引言写“由……存在的主要问题及改进措施……六个部分组成”，正文的标题是“存在的主要问题及改进情况”。
    为什么：引言说的就是下面各部分，名称应当一样；多是沿用了往年的写法。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    通行的简称（如“依申请公开情况”）不算。
    """

    id = "structure.listed_names"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    preview = True
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            sample_report(
                preamble="本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、"
                "行政诉讼情况、存在的主要问题及改进措施、其他需要报告的事项六个部分组成。"
            ),
            "存在的主要问题及改进措施",
            sample_report(
                preamble="本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、"
                "行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
            ),
        ),
    )
    right = (
        Right(sample_report(preamble="本报告由总体情况、主动公开情况、依申请公开情况等六个部分组成。")),
        Right(
            sample_report(
                preamble="本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、"
                "行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"
            )
        ),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the items of the list that nearly are a heading."""
        if not check.is_annual_report:
            return
        preamble = check.located.section("preamble")
        headings = [
            re.sub(
                r"^[一二三四五六七八九十]+[、.．]\s*", "", check.text[slice(*section.heading_span)]
            ).strip()
            for section in check.located.sections
            if section.heading_span and "." not in section.id
        ]
        if preamble is None or len(headings) < _SEVERAL:
            return
        pieces = [piece for heading in headings for piece in _ITEM.findall(heading)]
        for low, high in preamble.prose:
            match = _LISTED.search(check.text, low, high)
            yield from self._items(check, match, pieces) if match else ()

    def _items(self, check: Check, match: re.Match[str], pieces: list[str]) -> Iterator[Finding]:
        items = list(_ITEM.finditer(check.text, *match.span("list")))
        missing = [piece for piece in pieces if not any(piece in item.group() for item in items)]
        for item in items:
            text = item.group().strip()
            start = check.text.index(text, item.start())
            lead = _LEAD.match(text)
            start, text = (start + lead.end(), text[lead.end() :]) if lead else (start, text)
            text = _LEAD.sub("", text)
            near = max(missing, key=lambda piece: _likeness(text, piece), default="")
            if text in pieces or any(piece in text for piece in pieces) or _likeness(text, near) < _ALIKE:
                continue
            message = f"下面的标题是“{near}”，引言里的名称应与标题一致"
            yield self.finding(check, start, start + len(text), message, replacement=near, confidence=0.8)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()

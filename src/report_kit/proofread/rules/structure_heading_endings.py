"""Headings of one level that end differently: “……方面” beside “……情况”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import value

_HEADING = re.compile(
    r"\s*[（(](?P<number>[一二三四五六七八九十]{1,3})[）)]\s*(?P<name>[^。，：；\n]{2,20}?)(?P<ending>方面|情况)(?=[。：]|$)"
)
_LEAST = 3


class HeadingEndings(Rule):
    """同级标题的写法不一致。

    什么：“（一）主动公开方面”“（二）依申请公开情况”“（三）政府信息管理方面”，同一级标题有的用“方面”，有的用“情况”。
    为什么：同级标题结构应一致，混用多是从几处粘贴而成的。
    依据：公文格式：同级标题并列，结构一致。
    """

    id = "structure.heading_endings"
    severity = Severity.WARNING
    source = "公文格式：同级标题结构一致"
    wrong = (
        Wrong(
            "（一）主动公开方面。公开信息3条。\n（二）依申请公开情况。未收到申请。\n（三）监督保障方面。开展培训。",
            "情况",
            "（一）主动公开方面。公开信息3条。\n（二）依申请公开方面。未收到申请。\n（三）监督保障方面。开展培训。",
        ),
    )
    right = (
        Right("（一）主动公开方面。公开3条。\n（二）依申请公开方面。没有。\n（三）监督保障方面。开展培训。"),
        Right("（一）主动公开情况\n公开3条。\n（二）存在问题方面\n一是人少。"),
        Right("（一）公开情况。3条。\n（一）培训方面。2次。\n（二）考核方面。1次。\n（三）监督方面。1次。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the ending that fewer of the headings have, the later one when there are as many."""
        row: list[tuple[int, int, str]] = []
        number = 0
        found: list[tuple[int, int, str]] = []
        for paragraph in check.paragraphs:
            match = _HEADING.match(paragraph.text)
            if match is None:
                continue
            number = value(match["number"])
            if number == 1:
                found += _odd(row)
                row = []
            low, high = match.span("ending")
            row.append((paragraph.start + low, paragraph.start + high, match["ending"]))
        found += _odd(row)
        for start, end, usual in found:
            message = f"同级标题有的用“方面”、有的用“情况”，宜统一用“{usual}”"
            yield self.finding(check, start, end, message, replacement=usual, confidence=0.75)


def _odd(row: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Return those of a row that end otherwise than most, each with the usual ending."""
    endings = [ending for *_, ending in row]
    if len(row) < _LEAST or len(set(endings)) == 1:
        return []
    usual = max(endings, key=lambda ending: (endings.count(ending), ending == endings[0]))
    return [(start, end, usual) for start, end, ending in row if ending != usual]

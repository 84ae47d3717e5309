"""Marks that stand twice, side by side, or at the head of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

# From the weakest to the strongest: of two different marks the stronger one stays.
_STRENGTH = "、，：；。"
_RUN = re.compile(f"[{_STRENGTH}]{{2,}}")
_HEAD = re.compile(r"[、，；。：！？]")


class RepeatedPunctuation(Rule):
    """标点重复、连用，或放在段首。

    什么：“。。”“，，”“、，”“；。”这样连着的点号，以及段落开头的逗号、句号。
    为什么：多是删改文字后留下的，一眼就看得出没有校对。
    依据：GB/T 15834—2011《标点符号用法》5.1.1，句号、逗号、顿号等不出现在一行之首，点号不连用。
    """

    id = "punctuation.repeated"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 5.1"
    wrong = (
        Wrong("工作取得成效。。", "。。", "工作取得成效。"),
        Wrong("加强培训，，提高能力。", "，，", "加强培训，提高能力。"),
        Wrong("公开文件、，共3件。", "、，", "公开文件，共3件。"),
        Wrong("，及时公开信息。", "，", "及时公开信息。"),
    )
    right = (Right("如此等等……"), Right("顿号“、”和逗号“，”不同。"))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield runs of marks, and a mark that begins a paragraph."""
        for paragraph in check.paragraphs:
            head = _HEAD.match(check.text, paragraph.start, paragraph.end)
            run = _RUN.match(check.text, paragraph.start, paragraph.end)
            if head:
                end = run.end() if run else head.end()
                yield self.finding(check, head.start(), end, "段首不应有点号，请删去", replacement="")
            for match in _RUN.finditer(check.text, paragraph.start, paragraph.end):
                if match.start() == paragraph.start:
                    continue
                marks = match.group()
                kept = "……" if marks == "。。。" else max(marks, key=_STRENGTH.index)
                message = f"“{marks}”是多余的重复标点，留一个即可"
                yield self.finding(check, *match.span(), message, replacement=kept)

"""Marks at the end of a heading that do not belong there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|（[一二三四五六七八九十]{1,2}）)[\u3400-\u9fff、“”]{2,25}?(?P<mark>[、，；])$"
)
_PART = re.compile(
    r"[一二三四五六]、(?:总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|政府信息公开行政复议、行政诉讼情况|存在的主要问题及改进情况|其他需要报告的事项)(?P<mark>[。：:])$"
)


class HeadingMark(Rule):
    """标题末尾多了标点。

    什么：单独成行的标题末尾有顿号、逗号、分号，如“一、总体情况、”；法定的六个标题末尾有句号、冒号。
    为什么：标题末尾一般不用点号；多是从列举的句子里粘贴来的。
    依据：GB/T 15834—2011《标点符号用法》4.1、4.5，公文标题末尾不用点号。
    """

    id = "punctuation.heading"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.1、4.5"
    wrong = (
        Wrong("一、总体情况、\n全年公开信息30条。", "、", "一、总体情况\n全年公开信息30条。"),
        Wrong("（二）依申请公开，\n未收到申请。", "，", "（二）依申请公开\n未收到申请。"),
        Wrong("六、其他需要报告的事项。\n未收取费用。", "。", "六、其他需要报告的事项\n未收取费用。"),
    )
    right = (
        Right("一、总体情况\n（一）主动公开。发布信息30条。"),
        Right("（一）加强培训；\n（二）落实责任；"),
        Right("一、认真学习，\n提高认识。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the mark behind a heading that stands alone in its paragraph."""
        items = sum(paragraph.text.endswith(("；", ";", "，", ",")) for paragraph in check.paragraphs)
        for paragraph in check.paragraphs:
            if len(paragraph.text) > 40:
                continue
            text = check.folded
            match = _PART.match(text, paragraph.start, paragraph.end)
            numbered = _NUMBERED.match(text, paragraph.start, paragraph.end)
            # A list of items that end alike is no list of headings.
            if numbered and (numbered["mark"] == "、" or (items == 1 and "公开" in paragraph.text)):
                match = match or numbered
            if match:
                yield self.finding(check, *match.span("mark"), "标题末尾不用标点，应删去", replacement="")

"""Blanks within Chinese text: one finding for the whole text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_HAN = r"\u3400-\u9fff"
_MARK = "，。；：、！？（）《》“”〔〕"
_BLANK = re.compile(
    rf"(?<=[{_HAN}{_MARK}])[ \u00a0\u3000]+(?=\d)|(?<=\d)[ \u00a0\u3000]+(?=[{_HAN}{_MARK}])"
    rf"|(?<=[{_HAN}])[ \u00a0]+(?=[{_MARK}])|(?<=[{_MARK}])[ \u00a0]+(?=[{_HAN}{_MARK}])"
)
_SENTENCE = re.compile(rf"(?:[{_HAN}][^\n]*?){{8}}|^\d{{4}}[ \u00a0]+年")
# “Word 2016 ”: names of products keep their blanks.
_LATIN = re.compile(r"[A-Za-z][\w.]* [\d.]+$", re.ASCII)
_BETWEEN_HAN = re.compile(r"第[^ \n]{1,6}条[ \u00a0]+第[（(]")


class Spaces(Rule):
    """中文里多余的空格。

    什么：汉字与数字、标点之间的空格，如“2024 年”“公开 3 条”。全文只报一次，附一个全部删去的改法。
    为什么：公文中汉字与数字之间不空格；空格多是从 PDF、网页粘贴造成的，前后不一。
    依据：GB/T 15834—2011《标点符号用法》5.1；GB/T 9704—2012 的示例。表格里对齐用的空格不算。
    """

    id = "punctuation.spaces"
    severity = Severity.HINT
    source = "GB/T 9704—2012；GB/T 15834—2011 5.1"
    wrong = (
        Wrong("2024 年，我乡公开信息 30 条。", " ", "2024年，我乡公开信息30条。"),
        Wrong("坚持 “先审后发” 的原则，落实责任。", " ", "坚持“先审后发”的原则，落实责任。"),
        Wrong("依据第二十条 第（一）项，公开信息。", " ", "依据第二十条第（一）项，公开信息。"),
    )
    right = (
        Right("2024年，我乡公开信息30条。"),
        Right("张 三    李 四\n版本 2 的文件 A 4"),
        Right("使用 Word 2016 编辑，共3.5 MB。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding at the first blank, with a fix for all of them."""
        edits: list[Edit] = []
        first = None
        for passage in check.passages:
            text = check.text[passage.start : passage.end]
            if " " not in text and "\u00a0" not in text and "\u3000" not in text:
                continue
            found = []
            if _SENTENCE.search(text):
                found = [
                    Edit(*m.span(), "")
                    for m in _BLANK.finditer(check.text, passage.start, passage.end)
                    if not _LATIN.search(check.text[max(passage.start, m.start() - 20) : m.start()])
                ]
            for match in _BETWEEN_HAN.finditer(check.text, passage.start, passage.end):
                blanks = [i for i in range(*match.span()) if check.text[i] in " \u00a0"]
                found.append(Edit(blanks[0], blanks[-1] + 1, ""))
            if found and first is None:
                first = passage
            edits += sorted({(e.start, e.end): e for e in found}.values(), key=lambda edit: edit.start)
        if first is None:
            return
        message = f"中文与数字、标点之间不空格，全文有 {len(edits)} 处，可一次全部删去"
        fix = Fix(tuple(edits), "likely")
        start, end = edits[0].start, edits[0].end
        yield self.finding(check, start, end, message, fixes=(fix,), cell=check.cell_labels(first))

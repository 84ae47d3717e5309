"""Words written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.segment import word_frequency

_TWICE = re.compile(r"([\u3400-\u9fff]{2,6})\1")
_SENTENCE = re.compile(r"[，。；、：,;]|的|^[（(][一二三四五六七八九十]")  # or a numbered heading
_LABEL = re.compile("结果|总计|合计|小计|其他|尚未")
_OF = re.compile(r"(情况|问题|制度|原因|方式|方面|措施|要求|办法|内容|工作|标准|目标)的\1(?=[，。；、])")

# Names that meet in a sentence: 住房保障|保障性住房, 市政府|政府信息.
_BEGIN = ("政府信息", "政务公开", "信息公开", "公开透明", "公开栏", "公开平台", "保障性")
_END = ("市政府", "县政府", "区政府", "乡政府", "镇政府", "信息公开", "政务公开", "住房保障", "社会保障")


class DoubledWord(Rule):
    """词语重复。

    什么：连着写了两遍的词，如“保障保障机制”“政务政务公开”“情况的情况”。
    为什么：多是输入、粘贴时重复的。
    依据：公文语法：避免重复累赘。“研究研究”一类的动词重叠、两个词碰巧相连的（“住房保障|保障性住房”）不算。
    """

    id = "spelling.doubled_word"
    severity = Severity.WARNING
    source = "公文语法：避免重复累赘"
    wrong = (
        Wrong("完善监督保障保障机制。", "保障保障", "完善监督保障机制。"),
        Wrong("推进政务公开政务公开工作。", "政务公开政务公开", "推进政务公开工作。"),
        Wrong("（五）完善监督保障保障机制", "保障保障", "（五）完善监督保障机制"),
        Wrong("通报检查情况的情况。", "情况的情况", "通报检查情况。"),
        Wrong("根据上级上级要求。", "上级上级", "根据上级要求。"),
    )
    right = (
        Right("落实住房保障保障性住房同步公开，市政府政府信息公开工作。"),
        Right("大家研究研究、讨论讨论，彻彻底底、家家户户，一件一件抓落实。"),
        Right("信息公开公开透明，工作工作日办理。"),
        Right("天天向上，人人参与，年年有余。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield words that stand twice, unless the second begins a longer word."""
        verbs = word_classes()["可重叠"]
        for passage in check.passages:
            bare = not _SENTENCE.search(passage.text)
            if bare and (len(passage.text) > 12 or _LABEL.search(passage.text)):
                # Labels of a table run together: 结果结果维持纠正.
                continue
            for match in _TWICE.finditer(check.text, passage.start, passage.end):
                word = match[1]
                start, end = match.span()
                middle = start + len(word)
                if (
                    word in verbs
                    or word[0] in "一每逐"
                    or len(set(word)) == 1
                    or (not word_frequency(word) and len(word) < 4)
                ):
                    continue
                words = check.segmentation(passage)
                if not words.is_boundary(middle):
                    continue
                # 监督机制|机制: the first half ends a longer word, as 市政府|政府信息 does.
                longer = not words.is_boundary(start)
                if longer and (len(word) > 3 or check.text.startswith(_BEGIN, middle)):
                    continue
                if self._straddles(check, start, middle, end, passage.start, passage.end):
                    continue
                yield self.finding(check, start, end, f"“{word}”重复，留一个", replacement=word)
            for match in _OF.finditer(check.text, passage.start, passage.end):
                yield self.finding(check, *match.span(), f"“{match[1]}”重复，留一个", replacement=match[1])

    @staticmethod
    def _straddles(check: Check, start: int, middle: int, end: int, low: int, high: int) -> bool:
        """Say whether one half ends a longer word and the other begins one: 住房保障|保障性."""
        if middle - start > 3:
            return False
        begins = word_frequency(check.text[middle : end + 1]) if end < high else 0
        ends = word_frequency(check.text[start - 1 : middle]) if start > low else 0
        behind = any(check.text.startswith(name, middle) for name in _BEGIN)
        before = any(check.text.startswith(name, middle - len(name)) for name in _END)
        return begins > 0 or ends > 0 or (behind and before)

"""一是…二是…三是…: no gap, no repetition, none alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Right, Rule, Wrong

_HAN = "一二三四五六七八九十"
_ITEM = re.compile(rf"(?<![\u3400-\u9fff])(?P<number>[{_HAN}])(?P<word>是|要)(?=[\u3400-\u9fff“])")


class Enumeration(Rule):
    """“一是、二是、三是”跳号、重号或只有一项。

    什么：“一是……三是……”中间缺了一项，“二是”出现两次，或只有“一是”没有“二是”。
    为什么：读者会以为漏了内容；多是增删条目后没有改序号。
    依据：公文语法：列举；分项列举应前后连续。
    """

    id = "structure.enumeration"
    severity = Severity.WARNING
    source = "公文语法：列举"
    wrong = (
        Wrong("一是抓学习，二是抓培训，四是抓考核。", "四是"),
        Wrong("一是抓学习；二是抓培训；二是抓考核。", "二是"),
        Wrong("一是抓学习。落实责任。", "一是"),
        Wrong("一是抓学习。\n三是抓考核。", "三是"),
    )
    right = (
        Right("一是抓学习，二是抓培训，三是抓考核。"),
        Right("一是抓学习。\n二是抓培训。\n一是时间紧，二是任务重。"),
        Right("要办两件事：一是抓学习；一是抓培训。"),
        Right("做到一要公开、二要及时。三是关键。"),
        Right("这一是非问题，第一是质量，一是一、二是二。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the items that do not follow the one before."""
        previous: re.Match[str] | None = None
        for match in _ITEM.finditer(check.text):
            number = _HAN.index(match["number"]) + 1
            before = _HAN.index(previous["number"]) + 1 if previous else 0
            same_word = previous is not None and previous["word"] == match["word"]
            if number == 1:
                if (
                    previous
                    and before == 1
                    and same_word
                    and "\n" in check.text[previous.end() : match.start()]
                ):
                    yield from self._alone(check, previous)
                previous = match
                continue
            if not previous or not same_word:
                continue
            gap = check.text.count("\n", previous.end(), match.start())
            if gap > 6:
                previous = None
                continue
            if number == before:
                yield self.finding(check, *match.span(), f"“{match.group()}”重复，请核对序号")
            elif number != before + 1:
                missing = "、".join(f"{mark}{match['word']}" for mark in _HAN[before : number - 1])
                message = f"前面是“{previous.group()}”，缺“{missing}”" if missing else "序号次序不对"
                yield self.finding(check, *match.span(), message)
            previous = match
        if previous and previous["number"] == "一" and check.text.count("一是") == 1:
            yield from self._alone(check, previous)

    def _alone(self, check: Check, match: re.Match[str]) -> Iterator[Finding]:
        """Only “一是”: something is missing, unless the word is no number of an item."""
        if match["word"] == "是" and check.text[match.start() - 1 : match.start()] in "，。；：\n":
            yield self.finding(check, *match.span(), "只有“一是”，没有“二是”，请补全或删去序号")

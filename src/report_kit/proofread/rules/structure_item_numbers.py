"""Items numbered in digits without a gap, and no two markers in a row (F13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

# At the beginning of a paragraph, or behind the mark that ends what comes before.
_AT = r"(?:(?<=[\n。；;：:])|^)[ \t\u3000]*"
_STYLES = (
    re.compile(rf"{_AT}(?P<mark>(?P<n>\d{{1,2}})\s*(?:\.(?=20\d\d年|[^\d.])|[．、]))\s*(?=\S)"),
    re.compile(rf"{_AT}(?P<mark>[（(](?P<n>\d{{1,2}})[）)])\s*(?=\S)"),
    re.compile(rf"{_AT}(?P<mark>(?P<n>[①-⑳]))"),
)
_DIGITS = "一二三四五六七八九十"
_HEADING = re.compile(
    rf"\n[ \t\u3000]*(?:[{_DIGITS}]{{1,3}}、|[（(][{_DIGITS}]{{1,3}}[）)]|第[{_DIGITS}百]+[章条])"
)
_TWO = re.compile(
    rf"(?<![\u3400-\u9fff])(?:[{_DIGITS}]是[，、：]?(?:[{_DIGITS}]是(?!一)|[（(][{_DIGITS}][）)])|"
    rf"(?:(?<=\n)|^)[{_DIGITS}]、[{_DIGITS}]、(?=[\u3400-\u9fff]{{2}})|"
    rf"(?:(?<=\n)|^)(?:[（(][{_DIGITS}][）)]){{2}}(?![项款至和]))"
)
_FAR = 3000


class ItemNumbers(Rule):
    """数字序号不连续，两个序号连在一起（F13）。

    什么：“1.……2.……4.……”缺号，“3.……3.……”重号，“（1）（2）（4）”“①②④”；“一是二是加强……”。
    为什么：多是删改时漏了调整序号，读者会以为少了内容。
    依据：GB/T 9704—2012《党政机关公文格式》7.3.3（结构层次序数依次标注）。新的标题下重新编号的不算。
    """

    id = "structure.item_numbers"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.3"
    wrong = (
        Wrong("存在问题：\n1.更新慢。\n2.人员少。\n4.经费缺。", "4."),
        Wrong("重点工作：\n1.抓培训。\n2.抓考核。\n2.抓宣传。", "2."),
        Wrong("要求如下：（1）按时报送；（2）专人负责；（4）严格保密。", "（4）"),
        Wrong("主要做法：一是二是加强领导。", "一是二是"),
    )
    right = (
        Right("存在问题：\n1.更新慢。\n2.人员少。\n3.经费缺。\n措施：\n1.抓培训。\n2.抓考核。"),
        Right("1.抓培训。\n一、总体要求\n（一）原则\n1.便民。\n2.高效。\n（二）目标\n3.其他。"),
        Right("第（一）（二）项规定。一是一，二是二。"),
        Right("全长3.5公里；2.8公里已完工。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield markers two after the one before, or the same again, in a run that began with one."""
        text = check.text
        tables = check.located.text_tables
        for style in _STYLES:
            last, at = 0, 0
            for match in style.finditer(text):
                if tables.covers(*match.span()):
                    continue
                number = _value(match["n"])
                if number == 1:
                    last, at = 1, match.end()
                    continue
                far = match.start() - at > _FAR or _HEADING.search(text, at, match.end())
                if last and not far and number in (last, last + 2):
                    said = "重复" if number == last else "缺号"
                    yield self.finding(check, *match.span("mark"), f"序号{said}，请核对", confidence=0.8)
                last, at = (
                    (number, match.end()) if last and not far and last <= number <= last + 2 else (0, 0)
                )
        for match in _TWO.finditer(text):
            yield self.finding(check, *match.span(), "两个序号连在一起，中间像是漏了内容，请核对")


def _value(mark: str) -> int:
    return int(mark) if mark.isdigit() and mark.isascii() else ord(mark) - ord("①") + 1

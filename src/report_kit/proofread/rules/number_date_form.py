"""Dates and years badly written: a dropped 日, two digits, digits run together, mixed numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_NO_DAY = re.compile(
    r"(?<!\d)(?P<month>1[0-2]|[1-9])月(?P<day>[12]\d|3[01]|[1-9])(?=止|起(?![义飞源])|前(?:报|公布|完成|办)|至\d{1,2}月|至20\d\d年)"
)
_RUN_ON = re.compile(
    r"(?<![\d.\-〔])(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])日?(?=止|起|至|期间|前|以来|日)日?"
)
_SHORT = re.compile(
    r"(?<![\d.近第过前满长达])(?P<year>1\d|2\d|3\d)年(?=(?:1[0-2]|[1-9])月|度|全年|上半年|下半年|政务公开|政府信息|信息公开)"
)
_MIXED = re.compile(r"二(?=[〇一-九]{0,2}[0-9０-９oO○])[0０oO○〇][0-9０-９一二三四五六七八九〇○oO]{2}(?=年)")
_PERCENT = re.compile(r"百分之(?P<number>\d+(?:\.\d+)?)")
_SPAN = re.compile(
    r"(?<![\d\-.～—/])(?P<low>(?:20\d\d年)?\d{1,2}(?:月|日)?|20\d\d)(?P<mark>-|－|~)(?P<high>\d{1,2}(?:月(?:\d{1,2}日)?|日)|20\d\d年)"
)
_DIGIT = str.maketrans(
    "0123456789０１２３４５６７８９oO○零", "〇一二三四五六七八九〇一二三四五六七八九〇〇〇〇"
)


class DateForm(Rule):
    """日期、年份、百分数的写法。

    什么：“12月31止”漏“日”，“20211230日”连写，“24年度”省略世纪，“二0二四年”混用数字，“百分之20”，“1-12月”用短横。
    为什么：日期写不全会产生歧义；同一数字里汉字和阿拉伯数字混用不合规范。
    依据：GB/T 15835—2011《出版物上数字用法》4.1、5.1；GB/T 15834—2011 4.13，时间起止用一字线“—”或浪纹线。
    """

    id = "number.date_form"
    severity = Severity.WARNING
    source = "GB/T 15835—2011；GB/T 15834—2011 4.13"
    wrong = (
        Wrong("统计期限从2023年1月1日至12月31止。", "12月31", "统计期限从2023年1月1日至12月31日止。"),
        Wrong("从1月1起统计。", "1月1", "从1月1日起统计。"),
        Wrong("数据至20211230日止。", "20211230日", "数据至2021年12月30日止。"),
        Wrong("编制24年度报告。", "24年", "编制2024年度报告。"),
        Wrong("二0二四年工作总结", "二0二四", "二〇二四年工作总结"),
        Wrong("占百分之20。", "百分之20", "占20%。"),
        Wrong("2024年1-12月共公开30条。", "-", "2024年1—12月共公开30条。"),
    )
    right = (
        Right("2024年1月1日至12月31日止，近24年来，第15年度，12月31个单位。"),
        Right("二〇二四年，百分之二十，编号20211230，2021-2030规划，电话0800-1234567。"),
        Right("分3-5次召开，10月1起义，占20%。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield dates, years and percentages badly written."""
        text = check.folded
        for match in _NO_DAY.finditer(text):
            yield self._said(check, match, f"{match.group()}日", "日期漏了“日”")
        for match in _RUN_ON.finditer(text):
            right = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
            yield self._said(check, match, right, "日期应写全年、月、日")
        for match in _SHORT.finditer(text):
            yield self._said(check, match, f"20{match['year']}年", "年份应写全四位")
        for match in _MIXED.finditer(check.text):
            yield self._said(check, match, match.group().translate(_DIGIT), "年份里的数字应统一，零写作“〇”")
        for match in _PERCENT.finditer(text):
            yield self._said(check, match, f"{match['number']}%", "汉字与阿拉伯数字混用")
        for match in _SPAN.finditer(text):
            if len(match["low"]) == 4 and not match["high"].startswith("20"):
                continue
            message = "时间的起止用一字线“—”，不用短横"
            start, end = match.span("mark")
            yield self.finding(check, start, end, message, replacement="—", severity=Severity.HINT)

    def _said(self, check: Check, match: re.Match[str], right: str, why: str) -> Finding:
        return self.finding(check, *match.span(), f"{why}，应写“{right}”", replacement=right)

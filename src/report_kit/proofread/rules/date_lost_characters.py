"""Dates that lost a character, so that two figures run into one (D5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_MONTH = "1[0-2]|0?[1-9]"
_DAY = "3[01]|[12]\\d|0?[1-9]"
_NO_YEAR = re.compile(
    rf"(?<![\d.〔\[（(-])(?P<year>20\d\d)(?P<month>{_MONTH})\s?月(?P<day>{_DAY})\s?[日号](?!内)"
)
_NO_DASH = re.compile(r"(?<![\d.-])(?P<first>20\d\d)(?P<last>20\d\d)(?=年)")
_NO_MONTH = re.compile(r"(?<!\d)(?P<year>20\d\d)年(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])日")
_NO_DAY = re.compile(
    rf"(?<!\d)20\d\d年(?:{_MONTH})月(?:{_DAY})"
    r"(?=召开|举[办行]|开[展始]|发布|公布|印发|出台|实施|施行|编制|起|止|以?前|[，。；）])"
)
_NOT_A_YEAR = re.compile(rf"(?<![\d.—–-])(?:20\d|0\d\d|20\d{{3}})(?=年(?:{_MONTH})月)")
_FARTHEST = 30


class LostCharacters(Rule):
    """日期漏了字，两个数连在一起（D5）。

    什么：“20231月1日”“202312月31日”漏了“年”，“20212025年”漏了连接号，“2024年3月15召开”漏了“日”，“202年12月”“20224年1月”年份漏、多一位。
    为什么：日期写错，时限和效力就说不清；多是粘贴、删改时丢的字。
    依据：GB/T 15835—2011《出版物上数字用法》5.1，年、月、日写全；年份用四位数字。
    """

    id = "date.lost_characters"
    severity = Severity.ERROR
    source = "GB/T 15835—2011 5.1"
    wrong = (
        Wrong("统计期限自20231月1日起。", "20231月1日", "统计期限自2023年1月1日起。"),
        Wrong("截至202312月31日，全部完成。", "202312月31日", "截至2023年12月31日，全部完成。"),
        Wrong("印发20212025年规划。", "20212025", "印发2021—2025年规划。"),
        Wrong("截至2024年1231日。", "2024年1231日", "截至2024年12月31日。"),
        Wrong("会议于2024年3月15召开。", "2024年3月15", "会议于2024年3月15日召开。"),
        Wrong("截至202年12月31日。", "202"),
        Wrong("自20224年1月起。", "20224"),
    )
    right = (
        Right("统计期限自2023年1月1日起至12月31日止，规划期2021—2025年。"),
        Right("访问20241次，编号202312，5日内办结；2024年3月15个镇完成，3月15至20日举办。"),
        Right("电话：0812-20241，2月15日开通，20152025元。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the run of figures, with the character put back where only one can be missing."""
        text = check.text
        for pattern in (_NO_YEAR, _NO_MONTH):
            for match in pattern.finditer(text):
                right = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
                lost = "年" if pattern is _NO_YEAR else "月"
                yield self.finding(check, *match.span(), f"日期漏了“{lost}”", replacement=right)
        for match in _NO_DASH.finditer(text):
            first, last = match["first"], match["last"]
            if 0 < int(last) - int(first) < _FARTHEST:
                message = "两个年份连在一起，漏了连接号“—”"
                yield self.finding(check, *match.span(), message, replacement=f"{first}—{last}")
        for match in _NO_DAY.finditer(text):
            message = "日期漏了“日”"
            yield self.finding(check, *match.span(), message, replacement=match.group() + "日")
        for match in _NOT_A_YEAR.finditer(text):
            yield self.finding(check, *match.span(), "年份应是四位数字，请核对")

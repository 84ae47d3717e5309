"""Dates that run backwards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.dated import dated

_TO = r"\s*(?:起)?\s*(?:至|到|—{1,2}|－|–|~|～|-)\s*"
_DAYS = re.compile(
    rf"(?:(?<!\d)(?P<y1>20\d\d)\s*年\s*|(?<![\d.年]))(?P<m1>\d{{1,2}})\s*月\s*(?P<d1>\d{{1,2}})\s*日{_TO}"
    r"(?:(?P<y2>20\d\d)\s*年\s*)?(?:(?P<m2>\d{1,2})\s*月\s*)?(?P<d2>\d{1,2})\s*日"
)
_YEARS = re.compile(rf"(?<![\d.])(?P<a>20\d\d)\s*年?{_TO}(?P<b>20\d\d)\s*年")
# “请于3月1日前报送”: a day by which something is still to be done.
_BY = re.compile(
    r"(?:(?<!\d)(?P<year>20\d\d)\s*年\s*|(?<![\d.年第]))(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
    r"(?:\d{1,2}[:：时]\d{0,2}分?)?\s*(?:以?前|之前)(?!的|已|，?(?:共|全部完成了))"
)
_ASKED = re.compile("请|务必|务于|须于|应于|要于|应当于|要在|须在|应在|报送|报县|报市|报区|反馈|上报|报名")
_ASKING = re.compile("通知|通报|方案|的函|公告|启事|意见")
_PAST = re.compile("已|曾|去年|上年|今年以来")
_HALF_YEAR = 183


class DateOrder(Rule):
    """日期前后颠倒。

    什么：“2025年5月10日至4月20日”止在起前；“2024—2022年”；3月18日成文的通知要求“3月1日前报送”。
    为什么：多是改了一处没有改另一处，读者不知道时限是哪一天。
    依据：公历。起止日都没有写年份的，只比同一个月里的；跨年的、说往事的不算。
    """

    id = "date.order"
    severity = Severity.WARNING
    source = "公历"
    wrong = (
        Wrong("公示期为2025年5月10日至2025年4月20日。", "2025年5月10日至2025年4月20日"),
        Wrong("报名时间：3月25日至15日。", "3月25日至15日"),
        Wrong("实施2024—2022年三年行动。", "2024—2022年"),
        Wrong(
            "关于报送材料的通知\n请于2025年3月1日前报送县政府办公室。\n2025年3月18日",
            "2025年3月1日前",
        ),
        Wrong("关于整改的通报\n各单位要于4月2日前将整改情况报县政府办公室。\n2025年4月20日", "4月2日前"),
    )
    right = (
        Right("公示期为2025年5月10日至5月20日，12月25日至1月5日放假，2024年12月25日至2025年1月5日。"),
        Right("关于报送材料的通知\n请于2025年4月1日前报送县政府办公室。\n2025年3月18日"),
        Right("关于报送材料的通知\n请于1月10日前报送县政府办公室。\n2025年12月18日"),
        Right("关于考核的通报\n各单位3月1日前已报送材料。\n2025年3月18日"),
        Right("实施2022—2024年三年行动。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield spans whose end comes first, then days to come that have passed when the text is signed."""
        for match in _DAYS.finditer(check.text):
            if _backwards(match):
                yield self.finding(check, *match.span(), "止日在起日之前，请核对")
        for match in _YEARS.finditer(check.text):
            if int(match["a"]) > int(match["b"]):
                yield self.finding(check, *match.span(), "止年在起年之前，请核对")
        yield from self._passed(check)

    def _passed(self, check: Check) -> Iterator[Finding]:
        about = dated(check)
        if about.signed is None or not _ASKING.search(about.title):
            return
        for match in _BY.finditer(check.text):
            low = max(check.text.rfind(mark, 0, match.start()) for mark in "。；！\n") + 1
            ends = [check.text.find(mark, match.end()) for mark in "。；！\n"]
            high = min((end for end in ends if end >= 0), default=len(check.text))
            sentence = check.text[low:high]
            if not _ASKED.search(sentence) or _PAST.search(sentence):
                continue
            year = int(match["year"] or about.signed.year)
            try:
                day = Date(year, int(match["month"]), int(match["day"]))
            except ValueError:
                continue
            late = (about.signed - day).days
            if late > 0 and (match["year"] or late < _HALF_YEAR):
                signed = f"{about.signed.year}年{about.signed.month}月{about.signed.day}日"
                yield self.finding(check, *match.span(), f"成文日期是{signed}，这一天已经过了，请核对")


def _backwards(match: re.Match[str]) -> bool:
    first = int(match["m1"]), int(match["d1"])
    last = int(match["m2"] or match["m1"]), int(match["d2"])
    if match["y1"] and match["y2"]:
        return (int(match["y1"]), *first) > (int(match["y2"]), *last)
    return first[0] == last[0] and first > last and not match["y2"]

"""Dates that no calendar has, and how the date of a document is written (D5)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>[12]\d{3})\s*年\s*|(?<![\d.年第]))(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日"
)
_RUN = re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<month>0\d|1[0-2])(?P<day>[0-2]\d|3[01])\s*日")
_ZEROS = re.compile(r"(\d{4})年(0?\d{1,2})月(0?\d{1,2})日")
_CHINESE = re.compile(
    r"[二〇○零一三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_LEAP = 2024


class CalendarDate(Rule):
    """日历上没有的日期，成文日期的写法不对（D5）。

    什么：“6月31日”“13月5日”“20211230日”；成文日期写成“2025年01月13日”或用汉字数字（警告）。
    为什么：日期写错，时限和效力就说不清；公文的成文日期有固定写法。
    依据：公历；GB/T 9704—2012《党政机关公文格式》7.3.5（用阿拉伯数字，年、月、日标全，月、日不编虚位）。
    """

    id = "date.calendar"
    severity = Severity.ERROR
    source = "GB/T 9704—2012 7.3.5"
    wrong = (
        Wrong("活动于2024年6月31日结束。", "2024年6月31日"),
        Wrong("2023年2月29日召开会议。", "2023年2月29日"),
        Wrong("截至13月5日，全部完成。", "13月5日"),
        Wrong("统计期限自2021年1月1日至20211230日止。", "20211230日"),
        Wrong(
            sample_report(ending=f"{AGENCY}\n2025年01月13日\n"),
            "2025年01月13日",
            sample_report(ending=f"{AGENCY}\n2025年1月13日\n"),
        ),
        Wrong(sample_report(ending=f"{AGENCY}\n二〇二五年一月十三日\n"), "二〇二五年一月十三日"),
    )
    right = (
        Right("2024年2月29日召开会议，12月31日结束。"),
        Right(sample_report(ending=f"{AGENCY}\n2025年1月13日\n")),
        Right("第13月5日工资照发，共12个月30日。"),
        Right("二〇二五年一月十三日召开会议。\n会后整改。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield impossible dates, then the date of the report when it is not written as due."""
        text = check.text
        for match in _DATE.finditer(text):
            year, month, day = match["year"], int(match["month"]), int(match["day"])
            if match["year"] is None and re.search(
                r"(?:个|第|农历|前|后|满)\s*\Z", text[max(0, match.start() - 3) : match.start()]
            ):
                continue
            if not _exists(int(year) if year else _LEAP, month, day):
                yield self.finding(check, *match.span(), "日历上没有这一天，请核对")
        for match in _RUN.finditer(text):
            message = "日期缺了“年”“月”，应写成“×年×月×日”"
            yield self.finding(check, *match.span(), message)
        last = check.located.date if check.is_report else None
        ending = last or (check.paragraphs[-1] if check.is_report and check.paragraphs else None)
        if ending is None:
            return
        numeric = _ZEROS.fullmatch(re.sub(r"\s", "", ending.text))
        if numeric and (numeric[2].startswith("0") or numeric[3].startswith("0")):
            plain = f"{numeric[1]}年{int(numeric[2])}月{int(numeric[3])}日"
            message = "成文日期的月、日不编虚位（1月不写成01月）"
            yield self.finding(
                check, ending.start, ending.end, message, replacement=plain, severity=Severity.WARNING
            )
        elif _CHINESE.fullmatch(ending.text.strip()):
            message = "成文日期用阿拉伯数字书写"
            yield self.finding(check, ending.start, ending.end, message, severity=Severity.WARNING)


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]

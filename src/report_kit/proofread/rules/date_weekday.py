"""Weekdays that are not those of their date."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.dated import dated

_DAYS = "一二三四五六日"
_DATE = re.compile(
    r"(?:(?<!\d)(?P<year>20\d\d)\s*年\s*|(?<![\d.年第]))(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*日\s*"
    rf"[（(]?\s*(?:星期|周|礼拜)(?P<week>[{_DAYS}天])"
)


class Weekday(Rule):
    """星期与日期不符。

    什么：“2025年3月14日（星期四）”，这一天是星期五。
    为什么：通知会议、活动时最容易写错，参加的人不知道以哪个为准。
    依据：公历。没有写年份的，按成文日期的年份算；成文日期也没有的不查。
    """

    id = "date.weekday"
    severity = Severity.ERROR
    source = "公历"
    wrong = (
        Wrong(
            "会议定于2025年3月14日（星期四）召开。",
            "星期四",
            "会议定于2025年3月14日（星期五）召开。",
        ),
        Wrong(
            "关于召开会议的通知\n会议定于3月20日（周五）召开。\n2025年3月14日",
            "周五",
            "关于召开会议的通知\n会议定于3月20日（周四）召开。\n2025年3月14日",
        ),
    )
    right = (
        Right("会议定于2025年3月14日（星期五）召开，3月16日（周日）返回。"),
        Right("会议定于3月14日（星期四）召开。"),
        Right("关于召开会议的通知\n会议定于1月5日（周一）召开。\n2025年12月30日"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the weekdays that no year in question gives."""
        signed = dated(check).signed
        for match in _DATE.finditer(check.text):
            month, day = int(match["month"]), int(match["day"])
            if match["year"]:
                years = [int(match["year"])]
            elif signed:
                # Next January's meeting is called in December.
                years = [signed.year] if abs(signed.month - month) < 6 else [signed.year, signed.year + 1]
            else:
                continue
            try:
                right = [_DAYS[Date(year, month, day).weekday()] for year in years]
            except ValueError:
                continue
            if match["week"].replace("天", "日") in right:
                continue
            start, end = match.start("week") - 1, match.end("week")
            if check.text[start] != "周":
                start -= 1
            message = f"{years[0]}年{month}月{day}日是星期{right[0]}，请核对"
            fix = check.text[start : match.start("week")] + right[0]
            severity = Severity.ERROR if match["year"] else Severity.WARNING
            yield self.finding(check, start, end, message, replacement=fix, severity=severity)

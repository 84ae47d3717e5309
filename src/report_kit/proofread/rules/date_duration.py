"""How many days there are between two dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import value
from report_kit.proofread.views.dated import dated

_DAYS = re.compile(
    r"(?:(?P<year>20\d\d)\s*年\s*)?(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日(?:[（(][^（()）]{1,8}[）)])?\s*(?:起)?\s*"
    r"(?:至|到|—{1,2}|－|–|~|～|-)\s*(?:(?P<m2>\d{1,2})\s*月\s*)?(?P<d2>\d{1,2})\s*日(?:[（(][^（()）]{1,8}[）)])?"
    r"[^。；\d]{0,10}?(?:共计?|为期|历时|会期|工期|公示期)(?P<n>\d{1,3}|[一二两三四五六七八九十]{1,3})\s*个?"
    r"(?:天|日|自然日)(?!工作)"
)
_LEAP = 2024


class Duration(Rule):
    """起止日期与天数不符。

    什么：“10月1日至7日放假，共8天”，从1日到7日是7天。
    为什么：起止日期或者天数有一处写错，读者不知道以哪个为准。
    依据：公历。首尾两天都算、只算一天的都可以；按工作日计的不查。
    """

    id = "date.duration"
    severity = Severity.WARNING
    source = "公历"
    wrong = (
        Wrong("10月1日至7日放假，共8天。", "8"),
        Wrong("培训班于3月10日至3月14日举办，为期三天。", "三"),
    )
    right = (
        Right("10月1日至7日放假，共7天；3月10日至3月14日举办培训班，为期五天。"),
        Right("公示期为5月8日至5月15日，共7天；2月26日至3月1日共4天。"),
        Right("12月30日至1月3日，共5天。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the numbers of days that no way of counting gives."""
        signed = dated(check).signed
        for match in _DAYS.finditer(check.text):
            month = int(match["m1"])
            last_month = int(match["m2"] or month)
            known = int(match["year"]) if match["year"] else signed.year if signed else None
            try:
                spans = [
                    Date(year + (last_month < month), last_month, int(match["d2"]))
                    - Date(year, month, int(match["d1"]))
                    for year in ([known] if known else [_LEAP, _LEAP + 1])
                ]
            except ValueError:
                continue
            counts = sorted({span.days for span in spans} | {span.days + 1 for span in spans})
            stated = value(match["n"])
            if stated in counts or counts[0] < 0:
                continue
            message = f"从起日到止日是 {counts[-1]} 天，这里写 {match['n']} 天，请核对"
            yield self.finding(check, *match.span("n"), message, confidence=0.8)

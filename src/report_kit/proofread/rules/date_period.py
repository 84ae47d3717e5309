"""The period the report covers (D2)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_SPAN = re.compile(
    r"(?P<y1>20\d\d)\s*年\s*(?P<m1>\d{1,2})\s*月\s*(?P<d1>\d{1,2})\s*日\s*起?\s*[，,]?\s*(?:到|至|[—－–~～-]{1,2})\s*"
    r"(?P<end>(?:(?P<y2>20\d\d)\s*年\s*)?(?P<m2>\d{1,2})\s*月\s*(?P<d2>\d{1,2})(?P<day>\s*日)?)(?:\s*止)?"
)
_TOPIC = re.compile(r"统计|数据|期限|时限|时间段|本报告|止")
_ANY = re.compile(r"1\s*月\s*1\s*日|1\s*[月—－–~～-]+\s*12\s*月|统计期限|统计时限|截至|截止")
_SHOULD = "统计期限应为报告年度的1月1日至12月31日"


class Period(Rule):
    """统计期限不是报告年度的1月1日至12月31日（D2）。

    什么：统计期限的起止日写成12月30日等，漏写“日”（12月31止），起止年份不同；引言里没有写统计期限（提示）。
    为什么：年度报告反映整个年度，期限写错，数据的口径就不清楚。
    依据：《政府信息公开条例》第四十九条（上一年度）；DB51/T 2660—2019 2.1（统计时间段）。
    """

    id = "date.period"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第四十九条；DB51/T 2660—2019 2.1"
    wrong = (
        Wrong(
            "本报告所列数据统计期限自2024年1月1日起至12月30日止。",
            "12月30日",
            "本报告所列数据统计期限自2024年1月1日起至12月31日止。",
            Context(year=2024),
        ),
        Wrong(
            sample_report(preamble="统计期限从2024年1月1日至12月31止。"),
            "12月31",
            sample_report(preamble="统计期限从2024年1月1日至12月31日止。"),
        ),
        Wrong(
            sample_report(preamble="数据统计期限为2023年1月1日至2024年12月31日。"),
            "2023年1月1日至2024年12月31日",
        ),
        Wrong(
            sample_report(preamble="统计期限为2024年2月1日至2024年12月31日。"),
            "2024年2月1日",
            sample_report(preamble="统计期限为2024年1月1日至2024年12月31日。"),
        ),
        Wrong(sample_report(preamble="现公布本年度报告。"), "现公布本年度报告。"),
    )
    right = (
        Right(sample_report(preamble="统计期限为2024年1月1日至12月31日。")),
        Right(sample_report(preamble="所列数据的统计期限自2024年1月1日起，至2024年12月31日止。")),
        Right(
            sample_report("活动自2024年3月1日至3月31日开展。", preamble="统计期限为2024年1月1日—12月31日。")
        ),
        Right("合同期限自2020年1月1日至2021年6月30日。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield periods that are not the whole year; a hint when the preamble states none."""
        if not check.concerns_report:
            return
        stated = False
        for paragraph in check.paragraphs:
            for match in _SPAN.finditer(check.text, paragraph.start, paragraph.end):
                low = max(check.text.rfind("。", paragraph.start, match.start()), paragraph.start)
                sentence = check.text[low : match.end()]
                first = (int(match["m1"]), int(match["d1"])) == (1, 1)
                if _TOPIC.search(sentence) and (first or re.search("统计|数据", sentence)):
                    stated = True
                    yield from self._judge(check, match, first)
        preamble = check.located.section("preamble") if check.is_annual_report else None
        if stated or preamble is None or not (preamble.prose and check.located.title):
            return
        low, high = preamble.prose[0][0], preamble.prose[-1][1]
        if not _ANY.search(check.text, low, high):
            start, end = preamble.prose[-1]
            yield self.finding(
                check, start, end, f"引言没有写明统计期限；{_SHOULD}", severity=Severity.HINT, confidence=0.6
            )

    def _judge(self, check: Check, match: re.Match[str], first: bool) -> Iterator[Finding]:
        last = (int(match["m2"]), int(match["d2"])) == (12, 31)
        if match["y2"] and match["y2"] != match["y1"]:
            # Which of the two is wrong, date.report_year tells when the year is known.
            yield self.finding(check, match.start(), match.end("end"), f"起止年份不同；{_SHOULD}")
        elif not first:
            right = f"{match['y1']}年1月1日"
            start = check.text.index("日", match.start()) + 1
            yield self.finding(check, match.start(), start, _SHOULD, replacement=right)
        elif not last:
            low = match.start("m2")
            yield self.finding(check, low, match.end("end"), _SHOULD, replacement="12月31日")
        elif not match["day"]:
            low = match.start("m2")
            message = "日期漏写了“日”"
            yield self.finding(check, low, match.end("end"), message, replacement="12月31日")

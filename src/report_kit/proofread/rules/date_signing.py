"""The date a report is signed or published (D3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date

from report_kit.forms.agency import TOWNS, level_of
from report_kit.forms.form import ANNUAL, Form
from report_kit.forms.report import parse_date
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|成文|印发|生成)(?:时间|日期)\s*[:：]\s*(?P<date>(20\d\d)\s*[-年./]\s*(\d{1,2})\s*[-月./]\s*(\d{1,2})\s*日?)"
)
_GOVERNMENTS = ("县", "区", "市", "州", "旗", "省")
_LIMIT, _LIMIT_OF_GOVERNMENTS = (1, 31), (3, 31)


class SigningDate(Rule):
    """成文（发布）日期不在应有的时间里（D3）。

    什么：落款日期不在报告年度的下一年，或超过公布的时限（县级以上政府3月31日，部门和乡镇、街道通行1月31日）。
    为什么：年度没有结束不能出报告，迟于时限属于逾期公布。乡镇、街道的时限由上级通知规定，只请核对；
    report-kit.toml 里写了本地时限时，按本地时限。
    依据：《政府信息公开条例》第四十九条。
    """

    id = "date.signing"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第四十九条"
    wrong = (
        Wrong(sample_report(ending=f"{AGENCY}\n2024年1月13日\n"), "2024年1月13日"),
        Wrong(sample_report(ending=f"{AGENCY}\n2025年2月10日\n"), "2025年2月10日"),
        Wrong("发布时间:2025-02-06", "2025-02-06", None, Context(level="镇", year=2024)),
        Wrong(sample_report(ending=f"{AGENCY}\n2026年1月13日\n"), "2026年1月13日"),
        Wrong("发布时间:2025-01-25", "2025-01-25", None, Context(level="镇", year=2024, deadline=(1, 20))),
    )
    right = (
        Right(sample_report(ending=f"{AGENCY}\n2025年1月13日\n")),
        Right(sample_report(ending="清水县人民政府\n2025年3月20日\n"), Context(level="县")),
        Right("发布时间：2025-02-06"),
        Right("发布时间：2025-02-06", Context(level="镇", year=2024, deadline=(2, 10))),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the date of the report when it comes too early or too late."""
        year = check.report_year
        if year is None or not check.concerns_report:
            return
        level = check.level or level_of(check.agency or check.located.title_text.split("20")[0])
        signed = check.located.date
        day = parse_date(signed.text) if signed else None
        if signed and day:
            yield from self._judge(check, (signed.start, signed.end), day, year, level)
        for match in _PUBLISHED.finditer(check.text):
            try:
                day = Date(*map(int, match.group(2, 3, 4)))
            except ValueError:
                continue
            yield from self._judge(check, match.span("date"), day, year, level)

    def _judge(
        self, check: Check, span: tuple[int, int], day: Date, year: int, level: str
    ) -> Iterator[Finding]:
        if check.form and check.form.kin != ANNUAL:
            yield from self._by_form(check, span, day, year, check.form)
            return
        usual = _LIMIT_OF_GOVERNMENTS if level in _GOVERNMENTS else _LIMIT
        limit = Date(year + 1, *(check.deadline or usual))
        if day.year != year + 1:
            when = "还没有到" if day.year <= year else "已经过了"
            message = f"这是 {year} 年度的报告，应在 {year + 1} 年公布，{day.year} 年{when}"
            yield self.finding(check, *span, message)
        elif day > limit:
            unsure = level in TOWNS and not check.deadline
            local = "；乡镇、街道以本地通知为准" if unsure else ""
            whose = "本地规定的" if check.deadline else ""
            message = f"晚于{whose} {limit.month}月{limit.day}日的公布时限{local}"
            yield self.finding(check, *span, message, severity=Severity.WARNING, confidence=0.7)

    def _by_form(
        self, check: Check, span: tuple[int, int], day: Date, year: int, form: Form
    ) -> Iterator[Finding]:
        """Hold the date of a report of another form against the day that form says, where it says one."""
        if form.due is None:
            return
        limit = form.due.of(year)
        if day.year <= year:
            message = f"这是 {year} 年度的报告，{day.year} 年还没有到报告的时候，请核对日期"
        elif day > limit:
            message = f"晚于{form.name}的时限 {limit.year}年{limit.month}月{limit.day}日，请核对"
        else:
            return
        yield self.finding(
            check, *span, message, severity=Severity.WARNING, confidence=0.7, source=form.basis
        )

"""Requests carried over from last year and into the next, text against table three (X4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing, plain
from report_kit.proofread.views.form_values import table_values
from report_kit.proofread.views.sample_report import sample_report

_DONE = r"(?:按[^，。；\d]{1,8})?(?:办结|办理完成|办理完毕|办毕|处理完毕)"
# “均已按期答复” says no more than that none was late.
_ALL_DONE = re.compile(
    rf"(?:所有|全部)(?:的)?(?:政府|政务)?(?:信息)?(?:依申请)?(?:公开)?申请(?:件|事项|案件)?[均都]?已?{_DONE}"
    rf"|(?P<these>申请)[^，。；\d]{{0,3}}\d+\s*件[，,](?:目前|现)?(?:均已?|都已?|已?全部){_DONE}(?=[，。；])"
)
_NOT_ALL = re.compile(r"除|结转[至到]?下|下一?年|复议|诉讼")
_OF_LAST_YEAR = re.compile(r"结转|上一?年|去年|往年")


class RequestsCarried(Rule):
    """正文写的结转件数与表三不符（X4）。

    什么：“上年结转N件”不等于表三第二项，“结转下年度（转下年度办理）N件”不等于表三第四项；写“所有申请均已
    办结”而表三第四项还有结转的。
    为什么：结转数要与上年、下年的报告首尾相接，写错一处会错两年。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三第二、第四项。
    """

    id = "consistency.requests_carried"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(
            sample_report("收到申请5件，上年结转3件。", table3={"carried_in": 2, "carried_out": 0}),
            "上年结转3件",
        ),
        Wrong(
            sample_report("收到申请5件，结转下年度办理1件。", table3={"carried_in": 0, "carried_out": 2}),
            "结转下年度办理1件",
        ),
        Wrong(
            sample_report(
                "收到申请5件，所有申请均已按要求办理完成。", table3={"carried_in": 0, "carried_out": 1}
            ),
            "所有申请均已按要求办理完成",
        ),
    )
    right = (
        Right(
            sample_report(
                "收到申请5件，上年结转2件，结转至下年1件。", table3={"carried_in": 2, "carried_out": 1}
            )
        ),
        Right(
            sample_report("收到申请5件，均已按期答复。", table3={"carried_in": 0, "carried_out": 1}),
        ),
        Right(
            sample_report("除结转外，所有申请均已办结。", table3={"carried_in": 0, "carried_out": 1}),
        ),
        Right(sample_report("上年结转资金30万元。", table3={"carried_in": 2, "carried_out": 1})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield carry-overs that differ from rows two and four."""
        if not check.is_annual_report:
            return
        for row, name in (("carried_in", "二、上年结转"), ("carried_out", "四、结转下年度继续办理")):
            value = table_values(check)("table3", row, "total")
            for fact, message in disagreeing(check, f"requests.{row}", (value, f"表三“{name}”的总计")):
                yield self.finding(check, fact.start, fact.end, message)
        carried = table_values(check)("table3", "carried_out", "total")
        if not carried:
            return
        for paragraph in check.prose():
            for match in _ALL_DONE.finditer(check.text, paragraph.start, paragraph.end):
                begin = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。！？") + 1
                said = check.text[max(begin, paragraph.start) : match.end()]
                if not _NOT_ALL.search(said) and not (match["these"] and _OF_LAST_YEAR.search(said)):
                    message = f"正文写申请全部办结，表三“四、结转下年度继续办理”为 {plain(carried)}，请核对"
                    yield self.finding(check, *match.span(), message, severity=Severity.WARNING)

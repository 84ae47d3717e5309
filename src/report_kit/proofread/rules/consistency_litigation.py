"""Reconsiderations and suits in the text, against table four (X7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import sample_report

_FILED = re.compile("备案|登记")
_OF_DISCLOSURE = re.compile("信息公开|依申请")
_TABLE = (1, 0, 0, 0, 1, 2, 0, 0, 0, 2, 0, 0, 0, 1, 1)


class Litigation(Rule):
    """正文写的复议、诉讼件数与表四不符（X7）。

    什么：“行政复议N件”不等于表四行政复议总计，“行政诉讼N件”不等于“未经复议直接起诉”与“复议后起诉”总计之和。
    为什么：正文与表四写的是同一批案件。正文说的是备案数，或没有写明是信息公开案件的，口径可能不同，只请核对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表四。
    """

    id = "consistency.litigation"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表四"
    wrong = (
        Wrong(
            sample_report("因政府信息公开引起行政复议2件、行政诉讼3件。", table4=_TABLE),
            "行政复议2件",
        ),
        Wrong(
            sample_report("信息公开类行政复议案件1件，行政诉讼案件2件。", table4=_TABLE),
            "行政诉讼案件2件",
        ),
        Wrong(
            sample_report("全年备案信息公开领域行政复议案件4件。", table4=_TABLE),
            "行政复议案件4件",
        ),
    )
    right = (
        Right(sample_report("因政府信息公开引起行政复议1件、行政诉讼3件。", table4=_TABLE)),
        Right(sample_report("因政府信息公开引起行政复议、行政诉讼共4件。", table4=_TABLE)),
        Right(
            sample_report(
                "引起行政复议2件。",
                table4=(1, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                problems="答复不够规范，有1件行政复议案件的结果为纠正。下一步加强培训。",
            )
        ),
        Right(sample_report("2023年因政府信息公开引起行政复议9件。", table4=_TABLE)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield figures that differ from the totals of table four."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        kinds = (
            ("review.total", "表四“行政复议”的总计", ("review.total",)),
            ("suits.total", "表四“行政诉讼”两项总计之和", ("direct.total", "after.total")),
            ("litigation.total", "表四各项总计之和", ("review.total", "direct.total", "after.total")),
        )
        for kind, name, columns in kinds:
            value = total(values, "table4", ("cases",), columns)
            for fact, message in disagreeing(check, kind, (value, name)):
                sentence = check.text[slice(*fact.sentence)]
                sure = not _FILED.search(sentence) and _OF_DISCLOSURE.search(sentence)
                severity = Severity.ERROR if sure else Severity.WARNING
                yield self.finding(check, fact.start, fact.end, message, severity=severity)

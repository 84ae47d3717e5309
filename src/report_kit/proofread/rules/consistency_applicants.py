"""Who asked: natural persons and bodies in the text, against the columns of table three (X6)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import sample_report

_LEGAL = ("business", "research", "charity", "legal", "other")


class Applicants(Rule):
    """正文写的申请人情况与表三各列不符（X6）。

    什么：“自然人申请N件、法人或其他组织申请N件”与表三“本年新收”该列不等，加上“上年结转”也不等。
    为什么：申请人情况在表三逐列填报，正文应与它相同。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三申请人情况。
    """

    id = "consistency.applicants"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(
            sample_report("收到申请5件，其中自然人4件、法人或其他组织0件。", table3={"new": 5}),
            "自然人4件",
        ),
        Wrong(
            sample_report("收到申请5件，自然人申请5件，法人和其他组织申请2件。", table3={"new": 5}),
            "法人和其他组织申请2件",
        ),
    )
    right = (
        Right(sample_report("收到申请5件，自然人申请5件，法人或其他组织申请0件。", table3={"new": 5})),
        Right(sample_report("共办理申请7件，其中自然人7件。", table3={"new": 5, "carried_in": 2})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield figures that fit a column neither with the carried-over requests nor without."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        for kind, name, columns in (("natural", "自然人", ("natural",)), ("legal", "法人或其他组织", _LEGAL)):
            new = total(values, "table3", ("new",), columns)
            accepted = [(new, f"表三“本年新收”的“{name}”")]
            if total(values, "table3", ("carried_in",), columns):
                accepted.append((total(values, "table3", ("new", "carried_in"), columns), "加上上年结转"))
            for fact, message in disagreeing(check, f"applicants.{kind}", *accepted):
                yield self.finding(check, fact.start, fact.end, message)

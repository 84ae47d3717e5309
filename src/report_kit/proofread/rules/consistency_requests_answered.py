"""How many requests the text says were answered, against table three (X3)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import table_values
from report_kit.proofread.views.sample_report import sample_report


class RequestsAnswered(Rule):
    """正文写的答复、办结件数与表三不符（X3）。

    什么：“答复（办结）申请N件”，N 不是表三“（七）总计”。
    为什么：办理结果在表三逐项列明，正文的合计应与它相同。有的正文只计书面答复，所以只请核对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三第三项。
    """

    id = "consistency.requests_answered"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(sample_report("收到申请5件，已办结4件。", table3={"done": 5}), "办结4件"),
        Wrong(sample_report("全年答复政府信息公开申请6件。", table3={"done": 5}), "答复政府信息公开申请6件"),
    )
    right = (
        Right(sample_report("收到申请5件，已办结5件。", table3={"done": 5})),
        Right(sample_report("收到申请5件，按期答复率100%；办结人大代表建议8件。", table3={"done": 5})),
        Right(sample_report("收到申请5件，其中延期答复1件。", table3={"done": 5})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the figures that are not the total of results."""
        if not check.is_annual_report:
            return
        done = table_values(check)("table3", "done", "total")
        for fact, message in disagreeing(check, "requests.answered", (done, "表三“（七）总计”")):
            yield self.finding(check, fact.start, fact.end, message, confidence=0.7)

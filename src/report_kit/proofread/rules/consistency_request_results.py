"""The results of requests in the text, against the groups of table three (X5)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.catalogue import load_form
from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import RESULTS, form_of, group, result_totals, total
from report_kit.proofread.views.sample_report import sample_report

_NAMES = (
    "（一）予以公开",
    "（二）部分公开",
    "（三）不予公开",
    "（四）无法提供",
    "（五）不予处理",
    "（六）其他处理",
)
_GROUPS = dict(zip(RESULTS, _NAMES, strict=True))
_TOGETHER = ("granted", "partial")
_NONE = dict.fromkeys(group(load_form("annual_2021"), "refused"), 0)


class RequestResults(Rule):
    """正文写的办理结果件数与表三不符（X5）。

    什么：“予以公开（部分公开、不予公开、无法提供、不予处理、其他处理）N件”不等于表三该项各行之和。
    为什么：正文和表三写的是同一批申请的结果。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三第三项（一）至（六）。
    """

    id = "consistency.request_results"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(
            sample_report("办理申请9件，予以公开5件、部分公开4件。", table3={"granted": 6, "partial": 4}),
            "予以公开5件",
        ),
        Wrong(
            sample_report(
                "办结的申请中不予公开3件。", table3={**_NONE, "refused.secret": 1, "refused.internal": 1}
            ),
            "不予公开3件",
        ),
        Wrong(
            sample_report("办理申请9件，予以公开或部分公开8件。", table3={"granted": 5, "partial": 4}),
            "公开或部分公开8件",
        ),
    )
    right = (
        Right(sample_report("办理申请9件，予以公开5件、部分公开4件。", table3={"granted": 5, "partial": 4})),
        Right(
            sample_report(
                "办结的申请中不予公开2件。", table3={**_NONE, "refused.secret": 1, "refused.internal": 1}
            )
        ),
        Right(sample_report("办理申请9件，予以公开及部分公开共9件。", table3={"granted": 5, "partial": 4})),
        Right(sample_report("收到申请2件，对政策文件予以公开30件。", table3={"partial": 4})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield results that differ from the sum of their group."""
        if not check.is_annual_report:
            return
        values = result_totals(check)
        for prefix, name in _GROUPS.items():
            value = total(values, "table3", group(form_of(check), prefix))
            for fact, message in disagreeing(check, f"results.{prefix}", (value, f"表三“{name}”合计")):
                yield self.finding(check, fact.start, fact.end, message)
        rows = [row for prefix in _TOGETHER for row in group(form_of(check), prefix)]
        name = "、".join(f"“{_GROUPS[prefix]}”" for prefix in _TOGETHER)
        value = total(values, "table3", rows)
        for fact, message in disagreeing(check, "results.granted_partial", (value, f"表三{name}合计")):
            yield self.finding(check, fact.start, fact.end, message)

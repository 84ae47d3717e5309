"""How many requests the text says were received, against table three (X1)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import Accepted, disagreeing
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import sample_report


class RequestsReceived(Rule):
    """正文写的收到申请件数与表三不符（X1）。

    什么：“收到（新收、受理）政府信息公开申请N件”，N 既不是表三“本年新收”的总计，也不是它与“上年结转”之和。
    为什么：正文与表格写的是同一件事，对不上必有一处写错；上年有结转时口径可能不同，只请核对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三；
    正文、表格数据应当一致。
    """

    id = "consistency.requests_received"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(
            sample_report("2024年，我乡共收到政府信息公开申请5件。", table3={"new": 3, "carried_in": 0}),
            "收到政府信息公开申请5件",
        ),
        Wrong(
            sample_report("全年受理依申请公开4件，均已答复。", table3={"new": 3, "carried_in": 2}),
            "受理依申请公开4件",
        ),
        Wrong(
            sample_report("今年新收7件政府信息公开申请。", table3={"new": 17, "carried_in": 0}),
            "新收7件政府信息公开申请",
        ),
    )
    right = (
        Right(sample_report("全年收到政府信息公开申请5件。", table3={"new": 3, "carried_in": 2})),
        Right(sample_report("全年收到政府信息公开申请3件。", table3={"new": 3, "carried_in": 2})),
        Right(
            sample_report(
                "全年收到政府信息公开申请3件，其中网络申请2件，信函申请1件；收到行政复议申请9件。",
                table3={"new": 3, "carried_in": 0},
            )
        ),
        Right(sample_report("2023年收到政府信息公开申请8件。", table3={"new": 3, "carried_in": 0})),
        Right(sample_report("县公安局收到政府信息公开申请2件。", table3={"new": 3, "carried_in": 0})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the figures that are neither the new requests nor all that were on hand."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        new, carried = values("table3", "new", "total"), values("table3", "carried_in", "total")
        if new is None or (new == 0 and not carried):
            return  # consistency.no_requests tells
        accepted: list[Accepted] = [(new, "表三“本年新收”的总计")]
        if carried:
            accepted.append((total(values, "table3", ("new", "carried_in")), "加上上年结转"))
        for fact, message in disagreeing(check, "requests.received", *accepted):
            if fact.value:
                severity = Severity.WARNING if carried or carried is None else Severity.ERROR
                yield self.finding(check, fact.start, fact.end, message, severity=severity)

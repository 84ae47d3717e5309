"""The same fact stated twice with different figures (N6)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.facts import facts
from report_kit.proofread.views.sample_report import sample_report

_NAMES = {
    "requests.received": "收到申请",
    "requests.carried_in": "上年结转",
    "requests.carried_out": "结转下年度",
    "review.total": "行政复议",
    "suits.total": "行政诉讼",
    "decisions.licensing": "行政许可",
    "decisions.penalty": "行政处罚",
    "files.issued": "制发规范性文件",
    "files.valid": "现行有效规范性文件",
    "disclosed.total": "主动公开信息总数",
}
# Two figures may both be right: requests with those carried over and without, information by channel.
_OPEN = ("requests.received", "disclosed.total")


class RepeatedFact(Rule):
    """同一件事在报告里写了两个不同的数（N6）。

    什么：前面写“收到申请5件”，后面写“收到申请6件”；前后的主动公开总数不同。
    为什么：一处改了另一处没改，读者不知道哪个对。收到的申请可能一处含结转、一处不含，只请核对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）。
    """

    id = "number.repeated_fact"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第六条"
    wrong = (
        Wrong(
            sample_report(
                "因信息公开引起行政复议2件。", problems="行政复议3件，反映答复不规范。下一步加强培训。"
            ),
            "行政复议3件",
        ),
        Wrong(
            sample_report("全年收到政府信息公开申请5件。\n全年共受理政府信息公开申请6件，均已办结。"),
            "受理政府信息公开申请6件",
        ),
        Wrong(
            sample_report("全年共主动公开政府信息120条。\n我乡累计主动公开信息130条。"),
            "累计主动公开信息130条",
        ),
    )
    right = (
        Right(sample_report("全年收到政府信息公开申请5件。\n受理政府信息公开申请5件，均已办结。")),
        Right(sample_report("全年共主动公开政府信息120条。\n通过网站主动公开信息60条。")),
        Right(sample_report("2023年收到政府信息公开申请8件。\n2024年收到政府信息公开申请5件。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the later statement of a fact when its figure differs from the first."""
        for kind, name in _NAMES.items():
            said = facts(check).get(kind, ())
            for fact in said[1:]:
                if fact.value != said[0].value and not (fact.rounded or said[0].rounded):
                    severity = Severity.WARNING if kind in _OPEN else Severity.ERROR
                    message = f"前面写的{name}是 {plain(said[0].value)}，这里是 {plain(fact.value)}，请核对"
                    yield self.finding(check, fact.start, fact.end, message, severity=severity)

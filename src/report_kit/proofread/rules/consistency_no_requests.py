"""What the text says about requests received, against table three."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import table_values

_HEAD = "梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n"
_TABLE = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\t{0}\t0\t0\t0\t0\t0\t{0}"
_RECEIVE = "(?:收到|接到|新收|接收|受理)"
_NONE = re.compile(
    rf"(?:未|没有|无){_RECEIVE}(?:[^，。；\n]{{0,24}}?申请|[^，。；\n]{{0,12}}依申请公开)|"
    rf"{_RECEIVE}[^，。；\n\d]{{0,20}}申请[^，。；\n\d]{{0,6}}(?<!\d)0\s*[件条宗份个例]"
)
_SOME = re.compile(
    rf"{_RECEIVE}(?:[^，。；\n\d]{{0,20}}申请[^，。；\n\d]{{0,6}}([1-9]\d*)\s*[件条宗份个例]|"
    r"([1-9]\d*)\s*[件条宗份个例][^，。；\n]{0,12}申请)"
)
_OTHER_MATTER = re.compile(r"复议|诉讼|上年|去年|上一年|许可|登记")


class NoRequests(Rule):
    """正文说有没有收到申请，与表三不一致（X2）。

    什么：正文写“未收到政府信息公开申请”，表三“一、本年新收”的总计却不是 0；或正文写收到若干件，表三全是 0。
    为什么：同一份报告自相矛盾，其中必有一处是错的。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三；数据应当一致。
    """

    id = "consistency.no_requests"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表三"
    wrong = (
        Wrong(f"{_HEAD}今年未收到政府信息公开申请。\n{_TABLE.format(3)}", "未收到政府信息公开申请"),
        Wrong(f"{_HEAD}全年收到政府信息公开申请4件。\n{_TABLE.format(0)}", "收到政府信息公开申请4件"),
        Wrong(f"{_HEAD}全年收到2件政府信息公开申请。\n{_TABLE.format(0)}", "收到2件政府信息公开申请"),
    )
    right = (
        Right(f"{_HEAD}今年未收到政府信息公开申请。\n{_TABLE.format(0)}"),
        Right(f"{_HEAD}全年收到政府信息公开申请3件，未收到行政复议申请。\n{_TABLE.format(3)}"),
        Right(f"{_HEAD}今年未收到政府信息公开申请。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the statements that table three contradicts."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        received, carried = values("table3", "new", "total"), values("table3", "carried_in", "total")
        if received is None:
            return
        pattern = _NONE if received else _SOME
        if not received and carried:
            return
        for paragraph in check.prose():
            for match in pattern.finditer(check.text, paragraph.start, paragraph.end):
                sentence = check.text[max(paragraph.start, match.start() - 30) : match.end()]
                clause = re.split("[。；，]", sentence)[-1]
                if _OTHER_MATTER.search(clause) or _another_year(check, sentence):
                    continue
                said = "没有收到申请" if received else f"收到 {match.group(1) or match.group(2)} 件"
                message = f"正文说{said}，表三“一、本年新收政府信息公开申请数量”的总计却是 {received}，请核对"
                yield self.finding(check, *match.span(), message, confidence=0.95)


def _another_year(check: Check, sentence: str) -> bool:
    years = re.findall(r"(20\d\d)年", re.split("[。；]", sentence)[-1])
    return bool(years and check.report_year and str(check.report_year) not in years)

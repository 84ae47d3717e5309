"""“No reconsiderations, no suits” in the text, against table four (X8)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import sample_report

_NONE = re.compile(
    r"(?:未(?!经|在|按)|没有|无(?![法论故权理正]))(?:发生|出现|收到|产生|涉及|存在|接到|因|被|有)?[^，。；\n\d]{0,24}?"
    r"(?:行政)?(?:复议(?:(?:申请)?[、，,和及与或]{1,2}(?:提起)?(?:被提起)?(?:行政)?诉讼)?|诉讼)"
    r"(?:案件|情况|的情况|案例|事项|纠纷)?"
)
_OTHERWISE = re.compile(r"败诉|纠[正错]|撤销|[一1]起|责任|超期|逾期|违法|尚未")
_YEAR = re.compile(r"(20\d\d)年")
_TABLE = (1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
_ZERO = (0,) * 15


class NoLitigation(Rule):
    """正文说没有复议、诉讼，表四却有（X8）。

    什么：正文写“未发生行政复议、行政诉讼”，表四的总计却不是 0。
    为什么：同一份报告自相矛盾，其中必有一处是错的。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表四。
    """

    id = "consistency.no_litigation"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表四"
    wrong = (
        Wrong(
            sample_report("全年未发生行政复议、行政诉讼案件。", table4=_TABLE),
            "未发生行政复议、行政诉讼案件",
        ),
        Wrong(
            sample_report("没有因政府信息公开被申请行政复议的情况。", table4=_TABLE),
            "没有因政府信息公开被申请行政复议的情况",
        ),
    )
    right = (
        Right(sample_report("全年未发生行政复议、行政诉讼案件。", table4=_ZERO)),
        Right(sample_report("全年未发生行政诉讼。", table4=_TABLE)),
        Right(sample_report("行政复议1件，无行政复议被纠正情形。", table4=_TABLE)),
        Right(sample_report("全年未发生行政复议。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the statements that table four contradicts."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        review = total(values, "table4", ("cases",), ("review.total",))
        suits = total(values, "table4", ("cases",), ("direct.total", "after.total"))
        if not (review or suits):
            return
        for paragraph in check.prose():
            for match in _NONE.finditer(check.text, paragraph.start, paragraph.end):
                rest = re.split("[，。；\n]", check.text[match.end() : paragraph.end], maxsplit=1)[0]
                sentence = re.split("[。；]", check.text[paragraph.start : match.start()])[-1]
                years = _YEAR.findall(sentence)
                if _OTHERWISE.search(rest) or _OTHERWISE.search(match.group()):
                    continue
                if years and check.report_year and years[-1] != str(check.report_year):
                    continue
                cases = (
                    (review if "复议" in match.group() else None, "行政复议"),
                    (suits if "诉讼" in match.group() else None, "行政诉讼"),
                )
                there = [f"{name} {plain(number)} 件" for number, name in cases if number]
                if there:
                    message = f"正文说没有，表四却有{'、'.join(there)}，请核对"
                    yield self.finding(check, *match.span(), message, confidence=0.95)

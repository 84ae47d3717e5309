"""How reconsiderations and suits ended, in the text against table four (X7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import sample_report

_SENTENCE = re.compile(r"[^。！？\n]+")
_ALL = re.compile(
    r"(?<!\d)(?P<n>\d+)\s*[件起宗][^，,、；：\d]{0,10}[，,、：]?[^，,。；\d]{0,10}?"
    r"(?P<all>(?:均|全部|都)[^，,。；\d]{0,8}?(?P<result>维持|纠正|撤销))"
)
_EACH_ALL = re.compile(
    r"复议[^，,、；。\d]{0,10}(?P<reviews>\d+)\s*[件起宗][，,、；]?[^，,、；。\d]{0,10}"
    r"诉讼[^，,、；。\d]{0,10}(?P<suits>\d+)\s*[件起宗][，,][^，,、；。\d]{0,6}?"
    r"(?P<all>(?:均|全部|都)[^，,。；\d]{0,8}?(?P<result>维持|纠正|撤销))"
)
_SOME = re.compile(r"(?P<result>(?<!不)维持|纠正)[^，,、。；\d]{0,6}(?P<n>\d+)\s*[件起宗]")
_RESULTS = {
    "维持": ("upheld", "结果维持"),
    "纠正": ("corrected", "结果纠正"),
    "撤销": ("corrected", "结果纠正"),
}
_CASES = {
    "复议": (("review",), "行政复议"),
    "诉讼": (("direct", "after"), "行政诉讼"),
}
_TABLE = (1, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
_UPHELD = (2, 0, 0, 0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0)
_OPEN_SUIT = (2, 0, 0, 0, 2, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0)


class LitigationResults(Rule):
    """正文写的复议、诉讼结果与表四不符（X7）。

    什么：正文写“行政复议2件，均获维持”“纠正2件”，表四“结果维持”为 1、“结果纠正”为 1。
    为什么：正文与表四写的是同一批案件。一句里复议、诉讼都说到的，“均”指两类全部案件；其他写法分不清说的是
    哪一类，不报。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表四。
    """

    id = "consistency.litigation_results"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表四"
    wrong = (
        Wrong(sample_report("发生行政复议2件，均获维持。", table4=_TABLE), "均获维持"),
        Wrong(sample_report("行政复议案件2件，其中维持2件。", table4=_TABLE), "维持2件"),
        Wrong(sample_report("行政复议2件，全部予以纠正。", table4=_TABLE), "全部予以纠正"),
        Wrong(
            sample_report("行政复议2件，行政诉讼1件，均获维持。", table4=_OPEN_SUIT),
            "均获维持",
        ),
    )
    right = (
        Right(sample_report("行政复议2件，维持1件、纠正1件，均已审结。", table4=_TABLE)),
        Right(sample_report("行政复议2件，均维持。", table4=(2, 0, 0, 0, 2, *_TABLE[5:]))),
        Right(sample_report("上年行政复议5件，均获维持。", table4=_TABLE)),
        Right(
            sample_report("行政复议2件，行政诉讼1件，均获维持。", table4=_UPHELD),
        ),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield results that the table counts otherwise; silent where the totals differ already."""
        if not check.is_annual_report:
            return
        for paragraph in check.prose():
            for sentence in _SENTENCE.finditer(check.text, paragraph.start, paragraph.end):
                subjects = [word for word in _CASES if word in sentence.group()]
                earlier = re.search(r"上年|去年|上一年|往年|较|累计|备案|审结的", sentence.group())
                if len(subjects) == 1 and not earlier:
                    yield from self._sentence(check, *sentence.span(), subjects[0])
                elif subjects and not earlier:
                    yield from self._both(check, *sentence.span())

    def _both(self, check: Check, low: int, high: int) -> Iterator[Finding]:
        """Yield “行政复议7件，诉讼9件，均获维持” where the table has others too."""
        values = table_values(check)
        kinds = [kind for among, _ in _CASES.values() for kind in among]
        for match in _EACH_ALL.finditer(check.text, low, high):
            column, label = _RESULTS[match["result"]]
            stated = int(match["reviews"]) + int(match["suits"])
            # Blanks count as none: the totals must add up to what is stated all the same.
            of_all = sum(values("table4", "cases", f"{kind}.total") or 0 for kind in kinds)
            right = sum(values("table4", "cases", f"{kind}.{column}") or 0 for kind in kinds)
            if right == stated or of_all != stated:
                continue
            message = f"正文写复议、诉讼 {stated} 件均{match['result']}，表四“{label}”共 {right}，请核对"
            yield self.finding(check, *match.span("all"), message, confidence=0.85)

    def _sentence(self, check: Check, low: int, high: int, subject: str) -> Iterator[Finding]:
        kinds, name = _CASES[subject]
        values = table_values(check)

        def of(result: str) -> int | None:
            value = total(values, "table4", ("cases",), [f"{kind}.{result}" for kind in kinds])
            return None if value is None else int(value)

        for pattern in (_ALL, _SOME):
            for match in pattern.finditer(check.text, low, high):
                column, label = _RESULTS[match["result"]]
                stated, right = int(match["n"]), of(column)
                # Another total than the table's is the business of consistency.litigation.
                if right is None or right == stated or (pattern is _ALL and of("total") != stated):
                    continue
                span = match.span("all") if pattern is _ALL else match.span()
                message = f"正文写{match['result']} {stated} 件，表四{name}“{label}”为 {right}，请核对"
                yield self.finding(check, *span, message, confidence=0.85)

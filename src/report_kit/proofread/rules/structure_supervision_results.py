"""Assessment, public appraisal and accountability in a government's report (F10)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import level_of
from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_RESULTS = {
    "工作考核": re.compile("考核|考评|考查|绩效"),
    "社会评议": re.compile("社会评[议价估]|评议|满意度|第三方评[估议价]|公众评[议价]"),
    "责任追究": re.compile("责任追究|追究|追责|问责|责任[^，。]{0,6}追"),
}
_TOLD = re.compile(
    r"(?:并)?(?:通报|公布|运用)?(?:(?:考核|考评|考查|评议|评价|检查|督查|测评|自查|自评)[^，。；、]{0,4}(?:结果|得分|排名)"
    r"|(?:考核|考评|考查|评议)情况)"
)
_GOVERNMENTS = ("乡", "镇", "街道", "苏木", "县", "区", "市", "州", "旗", "省")
_GOVERNMENT_NAME = re.compile("人民政府|街道办事处")
_ALL = "（五）监督保障。开展考核，组织社会评议，未发生责任追究情形。"


class SupervisionResults(Rule):
    """政府的报告缺少工作考核、社会评议或责任追究结果（F10）。

    什么：各级人民政府的报告应写明工作考核、社会评议、责任追究结果三项，全文没有提到其中一项。
    为什么：这是条例规定政府的报告必须包括的内容，没有发生的也要写明。
    依据：《政府信息公开条例》第五十条第（四）项；
    《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）总体情况（五）。
    """

    id = "structure.supervision_results"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第五十条第（四）项"
    wrong = (
        Wrong(
            sample_report("（五）监督保障。按月考核，并通报考评结果。"),
            "并通报考评结果",
            None,
            Context(level="乡"),
        ),
        Wrong(sample_report("（五）监督保障。组织社会评议，无责任追究。"), "（五）监督保障。"),
        Wrong(sample_report("加强考核和问责。"), "一、总体情况"),
    )
    right = (
        Right(sample_report(_ALL)),
        Right(sample_report("（五）监督保障。开展培训。"), Context(agency="清水县水利局", level="局")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding, on the heading of the aspect or of the section, naming what is missing."""
        if not check.is_annual_report:
            return
        agency = check.agency or check.located.title_text
        level = check.level or level_of(check.agency or "")
        if level not in _GOVERNMENTS and not (not level and _GOVERNMENT_NAME.search(agency)):
            return
        section = check.located.section("overview.supervision") or check.located.section("overview")
        if section is None or section.heading_span is None:
            return
        # The place to add them is where the results are told, if anywhere.
        prose = (section.prose[0][0], section.prose[-1][1]) if section.prose else section.heading_span
        missing = [name for name, words in _RESULTS.items() if not words.search(check.text)]
        if missing:
            message = f"政府的报告应写明{'、'.join(missing)}结果，全文没有提到；没有发生的也要写明"
            told = _TOLD.search(check.text, *prose)
            span = told.span() if told else section.heading_span
            yield self.finding(check, *span, message, confidence=0.85)

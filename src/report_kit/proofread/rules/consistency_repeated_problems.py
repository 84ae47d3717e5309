"""The same problems and measures as last year (Y2)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.sentences import likeness, sentences
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_ALIKE = 0.8
_LAST = Report(
    AGENCY,
    "乡",
    2023,
    sections={"problems": "一是网站栏目信息更新不够及时到位。下一步将健全信息报送制度并按月通报。"},
)


class RepeatedProblems(Rule):
    """问题和改进措施与上一年度相同（Y2）。

    什么：“五、存在的主要问题及改进情况”里的句子与上一年度报告相同或几乎相同。附上一年度报告时才核对。
    为什么：上年的问题应当已经改进；照抄说明没有分析本年的情况。
    依据：《政府信息公开条例》第五十条第（四）项；国办公开办函〔2021〕30号第五部分。
    """

    id = "consistency.repeated_problems"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第五十条"
    wrong = (
        Wrong(
            sample_report(problems="一是网站栏目信息更新不够及时到位。二是村级公开专栏内容形式单一。"),
            "一是网站栏目信息更新不够及时到位",
            None,
            Context(previous=_LAST),
        ),
        Wrong(
            sample_report(problems="新任信息员业务不熟。下一步，将健全信息报送制度并按月通报。"),
            "下一步，将健全信息报送制度并按月通报",
            None,
            Context(previous=_LAST),
        ),
    )
    right = (
        Right(
            sample_report(problems="一是新任信息员业务不熟悉。二是村级公开专栏内容形式单一。"),
            Context(previous=_LAST),
        ),
        Right(sample_report(problems="一是网站栏目信息更新不够及时到位。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield each sentence of section five that last year's had."""
        section = check.located.section("problems") if check.previous and check.is_annual_report else None
        if section is None or check.previous is None:
            return
        last = [plain for _, _, plain in sentences(check.previous.sections.get("problems", ""))]
        for start, end in section.prose:
            for low, high, plain in sentences(check.text, start, end):
                if any(likeness(plain, other) >= _ALIKE for other in last):
                    message = "与上一年度报告第五部分的句子相同，请写本年度的问题和改进情况"
                    yield self.finding(check, low, high, message, confidence=0.75)

"""Sentences taken over from last year's report (Y1)."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.sentences import sentences
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_LIMIT = 0.5
_LEAST = 4
_SHOWN = 3
_OLD = (
    "全年围绕重点领域主动公开各类政府信息。严格执行三审三校制度把好内容关口。"
    "定期检查网站专栏的更新维护情况。组织各站所信息员开展业务培训。认真办理群众提出的公开申请事项。"
)
_NEW = (
    "今年新开设惠民政策专栏集中公布补贴标准。邀请群众代表走进政务公开专区体验。"
    "开展规范性文件清理并公布目录。把培训办到村组并考核学习效果。"
)


class RepeatedText(Rule):
    """与上一年度报告的文字大量相同（Y1）。

    什么：总体情况和问题部分一半以上的句子与上一年度报告逐字相同（数字不计）。附上一年度报告时才核对。
    为什么：沿用上年文字说明没有反映本年的工作，是检查通报的常见问题。
    依据：《政府信息公开条例》第五十条；年度报告应反映本年度情况（国办公开办函〔2021〕30号）。
    """

    id = "consistency.repeated_text"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第五十条"
    wrong = (
        Wrong(
            sample_report(_OLD + "今年新开设惠民政策专栏集中公布补贴标准。"),
            "一、总体情况",
            None,
            Context(previous=Report(AGENCY, "乡", 2023, sections={"overview": _OLD})),
        ),
    )
    right = (
        Right(
            sample_report(_NEW + "组织各站所信息员开展业务培训。"),
            Context(previous=Report(AGENCY, "乡", 2023, sections={"overview": _OLD})),
        ),
        Right(sample_report(_OLD)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding that gives the share and the first sentences."""
        if check.previous is None or not check.is_report:
            return
        ids = [
            s.id for s in check.previous.spec.sections if s.id.startswith("overview") or s.id == "problems"
        ]
        last = {plain for name in ids for _, _, plain in sentences(check.previous.sections.get(name, ""))}
        now = [
            (low, high, plain)
            for section in check.located.sections
            if section.id in ids
            for start, end in section.prose
            for low, high, plain in sentences(check.text, start, end)
        ]
        same = [(low, high) for low, high, plain in now if plain in last]
        heading = check.located.section("overview")
        if len(now) < _LEAST or len(same) < _LIMIT * len(now) or heading is None:
            return
        shown = "；".join(f"“{check.text[low:high][:30]}”" for low, high in same[:_SHOWN])
        message = (
            f"{len(now)} 句里有 {len(same)} 句与上一年度报告相同（{100 * len(same) // len(now)}%），如{shown}"
        )
        span = heading.heading_span or same[0]
        yield self.finding(check, *span, message, confidence=0.8)

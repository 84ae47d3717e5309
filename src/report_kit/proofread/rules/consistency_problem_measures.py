"""Each problem has a measure (L1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import points
from report_kit.proofread.language.sentences import pairs
from report_kit.proofread.views.sample_report import sample_report

_MEASURES = re.compile(
    "针对(?:上述|以上|存在|这些)|下一步|采取以下措施|改进措施|今后|主要改进|改进情况[是为：:]"
)
# Pairs that any problem and any measure share.
_COMMON = re.compile(
    "[一二三四五六七八九]是|信息|公开|工作|政府|政务|问题|不够|不足|存在|进一|一步|有待|加强|提高|提升|情况|内容|方面|部分|相关|及时|以及|各站|站所|人员|我乡|我镇|我局|导致|由于"
)
_HAN = re.compile(r"[^\u3400-\u9fff]+")


class ProblemMeasures(Rule):
    """有的问题没有对应的改进措施（L1）。

    什么：第五部分“一是……五是……”列出的问题，与后面的措施没有一个相同的词；或措施比问题少。
    为什么：问题与措施应当一一对应。
    依据：国办公开办函〔2021〕30号第五部分（存在的主要问题及改进情况）。
    """

    id = "consistency.problem_measures"
    severity = Severity.HINT
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，第五部分"
    wrong = (
        Wrong(
            sample_report(
                problems="一是栏目设置不合理。二是业务培训偏少。下一步，一是优化栏目设置。二是规范档案管理。"
            ),
            "二是业务培训偏少",
        ),
    )
    right = (
        Right(
            sample_report(
                problems="一是栏目设置不合理。二是业务培训偏少。下一步，一是优化栏目。二是开展业务培训。"
            )
        ),
        Right(sample_report(problems="一是栏目设置不合理。二是业务培训偏少。下一步将认真改进。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the problems that no measure shares a word with."""
        section = check.located.section("problems") if check.is_annual_report else None
        if section is None or not section.prose:
            return
        start, end = section.prose[0][0], section.prose[-1][1]
        turn = _MEASURES.search(check.text, start, end)
        if turn is None:
            return
        problems = _points(check.text, start, turn.start())
        measures = _points(check.text, turn.start(), end)
        if len(problems) < 2 or len(measures) < 2:
            return
        answered = _words(check.text[turn.start() : end])
        for low, high in problems:
            if not _words(check.text[low:high]) & answered:
                stop = re.search("[。；\n]", check.text[low:high])
                message = "后面的措施里没有与这个问题对应的内容，请核对"
                yield self.finding(check, low, low + stop.start() if stop else high, message, confidence=0.5)


def _points(text: str, start: int, end: int) -> list[tuple[int, int]]:
    starts = [point.start for point in points(text, start, end)]
    return list(pairwise([*starts, end]))


def _words(text: str) -> frozenset[str]:
    return frozenset(
        pair for pair in pairs(_HAN.sub("，", text)) if "，" not in pair and not _COMMON.search(pair)
    )

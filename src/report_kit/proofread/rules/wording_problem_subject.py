"""Section five speaks of the website, where it should speak of the agency's work."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_SUBJECT = re.compile(
    r"(?P<subject>[\u3400-\u9fff]{0,10}(?:门户网站|政府网站|网站|公众号|信息公开平台|公开平台|专栏|公示栏|公开栏|栏目))(?:上|中|方面)?(?:主要|目前|仍|还|也|然)*存在(?:的)?(?:以下|如下|着|一些|一定)?[^，。；：\n]{0,8}(?:问题|不足)"
)
_HEAD = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n"
_RIGHT = "梨树乡政府信息公开工作主要存在以下问题：一是更新慢。"


class ProblemSubject(Rule):
    """第五部分的主语错误。

    什么：“存在的主要问题”部分总起的一句写“政府门户网站主要存在以下问题”，所列的却是整个公开工作的问题。
    为什么：主语与所述内容不符；第五部分报告的是政府信息公开工作的问题，不是网站的问题。
    依据：《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2021〕30号第五部分。
    """

    id = "wording.problem_subject"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第五十条"
    wrong = (
        Wrong(
            f"{_HEAD}2024年，政府门户网站主要存在以下五方面问题：一是更新慢。",
            "政府门户网站主要存在以下五方面问题",
        ),
        Wrong(f"{_HEAD}我乡微信公众号存在如下问题：一是人员少。", "我乡微信公众号存在如下问题"),
        Wrong(f"{_HEAD}政务公开栏目前存在以下不足：一是培训少。", "政务公开栏目前存在以下不足"),
        Wrong(f"{_HEAD}县政府网站主要存在三个问题：一是数量少。", "县政府网站主要存在三个问题"),
    )
    right = (
        Right(f"{_HEAD}{_RIGHT}"),
        Right("政府门户网站主要存在以下问题：一是更新慢。"),
        Right(f"{_HEAD}我乡信息公开工作主要存在以下问题：一是网站更新慢。"),
        Right(f"{_HEAD}针对网站存在的问题，逐项整改。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the opening clause of section five when its subject is a website or a column."""
        section = check.located.section("problems") if check.is_annual_report else None
        for low, high in section.prose[:2] if section else ():
            match = _SUBJECT.search(check.text, low, high)
            if match and not re.search(
                r"[。；]|针对|对于|一是", check.text[low : match.start()] + match["subject"]
            ):
                message = (
                    "这一部分说的是政府信息公开工作的问题，主语不应是网站、栏目，"
                    "可写“我乡政府信息公开工作主要存在……”"
                )
                yield self.finding(check, *match.span(), message, confidence=0.85)

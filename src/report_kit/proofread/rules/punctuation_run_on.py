"""Nothing, or a comma, between the words that lead in a list and its first point."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_HAN = r"\u3400-\u9fff"
# “三大部分第一部分是”, “两个阶段第一阶段”
_PARTS = re.compile(
    rf"(?<=[{_HAN}])(?P<of>部分|方面|内容|环节|阶段|步骤|层次|类型|类)(?=第一(?:部分|方面|环节|阶段|步|个?层次|类|个)(?:是|为|[，：]))"
)
# “存在以下问题一是……二是”: not 统一是, 之一是, 第一是.
_POINT = re.compile(
    r"(?P<before>(?:问题|不足|工作|措施|要求|任务|[个大]方面|原因|做法|特点|内容|如下|表现|主要是|主要有|体现在|做到|建议|意见|打算|渠道|成效))"
    r"(?P<mark>[，,]?)(?=一是[^。；\n]{3,80}(?P<next>[；。，])二是)"
)


class RunOn(Rule):
    """引出列举的话与第一项之间没有标点，或者用了逗号。

    什么：“报告包含三大部分第一部分是……”“存在以下问题一是……；二是……”漏了冒号或句号；“主要措施，一是……；二是……”
    各项之间用分号，引出的话后面却用逗号。
    为什么：总说的话与分说的各项之间要停顿，否则读者不知道列举从哪里开始；逗号比分号小一级，层次不清。
    依据：GB/T 15834—2011《标点符号用法》4.7（冒号用于总说性词语之后）。
    """

    id = "punctuation.run_on"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.7"
    wrong = (
        Wrong(
            "报告共包含三大部分第一部分是总体情况，第二部分是存在问题。",
            "部分",
            "报告共包含三大部分：第一部分是总体情况，第二部分是存在问题。",
        ),
        Wrong(
            "工作中还存在以下问题一是更新不及时；二是人员不足。",
            "问题",
            "工作中还存在以下问题：一是更新不及时；二是人员不足。",
        ),
        Wrong(
            "我乡构建多样化公开渠道，一是在网站上更新信息；二是利用微信公众号公开。",
            "，",
            "我乡构建多样化公开渠道：一是在网站上更新信息；二是利用微信公众号公开。",
        ),
    )
    right = (
        Right("报告共包含三大部分。第一部分是总体情况，第二部分是存在问题。"),
        Right("还存在以下问题：一是更新不及时；二是人员不足。"),
        Right("在做好培训方面，一是加强领导；二是完善制度。"),
        Right("两个阶段第一阶段的任务已经完成，解决的问题之一是人员不足。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the words before the missing mark, or the comma that should be a colon."""
        text = check.folded
        for match in _PARTS.finditer(text):
            yield self._missing(check, *match.span("of"))
        for match in _POINT.finditer(text):
            if not match["mark"]:
                yield self._missing(check, *match.span("before"))
            elif match["next"] == "；":
                message = "后面各项用分号隔开，引出各项的话后面用冒号"
                yield self.finding(check, *match.span("mark"), message, replacement="：", confidence=0.75)

    def _missing(self, check: Check, start: int, end: int) -> Finding:
        fix = Fix((Edit(end, end, "："),), "likely")
        message = "引出各项的话与第一项之间漏了标点，应加冒号（话已说完的用句号）"
        return self.finding(check, start, end, message, fixes=(fix,), confidence=0.85)

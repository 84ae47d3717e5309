"""A sentence that leads in a list and ends in a semicolon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_FIRST = r"(?:一是|[（(]一[)）]|1\s*[.．、]|第一[，、]|一、)"
_LEAD_IN = re.compile(
    rf"(?P<before>(?:^|(?<=[。！？\n]))[^。！？；;\n]*)(?P<mark>[；;])(?P<gap>\s*)(?={_FIRST})", re.MULTILINE
)
# What stands behind such a mark goes on with a list of its own: “（一）……；”, “二是……；”.
_ITEM = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．是]|第[一二三四五])")
_LEADS = re.compile(
    r"(?:如下|以下[^，,；]{0,10}|(?:措施|做法|问题|不足|短板|工作|方面|任务|情况|内容|特点|原因|要求)(?:是|有|为)?)\s*$"
)


class LeadIn(Rule):
    """引出下文的话用了分号。

    什么：“主要做法如下；一是……”，“一是”之前的话以“；”结尾；引出下文应用冒号，话已说完应用句号。
    为什么：分号隔开的是并列的分句，总说的话与下面各项不是并列的。
    依据：GB/T 15834—2011《标点符号用法》4.7（冒号用于总说性词语之后）、4.6（分号）。
    """

    id = "punctuation.lead_in"
    severity = Severity.WARNING
    preview = True
    source = "GB/T 15834—2011 4.6、4.7"
    wrong = (
        Wrong(
            "我乡主要做法如下；一是加强领导，二是完善制度。",
            "；",
            "我乡主要做法如下：一是加强领导，二是完善制度。",
        ),
        Wrong(
            "工作还存在一些不足；\n一是更新不及时。\n二是人员少。",
            "；",
            "工作还存在一些不足：\n一是更新不及时。\n二是人员少。",
        ),
        Wrong("今年我乡扎实推进公开，成效明显；\n一是加强领导。", "；"),
    )
    right = (
        Right("主要做法如下：\n一是加强领导；\n二是完善制度。"),
        Right("（一）加强领导；\n（二）完善制度；\n一是抓落实。"),
        Right("公开不及时；内容不全面。一是加强学习。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the semicolon; a colon mends it where the words before it lead in a list."""
        for match in _LEAD_IN.finditer(check.text):
            if _ITEM.match(match["before"]):
                continue
            leads = _LEADS.search(match["before"])
            if leads is None and "\n" not in match["gap"]:
                continue
            message = "后面是“一是……”等各项，引出下文应用冒号" + ("" if leads else "，话已说完应用句号")
            right = "：" if leads else None
            yield self.finding(check, *match.span("mark"), message, replacement=right, confidence=0.8)

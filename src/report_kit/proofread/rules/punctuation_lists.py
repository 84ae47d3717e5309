"""Commas and semicolons in lists: 、 for items side by side, one mark for items of one kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity

_NOUN = r"[\u3400-\u9fff]{2,6}"
_COMMA_FIRST = re.compile(
    rf"(?P<verb>明确|包括|公布|列明|涵盖|载明|注明)(?P<first>{_NOUN})(?<![外后的下中时前上里])(?P<comma>，)(?P<second>{_NOUN})、(?P<third>{_NOUN})(?:和|及|与|、|等)"
)
_UNITS = "[条件篇次份个项期例起人场]"
_COUNT = re.compile(
    rf"(?P<name>[\u3400-\u9fff]{{2,10}}?)(?P<has>有|共|发布|公开)?[ ]?\d+[ ]?"
    rf"(?P<unit>{_UNITS})(?P<mark>[，；、])?"
)
_MIXED = ({"，", "；"}, {"、", "，"})
_SUM = re.compile("[共总合]计?|其中|全部|累计")


class ListMarks(Rule):
    """并列的词语、数目之间标点不一致。

    什么：“明确责任主体，公开内容、时限和方式”里第一项后误用逗号；“动态有50篇，简报有43篇；宣传有5篇”里逗号、分号混用。
    为什么：同一层次的并列应用同一种标点，混用会让人看错层次。
    依据：GB/T 15834—2011《标点符号用法》4.5（顿号）、4.6（分号）。
    """

    id = "punctuation.lists"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.5、4.6"
    wrong = (
        Wrong("逐项明确责任主体，公开内容、时限和方式。", "，", "逐项明确责任主体、公开内容、时限和方式。"),
        Wrong(
            "工作动态有50篇，工作简报有43篇；法律宣传有5篇。",
            "；",
            "工作动态有50篇，工作简报有43篇，法律宣传有5篇。",
        ),
        Wrong(
            "网站公开12条、公众号公开8条，公开栏公开6条。",
            "，",
            "网站公开12条、公众号公开8条、公开栏公开6条。",
        ),
    )
    right = (
        Right("明确责任主体，加强培训、检查和考核。"),
        Right("逐项明确责任主体、公开内容、时限和方式。"),
        Right("公开文件3件，其中通知1件；受理申请2件。"),
        Right("公开动态50篇，简报43篇；收到申请2件，复议1件；培训3次。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the comma that parts items of one list, and marks that change within a row of counts."""
        text = check.folded
        verbs = word_classes()["动词"]
        for match in _COMMA_FIRST.finditer(text):
            items = (match["second"], match["third"])
            if any(item.startswith((*verbs, *"并其以对将由在")) for item in items):
                continue
            start, end = match.span("comma")
            message = f"“{match['first']}”与后面各项并列，应用顿号"
            yield self.finding(check, start, end, message, replacement="、", confidence=0.75)
        yield from self._counts(check)

    def _counts(self, check: Check) -> Iterator[Finding]:
        """Three or more counts in a row, worded alike, with different marks between them."""
        row: list[re.Match[str]] = []
        for match in [*_COUNT.finditer(check.folded), None]:
            joined = match and row and row[-1].end() == match.start() and row[-1]["mark"]
            alike = match and row and (row[-1]["has"], row[-1]["unit"]) == (match["has"], match["unit"])
            if match and joined and alike:
                row.append(match)
                continue
            marks = [m["mark"] for m in row[:-1]]
            if (
                len(row) >= 3
                and row[0]["has"]
                and set(marks) in _MIXED
                and not any(_SUM.search(m["name"]) for m in row[1:])
            ):
                usual = max(marks, key=lambda mark: (marks.count(mark), mark == marks[0]))
                odd = next(m for m in row[:-1] if m["mark"] != usual)
                message = f"同样的并列前后用了两种标点，宜统一用“{usual}”"
                yield self.finding(check, *odd.span("mark"), message, replacement=usual, confidence=0.7)
            row = [match] if match else []

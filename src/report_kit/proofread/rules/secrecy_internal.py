"""Marks of documents for internal use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.findings.spans import Apart

_WORDS = (
    r"内部(?:资料|文件|参考|材料|刊物|使用|传阅)"
    r"|仅供内部(?:参考|使用|传阅)?|(?:不得|严禁|请勿|禁止|切勿)(?:外传|外泄|翻印|复制外传|扩散)"
    r"|注意(?:保存|保管|保密)|妥善保管|阅后(?:销毁|收回|即焚|退回)|不(?:对外)?公开"
)
_LINE = re.compile(
    rf"^[ \u3000]*[（(【〔\[]?(?:(?:{_WORDS})[ \u3000，,、；;！!]*)+[）)】〕\]]?[ \u3000]*$", re.MULTILINE
)
_BRACKETS = re.compile(rf"[（(【〔\[](?:(?:{_WORDS})[ \u3000，,、；;！!]*)+[）)】〕\]]")
_INNER = re.compile(r"〔内〕|［内］|【内】|\[内\]")


class InternalMark(Rule):
    """内部文件的标注。

    什么：单独成行或写在括号里的“内部资料”“不得外传”“注意保存”“阅后销毁”等。
    为什么：这类文件不对外公布，标注留在文本里说明底稿是内部文件，内容要重新审查。
    依据：《中华人民共和国政府信息公开条例》第十六条（内部事务信息）、第十七条（公开审查）。叙述保密制度的句子不算。
    """

    id = "secrecy.internal"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第十六条、第十七条"
    wrong = (
        Wrong("内部资料，注意保存\n政务公开工作情况", "内部资料，注意保存"),
        Wrong("政务公开工作情况（内部文件，不得外传）", "（内部文件，不得外传）"),
        Wrong("【仅供内部参考】\n本期要目", "【仅供内部参考】"),
    )
    right = (
        Right("内部文件不得外传，公开前应当审查。"),
        Right("依法不公开的信息分为内部事务信息和过程性信息。"),
        Right("（三）不予公开\t0"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield marks that stand alone in a line or in brackets."""
        done = Apart()
        for pattern in (_LINE, _BRACKETS, _INNER):
            for match in pattern.finditer(check.text):
                start, end = match.span()
                start += len(match.group()) - len(match.group().lstrip(" \u3000"))
                end -= len(match.group()) - len(match.group().rstrip(" \u3000"))
                if start >= end:
                    continue
                if (
                    "内部" not in match.group()
                    and "〔内" not in match.group()
                    and match.group().strip("（）() ") == "不公开"
                ):
                    continue
                if not done.add(start, end):
                    continue
                message = "出现了内部文件的标注，公开前请审查内容，并删去标注"
                yield self.finding(check, start, end, message, confidence=0.9)

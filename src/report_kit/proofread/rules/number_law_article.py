"""Articles of laws in Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(
    r"(?:(?<=》)|(?<=[》条项款、和及至]))第[ ]?(?P<number>[1-9]\d{0,2})[ ]?(?P<unit>条|款|项)"
)
_LAW = re.compile(r"《[^《》\n]{0,40}(?:法|条例|规定|办法|细则)》[^。；\n]{0,40}\Z")


class LawArticle(Rule):
    """法律条文序号用了阿拉伯数字。

    什么：“《条例》第20条”应写“第二十条”。
    为什么：法律、法规原文的条款序号用汉字，引用时照原文写。
    依据：GB/T 15835—2011《出版物上数字用法》4.2；《立法法》第六十五条，条款的序号用中文数字表述。
    """

    id = "number.law_article"
    severity = Severity.WARNING
    source = "《立法法》第六十五条；GB/T 15835—2011 4.2"
    wrong = (
        Wrong(
            "依据《政府信息公开条例》第20条规定公开。", "第20条", "依据《政府信息公开条例》第二十条规定公开。"
        ),
        Wrong(
            "按照《条例》第十九条、第105条规定公开。",
            "第105条",
            "按照《条例》第十九条、第一百零五条规定公开。",
        ),
        Wrong("按照《条例》第三十六条第3项答复。", "第3项", "按照《条例》第三十六条第三项答复。"),
    )
    right = (
        Right("依据《政府信息公开条例》第二十条公开信息30条。"),
        Right("发布《清水县动态》第20条，办理第3项民生实事。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield articles in arabic figures behind the title of a law."""
        for match in _ARTICLE.finditer(check.text):
            if not _LAW.search(check.text[max(0, match.start() - 80) : match.start()]):
                continue
            right = f"第{_chinese(int(match['number']))}{match['unit']}"
            message = f"法律条文的序号用汉字，应写“{right}”"
            yield self.finding(check, *match.span(), message, replacement=right)


def _chinese(number: int) -> str:
    """Return a number below 1000 in Chinese numerals, as laws write it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")

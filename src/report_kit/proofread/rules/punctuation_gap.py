"""A blank between two words of a sentence, mostly where a mark was lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_HAN = r"\u3400-\u9fff"
_GAP = re.compile(rf"(?<=[{_HAN}])[ \u00a0\u3000]{{1,2}}(?=[{_HAN}])")
# A heading, an article of a law, a list of names set apart, a signature: their blanks belong there.
_SET_APART = re.compile(
    r"(?:^|\n)\s*(?:第[一二三四五六七八九十百\d]+[章节条款编]|[一二三四五六七八九十\d]+[、.．]?|附件?|注|图|表|主题词)\s*$|[章节条款项号]$|条之[一二三四五六七八九十]+$"
)
_MARK = re.compile("[，。；、：！？]")
_WORD_BEFORE = re.compile(rf"[{_HAN}]{{2,12}}$")
_WORD_AFTER = re.compile(rf"[{_HAN}]{{2,12}}")
_ALIKE = "并列的词语之间用顿号，不用空格"
_LOST = "两个汉字之间有空格：漏了标点，或者空格多余"
_MOST = 3
_LEAST = 16


class Gap(Rule):
    """句子中间、两个汉字之间有空格。

    什么：“关于龙湾水库 友邻水库的请示”，两个词之间是空格，多是漏了顿号、逗号，或者是粘贴时多出来的。
    为什么：汉语词与词之间不空格；并列的词之间应用顿号，空格会使层次不清。
    依据：GB/T 15834—2011《标点符号用法》4.5（顿号用于并列的词语之间）。标题、条文的序号、姓名、
    落款里用来对齐的空格不算；一段里空格很多的，是排版，不算。
    """

    id = "punctuation.gap"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.5"
    wrong = (
        Wrong(
            "会议通过了关于龙湾水库 友邻水库特许经营权的请示。",
            " ",
            "会议通过了关于龙湾水库、友邻水库特许经营权的请示。",
        ),
        Wrong("全年通过网站公开政务 信息三十条，做到及时准确。", " "),
    )
    right = (
        Right("第一条 为了规范公开工作，制定本规定。\n第二条之一 明知是伪造的证件而持有的，依法处理。"),
        Right("第一章 总则\n一、 总体情况\n张 三 李 四"),
        Right("会议通过了关于龙湾水库、友邻水库特许经营权的请示。"),
        Right("出席： 张三 李四 王五 赵六 孙七，列席： 周八 吴九，记录： 郑十。"),
        Right("联系人：张 三，电话：12345678，欢迎来电咨询。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the blank; 、 mends it between two words that end alike."""
        for paragraph in check.prose():
            text = paragraph.text
            if len(text) < _LEAST or not _MARK.search(text):
                continue
            gaps = list(_GAP.finditer(text))
            if not 0 < len(gaps) <= _MOST:
                continue
            for gap in gaps:
                before = _WORD_BEFORE.search(text, 0, gap.start())
                after = _WORD_AFTER.match(text, gap.end())
                if before is None or after is None or _SET_APART.search(text, 0, gap.start()):
                    continue
                start, end = paragraph.start + gap.start(), paragraph.start + gap.end()
                # 龙湾水库|友邻水库: names of two things of one kind.
                alike = before.group()[-2:] in after.group()[1:]
                message = _ALIKE if alike else _LOST
                fixes = (Fix((Edit(start, end, "、"),), "likely"),) if alike else ()
                yield self.finding(check, start, end, message, fixes=fixes, confidence=0.8)

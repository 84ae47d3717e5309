"""Nouns counted with the wrong classifier."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity

_NUMBER = r"[ ]?(?:\d[\d,.]*|[零一二三四五六七八九十百]{1,5})[余多]?[ ]?"
_COUNTED = "(?:情况|共|共计|累计|数量|总数|为|有)"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    """Return for each row: noun, number, wrong classifier; and number, wrong classifier, noun."""
    found = []
    for row in read_table("classifiers", ("noun", "right", "wrong", "forbids")):
        end = r"(?=[，。；、（）：]|$|其中|均|全部|已|按|予以)"
        not_behind = f"(?!{row['forbids']})" if row["forbids"] else ""
        noun_first = rf"(?:{row['noun']}){not_behind}{_COUNTED}?{_NUMBER}(?P<unit>{row['wrong']}){end}"
        counted = rf"(?<![\d.]){_NUMBER}(?P<unit>{row['wrong']})的?"
        number_first = rf"{counted}(?:{row['noun']}){not_behind}(?=[，。；、]|$)"
        found += [(re.compile(noun_first), row), (re.compile(number_first), row)]
    return tuple(found)


class Classifier(Rule):
    """量词与名词不搭配。

    什么：申请、复议、诉讼、规范性文件用“件”，却写成“17例”“3条”“2起”等。
    为什么：法定表格的单位是“件”，量词不同会让人以为统计口径不同。
    依据：国办公开办函〔2021〕30号表式的计量单位；公文语法：量词，见 dictionaries/classifiers.tsv。
    """

    id = "wording.classifier"
    severity = Severity.WARNING
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong("收到政府信息公开申请17例。", "例", "收到政府信息公开申请17件。"),
        Wrong("制定行政规范性文件3条，废止1件。", "条", "制定行政规范性文件3件，废止1件。"),
        Wrong("发生行政诉讼2个。", "个", "发生行政诉讼2件。"),
        Wrong("办结5条政府信息公开申请。", "条", "办结5件政府信息公开申请。"),
        Wrong("举办培训班3件，参训80人次。", "件", "举办培训班3期，参训80人次。"),
    )
    right = (
        Right("收到政府信息公开申请17件，公开信息30条，召开会议3次。"),
        Right("申请人3个，申请事项5项，行政许可12件。"),
        Right("政府信息公开申请表3份，行政复议案件2起。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the wrong classifier."""
        seen: set[int] = set()
        for pattern, row in _patterns():
            for match in pattern.finditer(check.folded):
                start, end = match.span("unit")
                if start in seen:
                    continue
                seen.add(start)
                right = row["right"].split("|")[0]
                message = f"量词不当：这里应用“{row['right'].replace('|', '、')}”"
                yield self.finding(check, start, end, message, replacement=right, confidence=0.8)

"""Marks of classified documents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.findings.spans import Apart

_LEVEL = "绝[ \u3000]?密|机[ \u3000]?密|秘[ \u3000]?密"
_MARKS = (
    (
        re.compile(
            rf"(?:{_LEVEL})[ \u3000]*[★☆＊*][ \u3000]*(?:[0-9一二三四五六七八九十]{{1,3}}(?:年|个月)|长期)?"
        ),
        "国家秘密标志",
    ),
    (re.compile(rf"密级[：:][ \u3000]*(?:{_LEVEL}|内部)"), "密级标注"),
    (
        re.compile(
            rf"^[ \u3000]*(?:{_LEVEL})[ \u3000]*"
            rf"(?:[（(]?(?:\d{{1,3}}(?:年|个月)|长期|特急|加急)[）)]?)?[ \u3000]*$",
            re.MULTILINE,
        ),
        "密级标注",
    ),
    (re.compile(r"(?:保密期限|解密时间|解密日期|解密条件)[：:][ \u3000]*[^ \n，。；]{1,12}"), "保密期限标注"),
    (
        re.compile(
            r"^[ \u3000]*(?:份号|印发份号|编号)[：:]?[ \u3000]*(?:No\.?|№)?[ \u3000]*0\d{4,6}[ \u3000]*$",
            re.MULTILINE,
        ),
        "份号",
    ),
    (re.compile(r"份号[：:][ \u3000]*(?:No\.?|№)?[ \u3000]*\d{1,6}"), "份号"),
    (
        re.compile(
            r"[\u3400-\u9fff]{1,6}(?:密发|密电|机发|绝密发|发密|密字|办密|党密|委密|政密|密办)[\u3400-\u9fff]?[〔\[（(]\d{4}[〕\]）)]\d+号"
        ),
        "密件文号",
    ),
)


class SecrecyMark(Rule):
    """密级标志、份号、密件文号。

    什么：“机密★5年”“密级：秘密”、单独成行的“机密”、份号、带“密”字的文号。
    为什么：有这些标志的是国家秘密文件或由其摘录，不得公开；公开前应作保密审查。
    依据：《中华人民共和国保守国家秘密法》第二十三条、第三十五条；GB/T 9704—2012 7.2.1—7.2.3；
    《政府信息公开条例》第十四条、第十七条。
    “国家秘密”“属于国家秘密”等法律用语不算。
    """

    id = "secrecy.mark"
    severity = Severity.ERROR
    source = "《保守国家秘密法》第二十三条；《政府信息公开条例》第十四条"
    wrong = (
        Wrong("机密★5年\n关于有关工作的报告", "机密★5年"),
        Wrong("密级：秘密　关于有关工作的报告", "密级：秘密"),
        Wrong("绝 密\n关于有关工作的报告", "绝 密"),
        Wrong("保密期限：10年，请妥善保管。", "保密期限：10年"),
        Wrong("份号：000123", "份号：000123"),
        Wrong("根据清委密发〔2023〕5号要求办理。", "根据清委密发〔2023〕5号"),
    )
    right = (
        Right("1.属于国家秘密\t0\t0"),
        Right("不得公开绝密、机密、秘密级国家秘密，保护商业秘密。"),
        Right("依据《中华人民共和国保守国家秘密法》，确定密级和保密期限。"),
        Right("文件编号：2023015"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield marks and numbers of classified documents."""
        done = Apart()
        for pattern, what in _MARKS:
            for match in pattern.finditer(check.text):
                start, end = match.span()
                start += len(match.group()) - len(match.group().lstrip(" \u3000"))
                end -= len(match.group()) - len(match.group().rstrip(" \u3000"))
                if not done.add(start, end):
                    continue
                message = f"出现了{what}，涉密文件及其内容不得公开，请立即停止公布并作保密审查"
                yield self.finding(check, start, end, message, confidence=0.95)

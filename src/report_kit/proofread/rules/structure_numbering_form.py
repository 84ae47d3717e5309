"""The form of the numbers of headings and items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_HAN = "一二三四五六七八九十"
_ORDER = {
    **{mark: number for number, mark in enumerate(_HAN, 1)},
    **{f"十{mark}": 10 + number for number, mark in enumerate(_HAN[:9], 1)},
}
# What is wrong, what of it stays, what is put behind that, and why.
_BAD = (
    (rf"(?P<kept>[{_HAN}]{{1,3}})(?:、[、，．.]|，|．|\.(?!\d))", "、", "第一层序号写“一、”"),
    (rf"(?P<kept>（[{_HAN}]{{1,3}}）)[、，．.]", "", "“（一）”后不加标点"),
    (r"(?P<kept>（\d{1,2}）)[、，．.]", "", "“（1）”后不加标点"),
    (r"(?P<kept>\d{1,2})、(?=\s*[\u3400-\u9fff])", ".", "第三层序号写“1.”，不用顿号"),
)
_ATTACHMENTS = re.compile(r"^附[件表][：:]", re.MULTILINE)
_BAD_FORMS = tuple((re.compile(pattern), mark, why) for pattern, mark, why in _BAD)
_ASPECT = re.compile(
    r"(?P<number>（\d）|\d{1,2}[、．.])\s*(?P<name>主动公开|依申请公开|政府信息管理|(?:政府信息公开)?平台建设|监督保障)(?=情况|方面|工作|[。：，\s]|$)"
)
_PART = re.compile(
    r"(?P<number>（?\d{1,2}[、．.）])\s*(?P<name>总体情况|主动公开政府信息情况|收到和处理政府信息公开申请情况|存在的主要问题|其他需要报告的事项)"
)


class NumberingForm(Rule):
    """层次序号的写法不对。

    什么：“一、、”“（一）、”“1、”等写法；年报的六个部分、五个方面用了“1、”“(1)”。
    为什么：序号是查找和引用的依据，写法不一，层次就不清楚。
    依据：GB/T 9704—2012《党政机关公文格式》7.3.3，结构层次序数依次为“一、”“（一）”“1.”“（1）”。
    """

    id = "structure.numbering_form"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.3"
    wrong = (
        Wrong("一、、工作开展情况", "一、、", "一、工作开展情况"),
        Wrong("（一）、加强领导。落实责任。", "（一）、", "（一）加强领导。落实责任。"),
        Wrong("(1) 主动公开。发布信息30条。", "(1)", "（一） 主动公开。发布信息30条。"),
        Wrong("1、 总体情况", "1、", "一、 总体情况"),
        Wrong("1、加强培训。每季度一次。", "1、", "1.加强培训。每季度一次。"),
    )
    right = (
        Right(
            "一、总体情况\n（一）主动公开\n发布。\n（二）依申请公开\n无。\n二、下一步打算\n（一）培训\n办班。"
        ),
        Right("（1）主要领导负责；（2）专人落实。"),
        Right("1.5万人，一，二，三。"),
        Right(
            "清水县梨树乡人民政府2024年政府信息公开工作年度报告\n一、总体情况\n很好。\n清水县梨树乡人民政府\n"
            "2025年1月13日\n附件：1.主动公开政府信息情况\n2.收到和处理政府信息公开申请情况"
        ),
        Right("一、第一份材料\n一切正常。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield numbers badly written."""
        text = check.folded
        # Attachments are listed with numbers of their own.
        attachments = _ATTACHMENTS.search(text)
        for paragraph in check.paragraphs:
            start, end = paragraph.start, paragraph.end
            named = next((m for p in (_ASPECT, _PART) if (m := p.match(text, start, end))), None)
            if named and not (attachments and attachments.start() < start):
                yield self._named(check, named)
                continue
            for pattern, mark, why in _BAD_FORMS:
                bad = pattern.match(text, start, end)
                if not bad or end - start <= len(bad.group()):
                    continue
                right = check.text[slice(*bad.span("kept"))] + mark
                severity = Severity.HINT if mark == "." else None
                message = f"序号写法：{why}"
                yield self.finding(check, *bad.span(), message, replacement=right, severity=severity)
                break

    def _named(self, check: Check, match: re.Match[str]) -> Finding:
        """An aspect or a part of the report with an arabic number."""
        digits = int(re.sub(r"\D", "", match["number"]))
        level = 1 if match.re is _ASPECT else 0
        numeral = next((mark for mark, number in _ORDER.items() if number == digits), "")
        right = (f"（{numeral}）" if level else f"{numeral}、") if numeral else None
        what = "总体情况的五个方面用“（一）”" if level else "报告的六个部分用“一、”"
        return self.finding(check, *match.span("number"), f"序号层次：{what}", replacement=right)

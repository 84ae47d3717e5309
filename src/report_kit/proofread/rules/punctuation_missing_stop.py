"""A paragraph of prose without a mark at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.document.structure import is_cut
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_LEAST, _LEAST_BEFORE_HEADING = 20, 13
_ENDS = re.compile(r"[\u3400-\u9fff）)”0-9%％]$")
_STOP, _CLOSING = "。！？!?；;", "”）)"
# The sentence may go on in the next paragraph: nothing there begins anew.
_CONTINUES = re.compile(r"(?![一二三四五六七八九十]、|[（(]|[一二三四五六七八九十]是|\d)[\u3400-\u9fff“《]")
_STOPS = re.compile(r"[。！？；!?;]")
# Before a heading a sentence of several clauses must have ended, though no mark was used before.
_HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")
_SAID = re.compile(
    r"^(?:20\d\d年|[我本全][乡镇县区市局街村年]|今年|去年|截至|下一步|针对|目前)|[我全][乡镇县区市局]|[了将]|(?:仍|还)?存在"
)
_NUMBERED = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|第[一二三四五六七八九十]+[条章节])"
)
_NO_SENTENCE = re.compile(
    r"(?:人民政府|办事处|委员会|办公室|局|日|报告|讲话)$|(?:总理|主席|省长|市长|记者|摄)[\u3400-\u9fff]{0,4}$"
    r"|^(?:附件|注|来源|联系|电话|地址|——|－－)"
)


class MissingStop(Rule):
    """段末漏了句号。

    什么：一段有完整的句子（前面已用过句号），最后一句末尾却没有标点，或者用了逗号、顿号。
    为什么：句末应有点号；漏了句号，读者会以为话没有说完。
    依据：GB/T 15834—2011《标点符号用法》4.1，句子末尾用句号。标题、落款、表格里的文字不算。
    """

    id = "punctuation.missing_stop"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.1"
    wrong = (
        Wrong(
            "全年公开信息30条。我乡高度重视公开工作，成效明显\n（二）依申请公开",
            "明显",
            "全年公开信息30条。我乡高度重视公开工作，成效明显。\n（二）依申请公开",
        ),
        Wrong(
            "2024年，我乡认真落实政务公开各项要求\n（一）主动公开",
            "要求",
            "2024年，我乡认真落实政务公开各项要求。\n（一）主动公开",
        ),
        Wrong(
            "本年度未收取信息处理费。无其他需要报告的事项",
            "事项",
            "本年度未收取信息处理费。无其他需要报告的事项。",
        ),
        Wrong(
            "一是抓学习，二是抓培训，三是抓考核，取得了较好的成效\n二、下一步打算",
            "成效",
            "一是抓学习，二是抓培训，三是抓考核，取得了较好的成效。\n二、下一步打算",
        ),
        Wrong(
            "全年公开信息30条。一是人员少，二是能力不足，\n二、下一步打算",
            "，",
            "全年公开信息30条。一是人员少，二是能力不足。\n二、下一步打算",
        ),
    )
    right = (
        Right("2024年，我乡主要做了以下工作：\n（一）主动公开"),
        Right("坚持以人民为中心，推进政务公开工作走深走实\n（一）主动公开"),
        Right("公开信息30条。今年以来，\n我乡继续加强公开。"),
        Right("全年公开信息30条。\n梨树乡人民政府\n2025年1月13日"),
        Right("关于印发政务公开工作要点、进一步做好年度报告编制工作的通知"),
        Right("主要做法是：\n（一）主动公开"),
        Right("加强领导，落实责任\n全年召开会议3次。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the last two characters of a paragraph that lacks its mark, with a fix that adds 。"""
        prose = list(check.paragraphs)
        for number, paragraph in enumerate(prose):
            text = paragraph.text
            following = prose[number + 1].text if number + 1 < len(prose) else ""
            if paragraph.kind == "body" and _is_open(text) and not _CONTINUES.match(following):
                mark = paragraph.end - 1
                message = "段末是逗号、顿号，话没有说完；说完了应用句号"
                yield self.finding(check, mark, mark + 1, message, replacement="。", confidence=0.8)
                continue
            if (
                paragraph.kind != "body"
                or len(text) < _LEAST_BEFORE_HEADING
                or not _ENDS.search(text)
                or _NO_SENTENCE.search(text)
            ):
                continue
            if _is_stopped(text):
                continue
            enumerates = text.startswith(("一是", "二是", "三是")) and "，" in text
            stopped = len(text) >= _LEAST and (_STOPS.search(text[:-1]) or enumerates)
            if not stopped and not _said_out(text, following):
                continue
            if following and is_cut(text, following):
                continue
            end = paragraph.end
            fix = Fix((Edit(end, end, "。"),), "likely")
            yield self.finding(check, end - 2, end, "段末漏了句号", fixes=(fix,), confidence=0.85)


def _said_out(text: str, following: str) -> bool:
    """Say whether clauses that tell something, not those of a heading, stand right before a heading."""
    clauses = "，" in text and not _NUMBERED.match(text)
    return clauses and _SAID.search(text) is not None and _HEADING.match(following) is not None


def _is_open(text: str) -> bool:
    """Say whether a mark within a sentence ends a text that has come to the end of one before."""
    return text.endswith(("，", "、", ",")) and ("。" in text or "；" in text)


def _is_stopped(text: str) -> bool:
    """Say whether the mark stands before the closing quotation mark, or before a bracketed note."""
    within = text.rstrip(_CLOSING)
    if within != text and within.endswith((*_STOP, "…")):
        return True
    bracket = max(text.rfind(mark, 0, len(text) - 1) for mark in "（）()")
    noted = text.endswith(("）", ")")) and text.startswith(("（", "("), max(0, bracket))
    return noted and text[:bracket].endswith(tuple(_STOP))

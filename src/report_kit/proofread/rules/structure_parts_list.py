"""The sentence that says what parts the report has (F3, F1 in prose)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from report_kit.forms.catalogue import load_form
from report_kit.forms.form import ANNUAL, Form
from report_kit.forms.locate import squeeze
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import value
from report_kit.proofread.views.sample_report import sample_report

_NUMBER = r"(?P<n>[一二三四五六七八九十]|\d{1,2})"
_BEHIND = re.compile(
    rf"(?:由|包括|包含|分为)(?P<list>[^。；;]{{0,30}}总体情况[^。；;]*?)(?:等|共|这|共计|总共)*{_NUMBER}\s*(?:个|大)?(?:部分|方面)"
)
_BEFORE = re.compile(
    rf"{_NUMBER}\s*(?:个|大)?(?:部分|方面)(?:的)?(?:内容)?(?:组成)?[，,：:]?\s*(?:分别(?:是|为)|即|包括|为)?[：:]?"
    r"\s*(?P<list>[“《]?(?:一、)?总体情况[^。；;]*)"
)
_END_OF_LIST = re.compile(
    r"(?:改进(?:情况|措施)|报告的?事项)(?:等|共|这)*(?P<n>[三四五七八]|[34578])\s*(?:个|大)?部分(?:组成|构成)"
)
_SHORT = 24
_ASPECT = re.compile(r"[（(][一二三四五][）)]\s*([\u3400-\u9fff]{4,12}?)(?:情况|方面|工作)?[。：:\s]*$", re.M)
_ITEMS = re.compile(r"[^、，,]+")
_OPENING = re.compile(r"^.*?(?=(?:一[、.．])?总体情况)")
_VERBS = ("建设", "管理")
_NEGATED = re.compile("且|均|也|还|无|没有|未|在|本")
_NUMERAL = re.compile(r"^[一二三四五六七八九十\d]+[、.．]?")
_SIX = (
    "总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、"
    "政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况"
)
# Words a title may be put in otherwise, and be right.
_ALIKE = 0.8


class PartsList(Rule):
    """“由六个部分组成”的数目与所列不符，或列出的部分名称写错（F3、F1）。

    什么：“本报告由总体情况、……等五个部分组成”，格式规定的是六个部分；所列只有五项；
    列出的名称漏字、多字、错字（收到和处理政府信息公开情况、主动公开政府政府情况）。
    为什么：部分的名称和数目由格式规定，写错说明是照抄或漏列。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    """

    id = "structure.parts_list"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(f"本报告由{_SIX}等五个部分组成。", "五"),
        Wrong(f"本报告由{_SIX}六个部分组成。", "六"),
        Wrong(f"本报告包括{_SIX}、其他需要报告的事项7个部分。", "7"),
        Wrong(
            f"本报告由{_SIX}、其他需要报告的事项六个部分组成。".replace("公开申请情况", "公开情况"),
            "收到和处理政府信息公开情况",
            f"本报告由{_SIX}、其他需要报告的事项六个部分组成。",
        ),
        Wrong(
            f"本报告由{_SIX}、其他需要报告的事项六个部分组成。".replace("公开政府信息", "公开政府政府"),
            "主动公开政府政府情况",
            f"本报告由{_SIX}、其他需要报告的事项六个部分组成。",
        ),
        Wrong(
            sample_report("（四）政府信息平台公开建设\n维护专栏。"),
            "政府信息平台公开建设",
            sample_report("（四）政府信息公开平台建设\n维护专栏。"),
        ),
        Wrong(
            sample_report(preamble=f"全文由六部分组成：{_SIX}、其进他需要报告的事项。"),
            "其进他需要报告的事项",
            sample_report(preamble=f"全文由六部分组成：{_SIX}、其他需要报告的事项。"),
        ),
    )
    right = (
        Right(f"本报告由{_SIX}、其他需要报告的事项六个部分组成。"),
        Right(
            "本报告包括总体情况、主动公开政府信息情况、依申请公开情况、行政复议和行政诉讼情况、"
            "存在的主要问题及改进措施和其他需要报告的事项共六个部分。"
        ),
        Right(sample_report("（四）建设政府信息公开平台\n维护专栏。")),
        Right("规划由总体情况、目标、任务、保障四个部分组成。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield a number that is not six, a list that is not as long, and names with a slip."""
        for paragraph in check.paragraphs:
            if "总体情况" not in paragraph.text or not re.search("公开", paragraph.text):
                continue
            span = paragraph.start, paragraph.end
            match = _BEHIND.search(check.text, *span) or _BEFORE.search(check.text, *span)
            if match and re.search("主动公开|申请|复议", match["list"]):
                yield from self._number(check, match)
                yield from self._names(check, *match.span("list"))
            elif check.concerns_report and paragraph.text.count("情况") >= 3:
                yield from self._names(check, *span)
        if check.concerns_report and not check.is_annual_report:
            yield from self._quoted(check)
        for low, high in _aspect_headings(check):
            yield from self._aspect(check, low, high)

    def _aspect(self, check: Check, low: int, high: int) -> Iterator[Finding]:
        """Compare the heading of an aspect: it may be put otherwise, but not with its letters moved."""
        match = _ASPECT.match(check.text, low, high)
        for section in _form(check).sections if match else ():
            wanted = section.title[3:]
            if section.level != 2 or match is None or _turned(match[1], wanted):
                continue
            if match[1] != wanted and sorted(match[1]) == sorted(wanted):
                message = f"次序写错了，应是“{wanted}”"
                yield self.finding(check, *match.span(1), message, replacement=wanted, confidence=0.95)

    def _quoted(self, check: Check) -> Iterator[Finding]:
        """Check a passage taken out of such a list."""
        for paragraph in check.paragraphs:
            if len(paragraph.text) <= _SHORT:
                yield from self._names(check, paragraph.start, paragraph.end)
            if "总体情况" not in paragraph.text:
                for match in _END_OF_LIST.finditer(check.text, paragraph.start, paragraph.end):
                    message = f"格式规定的是六个部分，这里说 {value(match['n'])} 个，请核对"
                    yield self.finding(check, *match.span("n"), message)

    def _number(self, check: Check, match: re.Match[str]) -> Iterator[Finding]:
        stated, listed = value(match["n"]), len(_sections(match["list"]))
        if stated != 6:
            message = f"格式规定的是六个部分，这里说 {stated} 个，请核对"
            yield self.finding(check, *match.span("n"), message)
        elif 3 <= listed < 6 and "等" not in match.group()[match.group().rfind("、") :]:
            message = f"说有六个部分，只列了 {listed} 个，请核对"
            yield self.finding(check, *match.span("n"), message)

    def _names(self, check: Check, low: int, high: int) -> Iterator[Finding]:
        titles = [
            piece
            for section in _form(check).sections
            if section.level == 1
            for piece in section.title[2:].split("、")
        ]
        titles.append("行政复议和行政诉讼情况")
        for found in _ITEMS.finditer(check.text, low, high):
            start, text = found.start(), found.group()
            number = _NUMERAL.match(text)
            start, text = (start + number.end(), text[number.end() :]) if number else (start, text)
            text = re.split(r"(?:等|共)?(?:[六五七]|\d)(?:个|大)?(?:部分|方面)", text)[0].rstrip("等共 ")
            stripped = text.strip().rstrip("。；")
            if _NEGATED.match(stripped):
                continue
            start += len(text) - len(text.lstrip())
            for title in titles if stripped not in titles else ():
                if _slip(stripped, title):
                    message = f"部分的名称应是“{title}”"
                    yield self.finding(
                        check, start, start + len(stripped), message, replacement=title, confidence=0.9
                    )


def _form(check: Check) -> Form:
    """Return the form of the report; a passage taken out of one is judged by the latest."""
    return check.form or load_form()


def _aspect_headings(check: Check) -> list[tuple[int, int]]:
    if not check.is_annual_report:
        return [(p.start, p.end) for p in check.paragraphs if check.concerns_report and len(p.text) <= _SHORT]
    found = [s.heading_span for s in check.located.sections if s.id.startswith("overview.")]
    # A heading with its letters moved is found as none of the aspects.
    others = [(p.start, p.end) for p in check.paragraphs if len(p.text) <= _SHORT and _ASPECT.match(p.text)]
    return sorted({*(span for span in found if span), *others})


def _turned(heading: str, wanted: str) -> bool:
    """Say whether a heading is the name with its verb in front, a right order of its own."""
    return any(wanted.endswith(verb) and heading == verb + wanted[: -len(verb)] for verb in _VERBS)


def _sections(listing: str) -> list[int]:
    """Return which of the six parts a list names, in order; a part in other words counts by its subject."""
    subjects = ("总体情况", "主动公开", "申请|收到和处理", "复议|诉讼", "问题|改进", "其[他它进]|事项")
    text = _OPENING.sub("", squeeze(listing))
    return [number for number, subject in enumerate(subjects) if re.search(subject, text)]


def _slip(item: str, title: str) -> bool:
    """Say whether an item is a title with a letter dropped, added or doubled: not the same put otherwise."""
    if item == title or not 4 <= len(item) <= len(title) + 3:
        return False
    matcher = SequenceMatcher(None, item, title, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return False
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    if len(changes) > 2:
        return False
    for kind, a, b, c, d in changes:
        gone, new = title[c:d], item[a:b]
        # Words that may be left out or put in without harm.
        if kind == "replace" and not _same_letters(gone, new, item, title):
            return False
        if kind != "replace" and {gone, new} & _HARMLESS:
            return False
    return True


_HARMLESS = {
    "政府信息公开",
    "政府",
    "行政",
    "复议",
    "和行政",
    "的",
    "主要",
    "主",
    "及",
    "和",
    "情况",
    "工作",
    "、",
    "年",
    "其他",
}


def _same_letters(gone: str, new: str, item: str, title: str) -> bool:
    """Say whether the letters that replace others are a doubling out of the title itself (政府政府)."""
    return len(gone) == len(new) and new in title and item.count(new) > title.count(new)

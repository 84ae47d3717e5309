"""Words by which an agency names itself, left over from an agency of another level."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import TOWNS, level_of
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_COUNTIES = ("县", "区", "旗")
_OFFICES = ("局", "委", "厅")
_SELF = re.compile(r"(我|本|全)(街道|苏木|[乡镇县区旗市局委厅])")
_WHOLE_CITY = re.compile(r"全[市省]各(?:级)?(?:行政机关|部门|单位)")
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")
# “白马镇全镇” speaks of that town; “全街道两侧” of a road; “全乡镇” of towns at large.
_OTHER_UNIT = re.compile(r"[\u3400-\u9fff](?:乡|镇|街道)\Z")
_NOT_A_UNIT = re.compile(r"[镇（(路]|两[侧旁]|沿线|路面|绿化|亮化|上(?:的|随处)")
_AGENCY = re.compile(r"^(.*?)(?:\s*\d{4}|政府信息公开|信息公开)")
_TOWN = Context(agency="清水县梨树乡人民政府", level="乡")


class SelfLevel(Rule):
    """自称与报告机关的层级不符。

    什么：乡的报告写“全街道”“我镇”，镇、街道的报告写“我局”，乡镇的报告写“全市各行政机关”等。
    为什么：多是套用别处的报告留下的，一看便知照抄，属于事实错误。
    依据：报告机关由《政府信息公开条例》第四十九条确定，自称应与机关名称一致。
    上级（全县、县政府）、泛指（各乡镇、街道两侧）、引文和书名号里的不算。
    """

    id = "name.self_level"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第四十九条；报告机关名称"
    wrong = (
        Wrong("推动全街道政务公开工作上台阶。", "全街道", "推动全乡政务公开工作上台阶。", _TOWN),
        Wrong("今年我镇主动公开信息40条。", "我镇", "今年我乡主动公开信息40条。", _TOWN),
        Wrong("我局认真落实条例要求。", "我局", "我街道认真落实条例要求。", Context(level="街道")),
        Wrong("系统反映全市各行政机关公开情况。", "全市各行政机关", None, Context(level="镇")),
        Wrong("我乡全年办结申请3件。", "我乡", "我局全年办结申请3件。", Context(agency="清水县水利局")),
        Wrong(
            "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n今年，全镇共公开信息40条。",
            "全镇",
            "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n今年，全乡共公开信息40条。",
        ),
    )
    right = (
        Right("各乡镇（街道）要按照县政府和全县统一部署，做好我乡工作。", _TOWN),
        Right("对街道两侧、全街道路灯进行检修。", _TOWN),
        Right("转发《关于做好我镇信息公开工作的通知》，向“我镇最美公务员”学习。", _TOWN),
        Right("借鉴白马镇全镇推行的做法，服务全局。", _TOWN),
        Right("本办法适用于本区域，我委托他人办理。", Context(level="镇")),
        Right("我镇和我局都参加了。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield self-words of another level; silent when the level of the agency is unknown."""
        level = check.level or level_of(check.agency or _agency_in_title(check))
        if not level:
            return
        for paragraph in check.paragraphs:
            quoted = [match.span() for match in _QUOTED.finditer(check.text, paragraph.start, paragraph.end)]
            for match in _SELF.finditer(check.text, paragraph.start, paragraph.end):
                if not any(low <= match.start() < high for low, high in quoted):
                    yield from self._judge(check, paragraph, match, level)
            if level in TOWNS:
                for match in _WHOLE_CITY.finditer(check.text, paragraph.start, paragraph.end):
                    message = f"这是{level}的报告，“{match.group()}”像是从上级的文本照抄的，请核对"
                    yield self.finding(
                        check, *match.span(), message, severity=Severity.WARNING, confidence=0.7
                    )

    def _judge(self, check: Check, passage: Passage, match: re.Match[str], level: str) -> Iterator[Finding]:
        pronoun, named = match.groups()
        start, end = match.span()
        severity = _severity(pronoun, named, level)
        before, after = check.text[max(passage.start, start - 6) : start], check.text[end : passage.end]
        if severity is None or _NOT_A_UNIT.match(after) or (pronoun == "全" and _OTHER_UNIT.search(before)):
            return
        words = check.segmentation(passage)
        if words.word_at(end - 1)[1] > end or words.word_at(start)[0] < start:
            return
        own = level if level in (*TOWNS, *_COUNTIES, *_OFFICES, "市") else "单位"
        pronoun = "我" if own in (*_OFFICES, "单位") else pronoun
        yield self.finding(
            check,
            start,
            end,
            f"这是{level}的报告，不应自称“{match.group()}”，可能是从别处照抄的",
            replacement=pronoun + own,
            severity=severity,
        )


def _severity(pronoun: str, named: str, level: str) -> Severity | None:
    """Say how wrong it is for an agency of ``level`` to speak of 我/本/全 + ``named``; ``None``: it may."""
    if named == level or pronoun + named == "全局":
        return None
    in_town, own = named in TOWNS, pronoun != "全"
    if level in TOWNS:
        return Severity.ERROR if in_town or (named in _OFFICES and own) else None
    if not own:
        return None
    if level in (*_COUNTIES, "市"):
        sibling = named in _COUNTIES
        return Severity.ERROR if in_town or named in _OFFICES else Severity.WARNING if sibling else None
    return Severity.ERROR if in_town or named in _OFFICES else None


def _agency_in_title(check: Check) -> str:
    if not check.is_report:
        return ""
    match = _AGENCY.match(check.located.title_text)
    return match.group(1).strip() if match else ""

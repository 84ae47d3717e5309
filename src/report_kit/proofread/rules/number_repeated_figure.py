"""The same thing counted twice in one text, with different figures (N6)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.dated import dated

_NUMBER = r"(?<![\d.〔第])(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)(?P<scale>[万亿]?)"
_UNIT = (
    r"(?P<unit>人次|公里|平方米|公顷|立方米|学时|百分点|"
    r"[条件次份期篇项个户人场名家处册起宗批类部台套座所栋间元亩吨])"
)
# What is counted of the whole unit: “全县14个乡镇”.
_WHOLE = re.compile(
    rf"(?P<name>(?:[全我][省市县区镇乡校局院])(?:现有|共有|共|有)?){_NUMBER}个"
    r"(?P<noun>(?:行政|自然|县直|区直|市直)?(?:乡镇|村|社区|部门|县区|街道|单位|区县))"
)
# A text about one thing only, whose size it tells.
_ONE_THING = re.compile("项目|工程|改造|建设|纪要|培训|会议")
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}
# Another time, another part of it, a plan beside what was done.
_APART = re.compile(
    r"年初|上年|去年|原|由|从|较|比|同比|增加|新增|其中|分别|一期|二期|三期|首批|平均|每|占|预计|计划|调整|变更|[一二三四]季度|\d月"
)
_CLAUSE = re.compile(r"[，。；：！？、（(\n]")


@cache
def _total() -> re.Pattern[str]:
    """Return what finds the size of the one thing a text is about: “总投资5800万元”."""
    names = "|".join(word_classes()["总量名"])
    linked = "(?:控制在|达到|达|为|是|共|约|：|:)?"
    return re.compile(rf"(?P<name>{names}){linked}{_NUMBER}{_UNIT}(?!以[上内下]|左右|的)")


@dataclass(frozen=True, slots=True)
class _Said:
    span: tuple[int, int]
    value: Decimal
    text: str


class RepeatedFigure(Rule):
    """同一个数在一篇文章里写得不同（N6）。

    什么：前面写“全县14个乡镇”，后面写“全县15个乡镇”；前面写“总投资5800万元”，后面写“总投资5600万元”。
    为什么：一处改了另一处没改，读者不知道哪个对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；公文内容应当前后一致（《党政机关公文处理工作条例》第十九条）。
    同名的数写了三种以上、写明是不同时间或不同部分的不报。
    """

    id = "number.repeated_figure"
    severity = Severity.WARNING
    source = "《党政机关公文处理工作条例》第十九条"
    yields_to = ("number.repeated_fact",)
    wrong = (
        Wrong("全县14个乡镇完成了任务。\n考核覆盖全县15个乡镇。", "全县15个乡镇"),
        Wrong(
            "关于供水管网改造项目有关问题的会议纪要\n项目总投资5800万元。\n会议要求抓紧落实总投资5600万元。",
            "总投资5600万元",
        ),
    )
    right = (
        Right("全县14个乡镇完成了任务。\n考核覆盖全县14个乡镇。"),
        Right("全市项目建设情况\n甲项目总投资5800万元。乙项目总投资5600万元，丙项目总投资200万元。"),
        Right("项目原总投资5800万元，调整后总投资5600万元。"),
        Right("全县14个乡镇、120个村。全县12个社区。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the later figure of what was said before with another one."""
        said: dict[tuple[str, str], list[_Said]] = {}
        patterns = (_WHOLE, _total()) if _ONE_THING.search(dated(check).title) else (_WHOLE,)
        for paragraph in check.prose():
            for pattern in patterns:
                for match in pattern.finditer(check.text, paragraph.start, paragraph.end):
                    marks = [m.end() for m in _CLAUSE.finditer(check.text, paragraph.start, match.start())]
                    clause = check.text[marks[-1] if marks else paragraph.start : match.end() + 4]
                    if _APART.search(clause):
                        continue
                    groups = match.groupdict()
                    thing = groups.get("noun") or groups.get("unit") or ""
                    value = Decimal(match["n"].replace(",", "")) * _SCALE[match["scale"]]
                    key = (re.sub("(?:现有|共有|共|有)$|^项目", "", match["name"]), thing)
                    said.setdefault(key, []).append(_Said(match.span(), value, match.group()))
        for told in said.values():
            if len({one.value for one in told}) != 2 or len(told) > 4:
                continue
            first = told[0]
            for one in told[1:]:
                if one.value != first.value:
                    message = f"前面写的是“{first.text}”，这里写“{one.text}”，请核对"
                    yield self.finding(check, *one.span, message, confidence=0.75)
                    break

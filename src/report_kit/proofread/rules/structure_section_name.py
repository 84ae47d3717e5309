"""Names of the report's parts, miswritten in a heading or in a list of the parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.distance import within
from report_kit.proofread.language.segment import is_word

_SEGMENT = re.compile(r"[\u3400-\u9fff]{5,40}")
_MARKS = re.compile(r"公开|复议|诉讼|问题|事项")
_PARTS = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
_WORD = 2
_RUN_ON = re.compile(f"({'|'.join(_PARTS)})({'|'.join(_PARTS)})")
# What may follow a name in a list of the parts.
_TAIL = re.compile(
    r"^(?:[等共六五七及和与或为是由的在就]|[一二三四五六七八九十]{1,2}个|部分|方面|内容|以及|进行|如下|作出|说明|报告|组成|构成|分析|公布)"
)


@dataclass(frozen=True)
class _Name:
    """A wording that others are held against; ``right`` is the statutory one."""

    wording: str
    accepted: re.Pattern[str]


@cache
def _names() -> tuple[_Name, ...]:
    """Return the statutory names and their common short forms, the longest first."""
    rows = read_table("section_names", ("name", "close", "accepted"))
    names = [
        _Name(wording, re.compile(row["accepted"]))
        for row in rows
        for wording in (row["name"], *row["close"].split())
        if "、" not in wording
    ]
    return tuple(sorted(names, key=lambda name: -len(name.wording)))


class SectionName(Rule):
    """各部分的名称写错、错序或连写。

    什么：正文列举或标题里，把“收到和处理政府信息公开申请情况”等名称漏字、多字、错序，或两个名称之间漏了顿号。
    为什么：六个部分的名称是法定的，差一个字就不是原来的部分，多是粘贴、改动时弄乱的。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）。
    通行的简称（见 section_names.tsv）不算错。
    """

    id = "structure.section_name"
    severity = Severity.WARNING
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            "报告包括收到和处理政府信息公开情况、存在的问题及改进措施。",
            "收到和处理政府信息公开情况",
            "报告包括收到和处理政府信息公开申请情况、存在的问题及改进措施。",
        ),
        Wrong("（四）政府信息公开平建设台", "政府信息公开平建设台", "（四）政府信息公开平台建设"),
        Wrong(
            "包括存在的主要问题及改情况等内容。",
            "存在的主要问题及改情况",
            "包括存在的主要问题及改进情况等内容。",
        ),
        Wrong("还有其进他需要报告的事项。", "其进他需要报告的事项", "还有其他需要报告的事项。"),
        Wrong(
            "本报告由总体情况主动公开政府信息情况、行政复议情况等组成。",
            "总体情况主动公开政府信息情况",
            "本报告由总体情况、主动公开政府信息情况、行政复议情况等组成。",
        ),
        Wrong(
            "行政复议和行政诉讼情况要求、其他事项。",
            "行政复议和行政诉讼情况要求",
            "行政复议和行政诉讼情况、其他事项。",
        ),
    )
    right = (
        Right("包括总体情况、主动公开情况、依申请公开情况、行政复议和行政诉讼情况等六个部分。"),
        Right("全面掌握政府信息公开情况，主动公开政府信息30条。"),
        Right("一、总体情况\n二、主动公开政府信息情况"),
        Right("社会组织主动公开信息的情况较好，存在的问题及时改进。"),
        Right("二是做好政府信息公开专区建设，继续完善栏目。"),
        Right("通报上半年政府信息公开平台建设进展情况。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield wordings close to the name of a part that are none of those that pass."""
        for match in _RUN_ON.finditer(check.text):
            message = f"“{match[1]}”与“{match[2]}”是两个部分，中间漏了顿号"
            yield self.finding(check, *match.span(), message, replacement=f"{match[1]}、{match[2]}")
        # The wording of the six headings themselves is the business of structure.sections.
        headings = [s.heading_span for s in check.located.sections if s.heading_span and "." not in s.id]
        for match in _SEGMENT.finditer(check.text):
            if any(low <= match.start() < high for low, high in headings):
                continue
            found = _judge(match.group()) if _MARKS.search(match.group()) else None
            if found and not _RUN_ON.search(match.group()):
                offset, length, right = found
                start = match.start() + offset
                message = f"各部分的名称是法定的，此处应为“{right}”"
                yield self.finding(check, start, start + length, message, replacement=right)


def _judge(words: str) -> tuple[int, int, str] | None:
    """Return offset and length of a miswritten name and its right wording; ``None`` when there is none."""
    for name in _names():
        wording = name.wording
        allowed = 2 if len(wording) > 9 else 1
        for offset in (at for at, character in enumerate(words) if character == wording[0]):
            part = words[offset:]
            if name.accepted.match(part):
                continue
            for step in (0, -1, 1, -2, 2):
                head, rest = part[: len(wording) + step], part[len(wording) + step :]
                if len(head) != len(wording) + step or (rest and not _TAIL.match(rest)):
                    continue
                moved = sorted(head) == sorted(wording)
                if (rest.startswith("的") or head[-1] != wording[-1]) and (rest or not moved):
                    # Something else follows: these words are no name.
                    continue
                if _of_another_thing(head, wording):
                    continue
                if moved or (abs(step) <= allowed and within(head, wording, allowed)):
                    return offset, len(head), wording
    extra = re.search("(行政复议[、和及]行政诉讼情况)要求$", words)
    return (extra.start(), len(extra.group()), extra[1]) if extra else None


def _of_another_thing(head: str, wording: str) -> bool:
    """Say whether one whole word stands for another: 专区建设 is the building of something else."""
    if len(head) != len(wording):
        return False
    differing = [at for at in range(len(head)) if head[at] != wording[at]]
    if len(differing) != _WORD or differing[1] - differing[0] != 1:
        return False
    low, high = differing[0], differing[1] + 1
    return is_word(head[low:high]) and sorted(head[low:high]) != sorted(wording[low:high])

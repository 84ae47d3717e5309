"""How many are named, and the number behind the list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import value
from report_kit.proofread.language.tags import is_common

_DIGITS = "一二两三四五六七八九十"
# “A、B、C等5个单位”, “A、B、C三名同志”
_COUNTED = re.compile(
    rf"(?P<open>等)?(?P<n>\d{{1,2}}|[{_DIGITS}]{{1,3}})(?P<what>"
    r"名|位|人(?!次|均|民)|个(?:县直|区直|市直|成员|责任|牵头)?(?:部门|单位|乡镇|镇|村|社区|县|区|市|街道|科室|站所|学校|企业|股室)"
    r"|家(?:单位|企业|公司|医院|银行)?|所(?:学校|院校|高校|医院))"
)
_CLAUSE = re.compile("[，。；：:！？\\n（）()]")
_REACH = 300
_JOINED = re.compile("以及|[和与及]")
_BODY = re.compile(
    r"(?:局|委|办|办公室|中心|公司|院|学校|大学|小学|中学|镇|乡|村|社区|街道|所|站|部|厅|队|会|县|市|区|省|银行|集团|"
    r"企业|法院|处|科|股)$"
)
_PERSON = re.compile(r"[\u3400-\u9fff]{2,3}$")


class ListedNames(Rule):
    """列出的名称与所说的个数不符（N5）。

    什么：列了六个单位，后面写“等5个单位”；列了三个人，后面写“4名同志”。
    为什么：增删了名单而没有改数目，读者不知道漏了谁。
    依据：公文内容应当前后一致（《党政机关公文处理工作条例》第十九条）。写了“等”的，可以不列全，只查列得比数目多的。
    """

    id = "number.listed_names"
    severity = Severity.WARNING
    source = "《党政机关公文处理工作条例》第十九条"
    wrong = (
        Wrong("县发展改革局、财政局、住房城乡建设局、水利局、城管局和县自来水公司等5个单位参加会议。", "5"),
        Wrong("会议研究了王建国、李春燕、陈志强4名同志的任职事项。", "4"),
        Wrong("已在城关镇、白石镇、云台乡三个乡镇试点。梅岭镇、清河镇三个镇待定。", "三"),
    )
    right = (
        Right("县发展改革局、财政局、住房城乡建设局、水利局、城管局和县自来水公司等6个单位参加会议。"),
        Right("县发展改革局、财政局等12个单位参加会议。"),
        Right("会议研究了王建国、李春燕、陈志强3名同志的任职事项。"),
        Right("王建国、陈志强，以及李春燕、赵文斌4人签订协议。"),
        Right("抽调公安局、财政局5名干部，组成工作专班。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the numbers that fit no way of counting the list."""
        surnames = word_classes()["姓"]
        for paragraph in check.prose():
            for match in _COUNTED.finditer(check.text, paragraph.start, paragraph.end):
                named = _CLAUSE.split(
                    check.text[max(paragraph.start, match.start() - _REACH) : match.start()]
                )[-1]
                if "、" not in named:
                    continue
                people = match["what"][0] in "名位人"
                least, most = _counted(named, surnames, people=people)
                stated = value(match["n"])
                if not most or least <= stated <= most or (match["open"] and stated > most):
                    continue
                if not match["open"] and abs(stated - most) > 2:
                    continue
                # “王某、张某，以及股东李某、赵某4人”: the list began before the comma.
                start = match.start() - len(named)
                if stated > most and check.text[start - 1 : start] == "，":
                    continue
                message = f"这里列了 {most} 个，写的是 {match['n']}，请核对"
                yield self.finding(check, *match.span("n"), message, confidence=0.8)


def _counted(listed: str, surnames: tuple[str, ...], *, people: bool) -> tuple[int, int]:
    """Return the least and the most names a list holds; (0, 0) when its items are not all of one kind."""

    def named(item: str) -> bool:
        if not people:
            return bool(_BODY.search(item))
        return item.startswith(surnames) and bool(_PERSON.fullmatch(item)) and not is_common(item)

    *items, last = listed.split("、")
    ends = _JOINED.split(last)
    first = items[0]
    tail = first[-3:] if first[-3:].startswith(surnames) else first[-2:]
    if not (named(tail) if people else named(first)) or not all(map(named, items[1:])):
        return 0, 0
    if not all(map(named, ends)):
        return 0, 0
    # “西南大学与东北大学、中南大学三所”: what is joined in the first item may be one name or two.
    joined = len(_JOINED.findall(first))
    return len(items) + len(ends), len(items) + len(ends) + joined

"""Names of other towns, left over from a text of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import TOWNS, level_of
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.places import Places, shipped_places
from report_kit.proofread.language.segment import word_frequency

_NAME = re.compile(r"[\u3400-\u9fff]{1,9}?(?:街道|苏木|[乡镇])(?![\u3400-\u9fff]{0,2}(?:两侧|绿化|路面))")
# “老集镇”, “新城镇”: places of such names there are, too.
_COMMON = re.compile(r"[老新旧大小各本](?:集镇|城镇|场镇|街道|乡镇)")
_QUOTED = re.compile(r"《[^《》]*》")
_VISIT = re.compile(
    r"(?:赴|到|与|和|及|学习|借鉴|参观|考察|毗邻|相邻|接壤|来自|对口|帮扶|由|撤并|合并|并入|划归)[^，。；]{0,6}\Z"
)
_TOWN = Context(agency="米易县白坡彝族乡人民政府", level="乡")


class OtherTown(Rule):
    """出现了别的乡镇、街道的名称。

    什么：乡镇、街道的报告里写了行政区划表中另一个乡镇、街道的名称。
    为什么：多是套用别处报告留下的，属于事实错误。
    依据：统计用区划代码（2.9 万个乡镇、街道名称）。学习、交流、毗邻、合并等叙述和书名号里的不算。
    """

    id = "name.other_town"
    severity = Severity.WARNING
    source = "统计用区划代码"
    wrong = (
        Wrong("2024年，丙谷镇主动公开信息30条。", "丙谷镇", None, _TOWN),
        Wrong("成立攀莲镇信息公开领导小组。", "攀莲镇", None, _TOWN),
        Wrong("加强东华门街道政务公开工作。", "东华门街道", None, _TOWN),
    )
    right = (
        Right("白坡彝族乡、白坡乡加强各乡镇、城镇和特色小镇建设。", _TOWN),
        Right(
            "2024年，丙谷镇主动公开信息30条。",
            Context(agency="米易县白坡彝族乡人民政府", level="乡", aliases=("丙谷镇",)),
        ),
        Right("赴丙谷镇学习，借鉴攀莲镇做法。", _TOWN),
        Right("2024年，丙谷镇主动公开信息30条。"),
        Right("实施老集镇污水管网更新，新街道绿化完工。", _TOWN),
        Right("转发《丙谷镇公开工作制度》。", _TOWN),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the first mention of each other town; silent for agencies that are no town."""
        if not check.agency or (check.level or level_of(check.agency)) not in TOWNS:
            return
        places = shipped_places()
        own = [re.sub(r"人民政府|办事处", "", name) for name in (check.agency, *check.aliases)]
        seen: set[str] = set()
        for paragraph in check.paragraphs:
            quoted = [m.span() for m in _QUOTED.finditer(check.text, paragraph.start, paragraph.end)]
            for match in _NAME.finditer(check.text, paragraph.start, paragraph.end):
                name = _known(match.group(), places)
                start = match.end() - len(name)
                before = check.text[max(paragraph.start, start - 12) : start]
                if not name or name in seen or any(_own(name, one) for one in own) or _VISIT.search(before):
                    continue
                if any(low <= start < high for low, high in quoted):
                    continue
                seen.add(name)
                message = f"报告机关是“{check.agency}”，这里出现了“{name}”，请核对是否从别处照抄"
                yield self.finding(check, start, match.end(), message, confidence=0.75)


def _known(words: str, places: Places) -> str:
    """Return the longest known town that ends ``words``, empty when there is none or it is a common word."""
    for length in range(len(words), 2, -1):
        name = words[-length:]
        if places.counties_with_town(name):
            return "" if word_frequency(name) > 400 or _COMMON.fullmatch(name) else name
    return ""


def _own(name: str, agency: str) -> bool:
    """Say whether ``name`` may be the agency itself: 白坡乡 for 白坡彝族乡."""
    stem = re.sub(r"(?:[\u3400-\u9fff]{1,3}族)?(?:街道|苏木|[乡镇])$", "", name)
    return name in agency or (len(stem) > 1 and stem in agency)

"""The same item twice in one list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_LIST = re.compile(r"[\u3400-\u9fff“”]{2,20}(?:、[\u3400-\u9fff“”]{2,20}){2,}")
_HEAD = re.compile(
    r"^.*(?:包括|包含|涵盖|设置了?|开设了?|公开了?|发布了?|完善|加强|明确|如|有|的|对|将|为|在|和|及)(?=[\u3400-\u9fff]{2})"
)
_TAIL = re.compile(r"(?:等|和|及|与|以及|[一二三四五六七八九十两]+个|共|情况|方面).*$")
_JOINED = re.compile(r"或者|以及|[和与及的在对从将把由本]|应当|可以|不得")


class RepeatedItem(Rule):
    """同一项列举了两次。

    什么：“机构职能、政策法规、工作动态、政策法规”一类，用顿号并列的各项里有一项出现两次。
    为什么：多是粘贴、增补时重复的；也可能其中一项应是别的内容。
    依据：公文语法：列举的各项不重复。
    """

    id = "wording.repeated_item"
    severity = Severity.WARNING
    source = "公文语法：列举"
    wrong = (
        Wrong(
            "设有机构职能、政策法规、工作动态、政策法规、公共服务等栏目。",
            "政策法规",
            "设有机构职能、政策法规、工作动态、公共服务等栏目。",
        ),
        Wrong("培训对象为村干部、网格员、信息员、网格员。", "网格员", "培训对象为村干部、网格员、信息员。"),
    )
    right = (
        Right("设有机构职能、政策法规、工作动态、公共服务等栏目。"),
        Right("实现早谋划、早部署、早落实，一项一项抓、一件一件办、一天一天看。"),
        Right("坚持人民代表、人民选、人民代表大会制度。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the second of two equal items, with a fix that takes it out."""
        for match in _LIST.finditer(check.text):
            items = match.group().split("、")
            places, at = [], match.start()
            for item in items:
                places.append(at)
                at += len(item) + 1
            first, last = _HEAD.sub("", items[0]), _TAIL.sub("", items[-1])
            plain = [first, *items[1:-1], last]
            if any(_JOINED.search(item) for item in plain[1:]):
                # “、破坏设备或者指使干扰、破坏设备”: two lists in one sentence.
                continue
            counts: dict[str, int] = {}
            for index, item in enumerate(plain):
                counts[item] = counts.get(item, 0) + 1
                # The rest of the last item belongs to the sentence, so a bare repetition only counts there.
                if (
                    len(item) < 3
                    or counts[item] < 2
                    or (index == len(plain) - 1 and last != items[-1] and len(last) < 3)
                ):
                    continue
                start, end = places[index], places[index] + len(item)
                fix = Fix((Edit(start - 1, end, ""),), "likely")
                yield self.finding(
                    check, start, end, f"“{item}”在这一列举里出现了两次", fixes=(fix,), confidence=0.85
                )

"""Marks between the members of one series: “一是……；二是……。三是……”, “通过……1条；通过……2条，通过……3条”."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import Point, points, value

_LEAST = 3
_STOP = re.compile("[。！？]")
_MARKS = "；。，：、"
_SEGMENT = re.compile(r"[^，；。：\n]+")
_COUNTED = re.compile(
    r"\d[\d.]*[余多]?[十百千万亿]?(?:[条件篇份个项期例起场户名元亩]|次|人次?|公里|[%％])(?:（[^（）]*）)?$"
)
_DIGITS = "一二三四五六七八九十"
_ORDINAL = re.compile(rf"(?<![^\s，。；：！？”’）])第([{_DIGITS}])[，、：](?!条|款|项)")
# What a paragraph of a list begins with, by its style.
_ITEM = re.compile(
    rf"\s*(?:(?P<point>[{_DIGITS}])是|[（(](?P<bracket>[{_DIGITS}]{{1,3}}|\d{{1,2}})[）)]|(?P<digit>\d{{1,2}})[.．、](?!\d)"
    rf"|第(?P<ordinal>[{_DIGITS}])[，、：])"
)
# “A任组长、B任副组长，C为成员”
_TITLES = re.compile(
    r"(?:任|为|担任)(?:总|第一)?组长(?P<first>[、，])[^。；，\n]{2,30}?(?:任|为|担任)(?:常务)?副组长(?P<second>[、，])"
    r"[^。；，\n]{2,40}?(?:为|任)?(?:小组)?成员"
)


class SeriesMarks(Rule):
    """同一列举里，各项之间的标点不一致。

    什么：“一是……；二是……。三是……”一处用分号、一处用句号；“通过网站公开3条；通过微信公开5条，通过公示栏公开2条”；
    “甲任组长、乙任副组长，丙为成员”。
    为什么：同一层次的各项应用同一种点号；换了点号，读者会以为列举到此为止，或者后一项属于前一项。
    依据：GB/T 15834—2011《标点符号用法》4.5（顿号）、4.6（分号用于并列的分句之间）。
    """

    id = "punctuation.series"
    severity = Severity.WARNING
    source = "GB/T 15834—2011 4.5、4.6"
    wrong = (
        Wrong(
            "一是加强领导；二是完善制度；三是严格审核。四是抓好培训。",
            "。",
            "一是加强领导；二是完善制度；三是严格审核；四是抓好培训。",
        ),
        Wrong(
            "一是加强领导，落实责任。二是完善制度；三是严格审核。四是抓好培训。",
            "；",
            "一是加强领导，落实责任。二是完善制度。三是严格审核。四是抓好培训。",
        ),
        Wrong(
            "1.加强领导；\n2.完善制度。\n3.严格审核；\n4.接受监督。",
            "。",
            "1.加强领导；\n2.完善制度；\n3.严格审核；\n4.接受监督。",
        ),
        Wrong(
            "第一，加强领导；第二，完善制度。第三，严格审核；第四，接受监督。",
            "。",
            "第一，加强领导；第二，完善制度；第三，严格审核；第四，接受监督。",
        ),
        Wrong(
            "其中：通过网站公开3条；通过微信公开5条；通过报纸公开4条，通过公示栏公开2条。",
            "，",
            "其中：通过网站公开3条；通过微信公开5条；通过报纸公开4条；通过公示栏公开2条。",
        ),
        Wrong(
            "通过网站公开3条；通过微信公开5条；通过报纸公开4条。通过公示栏公开2条。",
            "。",
            "通过网站公开3条；通过微信公开5条；通过报纸公开4条；通过公示栏公开2条。",
        ),
        Wrong(
            "成立镇长任组长、分管领导任副组长，各站所负责人为成员的领导小组。",
            "，",
            "成立镇长任组长、分管领导任副组长、各站所负责人为成员的领导小组。",
        ),
    )
    right = (
        Right("1.加强领导；\n2.完善制度；\n3.严格审核；\n4.接受监督。"),
        Right("（一）加强领导。落实责任；\n（二）完善制度。\n（三）严格审核。"),
        Right("一是加强领导；二是完善制度；三是严格审核。"),
        Right("一是加强领导。落实责任。二是完善制度。三是严格审核；抓好培训。四是接受监督。"),
        Right("一是加强领导，二是完善制度。\n一是人少；二是事多。三年来，三是常数。"),
        Right("通过网站公开3条，通过微信公开5条。收到申请2件；受理2件。"),
        Right("镇长任组长、分管领导任副组长、各站所负责人为成员。书记为组长，镇长为副组长，股长为成员。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield each mark that differs from the others of its series, with the usual one as the fix."""
        yield from self._paragraphs(check)
        for paragraph in check.prose():
            low, high = paragraph.start, paragraph.end
            ordinals = (
                Point(m.start(), m.end(), value(m[1])) for m in _ORDINAL.finditer(check.folded, low, high)
            )
            for run in (*_runs(points(check.folded, low, high)), *_runs(ordinals)):
                yield from self._points(check, run)
            yield from self._counted(check, paragraph.start, paragraph.end)
        for match in _TITLES.finditer(check.folded):
            if match["first"] != match["second"]:
                message = "组长、副组长、成员三项并列，用同一种标点"
                yield self.finding(
                    check, *match.span("second"), message, replacement=match["first"], confidence=0.8
                )

    def _points(self, check: Check, run: list[Point]) -> Iterator[Finding]:
        """Points of one paragraph: all but the last end where the next begins."""
        text = check.folded
        ends = [before.end + len(text[before.end : point.start].rstrip()) for before, point in pairwise(run)]
        items = [text[point.end : end] for point, end in zip(run, ends, strict=False)]
        marks = [item[-1:] for item in items]
        if len(set(marks)) == 1 or any(not mark or mark not in _MARKS for mark in marks):
            return
        # An item that holds a full stop of its own can only be closed by one.
        inner = any(_STOP.search(item[:-1]) for item in items)
        if inner and marks.count("。") < len(marks) / 2:
            return  # the stop within the item is what is wrong
        usual = "。" if inner else max("；。，", key=lambda mark: (marks.count(mark), mark == marks[0]))
        yield from self._odd(check, ends, usual)

    def _paragraphs(self, check: Check) -> Iterator[Finding]:
        """Points that are paragraphs of one sentence each, in a row, ended by ； or 。."""
        text = check.folded
        row: list[tuple[int, int]] = []
        style, number = "", 0
        for paragraph in [*check.paragraphs, None]:
            item = _ITEM.match(text, paragraph.start, paragraph.end) if paragraph else None
            kind = (item.lastgroup or "") if item else ""
            this = value(item[kind]) if item else 0
            if item and paragraph and kind == style and this == number + 1:
                row.append((item.end(), paragraph.end))
            else:
                yield from self._ends(check, row)
                row = [(item.end(), paragraph.end)] if item and paragraph and this == 1 else []
            style, number = kind, this

    def _ends(self, check: Check, row: list[tuple[int, int]]) -> Iterator[Finding]:
        items = [check.folded[low:high].rstrip() for low, high in row]
        marks = [item[-1:] for item in items[:-1]]
        single = not any(_STOP.search(item[:-1]) for item in items)
        if len(row) < _LEAST or set(marks) != {"；", "。"} or not single:
            return
        usual = max("；。", key=lambda mark: (marks.count(mark), mark == marks[0]))
        ends = [low + len(check.folded[low:high].rstrip()) for low, high in row[:-1]]
        yield from self._odd(check, ends, usual)

    def _odd(self, check: Check, ends: list[int], usual: str) -> Iterator[Finding]:
        """Yield the marks before ``ends`` that are not the usual one."""
        for end in ends:
            if check.folded[end - 1] != usual:
                message = f"并列的各项末尾标点不一致，宜统一用“{usual}”"
                yield self.finding(check, end - 1, end, message, replacement=usual, confidence=0.85)

    def _counted(self, check: Check, low: int, high: int) -> Iterator[Finding]:
        """Members that begin alike and end in a count, mostly parted by semicolons."""
        text = check.folded
        if text.count("；", low, high) < _LEAST - 1:
            return
        row: list[re.Match[str]] = []
        for segment in [*_SEGMENT.finditer(text, low, high), None]:
            if segment and _COUNTED.search(segment.group()):
                row.append(segment)
                continue
            opener, times = Counter(one.group()[:2] for one in row).most_common(1)[0] if row else ("", 0)
            members = [one for one in row if one.group().startswith(opener)]
            row = []
            marks = [text[one.start() - 1] for one in members[1:]]
            if times < _LEAST or marks.count("；") < _LEAST - 1 or marks.count("；") <= len(marks) / 2 - 1:
                continue
            for one, mark in zip(members[1:], marks, strict=True):
                if mark in "，。":
                    message = f"各项都以“{opener}”开头、并列，之间的标点宜统一用“；”"
                    at = one.start() - 1
                    yield self.finding(check, at, at + 1, message, replacement="；", confidence=0.8)


def _runs(found: Iterator[Point]) -> Iterator[list[Point]]:
    """Yield runs of points that count up from one, three or more."""
    run: list[Point] = []
    for point in [*found, None]:
        if point and run and point.number == run[-1].number + 1:
            run.append(point)
            continue
        if len(run) >= _LEAST:
            yield run
        run = [point] if point and point.number == 1 else []

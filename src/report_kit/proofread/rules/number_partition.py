"""Classes that part a whole without rest: bands of a score, grades, men and women."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from report_kit.document import Paragraph
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.counts import Count, counts_in

# What the first and the last class say when nothing lies outside them.
_WHOLE = (
    (
        re.compile(r"\d[^，。；、\d]{0,6}(?:及以上|以上|及其以上)"),
        re.compile(r"\d[^，。；、\d]{0,6}(?:以下|及以下|不满|不足)"),
    ),
    (
        re.compile("优秀|优良|优等|(?<!较)好的"),
        re.compile("不合格|不称职|较差|差的|不达标|不及格|一般|基本合格|基本称职|待改进|待提升"),
    ),
    (re.compile(r"男(?:性|生|职工|同志)?(?=\D{0,3}\Z)"), re.compile(r"女(?:性|生|职工|同志)?(?=\D{0,3}\Z)")),
    (re.compile("(?<!基本)(?<!不)满意"), re.compile("不满意")),
)
_CLASS = re.compile(r"[，,、；;]?\s*[^，,、；;。：:\n]{1,24}\Z")
_LEAST = 2


class Partition(Rule):
    """各档次的个数加起来与总数不符（N1）。

    什么：“42个单位……90分以上的16个，80分至90分的19个，80分以下的9个”，三档相加是44，不是42。
    为什么：从高到低的各个分数段、等次没有遗漏，加起来应等于总数；必有一处写错。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；数据勾稽：总数等于各分项之和。
    """

    id = "number.partition"
    severity = Severity.WARNING
    source = "数据勾稽：总数等于各分项之和"
    yields_to = ("number.breakdown",)
    wrong = (
        Wrong(
            "42个被考核单位平均得分87.6分。其中，90分及以上的16个，80分至90分的19个，80分以下的9个。",
            "90分及以上的16个，80分至90分的19个，80分以下的9个",
        ),
        Wrong("参评单位18个，评为优秀5个、良好9个、一般6个。", "评为优秀5个、良好9个、一般6个"),
        Wrong("考核干部30名，评定优秀6名、称职22名、不称职1名。", "评定优秀6名、称职22名、不称职1名"),
    )
    right = (
        Right("42个被考核单位平均得分87.6分。其中，90分及以上的16个，80分至90分的19个，80分以下的7个。"),
        Right("考核干部30名，评定优秀6名、称职23名、不称职1名。"),
        Right("参评单位18个，评为优秀5个、良好9个、一般3个、较差1个。"),
        Right("60岁以上老人20名，3岁以下幼儿5名，志愿者40名。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield runs of classes whose sum no count before them gives."""
        for paragraph in check.prose():
            counts = counts_in(check, paragraph)
            index = 0
            while index < len(counts):
                run = self._run(check.text, paragraph, counts, index)
                if run:
                    finding = self._judge(check, paragraph, counts[:index], run)
                    if finding:
                        yield finding
                index += max(1, len(run))

    @staticmethod
    def _run(text: str, paragraph: Paragraph, counts: Sequence[Count], at: int) -> Sequence[Count]:
        """Return the counts from ``at`` that list all classes, none when they are no such list."""
        low = counts[at - 1].end if at else paragraph.start
        label = _CLASS.search(text, low, counts[at].start)
        if label is None:
            return ()
        for first, last in _WHOLE:
            if not first.search(label.group()) or last.search(label.group()):
                continue
            end = at
            for stop in range(at + 1, min(at + 6, len(counts))):
                before = text[counts[stop - 1].end : counts[stop].start]
                if counts[stop].unit != counts[at].unit or not _CLASS.fullmatch(before):
                    break
                if last.search(before):
                    end = stop  # 一般5个、较差1个: the list goes on
            if end > at:
                return counts[at : end + 1]
        return ()

    def _judge(
        self, check: Check, paragraph: Paragraph, before: Sequence[Count], run: Sequence[Count]
    ) -> Finding | None:
        unit, total = run[0].unit, sum((count.value for count in run), Decimal(0))
        totals = [count for count in before if count.unit == unit]
        if not unit or not totals or any(count.vague for count in run) or len(run) < _LEAST:
            return None
        nearest = totals[-1]
        if nearest.vague or any(count.low <= total <= count.high for count in totals):
            return None
        # Another thing is counted when one class is more than all, or the whole is far from the sum.
        if max(count.value for count in run) > nearest.value or abs(nearest.value - total) * 4 > total:
            return None
        label = _CLASS.search(check.text, paragraph.start, run[0].start)
        start = label.start() if label else run[0].start
        start += len(check.text[start : run[0].start]) - len(
            check.text[start : run[0].start].lstrip("，,、；; ")
        )
        whole = check.text[nearest.start : nearest.end]
        items = "+".join(plain(count.value) for count in run)
        message = f"各档之和 {items}={plain(total)}，与前面的“{whole}”不符，请核对"
        return self.finding(check, start, run[-1].end, message, confidence=0.85)

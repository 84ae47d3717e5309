"""Averages that do not fit the sum and the number they are of (N3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from report_kit.document import Paragraph
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.counts import counts_in

# “场均80人次”, “平均每期30人”
_AVERAGE = re.compile(
    r"(?:(?P<before>[场期次条件篇户班])均|平均每(?P<behind>[场期次条件篇户班]))[^，,。；;、\d]{0,8}?约?"
    r"(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>人次|[人次条件份篇项元])"
)


class Average(Rule):
    """平均数与总数、个数算出来的不符（N3）。

    什么：“举办活动14场，参与群众1120人次，场均60人次”，1120÷14 是 80。
    为什么：平均数由同一句里的总数和个数算得出来，三个数里必有一个写错。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；GB/T 8170—2008《数值修约规则》。
    同一句里只要有一种除法能对上就不报。
    """

    id = "number.average"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条；GB/T 8170—2008"
    wrong = (
        Wrong(
            "举办活动14场，参与群众1120人次，场均60人次。",
            "60人次",
            "举办活动14场，参与群众1120人次，场均80人次。",
        ),
        Wrong("举办培训3期，参训90人，平均每期40人。", "40人", "举办培训3期，参训90人，平均每期30人。"),
        Wrong(
            "发布短视频20条，播放3万次，条均播放约1200次。",
            "1200次",
            "发布短视频20条，播放3万次，条均播放约1500次。",
        ),
    )
    right = (
        Right("举办活动14场，参与群众1120人次，场均80人次。"),
        Right("召开发布会6场，举办活动14场，参与群众1120人次，场均80人次。"),
        Right("公众号阅读28.5万次，203条信息，平均每条约1404次。"),
        Right("累计阅读量18.6万次，平均每条约1338次。"),
        Right("举办培训3期，参训共100人次，平均每期33人次。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield averages that no sum of their unit over a number of what they are of gives."""
        for paragraph in check.prose():
            for match in _AVERAGE.finditer(check.text, paragraph.start, paragraph.end):
                right = _right(check, paragraph, match)
                if right is not None:
                    average, total, number = (plain(figure) for figure in right)
                    span = match.start("value"), match.end()
                    message = f"{total}÷{number}={average}，这里写{match['value']}，请核对"
                    fix = average + match["unit"]
                    yield self.finding(check, *span, message, replacement=fix, confidence=0.8)


def _right(
    check: Check, paragraph: Paragraph, match: re.Match[str]
) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return what the average should be, the sum and the number; ``None`` when it may be right."""
    low = max(check.text.rfind(mark, paragraph.start, match.start()) for mark in "。！？\n")
    counts = [c for c in counts_in(check, paragraph) if low < c.start and c.end <= match.start()]
    of = match["before"] or match["behind"]
    numbers = [c for c in counts if c.unit == of and c.value > 0]
    totals = [c for c in counts if c.unit == match["unit"] and c not in numbers]
    if not numbers or not totals or totals[-1].vague or numbers[-1].vague:
        return None
    stated = Decimal(match["value"])
    step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
    for total in totals:
        for number in numbers:
            if total.low / number.high - step <= stated <= total.high / number.low + step:
                return None
    average = (totals[-1].value / numbers[-1].value).quantize(step, ROUND_HALF_UP)
    return average, totals[-1].value, numbers[-1].value

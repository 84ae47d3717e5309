"""Rates of what is done, beside what there was and what was done (N2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.counts import counts_in

_SENTENCE = re.compile(r"[。；;！？\n]")
_MORE = re.compile(r"[\u3400-\u9fff]{1,2}\Z")
_NEAR = 14


@cache
def _rate() -> re.Pattern[str]:
    stems = "|".join(word_classes()["率名"])
    return re.compile(rf"(?P<stem>{stems})率(?:均?[为达]|达到|分别)?(?P<p>\d+(?:\.\d+)?)\s*[%％]")


class Rate(Rule):
    """完成率、合格率等与前面两个数算出来的不符（N2）。

    什么：“受理投诉620件，办结589件，办结率98%”，589÷620 是 95%。
    为什么：率由前面两个数算得出来，三个数里必有一个写错。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；GB/T 8170—2008《数值修约规则》。
    同一句里只要有两个数相除能对上就不报；总数和完成数要紧挨着写，写法多于两个的不查。
    """

    id = "number.rate"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条；GB/T 8170—2008"
    wrong = (
        Wrong("受理投诉620件，办结589件，办结率98%。", "98%", "受理投诉620件，办结589件，办结率95%。"),
        Wrong(
            "抽检样品200批次，合格193批次，合格率95.5%。",
            "95.5%",
            "抽检样品200批次，合格193批次，合格率96.5%。",
        ),
    )
    right = (
        Right("受理投诉620件，办结589件，办结率95%，按期办结率100%。"),
        Right("发放问卷500份，收回480份，回收率96%。"),
        Right("受理市民诉求5380件，按期办结5366件，按期办结率99.7%。"),
        Right("检查企业50家，发现问题120个，整改到位110个，整改率91.7%。"),
        Right("化解纠纷2316件，成功率98.6%。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield rates that no two counts of the sentence give, where two of one unit lie just before."""
        for paragraph in check.prose():
            for match in _rate().finditer(check.text, paragraph.start, paragraph.end):
                stops = [m.end() for m in _SENTENCE.finditer(check.text, paragraph.start, match.start())]
                low = stops[-1] if stops else paragraph.start
                told = [c for c in counts_in(check, paragraph) if low <= c.start and c.end <= match.start()]
                if (
                    len(told) != 2
                    or told[0].unit != told[1].unit
                    or any(c.vague or c.low != c.high for c in told)
                ):
                    continue
                whole, done = told
                if done.value > whole.value or not done.value or match.start() - done.end > _NEAR:
                    continue
                # The second figure has to be that of what the rate is of: 按期办结率 of what was 按期办结.
                more = _MORE.search(check.text, paragraph.start, match.start())
                prefix, stem = more.group() if more else "", match["stem"]
                between = check.text[whole.end : done.start]
                if prefix + stem not in between and stem[::-1] not in between:  # 收回480份，回收率
                    continue
                stated = Decimal(match["p"])
                step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
                exact = done.value * 100 / whole.value
                if abs(exact - stated) < step:
                    continue
                right = exact.quantize(step, ROUND_HALF_UP)
                message = (
                    f"{plain(done.value)}÷{plain(whole.value)}={exact:.4}%，这里写{plain(stated)}%，请核对"
                )
                span = match.start("p"), match.end()
                yield self.finding(check, *span, message, replacement=f"{right}%", confidence=0.8)

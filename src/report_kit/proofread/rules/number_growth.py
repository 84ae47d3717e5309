"""Growth rates that do not fit the old and the new figure (N3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from report_kit.forms.equations import values_of
from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.facts import facts
from report_kit.proofread.views.form_values import total
from report_kit.proofread.views.sample_report import AGENCY, sample_report

_N = (
    r"(?<![\d.])(?P<{0}>\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?)\s*(?P<{0}s>[万亿]?)\s*"
    r"(?P<{0}u>个?工作日|人次|公里|平方米|公顷|分钟|小时|[条件次个份期篇项人户家元吨亩天座处所台套])"
)
_UP = "增[长加幅]|上升|提高|提升|扩大"
_DOWN = "减少|下降|降低|降幅|压缩|缩短|精简|压减|缩减|减幅"
_P = r"(?P<p>\d{1,4}(?:\.\d+)?)\s*[%％]"
# “由3607件增加到3646件，增长1.08%”
_FROM_TO = re.compile(
    rf"[由从]{_N.format('a')}(?:（[^（）]*）)?(?:增[长加]|提[高升]|上升|扩大|减少|下降|降低|压缩|缩短|精简|压减|缩减|降)?(?:到|至|为){_N.format('b')}"
    rf"[，,]?\s*(?:同比|环比|共)?(?P<way>{_UP}|{_DOWN})(?:了|幅度?|率)?(?:为|达)?{_P}"
)
# “公开120条，较上年增加20条，增长20%”
_BY = re.compile(
    rf"{_N.format('b')}[^，。；\d]{{0,8}}[，,（(]\s*(?:同比|[比较](?:上年|去年|上一年度?|往年|\d{{4}}年))(?:同期|末|底)?(?:的[\d.,]+[万亿]?[件条次份个期篇项人户家]+)?"
    rf"(?P<by>增[长加]|多|减少|下降|少)了?{_N.format('d')}[，,、]?\s*(?:同比|环比)?(?P<way>{_UP}|{_DOWN})(?:了|幅度?|率)?(?:为|达)?{_P}"
)
# “完成产值120亿元，比上年的100亿元增长20%”
_THAN = re.compile(
    rf"{_N.format('b')}[^，。；\d]{{0,8}}[，,（(]\s*(?:同比)?[比较](?:上年|去年|上一年度?|前年|\d{{4}}年|年初|上月)(?:同期|末|底)?的{_N.format('a')}"
    rf"(?P<way>{_UP}|{_DOWN})(?:了|幅度?|率)?(?:为|达)?{_P}"
)
# “收到申请3646件，同比增长1.08%”, with last year's report at hand.
_RATE = re.compile(
    rf"[^，。；、\d]{{0,6}}[，,（(]\s*(?:同比|[比较](?:上年|去年|上一年度?|\d{{4}}年))(?:同期)?(?P<way>{_UP}|{_DOWN})了?{_P}"
)


def _report(number: int) -> Report:
    zero = dict.fromkeys(("business", "research", "charity", "legal", "other"), 0)
    rows = {
        "new": {"natural": number, "total": number, **zero},
        "carried_in": {"natural": 0, "total": 0, **zero},
    }
    return Report(AGENCY, "乡", 2023, tables={"table3": rows})


class Growth(Rule):
    """增长率与前后两个数算出来的不符（N3）。

    什么：“由3607件增加到3646件，增长1.05%”，算得 1.08%；“120条，较上年增加20条，增长25%”，算得 20%。
    为什么：增长率由数字算得出来，读者会核对。附上一年度报告时，收到申请件数的同比也核对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）；GB/T 8170—2008《数值修约规则》。
    """

    id = "number.growth"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第六条；GB/T 8170—2008"
    wrong = (
        Wrong("申请由3607件增加到3646件，增长1.05%。", "1.05%", "申请由3607件增加到3646件，增长1.08%。"),
        Wrong("公开信息120条，较上年增加20条，增长25%。", "25%", "公开信息120条，较上年增加20条，增长20%。"),
        Wrong(
            "公开120条，比上年的100条增加20条，增长25%。",
            "25%",
            "公开120条，比上年的100条增加20条，增长20%。",
        ),
        Wrong(
            "人均收入1.8万元，比上年增加2000元，增长15%。",
            "15%",
            "人均收入1.8万元，比上年增加2000元，增长13%。",
        ),
        Wrong("产值120亿元，比上年的100亿元增长30%。", "30%", "产值120亿元，比上年的100亿元增长20%。"),
        Wrong(
            "时限由20个工作日压缩到5个工作日，压缩率65%。",
            "65%",
            "时限由20个工作日压缩到5个工作日，压缩率75%。",
        ),
        Wrong(
            sample_report("收到申请25件，同比增长30%。", table3={"new": 25, "carried_in": 0}),
            "30%",
            sample_report("收到申请25件，同比增长25%。", table3={"new": 25, "carried_in": 0}),
            Context(previous=_report(20)),
        ),
    )
    right = (
        Right("申请由3607件增加到3646件，增长1.08%。"),
        Right("公开信息120条，较上年增加20条，增长20%；减少至80条，较上年减少20条，下降20%。"),
        Right("产值由1.2万元增加到1.5万元，增长26%。"),
        Right(
            sample_report("收到申请25件，同比增长25%。", table3={"new": 25, "carried_in": 0}),
            Context(previous=_report(20)),
        ),
        Right(sample_report("收到申请25件，同比增长30%。", table3={"new": 25, "carried_in": 0})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield rates that differ from the growth of the figures beside them by more than rounding."""
        for paragraph in check.prose():
            if not re.search("[%％]", paragraph.text):
                continue
            span = paragraph.start, paragraph.end
            for match in (*_FROM_TO.finditer(check.text, *span), *_THAN.finditer(check.text, *span)):
                if match["au"].removeprefix("个") == match["bu"].removeprefix("个"):
                    yield from self._judge(check, match, [_value(match, "a")], _value(match, "b"))
            for match in _BY.finditer(check.text, *span):
                if match["bu"] == match["du"]:
                    less = re.match("减|下|少", match["by"])
                    new, by = _value(match, "b"), _value(match, "d")
                    old = (new[0] + by[0], new[1] + by[1]) if less else (new[0] - by[1], new[1] - by[0])
                    # The old figure is the new one less what was added, and rounded as it is.
                    yield from self._judge(check, match, [old], new, tied=by[0] == by[1])
        yield from self._requests(check)

    def _requests(self, check: Check) -> Iterator[Finding]:
        """Compare the growth of requests with last year's table."""
        if check.previous is None:
            return
        last = values_of(check.previous.tables)
        olds = [last("table3", "new", "total"), total(last, "table3", ("new", "carried_in"))]
        for fact in facts(check).get("requests.received", ()):
            match = _RATE.match(check.text, fact.end)
            if match and None not in olds and all(olds):
                known = [(Decimal(old), Decimal(old)) for old in olds if old is not None]
                yield from self._judge(check, match, known, (fact.value, fact.value))

    def _judge(
        self,
        check: Check,
        match: re.Match[str],
        olds: list[tuple[Decimal, Decimal]],
        new: tuple[Decimal, Decimal],
        *,
        tied: bool = False,
    ) -> Iterator[Finding]:
        """Compare the stated rate with those of all possible old values; figures are (low, high)."""
        stated = Decimal(match["p"])
        step = Decimal(1).scaleb(int(stated.as_tuple().exponent))
        sign = -1 if re.match(_DOWN, match["way"]) else 1
        if any(low <= 0 for low, _ in olds):
            return
        pairs = [zip(new, old, strict=True) if tied else product(new, old) for old in olds]
        rates = [sorted(sign * (n - o) * 100 / o for n, o in pair) for pair in pairs]
        if any(rate[0] - step / 2 <= stated <= rate[-1] + step / 2 for rate in rates):
            return
        # The middle of what a rounded figure stands for is the figure itself.
        now = (new[0] + new[1]) / 2
        old, exact = (olds[-1][0] + olds[-1][1]) / 2, (rates[-1][0] + rates[-1][-1]) / 2
        right = exact.quantize(step, ROUND_HALF_UP)
        way = "增长" if sign > 0 else "下降"
        yield self.finding(
            check,
            match.start("p"),
            match.end(),
            f"由 {plain(old)} 到 {plain(now)}，{way} {exact:.4}%，这里写 {plain(stated)}%，请核对",
            replacement=f"{right}%" if right > 0 else None,
            confidence=0.8,
        )


def _value(match: re.Match[str], name: str) -> tuple[Decimal, Decimal]:
    """Return the least and the most a figure stands for; in 万 or 亿 it is rounded."""
    number = Decimal(match[name].replace(",", ""))
    scale = {"": 1, "万": 10**4, "亿": 10**8}[match[name + "s"]]
    slack = (
        Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2
        if scale > 1 or "." in match[name]
        else Decimal(0)
    )
    return (number - slack) * scale, (number + slack) * scale

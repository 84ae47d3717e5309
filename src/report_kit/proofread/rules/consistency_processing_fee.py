"""The fee for processing information: text against itself and against table three (X11, T3-fee)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.form_values import table_values, total
from report_kit.proofread.views.sample_report import FEES, sample_report

_FEE = r"(?:信息|公开)(?:公开)?(?:信息)?(?:处理|检索|复制|邮寄)?费(?:用)?"
_NONE = re.compile(
    rf"(?:未|没有|无|不)(?:收取|产生|发生|涉及|存在|有|收|向[^，。；]{{0,8}}收取)?(?:过|任何)?[^，。；\d]{{0,14}}{_FEE}|"
    rf"{_FEE}[^，。；\d]{{0,10}}(?<![\d.])0(?:\.0+)?\s*元"
)
_AMOUNT = re.compile(rf"{_FEE}[^，。；\d]{{0,10}}(?<![\d.])(\d+(?:\.\d+)?)\s*(万?)元")
_CASES = re.compile(r"(?<![\d.])(\d+)\s*[件宗个份]")
_YUAN = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*(万?)元")
_ITEMS = re.compile(r"[。，；：,;:]?\s*其中[，,：:]?")
_NOTICE = re.compile("收费|收取|缴费|缴纳|交费")


class ProcessingFee(Rule):
    """信息处理费的写法自相矛盾，或与表三不符（X11、T3-fee）。

    什么：既说未收取又写了金额；列出的各单位件数、金额相加不等于合计；没有收到申请却收了费；
    金额不是 10 元的整倍数；表三有“逾期未按收费通知要求缴纳费用”而第六部分没有写收费通知。
    为什么：信息处理费有统一的标准，收取情况是法定的报告事项。
    依据：《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）：按件每件 100 元起，按量每页 10 元起；
    《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表三、第六部分。
    """

    id = "consistency.processing_fee"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办函〔2020〕109号；国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            sample_report(
                other="全年对3件申请收取信息处理费800元。其中，县公安局1件，收取200元；县医院2件，收取500元。"
            ),
            "800元。其中，县公安局1件，收取200元；县医院2件，收取500元",
        ),
        Wrong(
            sample_report(
                other="全年对4件申请收取信息处理费700元。其中，县公安局1件，收取200元；县医院2件，收取500元。"
            ),
            "4件申请收取信息处理费700元。其中，县公安局1件，收取200元；县医院2件",
        ),
        Wrong(
            sample_report("收取信息处理费300元。", table3={"new": 2}, other="本年度未收取信息处理费。"),
            "未收取信息处理费",
        ),
        Wrong(
            sample_report(table3={"new": 0, "carried_in": 0}, other="全年收取信息处理费300元。"),
            "信息处理费300元",
        ),
        Wrong(
            sample_report(table3={"new": 5, "carried_in": 0}, other="全年收取信息处理费125元。"),
            "信息处理费125元",
        ),
        Wrong(
            sample_report(table3={"other.unpaid": 2}, other="无其他需要报告的事项，信息处理费为零。"),
            "无其他需要报告的事项，信息处理费为零。",
        ),
    )
    right = (
        Right(
            sample_report(
                other="全年对3件申请收取信息处理费700元。其中，县公安局1件，收取200元；县医院2件，收取500元。",
                table3={"new": 5, "carried_in": 0},
            )
        ),
        Right(sample_report("未收取信息处理费。", table3={"new": 0, "carried_in": 0}, other=FEES)),
        Right(
            sample_report(
                table3={"other.unpaid": 2}, other="发出收费通知2件，均逾期未缴，收取信息处理费0元。"
            )
        ),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield contradictions, sums that fail, amounts that can not be, and a notice not told of."""
        if not check.is_annual_report:
            return
        values = table_values(check)
        on_hand = total(values, "table3", ("new", "carried_in"))
        amounts, denials = [], []
        for paragraph in check.prose():
            if "费" not in paragraph.text:
                continue
            amounts += [
                m for m in _AMOUNT.finditer(check.text, paragraph.start, paragraph.end) if _yuan(m, 1)
            ]
            denials += list(_NONE.finditer(check.text, paragraph.start, paragraph.end))
            yield from self._sums(check, paragraph)
        if amounts and denials:
            message = f"前后矛盾：别处写收取 {plain(_yuan(amounts[0], 1))} 元，这里说没有收取，请核对"
            yield self.finding(check, *denials[-1].span(), message)
        for match in amounts:
            yuan = _yuan(match, 1)
            if on_hand == 0:
                message = f"表三没有收到也没有结转的申请，却写收取 {plain(yuan)} 元，请核对"
                yield self.finding(check, *match.span(), message)
            elif yuan % 10:
                message = "信息处理费按件每件 100 元起、按页每页 10 元起计收，合计应是 10 元的整倍数，请核对"
                yield self.finding(check, *match.span(), message, severity=Severity.WARNING, confidence=0.7)
        yield from self._notice(check, values("table3", "other.unpaid", "total"))

    def _sums(self, check: Check, paragraph: Passage) -> Iterator[Finding]:
        """Compare cases and amounts with those of the bodies listed behind 其中."""
        text = check.text
        for fee in _AMOUNT.finditer(text, paragraph.start, paragraph.end):
            items = _ITEMS.match(text, fee.end(), paragraph.end)
            if not items:
                continue
            stop = text.find("。", items.end(), paragraph.end)
            stop = stop if stop > 0 else paragraph.end
            begin = max(text.rfind(mark, paragraph.start, fee.start()) for mark in "。；") + 1
            begin = max(begin, paragraph.start)
            yuan = list(_YUAN.finditer(text, items.end(), stop))
            cases = list(_CASES.finditer(text, items.end(), stop))
            listed = list(_CASES.finditer(text, begin, fee.end()))
            whole = next(_YUAN.finditer(text, fee.start(), fee.end()))
            for parts, head in ((yuan, [whole]), (cases, listed)):
                if len(parts) < 2 or len(head) != 1:
                    continue
                summed = sum((_yuan(part, 1) for part in parts), Decimal(0))
                stated = _yuan(head[0], 1)
                if summed != stated:
                    word = "大于" if summed > stated else "小于"
                    message = f"分项之和为 {plain(summed)}，{word}合计 {plain(stated)}，请核对"
                    # All the bodies that charged are listed here, so falling short is no less wrong.
                    yield self.finding(check, head[0].start(), parts[-1].end(), message)

    def _notice(self, check: Check, unpaid: object) -> Iterator[Finding]:
        section = check.located.section("other")
        if not unpaid or section is None or not section.prose:
            return
        start, end = section.prose[0]
        if _NOTICE.search(check.text, start, section.prose[-1][1]):
            return
        message = f"表三有 {unpaid} 件“逾期未按收费通知要求缴纳费用”，第六部分应写明收费通知的情况"
        yield self.finding(check, start, end, message, severity=Severity.WARNING, confidence=0.8)


def _yuan(match: re.Match[str], index: int) -> Decimal:
    """Return the figure of a match, in 元 where 万 stands behind it."""
    factor = 10_000 if match.re.groups > index and match[index + 1] == "万" else 1
    return Decimal(match[index]) * factor

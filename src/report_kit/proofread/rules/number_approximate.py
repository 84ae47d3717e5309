"""Words for “about” used twice, or with an exact figure (N4)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.breakdowns import breakdowns

_NUMBER = r"\d+(?:\.\d+)?[百千万亿]?"
_UNIT = "[条件次个份期篇户人项场名例家处册]"
_DOUBLED = (
    (re.compile(rf"近({_NUMBER}余)"), "“近”是不到，“余”是超过，两者矛盾"),
    (re.compile(rf"(?:大约|约|近)({_NUMBER}(?:余|多)?{_UNIT}?)左右"), "“约”与“左右”重复"),
    (re.compile(rf"超过({_NUMBER}多)"), "“超过”与“多”重复"),
    (re.compile(rf"(至少{_NUMBER}{_UNIT})以上"), "“至少”与“以上”重复"),
)
_EXACT = re.compile(rf"(?<![\d.])(\d*[1-9])[余多](?={_UNIT})")
# Three figures and none of them nought: nobody rounds to that. “近5年” is no such thing.
_EXACT_NEAR = re.compile(rf"(近|将近|大约|约)(\d{{2,}}[1-9])(?={_UNIT})")
_EXACT_ABOUT = re.compile(rf"(?<![\d.约近])(\d{{2,}}[1-9]{_UNIT})(左右|上下)")
_ROUND = re.compile(rf"(?<!\d)(\d+0)[余多](?={_UNIT})")


class ApproximateNumber(Rule):
    """概数词重复，或用在确数上（N4）。

    什么：“近100余件”“约200条左右”“超过80多次”；“15余条”“23多件”“近163条”“163条左右”这样带零头的概数；
    “20余条，其中动态12条、公告8条”，分项之和恰是20。
    为什么：确数与概数不能并用；并用时读者不知道数字到底是多少，还容易与明细对不上。
    依据：GB/T 15835—2011《出版物上数字用法》5.1.3。
    """

    id = "number.approximate"
    severity = Severity.WARNING
    source = "GB/T 15835—2011 5.1.3"
    wrong = (
        Wrong("全年公开政策信息15余条。", "15余", "全年公开政策信息15条。"),
        Wrong("办理群众诉求近100余件。", "近100余", "办理群众诉求100余件。"),
        Wrong("全年公开信息大约200条左右。", "大约200条左右", "全年公开信息约200条。"),
        Wrong("开展宣讲超过80多次。", "超过80多", "开展宣讲80多次。"),
        Wrong("办理群众诉求23多件。", "23多", "办理群众诉求23件。"),
        Wrong("全年公开信息近163条。", "近163", "全年公开信息163条。"),
        Wrong("全年公开信息163条左右。", "163条左右", "全年公开信息163条。"),
        Wrong("公开信息20余条，其中动态12条、公告8条。", "20余", "公开信息20条，其中动态12条、公告8条。"),
        Wrong("每年办理至少50件以上。", "至少50件以上", "每年办理至少50件。"),
    )
    right = (
        Right("全年公开信息150余条，约占三成。"),
        Right("投入资金1.5亿余元，受益15万余人。"),
        Right("总阅读量5.3万次，篇均阅读量约609次，折合每天约145次。"),
        Right("平均每月办理约12件，近5次会议，近15项工作。"),
        Right("公开信息20余条，其中动态12条、公告9条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield doubled words of approximation and 余 after an exact figure."""
        for pattern, why in _DOUBLED:
            for match in pattern.finditer(check.text):
                kept = ("约" if match.group().endswith("左右") else "") + match.group(1)
                yield self.finding(check, *match.span(), f"概数词重复：{why}，留一个即可", replacement=kept)
        for match in _EXACT.finditer(check.text):
            if check.text[match.start() - 1 : match.start()] == "近":
                continue
            word = match.group()[-1]
            message = f"“{word}”只用于整数之后的零头，{match.group(1)}已是确数，应删去“{word}”或改为约数"
            yield self.finding(check, *match.span(), message, replacement=match.group(1))
        for pattern, kept_group, about_group in ((_EXACT_NEAR, 2, 1), (_EXACT_ABOUT, 1, 2)):
            for match in pattern.finditer(check.text):
                clause = re.split("[，。；：]", check.text[max(0, match.start() - 16) : match.start()])[-1]
                if re.search("均|合|占", clause):
                    continue  # “篇均阅读量约609次”: what is divided or converted is rounded to this
                figure, about = match.group(kept_group), match.group(about_group)
                message = f"{figure}已是确数，不用“{about}”；是约数的，应写成整数"
                yield self.finding(check, *match.span(), message, replacement=figure, confidence=0.7)
        yield from self._summed(check)

    def _summed(self, check: Check) -> Iterator[Finding]:
        """Yield round totals with 余 or 多 whose exact parts make up just that figure."""
        if not _ROUND.search(check.text):
            return
        for paragraph in check.prose():
            if not _ROUND.search(check.text, paragraph.start, paragraph.end):
                continue
            for found in breakdowns(check, paragraph):
                total = _ROUND.match(check.text, found.total.start)
                exact = sum(part.value for part in found.parts)
                if total and not any(part.vague for part in found.parts) and exact == int(total.group(1)):
                    message = f"分项之和恰是{total.group(1)}，是确数，不用“{total.group()[-1]}”"
                    yield self.finding(check, *total.span(), message, replacement=total.group(1))

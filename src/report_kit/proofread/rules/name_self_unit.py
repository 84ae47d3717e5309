"""Several words by which an agency names itself in one report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_OWN = re.compile(r"我(?:街道|[乡镇县区旗市局委厅])(?![\u3400-\u9fff]{0,1}(?:们|国))")
_OTHER = re.compile(r"(?:我|本)(?:单位|部门|机关)(?!职能|工作职)|我办(?!理|事)")
_HEAD = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n一、总体情况\n"


class SelfUnit(Rule):
    """自称前后不一致。

    什么：年度报告里多处自称“我乡”“我局”，又在别处自称“我单位”“我办”。
    为什么：自称应前后一致，不一致多是拼接别处文字留下的。
    依据：公文用语：称谓一致；只作提示。
    """

    id = "name.self_unit"
    severity = Severity.HINT
    source = "公文用语：称谓一致"
    wrong = (
        Wrong(
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。因人事变动，我单位人员更换。",
            "我单位",
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。因人事变动，我乡人员更换。",
        ),
        Wrong(
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。我办负责汇总。",
            "我办",
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。我乡负责汇总。",
        ),
        Wrong(
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。我部门无独立网站。",
            "我部门",
            f"{_HEAD}我乡公开信息30条，我乡未收到申请。我乡无独立网站。",
        ),
    )
    right = (
        Right(f"{_HEAD}我单位公开信息30条，我单位未收到申请。"),
        Right(f"{_HEAD}我乡公开信息30条，我办理了3件，我们将努力。"),
        Right(f"{_HEAD}我乡公开信息30条，我乡收到来信1件，信中称“我单位希望了解规划”。"),
        Right("我乡公开信息30条，我乡未收到申请，我单位人员更换。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the rarer word; silent outside annual reports and passages of one."""
        if not check.concerns_report:
            return
        own = [match.group() for p in check.paragraphs for match in _OWN.finditer(p.text)]
        if len(own) < 2:
            return
        usual = max(set(own), key=own.count)
        for paragraph in check.prose():
            for match in _OTHER.finditer(check.text, paragraph.start, paragraph.end):
                # What a letter says of its own writer stands in quotation marks.
                before = check.text[paragraph.start : match.start()]
                if match.group() == "本机关" or before.count("“") > before.count("”"):
                    continue
                message = f"全文多处自称“{usual}”，这里写的是“{match.group()}”，宜前后一致"
                yield self.finding(check, *match.span(), message, replacement=usual, confidence=0.6)

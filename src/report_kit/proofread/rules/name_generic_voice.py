"""Sentences about nobody in particular, in a report about one agency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.agency import TOWNS, level_of
from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_GENERIC = re.compile(
    r"(?:部分|一些|多数|少数|有的|有些|某些)(?:地区|地方|部门和地区|乡镇|县区|市县|地方政府|行政机关)|各地区、?各部门|各级(?:政府|行政机关)(?:及其部门)?(?=[要应需须])"
)
# What an office of a county sees in the towns below is its own affair.
_BELOW = ("乡镇", "县区", "市县")
_HEAD = "清水县梨树乡人民政府\n2024年政府信息公开工作年度报告\n五、存在的主要问题及改进情况\n"
_TOWN = Context(agency="清水县梨树乡人民政府", level="乡", year=2024)


class GenericVoice(Rule):
    """泛泛而谈，不是本机关的情况。

    什么：乡镇、街道、部门的年度报告里写“部分地区”“一些乡镇”“各地区各部门”，说的不是本机关。
    为什么：年度报告应写本机关的问题和措施，这样的话多是套用上级文件或机器生成的。
    依据：《中华人民共和国政府信息公开条例》第五十条，报告的是本机关的情况；只作提示。
    """

    id = "name.generic_voice"
    severity = Severity.HINT
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第五十条"
    wrong = (
        Wrong(f"{_HEAD}部分地区信息更新不及时。", "部分地区", None, _TOWN),
        Wrong(f"{_HEAD}一些乡镇重视不够。", "一些乡镇", None, _TOWN),
        Wrong(f"{_HEAD}各地区各部门要加强领导。", "各地区各部门", None, _TOWN),
    )
    right = (
        Right(f"{_HEAD}部分站所更新不及时，我乡各村重视不够。", _TOWN),
        Right("部分地区信息更新不及时。", _TOWN),
        Right(
            f"{_HEAD}部分乡镇卫生院公示栏内容陈旧。",
            Context(agency="清水县卫生健康局", level="局", year=2024),
        ),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield such words in the annual report of a town or an office."""
        level = check.level or (level_of(check.agency) if check.agency else "")
        if not check.is_annual_report or level in ("", "省", "市", "县", "区", "旗", "州"):
            return
        for paragraph in check.prose():
            for match in _GENERIC.finditer(check.text, paragraph.start, paragraph.end):
                if level not in TOWNS and match.group().endswith(_BELOW):
                    continue
                message = f"“{match.group()}”说的不是本机关，请写本机关的具体情况"
                yield self.finding(check, *match.span(), message, confidence=0.6)

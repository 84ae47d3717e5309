"""《条例》 without saying which, or the full name again after the short one was announced."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_FULL = "《中华人民共和国政府信息公开条例》"
_SHORT = "《条例》"
_ANNOUNCED = re.compile(r"简称[：:]?\s*[“《]?(?:条例|《条例》)|下称[：:]?\s*《条例》")


class ShortName(Rule):
    """用了简称，却没有交代全称。

    什么：文中写《条例》，前面的《中华人民共和国政府信息公开条例》后没有注明“（以下简称《条例》）”，或者简称出现在全称之前。
    为什么：简称第一次用之前应交代，否则读者不知道是哪一部条例。
    依据：公文写作：使用简称，应先用全称并注明简称。
    """

    id = "term.short_name"
    severity = Severity.WARNING
    source = "公文写作：先用全称并注明简称"
    wrong = (
        Wrong(
            f"根据{_FULL}的规定，编制本报告。我局按照《条例》公开信息。",
            "《条例》",
            f"根据{_FULL}（以下简称《条例》）的规定，编制本报告。我局按照《条例》公开信息。",
        ),
        Wrong(f"我局围绕《条例》要求开展工作，按照{_FULL}第五十条考核。", "《条例》"),
    )
    right = (
        Right(f"根据{_FULL}（以下简称《条例》）编制。我局按照《条例》公开信息。"),
        Right("按照《条例》公开信息。"),
        Right(f"根据{_FULL}编制。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the first short name, with the announcement put behind the full name before it."""
        text = check.text
        first, full = text.find(_SHORT), text.find(_FULL)
        if first < 0 or full < 0 or _ANNOUNCED.search(text):
            return
        end = full + len(_FULL)
        fixes = (Fix((Edit(end, end, "（以下简称《条例》）"),), "likely"),) if full < first else ()
        where = "没有注明简称" if full < first else "出现在后面"
        message = f"《条例》是简称，全称{where}；第一次出现时应写全称并注明“（以下简称《条例》）”"
        yield self.finding(check, first, first + len(_SHORT), message, fixes=fixes, confidence=0.8)

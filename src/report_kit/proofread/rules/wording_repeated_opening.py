"""Two sentences in a row that begin with the same connective."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Edit, Finding, Fix, Severity

_TWICE = re.compile(
    r"(?:^|(?<=[。！？]))(?P<word>同时|此外|另外|因此|其次|另一方面)[，还也又][^。！？\n]*。"
    r"(?P<again>(?P=word)，?)(?=[\u3400-\u9fff])",
    re.MULTILINE,
)


class RepeatedOpening(Rule):
    """相连的两句用了同一个关联词开头。

    什么：“同时，强化三级审核。同时还优化了流程。”
    为什么：同一个关联词接连用，层次不清，多是增补时没有通读。
    依据：公文语法：避免重复累赘。
    """

    id = "wording.repeated_opening"
    severity = Severity.WARNING
    source = "公文语法：避免重复累赘"
    wrong = (
        Wrong("同时，强化三级审核。同时还优化了流程。", "同时", "同时，强化三级审核。还优化了流程。"),
        Wrong("此外，开展培训2次。此外，组织考核1次。", "此外，", "此外，开展培训2次。组织考核1次。"),
    )
    right = (
        Right("同时，强化三级审核，还优化了流程。同时期的报告也已公布。"),
        Right("同时，强化审核。落实责任。同时，开展培训。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the second connective, with a fix that leaves it out."""
        for match in _TWICE.finditer(check.text):
            start, end = match.span("again")
            if check.text.startswith("同时期", start):
                continue
            message = f"相连的两句都用“{match['word']}”开头，删去一个"
            fix = Fix((Edit(start, end, ""),), "likely")
            yield self.finding(check, start, end, message, fixes=(fix,), confidence=0.8)

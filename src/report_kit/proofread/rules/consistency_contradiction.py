"""What a report claims in one place and denies in another (L2)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report
from report_kit.resources import PACKAGE


@dataclass(frozen=True)
class _Pair:
    claim: re.Pattern[str]
    counter: re.Pattern[str]
    message: str
    wrong: str
    right: str


@cache
def _pairs() -> tuple[_Pair, ...]:
    lines = (PACKAGE / "proofread" / "contradictions.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(
        _Pair(re.compile(r["claim"]), re.compile(r["counter"]), r["message"], r["wrong"], r["right"])
        for r in rows
    )


class Contradiction(Rule):
    """成绩与问题自相矛盾（L2）。

    什么：前面写“信息实时更新”，问题部分写“更新不及时”；说没有新媒体，又有公众号发布的条数。
    为什么：两处说法不能都对，读者会怀疑报告的真实性。
    依据：数据、情况应当真实准确（《政府信息公开条例》第六条）；说法成对列在 proofread/contradictions.tsv。
    """

    id = "consistency.contradiction"
    severity = Severity.HINT
    source = "《政府信息公开条例》第六条"

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield the examples of the data file."""
        for pair in _pairs():
            match = pair.claim.search(pair.wrong)
            yield Wrong(sample_report(pair.wrong), match.group() if match else "")
            yield Right(sample_report(pair.right))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield each claim that another passage denies."""
        if not check.concerns_report:
            return
        for pair in _pairs():
            counter = pair.counter.search(check.text)
            if counter is None:
                continue
            for claim in pair.claim.finditer(check.text):
                if claim.end() <= counter.start() or claim.start() >= counter.end():
                    message = f"{pair.message}（“{counter.group()}”），请核对"
                    yield self.finding(check, *claim.span(), message, confidence=0.6)

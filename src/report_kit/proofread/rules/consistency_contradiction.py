"""What a report claims in one place and denies in another (L2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from report_kit.proofread.checking.rule import Check, Right, Wrong
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rows import Row
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report


@dataclass(frozen=True)
class _Pair:
    claim: re.Pattern[str]
    counter: re.Pattern[str]
    message: str
    wrong: str
    right: str

    @classmethod
    def of(cls, row: Row) -> _Pair:
        """Make one of a row."""
        if not row["claim"] or not row["counter"]:
            raise ValueError("claim、counter 两列都要写")
        return cls(
            re.compile(row["claim"]), re.compile(row["counter"]), row["message"], row["wrong"], row["right"]
        )


_PAIRS = KeptTable("contradictions", ("claim", "counter", "message", "wrong", "right"), _Pair.of)


class Contradiction(TableRule):
    """成绩与问题自相矛盾（L2）。

    什么：前面写“信息实时更新”，问题部分写“更新不及时”；说没有新媒体，又有公众号发布的条数。
    为什么：两处说法不能都对，读者会怀疑报告的真实性。
    依据：数据、情况应当真实准确（《政府信息公开条例》第六条）；说法成对列在 contradictions.tsv。
    """

    id = "consistency.contradiction"
    severity = Severity.HINT
    tables = (_PAIRS,)
    source = "《政府信息公开条例》第六条"

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield the examples of the data file."""
        for pair in _PAIRS.shipped:
            match = pair.claim.search(pair.wrong)
            yield Wrong(sample_report(pair.wrong), match.group() if match else "")
            yield Right(sample_report(pair.right))

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield each claim that another passage denies."""
        if not check.concerns_report:
            return
        for pair in _PAIRS.rows(check):
            counter = pair.counter.search(check.text)
            if counter is None:
                continue
            for claim in pair.claim.finditer(check.text):
                if claim.end() <= counter.start() or claim.start() >= counter.end():
                    message = f"{pair.message}（“{counter.group()}”），请核对"
                    yield self.finding(check, *claim.span(), message, confidence=0.6)

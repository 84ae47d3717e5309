"""Fixed political wording that changes with time, from a list the office keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from report_kit.proofread.checking.rule import Check, Context, Right, Wrong
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rows import Row, in_force
from report_kit.proofread.findings.finding import Finding, Severity

_WORDING: KeptTable[Row] = KeptTable(
    "political", ("wrong", "right", "since", "until", "note", "source"), dict
)


class PoliticalWording(TableRule):
    """过时或不规范的政治表述（按本单位维护的清单）。

    什么：political.tsv 所列的旧提法、错误提法；每条有起止日期，过期的不再使用。
    为什么：固定提法随时间变化，沿用旧提法属于严重表述错误；清单由使用单位随文件更新，本工具只带格式和一个例子。
    依据：清单每行注明的文件。按报告年度的最后一天核对，年度未知时按当天。
    """

    id = "term.political"
    severity = Severity.ERROR
    tables = (_WORDING,)
    source = "本单位维护的清单 political.tsv"
    wrong = (Wrong("坚持（示例）旧提法。", "（示例）旧提法", "坚持（示例）新提法。", Context(year=2024)),)
    right = (
        Right("坚持（示例）旧提法。", Context(year=2019)),
        Right("坚持（示例）旧提法。", Context(year=2030)),
        Right("坚持（示例）新提法。", Context(year=2024)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield entries in force at the end of the year reported on, or today."""
        day = date(check.year, 12, 31) if check.year else date.today()
        for row in _WORDING.rows(check):
            if not in_force(row, day):
                continue
            for match in re.finditer(re.escape(row["wrong"]), check.text):
                message = row["note"] or "固定表述应按现行提法"
                yield self.finding(
                    check, *match.span(), message, replacement=row["right"] or None, source=row["source"]
                )

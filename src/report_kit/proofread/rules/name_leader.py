"""Names and posts of leaders, from a list the office keeps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from report_kit.proofread.checking.rule import Check, Context, Right, Wrong
from report_kit.proofread.dictionaries.kept import KeptTable, TableRule
from report_kit.proofread.dictionaries.rows import Row, in_force
from report_kit.proofread.findings.finding import Finding, Severity

_LEADERS: KeptTable[Row] = KeptTable("leaders", ("name", "post", "since", "until", "note"), dict)


class LeaderName(TableRule):
    """领导姓名、职务写错（按本单位维护的清单）。

    什么：leaders.tsv 所列职务后面的姓名差一个字，或是已经离任的人。
    为什么：领导姓名、职务写错属于严重表述错误；清单由使用单位随任免更新，本工具只带格式和一个例子。
    依据：清单每行注明的任免文件。按报告年度的最后一天核对，年度未知时按当天。
    """

    id = "name.leader"
    severity = Severity.ERROR
    tables = (_LEADERS,)
    source = "本单位维护的清单 leaders.tsv"
    wrong = (
        Wrong("示例县县长张建团到会。", "张建团", "示例县县长张建图到会。", Context(year=2024)),
        Wrong(
            "示例县人民政府县长章建图讲话。", "章建图", "示例县人民政府县长张建图讲话。", Context(year=2024)
        ),
    )
    right = (
        Right("示例县县长张建图到会。", Context(year=2024)),
        Right("示例县县长张建团到会。", Context(year=2030)),
        Right("示例县县长主持会议，示例县县长办公会。", Context(year=2024)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield names one character off the holder of the post, and holders of the past."""
        day = date(check.year, 12, 31) if check.year else date.today()
        for row in _LEADERS.rows(check):
            name = row["name"]
            posts = "|".join(map(re.escape, row["post"].split("|")))
            follows = re.compile(rf"(?:{posts})[：:、 \u3000]?(?P<name>[\u3400-\u9fff]{{{len(name)}}})")
            for match in follows.finditer(check.text):
                found, span = match["name"], match.span("name")
                off = sum(a != b for a, b in zip(found, name, strict=True))
                if in_force(row, day) and off == 1:
                    message = f"“{row['post'].split('|')[0]}”是{name}，姓名写错"
                    yield self.finding(check, *span, message, replacement=name, source=row["note"])
                elif off == 0 and not in_force(row, day) and row["until"] and row["until"] < day.isoformat():
                    message = f"{name}已于 {row['until']} 离任，请核对职务"
                    yield self.finding(check, *span, message, severity=Severity.WARNING, source=row["note"])

"""Normative documents made, repealed and in force: text against table two (X10, T2-zero)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import disagreeing
from report_kit.proofread.views.form_values import table_values
from report_kit.proofread.views.sample_report import sample_report

_COLUMNS = {"issued": "本年制发件数", "repealed": "本年废止件数", "valid": "现行有效件数"}
_NONE = re.compile(
    r"(?:未|没有|无)(?:新)?(?P<what>(?:制定|制发|印发|出台|更新|修订|修改|废止|清理|[、，和及或])+)(?:的)?"
    r"(?:行政)?规范性文件"
)
_WHOLE_AREA = ("市", "县", "区", "州", "旗", "省")


class NormativeFiles(Rule):
    """正文写的规范性文件件数与表二不符（X10，T2-zero）。

    什么：“制定（废止、现行有效）规范性文件N件”“未制定规范性文件”与表二“行政规范性文件”的三格不等。
    为什么：件数由司法行政部门核对，正文与表二只能有一个数。市、县的正文常只写本级政府的，少于表二时只请核对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）表二；
    《政府信息公开条例》第二十条第（一）项。
    """

    id = "consistency.normative_files"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号，表二"
    wrong = (
        Wrong(
            sample_report("全年制定规范性文件2件。", table2={"normative": (0, 0, 3)}),
            "制定规范性文件2件",
        ),
        Wrong(
            sample_report("现行有效的规范性文件0件。", table2={"normative": (4, 0, 32)}),
            "现行有效的规范性文件0件",
        ),
        Wrong(
            sample_report("全年未制定、废止行政规范性文件。", table2={"normative": (1, 0, 3)}),
            "未制定、废止行政规范性文件",
        ),
        Wrong(
            sample_report("今年废止3件规范性文件。", table2={"normative": (0, 2, 3)}),
            "废止3件规范性文件",
        ),
    )
    right = (
        Right(
            sample_report(
                "全年制定规范性文件2件，废止规范性文件1件，现行有效规范性文件9件。",
                table2={"normative": (2, 1, 9)},
            )
        ),
        Right(sample_report("我乡未制定、更新、废止行政规范性文件。", table2={"normative": (0, 0, 0)})),
        Right(
            sample_report(
                "制发规范性文件2件，废止1件，上年末现行有效规范性文件8件。", table2={"normative": (2, 1, 9)}
            )
        ),
        Right(sample_report("未制定规范性文件。", table2={"normative": (0, 2, 5)})),
        Right(sample_report("公开规范性文件5件，解读规范性文件3件。", table2={"normative": (2, 2, 9)})),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield figures and denials that table two contradicts."""
        if not check.is_annual_report:
            return
        cells = {column: table_values(check)("table2", "normative", column) for column in _COLUMNS}
        for column, name in _COLUMNS.items():
            accepted = (cells[column], f"表二“行政规范性文件”的“{name}”")
            for fact, message in disagreeing(check, f"files.{column}", accepted):
                part = check.level in _WHOLE_AREA and fact.value < (cells[column] or 0)
                severity = Severity.WARNING if part else Severity.ERROR
                yield self.finding(check, fact.start, fact.end, message, severity=severity)
        yield from self._denials(check, cells["issued"], cells["repealed"])

    def _denials(self, check: Check, issued: object, repealed: object) -> Iterator[Finding]:
        if not (issued or repealed):
            return
        for paragraph in check.prose():
            for match in _NONE.finditer(check.text, paragraph.start, paragraph.end):
                made = issued if re.search("制定|制发|印发|出台", match["what"]) else None
                ended = repealed if "废止" in match["what"] else None
                told = [f"制发 {made} 件"] * bool(made) + [f"废止 {ended} 件"] * bool(ended)
                if told:
                    message = f"正文说没有，表二“行政规范性文件”却填本年{'、'.join(told)}，请核对"
                    severity = Severity.WARNING if check.level in _WHOLE_AREA else Severity.ERROR
                    yield self.finding(check, *match.span(), message, severity=severity)

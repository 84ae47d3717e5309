"""Which edition of the form the report cites (D7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_BRACKETS = r"[〔\[［（(﹝{｛【〈]"
_CLOSING = r"[〕\]］）)﹞}｝】〉]"
_OLD = re.compile(rf"(?:国办)?公开办[函涵]\s*{_BRACKETS}\s*2019\s*{_CLOSING}\s*60\s*号")
_NEW = re.compile(rf"公开办[函涵]\s*{_BRACKETS}\s*2021\s*{_CLOSING}\s*30\s*号")
_OLD_NAME = re.compile(r"《[^《》]{0,40}(?:年度报告)?有关事项的通知》")
_SINCE = 2021
_HEAD = "依据《国务院办公厅政府信息与政务公开办公室关于"


class CitedFormat(Rule):
    """引用的年度报告格式文件过时，或文件名与文号不符（D7）。

    什么：2021 年度以后的报告仍引用国办公开办函〔2019〕60号（警告）；文号写〔2021〕30号，
    文件名却是 60 号文的“有关事项的通知”（错误）。
    为什么：现行格式是 2021 年 9 月印发的 30 号文，60 号文只用于此前的报告。
    依据：《国务院办公厅政府信息与政务公开办公室关于印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》
    （国办公开办函〔2021〕30号）。
    """

    id = "date.cited_format"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            sample_report(preamble="按照（国办公开办函〔2019〕60号）要求编制。"), "国办公开办函〔2019〕60号"
        ),
        Wrong(
            "按照国办公开办函[2019]60号文件要求，编制本报告。",
            "国办公开办函[2019]60号",
            None,
            Context(year=2022),
        ),
        Wrong(
            f"{_HEAD}政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2021〕30号）编制。",
            "《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》",
            None,
            Context(year=2023),
        ),
    )
    right = (
        Right(sample_report(preamble="按照国办公开办函〔2021〕30号要求编制。")),
        Right("按照国办公开办函〔2019〕60号要求编制。", Context(year=2019)),
        Right(
            f"{_HEAD}印发〈中华人民共和国政府信息公开工作年度报告格式〉的通知》（国办公开办函〔2021〕30号）编制。",
            Context(year=2023),
        ),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the old form where the new one is due, and a name that belongs to the other number."""
        year = check.report_year
        if year is None or year < _SINCE or not check.concerns_report:
            return
        for paragraph in check.paragraphs:
            for match in _OLD.finditer(check.text, paragraph.start, paragraph.end):
                message = "60 号文是 2019 年的旧格式，2021 年度起应按国办公开办函〔2021〕30号编制"
                yield self.finding(check, *match.span(), message, severity=Severity.WARNING)
            for match in _NEW.finditer(check.text, paragraph.start, paragraph.end):
                names = list(_OLD_NAME.finditer(check.text, paragraph.start, match.start()))
                name = names[-1] if names else None
                if name and match.start() - name.end() <= 8 and "格式" not in name.group():
                    message = "〔2021〕30号是印发年度报告格式的通知，文件名与文号不符"
                    yield self.finding(check, *name.span(), message)

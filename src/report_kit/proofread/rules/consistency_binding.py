"""Numbers in prose that are bound to nothing."""

from __future__ import annotations

from collections.abc import Iterator

from report_kit.errors import ReportError
from report_kit.forms.binding import find_bindings, nearest
from report_kit.forms.report import Report
from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_REPORT = Report.new("清水县梨树乡人民政府", "乡", 2024).with_value("table3", "new", "total", 3)
_CONTEXT = Context(report=_REPORT)


class Unbound(Rule):
    """取不到的数（RK-811、RK-812）。

    什么：正文里 {{表三.本年新收.总计}} 一类的取数标记，名称在表格和台账里找不到，或所取的单元格还没有填。
    为什么：正文的数只在表格或台账里有一处；取不到的，发布出去就是一串标记。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）：文字与表格应当一致。
    """

    id = "consistency.binding"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong(
            "共收到申请{{表三.本年新受.总计}}件。",
            "{{表三.本年新受.总计}}",
            "共收到申请{{表三.本年新收.总计}}件。",
            _CONTEXT,
        ),
        Wrong("结转{{表三.结转下年度.总计}}件。", "{{表三.结转下年度.总计}}", None, _CONTEXT),
    )
    right = (
        Right("共收到申请{{表三.本年新收.总计}}件。", _CONTEXT),
        Right("模板里写{{ content.title }}，或写{{名称}}。"),
        Right("共收到申请3件。", _CONTEXT),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield bindings the report has no figure for."""
        report = check.report
        for binding in find_bindings(check.text) if report else ():
            assert report is not None
            try:
                report.lookup(binding.name)
            except ReportError as error:
                near = nearest(report.spec, binding.name, report.figures) if error.code == "RK-811" else ""
                message = f"{error.what}；{error.remedy}"
                yield self.finding(
                    check,
                    binding.start,
                    binding.end,
                    message,
                    replacement=f"{{{{{near}}}}}" if near else None,
                    safety="manual",  # a name that is merely alike may be another number
                    confidence=1.0,
                )

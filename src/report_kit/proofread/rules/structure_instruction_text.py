"""Instructions of the form left in the report (F9)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.finding import Finding, Severity
from report_kit.proofread.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.sample_report import sample_report

_LEFT = re.compile(
    r"(?:该|此|本)部分(?:内容)?(?:以|用)(?:表格|文字)(?:的)?形式(?:报告|填报|填写|反映|描述)[。，；]?"
    r"(?:表格如下[:：]?)?|"
    r"[（(]含[^（()）]{0,60}第五十条第[（(]?四[）)]?项[^（()）]{0,60}(?:[（(][^（()）]*[）)][^（()）]*)?[）)]|"
    r"收取信息处理费情况在此处报告|[（(]?(?:此处|这里)(?:填写|填报|插入|报告)[^。，；）)\n]{0,20}[）)]?|"
    r"(?<=[（(])文字描述(?=[）)])|^[ \t\u3000]*文字描述[ \t\u3000。：:]*$|"
    r"请(?:在此|据实)(?:填写|填报)[^。，；\n]{0,12}|"
    r"[×X]{2,}(?:年|件|条|人民政府|局|镇|乡|街道|县|市)|[＿_]{3,}",
    re.M,
)


class InstructionText(Rule):
    """格式文件的填报说明误留在报告里（F9）。

    什么：“该部分以表格形式报告”“（含……第五十条第四项规定的……情况）”“文字描述”“××年”之类的说明、占位文字。
    为什么：这是写给填报人的话，留在公布的报告里说明没有校对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）的填报说明。
    """

    id = "structure.instruction_text"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号（填报说明）"
    wrong = (
        Wrong(
            sample_report("该部分以表格形式报告。表格如下:"),
            "该部分以表格形式报告。表格如下:",
        ),
        Wrong(
            "监督保障(含《中华人民共和国政府信息公开条例》第五十条第四项规定的各级人民政府"
            "“工作考核、社会评议和责任追究结果情况”)等方面。",
            "(含《中华人民共和国政府信息公开条例》第五十条第四项规定的各级人民政府"
            "“工作考核、社会评议和责任追究结果情况”)",
            None,
            Context(year=2024),
        ),
        Wrong(sample_report("××镇认真落实条例。"), "××镇"),
    )
    right = (
        Right(sample_report("主动公开信息情况以表格形式在网站公布。")),
        Right("该部分以表格形式报告。"),
        Right(sample_report("依照条例第五十条第（四）项，公布工作考核、社会评议和责任追究结果。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the instructions left in."""
        if not check.concerns_report:
            return
        for paragraph in check.paragraphs:
            for match in _LEFT.finditer(check.text, paragraph.start, paragraph.end):
                yield self.finding(check, *match.span(), "像是格式文件的填报说明或占位文字，应删去或填写")

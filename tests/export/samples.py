"""Reports the export tests share."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from report_kit.forms import Report, load_form

RARE = "镕喆堃翀旻☑㎡⑳"
SMUGGLED = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[点我](javascript:alert(1))",
    '#eval("1+1") #let x = 1; $x$ *粗* _斜_ [内容] \\u{41} \\',
    "{{ content.title }} {% raw %}",
    "&lt;b&gt; &amp; ]]> <?xml?>",
    "@label `code` ~ // 注释 /* */ -- --- ... 1. 一",
)


def report(agency: str = "青禾县云溪乡人民政府") -> Report:
    """Return a report with prose in every section, a figure in every cell and a run-in heading."""
    form = load_form()
    tables: dict[str, dict[str, dict[str, int | Decimal]]] = {}
    for table in form.tables:
        for number, (row, column) in enumerate(table.addresses):
            amount = table.cell_type(row, column) == "amount"
            value = Decimal("59237.2449") if amount else 10_000 + number
            tables.setdefault(table.id, {}).setdefault(row, {})[column] = value
    return replace(
        Report.new(agency, year=2024),
        sections={section.id: f"本部分由{RARE}同志填写。\n第二段，共12345条。" for section in form.sections},
        headings={"overview.disclosure": "（一）主动公开方面。"},
        tables=tables,
        date=datetime.date(2025, 1, 13),
    )


def hostile() -> Report:
    """Return a report whose prose is full of markup."""
    return report().with_section("problems", "\n".join(SMUGGLED))


def plain_notebook() -> NotebookNode:
    """Return a notebook that has nothing to do with reports, with hostile outputs."""
    outputs = [
        new_output("stream", name="stdout", text="打印的文字\n\x1b[31m红色\x1b[0m\n"),
        new_output("display_data", data={"text/html": "<script>alert(2)</script>", "text/plain": "文字结果"}),
        new_output("error", ename="ValueError", evalue="坏值", traceback=[]),
    ]
    text = (
        "# 标题\n\n一段 **粗体** 文字，\n接着写。\n\n## 小节\n\n- 甲\n- 乙\n\n|列|数|\n|-|-|\n|a|1|\n\n"
        + "\n\n".join(SMUGGLED[:3])
    )
    return new_notebook(
        cells=[new_markdown_cell(text), new_code_cell("print('打印的文字')", outputs=outputs)]
    )


LONG_AGENCY = "新疆维吾尔自治区克孜勒苏柯尔克孜自治州阿合奇县哈拉奇乡人民政府政务公开领导小组办"
_LONG_PROSE = (
    "本年度，本机关坚持以公开为常态、不公开为例外，围绕群众关心的教育、医疗、就业、养老、公共资源配置等重点领域，"
    "主动公开政府信息12345条，其中政府网站公开10234条、政务新媒体公开1987条、公示栏公开124条；制作政策解读材料"
    "56件，回应群众关切3210次，比上一年度增长12.35%，群众满意度持续提升。"
)


def hard() -> Report:
    """Return a report hard to set: an agency of 40 characters, long prose, five figures in every cell."""
    assert len(LONG_AGENCY) == 40
    made = report(LONG_AGENCY)
    prose = {
        section.id: "\n".join([_LONG_PROSE] * (2 if section.level == 2 else 4))
        for section in made.spec.sections
    }
    return replace(made, sections=prose, headings={})

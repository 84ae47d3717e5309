"""Section five: problems and what is done about them (F7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.forms.form import ANNUAL
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_report import sample_report

_NOTHING = re.compile(
    r"^(?:(?:本年度|目前|暂|我[乡镇局县区市]|均)*(?:无|没有|不存在|暂无)(?:存在)?(?:的)?(?:主要)?(?:问题)?(?:及改进情况)?)[。.！\s]*$"
)
_PROBLEM = re.compile(
    "问题|不足|不够|不强|不高|不全|不及时|不到位|不深|不细|不力|差距|薄弱|短板|欠缺|有待|有限|困难|滞后|单一|缺乏|缺少|偏少|较少|需(?:要)?进一步"
)
_MEASURE = re.compile(
    "下一步|今后|措施|将(?:继续|进一步|持续|切实|不断|在|以|从|加)|改进|整改|加强|完善|加大|强化|优化|健全|提升|提高|拓展|规范"
)


class Problems(Rule):
    """第五部分空着、写“无”，或只有问题没有改进、只有改进没有问题（F7）。

    什么：“五、存在的主要问题及改进情况”没有内容，只写“无”，没有写问题，或没有写改进措施。
    为什么：存在的主要问题及改进情况是条例规定的内容，应当如实报告。
    依据：《政府信息公开条例》第五十条第（四）项；国办公开办函〔2021〕30号第五部分。
    """

    id = "structure.problems"
    severity = Severity.ERROR
    forms = (ANNUAL,)
    source = "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号"
    wrong = (
        Wrong(sample_report(problems="无。"), "无。"),
        Wrong(sample_report(problems="本年度不存在问题。"), "本年度不存在问题。"),
        Wrong(sample_report(problems=""), "五、存在的主要问题及改进情况"),
        Wrong(
            sample_report(problems="公开的内容较少，信息更新滞后。"),
            "公开的内容较少，信息更新滞后。",
        ),
        Wrong(sample_report(problems="加强学习培训。"), "加强学习培训。"),
    )
    right = (
        Right(sample_report(problems="一是更新不够及时。下一步将完善制度。")),
        Right(sample_report(problems="还存在差距。针对上述问题，我乡强化培训。")),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the section's prose, or on its heading when there is none."""
        section = check.located.section("problems") if check.is_annual_report else None
        if section is None or section.heading_span is None:
            return
        if not section.prose:
            yield self.finding(check, *section.heading_span, "这一部分没有内容，应写明主要问题和改进情况")
            return
        start, end = section.prose[0][0], section.prose[-1][1]
        prose = check.text[start:end]
        first = section.prose[0]
        if _NOTHING.match(prose.strip()):
            yield self.finding(check, start, end, "不能写“无”，应写明主要问题和改进情况")
        elif not _PROBLEM.search(prose):
            message = "没有写存在的主要问题"
            yield self.finding(check, *first, message, severity=Severity.WARNING, confidence=0.7)
        elif not _MEASURE.search(prose):
            message = "只写了问题，没有写改进情况"
            yield self.finding(check, *first, message, severity=Severity.WARNING, confidence=0.7)

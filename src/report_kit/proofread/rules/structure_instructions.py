"""Instructions and blanks of a form or template, left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Wrong
from report_kit.proofread.dictionaries.rule import DictionaryRule
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.form_values import authority
from report_kit.proofread.views.sample_report import sample_report

# “XX镇”, “××年×月×日”: blanks of a template that nobody filled in.
_BLANK = re.compile(
    r"(?<![A-Za-z\d×])(?:[X×Ｘx]{2,4}(?=人民政府|[乡镇县区局]|街道|办公室|单位|同志|[条件次个份])|20[X×Ｘx]{2}(?=年)|[X×Ｘx]{1,4}年[X×Ｘx]{1,2}月(?:[X×Ｘx]{1,2}日)?|[X×Ｘx]{1,2}月[X×Ｘx]{1,2}日)"
    # “网址：XXXX”
    r"|(?<=[：:])[ ]?[X×Ｘ]{3,}(?=[）)，。；、\s]|$)"
    # “申请__件”, “会议×次”: the figure itself was never put in.
    r"|(?<=[\u3400-\u9fff])[ ]?(?:[_＿]{2,}|[X×Ｘ](?![\u3400-\u9fff]?[×X\d]))[ ]?"
    r"(?=[件条次份期篇人名场个][，。、；（])"
    # “化解率××%”, “宣传××场”: a figure; “王××”, “李××人” are people whose names are not told.
    r"|(?<=[\u3400-\u9fff，、：:])(?<![王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董程曹袁邓许傅沈曾彭吕某])"
    r"[X×Ｘ]{2,4}(?=\s?(?:[%％‰]|(?:余|多)?(?:[万亿]?元|人次|人(?!大|民)|[名场件条次份期篇项户家处座台套起宗批辆](?![\u3400-\u9fff]?[×X]))))"
)
# In a report of an office the examples of the guidance leave blanks for whatever is to be put in.
_IN_REPORT = re.compile(r"(?<![A-Za-z\d×])×{2,4}(?![\d×])")


class Instructions(DictionaryRule):
    """误留的填报说明、模板空格。

    什么：格式文件或模板里教人怎样填写的文字（“该部分以表格形式报告”“含……第五十条第四项规定的……”），没有填的“××镇”“20XX年”。
    为什么：说明文字不是报告的内容，留在公布的文本里一看便知没有校对。
    依据：《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）的填报说明；
    dictionaries/instructions.tsv 逐条注明。
    """

    id = "structure.instructions"
    dictionary = "instructions"
    severity = Severity.ERROR
    source = "国办公开办函〔2021〕30号"
    wrong = (
        Wrong("XX镇人民政府2024年报告。", "XX"),
        Wrong("现公布20××年报告。", "20××"),
        Wrong("清水县梨树乡人民政府\n×年×月×日", "×年×月×日"),
        Wrong("全年收到申请__件。", "__"),
        Wrong("可在政府网站（网址：XXXX）下载。", "XXXX"),
        Wrong("召开专题会议×次，印发通知2份。", "×"),
        Wrong("受理纠纷101件，化解率××%。", "××"),
        Wrong("走访XX户，涉案金额3万元。", "XX"),
        Wrong(sample_report("开展进××社区活动3次。"), "××"),
    )
    right = (
        Right("长×宽为3×4米，型号X2年检合格，IX年级。"),
        Right("执行“1×3×N”工作法，覆盖5个镇。"),
        Right("王××驾驶小型客车，李××人在现场。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield instructions, and blanks of a template."""
        yield from super().check(check)
        blanks = {match.span(): match for match in _BLANK.finditer(check.text)}
        for match in _IN_REPORT.finditer(check.text) if check.is_report else ():
            if not any(low <= match.start() < high for low, high in blanks):
                blanks[match.span()] = match
        for match in blanks.values():
            message = f"“{match.group()}”像是模板里没有填写的空格，请换成实际内容"
            yield self.finding(check, *match.span(), message, source=authority(check, self.source))

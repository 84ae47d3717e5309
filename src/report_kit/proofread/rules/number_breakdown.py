"""A total and the parts it is broken down into."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.against_tables import plain
from report_kit.proofread.views.breakdowns import Breakdown, breakdowns


class BreakdownSum(Rule):
    """一句话里的分项之和与总数不符（N1）。

    什么：“共公开信息73条，其中动态51条，公告4条及图片2条”，分项相加是57，不是73。
    为什么：分项多于总数必有一处写错；“其中”可以不列全，所以分项少于总数时只请核对。
    依据：数据应当真实准确（《政府信息公开条例》第六条）。概数、万亿单位、括号里的细分、按不同口径并列的
    两组分项都已考虑：只要有一种读法能对上就不报。
    """

    id = "number.breakdown"
    severity = Severity.ERROR
    source = "《政府信息公开条例》第六条；数据勾稽：总数等于各分项之和"
    wrong = (
        Wrong(
            "全年共公开信息60条，其中动态40条，公告12条及图片3条。",
            "60条，其中动态40条，公告12条及图片3条",
        ),
        Wrong("发布信息8条，其中指南1条，概况4条，数据4条。", "8条，其中指南1条，概况4条，数据4条"),
        Wrong(
            "公开100条，其中网站60条、公众号40条；其中动态30条、公告80条。",
            "100条，其中网站60条、公众号40条；其中动态30条、公告80条",
        ),
        Wrong(
            "公开100条，其中网站60条（其中动态50条、公告20条），公众号40条。", "60条（其中动态50条、公告20条"
        ),
        Wrong("共收到申请20件，包括自然人15件、企业8件。", "20件，包括自然人15件、企业8件"),
        Wrong(
            "公开100条。从渠道看，网站60条，公众号50条；从内容看，动态70条，公告30条。",
            "100条。从渠道看，网站60条，公众号50条",
        ),
        Wrong(
            "复议2件，其中1件维持、2件纠正；对纠正的1件已重新答复。", "2件，其中1件维持、2件纠正；对纠正的1件"
        ),
        Wrong(
            "公开信息100条，其中动态类40条，内有图片新闻10条，公告70条。",
            "100条，其中动态类40条，内有图片新闻10条，公告70条",
        ),
        Wrong("公开信息1.2万条。其中：网站9000条，公众号5000条。", "1.2万条。其中：网站9000条，公众号5000条"),
    )
    right = (
        Right("公开信息60条，其中动态40条，公告20条。"),
        Right("公开信息80条，主动公开80条。其中，动态54条，占比67.5%；公告26条，占比32.5%。"),
        Right("公开信息100条，其中网站60条（动态40条、公告20条），公众号40条，比上年增加30条。"),
        Right("公开信息100条，其中网站60条、公众号40条；其中动态30条、公告70条。"),
        Right("公开信息50条，其中网站30条、公众号20条，文字类45条、视频类5条。"),
        Right("共办结5件：予以公开3件，自然人2件、企业1件；部分公开1件，自然人1件；无法提供1件。"),
        Right(
            "公开100条，比上年的80条增长25%。从渠道看，网站60条，公众号40条；从内容看，动态70条，公告30条。"
        ),
        Right("收回问卷1438份，其中满意1096份、基本满意287份，满意率96.2%。"),
        Right("公开信息15余条，其中动态10条，公告5条；全年接待来访30人次。"),
        Right("公开信息20条，其中制度15，计划5。"),
        Right("公开信息1.2万条，其中网站7000条，公众号5030条。"),
        Right("公开信息100条，其中动态类40条，内有图片新闻10条、视频8条，公告60条。"),
        Right("公开信息100条，其中动态40条、公告30条。政策解读30条。"),
        Right("公开信息300条，其中图解5条、视频3条。"),
        Right("今年共办结申请30件，其中5件由上级转办。"),
        Right("新增43例，其中输入14例，本地29例，含转归2例；当日解除9例，其中输入3例。"),
        Right("调解纠纷187件，调解成功183件。从类型看，邻里纠纷100件，婚姻纠纷87件。"),
        Right("对5个林场进行走访，其中第一组至第三组各负责5个单位，第四组负责4个单位。"),
        Right("参训100人，其中男60人、女40人，党员35人。"),
        Right("办结申请100件，其中网站60条、其中动态20条、公告40条；公众号40条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield totals whose parts exceed them, or fall short of them though all seem listed."""
        for paragraph in check.prose():
            for found in breakdowns(check, paragraph):
                if found.verdict in ("over", "short"):
                    yield self._finding(check, found)

    def _finding(self, check: Check, found: Breakdown) -> Finding:
        start = min(found.total.start, found.parts[0].start)
        end = max(found.total.end, found.parts[-1].end)
        items = "+".join(plain(part.value) for part in found.parts)
        summed = plain(sum((part.value for part in found.parts), Decimal(0)))
        total = plain(found.total.value)
        if found.verdict == "over":
            severity = Severity.WARNING if found.total.of_people else Severity.ERROR
            message = f"分项之和 {items}={summed}，大于总数 {total}，必有一处写错，请核对"
        else:
            severity = Severity.WARNING
            message = f"分项之和 {items}={summed}，小于总数 {total}，请核对是漏列还是写错；未列全的应写明“等”"
        return self.finding(check, start, end, message, severity=severity, confidence=0.9)

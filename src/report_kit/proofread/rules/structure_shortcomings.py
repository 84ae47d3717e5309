"""What a report on 法治政府建设 says of its shortcomings and of their causes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.enumerations import first_run
from report_kit.proofread.views.sample_fazhi import FAZHI, sample_fazhi

_NOTHING = re.compile(
    r"(?:本年度|目前|暂时?|我[乡镇县区市局]|均|无|没有|不存在|发现|明显|存在|的|不足|问题|和|原因|[，。、\s])*"
)
_SHORTCOMING = re.compile(
    "问题|不足|不够|不强|不高|不全|不广|不及时|不到位|不深|不细|不力|不健全|不完善|不平衡|不规范|不熟|不充分|差距|薄弱|短板|"
    "弱项|欠缺|有待|有限|困难|滞后|单一|缺乏|缺少|偏少|偏低|较少|较慢|较弱|仍需|还需|需(?:要)?进一步"
)
_CAUSE = re.compile(
    "原因|由于|因为|缘于|源于|根源|在于|导致|所致|造成|归因|受[^，。；]{1,15}(?:影响|限制|制约)|"
    "(?:，|。|；|^)(?:主要)?(?:是|因)(?!否|而|此)|之所以"
)
# “上述问题的主要原因是……”, “究其原因”: one statement for all the shortcomings.
_OF_ALL = re.compile(
    r"(?:上述|以上|这些|产生|出现|存在|造成|究其|综合)[^。；\n]{0,12}原因|(?:^|[。；\n])\s*(?:主要)?原因[^。；\n]{0,6}[是有：:在]"
)
_HEADING = "二、推进法治政府建设存在的不足和原因"


class Shortcomings(Rule):
    """法治政府建设年度报告没有写不足，或者没有写原因。

    什么：“存在的不足和原因”部分没有内容，写“无”，没有写不足，或只写不足、没有写原因。
    为什么：这一部分要写的是两件事，只列不足不说原因，下一年度的安排就没有着落。
    依据：中共中央办公厅、国务院办公厅《法治政府建设与责任落实督察工作规定》关于年度报告内容的规定。
    """

    id = "structure.shortcomings"
    severity = Severity.WARNING
    forms = (FAZHI,)
    preview = True
    source = "中共中央办公厅、国务院办公厅《法治政府建设与责任落实督察工作规定》"
    wrong = (
        Wrong(sample_fazhi(shortcomings=""), _HEADING),
        Wrong(sample_fazhi(shortcomings="无。"), "无。"),
        Wrong(sample_fazhi(shortcomings="本年度没有明显不足。"), "本年度没有明显不足。"),
        Wrong(sample_fazhi(shortcomings="全年各项工作完成较好。"), "全年各项工作完成较好。"),
        Wrong(
            sample_fazhi(shortcomings="执法力量不足，普法的针对性不强。"), "执法力量不足，普法的针对性不强。"
        ),
        Wrong(
            sample_fazhi(shortcomings="一是执法力量不足，原因是岗位调整较多；二是普法的针对性不强。"),
            "二是普法的针对性不强",
        ),
    )
    right = (
        Right(sample_fazhi()),
        Right(sample_fazhi(shortcomings="一是执法力量不足，由于编制少，持证人员只有3名。")),
        Right(
            sample_fazhi(
                shortcomings="一是执法力量不足；二是普法的针对性不强。上述问题的主要原因是岗位调整较多。"
            )
        ),
        Right(sample_fazhi(shortcomings="执法力量不足。原因：一是编制少；二是岗位调整较多。")),
        Right("二、存在的不足\n普法的针对性不强。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the prose of the part, or on its heading when there is none."""
        section = check.located.section("shortcomings") if check.is_report and check.form else None
        if section is None or section.heading_span is None:
            return
        if not section.prose:
            yield self.finding(check, *section.heading_span, "这一部分没有内容，应写明不足和原因")
            return
        first, end = section.prose[0], section.prose[-1][1]
        prose = check.text[first[0] : end]
        if _NOTHING.fullmatch(prose):
            yield self.finding(check, first[0], end, "不能写“无”，应写明不足和原因")
        elif not _SHORTCOMING.search(prose):
            yield self.finding(check, *first, "没有写不足", confidence=0.7)
        elif not _CAUSE.search(prose):
            yield self.finding(check, *first, "只写了不足，没有写原因", confidence=0.7)
        else:
            yield from self._without_cause(check, first[0], end)

    def _without_cause(self, check: Check, low: int, high: int) -> Iterator[Finding]:
        """Yield the points that give no cause, where others do and nothing speaks of the causes of all."""
        run = first_run(check.text, low, high)
        if len(run) < 2 or "原因" in check.text[low : run[0].start]:
            return
        ends = [*(point.start for point in run[1:]), high]
        items = [(point.start, end) for point, end in zip(run, ends, strict=True)]
        if _OF_ALL.search(check.text, items[-1][0], high):
            return
        silent = [span for span in items if not _CAUSE.search(check.text, *span)]
        if silent and len(silent) < len(items):
            for start, end in silent:
                point = check.text[start:end].rstrip("；;。，\n 　")
                message = "别的不足写了原因，这一条没有写原因"
                yield self.finding(check, start, start + len(point), message, confidence=0.6)

"""Names of kinds of information, a character off, in a list of counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.distance import within
from report_kit.proofread.language.segment import is_word

_COUNTED = re.compile(
    r"(?:(?<=[，、；：。（])|(?<=其中)|(?<=发布)|(?<=公开)|(?<=，有)|^)(?P<name>[\u3400-\u9fff]{3,7}?)"
    r"(?:类|信息|类信息)?(?:共|有|共计)?[ ]?\d+[ ]?(?:条|篇|件|则|份|余条)",
    re.MULTILINE,
)
# “政策性文件12条”, “政策文件类8条”: said a little otherwise, not miswritten.
_PARTICLE = re.compile("[性类等各其型]")
_LEAD = re.compile(r"^(?:其中|包括|发布|公开|主动公开|上传|有|含|共)")


@cache
def _known() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("categories", ("name",)))


class Category(Rule):
    """信息类别的名称漏字、错字。

    什么：分类列举“政策解1条”“通知公5条”“规范计划5条”里的类别名称，与通行的名称差一个字。
    为什么：类别名称是固定的，差一个字就不知道是哪一类；多是粘贴、输入时出的错。
    依据：《中华人民共和国政府信息公开条例》第二十条和政府网站通行的栏目名称，见 dictionaries/categories.tsv。
    """

    id = "term.category"
    severity = Severity.WARNING
    source = "《政府信息公开条例》第二十条；dictionaries/categories.tsv"
    wrong = (
        Wrong("共30条，其中通知公5条，工作动态25条。", "通知公", "共30条，其中通知公告5条，工作动态25条。"),
        Wrong("公开规划计化5条，人事信息2条。", "规划计化", "公开规划计划5条，人事信息2条。"),
        Wrong("工作动太12条；政策文件3件。", "工作动太", "工作动态12条；政策文件3件。"),
    )
    right = (
        Right("共30条，其中通知公告5条，工作动态25条，其他信息3条。"),
        Right("公开政策性文件12件，财政类预决算信息2条，规范性文件等8件。"),
        Right("工作通知5条，重点工作12件，财政收入3份。"),
        Right("政务公开信息30条，工作信息2条，规划信息1条。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield names one character off a single known one, and not two plain words themselves."""
        for match in _COUNTED.finditer(check.folded):
            lead = _LEAD.match(match["name"])
            start = match.start("name") + (lead.end() if lead else 0)
            name = check.text[start : match.end("name")]
            plainer = {name, name.rstrip("等类"), _PARTICLE.sub("", name)}
            if len(name) < 3 or plainer & _known() or any(name.endswith(known) for known in _known()):
                continue
            near = [known for known in sorted(_known()) if len(known) > 3 and within(name, known, 1)]
            plain = len(name) == 4 and is_word(name[:2]) and is_word(name[2:])
            if len(near) != 1 or plain or is_word(name):
                continue
            message = f"类别名称疑为“{near[0]}”，差一个字"
            end = match.end("name")
            yield self.finding(check, start, end, message, replacement=near[0], confidence=0.8)

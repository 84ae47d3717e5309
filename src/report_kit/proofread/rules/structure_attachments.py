"""Attachments the text names, and those it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity

_LIST = re.compile(r"(?:^|(?<=\n))[ \t\u3000]*附件\s*[：:]\s*(?P<first>(?:1\s*[.．、])?)[^\n]{2,}")
_ITEM = re.compile(r"\n[ \t\u3000]*(?P<n>\d{1,2})\s*[.．、]\s*\S[^\n]*")
_NAMED = re.compile(r"(?:[见附按（(照]|参见|填写|填报|报送)\s*附件\s*(?P<n>\d{1,2})(?!\d|\s*[.．、：:])")


class Attachments(Rule):
    """正文引用的附件在附件说明里没有。

    什么：正文写“详见附件3”，末尾的附件说明只列了“1.”“2.”两件。
    为什么：多是增删了附件而没有改正文，收文的人不知道漏了哪一件。
    依据：GB/T 9704—2012《党政机关公文格式》7.3.4（附件说明编排附件的顺序号和名称）。
    """

    id = "structure.attachments"
    severity = Severity.WARNING
    source = "GB/T 9704—2012 7.3.4"
    wrong = (
        Wrong("请填写附件3并按时报送。\n附件：1.任务清单\n2.报送表\n县政府办公室", "附件3"),
        Wrong("具体任务（见附件2）逐项落实。\n附件：任务清单\n县政府办公室", "附件2"),
    )
    right = (
        Right("请填写附件2并按时报送。\n附件：1.任务清单\n2.报送表\n县政府办公室"),
        Right("请填写附件3并按时报送。"),
        Right("具体任务（见附件1）逐项落实。\n附件：任务清单\n县政府办公室"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the attachments named that come behind the last one listed."""
        listed = _LIST.search(check.text)
        if listed is None:
            return
        last, at = 1, listed.end()
        while listed["first"] and (item := _ITEM.match(check.text, at)) and int(item["n"]) == last + 1:
            last, at = last + 1, item.end()
        for match in _NAMED.finditer(check.text, 0, listed.start()):
            if int(match["n"]) > last:
                message = f"附件说明只列了 {last} 件，没有附件{match['n']}，请核对"
                start = check.text.index("附件", match.start())
                yield self.finding(check, start, match.end(), message)

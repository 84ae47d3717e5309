"""What a report on 法治政府建设 says of those who answer for it first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.views.sample_fazhi import FAZHI, sample_fazhi

_PERSON = re.compile(
    "主要负责(?:人|同志)|主要领导|主官|书记|一把手|党政正职|(?<![部家组班所院校成生增助延])[乡镇县区市州旗省厅局](?:长|主席)|"
    "主任(?!科)|第一责任人(?:带头|主持|亲自|听取|部署|先后|多次)"
)
_HEADING = "三、党政主要负责人履行推进法治建设第一责任人职责"


class FirstResponsible(Rule):
    """法治政府建设年度报告没有写党政主要负责人做了什么。

    什么：“党政主要负责人履行推进法治建设第一责任人职责”部分没有内容，或通篇没有提到主要负责人（书记、镇长等）。
    为什么：这一部分要写的是主要负责人本人履行职责的情况，写成单位的一般工作就没有回答。
    依据：中共中央办公厅、国务院办公厅《法治政府建设与责任落实督察工作规定》关于年度报告内容的规定；
    《党政主要负责人履行推进法治建设第一责任人职责规定》。
    """

    id = "structure.first_responsible"
    severity = Severity.WARNING
    forms = (FAZHI,)
    preview = True
    source = "《党政主要负责人履行推进法治建设第一责任人职责规定》"
    wrong = (
        Wrong(sample_fazhi(leaders=""), _HEADING),
        Wrong(sample_fazhi(leaders="全年开展普法宣传6场。"), "全年开展普法宣传6场。"),
    )
    right = (
        Right(sample_fazhi()),
        Right(sample_fazhi(leaders="党委、政府主要负责同志带头学法。")),
        Right(sample_fazhi(leaders="区长主持常务会议审议法治建设议题。")),
        Right("三、职责情况\n全年开展普法宣传6场。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding on the first paragraph of the part, or on its heading when there is none."""
        section = check.located.section("leaders") if check.is_report and check.form else None
        if section is None or section.heading_span is None:
            return
        if not section.prose:
            yield self.finding(
                check, *section.heading_span, "这一部分没有内容，应写明党政主要负责人履职的情况"
            )
        elif not any(_PERSON.search(check.text, *span) for span in section.prose):
            message = "没有提到党政主要负责人，应写明主要负责人本人做了什么"
            yield self.finding(check, *section.prose[0], message, confidence=0.7)

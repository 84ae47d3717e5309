"""A full stop within one member of a list whose members are parted by semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity

_NUMBER = "一二三四五六七八九十"
# “；二是逐级升档。……；三是”: the number behind tells that the list goes on.
_NUMBERED = re.compile(
    rf"(?:^|(?<=[：；。]))(?P<number>[{_NUMBER}])是(?P<item>[^，。；：！？\n]{{2,18}})(?P<stop>。)"
    rf"(?=(?P<rest>[^。；！？\n]{{4,120}})；(?P<next>[{_NUMBER}])是)",
    re.MULTILINE,
)


@cache
def _unmarked() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, word_classes()["动词"]))
    return re.compile(
        rf"(?<=；)(?P<item>(?:{verbs})[^，。；：！？\n]{{2,14}})(?P<stop>。)"
        rf"(?=(?:{verbs})[^。；！？\n]{{4,120}}；(?:{verbs}))"
    )


class InnerStop(Rule):
    """用分号隔开的各项里，一项中间用了句号。

    什么：“……；健全审查机制。明确审查程序，防止泄密；组织培训……”，一项还没有说完就用了句号。
    为什么：句号比分号大一级；分号列举中间出现句号，层次就乱了，读者不知道后半句属于哪一项。
    依据：GB/T 15834—2011《标点符号用法》4.6：各项中已有句号的，各项末尾用句号；
    各项末尾用分号的，项内只用逗号。
    """

    id = "punctuation.inner_stop"
    severity = Severity.WARNING
    yields_to = ("punctuation.series",)
    source = "GB/T 15834—2011 4.6"
    wrong = (
        Wrong(
            "由专人审核信息；健全保密审查机制。明确审查程序，防止泄密；组织人员参加培训。",
            "。",
            "由专人审核信息；健全保密审查机制，明确审查程序，防止泄密；组织人员参加培训。",
        ),
        Wrong(
            "一是加强领导；二是完善制度。修订公开指南；三是严格审核。",
            "。",
            "一是加强领导；二是完善制度，修订公开指南；三是严格审核。",
        ),
    )
    right = (
        Right("一是加强领导；二是完善制度，修订公开指南；三是严格审核。"),
        Right("公开文件3件；收到申请2件。全年未发生复议；未发生诉讼。"),
        Right("一是规模大；二是需求多。他指出，仍有差距；一是人员少。"),
        Right("制定制度；完善流程。\n加强培训；落实责任；接受监督。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the full stop, with a comma in its place."""
        text = check.folded
        for paragraph in check.prose():
            if text.count("；", paragraph.start, paragraph.end) < 2:
                continue
            for pattern in (_NUMBERED, _unmarked()):
                for match in pattern.finditer(text, paragraph.start, paragraph.end):
                    if pattern is _NUMBERED and not _follows(match):
                        continue
                    message = "各项之间用分号，一项还没有说完，中间不用句号"
                    yield self.finding(check, *match.span("stop"), message, replacement="，", confidence=0.8)


def _follows(match: re.Match[str]) -> bool:
    """Say whether the number behind counts on, and no sentence of another subject stands between."""
    return _NUMBER.index(match["next"]) == _NUMBER.index(match["number"]) + 1

"""Names of laws and regulations: miswritten, or of one no longer in force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Context, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.distance import within

_STATE = "中华人民共和国"
_NAME = re.compile(
    rf"《(?P<state>{_STATE})?(?P<name>[\u3400-\u9fff、]{{1,30}}?(?:法|法典|条例|细则|办法|法实施条例))(?:（[^（）]{{1,12}}）)?》"
)
_LOCAL = re.compile(r"^[\u3400-\u9fff]{2,7}(?:省|市|县|自治区|自治州|特别行政区)|实施|若干|本")
_PAST = re.compile(r"废止|失效|原|旧|曾|修改|代替|取代|同时|不再")


@cache
def _known() -> frozenset[str]:
    return frozenset(row["name"] for row in read_table("law_names", ("name",)))


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    lengths: dict[int, list[str]] = {}
    for name in sorted(_known()):
        lengths.setdefault(len(name), []).append(name)
    return {length: tuple(names) for length, names in lengths.items()}


class LawName(Rule):
    """法律、法规的名称写错，或已经废止。

    什么：书名号里的名称与现有法律、行政法规只差一个字或错了次序；引用了报告年度已经废止的法律、法规。
    为什么：法定名称一字之差就不是原来的法律；引用失效的法律说明沿用了旧稿。
    依据：法律、行政法规名称见 dictionaries/law_names.tsv，废止和代替的见 dictionaries/laws.tsv。
    地方性法规、说明“已废止”的地方不算。
    """

    id = "term.law_name"
    severity = Severity.WARNING
    source = "法律、行政法规的公布名称"
    wrong = (
        Wrong(
            "依据《中华人民共和国行政复义法》办理。", "行政复义法", "依据《中华人民共和国行政复议法》办理。"
        ),
        Wrong(
            "依据《中华人民共和国保守国家机密法》审查。",
            "保守国家机密法",
            "依据《中华人民共和国保守国家秘密法》审查。",
        ),
        Wrong(
            "落实《中华人民共和国政府公开信息条例》。",
            "政府公开信息条例",
            "落实《中华人民共和国政府信息公开条例》。",
        ),
        Wrong("依据《中华人民共和国合同法》签订协议。", "合同法", None, Context(year=2023)),
        Wrong("按照《信访条例》办理来信。", "信访条例", "按照《信访工作条例》办理来信。", Context(year=2023)),
    )
    right = (
        Right(
            "依据《中华人民共和国行政处罚法》《行政许可法》和《优化营商环境条例》办理。", Context(year=2024)
        ),
        Right("《四川省政府信息公开条例》《清水市文明行为促进条例》", Context(year=2024)),
        Right("按照《信访条例》办理来信。", Context(year=2020)),
        Right("《中华人民共和国合同法》已废止。", Context(year=2023)),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield names one character off a known one, and old ones where the year of the report is known."""
        old = {row["old"]: row for row in read_table("laws", ("old", "since", "now", "note"))}
        for match in _NAME.finditer(check.text):
            name, (start, end) = match["name"], match.span("name")
            row = old.get(name)
            around = check.text[max(0, start - 12) : end + 14]
            if row:
                if (
                    check.year
                    and check.year >= int(row["since"])
                    and not _PAST.search(around.replace(name, ""))
                ):
                    message = f"{row['note']}，请核对；现行的是《{row['now']}》"
                    many = row["now"] == "民法典"
                    yield self.finding(check, start, end, message, replacement=None if many else row["now"])
            elif name not in _known() and not _LOCAL.match(name):
                right = _nearest(name, national=bool(match["state"]))
                if right:
                    message = f"没有这部法律、法规，疑为《{right}》"
                    yield self.finding(check, start, end, message, replacement=right, confidence=0.8)


def _nearest(name: str, *, national: bool) -> str | None:
    """Return the one known name a character off ``name`` or made of the same characters."""
    if len(name) < (5 if national else 8):
        return None
    near = [
        other
        for length in (len(name) - 1, len(name), len(name) + 1)
        for other in _by_length().get(length, ())
        if (sorted(other) == sorted(name) and other[-2:] == name[-2:]) or within(name, other, 1)
    ]
    return near[0] if len(near) == 1 else None

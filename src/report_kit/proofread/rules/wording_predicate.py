"""Predicates that do not go with their subject: “公开渠道有待加强”."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity

_COLUMNS = ("heads", "wrong", "right", "note", "severity", "forbids")


@cache
def _rows() -> tuple[re.Pattern[str], dict[tuple[str, str], dict[str, str]]]:
    """Return one pattern for all rows, and the row of each subject with each verb."""
    rows: dict[tuple[str, str], dict[str, str]] = {}
    verbs: dict[str, None] = defaultdict()
    for row in read_table("predicates", _COLUMNS):
        for head in row["heads"].split("|"):
            for verb in row["wrong"].split("|"):
                rows.setdefault((head, verb), row)
                verbs[verb] = None
    heads = sorted({head for head, _ in rows}, key=len, reverse=True)
    adverbs = "|".join(sorted(word_classes()["程度状语"], key=len, reverse=True))
    return re.compile(
        rf"(?P<head>{'|'.join(heads)})(?:也|均|都|还)?(?:{adverbs})+(?P<verb>{'|'.join(verbs)})(?=[，。；！？]|$)",
        re.MULTILINE,
    ), rows


class Predicate(Rule):
    """主语与谓语搭配不当。

    什么：如“公开渠道有待加强”（拓宽）、“公开力度不断提升”（加大）、“公开质量进一步完善”（提高）、“氛围不断加强”（浓厚）。
    为什么：每个词都对，连起来却不通；公文对固定搭配要求较严。
    依据：公文语法：词语搭配，主语、谓语见 dictionaries/predicates.tsv：
    两个词都常用、在大量公开发表的公文和新闻里几乎没有连在一起的。
    """

    id = "wording.predicate"
    severity = Severity.WARNING
    yields_to = ("wording.dictionary", "wording.collocation")
    source = "公文语法：词语搭配"
    wrong = (
        Wrong("公开渠道有待加强。", "加强", "公开渠道有待拓宽。"),
        Wrong("信息公开力度不断提升，成效明显。", "提升", "信息公开力度不断加大，成效明显。"),
        Wrong("公开信息的质量还需进一步完善。", "完善", "公开信息的质量还需进一步提高。"),
        Wrong("信息发布的时效性有待加强。", "加强", "信息发布的时效性有待增强。"),
    )
    right = (
        Right("公开渠道有待拓宽，公开力度不断加大，质量明显提高。"),
        Right("制度建设不断加强，质量管理不断完善。"),
        Right("时效性、准确性的要求进一步强化。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the verb, with the usual one of that subject."""
        pattern, rows = _rows()
        for match in pattern.finditer(check.folded):
            row = rows.get((match["head"], match["verb"]))
            if row is None or (
                row["forbids"] and re.search(row["forbids"], check.folded[match.start() - 8 : match.start()])
            ):
                continue
            yield self.finding(
                check,
                *match.span("verb"),
                f"“{match['head']}”与“{match['verb']}”搭配不当：{row['note']}",
                replacement=row["right"],
                severity=Severity(row["severity"]),
                confidence=0.8,
            )

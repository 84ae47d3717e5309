"""Verbs that do not go with their object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.dictionaries.rows import read_table
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.tags import tag_of

_COLUMNS = ("heads", "wrong", "right", "note", "severity", "forbids")
# A verb, a modifier without another verb or a list, and the head noun that ends the phrase. A verb that is
# used as a noun makes one word with the head: 服务水平.
_BETWEEN = (
    r"(?P<between>(?:(?!并|和|与|及|以|来|使|让|对|将|把|在|从|是|{verbs}|(?:{nouns})(?!{heads}))"
    r"[\u3400-\u9fff]){{0,10}}?)"
)

_MEANS = re.compile("的(?:重要|主要|有效|必要|根本|基本|关键|直接|必由|唯一|最佳|重大|具体|现实)$")


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None, dict[str, str]], ...]:
    rows = read_table("collocations", _COLUMNS)
    others = word_classes()["另有动词"]
    verbs = "|".join(word for word in others if tag_of(word) != "vn")
    nouns = "|".join(word for word in others if tag_of(word) == "vn")
    return tuple((_phrase(row, verbs, nouns), _except(row), row) for row in rows)


def _phrase(row: dict[str, str], verbs: str, nouns: str) -> re.Pattern[str]:
    between = _BETWEEN.format(verbs=verbs, nouns=nouns, heads=row["heads"])
    end = r"(?=[，。；！？）”]|$|\n)"
    return re.compile(rf"(?P<verb>{row['wrong']})(?:了)?{between}(?P<head>{row['heads']}){end}")


def _except(row: dict[str, str]) -> re.Pattern[str] | None:
    return re.compile(row["forbids"]) if row["forbids"] else None


class Collocation(Rule):
    """动词与宾语搭配不当。

    什么：如“加强公开力度”（加大）、“加大公开意识”（增强）、“提升公开渠道”（拓宽）、“加大工作步伐”（加快）。
    为什么：每个词都对，连起来却不通；公文对固定搭配要求较严。
    依据：公文语法：词语搭配，动词、宾语见 dictionaries/collocations.tsv。并列宾语（“提高质量和力度”）不算。
    """

    id = "wording.collocation"
    severity = Severity.WARNING
    source = "公文语法：词语搭配"
    wrong = (
        Wrong("进一步加强信息公开力度。", "加强", "进一步加大信息公开力度。"),
        Wrong("不断提升信息公开渠道，方便群众。", "提升", "不断拓宽信息公开渠道，方便群众。"),
        Wrong("加大干部的公开意识。", "加大", "增强干部的公开意识。"),
        Wrong("切实满足群众的知情权。", "满足", "切实保障群众的知情权。"),
        Wrong("加大整改步伐，按期完成。", "加大", "加快整改步伐，按期完成。"),
        Wrong("修缮信息公开制度。", "修缮", "完善信息公开制度。"),
        Wrong("不断加快服务水平，贴近群众。", "加快", "不断提高服务水平，贴近群众。"),
        Wrong("降低企业接电时间，平均12天。", "降低", "缩短企业接电时间，平均12天。"),
    )
    right = (
        Right("加强政策解读，加大公开力度，增强责任感。"),
        Right("提高运用新媒体拓宽渠道、创新方式的能力。"),
        Right("提升制度执行力度和工作水平，加强制度建设。"),
        Right("加强和改进信息公开方式方法。"),
        Right("这是提升人才培养质量的重要手段，内部控制不完善等问题要整改。"),
        Right("加快提升服务水平，加快补齐能力短板。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the verb; the head noun must end the phrase."""
        for pattern, forbids, row in _patterns():
            for match in pattern.finditer(check.folded):
                if forbids and forbids.search(check.folded[match.start() : match.end() + 4]):
                    continue
                before = check.text[match.start() - 1 : match.start()]
                if before and before in "、和及与或的并不":
                    # “强化和加大…”, “…的提高”, “不完善”: the verb shares its object, or is no verb.
                    continue
                if _MEANS.search(match["between"]):
                    continue  # “是提升质量的重要途径”: the verb belongs to what the head is a means of
                clause = re.split("[，。；]", check.folded[max(0, match.start() - 14) : match.start()])[-1]
                if row["right"] in clause or match["between"].startswith("的"):
                    # “加大……提升力度”, “扩大的范围”: the head belongs to another verb.
                    continue
                head = match["head"]
                yield self.finding(
                    check,
                    *match.span("verb"),
                    f"“{match['verb']}”与“{head}”搭配不当：{row['note']}",
                    replacement=row["right"],
                    severity=Severity(row["severity"]),
                    confidence=0.8,
                )

"""Characters outside the table of standard characters that stand for one in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from report_kit.errors import DataError
from report_kit.proofread.checking.rule import Check, Right, Rule, Wrong
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.resources import data_folder

_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff]")
# A passage with this share of such characters is written in traditional characters on purpose.
QUOTED = 0.15
REACH = 10


class SpellingVariant(Rule):
    """繁体字、非规范字形和部首代码混入。

    什么：夹在规范汉字中间的繁体字（衛）、旧字形和日文字形（増、髙）、部首代码（⼯）、兼容区的字。整段繁体的引文不报。
    为什么：从 PDF、图片识别和境外网页粘贴时带入，看上去相同或相近，检索、统计和朗读软件却认不出。
    依据：《中华人民共和国国家通用语言文字法》第九条，国家机关以规范汉字为公务用字；《通用规范汉字表》。
    """

    id = "spelling.variant"
    severity = Severity.WARNING
    source = "《国家通用语言文字法》第九条；《通用规范汉字表》"
    wrong = (
        Wrong("补齐公共衞生服务短板。", "衞", "补齐公共卫生服务短板。"),
        Wrong("全年新増公开事项12项。", "増", "全年新增公开事项12项。"),
        Wrong("⼯作机制更加健全。", "⼯", "工作机制更加健全。"),
        Wrong("加强與群众的沟通。", "與", "加强与群众的沟通。"),
    )
    right = (
        Right("碑文为“國家興盛，人民安樂”。"),
        Right("党员杨镕、刘喆、陈堃同志参加了慰藉困难群众活动。"),
        Right("乾县、瞭望塔、宫商角徵羽。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield one finding a character."""
        standard = _standard()
        text = check.text
        for match in _HAN.finditer(text):
            right = standard.get(match[0]) or _decomposed(match[0])
            if right is None:
                continue
            place = match.start()
            around = _HAN.findall(text, max(place - REACH, 0), place + 1 + REACH)
            others = sum(sign in standard for sign in around) - (match[0] in standard)
            if others > QUOTED * (len(around) - 1):
                continue
            yield self.finding(
                check,
                place,
                place + 1,
                f"“{match[0]}”不是规范汉字，应写作“{right}”",
                replacement=right,
                confidence=0.95,
            )


def _decomposed(character: str) -> str | None:
    """Return what a radical or a compatibility character stands for."""
    if not ("\u2e80" <= character <= "\u2fdf" or "\uf900" <= character <= "\ufaff"):
        return None
    folded = unicodedata.normalize("NFKC", character)
    return folded if folded != character else None


@cache
def _standard() -> dict[str, str]:
    path = data_folder("dictionaries") / "characters.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    for number, row in enumerate(rows, 2):
        if len(row) != 3 or len(row[0]) != 1 or len(row[1]) != 1:
            raise DataError(
                "RK-313",
                "词典有一行不能用：不是“字、规范字、类别”三列",
                where=f"{path} 第 {number} 行",
                remedy="请重新安装 report-kit",
            )
    return {row[0]: row[1] for row in rows}

"""What the prose of an annual report says about the things its tables count, found once for all rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from report_kit.proofread.checking.check import Check, view
from report_kit.resources import PACKAGE, read_yaml

_NUMBER = r"(?<![\d.])(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<scale>[万亿]?)\s*"
_SENTENCE = re.compile(r"[^。！？\n]+[。！？]?")
_CLAUSE_END = re.compile(r"[，,；;。：:]")
_VAGUE_BEFORE = re.compile(r"(?:约|近|超过?|逾|不足|至少|以上|余|多)\s*\Z")
_COMPARED = re.compile(
    r"同比|环比|[较比](?:上年|去年|上一年|往年|20\d\d年)|增[长加幅]|减少|下降|上升|平均|占"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
# “市公安局收到……”: what one body of many received is no fact about all of them.
_PART = re.compile(
    r"(?<![我本全各])([市县区乡镇局办委厅州盟旗]|街道|政府|部门|单位|办公室|办事处|中心|管委会|本级|级)"
    r"(?:共|累计|新|一共|全年|今年|总共|依法)?\Z"
)
# “上年末现行有效41件”
_EARLIER = re.compile(r"上年|去年|上一年|前年|年初|往年|历年")
# “有1件行政复议案件的结果为纠正”: some of them, and not how many there were.
_SOME = re.compile(
    r"(?!全部|均|都)[^，,。；;、：:\n\d]{0,6}?(?:结果|被|纠正|维持|撤销|败诉|驳回|责令|尚未|未审结)"
)
_SCALE = {"": 1, "万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement that there were ``value`` of a kind of thing, at ``start:end``.

    Args:
        kind: such as ``"requests.received"``; see ``facts.yaml``.
        start: where the statement begins.
        end: where it ends.
        figure: span of the digits.
        value: the figure, in 元 for money.
        sentence: span of the sentence it stands in.
        rounded: whether the figure is written in 万 or 亿.
    """

    kind: str
    start: int
    end: int
    figure: tuple[int, int]
    value: Decimal
    sentence: tuple[int, int]
    rounded: bool


# “予以公开及部分公开208件”: the figure of two results together is none of the second's.
_ALONE = "".join(
    f"(?<!{result}{joint})"
    for result in ("公开", "提供", "处理")
    for joint in ("及", "和", "与", "或", "、", "以及", "或者")
)


@dataclass(frozen=True, slots=True)
class _Kind:
    name: str
    patterns: tuple[re.Pattern[str], ...]
    forbid: re.Pattern[str] | None
    requires: re.Pattern[str] | None


@cache
def _kinds() -> tuple[_Kind, ...]:
    data: dict[str, Any] = read_yaml(PACKAGE / "proofread" / "views" / "facts.yaml")
    kinds = []
    for entry in data["facts"]:
        unit = data["units"][entry.get("unit", "cases")]
        words = {
            "{N}": f"{_NUMBER}(?P<unit>{unit})",
            "{gap}": r"[^，,。；;：:、\n\d]{0,16}?",
            "{few}": r"[^，,。；;：:、\n\d]{0,6}?",
            "{alone}": _ALONE,
        }
        patterns = []
        for pattern in entry["patterns"]:
            for name, meaning in words.items():
                pattern = pattern.replace(name, meaning)
            patterns.append(re.compile(pattern))
        forbid = entry.get("forbid", "").replace("channels", data["channels"])
        requires = entry.get("requires")
        kinds.append(
            _Kind(
                entry["kind"],
                tuple(patterns),
                re.compile(forbid) if forbid else None,
                re.compile(requires) if requires else None,
            )
        )
    return tuple(kinds)


@view
def facts(check: Check) -> dict[str, tuple[Fact, ...]]:
    """Return the facts of an annual report by kind, in the order of the text; none of any other text.

    Left out: other years and comparisons, rounded words (余, 近), quotations, what one of several bodies
    reports, and kinds for which one sentence gives several figures.
    """
    found: dict[str, list[Fact]] = {}
    text = check.text
    if not check.is_annual_report:
        return {}
    for paragraph in check.prose():
        before = ""
        for sentence in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
            # A list of results may be told in a sentence of its own behind the one that names the requests.
            around = {"results": before + sentence.group()}
            before = sentence.group()
            # “…管理。全市备案134件”: what begins with dots is quoted out of another place.
            if not re.search(r"\d", sentence.group()) or sentence.group().startswith(("...", "…")):
                continue
            for kind in _kinds():
                said_of = around.get(kind.name.split(".")[0], sentence.group())
                if kind.requires and not kind.requires.search(said_of):
                    continue
                said = list(_of_kind(check, kind, sentence.span()))
                if len({fact.value for fact in said}) == 1:
                    found.setdefault(kind.name, []).append(said[0])
    return {kind: tuple(said) for kind, said in found.items()}


def _of_kind(check: Check, kind: _Kind, sentence: tuple[int, int]) -> Iterator[Fact]:
    text = check.text
    seen: set[int] = set()
    for pattern in kind.patterns:
        for match in pattern.finditer(text, *sentence):
            clause = _clause(text, sentence[0], match)
            if match.start("n") in seen or (kind.forbid and kind.forbid.search(clause)):
                continue
            if _another_year(check, text[sentence[0] : match.start("n")], kind.name):
                continue
            if kind.name in ("review.total", "suits.total") and _SOME.match(text, match.end()):
                continue
            before = text[max(sentence[0], match.start() - 12) : match.start()]
            if _COMPARED.search(clause) or _VAGUE_BEFORE.search(text, sentence[0], match.start("n")):
                continue
            if _of_a_part(check, before) or _in_brackets(text, sentence[0], match.start()):
                continue
            seen.add(match.start("n"))
            money = "元" in match["unit"]
            scale = _SCALE[match["scale"] or (match["unit"][:-1] if money else "")]
            value = Decimal(match["n"].replace(",", "")) * scale
            yield Fact(
                kind.name,
                match.start(),
                match.end(),
                match.span("n"),
                value,
                sentence,
                scale > 1 and not money,
            )


def _clause(text: str, low: int, match: re.Match[str]) -> str:
    """Return the clause up to the end of the statement."""
    marks = [found.end() for found in _CLAUSE_END.finditer(text, low, match.start())]
    return text[marks[-1] if marks else low : match.end()]


def _another_year(check: Check, before: str, kind: str) -> bool:
    if kind.startswith("requests.carried"):
        return False
    if _EARLIER.search(_CLAUSE_END.split(before)[-1]):
        return True
    years: list[str] = _YEAR.findall(before)
    return bool(years) and check.report_year is not None and years[-1] != str(check.report_year)


def _of_a_part(check: Check, before: str) -> bool:
    match = _PART.search(before)
    if match is None:
        return False
    name = before[: match.end(1)]
    own = check.agency or ""
    return not (len(name) >= 4 and name[-4:] in own)


def _in_brackets(text: str, low: int, at: int) -> bool:
    opened = max(text.rfind("（", low, at), text.rfind("(", low, at), text.rfind("《", low, at))
    return opened > max(
        text.rfind("）", low, at), text.rfind(")", low, at), text.rfind("》", low, at), low - 1
    )

r"""The rows of a dictionary of wrong expressions; ``lexicon`` finds them in a text.

One row is one entry and its own test. Columns:

``wrong``
    A string, or a regular expression between slashes (``/(多种|书面)形势/``). A pattern must hold a fixed
    string outside all groups, or a class of words: it is searched only where that string, or a word of
    the class, occurs.
``right``
    The replacement (``\1`` refers to a group of a pattern); empty when a person has to find it.
``boundary``
    ``word``: no word may straddle the ends of the match (设制 is wrong, 建设制度 is not); ``any``: the
    conditions make sure of that, and the segmentation is not asked (座落在 is cut 座/落在).
``requires``, ``forbids``
    Conditions, joined by ``&&``. All of the first and none of the second must hold. A condition is
    ``place:regex``, and ``place`` says where the expression must be: ``before`` and ``after`` (touching
    the match), ``left`` and ``right`` (anywhere on that side within the clause), ``clause``, ``sentence``
    (anywhere on either side).
``severity``, ``safety``, ``note``, ``source``
    See ``Finding`` and ``Fix``; the note is a Chinese clause that says why.
In patterns and conditions ``{{类}}`` stands for any word of that class, or for a shape such as a number or a
gap (see ``word_classes``), and a full-width mark stands for its half-width twin too.

``example_wrong``, ``example_right``
    Texts, several parted by `` | ``. With a replacement, the n-th wrong example mended gives the n-th
    right one; further right examples are near misses that must pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from report_kit.errors import DataError
from report_kit.proofread.checking.passage import Passage
from report_kit.proofread.checking.rule import Right, Wrong
from report_kit.proofread.dictionaries.word_classes import expand, fits, word_classes
from report_kit.proofread.findings.finding import Safety, Severity
from report_kit.resources import read_lines

COLUMNS = (
    "wrong", "right", "boundary", "requires", "forbids", "severity", "safety", "note", "source",
    "example_wrong", "example_right",
)  # fmt: skip
Boundary = Literal["word", "any"]
Place = Literal["before", "after", "left", "right", "clause", "sentence"]

_CLAUSE_END = re.compile(r"[，,；;。！!？?：:\r\n\t]")
SENTENCE_END = re.compile(r"[。！!？?；;\r\n\t]")
# A fixed run of a pattern: Chinese characters that no quantifier makes optional.
_FIXED = re.compile(r"[\u3400-\u9fff《》〈〉“”]+(?![?*{\u3400-\u9fff])")
_PARENTHESES = r"\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)[?*+]?"
_GROUP = re.compile(_PARENTHESES + r"|\[[^\]]*\](?:[?*+]|\{[^}]*\})?|\{[^}]*\}")
_SET = re.compile(r"(?<!\\)\[\^?(?:\\.|[^\]])*\](?:[?*+]|\{[^}]*\})?\??")
_BRACKETS = re.compile(r"\\.|\[[^\]]*\]|[()]")
# A group that is nothing but a choice of words, not made optional by what follows.
_WORDS = re.compile(r"\((?:\?:)?(?:\((?:\?:)?)?([\u3400-\u9fff|]+)\)?\)[^?*{]?")
# How far a touching condition may look.
_REACH = 60


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile when first needed: most rows of a dictionary meet no text of theirs in a run."""
    return re.compile(expression)


@dataclass(frozen=True, slots=True)
class Condition:
    """An expression that must (or must not) stand near a match."""

    place: Place
    expression: str

    def holds(self, text: str, start: int, end: int, low: int, high: int) -> bool:
        """Say whether it holds for ``text[start:end]`` in the passage ``text[low:high]``."""
        pattern = _compiled(self.expression)
        if self.place == "before":
            return pattern.search(text[max(low, start - _REACH) : start]) is not None
        if self.place == "after":
            return pattern.match(text[end : min(high, end + _REACH)]) is not None
        ends = SENTENCE_END if self.place == "sentence" else _CLAUSE_END
        left, right = span_around(text, start, end, low, high, ends)
        sides = {"left": ((left, start),), "right": ((end, right),)}.get(
            self.place, ((left, start), (end, right))
        )
        return any(pattern.search(text[a:b]) for a, b in sides)


def span_around(
    text: str, start: int, end: int, low: int, high: int, ends: re.Pattern[str]
) -> tuple[int, int]:
    """Return the span between two matches of ``ends`` that holds ``text[start:end]``."""
    left = low
    for match in ends.finditer(text, max(low, start - 300), start):
        left = match.end()
    after = ends.search(text, end, high)
    return left, after.start() if after else high


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a dictionary."""

    wrong: str
    right: str
    boundary: Boundary
    requires: tuple[Condition, ...]
    forbids: tuple[Condition, ...]
    severity: Severity
    safety: Safety
    note: str
    source: str
    wrong_examples: tuple[str, ...]
    right_examples: tuple[str, ...]
    where: str
    expression: str
    anchors: tuple[str, ...]
    literal: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """What is looked for."""
        return _compiled(self.expression)

    def allowed(self, match: re.Match[str], text: str, passage: Passage) -> bool:
        """Say whether the conditions hold for a match in ``text``, and its words are what they should be."""
        (start, end), low, high = match.span(), passage.start, passage.end
        return (
            fits(match)
            and all(c.holds(text, start, end, low, high) for c in self.requires)
            and not any(c.holds(text, start, end, low, high) for c in self.forbids)
        )

    def message(self, found: str, replacement: str | None) -> str:
        """Say what is wrong and why."""
        return f"“{found}”应为“{replacement}”：{self.note}" if replacement else self.note

    def examples(self) -> Iterator[Wrong | Right]:
        """Yield the row's own tests."""
        for index, text in enumerate(self.wrong_examples):
            found = self.pattern.search(text)
            at = found.group() if found else self.wrong
            yield Wrong(text, at, self.right_examples[index] if self.right else None)
        for text in self.right_examples:
            yield Right(text)


def read_entries(path: Path, *, tested: bool = False) -> list[Entry]:
    """Read one dictionary file; rows that are ``tested`` are taken as they are.

    Raises:
        DataError: ``RK-311`` not readable as UTF-8 text, ``RK-312`` wrong header, ``RK-313`` a bad row.
    """
    lines = read_lines(path)
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        raise DataError(
            "RK-312",
            "词典的表头不对",
            where=f"{path} 第 1 行",
            remedy="第一行应为（用制表符分隔）：" + " ".join(COLUMNS),
        )
    entries: dict[tuple[str, ...], Entry] = {}
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        where = f"{path} 第 {number} 行"
        try:
            values = line.split("\t")
            entry = _entry(values, f"{path.name}:{number}")
            if not tested:
                _test(entry)
            if tuple(values[:5]) in entries:
                raise ValueError(f"与 {entries[tuple(values[:5])].where} 重复")
        except (ValueError, re.error) as error:
            raise DataError(
                "RK-313",
                f"词典有一行不能用：{error}",
                where=where,
                remedy="请按 dictionaries/README.md 的说明改正该行",
            ) from None
        entries[tuple(values[:5])] = entry
    return list(entries.values())


def _entry(values: list[str], where: str) -> Entry:
    if len(values) != len(COLUMNS):
        raise ValueError(f"应有 {len(COLUMNS)} 列，实有 {len(values)} 列")
    row = dict(zip(COLUMNS, (value.strip() for value in values), strict=True))
    wrong, right = row["wrong"], row["right"]
    for column in ("wrong", "note", "source", "example_wrong", "example_right"):
        if not row[column]:
            raise ValueError(f"{column} 不能为空")
    if wrong == right:
        raise ValueError("wrong 与 right 相同")
    if row["severity"] not in [member.value for member in Severity]:
        raise ValueError(f"severity 只能是 error、warning、hint，不能是“{row['severity']}”")
    if row["boundary"] not in get_args(Boundary):
        raise ValueError(f"boundary 只能是 word、any，不能是“{row['boundary']}”")
    if row["safety"] not in get_args(Safety):
        raise ValueError(f"safety 只能是 safe、likely、manual，不能是“{row['safety']}”")
    is_pattern = len(wrong) > 2 and wrong.startswith("/") and wrong.endswith("/")
    classes = word_classes()
    source = expand(wrong[1:-1], classes) if is_pattern else re.escape(wrong)
    wrong_examples, right_examples = (
        tuple(text.strip() for text in row[column].split(" | "))
        for column in ("example_wrong", "example_right")
    )
    return Entry(
        wrong,
        right if is_pattern else right.replace("\\", "\\\\"),
        row["boundary"],  # type: ignore[arg-type]
        _conditions(row["requires"], classes),
        _conditions(row["forbids"], classes),
        Severity(row["severity"]),
        row["safety"],  # type: ignore[arg-type]
        row["note"],
        row["source"],
        wrong_examples,
        right_examples,
        where,
        source,
        _anchors(source) if is_pattern else (_long_enough(wrong),),
        not is_pattern,
    )


def _test(entry: Entry) -> None:
    """Raise ``ValueError`` or ``re.error`` when the row's expressions or examples are wrong."""
    for condition in entry.requires + entry.forbids:
        _compiled(condition.expression)
    if entry.right and len(entry.right_examples) < len(entry.wrong_examples):
        raise ValueError("每个 example_wrong 都要有改正后的 example_right")
    for text in entry.wrong_examples:
        if not entry.pattern.search(text):
            raise ValueError(f"example_wrong 里没有这个错误：{text}")


def _long_enough(text: str) -> str:
    if len(text) < 2:
        raise ValueError("wrong 至少要有两个字")
    return text


def _anchors(pattern: str) -> tuple[str, ...]:
    """Return strings of which every match of ``pattern`` (classes expanded) holds one.

    The longest fixed string outside groups and choices, or else the words of a group of whole words.
    """
    # Sets of characters first: they may hold brackets of their own.
    flat, previous = _SET.sub("\0", pattern), ""
    while flat != previous:
        flat, previous = _GROUP.sub("\0", flat), flat
    runs = [] if "|" in flat else [match.group() for match in _FIXED.finditer(flat)]
    longest = max(runs, key=len, default="")
    if len(longest) > 1:
        return (longest,)
    groups = [] if "|" in flat else [_WORDS.fullmatch(group) for group in _top_groups(pattern)]
    choices: list[list[str]] = [group[1].split("|") for group in groups if group]
    choices = [words for words in choices if all(len(word) > 1 for word in words)]
    if not choices:
        raise ValueError("正则里、括号之外，至少要有两个连续的固定汉字，或一组两个字以上的词")
    fewest = min(choices, key=len)
    return tuple(fewest)


def _top_groups(pattern: str) -> Iterator[str]:
    """Yield the groups that stand in no other group, with the quantifier behind them."""
    depth, start = 0, 0
    for match in _BRACKETS.finditer(pattern):
        if match.group() == "(":
            start = start if depth else match.start()
            depth += 1
        elif match.group() == ")":
            depth -= 1
            if not depth:
                yield pattern[start : match.end()] + pattern[match.end() : match.end() + 1].strip("(\\[")


def _conditions(text: str, classes: Mapping[str, tuple[str, ...]]) -> tuple[Condition, ...]:
    conditions = []
    for part in filter(None, (piece.strip() for piece in text.split("&&"))):
        place, colon, expression = part.partition(":")
        if not colon or place not in get_args(Place) or not expression:
            raise ValueError(f"条件“{part}”应写成 位置:正则，位置是 {'、'.join(get_args(Place))} 之一")
        expression = expand(expression, classes)
        touching = rf"(?:{expression})\Z" if place == "before" else expression
        conditions.append(Condition(place, touching))  # type: ignore[arg-type]
    return tuple(conditions)

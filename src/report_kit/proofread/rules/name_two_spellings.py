"""A name that is spelled two ways in one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.rule import Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.places import shipped_places
from report_kit.proofread.language.tags import is_common, tag_of
from report_kit.proofread.views.alike import one_apart

_HAN = r"[\u3400-\u9fff]"
_SENTENCE_END = re.compile(r"[。；\n]")
_REACH = 300
# A title this long is not another one for lacking a character.
_LONG = 8
_BOOK = re.compile(r"《([^《》\n]{6,60})》")
_PLACE = re.compile(rf"(?<!{_HAN})({_HAN}{{2,3}}[县市区镇乡])")
_TELLING = re.compile(r"[^\u3400-\u9fff]|[一二三四五六七八九十百上下前后东西南北中半]")


@cache
def _person() -> re.Pattern[str]:
    """Return what finds a name behind an office, or in a list behind another name, that does not run on."""
    before = f"(?:(?:{'|'.join(word_classes()['职务'])})[：:]?|(?P<before>{_HAN}{{2,3}})、)"
    behind = rf"[，。；、：（）\s]|$|{'|'.join(word_classes()['人名后'])}"
    return re.compile(rf"{before}(?P<name>{_HAN}{{3}})(?={behind})")


class TwoSpellings(Rule):
    """同一个名称前后写法不同。

    什么：前面写“赵文斌”，后面写“赵文彬”；标题写“青禾县”，正文写“清禾县”；同一份文件的名称前后差一个字。
    为什么：人名、地名、文件名一字之差就是另一个，必有一处写错。
    依据：公文内容应当前后一致（《党政机关公文处理工作条例》第十九条）。只看差一个同音、形近字的；在同一句里并列的不算。
    """

    id = "name.two_spellings"
    severity = Severity.WARNING
    source = "《党政机关公文处理工作条例》第十九条"
    wrong = (
        Wrong(
            "副市长赵文斌主持召开会议。\n出席：赵文彬、孙启航、何丽娟",
            "赵文彬",
            "副市长赵文斌主持召开会议。\n出席：赵文斌、孙启航、何丽娟",
        ),
        Wrong(
            "青禾县2024年工作总结\n一年来，清禾县坚持稳中求进。",
            "清禾县",
            "青禾县2024年工作总结\n一年来，青禾县坚持稳中求进。",
        ),
        Wrong(
            "根据《南浦县政务公开工作考核办法》开展考核。结果依照《南浦县政务公开工作考核办发》公布。",
            "南浦县政务公开工作考核办发",
            "根据《南浦县政务公开工作考核办法》开展考核。结果依照《南浦县政务公开工作考核办法》公布。",
        ),
    )
    right = (
        Right("副市长赵文斌主持召开会议。\n出席：赵文斌、孙启航、何丽娟"),
        Right("出席：赵文斌、赵文彬、何丽娟"),
        Right("落实《2023年全县政务公开工作要点》《2024年全县政务公开工作要点》。"),
        Right("青禾县2024年工作总结\n一年来，青禾县坚持稳中求进，学习清河县经验。"),
    )

    def check(self, check: Check) -> Iterator[Finding]:
        """Yield the rarer, or later, writing of people, of titles and of the places the title names."""
        yield from self._people(check)
        yield from self._titles(check)
        yield from self._places(check)

    def _people(self, check: Check) -> Iterator[Finding]:
        surnames = word_classes()["姓"]
        known = {
            match["name"]
            for match in _person().finditer(check.text)
            if _named(match["name"], surnames)
            and (match["before"] is None or match["before"].startswith(surnames))
        }
        yield from self._variants(check, known, "人名")

    def _places(self, check: Check) -> Iterator[Finding]:
        """Compare with the places of the first paragraph, the title, which the writer knows best."""
        first = next((p for p in check.paragraphs if p.text.strip()), None)
        if first is None or len(first.text) > 60:
            return
        known = set(_PLACE.findall(check.text[first.start : first.end]))
        yield from self._variants(check, known, "地名")

    def _variants(self, check: Check, known: set[str], what: str) -> Iterator[Finding]:
        """Yield the rarer (or later) of a known name and what differs from it by one character alike."""
        text = check.text
        told: set[int] = set()
        for name, other in _near(text, known):
            if what == "地名" and (name[-1] != other[-1] or _is_place(other)):
                continue
            if not one_apart(name, other) or is_common(other):
                continue
            here = [m.span() for m in re.finditer(other, text) if not _runs_on(check, m)]
            there = [m.span() for m in re.finditer(name, text)]
            if not here or any(name in _sentence(text, at) for at in here):
                continue
            wrong, right = (here, name)
            if (len(here), -here[0][0]) > (len(there), -there[0][0]):
                wrong, right = (there, other)
            for start, end in wrong:
                if start not in told:
                    told.add(start)
                    message = f"{what}在别处写作“{right}”，这里写“{text[start:end]}”，请核对"
                    yield self.finding(check, start, end, message, replacement=right, confidence=0.8)

    def _titles(self, check: Check) -> Iterator[Finding]:
        spans = [(match.span(1), match[1]) for match in _BOOK.finditer(check.text)]
        often = Counter(title for _, title in spans)
        first = {title: start for (start, _), title in reversed(spans)}
        better: dict[str, str] = {}
        for pair in _one_work(often):
            right, wrong = sorted(pair, key=lambda title: (-often[title], first[title]))
            better.setdefault(wrong, right)
        for (start, end), title in spans:
            if title in better:
                other = better[title]
                message = f"文件名在别处写作“{other}”，这里写“{title}”，请核对"
                yield self.finding(check, start, end, message, replacement=other, confidence=0.75)


def _near(text: str, known: set[str]) -> list[tuple[str, str]]:
    """Return known names with strings of the text that differ from them in one character, in one pass."""
    masked: dict[tuple[int, str], list[str]] = {}
    for name in sorted(known):
        for at in range(len(name)):
            masked.setdefault((at, name[:at] + name[at + 1 :]), []).append(name)
    pairs: dict[tuple[str, str], None] = {}
    for length in sorted({len(name) for name in known}):
        for match in re.finditer(f"(?=({_HAN}{{{length}}}))", text):
            other = match[1]
            for at in range(length):
                for name in masked.get((at, other[:at] + other[at + 1 :]), ()):
                    if name != other and len(name) == length:
                        pairs[name, other] = None
    return list(pairs)


def _one_work(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of titles that differ in one character, alike or left out, which makes no other work."""
    masked: dict[tuple[int, str], list[str]] = {}
    known = set(titles)
    for title in known:
        for at, character in enumerate(title):
            rest = title[:at] + title[at + 1 :]
            if len(rest) >= _LONG and rest in known and not _TELLING.search(character):
                yield title, rest
            masked.setdefault((at, rest), []).append(title)
    for (at, _), alike_ones in masked.items():
        for first, second in pairwise(sorted(alike_ones)):
            if one_apart(first, second) and not _TELLING.search(first[at] + second[at]):
                yield first, second


def _named(name: str, surnames: tuple[str, ...]) -> bool:
    """Say whether characters make the name of a person and nothing else (安全感, 管党建, 刘某华)."""
    if not name.startswith(surnames) or "某" in name or is_common(name):
        return False
    return len(name) < 3 or tag_of(name).startswith("nr") or not (is_common(name[:2]) or is_common(name[1:]))


def _is_place(name: str) -> bool:
    return bool(shipped_places().codes(name) or shipped_places().counties_with_town(name))


def _sentence(text: str, span: tuple[int, int]) -> str:
    """Return the sentence round a span: what stands there beside it is another person or place."""
    left = _SENTENCE_END.split(text[max(0, span[0] - _REACH) : span[0]])[-1]
    return left + _SENTENCE_END.split(text[span[0] : span[1] + _REACH])[0]


def _runs_on(check: Check, match: re.Match[str]) -> bool:
    """Say whether the characters found are only parts of words on either side."""
    passages = check.passages
    index = bisect_right(passages, match.start(), key=lambda passage: passage.start) - 1
    if index < 0 or match.start() >= passages[index].end:
        return True
    passage = passages[index]
    words = check.segmentation(passage)
    return not (words.is_boundary(match.start()) and words.is_boundary(match.end()))

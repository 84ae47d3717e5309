"""A name that is spelled two ways in one text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.rule import Right, Rule, Wrong
from report_kit.proofread.dictionaries.word_classes import word_classes
from report_kit.proofread.findings.finding import Finding, Severity
from report_kit.proofread.language.places import shipped_places
from report_kit.proofread.language.tags import is_common, tag_of
from report_kit.proofread.views.alike import one_apart

_HAN = r"[\u3400-\u9fff]"
_OFFICE = (
    "书记|省长|市长|县长|区长|乡长|镇长|局长|厅长|部长|主任|主席|院长|校长|科长|股长|处长|秘书长|经理|董事长|所长|"
    "队长|站长|会长|组长|副组长|组员|成员|出席|列席|主持|主持人|记录|记录人|联系人|负责人|责任人|代理人|法定代表人|"
    "护士|医生|教师|教授|同志"
)
# A name behind an office or in a list behind another name, nothing of it running on.
_PERSON = re.compile(rf"(?:(?:{_OFFICE})[：:]?|(?P<before>{_HAN}{{2,3}})、)(?P<name>{_HAN}{{3}})(?=[，。；、：（）\s]|主持|同志|带领|带队|指出|强调|出席|说|介绍|在|到|任|等|$)")
_BOOK = re.compile(r"《([^《》\n]{6,60})》")
_PLACE = re.compile(rf"(?<!{_HAN})({_HAN}{{2,3}}[县市区镇乡])")
_TELLING = re.compile(r"[^\u3400-\u9fff]|[一二三四五六七八九十百上下前后东西南北中半]")


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
        """Yield the writing seen less often, or later, of people, of titles and of the places the title names."""
        yield from self._people(check)
        yield from self._titles(check)
        yield from self._places(check)

    def _people(self, check: Check) -> Iterator[Finding]:
        surnames = word_classes()["姓"]
        known = {
            match["name"]
            for match in _PERSON.finditer(check.text)
            if _named(match["name"], surnames) and (match["before"] is None or match["before"].startswith(surnames))
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
        for name in sorted(known):
            changeable = range(len(name) - (what == "地名"))
            others = "|".join(
                f"{re.escape(name[:at])}(?!{name[at]}){_HAN}{re.escape(name[at + 1 :])}" for at in changeable
            )
            for other in {match.group() for match in re.finditer(others, text)}:
                if not one_apart(name, other) or is_common(other) or (what == "地名" and _is_place(other)):
                    continue
                here = [m.span() for m in re.finditer(other, text) if not _runs_on(check, m)]
                there = [m.span() for m in re.finditer(name, text)]
                if not here or any(_sentence(text, at) & set(map(_first, here)) for at in there):
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
        for (start, end), title in spans:
            for other in often:
                if other == title or not _same_work(title, other):
                    continue
                if (often[other], -first[other]) > (often[title], -first[title]):
                    message = f"文件名在别处写作“{other}”，这里写“{title}”，请核对"
                    yield self.finding(check, start, end, message, replacement=other, confidence=0.75)
                    break


def _named(name: str, surnames: tuple[str, ...]) -> bool:
    """Say whether characters make the name of a person and nothing else (安全感, 管党建, 刘某华)."""
    if not name.startswith(surnames) or "某" in name or is_common(name):
        return False
    return len(name) < 3 or tag_of(name).startswith("nr") or not (is_common(name[:2]) or is_common(name[1:]))


def _same_work(first: str, second: str) -> bool:
    """Say whether two titles differ in one character, alike or left out, that tells no two works apart."""
    if one_apart(first, second):
        apart = next(a + b for a, b in zip(first, second, strict=True) if a != b)
        return not _TELLING.search(apart)
    longer, shorter = sorted((first, second), key=len, reverse=True)
    if len(longer) != len(shorter) + 1 or len(shorter) < 8:
        return False
    at = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[:at] + longer[at + 1 :] == shorter and not _TELLING.search(longer[at])


def _first(span: tuple[int, int]) -> int:
    return span[0]


def _is_place(name: str) -> bool:
    return bool(shipped_places().codes(name) or shipped_places().counties_with_town(name))


def _sentence(text: str, span: tuple[int, int]) -> set[int]:
    """Return the offsets of the sentence round a span: what stands there too is another person or place."""
    low = max(text.rfind(mark, 0, span[0]) for mark in "。；\n") + 1
    ends = [text.find(mark, span[1]) for mark in "。；\n"]
    return set(range(low, min((end for end in ends if end >= 0), default=len(text))))


def _runs_on(check: Check, match: re.Match[str]) -> bool:
    """Say whether the characters found are only parts of words on either side."""
    passage = next((p for p in check.passages if p.start <= match.start() < p.end), None)
    if passage is None:
        return True
    words = check.segmentation(passage)
    return not (words.is_boundary(match.start()) and words.is_boundary(match.end()))

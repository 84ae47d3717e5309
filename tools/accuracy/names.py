"""False alarms inside names: the known weakness of correctors, counted apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from report_kit.proofread.evaluation import Judgement
from report_kit.proofread.findings.finding import Severity

Span = tuple[int, int]

_TITLE = re.compile(r"《[^《》]{1,60}》")
_QUOTED = re.compile(r"“[^“”]{1,40}”")
_FOREIGN = re.compile(r"[0-9０-９A-Za-zＡ-Ｚａ-ｚ.%％]+")


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    def spans(text: str) -> Iterator[Span]:
        yield from (match.span() for match in pattern.finditer(text))

    return spans


def _tagged(*tags: str) -> Callable[[str], Iterator[Span]]:
    """Return what jieba takes for words of these parts of speech."""

    def spans(text: str) -> Iterator[Span]:
        import jieba.posseg

        place = 0
        for word in jieba.posseg.dt.cut(text):
            if word.flag in tags and len(word.word) > 1:
                yield place, place + len(word.word)
            place += len(word.word)

    return spans


KINDS: dict[str, Callable[[str], Iterator[Span]]] = {
    "人名（jieba 标为 nr）": _tagged("nr"),
    "地名（jieba 标为 ns）": _tagged("ns"),
    "机构和其他专名（jieba 标为 nt、nz）": _tagged("nt", "nz"),
    "书名号里的": _matches(_TITLE),
    "引号里的": _matches(_QUOTED),
    "数字和字母": _matches(_FOREIGN),
}


@dataclass
class Names:
    """Of each kind of name: how many there are, their characters, and the alarms that touch one."""

    count: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    characters: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    alarms: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))

    def add(self, judgement: Judgement) -> None:
        """Count the names of a text without mistakes, and the errors and warnings in them."""
        if judgement.slips:
            return
        text = judgement.pair.source
        alarms = [
            (found.start, max(found.end, found.start + 1))
            for found in judgement.findings
            if found.severity.order <= Severity.WARNING.order
        ]
        for kind, spans in KINDS.items():
            own = list(spans(text))
            self.count[kind] += len(own)
            self.characters[kind] += sum(end - start for start, end in own)
            self.alarms[kind] += sum(
                any(start < beyond and first < end for start, end in own) for first, beyond in alarms
            )

"""What all engines together think: their checked corrections, one for each change."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from report_kit.proofread.checking.check import Check, view
from report_kit.proofread.checking.engine import Engine
from report_kit.proofread.engines.thresholds import WEIGHT, together
from report_kit.proofread.engines.verify import verified
from report_kit.proofread.findings.finding import Edit

log = logging.getLogger("report_kit")

_COUNTS = "零一两三四五六七八九"


@dataclass(frozen=True, slots=True)
class Voice:
    """One engine's support for a change; ``independent`` as in ``Engine``."""

    name: str
    score: float
    independent: bool


@dataclass(frozen=True, slots=True)
class Opinion:
    """A change that one or more engines propose.

    Args:
        start, end, replacement: the change, as the engine that is surest of it put it.
        core: the smallest edit that does the same.
        voices: the engines that propose it.
    """

    start: int
    end: int
    replacement: str
    core: Edit
    voices: tuple[Voice, ...]


@view
def opinions(check: Check) -> list[Opinion]:
    """Return what the engines would change; one that fails is named in ``check.faults``."""
    return ask(check.engines, check.text, check.faults)


def ask(engines: Sequence[Engine], text: str, faults: list[tuple[str, Exception]]) -> list[Opinion]:
    """Ask every engine; what breaks is added to ``faults`` with the engine's name, and the others go on."""
    found: dict[Edit, list[tuple[Voice, Edit]]] = defaultdict(list)
    for engine in engines:
        try:
            corrections = verified(text, engine.corrections(text))
        except Exception as error:
            log.exception("engine %s failed", engine.name)
            faults.append((engine.label, error))
            continue
        for item in corrections:
            edit = Edit(item.start, item.end, item.replacement)
            found[core(text, edit)].append((Voice(engine.label, item.score, engine.independent), edit))
    joined = []
    for smallest, said in found.items():
        edit = max(said, key=lambda pair: pair[0].score)[1]
        voices = tuple(voice for voice, _ in said)
        joined.append(Opinion(edit.start, edit.end, edit.replacement, smallest, voices))
    return sorted(joined, key=lambda opinion: (opinion.start, opinion.end, opinion.replacement))


def core(text: str, edit: Edit) -> Edit:
    """Return the smallest edit of ``text`` that does the same as ``edit``.

    Of several that do (either of two equal characters may be taken out), the first.
    """
    start, end, new = edit.start, edit.end, edit.replacement
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while 0 < start < end and not new and text[start - 1] == text[end - 1]:
        start, end = start - 1, end - 1
    while 0 < start == end and new and text[start - 1] == new[-1]:
        start, end, new = start - 1, end - 1, new[-1] + new[:-1]
    return Edit(start, end, new)


def evidence(voices: Iterable[Voice]) -> float:
    """Return what engines count together beside other methods, as a probability."""
    return together(*(WEIGHT * voice.score for voice in voices))


def agreeing(methods: Sequence[str]) -> str:
    """Say that several methods think the same."""
    return f"{_COUNTS[len(methods)]}种方法都认为应改（{'、'.join(methods)}）"

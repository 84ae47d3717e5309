"""Measure how the time of each rule grows with the text: seconds are of n to the power of the exponent.

    python tools/measure_exponents.py                        every rule over every pattern: half an hour
    python tools/measure_exponents.py --rules number --rules wording.frame
    python tools/measure_exponents.py --patterns 公开、 --patterns 的
    python tools/measure_exponents.py --examples             the rules' own examples of wrong texts, repeated

A pattern (``data/repeated.txt``) is repeated to n and to 2 n characters on one line, and each rule is timed
on both in CPU seconds; 1 is linear, 2 quadratic. What several rules share is counted for the first that asks;
``（开始）`` is what happens before all rules, ``（收尾）`` what happens to the findings after them. What is
quicker than a moment is measured on texts eight times as long; what seems to grow too fast is measured once
more. Ends with 1 when an exponent is above ``--most``.
"""

from __future__ import annotations

import argparse
import gc
import math
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from report_kit.document import Document
from report_kit.proofread import Context, Proofreader
from report_kit.proofread.checking.check import Check
from report_kit.proofread.checking.rule import Rule, Wrong
from report_kit.proofread.rule_registry import all_rules

PATTERNS = Path(__file__).with_name("data") / "repeated.txt"
CONTEXT = Context(
    agency="青禾县云岫乡人民政府", level="乡", year=2024, superiors=("青禾县人民政府", "白川市人民政府")
)
BEFORE, AFTER = "（开始）", "（收尾）"

_MOST = 1.15
_SIZES = (4_000, 32_000)
# Below this the clock and the caches are measured, not the rule.
_MOMENT = 0.05
# What takes longer than this on some thousand characters is no candidate for longer texts.
_SLOW = 0.1


class TooSlow(Exception):
    """A rule went on for longer than anybody waits for a measure."""


@dataclass(frozen=True)
class Grown:
    """How the seconds of one rule grew on one pattern, from ``size`` to twice as many characters."""

    rule: str
    pattern: str
    size: int
    once: float
    twice: float

    @property
    def exponent(self) -> float:
        """How fast: 1 is linear, 2 quadratic."""
        return math.log2(max(self.twice, 1e-9) / max(self.once, 1e-9))


def patterns() -> list[str]:
    """Return the patterns of ``data/repeated.txt``."""
    lines = PATTERNS.read_text(encoding="utf-8").split("\n")
    return [line.replace("\\n", "\n").replace("\\t", "\t") for line in lines if line and line[0] != "#"]


def examples() -> list[tuple[str, Context]]:
    """Return what each rule gives as wrong, with the context it asks for; data files stand for five each."""
    found = []
    for rule in all_rules():
        wrong = [example for example in rule.examples() if isinstance(example, Wrong)]
        step = max(1, len(wrong) // 5)
        found += [(example.text, example.context) for example in wrong[::step]]
    return found


def repeated(pattern: str, size: int) -> str:
    """Return a pattern repeated to about ``size`` characters."""
    return pattern * max(1, size // len(pattern))


def times(
    text: str, rules: Sequence[Rule], context: Context = CONTEXT, most: float = math.inf
) -> dict[str, float]:
    """Return the CPU seconds of each rule on one text, and of what comes before and after them."""
    spent: dict[str, float] = {}

    def timed(name: str, work: Callable[[], None]) -> None:
        start = time.process_time()
        try:
            with _no_longer_than(most):
                work()
        except TooSlow:
            pass
        spent[name] = time.process_time() - start

    # Collecting garbage looks at all there is again and again: that is no doing of the rules.
    gc.disable()
    made: list[Check] = []
    timed(BEFORE, lambda: made.append(_begun(text, context)))
    check = made[0]
    for rule in rules:
        timed(rule.id, lambda rule=rule: _run(rule, check))  # type: ignore[misc]
    gc.enable()
    return spent


def _begun(text: str, context: Context) -> Check:
    check = Check(Document.from_text(text), context, (), ())
    _ = check.form, check.passages
    return check


def _run(rule: Rule, check: Check) -> None:
    if rule.concerns(check):
        for _ in rule.check(check):
            pass


def after(text: str, rules: Sequence[Rule], most: float = math.inf) -> float:
    """Return the CPU seconds of a whole check less those of the rules: what is done to the findings."""
    proofreader = Proofreader(select=[rule.id for rule in rules])
    marks: list[float] = []
    with _no_longer_than(most):
        proofreader.run(text, CONTEXT, lambda _: marks.append(time.process_time()))
    return time.process_time() - marks[-1]


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stop what runs longer, where the system can; CPU seconds."""
    if math.isinf(seconds) or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(*_: object) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def grown(
    pattern: str, rules: Sequence[Rule], context: Context, sizes: Sequence[int], most: float, patience: float
) -> Iterator[Grown]:
    """Yield how each rule grows on one pattern, on the longest texts that it takes in short time."""
    left = list(rules)
    for number, size in enumerate(sizes):
        once = times(repeated(pattern, size), left, context, patience)
        twice = times(repeated(pattern, 2 * size), left, context, 4 * patience)
        longer = []
        for rule in left:
            one = Grown(rule.id, pattern, size, once[rule.id], twice[rule.id])
            if one.twice < _SLOW and number + 1 < len(sizes):
                longer.append(rule)
            elif one.twice > _MOMENT and one.exponent > most:
                yield _again(one, rule, context, patience)
            else:
                yield one
        if once[BEFORE] and twice[BEFORE] > _MOMENT:
            yield Grown(BEFORE, pattern, size, once[BEFORE], twice[BEFORE])
        left = longer


def _again(one: Grown, rule: Rule, context: Context, patience: float) -> Grown:
    """Measure a rule that seems to grow too fast by itself, the best of three."""
    short, long = (repeated(one.pattern, one.size * factor) for factor in (1, 2))
    once = min(times(short, [rule], context, patience)[rule.id] for _ in range(3))
    twice = min(times(long, [rule], context, 4 * patience)[rule.id] for _ in range(3 if one.twice < 1 else 1))
    return Grown(one.rule, one.pattern, one.size, once, twice)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rules", action="append", help="ids of rules or their first parts")
    parser.add_argument("--ignore", action="append", help="rules to leave out")
    parser.add_argument("--patterns", action="append", help="instead of those of the file")
    parser.add_argument("--examples", action="store_true", help="the rules' own examples instead")
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES, help="n, the shorter texts first")
    parser.add_argument("--most", type=float, default=_MOST)
    parser.add_argument("--patience", type=float, default=10.0, help="CPU seconds for a rule on n characters")
    arguments = parser.parse_args()
    rules = Proofreader(select=arguments.rules, ignore=arguments.ignore).rules
    warm = times("为深入贯彻落实政府信息公开条例，公开信息12条。", rules)
    del warm
    cases = examples() if arguments.examples else [(one, CONTEXT) for one in arguments.patterns or patterns()]
    worst: list[Grown] = []
    count = 0
    for pattern, context in cases:
        for one in grown(pattern, rules, context, arguments.sizes, arguments.most, arguments.patience):
            count += 1
            if one.twice > _MOMENT and one.exponent > arguments.most:
                worst.append(one)
                print(_line(one), flush=True)
    print(f"{len(rules)} rules, {len(cases)} patterns, {count} measures: {len(worst)} above {arguments.most}")
    return 1 if worst else 0


def _line(one: Grown) -> str:
    shown = one.pattern.replace("\n", "⏎").replace("\t", "⇥")[:24]
    return (
        f"{one.rule:36} {shown!r:28} n={one.size}: {one.once:.4f} s -> {one.twice:.4f} s, {one.exponent:.2f}"
    )


if __name__ == "__main__":
    sys.exit(main())

"""Run the proofreader over many sentences, on several processors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache

from report_kit.proofread import Finding, Proofreader
from report_kit.proofread.evaluation import Evaluation, Judgement, Pair, measure

# What the product says about words: the rules a set of sentences with wrong words can say something on.
SELECTED = ("spelling", "wording")


@cache
def proofreader() -> Proofreader:
    """Return the product; each process has its own."""
    return Proofreader(select=SELECTED)


def find(text: str) -> list[Finding]:
    """Return what the product finds in a text."""
    return proofreader().check(text)


class Runner:
    """Checks texts in a pool of processes, in their order."""

    def __init__(self, workers: int) -> None:
        self._pool = ProcessPoolExecutor(workers) if workers > 1 else None

    def find(self, texts: Iterable[str]) -> Iterable[list[Finding]]:
        """Return the findings of each text."""
        return self._pool.map(find, texts, chunksize=32) if self._pool else map(find, texts)

    def measure(
        self, pairs: Sequence[Pair], seen: Callable[[Judgement], None] = lambda _judgement: None
    ) -> Evaluation:
        """Return the product's figures on a set; its times say nothing."""
        findings = iter(self.find(pair.source for pair in pairs))
        return measure(lambda _text: next(findings), pairs, seen=seen)

    def close(self) -> None:
        """Let the processes go."""
        if self._pool:
            self._pool.shutdown()

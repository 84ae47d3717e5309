"""An engine beside the product, on the same sentences in the same run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from accuracy.running import find
from report_kit.errors import ReportKitError
from report_kit.proofread import Edit, Finding, Fix, Severity
from report_kit.proofread.engines import Engine, open_engine
from report_kit.proofread.evaluation import Evaluation, Pair, measure


@dataclass(frozen=True)
class Both:
    """The figures of product and engine on one set, and of what either says."""

    title: str
    product: Evaluation
    engine: Evaluation


def open_if_there(spec: str | None) -> Engine | str:
    """Return an engine, or why there is none."""
    if spec is None:
        return "没有用 --engine 指定"
    try:
        return open_engine(spec)
    except ReportKitError as error:
        return error.what


def sample(pairs: Sequence[Pair], size: int) -> list[Pair]:
    """Return ``size`` of the pairs, the same ones every time and none favoured."""
    return sorted(pairs, key=lambda pair: hashlib.sha1(pair.target.encode()).hexdigest())[:size]


def compare(title: str, pairs: Sequence[Pair], engine: Engine) -> Both:
    """Measure product and engine one after the other; everything the engine proposes counts as made."""

    def alone(text: str) -> list[Finding]:
        return [
            Finding(
                rule=engine.name,
                severity=Severity.WARNING,
                start=c.start,
                end=c.end,
                text=text[c.start : c.end],
                message="",
                fixes=(Fix((Edit(c.start, c.end, c.replacement),), "likely", c.replacement),),
                confidence=c.score,
            )
            for c in engine.corrections(text)
        ]

    find("预热。")
    alone("预热一下。")
    return Both(title, measure(find, pairs), measure(alone, pairs))

"""Run a system over a set and count."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from report_kit.proofread.evaluation.evaluation import Evaluation
from report_kit.proofread.evaluation.judgement import Judgement, judge
from report_kit.proofread.evaluation.pairs import Pair
from report_kit.proofread.findings.finding import Finding, Safety

System = Callable[[str], Sequence[Finding]]
"""What is measured: a text in, its findings out."""


def measure(
    system: System,
    pairs: Iterable[Pair],
    safety: Safety = "likely",
    seen: Callable[[Judgement], None] = lambda _judgement: None,
) -> Evaluation:
    """Return the figures of ``system`` on ``pairs``.

    Args:
        system: called once with each sentence; call it once before, so that loading is not timed.
        pairs: the sentences.
        safety: fixes at least as safe count as made.
        seen: called with what was made of each sentence.
    """
    result = Evaluation()
    for pair in pairs:
        began, used = time.perf_counter(), time.process_time()
        findings = system(pair.source)
        result.seconds += time.perf_counter() - began
        result.processor_seconds += time.process_time() - used
        judgement = judge(pair, findings, safety)
        result.add(judgement)
        seen(judgement)
    return result

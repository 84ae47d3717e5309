"""Measure the proofreader on public sets and official text, and write docs/accuracy.md.

    python tools/measure_accuracy.py BENCH CORPUS LEXICON docs/accuracy.md --cross-validated FILE.json

``BENCH`` holds the public sets (``*.tsv``), ``CORPUS`` the training text (a share of two of its files was
never trained on), ``LEXICON`` what ``slips.py`` makes slips with. ``FILE.json`` is what
``train_ranker.py --report`` wrote. Needs ``pypinyin``; a quarter of an hour on two processors.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from accuracy.cross_validation import read_rows
from accuracy.page import page
from accuracy.results import Results
from accuracy.running import Runner
from accuracy.sets import (
    CLEAN,
    PUBLIC,
    clean_paragraphs,
    clean_sentences,
    public_pairs,
    running_text,
    seeded,
)
from accuracy.side_by_side import compare, open_if_there, sample
from accuracy.speed import peak_of_a_check, speeds, starts
from report_kit.cli.outputs import write_text
from report_kit.proofread.evaluation import Judgement
from report_kit.proofread.evaluation.evaluation import Found

SPEED_CHARACTERS = 200_000
COMPARED = ("textproof_visible.tsv", "cscd_ns_dev_official.tsv", "csc_hard_newspaper.tsv")


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("bench", "corpus", "lexicon", "output"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--cross-validated", type=Path, help="what train_ranker.py --report wrote")
    parser.add_argument("--engine", help="engine to compare with: pycorrector=MODEL.arpa; none when omitted")
    parser.add_argument("--compared", type=int, default=200, help="sentences of a set the engine gets")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--most", type=int, help="sentences of a set at most, to try the tool out")
    parser.add_argument("--speed-characters", type=int, default=SPEED_CHARACTERS)
    options = parser.parse_args(arguments)
    results = Results(most=options.most)
    if options.cross_validated:
        results.crossed = read_rows(options.cross_validated)
    # Speed first: nothing else of ours must run beside it.
    _measure_speed(options, results)
    runner = Runner(options.workers)
    try:
        _measure_sets(options, results, runner)
    finally:
        runner.close()
    write_text(options.output, page(results, options.bench))


def _measure_speed(options: argparse.Namespace, results: Results) -> None:
    text = running_text(options.corpus, options.speed_characters)
    engine = open_if_there(options.engine)
    results.engine = engine if isinstance(engine, str) else engine.label
    results.speed_characters = len(text)
    with _told("speed"):
        results.speeds = speeds(text, None if isinstance(engine, str) else engine)
    with _told("memory and starts"):
        results.peak, results.starts = peak_of_a_check(text), starts()
    if isinstance(engine, str):
        return
    for own in (*(own for own in PUBLIC if own.file in COMPARED), CLEAN):
        with _told(f"{engine.name}: {own.file}"):
            pairs = sample(
                public_pairs(options.bench, own, None), min(options.compared, options.most or 10**9)
            )
            results.both.append(compare(own.title, pairs, engine))


def _measure_sets(options: argparse.Namespace, results: Results, runner: Runner) -> None:
    for own in PUBLIC:
        with _told(own.file):
            result = runner.measure(public_pairs(options.bench, own, options.most), results.names.add)
            results.public.append((own, result))
    with _told(CLEAN.file):
        results.clean_public = runner.measure(
            public_pairs(options.bench, CLEAN, options.most), results.names.add
        )
    with _told("clean paragraphs"):
        results.clean = runner.measure(clean_paragraphs(options.corpus)[: options.most], results.names.add)
    with _told("seeded slips"):
        sentences = clean_sentences(options.corpus)[: options.most]
        slips = seeded(sentences, options.lexicon)
        kinds = iter([kind for _, kind in slips])

        def seen(judgement: Judgement) -> None:
            if judgement.slips:
                own = results.seeded_kinds.setdefault(next(kinds), Found())
                own.add(bool(judgement.flagged), judgement.output == judgement.pair.target)

        results.seeded = runner.measure([*(pair for pair, _ in slips), *sentences], seen)


class _told:
    """Say on the error stream what is being measured, and how long it took."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._began = time.monotonic()

    def __exit__(self, *_: object) -> None:
        print(f"{self._what}: {time.monotonic() - self._began:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()

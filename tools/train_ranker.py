"""Train the ranker of the speller, and measure it on what it was not trained on.

    python tools/train_ranker.py CORPUS BENCH LEXICON DATA

``DATA`` holds ``characters.lm``, ``cloze.bin`` and ``confusion.bin``; ``sieve.bin`` and ``ranker.bin`` are
written there. Needs ``lightgbm``
and ``pypinyin`` (only here).
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

import lightgbm
import numpy as np

import corpus
from build_confusion import OFTEN_FILE, read_often
from report_kit.proofread.speller.arrays import write_arrays
from report_kit.proofread.speller.features import FROM_COUNTS, NAMES
from report_kit.proofread.speller.ranker import KIND
from report_kit.proofread.speller.speller import HOPELESS, Proposed, Ranked, Speller, choose
from slips import SlipMaker

FOLDS = 5
THRESHOLDS = (0.2, 0.25, 0.3, 0.33, 0.35, 0.36, 0.37, 0.38, 0.39, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9)
MEASURED = ("textproof", "odw", "cscd_official", "xxqg", "clean", "slips")
BATCH = 6000  # characters ranked in one call
_SENTENCE = re.compile(r"[^。！？；]+[。！？；”]*")
PARAMETERS = {
    "objective": "binary",
    "learning_rate": 0.035,
    "min_data_in_leaf": 40,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 2.0,
    "verbosity": -1,
    "deterministic": True,
    "seed": 7,
    "num_threads": 2,
}
ROUNDS, LEAVES = 700, 20
# Real slips are fewer than made ones and worth more; a false alarm costs more than a miss.
WEIGHTS = {"right": 4.0, "textproof": 4.0, "cscd": 2.0, "cscd_official": 3.0}
IDIOM_SLIPS = 2  # so many of every sentence with an idiom
OFTEN_SLIPS = 0.12  # share of the sentences that also get a slip of characters often confused
SIEVE_ROUNDS, SIEVE_LEAVES = 40, 15


@dataclass
class Sentence:
    """A sentence with its right form, the set it is from, and its fold.

    Fold -1 is always trained on, fold -2 only measured.
    """

    source: str
    target: str
    name: str
    fold: int = -1
    kind: str = ""
    document: int = 0  # sentences of one paragraph share it
    start: int = 0  # where it begins in the text of its batch


@dataclass
class Batch:
    """Sentences ranked together; ``owners`` are each candidate's sentence, ``labels`` whether it is right.

    First all candidates of the sieve, then what it leaves.
    """

    sentences: list[Sentence]
    rows: np.ndarray[Any, Any]
    labels: np.ndarray[Any, Any]
    owners: np.ndarray[Any, Any]
    documents: np.ndarray[Any, Any]
    proposed: Proposed
    ranked: Ranked | None = None


def read_pairs(path: Path) -> list[tuple[str, str]]:
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").split("\n"))
    return [(row[0], row[1]) for row in rows if len(row) >= 2]


def clusters(pairs: list[tuple[str, str]]) -> list[int]:
    """Return a cluster for every pair: those that share a run of ten characters, directly or not."""
    parent = list(range(len(pairs)))

    def find(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first: dict[str, int] = {}
    for index, (_, target) in enumerate(pairs):
        for place in range(max(1, len(target) - 9)):
            other = first.setdefault(target[place : place + 10], index)
            parent[find(index)] = find(other)
    return [find(index) for index in range(len(pairs))]


def fold_of(key: str) -> int:
    return int(hashlib.sha1(key.encode()).hexdigest(), 16) % FOLDS


def collect(options: argparse.Namespace) -> list[Sentence]:
    sentences: list[Sentence] = []
    paragraphs = itertools.count(1)
    textproof = read_pairs(options.bench / "textproof_visible.tsv")
    sentences += [Sentence(s, t, "textproof", fold_of(t)) for s, t in textproof]
    pool = read_pairs(options.bench / "ecspell_odw_pool.tsv")
    for (s, t), cluster in zip(pool, clusters(pool), strict=True):
        sentences.append(Sentence(s, t, "odw", fold_of(f"{cluster}")))
    official = set(read_pairs(options.bench / "cscd_ns_dev_official.tsv"))
    for s, t in read_pairs(options.bench / "cscd_ns_dev.tsv"):
        sentences.append(Sentence(s, t, "cscd_official" if (s, t) in official else "cscd", fold_of(t)))
    for s, t in read_pairs(options.bench / "clean_xxqg_a.tsv"):
        sentences.append(Sentence(s, t, "xxqg", -2))
    maker, measured = SlipMaker(options.lexicon, 1), SlipMaker(options.lexicon, 2)
    random, chance = Random(3), Random(11)
    often = _often_confused()
    for name, lines in corpus.lines_of(options.corpus):
        for line in lines:
            role = corpus.role(name, line)
            if role == "count":
                continue
            paragraph = next(paragraphs)
            for sentence in _SENTENCE.findall(line.strip()):
                if not 8 <= len(sentence) <= 160:
                    continue
                if role == "measure":
                    sentences.append(Sentence(sentence, sentence, "clean", -2, document=paragraph))
                    made = measured.slip(sentence) if random.random() < 0.35 else None
                    if made:
                        sentences.append(Sentence(made[0], sentence, "slips", -2, made[1]))
                    continue
                if name == "tech_prose" and random.random() < 0.5:
                    continue
                sentences.append(Sentence(sentence, sentence, "right", document=paragraph))
                made = maker.slip(sentence) if random.random() < options.slips else None
                if made:
                    sentences.append(Sentence(made[0], sentence, "made"))
                if chance.random() < OFTEN_SLIPS:
                    often_made = maker.slip_often_made(sentence, often)
                    if often_made:
                        sentences.append(Sentence(often_made, sentence, "made"))
                # Chance seldom meets an idiom; writers slip in them often.
                for _ in range(IDIOM_SLIPS):
                    in_idiom = maker.slip_in_idiom(sentence)
                    if in_idiom:
                        sentences.append(Sentence(in_idiom, sentence, "made"))
    for sentence in sentences:
        # Sentences of the benchmarks, and those with a measured slip, stand alone.
        sentence.document = sentence.document or next(paragraphs)
    return sentences


def _often_confused() -> dict[str, str]:
    """Return the characters each is often confused with."""
    found: dict[str, str] = {}
    for group in read_often(OFTEN_FILE):
        for character in group:
            others = found.get(character, "") + group
            found[character] = "".join(sorted(set(others) - {character}))
    return found


def label(source: str, target: str, spans: list[tuple[int, int]], new: list[str]) -> list[bool]:
    """Say of every edit whether it makes the source more like the target and nothing else."""
    if source == target:
        return [False] * len(spans)
    low, high = [-1] * (len(source) + 1), [-1] * (len(source) + 1)
    codes = SequenceMatcher(None, source, target, autojunk=False).get_opcodes()
    for tag, a, b, c, _ in codes:
        if tag == "equal":
            for step in range(b - a + 1):
                place = a + step
                low[place] = c + step if low[place] < 0 else low[place]
                high[place] = c + step
    low[0], high[len(source)] = 0, len(target)
    low = [h if lo < 0 else lo for lo, h in zip(low, high, strict=True)]
    high = [lo if h < 0 else h for lo, h in zip(low, high, strict=True)]
    labels = []
    for (start, end), text in zip(spans, new, strict=True):
        right = source[:start] + text + source[end:] == target
        if not right and text != source[start:end] and low[start] >= 0 and high[end] >= 0:
            ways = {(a, b) for a in (low[start], high[start]) for b in (low[end], high[end])}
            right = any(target[a:b] == text for a, b in ways)
        labels.append(right)
    return labels


def propose(speller: Speller, sentences: list[Sentence]) -> list[Batch]:
    """Return the candidates of all sentences, with what the sieve sees of them and whether they are right."""
    batches: list[Batch] = []
    group: list[Sentence] = []
    size = 0
    for sentence in [*sentences, None]:
        if sentence is None or size + len(sentence.source) > BATCH:
            batches.append(_batch(speller, group))
            group, size = [], 0
        if sentence is not None:
            group.append(sentence)
            size += len(sentence.source) + 1
    return batches


def _batch(speller: Speller, group: list[Sentence]) -> Batch:
    starts = np.cumsum([0, *(len(s.source) + 1 for s in group)])
    text = "\n".join(s.source for s in group)
    proposed = speller.propose(text)
    begins = proposed.offsets[proposed.found.start]
    lengths = proposed.found.end - proposed.found.start
    new = speller.model.texts(proposed.found.new)
    owners = np.searchsorted(starts, begins, side="right") - 1
    labels = np.zeros(len(owners), dtype=bool)
    for index, own in enumerate(group):
        own.start = int(starts[index])
        mine = np.flatnonzero(owners == index)
        spans = [(int(begins[i]) - own.start, int(begins[i] + lengths[i]) - own.start) for i in mine]
        labels[mine] = label(own.source, own.target, spans, [new[i] for i in mine])
    documents = np.repeat([s.document for s in group], [len(s.source) + 1 for s in group])[: len(text)]
    return Batch(group, proposed.rows, labels, owners, documents[proposed.offsets], proposed)


def describe(speller: Speller, batches: list[Batch]) -> None:
    """Drop what the sieve drops, and add the other features of the rest."""
    for batch in batches:
        chosen = speller.sieve.probabilities(batch.rows) >= HOPELESS
        batch.ranked = speller.described(batch.proposed, chosen, batch.documents)
        batch.labels, batch.owners = batch.labels[chosen], batch.owners[chosen]
        batch.rows = batch.ranked.rows


@dataclass
class Result:
    """Counts of one set, and the edits made."""

    wrong: int = 0
    changed: int = 0
    right: int = 0
    detected: int = 0
    false: int = 0
    characters: int = 0
    sentences: int = 0
    flagged: int = 0

    def figures(self) -> dict[str, float]:
        """Return the figures, shares in percent; false alarms are per 10,000 characters."""
        precision, recall = self.right / max(1, self.changed), self.right / max(1, self.wrong)
        shares = {
            "precision": precision,
            "recall": recall,
            "f1": 2 * precision * recall / max(1e-9, precision + recall),
            "flagged": self.flagged / max(1, self.wrong),
            "right_changed": (self.changed - self.flagged) / max(1, self.sentences - self.wrong),
        }
        figures = {name: round(100 * share, 2) for name, share in shares.items()}
        return figures | {"false_alarms": round(1e4 * self.false / max(1, self.characters), 2)}

    def line(self) -> str:
        """Return the figures in a line."""
        of = self.figures()
        return (
            f"P {of['precision']:5.1f} R {of['recall']:5.1f} F1 {of['f1']:5.1f}  flagged {of['flagged']:5.1f}"
            f"  false/10k {of['false_alarms']:5.2f}  right changed {of['right_changed']:5.2f} %"
        )


def _ranked(batch: Batch) -> Ranked:
    assert batch.ranked is not None, "not described yet"
    return batch.ranked


def evaluate(batches: list[Batch], scores: list[np.ndarray[Any, Any]], least: float) -> dict[str, Result]:
    results: dict[str, Result] = {}
    for batch, probabilities in zip(batches, scores, strict=True):
        by_owner: dict[int, list[int]] = {}
        for index in choose(_ranked(batch), probabilities, least):
            by_owner.setdefault(int(batch.owners[index]), []).append(index)
        for number, sentence in enumerate(batch.sentences):
            fixed = sentence.source
            for index in reversed(by_owner.get(number, [])):
                start, end = (place - sentence.start for place in _ranked(batch).spans[index])
                fixed = fixed[:start] + _ranked(batch).replacements[index] + fixed[end:]
            wrong = sentence.source != sentence.target
            for name in (
                {sentence.name, f"{sentence.name}:{sentence.kind}"} if sentence.kind else {sentence.name}
            ):
                result = results.setdefault(name, Result())
                result.sentences += 1
                result.characters += len(sentence.source)
                result.wrong += wrong
                result.changed += fixed != sentence.source
                result.right += wrong and fixed == sentence.target
                result.flagged += wrong and fixed != sentence.source
                result.false += 0 if wrong else len(by_owner.get(number, []))
    return results


def _is_for_sieve(sentence: Sentence) -> bool:
    # None of the sets that are cross-validated.
    return sentence.name in ("made", "right", "cscd")


def _is_trained_on(left_out: int | None, sentence: Sentence) -> bool:
    return sentence.fold not in (-2, left_out)


def fit(
    batches: list[Batch],
    wanted: Callable[[Sentence], bool],
    weights: dict[str, float],
    names: tuple[str, ...] = NAMES,
    rounds: int = ROUNDS,
    leaves: int = LEAVES,
) -> lightgbm.Booster:
    rows, labels, weight = [], [], []
    for batch in batches:
        chosen = np.array([wanted(s) for s in batch.sentences])[batch.owners] if len(batch.owners) else []
        of = np.array([weights.get(s.name, 1.0) for s in batch.sentences])
        rows.append(batch.rows[chosen])
        labels.append(batch.labels[chosen])
        weight.append(of[batch.owners[chosen]])
    data = lightgbm.Dataset(
        np.concatenate(rows), np.concatenate(labels), weight=np.concatenate(weight), feature_name=list(names)
    )
    return lightgbm.train(PARAMETERS | {"num_leaves": leaves}, data, rounds)


def export(booster: lightgbm.Booster, path: Path, names: tuple[str, ...], about: dict[str, Any]) -> None:
    """Write the trees as arrays."""
    columns: dict[str, list[Any]] = {name: [] for name in ("feature", "threshold", "left", "right", "value")}
    roots: list[int] = []

    def add(node: dict[str, Any]) -> int:
        number = len(columns["feature"])
        for values in columns.values():
            values.append(0)
        if "leaf_value" in node:
            columns["feature"][number], columns["value"][number] = -1, node["leaf_value"]
            return number
        columns["feature"][number], columns["threshold"][number] = node["split_feature"], node["threshold"]
        columns["left"][number] = add(node["left_child"])
        columns["right"][number] = add(node["right_child"])
        return number

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))
    types = {
        "feature": np.int16,
        "threshold": np.float64,
        "left": np.int32,
        "right": np.int32,
        "value": np.float32,
    }
    arrays = {"roots": np.array(roots, np.int32)} | {n: np.array(v, types[n]) for n, v in columns.items()}
    write_arrays(path, {"kind": KIND, "features": list(names), "about": about}, arrays)


def show(title: str, results: dict[str, Result], names: Iterable[str] | None = None) -> None:
    print(title)
    for name in sorted(names or results):
        if name in results:
            print(f"  {name:28} {results[name].line()}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("corpus", "bench", "lexicon", "data"):
        parser.add_argument(name, type=Path)
    parser.add_argument(
        "--slips", type=float, default=0.56, help="share of the ranker's sentences that also get a slip"
    )
    parser.add_argument("--report", type=Path, help="write the cross-validated figures to this file")
    options = parser.parse_args()
    began = time.monotonic()
    sentences = collect(options)
    speller = Speller(options.data)
    batches = propose(speller, sentences)
    sieve = fit(batches, _is_for_sieve, {}, FROM_COUNTS, SIEVE_ROUNDS, SIEVE_LEAVES)
    export(sieve, options.data / "sieve.bin", FROM_COUNTS, {"rounds": SIEVE_ROUNDS})
    before = sum(int(batch.labels.sum()) for batch in batches), sum(len(batch.labels) for batch in batches)
    describe(speller, batches)
    sets: dict[str, int] = {}
    for sentence in sentences:
        sets[sentence.name] = sets.get(sentence.name, 0) + 1
    print(f"{time.monotonic() - began:.0f} s  {sets}", flush=True)
    labels = np.concatenate([batch.labels for batch in batches])
    print(f"{len(labels)} candidates of {before[1]}, {int(labels.sum())} right of {before[0]}")
    whole = fit(batches, partial(_is_trained_on, None), WEIGHTS)
    scores = [np.asarray(whole.predict(batch.rows)) for batch in batches]
    for fold in range(FOLDS):
        booster = fit(batches, partial(_is_trained_on, fold), WEIGHTS)
        for batch, score in zip(batches, scores, strict=True):
            folds = np.array([s.fold for s in batch.sentences])
            own = np.flatnonzero(folds[batch.owners] == fold)
            if len(own):
                score[own] = booster.predict(batch.rows[own])
    figures: dict[str, dict[str, dict[str, float]]] = {}
    for least in THRESHOLDS:
        results = evaluate(batches, scores, least)
        show(f"probability at least {least}", results, None if least == 0.5 else MEASURED)
        for name in MEASURED:
            figures.setdefault(name, {})[f"{least:.2f}"] = results[name].figures()
    if options.report:
        report = {"sets": figures, "sizes": sets}
        options.report.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    gains = sorted(zip(whole.feature_importance("gain"), NAMES, strict=True), reverse=True)
    print(", ".join(f"{name} {gain:.0f}" for gain, name in gains))
    export(whole, options.data / "ranker.bin", NAMES, {"sets": sets, "rounds": ROUNDS})
    print(json.dumps(sets, ensure_ascii=False), f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()

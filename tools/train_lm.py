"""Train the character model of the speller from plain text.

    python tools/train_lm.py CORPUS OUTPUT --exclude BENCH

``CORPUS`` holds ``NAME.txt`` or ``NAME.txt.xz``, a paragraph a line. ``--exclude`` names a folder of
``source<TAB>target`` files: sentences that share a run of 14 characters with a target are left out, set
phrases (runs found in 20 or more places) not counted. Lines that only the ranker sees or that only serve to
measure (``corpus.role``) are kept back, and sentences like theirs too.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

import corpus
from report_kit.proofread.speller import language_model as lm

# How often a text counts, in halves: official prose more, translated prose less.
WEIGHTS = {"gov_reports": 12, "statecouncil_docs": 12, "tech_prose": 1, "csrc_decisions": 2}
USUAL = 2
# A sentence repeated by hundreds of local rules says nothing new.
MOST_REPEATS = 3
RUN = 14
SET_PHRASE = 20
# An n-gram is kept from this many sightings (orders 1 to 5).
LEAST = (1, 3, 3, 4, 5)
_SENTENCE = re.compile(r"[^。！？；]*[。！？；”]*")
_BLANKS = str.maketrans("", "", lm.BLANKS)


def runs(ids: lm.Ids) -> lm.Keys:
    """Hash every run of 14 ids, by doubling."""
    base = np.uint64(0x9E3779B97F4A7C15 | 1)

    def join(first: lm.Keys, second: lm.Keys, length: int) -> lm.Keys:
        power = np.uint64(pow(int(base), length, 1 << 64))
        short = min(len(first), len(second))
        return first[:short] * power + second[:short]

    one = ids.astype(np.uint64) + np.uint64(17)
    two = join(one, one[1:], 1)
    four = join(two, two[2:], 2)
    eight = join(four, four[4:], 4)
    twelve = join(eight, four[8:], 4)
    return join(twelve, two[12:], 2)


def read_corpus(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Return the sentences of every text, boilerplate capped, and the lines kept back."""
    seen: Counter[int] = Counter()
    texts: dict[str, list[str]] = {}
    kept_back: list[str] = []
    for name, lines in corpus.lines_of(folder):
        sentences: list[str] = []
        for line in lines:
            if corpus.role(name, line) != "count":
                kept_back.append(line)
                continue
            for sentence in _SENTENCE.findall(line.translate(_BLANKS)):
                if not sentence:
                    continue
                key = hash(sentence)
                seen[key] += 1
                if len(sentence) < 12 or seen[key] <= MOST_REPEATS or name in corpus.CLEAN_SOURCES:
                    sentences.append(sentence)
            sentences.append("\n")
        texts[name] = sentences
    return texts, kept_back


def targets(folder: Path) -> list[str]:
    """Return the right sentences of a folder of benchmarks."""
    return [
        line.split("\t")[1]
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text(encoding="utf-8").split("\n")
        if "\t" in line
    ]


def vocabulary(texts: dict[str, list[str]]) -> str:
    """Return the most frequent characters, one for all variants the model takes for one."""
    counts: Counter[str] = Counter()
    for sentences in texts.values():
        for character, count in Counter("".join(sentences)).items():
            counts[lm.plain(character)] += count
    for character in "0a\n":
        counts.pop(character, None)
    most = counts.most_common(lm.MAX_VOCABULARY)
    return "".join(sorted(character for character, _ in most))


def leaking(
    parts: list[np.ndarray[Any, Any]], ends: list[np.ndarray[Any, Any]], wanted: lm.Keys
) -> list[Any]:
    """Return for every text which sentences share a run with a wanted one that is no set phrase."""
    wanted = np.unique(wanted)
    hits: list[tuple[Any, Any]] = []
    for ids in parts:
        found = runs(ids)
        places = np.searchsorted(wanted, found)
        places[places == len(wanted)] = 0
        where = np.flatnonzero(wanted[places] == found)
        hits.append((where, places[where]))
    counts = np.bincount(np.concatenate([places for _, places in hits]), minlength=len(wanted))
    marks = []
    for (where, places), end in zip(hits, ends, strict=True):
        bad = np.zeros(len(end), dtype=bool)
        where = where[counts[places] < SET_PHRASE]
        bad[np.searchsorted(end, where, side="right")] = True
        bad[np.minimum(np.searchsorted(end, where + RUN - 1, side="right"), len(end) - 1)] = True
        marks.append(bad)
    return marks


def training_ids(
    folder: Path, exclude: Path, say: Callable[[str], None]
) -> tuple[list[str], str, list[lm.Ids]]:
    """Return names, vocabulary, and every text's ids without what benchmarks share, lines parted by PAD."""
    texts, kept_back = read_corpus(folder)
    characters = vocabulary(texts)
    table = lm.code_table(characters)
    say(f"{sum(map(len, texts.values()))} sentences, {len(characters)} characters")
    names = list(texts)
    parts = [lm.encode("".join(texts[name]), table)[0] for name in names]
    ends = [np.cumsum([len(sentence) for sentence in texts[name]]) for name in names]
    assert all(len(ids) == end[-1] for ids, end in zip(parts, ends, strict=True))
    wanted = [runs(lm.encode(text, table)[0]) for text in [*targets(exclude), *kept_back]]
    marks = leaking(parts, ends, np.concatenate(wanted))
    kept: list[lm.Ids] = []
    for name, ids, end, bad in zip(names, parts, ends, marks, strict=True):
        ids = ids.copy()
        keep = np.repeat(~bad, np.diff(end, prepend=0))
        # A sentence left out parts its neighbours.
        ids[~keep] = lm.PAD
        repeated = (ids == lm.PAD) & np.concatenate([[False], ids[:-1] == lm.PAD])
        kept.append(ids[~repeated])
        say(f"{name}: {int(bad.sum())} of {len(bad)} sentences left out")
    return names, characters, kept


def count(parts: list[tuple[int, lm.Ids]], order: int, size: int) -> tuple[lm.Keys, Any, Any]:
    """Return packed n-grams, how often each was seen, and how much that weighs in halves."""
    keys, seen, weight = [], [], []
    for part_weight, ids in parts:
        unique, number = np.unique(lm.windows(ids, order, size), return_counts=True)
        keys.append(unique)
        seen.append(number)
        weight.append(number * part_weight)
    joined = np.concatenate(keys)
    sort = np.argsort(joined, kind="stable")
    joined = joined[sort]
    starts = np.flatnonzero(np.concatenate([[True], joined[1:] != joined[:-1]]))
    return (
        joined[starts],
        np.add.reduceat(np.concatenate(seen)[sort], starts),
        np.add.reduceat(np.concatenate(weight)[sort], starts),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--exclude", type=Path, required=True)
    parser.add_argument(
        "--least", type=int, nargs=5, default=LEAST, help="sightings an n-gram needs, by order"
    )
    options = parser.parse_args()
    began = time.monotonic()

    def say(text: str) -> None:
        print(f"{time.monotonic() - began:6.0f} s  {text}", flush=True)

    names, characters, parts = training_ids(options.corpus, options.exclude, say)
    size = len(characters) + lm.FIRST
    sizes = {name: int((ids != lm.PAD).sum()) for name, ids in zip(names, parts, strict=True)}
    weighted = [(WEIGHTS.get(name, USUAL), ids) for name, ids in zip(names, parts, strict=True)]
    groups = {
        weight: np.concatenate([ids for own, ids in weighted if own == weight])
        for weight in sorted({own for own, _ in weighted})
    }
    entries = []
    for order in range(1, lm.ORDER + 1):
        keys, seen, weight = count(list(groups.items()), order, size)
        kept = seen >= options.least[order - 1]
        entries.append((lm.mix(keys[kept], order), weight[kept]))
        say(f"order {order}: {len(keys)} seen, {int(kept.sum())} kept")
    about = {
        "sources": sizes,
        "weights_in_halves": {name: WEIGHTS.get(name, USUAL) for name in names},
        "least": list(options.least),
        "entries": [len(hashes) for hashes, _ in entries],
    }
    lm.write(options.output, characters, entries, about)
    say(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")
    print(json.dumps(about, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Build the speller's confusion data: what is mistaken for what by sound, shape and five-stroke code.

    python tools/build_confusion.py MODEL LEXICON OUTPUT

``MODEL`` is the character model (its vocabulary gives the ids), ``LEXICON`` a folder with the files named
below. Needs ``pywubi`` (only here).
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pywubi import wubi

from report_kit.proofread.speller.arrays import write_arrays
from report_kit.proofread.speller.confusion import (
    CLASS_BASE,
    FIVE_STROKE,
    IDIOM_LENGTH,
    KIND,
    LONGEST_WORD,
    NEAR_SOUND,
    OFTEN,
    SAME_SOUND,
    SHAPE,
    idiom_keys,
)
from report_kit.proofread.speller.language_model import FIRST, LanguageModel, windows

# Readings of a character that count, the usual one first.
READINGS = 3
FOLLOWERS = 32
# A character or word seen less often than this (in halves) is no candidate.
LEAST_CHARACTER = 40
LEAST_WORD = {2: 24, 3: 12, 4: 10}
LEAST_PAIR = 240  # two characters this frequent side by side count as a word
LEAST_IDIOM = 30  # documents
OFTEN_FILE = Path(__file__).with_name("data") / "often_confused.txt"
INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw")
FUZZY_INITIALS = {"zh": "z", "ch": "c", "sh": "s", "l": "n", "r": "n", "h": "f"}
FUZZY_FINALS = {"ang": "an", "eng": "en", "ing": "in", "iang": "ian", "uang": "uan", "ong": "eng"}
# One slip of hand or ear away, besides what the fuzzy classes hold.
NEAR_INITIALS = [
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("j", "q"),
    ("q", "x"),
    ("j", "x"),
    ("z", "c"),
    ("c", "s"),
    ("z", "s"),
]
NEAR_FINALS = [
    ("i", "u"),
    ("i", "v"),
    ("i", "ei"),
    ("u", "v"),
    ("ie", "e"),
    ("ie", "ve"),
    ("uo", "o"),
    ("e", "o"),
    ("an", "ian"),
    ("an", "uan"),
    ("en", "in"),
    ("en", "un"),
    ("in", "un"),
    ("ao", "ou"),
    ("ai", "ei"),
    ("iao", "ao"),
    ("ian", "in"),
    ("ui", "ei"),
    ("iu", "ou"),
    ("ong", "iong"),
    ("ia", "a"),
    ("ua", "a"),
    ("uai", "ai"),
    ("eng", "ong"),
    ("i", "e"),
    ("ian", "uan"),
]


def syllable(reading: str) -> str:
    """Return a reading without its tone, ü written v."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", reading.strip()) if c not in "\u0300\u0301\u0304\u030c\u0302"
    )
    return unicodedata.normalize("NFC", bare).replace("ü", "v").replace("ê", "e")


def parts(name: str) -> tuple[str, str]:
    """Return initial and final; after j, q, x and y a u is ü."""
    initial = next((i for i in INITIALS if name.startswith(i)), "")
    final = name[len(initial) :]
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = "v" + final[1:]
    return initial, final


def fuzzy(name: str) -> str:
    """Return the class of syllables that dialects do not tell apart."""
    initial, final = parts(name)
    return FUZZY_INITIALS.get(initial, initial) + "." + FUZZY_FINALS.get(final, final)


def are_near(first: str, second: str) -> bool:
    """Say whether two syllables differ by one slip."""
    (i1, f1), (i2, f2) = parts(first), parts(second)
    if fuzzy(first) == fuzzy(second):
        return True
    if f1 == f2:
        return (i1, i2) in NEAR_INITIALS or (i2, i1) in NEAR_INITIALS
    return i1 == i2 and ((f1, f2) in NEAR_FINALS or (f2, f1) in NEAR_FINALS)


def read_readings(path: Path, characters: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        match = re.match(r"U\+([0-9A-F]+): (\S+)", line)
        if match and chr(int(match[1], 16)) in characters:
            names = list(dict.fromkeys(syllable(reading) for reading in match[2].split(",")))
            names = [name for name in names if re.search("[aeiouv]", name)] or names
            found[chr(int(match[1], 16))] = names[:READINGS]
    return found


def read_phrases(path: Path, known: set[str]) -> dict[str, list[str]]:
    phrases = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        word, _, readings = line.partition(": ")
        if len(word) == len(readings.split()) <= LONGEST_WORD and known.issuperset(word):
            phrases[word] = [syllable(reading) for reading in readings.split()]
    return phrases


def read_words(folder: Path) -> set[str]:
    files = ["webdict_with_freq.txt", "jieba_dict.small.txt", "chengyu_5w.txt"]
    files += [f"thuocl/THUOCL_{name}.txt" for name in ("caijing", "law", "chengyu", "diming")]
    words = set()
    for name in files:
        for line in (folder / name).read_text(encoding="utf-8-sig").split("\n"):
            word = line.split()[0] if line.split() else ""
            if 2 <= len(word) <= 4:
                words.add(word)
    return words


def read_often(path: Path) -> list[str]:
    """Return groups of characters that are often confused; a line may end in a remark after ``#``."""
    lines = (line.partition("#")[0] for line in path.read_text(encoding="utf-8").split("\n"))
    return [group for line in lines for group in line.split()]


def read_idioms(folder: Path, model: LanguageModel, ids: dict[str, int]) -> NDArray[np.int64]:
    """Return idioms of four characters, rows of ids: the frequent ones, and the others the model has seen."""
    frequent = [
        line.split()[0]
        for line in (folder / "thuocl/THUOCL_chengyu.txt").read_text(encoding="utf-8-sig").split("\n")
        if len(line.split()) == 2 and int(line.split()[1]) >= LEAST_IDIOM
    ]
    others = (folder / "chengyu_5w.txt").read_text(encoding="utf-8-sig").split()
    rows = {
        word: [ids[c] for c in word]
        for word in [*frequent, *others]
        if len(word) == IDIOM_LENGTH and all(c in ids for c in word)
    }
    table = np.array(list(rows.values()), dtype=np.int64)
    seen = model.count(windows(table, IDIOM_LENGTH, model.size)[:, 0], IDIOM_LENGTH) > 0
    seen |= np.isin(list(rows), frequent)
    table = table[seen]
    return table[np.lexsort(table.T[::-1])]


def shape_pairs(folder: Path, known: set[str]) -> Iterable[tuple[str, str]]:
    for line in (folder / "plome_similar_stroke.txt").read_text(encoding="utf-8").split("\n"):
        first, *others = line.split(",")
        for other in others:
            yield first, other
    yield from _stroke_neighbours(folder / "plome_char_strokes.txt", known)
    radicals = json.loads((folder / "simplecsc_radical.json").read_text(encoding="utf-8"))
    corners = json.loads((folder / "simplecsc_four_corner.json").read_text(encoding="utf-8"))
    # Characters that share a component besides their radical, and those of one four-corner number.
    groups: dict[str, set[str]] = defaultdict(set)
    for character, ways in radicals.items():
        if character in known:
            for way in ways[:1]:
                for component in way if isinstance(way[0], str) else itertools.chain(*way):
                    for sign in component if isinstance(component, list) else [component]:
                        groups["c" + sign].add(character)
    for character, number in corners.items():
        if character in known:
            groups["n" + number].add(character)
    for group in groups.values():
        if len(group) <= 24:
            yield from itertools.permutations(group, 2)


def _stroke_neighbours(path: Path, known: set[str]) -> Iterable[tuple[str, str]]:
    """Yield characters whose strokes are the same or differ in one."""
    masks: dict[str, set[str]] = defaultdict(set)
    for line in path.read_text(encoding="utf-8").split("\n"):
        character, _, strokes = line.replace("\t", " ").partition(" ")
        strokes = strokes.replace(" ", "").replace(",", "")
        if character in known and len(strokes) >= 3:
            masks[strokes].add(character)
            for place in range(len(strokes)):
                masks[f"{strokes[:place]}.{strokes[place + 1 :]}"].add(character)
                masks[f"{strokes[:place]}{strokes[place + 1 :]}"].add(character)
    for group in masks.values():
        if 1 < len(group) <= 30:
            yield from itertools.permutations(sorted(group), 2)


def five_stroke_pairs(characters: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield characters whose full codes differ in one key, or are one the other's beginning."""
    codes: dict[str, list[str]] = defaultdict(list)
    for character in characters:
        code = wubi(character)[0]
        if code.isalpha() and code.isascii():
            codes[code].append(character)
    masks: dict[str, list[str]] = defaultdict(list)
    for code, own in codes.items():
        masks[code] += own
        for place in range(len(code)):
            if len(code) >= 3:
                masks[f"{code[:place]}.{code[place + 1 :]}"] += own
    for group in masks.values():
        if 1 < len(group) <= 12:
            yield from itertools.permutations(group, 2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("lexicon", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    model = LanguageModel(options.model)
    ids = {character: number for number, character in enumerate(model.characters, FIRST)}
    every = np.arange(model.size, dtype=np.uint64)
    frequency = model.count(every, 1)
    han = [c for c in model.characters if "\u3400" <= c <= "\u9fff"]
    usual = {c for c in han if frequency[ids[c]] >= LEAST_CHARACTER}

    readings = read_readings(options.lexicon / "pinyin.txt", model.characters)
    phrases = read_phrases(options.lexicon / "phrase_pinyin.txt", set(readings))
    names = sorted(
        {name for own in readings.values() for name in own} | {n for own in phrases.values() for n in own}
    )
    number = {name: index for index, name in enumerate(names, 1)}
    classes = {name: index for index, name in enumerate(sorted({fuzzy(name) for name in names}), 1)}
    table = np.zeros((model.size, READINGS), dtype=np.uint16)
    for character, own in readings.items():
        table[ids[character], : len(own)] = [number[name] for name in own]
    assert len(classes) < CLASS_BASE
    class_of = np.array([0, *(classes[fuzzy(name)] for name in names)], dtype=np.uint16)
    assert len(classes) < CLASS_BASE

    pairs: dict[tuple[str, str], int] = defaultdict(int)
    by_sound: dict[str, list[str]] = defaultdict(list)
    for character, own in readings.items():
        if character in usual:
            for name in own:
                by_sound[name].append(character)
    near = {name: [other for other in by_sound if are_near(name, other)] for name in by_sound}
    for character in han:
        for rank, name in enumerate(readings.get(character, [])):
            for other_name in near.get(name, []) if rank == 0 else [name]:
                for other in by_sound[other_name]:
                    pairs[character, other] |= SAME_SOUND if other_name == name else NEAR_SOUND
    for first, second in shape_pairs(options.lexicon, usual):
        if first in ids and second in usual:
            pairs[first, second] |= SHAPE
    for group in read_often(OFTEN_FILE):
        for first, second in itertools.permutations(group, 2):
            if first in ids and second in ids:
                pairs[first, second] |= OFTEN
    for first, second in five_stroke_pairs(sorted(usual)):
        pairs[first, second] |= FIVE_STROKE
    rows = sorted((ids[a], ids[b], kind) for (a, b), kind in pairs.items() if a != b and a in ids)
    confusions = np.array(rows, dtype=np.int64)
    starts = np.searchsorted(confusions[:, 0], np.arange(model.size + 1)).astype(np.uint32)

    # The characters that most often follow and precede each, for what was left out.
    usual_ids = np.array(sorted(ids[c] for c in usual), dtype=np.uint64)
    following = np.zeros((model.size, FOLLOWERS), dtype=np.uint16)
    preceding = np.zeros((model.size, FOLLOWERS), dtype=np.uint16)
    frequent: list[str] = []
    size = np.uint64(model.size)
    for character in sorted(usual):
        code = np.uint64(ids[character])
        after, before = model.count(code * size + usual_ids, 2), model.count(usual_ids * size + code, 2)
        for target, counts in ((following, after), (preceding, before)):
            best = np.argsort(-counts, kind="stable")[:FOLLOWERS]
            target[int(code)] = np.where(counts[best] > 0, usual_ids[best], 0)
        for follower in usual_ids[after >= LEAST_PAIR].tolist():
            frequent.append(character + model.characters[follower - FIRST])

    idioms = read_idioms(options.lexicon, model, ids)
    gaps = np.concatenate([idiom_keys(idioms, gap) for gap in range(IDIOM_LENGTH)])
    sort = np.argsort(gaps, kind="stable")
    words = read_words(options.lexicon) | set(frequent)
    arrays: dict[str, NDArray[Any]] = {
        "readings": table,
        "classes": class_of,
        "starts": starts,
        "targets": confusions[:, 1].astype(np.uint16),
        "kinds": confusions[:, 2].astype(np.uint8),
        "following": following,
        "preceding": preceding,
        # A key for every idiom and gap, and which it is: four times the idiom's row and the gap.
        "idiom_keys": gaps[sort],
        "idiom_entries": (sort % len(idioms) * IDIOM_LENGTH + sort // len(idioms)).astype(np.uint32),
        "idioms": idioms.astype(np.uint16),
    }
    for length in (2, 3, 4):
        chosen = sorted(w for w in words if len(w) == length and all(c in readings for c in w))
        packed = np.array([[ids[c] for c in w] for w in chosen], dtype=np.int64)
        keys = np.zeros(len(chosen), dtype=np.uint64)
        for place in range(length):
            keys = keys * size + packed[:, place].astype(np.uint64)
        kept = model.count(keys, length) >= LEAST_WORD[length]
        entries = set()
        for word, row in zip(itertools.compress(chosen, kept), packed[kept], strict=True):
            sounds = [[classes[fuzzy(n)] for n in phrases[word]]] if word in phrases else []
            usual_sound = [classes[fuzzy(readings[c][0])] for c in word]
            for sound in [*sounds, usual_sound]:
                entries.add(
                    (
                        sum(s * CLASS_BASE ** (length - 1 - i) for i, s in enumerate(sound)),
                        tuple(int(i) for i in row),
                    )
                )
        ordered = sorted(entries)
        arrays[f"keys{length}"] = np.array([key for key, _ in ordered], dtype=np.uint64)
        arrays[f"words{length}"] = np.array([row for _, row in ordered], dtype=np.uint16)
        print(length, len(chosen), "words,", len(ordered), "entries")
    write_arrays(options.output, {"kind": KIND, "characters": len(model.characters)}, arrays)
    print(
        len(confusions),
        "pairs,",
        len(names),
        "syllables,",
        len(classes),
        "classes;",
        options.output.stat().st_size / 1e6,
        "MB",
    )


if __name__ == "__main__":
    main()

"""Make realistic slips in clean sentences, to train the ranker and to measure the speller.

Nothing here comes from the speller's own candidates: readings are pypinyin's, words jieba's, look-alikes
those of ``xingjin.txt`` (SimilarCharacter).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from random import Random

from pypinyin import Style, lazy_pinyin

from report_kit.proofread.language import segment

# How often each kind of slip is made, by what real reports get wrong.
KINDS = {
    "word_same_sound": 22,
    "word_near_sound": 10,
    "character_same_sound": 22,
    "character_near_sound": 8,
    "shape": 10,
    "dropped": 10,
    "doubled": 9,
    "swapped": 9,
    "extra": 4,
}
# What strays into a text while it is edited.
STRAY = "的了和在是有为与对上中等并也要不将已"
_FUZZY = [("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"), ("l", "n")]


def _is_han(text: str) -> bool:
    return all("\u4e00" <= character <= "\u9fff" for character in text)


def _fuzzy(syllables: str) -> str:
    for long, short in _FUZZY:
        syllables = syllables.replace(long, short)
    return syllables


@dataclass
class SlipMaker:
    """Makes slips; the same seed makes the same."""

    lexicon: Path
    seed: int

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    @cached_property
    def words(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Frequent words by sound, and by sound as dialects hear it."""
        same: dict[str, list[str]] = defaultdict(list)
        near: dict[str, list[str]] = defaultdict(list)
        for line in (self.lexicon / "jieba_dict.small.txt").read_text(encoding="utf-8").split("\n"):
            word, *rest = line.split()
            if not rest or len(word) > 3 or int(rest[0]) < 30 or not _is_han(word):
                continue
            sound = " ".join(lazy_pinyin(word, style=Style.NORMAL))
            same[sound].append(word)
            near[_fuzzy(sound)].append(word)
        return same, near

    @cached_property
    def shapes(self) -> dict[str, str]:
        """Look-alikes of a character."""
        found = {}
        for line in (self.lexicon / "xingjin.txt").read_text(encoding="utf-8").split("\n"):
            if len(line.split()) == 2:
                character, others = line.split()
                found[character] = "".join(c for c in others if segment.word_frequency(c) > 20)
        return found

    @cached_property
    def idioms(self) -> set[str]:
        """Idioms of four characters."""
        lines = (self.lexicon / "thuocl/THUOCL_chengyu.txt").read_text(encoding="utf-8-sig").split("\n")
        return {line.split()[0] for line in lines if len(line.split()) == 2 and len(line.split()[0]) == 4}

    def slip(self, sentence: str) -> tuple[str, str] | None:
        """Return the sentence with one slip, and its kind; ``None`` when none could be made."""
        for _ in range(8):
            kind = self.random.choices(list(KINDS), weights=list(KINDS.values()))[0]
            made = self._make(sentence, kind)
            if made is not None and made != sentence:
                return made, kind
        return None

    def slip_in_idiom(self, sentence: str) -> str | None:
        """Return the sentence with a wrong character in one of its idioms; ``None`` when it has none."""
        places = [at for at in range(len(sentence) - 3) if sentence[at : at + 4] in self.idioms]
        if not places:
            return None
        at = self.random.choice(places) + self.random.randrange(4)
        kind = self.random.choices(["same", "near", "shape"], weights=[5, 2, 3])[0]
        if kind == "shape":
            others = list(self.shapes.get(sentence[at], ""))
        else:
            same, near = self.words
            sound = lazy_pinyin(sentence[at], style=Style.NORMAL)[0]
            others = same[sound] if kind == "same" else near[_fuzzy(sound)]
        others = [c for c in others if c != sentence[at]]
        return sentence[:at] + self.random.choice(others) + sentence[at + 1 :] if others else None

    def slip_often_made(self, sentence: str, groups: Mapping[str, str]) -> str | None:
        """Return the sentence with a character taken for one often confused with it; ``None`` if it has none.

        ``groups`` are the characters each is confused with.
        """
        places = [at for at, character in enumerate(sentence) if groups.get(character)]
        if not places:
            return None
        at = self.random.choice(places)
        return sentence[:at] + self.random.choice(groups[sentence[at]]) + sentence[at + 1 :]

    def _make(self, sentence: str, kind: str) -> str | None:
        boundaries = segment.segment(sentence).boundaries
        spans = [(a, b) for a, b in pairwise(boundaries) if _is_han(sentence[a:b])]
        if kind.startswith("word"):
            spans = [(a, b) for a, b in spans if b - a >= 2]
        if not spans:
            return None
        start, end = self.random.choice(spans)
        word = sentence[start:end]
        if kind.startswith(("word", "character")):
            same, near = self.words
            if kind.startswith("character"):
                place = self.random.randrange(len(word))
                start, end, word = start + place, start + place + 1, word[place]
            sound = " ".join(lazy_pinyin(word, style=Style.NORMAL))
            choices = same[sound] if kind.endswith("same_sound") else near[_fuzzy(sound)]
            choices = [
                w for w in choices if w != word and (kind.endswith("same_sound") or w not in same[sound])
            ]
            if not choices:
                return None
            weights = [segment.word_frequency(w) + 1 for w in choices]
            return sentence[:start] + self.random.choices(choices, weights)[0] + sentence[end:]
        place = self.random.randrange(start, end)
        if kind == "shape":
            others = self.shapes.get(sentence[place], "")
            return sentence[:place] + self.random.choice(others) + sentence[place + 1 :] if others else None
        if kind == "dropped":
            return sentence[:place] + sentence[place + 1 :] if end - start >= 2 else None
        if kind == "doubled":
            if self.random.random() < 0.4:
                return sentence[:end] + word + sentence[end:]
            return sentence[:place] + sentence[place] + sentence[place:]
        if kind == "extra":
            nearby = sentence[max(place - 3, 0) : place + 4]
            stray = self.random.choice(STRAY + "".join(c for c in nearby if _is_han(c)))
            return sentence[:place] + stray + sentence[place:]
        if end - start < 2:
            return None
        place = min(place, end - 2)
        return sentence[:place] + sentence[place + 1] + sentence[place] + sentence[place + 2 :]

"""What answers come to: counts, shares that sum to a hundred, free answers grouped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from report_kit.assess.survey.answers import Answers
from report_kit.assess.survey.questionnaire import Question, Questionnaire

_OTHER = "其他"


@dataclass(frozen=True)
class Tally:
    """The answers to one question.

    Args:
        question: the question.
        counts: by choice, in the order of the choices.
        shares: in per cent with one place; together exactly 100 unless nobody answered.
        satisfied: the share of the good choices among those that count; ``None`` when nobody can be counted.
    """

    question: Question
    counts: Mapping[str, int]
    shares: Mapping[str, Decimal]
    satisfied: Decimal | None

    @property
    def answered(self) -> int:
        """How many answered it."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Opinion:
    """An opinion said by ``count`` people in the same words."""

    text: str
    count: int


@dataclass(frozen=True)
class Summary:
    """What all answers come to: how many sheets, each question, free answers by theme."""

    questionnaire: Questionnaire
    returned: int
    tallies: tuple[Tally, ...]
    opinions: Mapping[str, tuple[Opinion, ...]]
    unclear: tuple[str, ...] = ()


def summarise(answers: Answers, questionnaire: Questionnaire) -> Summary:
    """Return what the answers come to."""
    tallies = []
    opinions: list[str] = []
    for question in questionnaire.questions:
        given = [row[question.id] for row in answers.rows if question.id in row]
        if not question.choices:
            opinions += given
            continue
        counts = {choice: given.count(choice) for choice in question.choices}
        shares = dict(zip(counts, shares_of(list(counts.values())), strict=True))
        tallies.append(Tally(question, counts, shares, _satisfied(question, counts)))
    grouped = _grouped(opinions, questionnaire)
    return Summary(questionnaire, len(answers.rows), tuple(tallies), grouped, answers.unclear)


def shares_of(counts: Sequence[int]) -> list[Decimal]:
    """Return shares in per cent with one place that sum to exactly 100 (largest remainder, Hamilton).

    Rounding each by itself would give 99.9 or 100.1. All are nought when there is nothing.
    """
    total = sum(counts)
    if not total:
        return [Decimal("0.0")] * len(counts)
    exact = [Fraction(1000 * count, total) for count in counts]
    whole = [value.numerator // value.denominator for value in exact]
    left = 1000 - sum(whole)
    order = sorted(range(len(counts)), key=lambda place: (whole[place] - exact[place], place))
    for place in order[:left]:
        whole[place] += 1
    return [Decimal(value).scaleb(-1) for value in whole]


def _satisfied(question: Question, counts: Mapping[str, int]) -> Decimal | None:
    counted = sum(count for choice, count in counts.items() if choice not in question.aside)
    if not question.good or not counted:
        return None
    good = sum(counts[choice] for choice in question.good if choice not in question.aside)
    return shares_of([good, counted - good])[0]


def _grouped(opinions: Sequence[str], made: Questionnaire) -> dict[str, tuple[Opinion, ...]]:
    """Put opinions of like words together, and under the first theme a word of which they hold."""
    words = {re.sub(r"[\W_]+", "", text): text for text in reversed(opinions)}
    counts = Counter(re.sub(r"[\W_]+", "", text) for text in opinions)
    found: dict[str, list[Opinion]] = {theme: [] for theme in (*made.themes, _OTHER)}
    for folded, count in counts.most_common():
        theme = next(
            (name for name, own in made.themes.items() if any(word in folded for word in own)), _OTHER
        )
        found[theme].append(Opinion(words[folded], count))
    return {theme: tuple(own) for theme, own in found.items() if own}

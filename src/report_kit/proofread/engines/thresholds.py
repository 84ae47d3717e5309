"""How far an engine is believed. Every figure about scores stands here.

The scores of neural models are no measured probabilities, so an engine alone never changes a text: what
only it proposes is shown, for a person to judge. It counts where the kit's own methods say the same.
"""

from __future__ import annotations

NEURAL_LEAST = 0.70
"""A neural model's correction is taken from this probability on, as macbert4csc's authors do."""

LISTED = 0.80
"""Score of a word in a list: pycorrector's ``ConfusionCorrector`` gives none."""

NGRAM = 0.30
"""Score of pycorrector's n-gram ``Corrector``, which gives none: a judgement, its precision is low
(docs/引擎.md)."""

SPELLER_LEAST = 0.20
"""The speller's suggestions from here on confirm an engine's (alone they are shown from ``HINT`` on)."""

WEIGHT = 0.5
"""How much an engine's score counts as a probability: what models say of themselves is too high."""


def together(*probabilities: float) -> float:
    """Return the probability that not all of several methods are wrong (noisy or)."""
    wrong = 1.0
    for probability in probabilities:
        wrong *= 1.0 - probability
    return 1.0 - wrong

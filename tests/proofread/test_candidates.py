"""What the speller proposes, before anything is decided; and the network that helps to decide."""

from __future__ import annotations

import numpy as np
import pytest

from report_kit.proofread.speller import cloze, shipped_speller
from report_kit.proofread.speller.confusion import IDIOM, OFTEN
from report_kit.proofread.speller.language_model import PAD, UNKNOWN
from report_kit.proofread.speller.scoring import Kind


def proposals(text: str) -> set[tuple[str, str, Kind]]:
    """Return all candidates of a text: what would go, what would come, and the kind of slip."""
    proposed = shipped_speller().propose(text)
    new = shipped_speller().model.texts(proposed.found.new)
    spans = zip(proposed.found.start.tolist(), proposed.found.end.tolist(), strict=True)
    kinds = proposed.found.kind.tolist()
    return {
        (text[start:end], replacement, Kind(kind))
        for (start, end), replacement, kind in zip(spans, new, kinds, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "old", "new", "kind"),
    [
        ("他变得语无论次，说不清楚。", "论", "伦", Kind.CHARACTER),
        ("这些产品名不符实。", "符", "副", Kind.CHARACTER),
        ("决策权、执行权执行权、监督权相互制约。", "执行权", "", Kind.DOUBLED),
        ("工农业生产稳定增长稳定增长。", "稳定增长", "", Kind.DOUBLED),
        ("健全城乡居民大病保制度。", "", "险", Kind.DROPPED),
        ("顺应不可逆转的历史潮。", "", "流", Kind.DROPPED),
        ("推进整府信息公开。", "整", "政", Kind.CHARACTER),
        ("推进政务开公工作。", "开公", "公开", Kind.SWAPPED),
        ("全面过半公开信息。", "过半", "国办", Kind.WORD),
    ],
)
def test_what_was_meant_is_among_the_candidates(text: str, old: str, new: str, kind: Kind) -> None:
    assert (old, new, kind) in proposals(text)


def test_a_character_the_model_does_not_know_is_looked_at() -> None:
    text = "严挌执行各项规定。"
    ids, _ = shipped_speller().model.encode(text)
    assert ids[1] == UNKNOWN
    assert ("挌", "格", Kind.CHARACTER) in proposals(text)


def test_likeness_is_looked_up() -> None:
    speller = shipped_speller()
    ids, _ = speller.model.encode("做作国中")
    alike = speller.confusion.alike(ids[[0, 2]], ids[[1, 3]])
    assert alike[0] & OFTEN
    assert alike[1] == 0
    assert not alike[0] & IDIOM


def test_nothing_beyond_a_line_end_is_seen() -> None:
    line = np.arange(4, 4 + 2 * cloze.REACH + 1)
    line[cloze.REACH - 2] = PAD
    line[cloze.REACH + 9] = PAD
    near, near_pairs, far = cloze.surroundings(line[None, :])
    middle = 4 + cloze.REACH
    left = [middle - 1, PAD, PAD, PAD, PAD, PAD]
    assert near[0].tolist() == left + [middle + step for step in range(1, cloze.NEAR + 1)]
    assert near_pairs.shape == (1, 2 * (cloze.NEAR - 1))
    assert (far[0, 0] == -1).all()
    # Seven characters of the right side are in the line behind the six near ones: two whole pairs more.
    assert (far[0, 1] >= 0).sum() == 8 - cloze.NEAR


def test_the_network_prefers_what_fits() -> None:
    speller = shipped_speller()
    pads = np.full(cloze.REACH + cloze.BESIDE, PAD)

    def fits(text: str, place: int, character: str) -> float:
        ids, _ = speller.model.encode(text)
        new, _ = speller.model.encode(character)
        at = np.array([place + len(pads)])
        found = cloze.fit(speller.cloze, np.concatenate([pads, ids, pads]), at, at + 1, new[None, :])
        assert found.shape == (1, 1 + 2 * cloze.BESIDE)
        return float(found.sum())

    assert fits("坚持以人民为中心的发展思想", 7, "心") > fits("坚持以人民为中心的发展思想", 7, "新") + 3
    assert fits("信息公开", 0, "信") > fits("信息公开", 0, "进")


def test_logarithms_of_probability_are_near_enough() -> None:
    """The sum is over the usual characters only: never much above one in all."""
    speller = shipped_speller()
    ids, _ = speller.model.encode("全面推进政务公开标准化规范化建设，主动接受社会监督。")
    pads = np.full(cloze.REACH, PAD)
    windows = np.lib.stride_tricks.sliding_window_view(np.concatenate([pads, ids, pads]), 2 * cloze.REACH + 1)
    vectors = speller.cloze.vectors(windows)
    every = np.flatnonzero(speller.model.is_han)
    vectors = vectors[speller.model.is_han[ids]]
    for vector, total in zip(vectors, speller.cloze.totals(vectors), strict=True):
        scores = speller.cloze.scores(np.repeat(vector[None, :], len(every), axis=0), every)
        assert 0.99 < np.exp(scores - total).sum() < 2

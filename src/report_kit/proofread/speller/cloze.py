"""A small network that says which character fits a gap, given what stands on both sides.

The character model sees four characters on either side and knows only what it has seen; the network sees
twenty-four and goes by likeness. Its input are vectors of the characters and of the pairs of characters
near by, in their places, and the mean vector of the pairs further off on either side; two hidden layers
give a vector that is compared with one of every character (a log-bilinear model with hidden layers, Mnih
and Hinton 2008; Bengio et al. 2003). Trained by ``tools/train_cloze.py``, computed here with numpy.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.arrays import read_arrays
from report_kit.proofread.speller.language_model import PAD, Ids

KIND = "cloze 1"
NEAR = 6  # characters on either side that count by place
REACH = 24  # and the furthest one that counts at all
CHARACTER, PAIR = 48, 32  # lengths of their vectors
BUCKETS = 1 << 17  # pairs are hashed into so many
HIDDEN, OUTPUT = 320, 96
BESIDE = 2  # neighbours on either side whose fit an edit changes
ROWS = 4096  # gaps worked through at a time
FAR = REACH - NEAR  # pairs further off on a side
INPUT = 2 * NEAR * CHARACTER + 2 * (NEAR - 1) * PAIR + 2 * PAIR

Table = NDArray[np.int64]


def surroundings(windows: Ids) -> tuple[Table, Table, Table]:
    """Return what surrounds the middle characters of ``windows`` (n, 2 * REACH + 1).

    Nothing beyond the end of a line (``PAD``) counts.

    Returns:
        The characters near by (n, 2 * NEAR), the hashed pairs near by (n, 2 * (NEAR - 1)), and the hashed
        pairs further off on the left and on the right (n, 2, FAR), -1 where there is none.
    """
    left = windows[:, REACH - 1 :: -1].astype(np.int64)  # from the gap outwards
    right = windows[:, REACH + 1 :].astype(np.int64)
    for side in (left, right):
        side *= np.logical_and.accumulate(side != PAD, axis=1)
    left_pairs = hashed(left[:, 1:], left[:, :-1])
    right_pairs = hashed(right[:, :-1], right[:, 1:])
    near = np.concatenate([left[:, :NEAR], right[:, :NEAR]], axis=1)
    near_pairs = np.concatenate([left_pairs[:, : NEAR - 1], right_pairs[:, : NEAR - 1]], axis=1)
    far = np.stack([left_pairs[:, NEAR - 1 :], right_pairs[:, NEAR - 1 :]], axis=1)
    far[np.stack([left[:, NEAR:], right[:, NEAR:]], axis=1) == PAD] = -1
    return near, near_pairs, far


def hashed(first: Table, second: Table) -> Table:
    """Return the bucket of pairs of characters."""
    mixed = (first * 40503 + second * 60493) * 2654435761
    return (mixed >> 15) & (BUCKETS - 1)


class Cloze:
    """An open network; the tables stay on disk until they are used."""

    def __init__(self, path: Path, usual: Ids) -> None:
        """Open a network.

        Args:
            path: the file.
            usual: the characters probabilities are taken relative to: all would cost five times as much.

        Raises:
            DataError: ``RK-321``: the file is no network.
        """
        self.header, arrays = read_arrays(path, KIND)
        self._characters = _table(arrays, "characters")
        self._pairs, self._pairs_factor = arrays["pairs"], arrays["pairs_factor"].astype(np.float32)
        self._out, self._out_bias = _table(arrays, "out"), arrays["out_bias"]
        layers = ("first", "second", "third")
        weights = [name for name in arrays if not name.endswith("_factor")]
        self.parameters: int = sum(arrays[name].size for name in weights)
        self._weights = [arrays[f"{name}_weight"].astype(np.float32) for name in layers]
        self._biases = [arrays[f"{name}_bias"] for name in layers]
        self._usual_out, self._usual_bias = self._out[usual].T.copy(), self._out_bias[usual]

    def vectors(self, windows: Ids) -> NDArray[np.float32]:
        """Return the vectors (n, OUTPUT) of gaps in the middle of ``windows`` (n, 2 * REACH + 1)."""
        near, near_pairs, far = surroundings(windows)
        count = len(windows)
        joined = np.empty((count, INPUT), dtype=np.float32)
        middle, end = 2 * NEAR * CHARACTER, INPUT - 2 * PAIR
        joined[:, :middle] = self._characters[near].reshape(count, -1)
        joined[:, middle:end] = self._pair_vectors(near_pairs).reshape(count, -1)
        known = far[..., None] >= 0
        joined[:, end:] = (self._pair_vectors(far) * known).sum(axis=2).reshape(count, -1) / FAR
        hidden = np.maximum(joined @ self._weights[0] + self._biases[0], 0)
        hidden += np.maximum(hidden @ self._weights[1] + self._biases[1], 0)
        vectors: NDArray[np.float32] = hidden @ self._weights[2] + self._biases[2]
        return vectors

    def _pair_vectors(self, pairs: Table) -> NDArray[np.float32]:
        return self._pairs[pairs] * self._pairs_factor[pairs][..., None]

    def scores(self, vectors: NDArray[np.float32], characters: Ids) -> NDArray[np.float32]:
        """Return how well each character (n) fits its gap, up to a constant."""
        scores: NDArray[np.float32] = (vectors * self._out[characters]).sum(axis=1)
        scores += self._out_bias[characters]
        return scores

    def totals(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the constants that make scores logarithms of probability, near enough."""
        usual = vectors @ self._usual_out + self._usual_bias
        most = usual.max(axis=1)
        totals: NDArray[np.float32] = most + np.log(np.exp(usual - most[:, None]).sum(axis=1))
        return totals


def _table(arrays: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    values: NDArray[np.float32] = arrays[name].astype(np.float32)
    values *= arrays[f"{name}_factor"].astype(np.float32)[:, None]
    return values


def fit(
    cloze: Cloze, text: Ids, start: NDArray[np.int64], end: NDArray[np.int64], new: Ids
) -> NDArray[np.float32]:
    """Return how well characters fit where ``new`` (n, k) stands instead of ``text[start:end]``.

    Args:
        cloze: the network.
        text: ids, with at least ``REACH + BESIDE`` pads at either end.
        start: where what is replaced begins.
        end: where it ends; as many characters in every row.
        new: what by.

    Returns:
        Logarithms of the probability of each character of ``new`` and of ``BESIDE`` on either side of it
        (n, k + 2 * BESIDE), 0 for a pad.
    """
    reach = REACH + BESIDE
    before = text[start[:, None] + np.arange(-reach, 0)]
    after = text[end[:, None] + np.arange(reach)]
    rows = np.concatenate([before, new, after], axis=1)
    windows = np.lib.stride_tricks.sliding_window_view(rows, 2 * REACH + 1, axis=1)
    flat = windows.reshape(-1, 2 * REACH + 1)
    own = flat[:, REACH]
    logs = np.zeros(len(flat), dtype=np.float32)
    real = np.flatnonzero(own != PAD)
    for begin in range(0, len(real), ROWS):  # none at all where a lone character goes
        part = real[begin : begin + ROWS]
        vectors = cloze.vectors(flat[part])
        logs[part] = cloze.scores(vectors, own[part]) - cloze.totals(vectors)
    return logs.reshape(windows.shape[:2])

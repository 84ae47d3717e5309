"""The ranker: boosted trees, trained offline, kept as plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.arrays import read_arrays

KIND = "ranker 1"
# Rows judged together: their nodes in all trees stay in the processor's cache.
_TOGETHER = 64


class Ranker:
    """Says how likely it is that a candidate is right.

    The trees are complete arrays of nodes: ``feature`` (-1 at a leaf), ``threshold``, ``left`` and ``right``
    (indices of nodes), ``value`` of leaves. A row goes left where its feature is not above the threshold.
    """

    def __init__(self, path: Path) -> None:
        """Open a ranker; raises ``DataError`` ``RK-321`` when the file is no such one."""
        self.header, arrays = read_arrays(path, KIND)
        self._roots = arrays["roots"]
        self._feature, self._threshold = arrays["feature"], arrays["threshold"]
        self._left, self._right, self._value = arrays["left"], arrays["right"], arrays["value"]

    def __len__(self) -> int:
        """Return the number of trees."""
        return len(self._roots)

    def probabilities(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the probability of every row of features."""
        total = np.zeros(len(rows))
        for start in range(0, len(rows), _TOGETHER):
            total[start : start + _TOGETHER] = self._sums(rows[start : start + _TOGETHER])
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return probabilities

    def _sums(self, rows: NDArray[np.float32]) -> NDArray[np.float64]:
        """Walk down all trees at once, a level a turn; the trees are added up in their order, one by one."""
        node = np.tile(self._roots.astype(np.intp), len(rows))
        row = np.repeat(np.arange(len(rows)), len(self._roots))
        active = np.arange(len(node))
        while len(active):
            here = node[active]
            feature = self._feature[here]
            inner = feature >= 0
            active, here, feature = active[inner], here[inner], feature[inner]
            low = rows[row[active], feature] <= self._threshold[here]
            node[active] = np.where(low, self._left[here], self._right[here])
        values = self._value[node].reshape(len(rows), len(self._roots))
        sums: NDArray[np.float64] = np.cumsum(values, axis=1, dtype=np.float64)[:, -1]
        return sums

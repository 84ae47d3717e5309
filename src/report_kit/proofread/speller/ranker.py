"""The ranker: boosted trees, trained offline, kept as plain arrays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from report_kit.proofread.speller.arrays import read_arrays

KIND = "ranker 1"


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
        number = np.arange(len(rows))
        for root in self._roots:
            node = np.full(len(rows), root, dtype=np.int64)
            active = number
            while len(active):
                here = node[active]
                feature = self._feature[here]
                inner = feature >= 0
                active, here, feature = active[inner], here[inner], feature[inner]
                low = rows[active, feature] <= self._threshold[here]
                node[active] = np.where(low, self._left[here], self._right[here])
            total += self._value[node]
        probabilities: NDArray[np.float64] = 1 / (1 + np.exp(-total))
        return probabilities

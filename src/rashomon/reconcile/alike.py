"""How much of what one bag of words says another says too, in the same words or in words of like meaning.

A word counts by the root of its worth (``weigh``; the words of a paraphrase are seldom as rare as each other), as far as the
word of the other bag that means most nearly the same is like it (``meanings``): the alignment of words by their best partner of
Mihalcea, Corley and Strapparava (2006).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.reconcile.meanings import SCALE, meanings
from rashomon.reconcile.weigh import Bag, Weights

__all__ = ["Alike", "Likeness"]

_LEAST = 0.4
"""Words that are less alike than this have nothing in common."""

Floats = NDArray[np.float32]


class Likeness(NamedTuple):
    """How alike two bags are, between 0 and 1."""

    contained: float
    """Share of the one that is more contained in the other."""
    dice: float
    """Of both."""


class _Rows(NamedTuple):
    """A bag as numbers: its roots in order, what they count, their vectors (roots, 64)."""

    roots: tuple[str, ...]
    counts: NDArray[np.float64]
    total: float
    vectors: Floats


_NONE = Likeness(0.0, 0.0)


class Alike:
    """Compares the bags of a story."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[frozenset[str], _Rows] = {}

    def __call__(self, one: Bag, other: Bag) -> Likeness:
        """How alike two bags are; nothing is like an empty one."""
        if not one.worth or not other.worth:
            return _NONE
        mine, yours = self._rows(one), self._rows(other)
        likeness = mine.vectors @ yours.vectors.T / SCALE**2
        likeness[likeness < _LEAST] = 0.0
        first = _told(mine, other.roots, likeness.max(1))
        second = _told(yours, one.roots, likeness.max(0))
        return Likeness(max(first / mine.total, second / yours.total), (first + second) / (mine.total + yours.total))

    def _rows(self, bag: Bag) -> _Rows:
        found = self._known.get(bag.roots)
        if found is None:
            roots = tuple(sorted(bag.roots))
            counts = np.sqrt([self._weights(root) for root in roots])
            found = self._known[bag.roots] = _Rows(roots, counts, float(counts.sum()), meanings().vectors(roots))
        return found


def _told(rows: _Rows, others: frozenset[str], best: Floats) -> float:
    """How much of the bag the other says too, given the best likeness of each root."""
    best[[root in others for root in rows.roots]] = 1.0
    return float(rows.counts @ best.round(4).astype(np.float64))

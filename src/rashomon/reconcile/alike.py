"""How much of what one bag of words says another says too, in the same words or in words of like meaning.

A word counts by the root of its worth (``weigh``; the words of a paraphrase are seldom as rare as each other), as far as the
word of the other bag that means most nearly the same is like it (``meanings``): the alignment of words by their best partner of
Mihalcea, Corley and Strapparava (2006).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from rashomon.reconcile.bags import Numbers, Vocabulary, expanded
from rashomon.reconcile.weigh import Bag, Weights

__all__ = ["Alike", "Likeness"]


class Likeness(NamedTuple):
    """How alike two bags are, between 0 and 1."""

    contained: float
    """Share of the one that is more contained in the other."""
    dice: float
    """Of both."""


_NONE = Likeness(0.0, 0.0)


class Alike:
    """Compares the bags of a story. A bag meets a dozen others: what it says in other words is worked out once for all."""

    def __init__(self, weights: Weights) -> None:
        words = Vocabulary(weights.every, weights)
        self._number, self._counts = words.number, np.sqrt(words.worth)
        self._starts, self._near, self._likeness = words.near()

    def __call__(self, one: Bag, other: Bag) -> Likeness:
        """How alike two bags are; nothing is like an empty one."""
        return self.pairs([one, other], [(0, 1)])[0]

    def pairs(self, bags: Sequence[Bag], pairs: Sequence[tuple[int, int]]) -> list[Likeness]:
        """How alike the bags of each pair of numbers are."""
        rows = [np.array([self._number[root] for root in bag.roots], dtype=np.int64) for bag in bags]
        totals = [math.fsum(self._counts[row].tolist()) for row in rows]
        partners: dict[int, list[int]] = defaultdict(list)
        for i, j in pairs:
            if bags[i].worth and bags[j].worth:
                partners[i].append(j)
                partners[j].append(i)
        told = {
            (i, j): by
            for j, met in partners.items()
            for i, by in zip(met, self._told([rows[i] for i in met], rows[j]), strict=True)
        }

        def likeness(i: int, j: int) -> Likeness:
            first, second = told[i, j], told[j, i]
            return Likeness(max(first / totals[i], second / totals[j]), (first + second) / (totals[i] + totals[j]))

        return [likeness(i, j) if (i, j) in told else _NONE for i, j in pairs]

    def _told(self, rows: Sequence[Numbers], by: Numbers) -> Iterator[float]:
        """How much of each of some bags another says too. Exact: the order of the roots does not matter."""
        places, _ = expanded(self._starts, by)
        says = np.zeros(len(self._counts))
        np.maximum.at(says, self._near[places], self._likeness[places])
        says[by] = 1.0
        numbers = np.concatenate(rows)
        values = (self._counts[numbers] * says[numbers]).tolist()
        ends = accumulate(map(len, rows))
        return (math.fsum(values[end - len(row) : end]) for row, end in zip(rows, ends, strict=True))

"""Many bags of roots compared at once: the arithmetic of ``weigh`` and ``alike`` on arrays.

A story of three articles has some eight thousand pairs of event mentions; one by one they would take longer than the parse.
Every worth is a multiple of a power of two, so that sums are exact, and the same in whatever order they are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.weigh import Weights

__all__ = ["Bags", "Floats", "Numbers", "Shares", "Vocabulary", "expanded"]

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

_LEAST = 0.4
"""Words that are less alike than this have nothing in common."""
_FINE = 2.0**16
"""Roots of worths, and likenesses, are rounded to multiples of one by this: their products add up exactly."""
_AT_ONCE = 50_000
"""Pairs that are compared together: memory, not speed."""


class Shares(NamedTuple):
    """How much the two bags of each pair share; arrays of one value a pair."""

    shared: Floats
    """Summed worth of what is shared."""
    contained: Floats
    """Of the worth of the lighter one, between 0 and 1."""
    dice: Floats
    """Of both, between 0 and 1."""
    rarest: Floats
    """Highest worth that is shared."""


class Vocabulary:
    """The roots of a story's bags by number, in the order of the alphabet."""

    def __init__(self, roots: Iterable[str], weights: Weights) -> None:
        self.roots = sorted(set(roots))
        self.number: Mapping[str, int] = {root: k for k, root in enumerate(self.roots)}
        self.worth: Floats = np.array([weights(root) for root in self.roots], dtype=np.float64)
        self.size = max(1, len(self.roots))

    def near(self) -> tuple[Numbers, Numbers, Floats]:
        """For each root those of like meaning, itself first: where each root's begin, their numbers, how alike they are."""
        ones, others, likeness = meanings().near(self.roots, least=_LEAST)
        own = np.arange(len(self.roots))
        order = np.argsort(np.concatenate([own, ones]), kind="stable")
        starts = np.concatenate([[0], np.cumsum(1 + np.bincount(ones, minlength=len(own)))])
        return starts, np.concatenate([own, others])[order], np.concatenate([np.ones(len(own)), likeness])[order]


def _fine(values: Floats) -> Floats:
    return np.round(values * _FINE) / _FINE


def expanded(starts: Numbers, rows: Numbers) -> tuple[Numbers, Numbers]:
    """Places of the members of some rows, one after another, and for each the position of its row in ``rows``."""
    lengths = starts[rows + 1] - starts[rows]
    owners = np.repeat(np.arange(len(rows)), lengths)
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return np.repeat(starts[rows], lengths) + np.arange(len(owners)) - before, owners


def _found(keys: Numbers, wanted: Numbers) -> tuple[Numbers, NDArray[np.bool_]]:
    """Where the wanted stand among sorted keys, and whether they do."""
    if not len(keys):
        return np.zeros(len(wanted), dtype=np.int64), np.zeros(len(wanted), dtype=np.bool_)
    places = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return places, keys[places] == wanted


class Bags:
    """The bags of a story's mentions, one row each."""

    def __init__(self, bags: Sequence[frozenset[str]], vocabulary: Vocabulary) -> None:
        self._words = vocabulary
        rows = [sorted(map(vocabulary.number.__getitem__, bag)) for bag in bags]
        self._starts: Numbers = np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)])
        self._numbers: Numbers = np.array([number for row in rows for number in row], dtype=np.int64)
        owners = np.repeat(np.arange(len(rows)), np.diff(self._starts))
        self._keys: Numbers = owners * vocabulary.size + self._numbers  # sorted, as rows and numbers are
        self.worth: Floats = _summed(owners, vocabulary.worth[self._numbers], len(rows))
        self.held: Numbers = np.bincount(self._numbers, minlength=vocabulary.size)
        """In how many bags each root stands."""

    def holds(self, rows: Numbers, numbers: Numbers) -> NDArray[np.bool_]:
        """Whether each row holds the root of that number."""
        return _found(self._keys, rows * self._words.size + numbers)[1]

    def shares(self, ones: Numbers, others: Numbers) -> Shares:
        """How much the bags of each pair share."""
        parts = [self._shares(ones[k : k + _AT_ONCE], others[k : k + _AT_ONCE]) for k in range(0, len(ones), _AT_ONCE)]
        shared, rarest = (
            np.concatenate([np.zeros(0), *column]) for column in (zip(*parts, strict=True) if parts else ((), ()))
        )
        both, lighter = self.worth[ones] + self.worth[others], np.minimum(self.worth[ones], self.worth[others])
        return Shares(shared, _ratio(shared, lighter), _ratio(2 * shared, both), rarest)

    def _shares(self, ones: Numbers, others: Numbers) -> tuple[Floats, Floats]:
        lengths = np.diff(self._starts)
        shorter = lengths[ones] <= lengths[others]
        short, long = np.where(shorter, ones, others), np.where(shorter, others, ones)
        places, owners = expanded(self._starts, short)
        numbers = self._numbers[places]
        kept = self.holds(long[owners], numbers)
        owners, worths = owners[kept], self._words.worth[numbers[kept]]
        rarest = np.zeros(len(ones))
        np.maximum.at(rarest, owners, worths)
        return _summed(owners, worths, len(ones)), rarest

    def alike(self, ones: Numbers, others: Numbers) -> tuple[Floats, Floats]:
        """How much the bags of each pair say the same in like words: share of the one more contained, and of both."""
        counts = _fine(np.sqrt(self._words.worth))
        owners = np.repeat(np.arange(len(self.worth)), np.diff(self._starts))
        totals = _summed(owners, counts[self._numbers], len(self.worth))
        keys, likeness = self._says()

        def told(rows: Numbers, by: Numbers) -> Floats:
            found = [np.zeros(0)]
            for k in range(0, len(rows), _AT_ONCE):
                places, of = expanded(self._starts, rows[k : k + _AT_ONCE])
                numbers = self._numbers[places]
                at, is_said = _found(keys, by[k : k + _AT_ONCE][of] * self._words.size + numbers)
                values = np.where(is_said, likeness[at] if len(likeness) else 0.0, 0.0) * counts[numbers]
                found.append(_summed(of, values, len(rows[k : k + _AT_ONCE])))
            return np.concatenate(found)

        first, second = told(ones, others), told(others, ones)
        contained = np.maximum(_ratio(first, totals[ones]), _ratio(second, totals[others]))
        return contained, _ratio(first + second, totals[ones] + totals[others])

    def _says(self) -> tuple[Numbers, Floats]:
        """What each bag says, in its own words or in like ones: sorted keys, and how well it says them."""
        starts, numbers, likeness = self._words.near()
        places, members = expanded(starts, self._numbers)
        owners = np.repeat(np.arange(len(self.worth)), np.diff(self._starts))
        keys = owners[members] * self._words.size + numbers[places]
        order = np.argsort(keys, kind="stable")
        keys, values = keys[order], _fine(likeness[places][order])
        first = np.flatnonzero(np.diff(keys, prepend=-1))
        return keys[first], np.maximum.reduceat(values, first) if len(first) else values


def _summed(owners: Numbers, values: Floats, size: int) -> Floats:
    return np.bincount(owners, values, minlength=size).astype(np.float64)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)

"""How much of what one bag of words says another says too, in the same words or in words of like meaning.

A word counts by the root of its worth (``weigh``; the words of a paraphrase are seldom as rare as each other), as far as the
word of the other bag that means most nearly the same is like it (``meanings``): the alignment of words by their best partner of
Mihalcea, Corley and Strapparava (2006).
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from operator import mul
from typing import NamedTuple

from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.weigh import Bag, Weights

__all__ = ["Alike", "Likeness"]

_LEAST = 0.4
"""Words that are less alike than this have nothing in common."""


class Likeness(NamedTuple):
    """How alike two bags are, between 0 and 1."""

    contained: float
    """Share of the one that is more contained in the other."""
    dice: float
    """Of both."""


class _Read(NamedTuple):
    """A bag with what its roots count, and how well it says each root of the story that it says at all."""

    roots: tuple[str, ...]
    counts: tuple[float, ...]
    total: float
    says: Mapping[str, float]


_NONE = Likeness(0.0, 0.0)
_NOTHING: Mapping[str, float] = {}


class Alike:
    """Compares the bags of a story. A bag meets a dozen others: what it says in other words is worked out once."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._known: dict[frozenset[str], _Read] = {}
        self._near = _near(weights.every)

    def __call__(self, one: Bag, other: Bag) -> Likeness:
        """How alike two bags are; nothing is like an empty one."""
        if not one.worth or not other.worth:
            return _NONE
        mine, yours = self._read(one), self._read(other)
        first, second = _told(mine, yours.says), _told(yours, mine.says)
        return Likeness(max(first / mine.total, second / yours.total), (first + second) / (mine.total + yours.total))

    def _read(self, bag: Bag) -> _Read:
        found = self._known.get(bag.roots)
        if found is None:
            roots = tuple(bag.roots)
            counts = tuple(math.sqrt(self._weights(root)) for root in roots)
            says: dict[str, float] = {}
            for root in roots:
                for near, likeness in self._near.get(root, _NOTHING).items():
                    if likeness > says.get(near, 0.0):
                        says[near] = likeness
            says.update(dict.fromkeys(roots, 1.0))
            found = self._known[bag.roots] = _Read(roots, counts, math.fsum(counts), says)
        return found


@functools.lru_cache(maxsize=1)
def _near(roots: frozenset[str]) -> dict[str, dict[str, float]]:
    """The roots of a story by those that mean nearly the same. Of the last story: statements and events ask for it."""
    return meanings().near(roots, least=_LEAST)


def _told(read: _Read, says: Mapping[str, float]) -> float:
    """How much of a bag another says too, given how well that says each root. Exact: the order of the roots does not matter."""
    return math.fsum(map(mul, read.counts, [says.get(root, 0.0) for root in read.roots]))

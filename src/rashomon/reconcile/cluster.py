"""Putting together what answers to one another: candidates by an index of rare words, chances by a logistic model, groups by
average link.

Nothing here compares everything with everything: a mention meets the fullest of those that share a rare word with it, so the
work grows with the number of mentions, not with its square.
"""

from __future__ import annotations

import functools
import math
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from operator import mul

import numpy as np
from numpy.typing import NDArray

from rashomon.lexicon import lexicon
from rashomon.reconcile.weigh import Weights

__all__ = ["Model", "candidates", "chance", "collapse", "gather", "margins", "model"]

_OWN = 2
"""Partners from its own article that a mention may have."""
_LEAST_WORTH = 0.5
"""Put on top of a mention's worth, so that a mention of one common word is nobody's best partner."""
_SAMPLE = 4
"""Members of a group that stand for it when two groups are compared."""


class Model:
    """A logistic model: ``data/alignment.toml`` holds the weight of each named sign, and the bias."""

    def __init__(self, name: str) -> None:
        self._weights: dict[str, float] = dict(lexicon("alignment")[name])
        self._bias: float = self._weights["bias"]
        self._rows: dict[tuple[str, ...], tuple[float, ...]] = {}

    def logit(self, signs: Mapping[str, float]) -> float:
        """Log odds that two mentions tell the same thing."""
        names = tuple(signs)
        row = self._rows.get(names)
        if row is None:
            row = self._rows[names] = tuple(self._weights[name] for name in names)
        total: float = sum(map(mul, row, signs.values()), self._bias)
        return total


@functools.cache
def model(name: str) -> Model:
    """The model of that name, read once."""
    return Model(name)


def chance(logit: float) -> float:
    """Probability from log odds."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def collapse(keys: Sequence[Hashable]) -> list[list[int]]:
    """Indices that have the same key, each group in order, groups in order of their first member."""
    groups: dict[Hashable, list[int]] = {}
    for i, key in enumerate(keys):
        groups.setdefault(key, []).append(i)
    return list(groups.values())


def candidates(
    bags: Sequence[frozenset[str]],
    weights: Weights,
    *,
    most: int,
    longest: int,
    articles: Sequence[frozenset[str]] | None = None,
) -> list[tuple[int, int]]:
    """Pairs that share the most worth.

    Args:
        bags: the roots of each mention, the fullest mention first.
        weights: the worth of a root.
        most: how many partners a mention may have.
        longest: how many mentions of a root are looked at, the fullest ones; two at least.
        articles: the articles of each mention. Where given, what is shared counts against the length of the partner, which
            would else win by its length; and ``most`` partners are taken from other articles, two from a mention's own.

    Returns:
        Pairs ``(i, j)`` with ``i < j``, sorted.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for i, bag in enumerate(bags):
        for root in bag:
            held = holders[root]
            if len(held) < longest:
                held.append(i)
    postings = {root: np.array(held, dtype=np.int64) for root, held in holders.items() if len(held) > 1}
    lengths = np.array([math.sqrt(weights.total(bag) + _LEAST_WORTH) for bag in bags] if articles else [1.0] * len(bags))
    beside = _Beside(articles) if articles else None
    pairs: set[tuple[int, int]] = set()
    for i, bag in enumerate(bags):
        roots = [root for root in bag if root in postings]
        if not roots:
            continue
        met_in = [postings[root] for root in roots]
        worths = np.repeat([weights.worth(root) for root in roots], [len(numbers) for numbers in met_in])
        shared = np.bincount(np.concatenate(met_in), worths)
        shared[i:][:1] = 0.0
        met = np.flatnonzero(shared)
        values = shared[met] / lengths[met]
        if beside is None:
            best = met[_highest(values, most)].tolist()
        else:
            own = beside(i, met)
            best = [j for is_own, n in ((own, _OWN), (~own, most)) for j in met[is_own][_highest(values[is_own], n)].tolist()]
        pairs.update([(i, j) if i < j else (j, i) for j in best])
    return sorted(pairs)


class _Beside:
    """Which mentions stand in an article of another."""

    def __init__(self, articles: Sequence[frozenset[str]]) -> None:
        held: dict[str, list[int]] = defaultdict(list)
        for i, some in enumerate(articles):
            for article in some:
                held[article].append(i)
        self._articles = articles
        self._held = {article: np.array(numbers, dtype=np.int64) for article, numbers in held.items()}
        self._marked = np.zeros(len(articles), dtype=np.bool_)

    def __call__(self, i: int, numbers: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether each of some mentions shares an article with mention ``i``."""
        for article in self._articles[i]:
            self._marked[self._held[article]] = True
        found = self._marked[numbers]
        for article in self._articles[i]:
            self._marked[self._held[article]] = False
        return found


def _highest(values: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """Where the highest values stand, of equal ones the first."""
    kept = np.arange(len(values))
    if len(values) > most:
        kept = np.flatnonzero(values >= np.partition(values, -most)[-most])
    return kept[np.argsort(-values[kept], kind="stable")[:most]]


def margins(
    logits: Mapping[tuple[int, int], float], articles: Sequence[frozenset[str]]
) -> dict[tuple[int, int], dict[str, float]]:
    """For each pair of two articles: by how much it beats the rivals that either side has in the other's articles."""
    two_best: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (i, j), logit in logits.items():
        if articles[i].isdisjoint(articles[j]):
            for me, you in ((i, j), (j, i)):
                for article in articles[you]:
                    insort(two_best[me, article], (-logit, you))
                    del two_best[me, article][2:]

    def margin(me: int, you: int, logit: float) -> float:
        rivals = [-lowered for article in articles[you] for lowered, k in two_best[me, article] if k != you]
        return max(-3.0, min(3.0, logit - max(rivals, default=-6.0)))

    found: dict[tuple[int, int], dict[str, float]] = {}
    for (i, j), logit in logits.items():
        apart = articles[i].isdisjoint(articles[j])
        low, high = sorted((margin(i, j, logit), margin(j, i, logit))) if apart else (0.0, 0.0)
        found[i, j] = {"margin_high": high, "margin_low": low, "mutual": float(low > 0)}
    return found


def gather(
    size: int, chances: Mapping[tuple[int, int], float], otherwise: Callable[[int, int], float], *, floor: float
) -> list[list[int]]:
    """Groups by average link, the surest pairs first.

    Args:
        size: number of mentions, counted from 0, the fullest first.
        chances: probability that two mentions (``i < j``) are one.
        otherwise: the probability for a pair that ``chances`` lacks.
        floor: mean probability from which two groups are joined.

    Returns:
        All mentions in groups, sorted.
    """
    group_of = list(range(size))
    groups: dict[int, list[int]] = {i: [i] for i in range(size)}
    memory: dict[tuple[int, int], float] = dict(chances)

    def between(i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        if pair not in memory:
            memory[pair] = otherwise(*pair)
        return memory[pair]

    for pair in sorted((p for p in chances if chances[p] >= floor), key=lambda p: (-chances[p], p)):
        one, other = group_of[pair[0]], group_of[pair[1]]
        if one == other:
            continue
        links = [between(i, j) for i in groups[one][:_SAMPLE] for j in groups[other][:_SAMPLE]]
        if sum(links) / len(links) < floor:
            continue
        keep, lose = min(one, other), max(one, other)
        for member in groups[lose]:
            group_of[member] = keep
        groups[keep] = sorted(groups[keep] + groups.pop(lose))
    return [groups[k] for k in sorted(groups)]

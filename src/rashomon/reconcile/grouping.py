"""Groups of mentions of one event, by what each pair gains or costs.

A pair of two articles gains its chance of telling one event less a floor; a pair of one article costs a little. Groups are
joined as long as that gains anything, the most gainful first (correlation clustering: Bansal, Blum and Chawla 2004).
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Mapping, Sequence

__all__ = ["group"]

_NOTHING = 0.02
"""Chance below which two mentions have nothing to do with each other."""
_UNSEEN = 8
_UNSEEN_SHARE = 3
"""Of large groups few pairs are compared, the likeliest; of the others up to twice as many and eight have nothing in common."""


def group(
    articles: Sequence[frozenset[str]],
    chances: Mapping[tuple[int, int], float],
    *,
    floor: float,
    repeated: float,
    complete: bool,
) -> list[list[int]]:
    """All mentions in groups, sorted.

    Args:
        articles: of each mention.
        chances: that the mentions of a pair of two articles tell one event.
        floor: what such a pair must have to be worth it.
        repeated: what a pair of mentions of one article costs.
        complete: whether pairs without a chance were compared too, and have none.
    """
    members = {i: [i] for i in range(len(articles))}
    told = {i: Counter(held) for i, held in enumerate(articles)}
    links: dict[int, dict[int, tuple[float, int]]] = {i: {} for i in members}
    for (i, j), value in chances.items():
        if value >= _NOTHING:
            links[i][j] = links[j][i] = (value, 1)

    def gain(i: int, j: int) -> float:
        total, seen = links[i][j]
        fewer, more = (told[i], told[j]) if len(told[i]) < len(told[j]) else (told[j], told[i])
        same = 0 if fewer.keys().isdisjoint(more) else sum(n * more[article] for article, n in fewer.items())
        apart = max(0, len(members[i]) * len(members[j]) - same)
        return total - floor * (apart if complete else min(apart, _UNSEEN_SHARE * seen + _UNSEEN)) - repeated * same

    heap = [(floor - value, i, j, 1, 1) for i in links for j, (value, _) in links[i].items() if i < j and value > floor]
    heapq.heapify(heap)
    while heap:
        _, i, j, n, m = heapq.heappop(heap)
        if i not in members or j not in members or (n, m) != (len(members[i]), len(members[j])):
            continue
        members[i] = sorted(members[i] + members.pop(j))
        told[i] += told.pop(j)
        for k, (value, seen) in links.pop(j).items():
            del links[k][j]
            if k != i:
                total, before = links[i].get(k, (0.0, 0))
                links[i][k] = links[k][i] = (total + value, before + seen)
        for k, (total, seen) in links[i].items():
            if total <= floor * seen:  # which is the least that it costs
                continue
            low, high = min(i, k), max(i, k)
            if (value := gain(low, high)) > 0:
                heapq.heappush(heap, (-value, low, high, len(members[low]), len(members[high])))
    return [members[k] for k in sorted(members)]

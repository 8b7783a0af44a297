"""How surely what was brought together belongs together, by the models that did so."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Generic, NamedTuple

from rashomon.model import M, Told

__all__ = ["Aligned", "Bond", "bond", "bound"]

_MOST = 6
"""Members of a group that are looked at; the fullest come first."""


class Bond(NamedTuple):
    """What holds a group together."""

    chance: float
    """The mean chance of its pairs of mentions in two articles, 1 where all say the same words."""
    repeated: bool
    """Whether two articles tell it in the same words."""


@dataclass(frozen=True, slots=True)
class Aligned(Generic[M]):
    """The mentions of a story that answer to one another."""

    groups: list[tuple[Told[M], ...]]
    """Singles included; in each group the fullest telling first."""
    bonds: Mapping[Told[M], Bond]
    """Of each telling the bond of its group; none of what one article has."""
    listed: Mapping[Told[M], float] = field(default_factory=dict)
    """Of events: how likely a reader would list each mention."""


def bond(group: Sequence[int], articles: Sequence[frozenset[str]], chances: Mapping[tuple[int, int], float]) -> Bond | None:
    """The bond of a group; ``None`` of what one article has.

    Args:
        group: numbers of its members, the fullest first.
        articles: those that each member stands in, with the same words.
        chances: that a pair (the lower number first) tells one thing; pairs that were not compared count for nothing.
    """
    pairs = [pair for pair in combinations(sorted(group[:_MOST]), 2) if articles[pair[0]].isdisjoint(articles[pair[1]])]
    repeated = any(len(articles[member]) > 1 for member in group)
    if not pairs and not repeated:
        return None
    known = [chances[pair] for pair in pairs if pair in chances]
    return Bond(math.fsum(known) / len(known) if known else float(repeated), repeated)


def bound(groups: Iterable[tuple[Sequence[Told[M]], Bond | None]]) -> dict[Told[M], Bond]:
    """Of each telling the bond of its group."""
    return {told: held for tellings, held in groups if held is not None for told in tellings}

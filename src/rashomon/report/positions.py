"""Who stands where: propositions against the actors that take a stand on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.report.ledger import Words
from rashomon.report.views import PositionView

__all__ = ["StandsView", "stands_view"]

_ACTORS = 8
"""Columns of the table: more than a screen holds; those that take most stands are kept."""


class StandRow(NamedTuple):
    """A proposition with what each actor says of it: ``asserts``, ``denies``, ``declines``, in this order, or nothing."""

    ref: str
    words: Words
    cells: tuple[tuple[str, ...], ...]


class StandsView(NamedTuple):
    """The table, and how many actors it has no room for."""

    actors: tuple[str, ...]
    rows: tuple[StandRow, ...]
    hidden: int


def stands_view(positions: Sequence[PositionView]) -> StandsView | None:
    """The table of a story's positions; ``None`` where fewer than two propositions or actors make no table."""
    stands = [{(stand.actor.name, side): None for side, stands in p.sides for stand in stands} for p in positions]
    taken = Counter(name for row in stands for name in dict.fromkeys(name for name, _ in row))
    if len(positions) < 2 or len(taken) < 2:
        return None
    actors = tuple(name for name, _ in taken.most_common(_ACTORS))
    rows = tuple(
        StandRow(position.ref, position.proposition, tuple(tuple(side for n, side in row if n == name) for name in actors))
        for position, row in zip(positions, stands, strict=True)
    )
    return StandsView(actors, tuple(row for row in rows if any(row.cells)), len(taken) - len(actors))

"""The story's actors and what they did to each other, as a drawing and as the table behind it.

The actors stand on an ellipse, so that no line runs through a name; those who have much to do with each other stand near
each other. Everything is computed from the acts alone: the same story gives the same drawing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rashomon.relations import Act, Counts, Relation, relate
from rashomon.report.ledger import Back
from rashomon.report.relations import party_label, say_value

__all__ = ["EdgeView", "NetworkView", "NodeView", "RelationRow", "network_view"]

_NODES = 10
"""Actors drawn: more make a tangle. The table has all."""
_ROWS = 40
_REFS = 12
_WIDTH, _RX, _LABEL = 720, 185, 20
_RADIUS = 6
_ARROW = 9
_APART = 5.0
"""Pixels between the two lines of a pair that both cooperates and conflicts."""


class NodeView(NamedTuple):
    """An actor: where it stands, its name, and on which side of it the name is written."""

    x: float
    y: float
    label: str
    name: str
    anchor: str
    text_x: float


class EdgeView(NamedTuple):
    """What two actors did to each other in one way: ``kind`` is ``cooperation`` or ``conflict``; ``heads`` are arrow heads."""

    kind: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    heads: tuple[str, ...]
    says: str


class RelationRow(NamedTuple):
    """A pair in numbers, with the events it rests on that the page lists."""

    names: tuple[str, str]
    cooperation: int
    conflict: int
    mean: str
    independent: int
    events: tuple[Back, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NetworkView:
    """The drawing and its table."""

    width: int
    height: int
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...]
    rows: tuple[RelationRow, ...]
    hidden_actors: int
    hidden_rows: int

    @property
    def says(self) -> str:
        """The drawing in words."""
        return "; ".join(edge.says for edge in self.edges)


def network_view(acts: Iterable[Act], listed: Mapping[str, Back]) -> NetworkView | None:
    """The relations of a story; ``None`` where no two known actors have anything to do with each other.

    Args:
        acts: of the story.
        listed: links to the events that the page lists.
    """
    relations = [relation for relation in relate(acts) if relation.acts]
    if not relations:
        return None
    weight: Counter[str] = Counter()
    for relation in relations:
        for party in relation.pair:
            weight[party] += relation.counts.independent
    ranked = sorted(weight, key=lambda party: (-weight[party], party))
    shown = _kept(ranked, relations)
    drawn = [relation for relation in relations if set(relation.pair) <= set(shown)]
    nodes, height = _nodes(_ordered(shown, drawn))
    return NetworkView(
        width=_WIDTH,
        height=height,
        nodes=tuple(nodes.values()),
        edges=tuple(edge for relation in drawn for edge in _edges(relation, nodes)),
        rows=tuple(_row(relation, listed) for relation in relations[:_ROWS]),
        hidden_actors=len(ranked) - len(shown),
        hidden_rows=max(0, len(relations) - _ROWS),
    )


def _kept(ranked: Sequence[str], relations: Sequence[Relation]) -> list[str]:
    """The weightiest actors that are tied to one another: nobody stands alone."""
    best = set(ranked[:_NODES])
    tied = {party for r in relations if set(r.pair) <= best for party in r.pair}
    return [party for party in ranked if party in tied]


# ---------------------------------------------------------------------------------------------- where they stand


def _ordered(parties: Sequence[str], relations: Sequence[Relation]) -> list[str]:
    """An order round the ellipse in which lines are short: swaps, as long as one makes it better."""
    ties = {relation.pair: relation.counts.independent for relation in relations}
    order = list(parties)

    def length(order: Sequence[str]) -> float:
        at = {party: 2 * math.pi * k / len(order) for k, party in enumerate(order)}
        return math.fsum(n * abs(math.sin((at[one] - at[other]) / 2)) for (one, other), n in ties.items())

    best, better = length(order), True
    while better:
        better = False
        for i in range(len(order)):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                tried = length(order)
                if tried < best - 1e-9:
                    best, better = tried, True
                else:
                    order[i], order[j] = order[j], order[i]
    return order


def _nodes(order: Sequence[str]) -> tuple[dict[str, NodeView], int]:
    """Each actor on the ellipse, none at its top or bottom, so that each name has room to its left or right."""
    n = len(order)
    ry = {2: 10, 3: 60, 4: 60, 5: 85, 6: 95}.get(n, 17 * n)
    first = math.pi / n if n % 4 == 0 else 0.0
    nodes = {}
    for k, party in enumerate(order):
        angle = math.pi + first + 2 * math.pi * k / n
        x, y = _WIDTH / 2 + _RX * math.cos(angle), ry + 24 + ry * math.sin(angle)
        name = party_label(party)
        label = name if len(name) <= _LABEL else name[: _LABEL - 1].rstrip() + "…"
        left = x < _WIDTH / 2
        text_x = x - 12 if left else x + 12
        nodes[party] = NodeView(round(x, 1), round(y, 1), label, name, "end" if left else "start", round(text_x, 1))
    return nodes, 2 * ry + 48


# ---------------------------------------------------------------------------------------------- what runs between them


def _edges(relation: Relation, nodes: Mapping[str, NodeView]) -> list[EdgeView]:
    """A line for cooperation and one for conflict; beside each other where there are both."""
    ways = (("cooperation", (1, 2)), ("conflict", (3, 4)))
    told = [(kind, [act for act in relation.acts if act.value.quad in quads]) for kind, quads in ways]
    told = [(kind, acts) for kind, acts in told if acts]
    one, other = (nodes[party] for party in relation.pair)
    found = []
    for k, (kind, acts) in enumerate(told):
        shift = _APART * (k - (len(told) - 1) / 2)
        found.append(_edge(one, other, kind, acts=acts, directions={relation.direction(act) for act in acts}, shift=shift))
    return found


def _edge(one: NodeView, other: NodeView, kind: str, *, acts: Sequence[Act], directions: set[str], shift: float) -> EdgeView:
    dx, dy = other.x - one.x, other.y - one.y
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    x1, y1 = one.x - uy * shift + ux * (_RADIUS + 3), one.y + ux * shift + uy * (_RADIUS + 3)
    x2, y2 = other.x - uy * shift - ux * (_RADIUS + 3), other.y + ux * shift - uy * (_RADIUS + 3)
    heads = []
    if directions & {"→", "↔"}:
        heads.append(_head(x2, y2, ux, uy))
        x2, y2 = x2 - ux * _ARROW, y2 - uy * _ARROW
    if directions & {"←", "↔"}:
        heads.append(_head(x1, y1, -ux, -uy))
        x1, y1 = x1 + ux * _ARROW, y1 + uy * _ARROW
    n = len(acts)
    says = f"{one.name} and {other.name}: {n} {'act' if n == 1 else 'acts'} of {kind}"
    width = min(4.5, 1.25 + 0.6 * math.log2(n + 1) ** 1.3)
    ends = round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)
    return EdgeView(kind, *ends, round(width, 2), tuple(heads), says)


def _head(x: float, y: float, ux: float, uy: float) -> str:
    """The points of an arrow head with its tip at ``(x, y)``, pointing along ``(ux, uy)``."""
    back_x, back_y = x - ux * _ARROW, y - uy * _ARROW
    corners = ((x, y), (back_x - uy * 4.5, back_y + ux * 4.5), (back_x + uy * 4.5, back_y - ux * 4.5))
    return " ".join(f"{round(cx, 1)},{round(cy, 1)}" for cx, cy in corners)


def _row(relation: Relation, listed: Mapping[str, Back]) -> RelationRow:
    counts = Counts.of(relation.acts)
    ordered = sorted(relation.acts, key=lambda act: (-act.independent, act.id))
    events = [listed[act.id] for act in ordered if act.id in listed][:_REFS]
    one, other = (party_label(party) for party in relation.pair)
    return RelationRow(
        (one, other), sum(counts.quads[:2]), sum(counts.quads[2:]), say_value(counts.goldstein_mean), counts.independent,
        tuple(events), len(ordered) - len(events),
    )  # fmt: skip

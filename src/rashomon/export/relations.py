"""Relations as JSON and as CSV: every number with the events, and every event with the clauses, that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from rashomon.export.plover import plover_record
from rashomon.export.tables import as_text, cell
from rashomon.relations import QUADS, Act, Counts, Relation

__all__ = ["COLUMNS", "relations_csv", "relations_to_dict"]

Json = dict[str, Any]

COLUMNS = (
    "between", "and", "when", "direction", "type", "mode", "quad", "goldstein", "status", "said_by", "date_basis",
    "independent", "articles", "outlets", "clause", "event", "story",
)  # fmt: skip


def relations_to_dict(relations: Iterable[Relation], *, version: str) -> Json:
    """All relations, in the order given, in the shape of ``data/relations.schema.json``."""
    return {"rashomon": version, "relations": list(map(_relation, relations))}


def _relation(relation: Relation) -> Json:
    return {
        "between": list(relation.pair),
        **_counts(relation.acts),
        "points": [
            {"when": point.when or None, **_counts(point.acts), "events": [_act(act, relation) for act in point.acts]}
            for point in relation.points
        ],
        "aside": [_act(act, relation) for act in relation.aside],
    }


def _counts(acts: Sequence[Act]) -> Json:
    counts = Counts.of(acts)
    return {
        "n_events": counts.events,
        "quads": {name.replace(" ", "_"): n for name, n in zip(QUADS, counts.quads, strict=True)},
        "goldstein_sum": counts.goldstein_sum,
        "goldstein_mean": counts.goldstein_mean,
        "intensity_mean": counts.intensity_mean,
        "mentions": counts.mentions,
        "articles": counts.articles,
        "independent": counts.independent,
    }


def _act(act: Act, relation: Relation) -> Json:
    return {"direction": relation.direction(act), **plover_record(act)}


def relations_csv(relations: Iterable[Relation]) -> str:
    """One line an event and relation; what did not happen says so in ``status``."""
    return as_text(COLUMNS, (_line(r, act) for r in relations for act in (*r.acts, *r.aside)))


def _line(relation: Relation, act: Act) -> list[Any]:
    outlets = dict.fromkeys(cell(clause.outlet) for clause in act.clauses if clause.outlet)
    return [
        *map(cell, relation.pair), act.when, relation.direction(act), act.type, act.mode or "", QUADS[act.value.quad - 1],
        act.value.goldstein, act.status, cell("; ".join(act.said_by)), act.basis, act.independent, len(act.articles),
        "; ".join(outlets), cell(act.clauses[0].words), act.id, act.story,
    ]  # fmt: skip

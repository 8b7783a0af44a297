"""The dyad-day table: for each day, each party that acted and each one acted upon, what happened, in numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from rashomon.export.tables import Column, as_parquet, as_text, cell
from rashomon.relations import Act, Counts

__all__ = ["COLUMNS", "dyad_rows", "dyads_csv", "dyads_parquet"]

COLUMNS = (
    Column("date", date, "day of the events: as the articles tell it, else the first day of publication"),
    Column("actor", str, "who acts: ISO 3166 alpha-3 code of a country, else a name"),
    Column("recipient", str, "who is acted upon"),
    Column("events", int, "events, each once however many accounts and articles tell it"),
    Column("verbal_cooperation", int, "events of quad class 1"),
    Column("material_cooperation", int, "events of quad class 2"),
    Column("verbal_conflict", int, "events of quad class 3"),
    Column("material_conflict", int, "events of quad class 4"),
    Column("goldstein_sum", float, "sum of the events' values on the Goldstein scale"),
    Column("goldstein_mean", float, "mean of the same"),
    Column("intensity_mean", float, "mean of PLOVER's intensities"),
    Column("types", int, "different types of events: what a one-a-day filter leaves"),
    Column("days_told", int, "events whose day the articles tell"),
    Column("stories", int, "stories that the events belong to"),
    Column("mentions", int, "clauses that tell the events, copies included"),
    Column("articles", int, "articles that tell them, copies included"),
    Column("independent", int, "independent accounts, summed over the events: copies of one text count once"),
)


def dyad_rows(acts: Iterable[Act], *, told_only: bool = False) -> list[tuple[Any, ...]]:
    """The rows, in order of day, actor and recipient.

    A joint act (a meeting) stands in both directions. Events of a longer or an unknown time have no day and no row.

    Args:
        acts: that count; what did not happen must have been left out.
        told_only: leave out events whose day no article tells.
    """
    days: dict[tuple[date, str, str], list[Act]] = defaultdict(list)
    for act in acts:
        if act.on is not None and (act.basis == "told" or not told_only):
            for one, other in act.directions:
                days[act.on, one, other].append(act)
    return [_row(key, days[key]) for key in sorted(days)]


def _row(key: tuple[date, str, str], acts: list[Act]) -> tuple[Any, ...]:
    acts.sort(key=lambda act: (act.story, act.id))
    counts = Counts.of(acts)
    return (
        key[0], cell(key[1]), cell(key[2]), counts.events, *counts.quads,
        counts.goldstein_sum, counts.goldstein_mean, counts.intensity_mean,
        len({act.type for act in acts}), sum(act.basis == "told" for act in acts), len({act.story for act in acts}),
        counts.mentions, counts.articles, counts.independent,
    )  # fmt: skip


def dyads_csv(acts: Iterable[Act], *, told_only: bool = False) -> str:
    """The table as CSV."""
    return as_text([column.name for column in COLUMNS], dyad_rows(acts, told_only=told_only))


def dyads_parquet(acts: Iterable[Act], *, told_only: bool = False) -> bytes:
    """The table as a Parquet file; each column carries its description.

    Raises:
        OutputError: if pyarrow is not installed.
    """
    return as_parquet(COLUMNS, dyad_rows(acts, told_only=told_only))

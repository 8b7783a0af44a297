"""Events as a tab-separated table with the columns of the POLECAT data set, for scripts that read those.

Columns whose values we do not know are there and empty; columns of ours follow POLECAT's. ``docs/exports.md`` tells which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from rashomon import __version__
from rashomon.actor_codes import party_name, plover_code
from rashomon.countries import find_country
from rashomon.export.tables import as_text, cell
from rashomon.model import Actor
from rashomon.relations import QUADS, Act
from rashomon.sectors import sector_code

__all__ = ["COLUMNS", "OWN_COLUMNS", "polecat_rows", "polecat_table"]

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors",
    "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
"""POLECAT's columns, in its order."""

OWN_COLUMNS = (
    "Headline",
    "Status",
    "Date Basis",
    "Event End Date",
    "Goldstein",
    "Independent",
    "Articles",
    "Story ID",
    "Event Text",
)
"""What we know beyond POLECAT."""

_LISTED = 40
"""Names of a story that one cell lists."""


def polecat_table(acts: Iterable[Act]) -> str:
    """The table with its head: a row for each party that acts with each other one that is acted upon."""
    return as_text((*COLUMNS, *OWN_COLUMNS), (row for act in acts for row in polecat_rows(act)), tabs=True)


def polecat_rows(act: Act) -> Iterator[list[str]]:
    """The rows of one event; they share its ``Event ID``. A side that nobody is known on is left empty."""
    pairs = [(one, other) for one, other in product(_side(act.actors), _side(act.recipients)) if not _are_one(one, other)]
    for one, other in pairs:
        known = _what(act) | _who("Actor", one) | _who("Recipient", other) | _where(act) | _source(act)
        yield [known.get(name, "") for name in (*COLUMNS, *OWN_COLUMNS)]


def _side(actors: tuple[Actor, ...]) -> list[Actor | None]:
    """The parties of a side, each once by the first who stands for it."""
    by_party = {party_name(actor): actor for actor in reversed(actors)}
    return [by_party[name] for name in sorted(by_party)] or [None]


def _are_one(one: Actor | None, other: Actor | None) -> bool:
    return one is not None and other is not None and party_name(one) == party_name(other)


def _what(act: Act) -> dict[str, str]:
    first = act.on or act.start
    return {
        "Event ID": act.id,
        "Event Date": first.isoformat() if first else "",
        "Event Type": act.type,
        "Event Mode": act.mode or "",
        "Intensity": str(act.value.intensity),
        "Quad Code": QUADS[act.value.quad - 1].upper(),
        "Contexts": ";".join(act.contexts),
        "Status": act.status,
        "Date Basis": act.basis,
        "Event End Date": act.end.isoformat() if act.end and act.basis == "interval" else "",
        "Goldstein": str(act.value.goldstein),
        "Independent": str(act.independent),
        "Articles": str(len(act.articles)),
        "Story ID": act.story,
        "Version": f"rashomon {__version__}",
    }


def _who(side: str, actor: Actor | None) -> dict[str, str]:
    if actor is None:
        return {}
    code = plover_code(actor)
    return {
        f"{side} Name": cell(actor.name),
        f"{side} Country": code if len(code) == 3 and code not in ("IGO", "NGO") and code.isupper() else "",
        f"Primary {side} Sector": sector_code(actor) or "",
        f"{side} Sectors": sector_code(actor) or "",
        f"{side} Title": cell(actor.office),
    }


def _where(act: Act) -> dict[str, str]:
    country = find_country(act.place) if act.place else None
    return {
        "Placename": cell(act.place),
        "Raw Placename": cell(act.place),
        "Country": country.code if country else "",
    }


def _source(act: Act) -> dict[str, str]:
    best = act.clauses[0]
    return {
        "Source": cell(best.outlet),
        "Publication Date": best.published_on.isoformat() if best.published_on else "",
        "Headline": cell(best.title),
        "Event Text": cell(best.words),
        "Story People": cell("; ".join(act.cast.people[:_LISTED])),
        "Story Organizations": cell("; ".join(act.cast.bodies[:_LISTED])),
        "Story Locations": cell("; ".join(act.cast.places[:_LISTED])),
        "Language": act.cast.language,
    }

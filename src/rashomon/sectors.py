"""The part of society that an actor belongs to, as PLOVER codes it: government, military, rebels, civilians."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from rashomon.actor_codes import plover_code
from rashomon.lexicon import lexicon
from rashomon.model import Actor

__all__ = ["sector_code"]

_WORD = re.compile(r"[a-z]+")


class _Sector(NamedTuple):
    code: str
    words: frozenset[str]
    phrases: tuple[str, ...]
    unless: tuple[str, ...]


@functools.cache
def _sectors() -> tuple[_Sector, ...]:
    return tuple(
        _Sector(row["code"], frozenset(row["words"].split()), tuple(row.get("phrases", ())), tuple(row.get("not", ())))
        for row in lexicon("sectors")["sector"]
    )


@functools.lru_cache(maxsize=20_000)
def sector_code(actor: Actor) -> str | None:
    """PLOVER's code of the sector, told by a person's office or the name of a body or group; ``None`` where nothing tells.

    A country as such has no sector, nor has a person without an office.

    >>> sector_code(Actor("Mara Holt", "person", of="NOR", office="foreign minister"))
    'GOV'
    >>> sector_code(Actor("Norlandish army", "body", of="Norland"))
    'MIL'
    """
    if actor.kind in ("country", "place"):
        return None
    told = (actor.office if actor.kind == "person" else actor.name) or ""
    if actor.kind != "person" and (between := plover_code(actor)) in ("IGO", "NGO"):
        return between
    words = _WORD.findall(told.lower())
    line = f" {' '.join(words)} "
    for sector in _sectors():
        if any(f" {phrase} " in line for phrase in sector.unless):
            continue
        if not sector.words.isdisjoint(words) or any(f" {phrase} " in line for phrase in sector.phrases):
            return sector.code
    return None

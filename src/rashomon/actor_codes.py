"""Actors as PLOVER codes them: the country that they act for, else what kind of body they are.

A code says less than an actor's name, and serves tables and comparisons with other event data only.
"""

from __future__ import annotations

import functools
import re

from rashomon.countries import find_country, match_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor

__all__ = ["plover_code"]

_WORD = re.compile(r"[\w.]+(?:[-'’][\w.]+)*")


@functools.lru_cache(maxsize=20_000)
def plover_code(actor: Actor) -> str:
    """ISO 3166 alpha-3 of the country, ``IGO`` or ``NGO`` for bodies of no country, else the plain name.

    >>> plover_code(Actor("Mara Holt", "person", of="United Nations"))
    'IGO'
    """
    if actor.of is not None and len(actor.of) == 3 and actor.of.isupper() and actor.of not in _short():
        return actor.of
    name = actor.of or actor.name
    country = find_country(name)
    if country is not None:
        return country.code
    bare = name.lower().removeprefix("the ")
    if bare in _short() or any(body in bare for body in lexicon("bodies")["igo"]):
        return "IGO"
    if any(body in bare for body in lexicon("bodies")["ngo"]):
        return "NGO"
    return (actor.kind == "body" and _country_in(name)) or name


@functools.cache
def _short() -> frozenset[str]:
    return frozenset((*lexicon("bodies")["igo_short"], *(short.upper() for short in lexicon("bodies")["igo_short"])))


def _country_in(name: str) -> str:
    """The one country that a body's name names: "Norlandish Workers' Union"."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    found = {hit[1].code for i in range(len(words)) if (hit := match_country(words, i)) is not None}
    return found.pop() if len(found) == 1 else ""

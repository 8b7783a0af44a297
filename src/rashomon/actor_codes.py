"""Actors as PLOVER codes them: the country that they act for, else what kind of body they are.

A code says less than an actor's name, and serves tables and comparisons with other event data only.
"""

from __future__ import annotations

import functools
import re

from rashomon.countries import find_country, match_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor

__all__ = ["between", "party_name", "plover_code"]

_WORD = re.compile(r"[\w.]+(?:[-'’][\w.]+)*")


@functools.lru_cache(maxsize=20_000)
def plover_code(actor: Actor) -> str:
    """ISO 3166 alpha-3 of the country, ``IGO`` or ``NGO`` for bodies of no country, else the plain name.

    Armed movements and parties have the code of the country where they are at home.

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
    known = between(name) or _movements().get(bare)
    return known or (actor.kind == "body" and (_country_in(name) or _sort(bare))) or name


def between(name: str) -> str:
    """``IGO`` or ``NGO`` for the name of a well-known body of no country, else nothing."""
    bare = name.lower().removeprefix("the ")
    if bare in _short() or any(body in bare for body in lexicon("bodies")["igo"]):
        return "IGO"
    return "NGO" if any(body in bare for body in lexicon("bodies")["ngo"]) else ""


@functools.lru_cache(maxsize=20_000)
def party_name(actor: Actor) -> str:
    """The party of an event: the code of the country whose state, leaders, forces or people act, else the plain name.

    Lawmakers, parties, companies, newspapers and rebels act in their own name, whatever their country.

    >>> party_name(Actor("Mara Holt", "person", of="NOR", office="foreign minister"))
    'NOR'
    >>> party_name(Actor("Mara Holt", "person", of="NOR", office="senator"))
    'Mara Holt'
    """
    if actor.of is None or actor.kind == "country" or not _is_own(actor):
        name = actor.of or actor.name
        return _called().get(name.lower().removeprefix("the "), name)
    return actor.name.removeprefix("unnamed: ")


def _is_own(actor: Actor) -> bool:
    """Whether somebody with a country acts in his own name."""
    kind = {"person": "persons", "body": "bodies", "group": "bodies", "unnamed": "unnamed"}.get(actor.kind)
    if kind is None:
        return False
    words = [w.lower() for w in _WORD.findall((actor.office or "") if kind == "persons" else actor.name)]
    own, state = _party_words(kind)
    return bool(own & set(words)) and not state & set(words)


@functools.cache
def _party_words(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """Words that tell who acts in his own name, and words that outweigh them."""
    table = lexicon("parties")[kind]
    return frozenset(table.get("offices", table.get("words", "")).split()), frozenset(table.get("state", "").split())


@functools.cache
def _short() -> frozenset[str]:
    return frozenset((*lexicon("bodies")["igo_short"], *(short.upper() for short in lexicon("bodies")["igo_short"])))


@functools.cache
def _called() -> dict[str, str]:
    """What bodies are called besides, in lower case, with their names."""
    return {other: name for name, others in lexicon("bodies")["called"].items() for other in others}


@functools.cache
def _movements() -> dict[str, str]:
    """Names of movements, in lower case, with their countries."""
    table = lexicon("bodies")["movements"].items()
    return {" ".join(name.split()): code for code, names in table for name in names.split(",")}


def _sort(name: str) -> str:
    """``IGO`` or ``NGO``, where words in the name of a body of no country tell that states or private people founded it."""
    line = f" {name} "
    sorts = lexicon("bodies")["sorts"].items()
    return next((code for code, words in sorts if any(f" {word.strip()} " in line for word in words.split(","))), "")


def _country_in(name: str) -> str:
    """The one country that a body's name names: "Norlandish Workers' Union"."""
    words = [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(name)]
    found = {hit[1].code for i in range(len(words)) if (hit := match_country(words, i)) is not None}
    return found.pop() if len(found) == 1 else ""

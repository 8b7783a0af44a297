"""Whom unnamed sources stand for, where the story tells it.

An article that has said "US officials" goes on with "officials", one that has named a police department with "police"; another
names the judge, the spokesman or the father whom this one only describes. Only what the story tells of one alone is taken: two
judges, and "the judge" stays unnamed.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.countries import country_name, people
from rashomon.lexicon import lexicon
from rashomon.model import Actor
from rashomon.reconcile.belonging import state_heads
from rashomon.reconcile.home import READERS, is_country

__all__ = ["fuller_sources"]

_UNNAMED = "unnamed: "
"""What the name of an actor begins with that no account names."""
_SPEAKS_FOR = ("spokesman", "press secretary")
"""Offices that every body has: whose it is must be told."""


def fuller_sources(
    who: Mapping[Actor, Actor], where: Mapping[Actor, frozenset[str]], *, home: str | None
) -> Mapping[Actor, Actor]:
    """Unnamed actors with those that they stand for.

    Args:
        who: every actor of the story with its canonical one.
        where: the articles that each is mentioned in.
        home: the country that the story is on.
    """
    places: dict[Actor, set[str]] = defaultdict(set)
    for actor, one in who.items():
        places[one] |= where[actor]
    officials = [one for one in sorted(places, key=_order) if one.kind == "person" and one.office]
    groups = [one for one in sorted(places, key=_order) if one.kind in ("body", "unnamed") and len(_words(one)) > 1]
    found = {}
    for unnamed in sorted((one for one in places if one.kind == "unnamed"), key=_order):
        words = _words(unnamed)
        fuller = _holder(unnamed, words, officials) or _kin(words, officials)
        if fuller is None and len(words) == 1 and words[0] in _short_forms():
            near = [group for group in groups if places[group] & places[unnamed]]
            fuller = _whole(words[0], near, home) or _national(unnamed, words[0])
        if fuller is not None:
            found[unnamed] = fuller
    return found


def _order(actor: Actor) -> tuple[str, str, str, str]:
    return actor.name, actor.kind, actor.of or "", actor.office or ""


def _words(actor: Actor) -> list[str]:
    return actor.name.removeprefix(_UNNAMED).replace("’", "'").lower().split()


def _holder(actor: Actor, words: Sequence[str], officials: Sequence[Actor]) -> Actor | None:
    """The only person of the story whose office the description ends with, or begins with ("spokesman for the ministry")."""
    office = next((office for office in _single_offices() if _names_office(words, office)), None)
    if office is None:
        return None
    wanted = _single_offices()[office]
    holders = [p for p in officials if p.office and _stands_for(p.office) == wanted]
    if wanted in _SPEAKS_FOR and not state_heads().isdisjoint(words):  # of a ministry: there are others
        return None
    own = [p for p in holders if actor.of and p.of == actor.of]
    if len(own) == 1:
        return own[0]
    alone = len(holders) == 1 and wanted not in _SPEAKS_FOR and not (actor.of and holders[0].of)
    return holders[0] if alone else None


def _names_office(words: Sequence[str], office: str) -> bool:
    size = len(office.split())
    end = next((k for k, word in enumerate(words) if word in ("for", "of", "at", "in", "with")), len(words))
    return " ".join(words[max(0, end - size) : end]) == office


@functools.lru_cache(maxsize=10_000)
def _stands_for(office: str) -> str:
    """The office that stands for those which are like the last of a description's, or the empty string."""
    return next((first for known, first in _single_offices().items() if office == known or office.endswith(" " + known)), "")


def _kin(words: Sequence[str], officials: Sequence[Actor]) -> Actor | None:
    """The only father of the story for "her father"."""
    if len(words) != 2 or words[0] not in ("his", "her", "their"):
        return None
    kin = [person for person in officials if person.office == words[1]]
    return kin[0] if len(kin) == 1 else None


def _whole(word: str, groups: Sequence[Actor], home: str | None) -> Actor | None:
    """The group that a bare word takes up: the only one of the article that its name ends with, which is a body or acts for
    the country that the story is on."""
    names = _short_forms()[word]
    found = [g for g in groups if names & set(_head(g))]
    return found[0] if len(found) == 1 and (found[0].kind == "body" or found[0].of == (home or READERS)) else None


def _national(actor: Actor, word: str) -> Actor | None:
    """Authorities of a story that is at home abroad are told with their country; its government is the country."""
    if not is_country(actor.of) or actor.of is None or actor.of == READERS:
        return None
    if word == "government":
        return Actor(country_name(actor.of), "country", actor.of)
    return replace(actor, name=f"{_UNNAMED}{people(actor.of)} {word}")


def _head(actor: Actor) -> Iterator[str]:
    """The last word of a name before any preposition, and for bodies the one before it ("Police Department")."""
    words = _words(actor)
    end = next((k for k, word in enumerate(words) if k and word in ("for", "of", "at", "in", "with", "to")), len(words))
    yield words[end - 1]
    if actor.kind == "body" and end > 1:
        yield words[end - 2]


@functools.cache
def _short_forms() -> dict[str, frozenset[str]]:
    """Bare words for groups, with the words that their fuller names have."""
    return {word: frozenset(names.split()) for word, names in lexicon("names")["short_sources"].items()}


@functools.cache
def _single_offices() -> dict[str, str]:
    """Offices that a story seldom has two holders of, with the one that stands for its equals."""
    return {office: group.split(";")[0] for group in lexicon("names")["single_offices"] for office in group.split(";")}

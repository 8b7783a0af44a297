"""For whom an actor acts, where no account says so but its name or office does.

"The Norland officials" act for Norland, "Holt's spokesman" for Holt's country, and a home secretary for the one country whose
minister English news calls so. What the accounts say themselves is never overruled.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from rashomon.actor_codes import between
from rashomon.countries import first_country, place_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor

_ARMED = frozenset("army force forces guard guards corps command council regime".split())
"""Last words of the names of bodies that rebels found as states do."""
_PREPOSITIONS = frozenset("of in at for from with on near to".split())

__all__ = ["belongings", "country_words", "public_heads", "state_heads"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")


def country_words(name: str) -> tuple[str | None, list[str]]:
    """The first country that a body's name holds, by its name or its people's, and the words left."""
    words = [word.removesuffix("'s") for word in _WORD.findall(name.replace("’", "'"))]
    found = first_country(words)
    if found is None or found[2].sense not in ("name", "people"):
        return None, words
    at, size, country = found
    return country.code, words[:at] + words[at + size :]


def belongings(actors: Iterable[Actor], *, home: str | None = None) -> Mapping[Actor, str]:
    """Actors of a story that nobody places, with the country that follows from their name or office.

    Args:
        actors: of the story, each as it stands for all its mentions.
        home: the country that the story is on, whose police and courts need no country.
    """
    actors = sorted(set(actors), key=lambda a: (a.name, a.kind, a.of or "", a.office or ""))
    leaders = _last_names(actors)
    found = {
        actor: _belonging(actor, leaders) or _at_home(actor, home) for actor in actors if not actor.of and not actor.members
    }
    return {actor: of for actor, of in found.items() if of}


def _last_names(actors: Sequence[Actor]) -> dict[str, str]:
    """Last names of persons with the country they act for; not those of persons of two countries."""
    homes: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        if actor.kind == "person" and actor.of:
            homes[actor.name.split()[-1]].add(actor.of)
    return {name: min(of) for name, of in homes.items() if len(of) == 1}


def _belonging(actor: Actor, leaders: Mapping[str, str]) -> str | None:
    if actor.kind == "person":
        return _national_offices().get(actor.office or "")
    if actor.kind not in ("unnamed", "body"):
        return None
    country, left = country_words(actor.name.removeprefix("unnamed: "))
    if country is not None:
        return country if country_words(" ".join(left))[0] in (None, country) else None
    led = {leaders[word] for word in left if word in leaders}
    if led:
        return min(led) if len(led) == 1 else None
    return next((code for word, code in _national_words().items() if word in left), None)


def _at_home(actor: Actor, home: str | None) -> str | None:
    """Where those are at home who act for a state, whichever it is: "the police", "the Harbour Town Police Department"."""
    if actor.kind not in ("unnamed", "body"):
        return None
    words = [word.removesuffix("'s") for word in _WORD.findall(actor.name.removeprefix("unnamed: ").replace("’", "'"))]
    end = next((i for i, word in enumerate(words) if i and word in _PREPOSITIONS), len(words))
    last = words[end - 1].lower() if words else ""
    if actor.kind == "unnamed":
        return home if last in public_heads() else None
    if last not in state_heads() - _ARMED or between(actor.name):
        return None
    places = (place_country(" ".join(words[i:j])) for i in range(len(words)) for j in (i + 2, i + 1))
    return next((code for code in places if code), home)


@functools.cache
def public_heads() -> frozenset[str]:
    """Common nouns for those who act for a state."""
    return frozenset(lexicon("offices")["bodies"]["public"].split())


@functools.cache
def state_heads() -> frozenset[str]:
    """Last words of the names of bodies that act for a state."""
    return frozenset(lexicon("offices")["bodies"]["state"].split())


@functools.cache
def _national_offices() -> dict[str, str]:
    """Offices that English news gives without a country where they are one country's."""
    return {office: code for code, offices in lexicon("names")["national_offices"].items() for office in offices.split(";")}


@functools.cache
def _national_words() -> dict[str, str]:
    """Words of unnamed bodies that English news gives without a country where they are one country's."""
    return {word: code for code, words in lexicon("names")["national_words"].items() for word in words.split()}

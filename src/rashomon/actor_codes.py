"""Actors as PLOVER codes them: the country that they act for, else what kind of body they are.

A code says less than an actor's name, and serves tables and comparisons with other event data only.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from rashomon.countries import find_country, government, match_country, place_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor

__all__ = ["between", "is_head", "party_name", "party_names", "plover_code", "speaker_name"]

_INITIAL = re.compile(r"(?<=\w) [A-Z]\.(?= \w)")
_WORD = re.compile(r"[\w.]+(?:[-'’][\w.]+)*")


@functools.lru_cache(maxsize=20_000)
def plover_code(actor: Actor) -> str:
    """ISO 3166 alpha-3 of the country, ``IGO`` or ``NGO`` for bodies of no country, else the plain name; nothing for people
    without a name or country.

    Armed movements and parties have the code of the country where they are at home.

    >>> plover_code(Actor("Mara Holt", "person", of="United Nations"))
    'IGO'
    """
    if actor.of is not None and len(actor.of) == 3 and actor.of.isupper() and actor.of not in _short():
        return actor.of
    if actor.kind == "unnamed" and actor.of is None:
        return ""
    name = actor.of or actor.name
    country = find_country(name)
    if country is not None:
        return country.code
    bare = name.lower().removeprefix("the ")
    known = between(name) or _movements().get(bare)
    return known or (actor.kind == "body" and (_country_in(name) or _sort(bare))) or name


def speaker_name(actor: Actor) -> str:
    """The name of who says something: a country speaks by its government.

    >>> speaker_name(Actor("Norway", "country", of="NOR"))
    'Norwegian government'
    """
    named = actor.name if actor.kind == "country" else actor.name.lower().endswith(" government") and actor.name[:-11]
    country = find_country(named) if named else None
    return government(country.code) if country is not None else actor.name


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
    if actor.of is None or actor.kind == "country" or not (_is_private(actor) or _is_own(actor)):
        of = _known().get(actor.of or "", actor.of)  # whoever heads the FBI acts for its country
        return _commonly(of or actor.name.removeprefix("unnamed: "), actor)
    return _commonly(actor.name.removeprefix("unnamed: "), actor)


def _commonly(name: str, actor: Actor) -> str:
    """The name that a body goes by."""
    return _called().get(name.lower().removeprefix("the "), _plain(name, actor))


def _plain(name: str, actor: Actor) -> str:
    """The name of a person without initials in the middle, of others as it is; apostrophes are straight."""
    name = name.replace("’", "'")
    return _INITIAL.sub("", name) if actor.kind == "person" else name


def party_names(actors: Sequence[Actor], others: Sequence[Actor] = ()) -> list[str]:
    """The parties on one side of an event, each once, in order.

    Where the other side is the same country's, the code tells nothing: persons then act, and suffer, in their own name, but
    for whoever stands for the country.

    >>> chief, head = Actor("Mara Holt", "person", "NOR", "police chief"), Actor("Olaf Dresk", "person", "NOR", "president")
    >>> party_names([chief], [head]), party_names([head], [chief])
    (['Mara Holt'], ['NOR'])
    """
    names, other = (list(dict.fromkeys(map(party_name, side))) for side in (actors, others))
    if len(names) != 1 or names != other or not all(actor.of for actor in (*actors, *others)):
        return names
    return list(dict.fromkeys(party_name(actor) if is_head(actor) else _plain(actor.name, actor) for actor in actors))


def is_head(actor: Actor) -> bool:
    """Whether somebody is, or stands for, his country: its head of state or government, or one of its bodies."""
    return actor.kind != "person" or (actor.office or "") in _heads()


@functools.cache
def _known() -> Mapping[str, str]:
    """Bodies that everybody calls by one word, with their countries."""
    table: Mapping[str, str] = lexicon("offices")["known"]
    return table


@functools.cache
def _heads() -> frozenset[str]:
    return frozenset(office.strip() for office in lexicon("parties")["heads"]["offices"].split(";"))


def _is_private(actor: Actor) -> bool:
    """Whether somebody is of a firm, a school or a town, and acts for no country or movement."""
    of = actor.of or ""
    if actor.kind != "person" or (len(of) == 3 and of.isupper()) or between(of):
        return False
    own, state = _party_words("bodies")
    words = set(map(str.lower, _WORD.findall(of)))
    return place_country(of) is not None or bool(own & words and not state & words)


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

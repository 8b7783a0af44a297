"""Actors of a story as they are compared: their names word by word, how often they are named, and who stands for several."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor
from rashomon.reconcile.spellings import by_initials, formal

__all__ = [
    "WORD", "Known", "agree", "canonical_actor", "commonest", "is_acronym", "name_parts", "named_in", "nicknames", "order",
    "parties_in", "plain",
]  # fmt: skip

WORD = re.compile(r"\w+(?:['’]\w+)*")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


def plain(name: str) -> str:
    """Without accents, case and typography."""
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon("names")["titles"].split())


@functools.cache
def _first_names() -> frozenset[str]:
    table = lexicon("first_names")
    return frozenset((*table["male"].split(), *table["female"].split()))


@functools.cache
def nicknames() -> dict[str, str]:
    """Short or familiar form -> the first of its group."""
    return {name: group.split()[0] for group in lexicon("names")["nicknames"] for name in group.split()}


def name_parts(name: str) -> tuple[str, ...]:
    """The words of a person's name, without titles and suffixes; ``Jong-un`` gives two."""
    found = [word.removesuffix("'s") for word in WORD.findall(plain(name))]
    while len(found) > 1 and found[0] in _titles():
        found = found[1:]
    while len(found) > 1 and found[-1] in _SUFFIXES:
        found = found[:-1]
    return tuple(found)


def _n_titles(name: str) -> int:
    return len(WORD.findall(name)) - len(name_parts(name))


def is_acronym(name: str) -> bool:
    """Whether a name is initials: "NATO", "U.N."."""
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 6


@dataclass(frozen=True, slots=True)
class Known:
    """An actor of the story with how often, and in how many articles, it is named."""

    actor: Actor
    parts: tuple[str, ...]
    mentions: int
    leader: str | None = None
    """Of a government that goes by its leader's name: his last name, and"""
    of: str | None = None
    """the country that he acts for."""
    household: str | None = None
    """The name of somebody's office, staff or family with his full one: "Mara Holt's office"."""
    articles: frozenset[str] = frozenset()
    """That name it."""
    home: str | None = None
    """The country that the story shows a holder of her office to act for."""
    inferred: bool = False
    """Told by the parties of events only, whose country may be that of the clause."""


def order(actor: Actor) -> tuple[str, str, str, str]:
    """Sort key: the same for every order of the accounts."""
    return actor.name, actor.kind, actor.of or "", actor.office or ""


def named_in(account: Account) -> list[Actor]:
    """Who is named or quoted in an account, once for every mention."""
    speakers = [*(quote.speaker for quote in account.quotes), *(figure.speaker for figure in account.figures)]
    return [*(mention.actor for mention in account.actors), *filter(None, speakers)]


def parties_in(account: Account) -> list[Actor]:
    """Who acts, suffers or speaks in the events of an account, once for every mention."""
    return [actor for event in account.events for actor in (*event.actor, *event.recipient, event.speaker) if actor]


def agree(one: Actor, other: Actor) -> bool:
    """Whether two actors may act for one country or body."""
    return not one.of or not other.of or one.of == other.of


def commonest(values: Iterable[tuple[str | None, int]]) -> str | None:
    """The value that counts most, if there is any."""
    counts: Counter[str] = Counter()
    for value, n in values:
        if value:
            counts[value] += n
    return max(counts, key=lambda value: (counts[value], value)) if counts else None


def canonical_actor(group: Sequence[Known]) -> Actor:
    """One actor for the group."""
    names: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    countries = [k for k in group if k.actor.kind == "country"]
    group = countries or group  # a country and its government go by the country's name
    for known in group:
        names[known.actor.name] += known.mentions
        articles[known.actor.name] |= known.articles
    if group[0].actor.kind == "person":
        spelt = {name_parts(name) for name in names}

        def fullness(name: str) -> tuple[int, bool, int, int, bool, int, int, str]:
            parts = name_parts(name)
            given = parts[0] in _first_names()  # "Watson Holt" is part of "Mara Watson Holt", "Ross Holt" goes by it
            whole = given or not any(len(parts) < len(other) and parts == other[-len(parts) :] for other in spelt)
            familiar = nicknames().get(parts[0], parts[0]) != parts[0]  # who has a familiar name goes by it
            return min(len(parts), 2), whole, -_n_titles(name), len(articles[name]), familiar, names[name], len(name), name

        fullest = max(names, key=fullness)
    else:
        initials = by_initials()
        fullest = group[0].household or max(
            names, key=lambda n: (n.replace(".", "") in initials, not is_acronym(n), " " in n, names[n], len(n), n)
        )
        fullest = min((n for n in names if n.endswith(" " + fullest)), key=lambda n: (-names[n], n), default=fullest)
    named = [k for k in group if k.actor.name == fullest] or group
    kind = max(named, key=lambda k: (k.mentions, k.actor.kind)).actor.kind
    of = group[0].home or commonest((k.actor.of or k.of, k.mentions) for k in group)
    return Actor(formal(fullest), kind, of, commonest((k.actor.office, k.mentions) for k in group))

"""The state of relations between actors, over days: who did what to whom, and what it says of them.

An ``Act`` is an event of a story as relations see it: one event however many accounts tell it, with its quad class, its
value on the Goldstein scale, its day, and every clause that it rests on. A ``Relation`` is what two actors did to each
other. Only what happened counts; what is alleged, planned, denied, hypothetical or negated is kept aside and says so.

Types, quad classes and values: ``data/relations.toml``. Speech that is no act (``STATEMENT``) and what has no type of
PLOVER's (``OTHER``) say nothing of a relation and are left out.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal, NamedTuple

from rashomon.actor_codes import party_name
from rashomon.countries import find_country
from rashomon.errors import RashomonError
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Article, Event, Grain, Reading, Span, Status

__all__ = [
    "QUADS",
    "Act",
    "Cast",
    "Clause",
    "Counts",
    "Point",
    "Relation",
    "Value",
    "acts_of",
    "find_pair",
    "relate",
    "value_of",
]

Basis = Literal["told", "interval", "reported", "unknown"]
"""Where a day comes from: the articles tell it, they tell a longer time, it is the first day of publication, or nowhere."""

Pair = tuple[str, str]


class Value(NamedTuple):
    """What an event of a type says of a relation. ``quad`` is 1 to 4, the others lie between -10 and 10."""

    quad: int
    goldstein: float
    intensity: float


QUADS: tuple[str, ...] = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The quad classes 1 to 4."""


@functools.cache
def value_of(kind: str, mode: str | None = None) -> Value | None:
    """What an event of this type and mode says of a relation; ``None`` where it says nothing.

    >>> value_of("AID")
    Value(quad=2, goldstein=7.5, intensity=10.0)
    """
    row = lexicon("relations")["types"].get(kind)
    if row is None:
        return None
    return Value(row["quad"], row["goldstein"], row.get("modes", {}).get(mode or "", row["intensity"]))


class Clause(NamedTuple):
    """A clause that tells an act: where it stands, and its words on one line."""

    article: str
    outlet: str | None
    title: str | None
    published_on: date | None
    url: str | None
    span: Span
    words: str


class Cast(NamedTuple):
    """Everybody whom the accounts of a story name, and the language they are in."""

    people: tuple[str, ...]
    bodies: tuple[str, ...]
    places: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Act:
    """An event as it bears on relations. ``id`` is that of the event, ``story`` that of the story."""

    id: str
    story: str
    cast: Cast
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    value: Value
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    on: date | None
    """The day, where one can be told; see ``basis``."""
    basis: Basis
    start: date | None
    end: date | None
    grain: Grain | None
    place: str | None
    clauses: tuple[Clause, ...]
    """Every telling, the best first."""
    said_by: tuple[str, ...]
    """Who says so, where the clauses stand in quotes."""
    independent: int
    """Number of independent accounts: copies of one text count once."""

    @property
    def actor(self) -> tuple[str, ...]:
        """Parties that act: ISO 3166 alpha-3 codes, else plain names."""
        return tuple(dict.fromkeys(map(party_name, self.actors)))

    @property
    def recipient(self) -> tuple[str, ...]:
        """Parties that are acted upon."""
        return tuple(dict.fromkeys(map(party_name, self.recipients)))

    @property
    def directions(self) -> tuple[Pair, ...]:
        """Each party that acts with each other one that is acted upon, in order of their names."""
        return tuple(sorted({(one, other) for one in self.actor for other in self.recipient if one != other}))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that tell it, each once."""
        return tuple(dict.fromkeys(clause.article for clause in self.clauses))

    @property
    def when(self) -> str:
        """The time in ISO 8601: a day, or an interval ``first/last``; empty where it is not known."""
        if self.on is not None:
            return self.on.isoformat()
        return f"{self.start}/{self.end}" if self.start and self.end else ""


class Counts(NamedTuple):
    """Acts in numbers. ``quads`` has the number of each class, 1 to 4; ``independent`` is the sum over the acts."""

    events: int
    quads: tuple[int, int, int, int]
    goldstein_sum: float
    goldstein_mean: float | None
    intensity_mean: float | None
    mentions: int
    articles: int
    independent: int

    @classmethod
    def of(cls, acts: Sequence[Act]) -> Counts:
        """Count each act once."""
        total = sum(act.value.goldstein for act in acts)
        strength = sum(act.value.intensity for act in acts)
        first, second, third, fourth = (sum(act.value.quad == quad for act in acts) for quad in (1, 2, 3, 4))
        return cls(
            events=len(acts),
            quads=(first, second, third, fourth),
            goldstein_sum=round(total, 1),
            goldstein_mean=round(total / len(acts), 2) if acts else None,
            intensity_mean=round(strength / len(acts), 2) if acts else None,
            mentions=sum(len(act.clauses) for act in acts),
            articles=len({article for act in acts for article in act.articles}),
            independent=sum(act.independent for act in acts),
        )


class Point(NamedTuple):
    """What happened between two actors on a day, or at a longer or unknown time (``when`` as in ``Act.when``)."""

    when: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """Two actors and what they did to each other, in order of time. ``aside`` did not happen, or is not known to have."""

    pair: Pair
    acts: tuple[Act, ...]
    aside: tuple[Act, ...] = ()

    @property
    def counts(self) -> Counts:
        """What happened, in numbers."""
        return Counts.of(self.acts)

    @property
    def points(self) -> tuple[Point, ...]:
        """What happened, day by day; longer times stand where they begin, unknown ones last."""
        return tuple(Point(when, tuple(acts)) for when, acts in groupby(self.acts, key=lambda act: act.when))

    def direction(self, act: Act) -> str:
        """``→`` from the first of the pair to the second, ``←`` the other way, ``↔`` both."""
        there, back = self.pair in act.directions, self.pair[::-1] in act.directions
        return "↔" if there and back else "→" if there else "←"


def acts_of(reading: Reading) -> tuple[Act, ...]:
    """The events of a story as relations see them, in order of time. Their parties may be unknown."""
    articles = {article.id: article for article in reading.story.articles}
    cast = _cast(reading)
    acts = (_act(event, reading.story.id, articles, cast=cast) for event in reading.events)
    return tuple(sorted((act for act in acts if act), key=_time))


def _act(event: Event, story: str, articles: dict[str, Article], *, cast: Cast) -> Act | None:
    kind, status = event.plover
    value = value_of(kind, event.mode)
    if value is None:
        return None
    on, basis = _day(event, articles.values())
    best = (event.what.article, event.what.span)
    told = sorted(event.accounts, key=lambda t: ((t.article, t.mention.span) != best, t.article, t.mention.span))
    return Act(
        id=event.id, story=story, cast=cast, type=kind, mode=event.mode, contexts=event.contexts, status=status,
        value=value, actors=event.actor, recipients=event.recipient, on=on, basis=basis, start=event.start, end=event.end,
        grain=event.grain, place=event.place,
        clauses=tuple(_clause(articles[t.article], t.mention.span) for t in told),
        said_by=tuple(sorted({t.mention.speaker.name for t in told if t.mention.speaker})),
        independent=event.independent,
    )  # fmt: skip


def _clause(article: Article, span: Span) -> Clause:
    words = " ".join(span.of(article.text).split())
    return Clause(article.id, article.outlet, article.title, article.published_on, article.url, span, words)


def _day(event: Event, articles: Iterable[Article]) -> tuple[date | None, Basis]:
    """A longer time is not put on a day of its own choosing; where none is told, news tells what is new.

    An article without a date counts as of the last day on which the others of its story appeared.
    """
    if event.start is not None:
        return (event.start, "told") if event.end in (None, event.start) else (None, "interval")
    telling = {told.article for told in event.accounts}
    published = {article.id: article.published_on for article in articles}
    latest = max(filter(None, published.values()), default=None)
    days = [day for article in telling if (day := published[article] or latest)]
    return (min(days), "reported") if days else (None, "unknown")


def _cast(reading: Reading) -> Cast:
    named: dict[str, set[str]] = defaultdict(set)
    for account in reading.story.accounts:
        for mention in account.actors:
            named[mention.actor.kind].add(mention.actor.name)
    languages = sorted({article.language for article in reading.story.articles if article.language})
    places = named["country"] | named["place"]
    return Cast(tuple(sorted(named["person"])), tuple(sorted(named["body"])), tuple(sorted(places)), ";".join(languages))


def _time(act: Act) -> tuple[bool, str, str, int, str]:
    """Sort key: by day, the unknown last, the best supported of a day first; the same for every order of the stories."""
    first = act.on or act.start
    return first is None, first.isoformat() if first else "", act.when, -act.independent, act.id


def relate(acts: Iterable[Act], *, between: Pair | None = None, accounts: int = 1) -> list[Relation]:
    """What each two actors did to each other.

    Args:
        acts: of any number of stories (``acts_of``). An event that two stories tell is two acts: merging ends at the story.
        between: two parties, in the order in which the relation shall name them; all pairs where not given.
        accounts: leave out what fewer independent accounts tell.

    Returns:
        The relations, those with most independent accounts of what happened first. Where ``between`` is given, one
        relation, empty if the two have nothing to do with each other.
    """
    wanted = {tuple(sorted(between))} if between else None
    met: dict[Pair, dict[tuple[str, str], Act]] = defaultdict(dict)
    for act in acts:
        if act.independent < accounts:
            continue
        for one, other in act.directions:
            pair = (one, other) if one < other else (other, one)
            if wanted is None or pair in wanted:
                met[pair][act.story, act.id] = act
    if between:
        return [_relation(between, met.get((min(between), max(between)), {}).values())]
    relations = [_relation(pair, found.values()) for pair, found in met.items()]
    return sorted(relations, key=lambda r: (-r.counts.independent, -len(r.acts), -len(r.aside), r.pair))


def _relation(pair: Pair, acts: Iterable[Act]) -> Relation:
    ordered = sorted(acts, key=_time)
    happened = tuple(act for act in ordered if act.status == "happened")
    return Relation(pair, happened, tuple(act for act in ordered if act.status != "happened"))


def find_pair(names: tuple[str, str], acts: Iterable[Act]) -> Pair:
    """The two parties that a user means: by code or name as the acts have it, in any case, or by the name of a country.

    Raises:
        RashomonError: if one of them is not among the acts, or both are one.
    """
    met: Counter[str] = Counter(party for act in acts for party in {*act.actor, *act.recipient})
    one, other = (_find_party(name, met) for name in names)
    if one == other:
        raise RashomonError(f"{names[0]} and {names[1]} are one actor here; name two")
    return one, other


def _find_party(name: str, met: Counter[str]) -> str:
    country = find_country(name) or find_country(name.title())
    for party in (name, name.upper(), country.code if country else name):
        if party in met:
            return party
    for party in sorted(met):
        if party.casefold() == name.casefold():
            return party
    most = ", ".join(sorted(met, key=lambda party: (-met[party], party))[:6])
    raise RashomonError(f"no event has {name!r} as an actor; those with most events are {most or 'none'}")

"""Whom a story names: how often, where, and beside which events."""

from __future__ import annotations

import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.actor_codes import party_name
from rashomon.countries import country_name
from rashomon.model import Account, Actor, EventMention, Form, Span, Story, Told

__all__ = ["NOBODY", "Named", "Party", "Scene", "Seen", "is_code"]

Party = frozenset[str]
"""Who stands on one side of an event: names, or codes of countries, as a reader gives them."""
NOBODY: Party = frozenset()

_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|is|are|got|gets?)(?: \w+ly| not)?\s*$")
_REACH = 24
"""Characters before a participle that may hold what makes it passive."""
_TOP = 6
"""Parties named most in a story, that may be meant though no sentence near names them."""


class Named(NamedTuple):
    """A party where an account names it."""

    span: Span
    party: str
    form: Form


class Seen(NamedTuple):
    """Whom the words around one telling of an event name."""

    groups: Mapping[str, Sequence[Named]]
    """In its clause ``before`` and ``after`` the trigger, ``outside`` of the clause in its sentence, in the ``earlier`` one."""
    trigger: Span
    text: str
    passive: bool


def is_code(party: str) -> bool:
    """Whether a party is a country, by its code."""
    return len(party) == 3 and party.isupper()


class Scene:
    """The parties of a story."""

    def __init__(self, story: Story, who: Mapping[Actor, Actor], clusters: Sequence[Sequence[Told[EventMention]]]) -> None:
        """``who`` gives every actor its canonical one, ``clusters`` the tellings of each event."""
        self._who = who
        self._accounts = {account.article.id: account for account in story.accounts}
        self._starts = {at: [s.start for s in account.sentences] for at, account in self._accounts.items()}
        self._actors: dict[str, Counter[Actor]] = defaultdict(Counter)
        self._early: set[str] = set()
        self._counts = (Counter[str](), Counter[str](), Counter[str]())
        self._named = {account.article.id: sorted(self._read(account)) for account in story.accounts}
        self._places = {article: [one.span.start for one in named] for article, named in self._named.items()}
        _, acts, bears = self._counts
        for cluster in clusters:
            acts.update({p for told in cluster for p in self.parties(told.mention.actor)})
            bears.update({p for told in cluster for p in self.parties(told.mention.recipient)})
        named = self._counts[0]
        ranked = sorted(named, key=lambda party: (-named[party], party))
        self._totals = [max(1, counts.total()) for counts in self._counts]
        self._generals: dict[Party, Mapping[str, float]] = {}
        self.top = tuple(ranked[:_TOP])
        self.home = next((party for party in ranked if is_code(party)), "")

    def _read(self, account: Account) -> Iterator[Named]:
        end = account.sentences[0].end if account.sentences else 0
        for mention in account.actors:
            if mention.actor.members:
                continue
            party = self.party(mention.actor)
            self._counts[0][party] += 1
            if mention.span.start < end:
                self._early.add(party)
            yield Named(mention.span, party, mention.form)

    def party(self, actor: Actor) -> str:
        """The party that an actor of an account is of."""
        actor = self._who.get(actor, actor)
        name = party_name(actor)
        self._actors[name][actor] += 1
        return name

    def parties(self, actors: Iterable[Actor]) -> Party:
        """The side that actors make."""
        return frozenset(map(self.party, actors))

    def actors(self, party: Party, told: Iterable[Actor]) -> tuple[Actor, ...]:
        """The actors of a side: those whom the tellings give, else the country, else who is named most."""
        known = {party_name(actor): actor for actor in told}
        return tuple(known.get(one) or self._actor(one) for one in sorted(party))

    def _actor(self, party: str) -> Actor:
        if is_code(party):
            return Actor(country_name(party), "country", party)
        named = self._actors[party]
        return max(named, key=lambda a: (named[a], a.name, a.kind, a.office or "", a.of or ""))

    def sort(self, party: str) -> str:
        """What kind of actor a party is."""
        return self._actor(party).kind

    def is_state(self, party: Party) -> bool:
        """Whether a side is made of countries."""
        return "state" in self.general(party)

    def general(self, party: Party) -> Mapping[str, float]:
        """What is known of a side whatever the event: its kind, how much it is spoken of, and of all that is told does
        (``acts``) and suffers (``bears``)."""
        if party not in self._generals:
            self._generals[party] = {**self._kinds(party), **self._standing(party)} if party else {"nobody": 1.0}
        return self._generals[party]

    def _kinds(self, party: Party) -> dict[str, float]:
        """Countries, persons, bodies ..."""
        if all(map(is_code, party)):
            return {"state": 1.0, "home": float(party == {self.home}), "several": float(len(party) > 1)}
        found = {f"is_{self.sort(one)}": 1.0 for one in party}
        return {**found, "own": 1.0, "several": float(len(party) > 1)}

    def _standing(self, party: Party) -> dict[str, float]:
        return {
            "share": self._root(0, party),
            "first": float(party == frozenset(self.top[:1])),
            "early": float(not party.isdisjoint(self._early)),
            "acts": self._root(1, party),
            "bears": self._root(2, party),
        }

    def _root(self, which: int, party: Party) -> float:
        counts = self._counts[which]
        return math.sqrt(sum(counts[one] for one in party) / self._totals[which] / max(1, len(party)))

    def seen(self, told: Told[EventMention]) -> Seen:
        """Whom the words around a telling name."""
        account, mention = self._accounts[told.article], told.mention
        text, trigger, clause = account.article.text, mention.trigger, mention.span
        k = bisect_right(self._starts[told.article], trigger.start) - 1
        here = account.sentences[k] if k >= 0 else clause
        within = self.between(told.article, here)
        inside = [named for named in within if clause.start <= named.span.start < clause.end]
        groups = {
            "before": [named for named in inside if named.span.start < trigger.start],
            "after": [named for named in inside if named.span.start >= trigger.start],
            "outside": [named for named in within if not clause.start <= named.span.start < clause.end],
            "earlier": self.between(told.article, account.sentences[k - 1]) if k > 0 else (),
        }
        return Seen(groups, trigger, text, bool(_PASSIVE.search(text[max(0, trigger.start - _REACH) : trigger.start])))

    def between(self, article: str, span: Span) -> Sequence[Named]:
        """Whom a part of an article names, in order."""
        start, end = (bisect_left(self._places[article], at) for at in span)
        return self._named[article][start:end]

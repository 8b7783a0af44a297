"""Where a story is at home, and whom that places.

News gives no country to those whom its readers know: "the president", "police", "the Supreme Court". A story's own words tell
which one is meant: the countries, towns and seats of government that it names, and beside whom it names them.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from rashomon.countries import place_country
from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, Story

__all__ = ["READERS", "Home", "is_country", "local_offices"]

READERS = "USA"
"""Whose president most English reports print without a country."""
_KNOWN = 0.35
"""What of a person's mentions counts for the readers' own country, if she is its president, or for the story's own."""
_SHARE = 0.4
"""Share of all that a story names of countries that its home has at least."""
_RIVALS = 0.7
"""Share of the mentions of the country that is named most from which another rivals it."""


def is_country(code: str | None) -> bool:
    """Whether a code is that of a country, not the name of a body."""
    return code is not None and len(code) == 3 and code.isupper()


class Home:
    """The countries that a story names, and beside whom."""

    def __init__(self, story: Story) -> None:
        self.told: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._beside: dict[Actor, Counter[str]] = defaultdict(Counter)
        self._count: Counter[Actor] = Counter()
        self._led: set[str] = set()
        for account in story.accounts:
            self._read(account)

    def _read(self, account: Account) -> None:
        starts = [span.start for span in account.sentences]
        codes: dict[int, Counter[str]] = defaultdict(Counter)
        people: dict[int, set[Actor]] = defaultdict(set)
        for mention in account.actors:
            actor, sentence = mention.actor, bisect_right(starts, mention.span.start)
            code = actor.of if is_country(actor.of) else place_country(actor.name) if actor.kind == "place" else None
            if code is not None:
                self.told[code] += 1
                codes[sentence][code] += 1 + (actor.kind == "body")  # "the White House" tells whose it is
            elif actor.kind in ("group", "place"):
                self._unknown[actor.name] += 1
            if actor.kind == "person":
                people[sentence].add(actor)
                self._count[actor] += 1
            if actor.name.endswith(" administration"):
                self._led.update(actor.name.split()[:-1])
        for sentence, there in people.items():
            for actor in there:
                self._beside[actor].update(codes[sentence])

    @property
    def _is_settled(self) -> bool:
        """Whether no place or people without a country is named more often than any country: else the story may be on one that
        is in no table."""
        return max(self._unknown.values(), default=0) <= max(self.told.values(), default=0)

    @property
    def country(self) -> str | None:
        """The country that the story is on, where one stands out."""
        if not self._is_settled:
            return None
        ranked = self.told.most_common(2)
        total = self.told.total()
        if not ranked or ranked[0][1] < _SHARE * total or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
            return None
        return ranked[0][0]

    @property
    def alone(self) -> str | None:
        """The country that the story is on, where none is named nearly as often: between two, "officials" may be either's."""
        ranked = self.told.most_common(2)
        rivals = len(ranked) > 1 and ranked[1][1] > _RIVALS * ranked[0][1]
        return self.country if not rivals else None

    def place(self, people: Sequence[tuple[str, Collection[Actor]]], taken: Iterable[tuple[str, str]]) -> Mapping[int, str]:
        """The countries of persons who hold an office of state without one.

        Args:
            people: of each person the office, and the actors that she is in the accounts.
            taken: offices of others with their country: it has one president only.
        """
        if not self._is_settled:
            return {}
        held = {(code, _rank(office)) for office, code in taken}
        scores = [
            (score, k, code)
            for k, (office, actors) in enumerate(people)
            if office in state_offices()
            for code, score in self._scores(office, actors).items()
        ]
        found: dict[int, str] = {}
        for _, k, code in sorted(scores, key=lambda s: (-s[0], s[1], s[2])):
            rank = _rank(people[k][0])
            if k in found or (rank and code != READERS and (code, rank) in held):
                continue
            found[k] = code
            held.add((code, rank))
        return found

    def _scores(self, office: str, actors: Collection[Actor]) -> Mapping[str, float]:
        """How much speaks for each country that has such an office."""
        beside: Counter[str] = Counter()
        for actor in actors:
            beside.update(self._beside[actor])
        n = sum(self._count[actor] for actor in actors)
        total = max(1, self.told.total())
        scores = {code: count + n * self.told[code] / total for code, count in beside.items()}
        own = READERS if _rank(office) and self.told[READERS] else self.country
        if own is not None:
            scores[own] = scores.get(own, n * self.told[own] / total) + _KNOWN * n
        if any(actor.name.split()[-1] in self._led for actor in actors):
            scores[READERS] = scores.get(READERS, 0.0) + n
        lacking = _lacking().get(office, frozenset())
        return {code: score for code, score in scores.items() if code not in lacking}


def _rank(office: str) -> str:
    """The rank of which a country has one holder at a time; nothing for offices that many hold."""
    return "president" if office == "leader" else next((rank for rank, offices in _ranks().items() if office in offices), "")


@functools.cache
def _ranks() -> Mapping[str, frozenset[str]]:
    return {group.split(";")[0]: frozenset(group.split(";")) for group in lexicon("names")["sole_offices"]}


@functools.cache
def state_offices() -> frozenset[str]:
    """Offices by which somebody acts for his country, whichever it is."""
    return frozenset(office.strip() for office in lexicon("names")["state_offices"].split(";"))


@functools.cache
def local_offices() -> frozenset[str]:
    """Offices by which somebody acts for a state even where a town or a body is told beside it."""
    return frozenset(office.strip() for office in lexicon("names")["local_offices"].split(";"))


@functools.cache
def _lacking() -> Mapping[str, frozenset[str]]:
    """Offices with the countries that have none such."""
    found: dict[str, frozenset[str]] = defaultdict(frozenset)
    for codes, offices in lexicon("names")["lacking"].items():
        for office in offices.split(";"):
            found[office] |= frozenset(codes.split())
    return found

"""Who acts in an event and to whom, chosen among those whom its accounts name.

The parse of a clause tells whom its verb has for subject and object. Often the clause names them by "the mayor" or not at all:
then those count who are named in its sentence, in the one before, throughout the story, and as doing and suffering in its other
events. Two models of choice (multinomial logistic, ``data/parties_chosen.toml``, fitted by ``training/fit_parties.py``) weigh
these signs: one chooses who acts, one to whom, given who acts. Nobody is a choice too.
"""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Actor, EventMention, Told
from rashomon.reconcile.scene import NOBODY, Named, Party, Scene, Seen, is_code

__all__ = ["RECIPROCAL", "ChoiceModel", "Choices", "Chooser", "Sides", "Signs", "chosen_by"]

Signs = Mapping[str, float]
"""What speaks for and against a choice."""

RECIPROCAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types whose parties stand on both sides."""
_WORD_BEFORE = re.compile(r"([\w.]+)\W*$")
_OWNS = re.compile(r"^['’]s?\b")
_LEADS = frozenset("by of to against on with at for from in and over into between about".split())
"""Words before a name that tell what part it has."""
_NEAR = 120.0
"""Characters in which nearness halves."""
_ENDS = {"before": ((-1, "last_before"),), "after": ((0, "first_after"),), "earlier": ((0, "earlier_first"),)}
"""Whom a part of a telling names next to the trigger, or first."""
_LIKELIEST = 3
"""Choices of who acts that are gone on with."""
_LEAST = 0.25
"""Chance that somebody must have to be named: of those likeliest with less, one in four or five was right; left out, both sides
were right as often on stories not fitted on, with one wrong name in thirty fewer."""


class ChoiceModel(NamedTuple):
    """Weights of the signs of who acts, and of those of to whom."""

    acts: Signs
    bears: Signs


@functools.cache
def chosen_by() -> ChoiceModel:
    """The model as shipped."""
    table = lexicon("parties_chosen")
    return ChoiceModel(table["acts"], table["bears"])


class Sides(NamedTuple):
    """Who acts and to whom, each with the chance of it."""

    actor: Party
    recipient: Party
    actor_chance: float
    recipient_chance: float

    @property
    def known(self) -> Sides:
        """The sides without those that are too unlikely to be named."""
        return self._replace(
            actor=self.actor if self.actor_chance >= _LEAST else NOBODY,
            recipient=self.recipient if self.recipient_chance >= _LEAST else NOBODY,
        )


class Choices:
    """Who may act in one event and suffer it, and what speaks for each."""

    def __init__(self, scene: Scene, tellings: Sequence[Told[EventMention]], kind: str, ruled: tuple[Party, Party]) -> None:
        """``kind`` is the event's type, ``ruled`` are its two sides as the parse of its clauses tells them."""
        self._scene, self._kind, self._ruled = scene, kind, ruled
        self._sides = [(scene.parties(t.mention.actor), scene.parties(t.mention.recipient)) for t in tellings]
        self._on_side = [frozenset(one for sides in self._sides for one in sides[slot]) for slot in (0, 1)]
        self._speakers = [scene.party(t.mention.speaker) if t.mention.speaker else None for t in tellings]
        self._seen = [scene.seen(told) for told in tellings]
        self._near = [_places(seen) for seen in self._seen]
        self.parties: tuple[Party, ...] = tuple(dict.fromkeys(self._candidates()))
        """All that may stand on a side, nobody first."""

    def _candidates(self) -> Iterator[Party]:
        told = [*self._ruled, *(side for sides in self._sides for side in sides)]
        yield from (NOBODY, *told)
        near = (named.party for seen in self._seen for group in seen.groups.values() for named in group)
        speakers = (speaker for speaker in self._speakers if speaker is not None)
        singles = (*(one for side in told for one in sorted(side)), *near, *self._scene.top, *speakers)
        yield from (frozenset((one,)) for one in singles)

    def bearers(self, actor: Party) -> Sequence[int]:
        """Who may suffer what ``actor`` does, by number: only a state does to itself what is not done together."""
        if self._kind in RECIPROCAL:
            return range(len(self.parties))
        named = {one for one in actor if not is_code(one)}
        return [k for k, party in enumerate(self.parties) if named.isdisjoint(party)]

    def actors(self, party: Party, told: Sequence[Actor]) -> tuple[Actor, ...]:
        """The actors of a side: those whom the tellings give come first."""
        return self._scene.actors(party, told)

    def signs(self, k: int, slot: int) -> Signs:
        """What speaks for party ``k`` on a side: 0 who acts, 1 to whom."""
        return {**self.told(k, slot), **self.general(k)}

    def general(self, k: int) -> Signs:
        """What speaks for party ``k`` whatever the event."""
        return self._scene.general(self.parties[k])

    def told(self, k: int, slot: int) -> Signs:
        """What the tellings say for party ``k`` on a side; what is left out is 0."""
        party = self.parties[k]
        if not party:
            empty = float(not self._ruled[slot])
            return {f"nobody_{self._kind}": 1.0, "nobody_ruled": empty}
        found = dict(self._places[k])
        for mine, name in ((slot, ""), (1 - slot, "other_")):
            if not party.isdisjoint(self._on_side[mine]):
                found[f"{name}told"] = sum(bool(sides[mine] & party) for sides in self._sides) / len(self._sides)
        if "told" in found:
            found["told_part"] = found["told"]
            found["told"] = sum(sides[slot] == party for sides in self._sides) / len(self._sides)
        if party == self._ruled[1 - slot]:
            found["other"] = 1.0
        if party == self._ruled[slot]:
            found["ruled"] = found[f"ruled_{self._kind}"] = 1.0
        return found

    @functools.cached_property
    def _places(self) -> Sequence[dict[str, float]]:
        """Shares of the tellings in which each party stands where."""
        found: list[dict[str, float]] = [defaultdict(float) for _ in self.parties]
        single = {one: k for k, party in enumerate(self.parties) if len(party) == 1 for one in party}
        several = [k for k, party in enumerate(self.parties) if len(party) > 1]
        for near, speaker in zip(self._near, self._speakers, strict=True):
            told = [(single[one], places) for one, places in near.items() if one in single]
            told += [(k, _together([near[one] for one in self.parties[k] if one in near])) for k in several]
            for k, places in told:
                for name, value in places.items():
                    found[k][name] += value / len(self._seen)
            speaking = [k for k in several if speaker in self.parties[k]]
            if speaker in single:
                speaking.append(single[speaker])
            for k in speaking:
                found[k]["speaker"] += 1 / len(self._seen)
        return list(map(dict, found))

    def given(self, k: int, actor: Party) -> Signs:
        """What speaks for party ``k`` to suffer what ``actor`` does; what is left out is 0."""
        party = self.parties[k]
        if not party:
            return {} if actor else {"nobody_by_nobody": 1.0}
        found: dict[str, float] = {}
        if party == actor:
            found["self"] = 1.0
        if not party.isdisjoint(actor):
            found["self_part"] = 1.0
        if not self._scene.is_state(party):
            return found
        if party == actor:
            found["self_state"] = 1.0
        elif actor and self._scene.is_state(actor):
            found["abroad"] = 1.0
        if party != actor and actor == {self._scene.home}:
            found["abroad_by_home"] = 1.0
        if actor and not any(map(is_code, actor)):
            found["state_by_own"] = 1.0
        return found


class Chooser:
    """Chooses the sides of the events of one story."""

    def __init__(self, model: ChoiceModel) -> None:
        self._model = model
        self._general: tuple[dict[Party, float], dict[Party, float]] = ({}, {})
        """What speaks for each party whatever the event, on either side: most events may be of the same few."""
        self._borne: dict[tuple[Party, Party], float] = {}
        """What speaks for the first to suffer what the second does."""

    def choose(self, choices: Choices) -> Sides:
        """Who acts and to whom, by what is likeliest together."""
        parties, found = choices.parties, []
        acting, bearing = ([self._score(choices, k, slot) for k in range(len(parties))] for slot in (0, 1))
        acting = _log_chances(acting)
        for k in sorted(range(len(acting)), key=lambda k: -acting[k])[:_LIKELIEST]:
            actor = parties[k]
            borne = choices.bearers(actor)
            chances = _log_chances([bearing[j] + self._given(choices, j, actor) for j in borne])
            best = max(range(len(chances)), key=chances.__getitem__)
            found.append((-acting[k] - chances[best], k, borne[best], chances[best]))
        _, k, j, bears = min(found)
        return Sides(parties[k], parties[j], math.exp(acting[k]), math.exp(bears))

    def _given(self, choices: Choices, k: int, actor: Party) -> float:
        pair = (choices.parties[k], actor)
        if pair not in self._borne:
            self._borne[pair] = _score(self._model.bears, choices.given(k, actor))
        return self._borne[pair]

    def _score(self, choices: Choices, k: int, slot: int) -> float:
        known, party, weights = self._general[slot], choices.parties[k], self._model[slot]
        if party not in known:
            known[party] = _score(weights, choices.general(k))
        return known[party] + _score(weights, choices.told(k, slot))


def _places(seen: Seen) -> dict[str, dict[str, float]]:
    """Where one telling names whom."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for name, group in seen.groups.items():
        for named in group:
            mine = found[named.party]
            mine[name] = 1.0
            if name in ("before", "after") and seen.passive:
                mine[f"{name}_passive"] = 1.0
            for sign, value in _beside(seen, named, within=name != "outside") if name != "earlier" else ():
                mine[sign] = max(mine.get(sign, 0.0), value)
        for end, sign in _ENDS.get(name, ()) if group else ():
            found[group[end].party][sign] = 1.0
    return found


def _together(places: Sequence[dict[str, float]]) -> dict[str, float]:
    """Where one telling names any of some."""
    if len(places) == 1:
        return places[0]
    found: dict[str, float] = {}
    for place in places:
        for name, value in place.items():
            found[name] = max(found.get(name, 0.0), value)
    return found


def _beside(seen: Seen, named: Named, *, within: bool) -> Iterator[tuple[str, float]]:
    """How near to the trigger a party is named, and by what words it is led in."""
    behind = named.span.start > seen.trigger.start
    distance = named.span.start - seen.trigger.end if behind else seen.trigger.start - named.span.end
    yield "near_after" if behind else "near_before", 2.0 ** (-max(0, distance) / _NEAR)
    word = _WORD_BEFORE.search(seen.text[max(0, named.span.start - 16) : named.span.start])
    if within and word is not None and word[1].lower() in _LEADS:
        yield f"by_{word[1].lower()}", 1.0
    if _OWNS.match(seen.text[named.span.end : named.span.end + 3]):
        yield "owns", 1.0
    if named.form == "pronoun":
        yield "pronoun", 1.0


def _score(weights: Signs, signs: Signs) -> float:
    return math.fsum([weights.get(name, 0.0) * value for name, value in signs.items()])


def _log_chances(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    total = math.log(math.fsum(math.exp(score - most) for score in scores))
    return [score - most - total for score in scores]

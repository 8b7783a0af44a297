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

__all__ = ["RECIPROCAL", "ChoiceModel", "Choices", "Signs", "chosen_by"]

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
_LIKELIEST = 3
"""Choices of who acts that are gone on with."""


class ChoiceModel(NamedTuple):
    """Weights of the signs of who acts, and of those of to whom."""

    acts: Signs
    bears: Signs


@functools.cache
def chosen_by() -> ChoiceModel:
    """The model as shipped."""
    table = lexicon("parties_chosen")
    return ChoiceModel(table["acts"], table["bears"])


class Choices:
    """Who may act in one event and suffer it, and what speaks for each."""

    def __init__(self, scene: Scene, tellings: Sequence[Told[EventMention]], kind: str, ruled: tuple[Party, Party]) -> None:
        """``kind`` is the event's type, ``ruled`` are its two sides as the parse of its clauses tells them."""
        self._scene, self._kind, self._ruled = scene, kind, ruled
        self._sides = [(scene.parties(t.mention.actor), scene.parties(t.mention.recipient)) for t in tellings]
        self._speakers = [scene.party(t.mention.speaker) if t.mention.speaker else None for t in tellings]
        self._seen = [scene.seen(told) for told in tellings]
        self._near = [frozenset(named.party for group in seen.groups.values() for named in group) for seen in self._seen]
        self.parties: tuple[Party, ...] = tuple(dict.fromkeys(self._candidates()))
        """All that may stand on a side, nobody first."""

    def _candidates(self) -> Iterator[Party]:
        told = [*self._ruled, *(side for sides in self._sides for side in sides)]
        yield from (NOBODY, *told)
        near = (named.party for seen in self._seen for group in seen.groups.values() for named in group)
        speakers = (speaker for speaker in self._speakers if speaker is not None)
        singles = (*(one for side in told for one in sorted(side)), *near, *self._scene.top, *speakers)
        yield from (frozenset((one,)) for one in singles)

    def choose(self, model: ChoiceModel) -> tuple[Party, Party]:
        """Who acts and to whom, by what is likeliest together."""
        acting = _log_chances([_score(model.acts, self.signs(k, 0)) for k in range(len(self.parties))])
        bearing = [_score(model.bears, self.signs(k, 1)) for k in range(len(self.parties))]
        found: list[tuple[float, int, int]] = []
        for k in sorted(range(len(acting)), key=lambda k: -acting[k])[:_LIKELIEST]:
            actor = self.parties[k]
            borne = self.bearers(actor)
            chances = _log_chances([bearing[j] + _score(model.bears, self.given(j, actor)) for j in borne])
            best = max(range(len(chances)), key=chances.__getitem__)
            found.append((-acting[k] - chances[best], k, borne[best]))
        _, k, j = min(found)
        return self.parties[k], self.parties[j]

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
        party = self.parties[k]
        if not party:
            empty = float(not self._ruled[slot])
            return {"nobody": 1.0, f"nobody_{self._kind}": 1.0, "nobody_ruled": empty}
        return {**self._told(party, slot), **self._sort(party), **self._scene.standing(party), **self._places[k]}

    def _told(self, party: Party, slot: int) -> dict[str, float]:
        """What the parse says of it."""
        n = len(self._sides)
        found = {
            "told": sum(sides[slot] == party for sides in self._sides) / n,
            "told_part": sum(bool(sides[slot] & party) for sides in self._sides) / n,
            "other": float(party == self._ruled[1 - slot]),
            "other_told": sum(bool(sides[1 - slot] & party) for sides in self._sides) / n,
        }
        if party == self._ruled[slot]:
            found["ruled"] = found[f"ruled_{self._kind}"] = 1.0
        return found

    def _sort(self, party: Party) -> dict[str, float]:
        """Countries, persons, bodies ..."""
        if all(map(is_code, party)):
            return {"state": 1.0, "home": float(party == {self._scene.home}), "several": float(len(party) > 1)}
        found = {f"is_{self._scene.sort(one)}": 1.0 for one in party}
        return {**found, "own": 1.0, "several": float(len(party) > 1)}

    @functools.cached_property
    def _places(self) -> Sequence[dict[str, float]]:
        """Shares of the tellings in which each party stands where."""
        found = []
        for party in self.parties:
            places: dict[str, float] = defaultdict(float)
            for seen, near, speaker in zip(self._seen, self._near, self._speakers, strict=True):
                if speaker in party:
                    places["speaker"] += 1 / len(self._seen)
                if not near.isdisjoint(party):
                    for name, value in _place(seen, party).items():
                        places[name] += value / len(self._seen)
            found.append(dict(places))
        return found

    def given(self, k: int, actor: Party) -> Signs:
        """What speaks for party ``k`` to suffer what ``actor`` does."""
        party = self.parties[k]
        if not party:
            return {"nobody_by_nobody": float(not actor)}
        state = all(map(is_code, party))
        by_state = bool(actor) and all(map(is_code, actor))
        return {
            "self": float(party == actor),
            "self_part": float(bool(party & actor)),
            "self_state": float(state and party == actor),
            "abroad": float(state and by_state and party != actor),
            "abroad_by_home": float(state and party != actor and actor == {self._scene.home}),
            "state_by_own": float(state and bool(actor) and not any(map(is_code, actor))),
        }


def _place(seen: Seen, party: Party) -> dict[str, float]:
    """Where one telling names a party."""
    found: dict[str, float] = {}
    for name, group in seen.groups.items():
        mine = [named for named in group if named.party in party]
        if not mine:
            continue
        found[name] = 1.0
        if name in ("before", "after"):
            found[f"{name}_passive"] = float(seen.passive)
        found["last_before"] = max(found.get("last_before", 0.0), float(name == "before" and mine[-1] is group[-1]))
        found["first_after"] = max(found.get("first_after", 0.0), float(name == "after" and mine[0] is group[0]))
        found["earlier_first"] = float(name == "earlier" and mine[0] is group[0])
        for named in mine if name != "earlier" else ():
            for sign, value in _beside(seen, named, within=name != "outside"):
                found[sign] = max(found.get(sign, 0.0), value)
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
    return math.fsum(weights.get(name, 0.0) * value for name, value in signs.items())


def _log_chances(scores: Sequence[float]) -> list[float]:
    most = max(scores)
    total = math.log(math.fsum(math.exp(score - most) for score in scores))
    return [score - most - total for score in scores]

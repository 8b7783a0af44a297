"""The same actor across the accounts of a story. Mentions are never edited: what is made is a table from each actor, as one
article has it, to the one that stands for all.

Precision comes first. Persons are one where their last names agree and nothing else disagrees; bodies where their words do, in
whatever order, or where one is the other's initials; countries and their governments by their code. Unnamed speakers stay as
they are: two "officials" are not known to be one.
"""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rashomon.actor_codes import between
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Story
from rashomon.reconcile.belonging import belongings, country_words
from rashomon.reconcile.bodies import GOVERNMENT, group_bodies
from rashomon.reconcile.culprits import find_culprit, is_culprit
from rashomon.reconcile.home import Home, is_country, local_offices
from rashomon.reconcile.known import Known, canonical_actor, commonest, name_parts, named_in, order, parties_in
from rashomon.reconcile.persons import by_generation, group_persons, join_misprinted
from rashomon.reconcile.sources import fuller_sources
from rashomon.reconcile.spellings import as_printed
from rashomon.reconcile.states import learn_states, with_actors

__all__ = ["identify"]

_HOUSEHOLDS = frozenset(("office", "family", "staff"))
"""What a person has and speaks through."""
_LEADERS = ("president", "prime minister", "king", "supreme leader", "crown prince")
"""Offices, one of which "the leader" of a country holds."""


def _all_actors(story: Story) -> tuple[Counter[Actor], Mapping[Actor, frozenset[str]], frozenset[Actor]]:
    """Every actor of the story with the number of times it stands somewhere, the articles where it does, and those that
    are named or quoted, not only parties of events."""
    found: Counter[Actor] = Counter()
    told: set[Actor] = set()
    where: dict[Actor, set[str]] = defaultdict(set)
    for account in story.accounts:
        here = named_in(account)
        told.update(here)
        here += parties_in(account)
        here += [member for actor in here for member in actor.members]
        found.update(here)
        for actor in here:
            where[actor].add(account.article.id)
    return found, {actor: frozenset(articles) for actor, articles in where.items()}, frozenset(told)


def identify(story: Story) -> Mapping[Actor, Actor]:
    """Every actor that the accounts of a story name, with the actor that stands for it.

    The canonical actor has the fullest name in use, the commonest office, and the country or body it acts for.
    """
    learned = learn_states(story)
    who = _identify(with_actors(story, learned))
    return who | {actor: who[informed] for actor, informed in learned.items()}


def _identify(story: Story) -> dict[Actor, Actor]:
    counts, where, told = _all_actors(story)
    known = [
        Known(
            actor,
            name_parts(actor.name.removeprefix("unnamed: ")),
            counts[actor],
            articles=where[actor],
            inferred=actor not in told,
        )
        for actor in sorted((a for a in counts if not a.members), key=order)
    ]
    known = by_generation(known)
    scene = Home(story)
    people = _placed(join_misprinted(group_persons([k for k in known if k.actor.kind == "person" and k.parts])), scene)
    homes = _homes(people)
    bodies = []
    for one in known:
        home = homes.get(one.parts) if one.actor.kind != "person" else None
        if home is not None and one.actor.kind != "country":
            home.append(one)  # a name that one article took for a body's, or could not place
        elif one.actor.kind in ("body", "group", "country", "place"):
            bodies.append(_with_leader(one, homes))
    who = {actor: actor for actor in counts}
    for group in [*people, *group_bodies(bodies)]:
        canonical = canonical_actor(group)
        who.update({k.actor: canonical for k in group})
    who.update(_by_office([k.actor for k in known if k.actor.kind == "unnamed"], [canonical_actor(group) for group in people]))
    who = as_printed(who, story)
    of = belongings(who.values(), home=scene.alone)
    who = {actor: replace(one, of=of[one]) if one in of else one for actor, one in who.items()}
    fuller = fuller_sources(who, where, home=scene.alone)
    who = {actor: fuller.get(one, one) for actor, one in who.items()}
    culprit = find_culprit(story, who)
    if culprit is not None:
        called = (culprit.name, culprit.kind)
        who.update({actor: culprit for actor, one in who.items() if is_culprit(actor) or (one.name, one.kind) == called})
    who.update({actor: Actor.together(who[member] for member in actor.members) for actor in counts if actor.members})
    return who


def _placed(people: Sequence[list[Known]], home: Home) -> list[list[Known]]:
    """People whose office no account gives a country get the one that the story tells; what their names were only inferred to
    act for gives way to it."""
    told = [[k for k in group if not k.inferred] or group for group in people]
    canonical = [canonical_actor(group) for group in told]
    taken = [(one.office, one.of) for one in canonical if one.office and one.of]
    free = [k for k, one in enumerate(canonical) if one.office and (one.of is None or _is_local(one))]
    found = home.place([(canonical[k].office or "", [m.actor for m in told[k]]) for k in free], taken)
    codes = {free[k]: code for k, code in found.items()}
    return [[replace(m, home=codes[k]) for m in group] if k in codes else list(group) for k, group in enumerate(people)]


def _is_local(actor: Actor) -> bool:
    """Whether somebody acts for a state though his office is told of a town or a body: "South Haven Mayor Mara Holt"."""
    return actor.office in local_offices() and not is_country(actor.of) and not between(actor.of or "")


def _by_office(unnamed: Sequence[Actor], people: Sequence[Actor]) -> Iterator[tuple[Actor, Actor]]:
    """Who holds an office that an article names without a name ("the Norland president"), where another article tells it.

    Only offices that one person at a time holds, and only where one person of the story holds it.
    """
    holders: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for person in people:
        if person.of and person.office in _sole_offices():
            holders[person.of, _sole_offices()[person.office]].append(person)
    for actor in unnamed:
        _, left = country_words(actor.name.removeprefix("unnamed: "))
        office = " ".join(left).casefold().removeprefix("'s ")
        group = _sole_offices().get(office, "")
        offices = _LEADERS if office == "leader" else (group,)
        found = [person for one in offices for person in holders.get((actor.of or "", one), ())]
        if len(found) == 1:
            yield actor, found[0]


@functools.cache
def _sole_offices() -> dict[str, str]:
    """Offices that one person of a country holds at a time, with the one that stands for its equals."""
    return {office: group.split(";")[0] for group in lexicon("names")["sole_offices"] for office in group.split(";")}


def _homes(people: Sequence[list[Known]]) -> dict[tuple[str, ...], list[Known]]:
    """Full names, and last names that one person alone has, with that person's group."""
    found: dict[tuple[str, ...], list[Known]] = {}
    bare: dict[tuple[str, ...], list[list[Known]]] = defaultdict(list)
    for group in people:
        for parts in sorted({k.parts for k in group if len(k.parts) > 1}):
            found[parts] = group
            if group not in bare[parts[-1:]]:
                bare[parts[-1:]].append(group)
    return found | {parts: groups[0] for parts, groups in bare.items() if len(groups) == 1}


def _with_leader(one: Known, homes: Mapping[tuple[str, ...], list[Known]]) -> Known:
    """A government that goes by its leader's name ("the Holt administration"), and his office, act for the leader's country."""
    last = one.parts[-1] if one.parts else ""
    leader = homes.get(one.parts[:-1]) if last in GOVERNMENT or last in _HOUSEHOLDS else None
    if leader is None:
        return one
    of = leader[0].home or commonest((k.actor.of, k.mentions) for k in leader)
    household = f"{canonical_actor(leader).name}'s {last}" if last in _HOUSEHOLDS else None
    return replace(one, leader=leader[0].parts[-1], of=one.actor.of or of, household=household)


# ---------------------------------------------------------------------------------------------- persons


# ---------------------------------------------------------------------------------------------- bodies and countries

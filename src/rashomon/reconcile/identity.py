"""The same actor across the accounts of a story. Mentions are never edited: what is made is a table from each actor, as one
article has it, to the one that stands for all.

Precision comes first. Persons are one where their last names agree and nothing else disagrees; bodies where their words do, in
whatever order, or where one is the other's initials; countries and their governments by their code. Unnamed speakers stay as
they are: two "officials" are not known to be one.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rashomon.actor_codes import between
from rashomon.countries import place_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Story
from rashomon.reconcile.belonging import belongings, country_words
from rashomon.reconcile.culprits import find_culprit, is_culprit
from rashomon.reconcile.home import Home, is_country, local_offices
from rashomon.reconcile.sources import fuller_sources
from rashomon.reconcile.spellings import acronyms, as_printed, by_initials, formal, papers, spelt_alike

__all__ = ["identify"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DROPPED = frozenset("the a an of for and in on to 's".split())
_GOVERNMENT = frozenset(("government", "administration", "regime", "state"))
_HOUSEHOLDS = frozenset(("office", "family", "staff"))
"""What a person has and speaks through."""
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LEADERS = ("president", "prime minister", "king", "supreme leader", "crown prince")
"""Offices, one of which "the leader" of a country holds."""
_DOMINANCE = 3
"""How many times more often than any other namesake a person must be named for a bare last name to be hers."""


def _plain(name: str) -> str:
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
def _nicknames() -> dict[str, str]:
    """Short or familiar form -> the first of its group."""
    return {name: group.split()[0] for group in lexicon("names")["nicknames"] for name in group.split()}


def _parts(name: str) -> tuple[str, ...]:
    """The words of a person's name, without titles and suffixes; ``Jong-un`` gives two."""
    found = [word.removesuffix("'s") for word in _WORD.findall(_plain(name))]
    while len(found) > 1 and found[0] in _titles():
        found = found[1:]
    while len(found) > 1 and found[-1] in _SUFFIXES:
        found = found[:-1]
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Known:
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


def _all_actors(story: Story) -> tuple[Counter[Actor], Mapping[Actor, frozenset[str]], frozenset[Actor]]:
    """Every actor of the story with the number of times it stands somewhere, the articles where it does, and those that
    are named or quoted, not only parties of events."""
    found: Counter[Actor] = Counter()
    told: set[Actor] = set()
    where: dict[Actor, set[str]] = defaultdict(set)
    for account in story.accounts:
        here = [mention.actor for mention in account.actors]
        here += [quote.speaker for quote in account.quotes if quote.speaker]
        here += [figure.speaker for figure in account.figures if figure.speaker]
        told.update(here)
        for event in account.events:
            here += (*event.actor, *event.recipient, *((event.speaker,) if event.speaker else ()))
        here += [member for actor in here for member in actor.members]
        found.update(here)
        for actor in here:
            where[actor].add(account.article.id)
    return found, {actor: frozenset(articles) for actor, articles in where.items()}, frozenset(told)


def identify(story: Story) -> Mapping[Actor, Actor]:
    """Every actor that the accounts of a story name, with the actor that stands for it.

    The canonical actor has the fullest name in use, the commonest office, and the country or body it acts for.
    """
    counts, where, told = _all_actors(story)
    known = [
        _Known(
            actor,
            _parts(actor.name.removeprefix("unnamed: ")),
            counts[actor],
            articles=where[actor],
            inferred=actor not in told,
        )
        for actor in sorted((a for a in counts if not a.members), key=_order)
    ]
    known = _by_generation(known)
    scene = Home(story)
    people = _placed(_misprinted(_persons([k for k in known if k.actor.kind == "person" and k.parts])), scene)
    homes = _homes(people)
    bodies = []
    for one in known:
        home = homes.get(one.parts) if one.actor.kind != "person" else None
        if home is not None and one.actor.kind != "country":
            home.append(one)  # a name that one article took for a body's, or could not place
        elif one.actor.kind in ("body", "group", "country", "place"):
            bodies.append(_with_leader(one, homes))
    who = {actor: actor for actor in counts}
    for group in [*people, *_bodies(bodies)]:
        canonical = _canonical(group)
        who.update({k.actor: canonical for k in group})
    who.update(_by_office([k.actor for k in known if k.actor.kind == "unnamed"], [_canonical(group) for group in people]))
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


def _by_generation(known: Sequence[_Known]) -> list[_Known]:
    """The actors; whoever an article tells apart by "Jr." from another of his name has a last name of his own."""
    plain: dict[tuple[str, str], set[str]] = defaultdict(set)
    younger: dict[tuple[str, str], set[str]] = defaultdict(set)
    for k in known:
        if k.actor.kind == "person" and len(k.parts) > 1:
            (younger if k.actor.name.endswith(" Jr.") else plain)[k.parts[0], k.parts[-1]] |= k.articles
    apart = {last for (first, last), where in younger.items() if where & plain[first, last]}
    return [
        replace(k, parts=(*k.parts[:-1], f"{k.parts[-1]} jr"))
        if k.parts and k.parts[-1] in apart and k.actor.name.endswith(" Jr.")
        else k
        for k in known
    ]


def _placed(people: Sequence[list[_Known]], home: Home) -> list[list[_Known]]:
    """People whose office no account gives a country get the one that the story tells; what their names were only inferred to
    act for gives way to it."""
    told = [[k for k in group if not k.inferred] or group for group in people]
    canonical = [_canonical(group) for group in told]
    taken = [(one.office, one.of) for one in canonical if one.office and one.of]
    free = [k for k, one in enumerate(canonical) if one.office and (one.of is None or _is_local(one))]
    found = home.place([(canonical[k].office or "", [m.actor for m in told[k]]) for k in free], taken)
    codes = {free[k]: code for k, code in found.items()}
    return [[replace(m, home=codes[k]) for m in group] if k in codes else list(group) for k, group in enumerate(people)]


def _is_local(actor: Actor) -> bool:
    """Whether somebody acts for a state though his office is told of a town or a body: "South Haven Mayor Mara Holt"."""
    return actor.office in local_offices() and not is_country(actor.of) and not between(actor.of or "")


def _misprinted(people: Sequence[list[_Known]]) -> list[list[_Known]]:
    """People with one last name, office and country, but two first names, are one where no article names both: the rarer first
    name is an error of one article."""
    found: list[list[_Known]] = []
    by_last_name: dict[str, set[int]] = defaultdict(set)
    for group in sorted(people, key=lambda g: (-sum(k.mentions for k in g), _order(g[0].actor))):
        names = {k.parts[-1] for k in group}
        namesakes = sorted({n for name in names for n in by_last_name[name]})
        number = next((n for n in namesakes if _is_misprint(group, found[n])), len(found))
        if number == len(found):
            found.append([])
        found[number].extend(group)
        for name in names:
            by_last_name[name].add(number)
    return found


def _is_misprint(group: Sequence[_Known], home: Sequence[_Known]) -> bool:
    if min(len(k.parts) for k in group) < 2:
        return False
    if any(not one.articles.isdisjoint(other.articles) for one in group for other in home):
        return False
    offices = [(a.actor, b.actor) for a in group for b in home if a.actor.office and b.actor.office]
    return any(
        _agree(a, b) and bool(a.of or b.of) and (a.office or "").split()[-2:] == (b.office or "").split()[-2:]
        for a, b in offices
    )


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


def _homes(people: Sequence[list[_Known]]) -> dict[tuple[str, ...], list[_Known]]:
    """Full names, and last names that one person alone has, with that person's group."""
    found: dict[tuple[str, ...], list[_Known]] = {}
    bare: dict[tuple[str, ...], list[list[_Known]]] = defaultdict(list)
    for group in people:
        for parts in sorted({k.parts for k in group if len(k.parts) > 1}):
            found[parts] = group
            if group not in bare[parts[-1:]]:
                bare[parts[-1:]].append(group)
    return found | {parts: groups[0] for parts, groups in bare.items() if len(groups) == 1}


def _with_leader(one: _Known, homes: Mapping[tuple[str, ...], list[_Known]]) -> _Known:
    """A government that goes by its leader's name ("the Holt administration"), and his office, act for the leader's country."""
    last = one.parts[-1] if one.parts else ""
    leader = homes.get(one.parts[:-1]) if last in _GOVERNMENT or last in _HOUSEHOLDS else None
    if leader is None:
        return one
    of = leader[0].home or _commonest((k.actor.of, k.mentions) for k in leader)
    household = f"{_canonical(leader).name}'s {last}" if last in _HOUSEHOLDS else None
    return replace(one, leader=leader[0].parts[-1], of=one.actor.of or of, household=household)


def _order(actor: Actor) -> tuple[str, str, str, str]:
    return actor.name, actor.kind, actor.of or "", actor.office or ""


def _canonical(group: Sequence[_Known]) -> Actor:
    """One actor for the group."""
    names: Counter[str] = Counter()
    articles: dict[str, set[str]] = defaultdict(set)
    countries = [k for k in group if k.actor.kind == "country"]
    group = countries or group  # a country and its government go by the country's name
    for known in group:
        names[known.actor.name] += known.mentions
        articles[known.actor.name] |= known.articles
    if group[0].actor.kind == "person":
        spelt = {_parts(name) for name in names}

        def fullness(name: str) -> tuple[int, bool, int, int, bool, int, int, str]:
            parts = _parts(name)
            given = parts[0] in _first_names()  # "Watson Holt" is part of "Mara Watson Holt", "Ross Holt" goes by it
            whole = given or not any(len(parts) < len(other) and parts == other[-len(parts) :] for other in spelt)
            familiar = _nicknames().get(parts[0], parts[0]) != parts[0]  # who has a familiar name goes by it
            return min(len(parts), 2), whole, -_n_titles(name), len(articles[name]), familiar, names[name], len(name), name

        fullest = max(names, key=fullness)
    else:
        initials = by_initials()
        fullest = group[0].household or max(
            names, key=lambda n: (n.replace(".", "") in initials, not _is_acronym(n), " " in n, names[n], len(n), n)
        )
        fullest = min((n for n in names if n.endswith(" " + fullest)), key=lambda n: (-names[n], n), default=fullest)
    named = [k for k in group if k.actor.name == fullest] or group
    kind = max(named, key=lambda k: (k.mentions, k.actor.kind)).actor.kind
    of = group[0].home or _commonest((k.actor.of or k.of, k.mentions) for k in group)
    return Actor(formal(fullest), kind, of, _commonest((k.actor.office, k.mentions) for k in group))


def _n_titles(name: str) -> int:
    return len(_WORD.findall(name)) - len(_parts(name))


def _commonest(values: Iterable[tuple[str | None, int]]) -> str | None:
    counts: Counter[str] = Counter()
    for value, n in values:
        if value:
            counts[value] += n
    return max(counts, key=lambda value: (counts[value], value)) if counts else None


# ---------------------------------------------------------------------------------------------- persons


def _same_first(one: str, other: str) -> bool:
    """Whether two first names may be one person's: equal, an initial, or a familiar form."""
    if one == other or (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other)):
        return True
    return _nicknames().get(one, one) == _nicknames().get(other, other)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of two words or more may name one person; middle names may be missing, and an epithet may stand before
    ("Lucky Mara Holt")."""
    if one == other or one[-len(other) :] == other or other[-len(one) :] == one:
        return True
    if not spelt_alike(one[-1], other[-1]) or not _same_first(one[0], other[0]):
        return False
    middle, further = one[1:-1], other[1:-1]
    return not middle or not further or all(_same_first(a, b) for a, b in zip(middle, further, strict=False))


def _agree(one: Actor, other: Actor) -> bool:
    return not one.of or not other.of or one.of == other.of


def _persons(known: Sequence[_Known]) -> list[list[_Known]]:
    """Full names first, then bare ones to the namesake that dominates."""
    full = sorted((k for k in known if len(k.parts) > 1), key=lambda k: (-len(k.parts), -k.mentions, _order(k.actor)))
    bare = [k for k in known if len(k.parts) == 1]
    groups: list[list[_Known]] = []
    by_initial: dict[str, list[list[_Known]]] = defaultdict(list)
    for one in full:
        near = by_initial[one.parts[-1][0]]
        group = next((g for g in near if _ends(one, g) or all(_same_person(one.parts, k.parts) for k in g)), None)
        if group is None:
            group = []
            groups.append(group)
            near.append(group)
        group.append(one)
    named: dict[str, list[list[_Known]]] = defaultdict(list)
    for group in groups:
        for name in sorted({k.parts[-1] for k in group}):
            named[name].append(group)
        for name in sorted({k.parts[0] for k in group}):  # the family name comes first in much of East Asia
            named["first " + name].append(group)
    for one in bare:
        home = _namesake(one, named[one.parts[0]]) or _namesake(one, named["first " + one.parts[0]])
        if home is None:
            home = _misspelt(one, named)
        if home is None:
            home = []
            groups.append(home)
            named[one.parts[0]].append(home)
        home.append(one)
    return groups


def _ends(one: _Known, group: Sequence[_Known]) -> bool:
    """Whether a name of two words or more is the end of one in a group: "Dresk Holt" of "Mara Dresk Holt"."""
    size = len(one.parts)
    return any(len(k.parts) > size and k.parts[-size:] == one.parts for k in group)


def _misspelt(bare: _Known, named: Mapping[str, Sequence[list[_Known]]]) -> list[_Known] | None:
    """The only person whose last name is spelt all but like a bare one that nobody has."""
    near = [groups for name, groups in named.items() if name != bare.parts[0] and spelt_alike(name, bare.parts[0])]
    found = [g for groups in near for g in groups if len(g[0].parts) > 1 and _agree(g[0].actor, bare.actor)]
    return found[0] if len(found) == 1 else None


def _namesake(bare: _Known, groups: Sequence[list[_Known]]) -> list[_Known] | None:
    """The person a bare name most surely means: the only one, or one named far more often than the others."""
    fitting = [g for g in groups if any(_agree(bare.actor, k.actor) for k in g) and not _told_apart(bare, g)]
    ranked = sorted(fitting, key=lambda g: (-sum(k.mentions for k in g), _order(g[0].actor)))
    if not ranked:
        return None
    if len(ranked) > 1 and sum(k.mentions for k in ranked[0]) < _DOMINANCE * sum(k.mentions for k in ranked[1]):
        return None
    return ranked[0]


def _told_apart(bare: _Known, group: Sequence[_Known]) -> bool:
    """Whether an article that has the full name keeps the bare one for another ("President Holt" and his wife, Mara Holt)."""
    return any(not bare.articles.isdisjoint(k.articles) and len(k.parts) > 1 for k in group)


# ---------------------------------------------------------------------------------------------- bodies and countries


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return letters.isalpha() and letters.isupper() and 2 <= len(letters) <= 6


def _key(actor: Actor) -> tuple[str | None, frozenset[str]]:
    """What a body is known by: its country or parent, and its words in any order."""
    country, left = country_words(acronyms().get(actor.name.replace(".", ""), actor.name.replace("U.N.", "UN")))
    if left[:1] == ["UN"] and len(left) > 2:  # "the UN Security Council" and "the Security Council"
        country, left = "United Nations", left[1:]
    stems = frozenset(_plain(word).removesuffix("'s").removesuffix("s") for word in left) - _DROPPED - {"departmental"}
    return country or actor.of, frozenset("ministry" if word == "department" else word for word in stems)


def _bodies(known: Sequence[_Known]) -> list[list[_Known]]:
    groups: dict[tuple[str | None, frozenset[str]], list[_Known]] = defaultdict(list)
    for one in known:
        led = one.household or "government"
        of, words = (one.of, frozenset((one.leader, led))) if one.leader else _key(one.actor)
        if of and words <= _GOVERNMENT and one.actor.kind in ("country", "body", "group"):
            words = frozenset()  # a country and its government
        groups[of, words].append(one)
    merged = _unowned(groups)
    return _shortened(_initials(sorted(merged.values(), key=lambda group: _order(group[0].actor))))


def _shortened(groups: Sequence[list[_Known]]) -> list[list[_Known]]:
    """Join a newspaper's short name ("the Gazette") with the only full one, and a name with that which a town stands before."""
    found = [list(group) for group in groups]
    whole: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, group in enumerate(found):
        for known in group:
            words = tuple(_WORD.findall(known.actor.name.removeprefix("The ").removeprefix("the ")))
            if known.actor.kind == "body" and len(words) > 1:
                if words[-1].lower() in papers():
                    whole[words[-1:]].add(i)
                if place_country(words[0]) is not None and len(words) > 2 and " ".join(words[1:]) not in _whole_names():
                    whole[words[1:]].add(i)
    for i, group in enumerate(found):
        names = {tuple(_WORD.findall(k.actor.name.removeprefix("The ").removeprefix("the "))) for k in group}
        homes = {j for name in names for j in whole.get(name, ()) if j != i and found[j]}
        if len(homes) == 1 and all(k.actor.kind in ("body", "place") for k in group):
            j = homes.pop()
            if _agree(group[0].actor, found[j][0].actor):
                found[j] += group
                found[i] = []
    return [group for group in found if group]


@functools.cache
def _whole_names() -> frozenset[str]:
    """Bodies known by names that others have with a place before ("Supreme Court")."""
    return frozenset(lexicon("offices")["known"])


def _unowned(
    groups: Mapping[tuple[str | None, frozenset[str]], list[_Known]],
) -> dict[tuple[str | None, frozenset[str]], list[_Known]]:
    """A body without a country joins the only one of its words that has one."""
    owners: dict[frozenset[str], list[str]] = defaultdict(list)
    for of, words in groups:
        if of and words:
            owners[words].append(of)
    found: dict[tuple[str | None, frozenset[str]], list[_Known]] = defaultdict(list)
    for (of, words), members in groups.items():
        owner = owners[words][0] if of is None and words and len(owners[words]) == 1 else of
        found[owner, words].extend(members)
    return found


def _initials(groups: Sequence[list[_Known]]) -> list[list[_Known]]:
    """Join a group of initials with the only group whose words they begin."""
    spelt: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        for form in sorted(set(_initial_forms(k.actor.name for k in group))):
            spelt[form].append(i)
    found = [list(group) for group in groups]
    for i, group in enumerate(groups):
        names = {k.actor.name.replace(".", "") for k in group}
        if all(map(_is_acronym, names)) and len(names) == 1:
            homes = [j for j in spelt[names.pop()] if j != i and found[j]]
            if len(homes) == 1 and _agree(group[0].actor, groups[homes[0]][0].actor):
                found[homes[0]] += found[i]
                found[i] = []
    return [group for group in found if group]


def _initial_forms(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        words = [word for word in _WORD.findall(name) if word[0].isupper()]
        if len(words) > 1:
            yield "".join(word[0] for word in words)

"""Which names of persons are one person's: last names agree, and nothing else disagrees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.reconcile.known import Known, agree, nicknames, order
from rashomon.reconcile.spellings import spelt_alike

__all__ = ["by_generation", "group_persons", "join_misprinted"]

_DOMINANCE = 3
"""How many times more often than any other namesake a person must be named for a bare last name to be hers."""


def group_persons(known: Sequence[Known]) -> list[list[Known]]:
    """Full names first, then bare ones to the namesake that dominates."""
    full = sorted((k for k in known if len(k.parts) > 1), key=lambda k: (-len(k.parts), -k.mentions, order(k.actor)))
    bare = [k for k in known if len(k.parts) == 1]
    groups: list[list[Known]] = []
    by_initial: dict[str, list[list[Known]]] = defaultdict(list)
    for one in full:
        near = by_initial[one.parts[-1][0]]
        group = next((g for g in near if _ends(one, g) or all(_same_person(one.parts, k.parts) for k in g)), None)
        if group is None:
            group = []
            groups.append(group)
            near.append(group)
        group.append(one)
    named: dict[str, list[list[Known]]] = defaultdict(list)
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


def _same_first(one: str, other: str) -> bool:
    """Whether two first names may be one person's: equal, an initial, or a familiar form."""
    if one == other or (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other)):
        return True
    return nicknames().get(one, one) == nicknames().get(other, other)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of two words or more may name one person; middle names may be missing, and an epithet may stand before
    ("Lucky Mara Holt")."""
    if one == other or one[-len(other) :] == other or other[-len(one) :] == one:
        return True
    if not spelt_alike(one[-1], other[-1]) or not _same_first(one[0], other[0]):
        return False
    middle, further = one[1:-1], other[1:-1]
    return not middle or not further or all(_same_first(a, b) for a, b in zip(middle, further, strict=False))


def _ends(one: Known, group: Sequence[Known]) -> bool:
    """Whether a name of two words or more is the end of one in a group: "Dresk Holt" of "Mara Dresk Holt"."""
    size = len(one.parts)
    return any(len(k.parts) > size and k.parts[-size:] == one.parts for k in group)


def _misspelt(bare: Known, named: Mapping[str, Sequence[list[Known]]]) -> list[Known] | None:
    """The only person whose last name is spelt all but like a bare one that nobody has."""
    near = [groups for name, groups in named.items() if name != bare.parts[0] and spelt_alike(name, bare.parts[0])]
    found = [g for groups in near for g in groups if len(g[0].parts) > 1 and agree(g[0].actor, bare.actor)]
    return found[0] if len(found) == 1 else None


def _namesake(bare: Known, groups: Sequence[list[Known]]) -> list[Known] | None:
    """The person a bare name most surely means: the only one, or one named far more often than the others."""
    fitting = [g for g in groups if any(agree(bare.actor, k.actor) for k in g) and not _told_apart(bare, g)]
    ranked = sorted(fitting, key=lambda g: (-sum(k.mentions for k in g), order(g[0].actor)))
    if not ranked:
        return None
    if len(ranked) > 1 and sum(k.mentions for k in ranked[0]) < _DOMINANCE * sum(k.mentions for k in ranked[1]):
        return None
    return ranked[0]


def _told_apart(bare: Known, group: Sequence[Known]) -> bool:
    """Whether an article that has the full name keeps the bare one for another ("President Holt" and his wife, Mara Holt)."""
    return any(not bare.articles.isdisjoint(k.articles) and len(k.parts) > 1 for k in group)


def by_generation(known: Sequence[Known]) -> list[Known]:
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


def join_misprinted(people: Sequence[list[Known]]) -> list[list[Known]]:
    """People with one last name, office and country, but two first names, are one where no article names both: the rarer first
    name is an error of one article."""
    found: list[list[Known]] = []
    by_last_name: dict[str, set[int]] = defaultdict(set)
    for group in sorted(people, key=lambda g: (-sum(k.mentions for k in g), order(g[0].actor))):
        names = {k.parts[-1] for k in group}
        namesakes = sorted({n for name in names for n in by_last_name[name]})
        number = next((n for n in namesakes if _is_misprint(group, found[n])), len(found))
        if number == len(found):
            found.append([])
        found[number].extend(group)
        for name in names:
            by_last_name[name].add(number)
    return found


def _is_misprint(group: Sequence[Known], home: Sequence[Known]) -> bool:
    if min(len(k.parts) for k in group) < 2:
        return False
    if any(not one.articles.isdisjoint(other.articles) for one in group for other in home):
        return False
    offices = [(a.actor, b.actor) for a in group for b in home if a.actor.office and b.actor.office]
    return any(
        agree(a, b) and bool(a.of or b.of) and (a.office or "").split()[-2:] == (b.office or "").split()[-2:]
        for a, b in offices
    )

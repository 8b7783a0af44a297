"""Which names of bodies and countries are one's: the same words in whatever order, initials, a country and its government."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.countries import place_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor
from rashomon.reconcile.belonging import country_words
from rashomon.reconcile.known import WORD, Known, agree, is_acronym, order, plain
from rashomon.reconcile.spellings import acronyms, papers

__all__ = ["GOVERNMENT", "group_bodies"]

_DROPPED = frozenset("the a an of for and in on to 's".split())
GOVERNMENT = frozenset(("government", "administration", "regime", "state"))
"""Last words of the name of a government."""


def group_bodies(known: Sequence[Known]) -> list[list[Known]]:
    """Bodies, groups and countries, those together that are one."""
    groups: dict[tuple[str | None, frozenset[str]], list[Known]] = defaultdict(list)
    for one in known:
        led = one.household or "government"
        of, words = (one.of, frozenset((one.leader, led))) if one.leader else _key(one.actor)
        if of and words <= GOVERNMENT and one.actor.kind in ("country", "body", "group"):
            words = frozenset()  # a country and its government
        groups[of, words].append(one)
    merged = _unowned(groups)
    return _shortened(_initials(sorted(merged.values(), key=lambda group: order(group[0].actor))))


def _key(actor: Actor) -> tuple[str | None, frozenset[str]]:
    """What a body is known by: its country or parent, and its words in any order."""
    country, left = country_words(acronyms().get(actor.name.replace(".", ""), actor.name.replace("U.N.", "UN")))
    if left[:1] == ["UN"] and len(left) > 2:  # "the UN Security Council" and "the Security Council"
        country, left = "United Nations", left[1:]
    stems = frozenset(plain(word).removesuffix("'s").removesuffix("s") for word in left) - _DROPPED - {"departmental"}
    return country or actor.of, frozenset("ministry" if word == "department" else word for word in stems)


def _shortened(groups: Sequence[list[Known]]) -> list[list[Known]]:
    """Join a newspaper's short name ("the Gazette") with the only full one, and a name with that which a town stands before."""
    found = [list(group) for group in groups]
    whole: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for i, group in enumerate(found):
        for known in group:
            words = tuple(WORD.findall(known.actor.name.removeprefix("The ").removeprefix("the ")))
            if known.actor.kind == "body" and len(words) > 1:
                if words[-1].lower() in papers():
                    whole[words[-1:]].add(i)
                if place_country(words[0]) is not None and len(words) > 2 and " ".join(words[1:]) not in _whole_names():
                    whole[words[1:]].add(i)
    for i, group in enumerate(found):
        names = {tuple(WORD.findall(k.actor.name.removeprefix("The ").removeprefix("the "))) for k in group}
        homes = {j for name in names for j in whole.get(name, ()) if j != i and found[j]}
        if len(homes) == 1 and all(k.actor.kind in ("body", "place") for k in group):
            j = homes.pop()
            if agree(group[0].actor, found[j][0].actor):
                found[j] += group
                found[i] = []
    return [group for group in found if group]


@functools.cache
def _whole_names() -> frozenset[str]:
    """Bodies known by names that others have with a place before ("Supreme Court")."""
    return frozenset(lexicon("offices")["known"])


def _unowned(
    groups: Mapping[tuple[str | None, frozenset[str]], list[Known]],
) -> dict[tuple[str | None, frozenset[str]], list[Known]]:
    """A body without a country joins the only one of its words that has one."""
    owners: dict[frozenset[str], list[str]] = defaultdict(list)
    for of, words in groups:
        if of and words:
            owners[words].append(of)
    found: dict[tuple[str | None, frozenset[str]], list[Known]] = defaultdict(list)
    for (of, words), members in groups.items():
        owner = owners[words][0] if of is None and words and len(owners[words]) == 1 else of
        found[owner, words].extend(members)
    return found


def _initials(groups: Sequence[list[Known]]) -> list[list[Known]]:
    """Join a group of initials with the only group whose words they begin."""
    spelt: dict[str, list[int]] = defaultdict(list)
    for i, group in enumerate(groups):
        for form in sorted(set(_initial_forms(k.actor.name for k in group))):
            spelt[form].append(i)
    found = [list(group) for group in groups]
    for i, group in enumerate(groups):
        names = {k.actor.name.replace(".", "") for k in group}
        if all(map(is_acronym, names)) and len(names) == 1:
            homes = [j for j in spelt[names.pop()] if j != i and found[j]]
            if len(homes) == 1 and agree(group[0].actor, groups[homes[0]][0].actor):
                found[homes[0]] += found[i]
                found[i] = []
    return [group for group in found if group]


def _initial_forms(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        words = [word for word in WORD.findall(name) if word[0].isupper()]
        if len(words) > 1:
            yield "".join(word[0] for word in words)

"""Which of an actor's names stands for it: the one that the accounts print.

Initials that news takes for granted are written out. A person goes by the first name that is printed with the last one most
often ("Michael Dresk" or "Mike Dresk"), a newspaper by its article where that is part of its title ("The Harbour Post").
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.countries import people
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Story

__all__ = ["acronyms", "as_printed", "by_initials", "formal", "is_medium", "papers", "spelt_alike"]


def as_printed(who: Mapping[Actor, Actor], story: Story) -> dict[Actor, Actor]:
    """The table of actors with the canonical ones under the names that the story prints.

    Args:
        who: every actor with its canonical one.
        story: whose texts are searched.
    """
    texts = [account.article.text for account in story.accounts]
    names: dict[Actor, set[str]] = defaultdict(set)
    for actor, one in who.items():
        names[one].add(actor.name)
    spelt = {one: replace(one, name=name) for one in names if (name := _spelling(one, names[one], texts)) != one.name}
    return {actor: spelt.get(one, one) for actor, one in who.items()}


def is_medium(actor: Actor) -> bool:
    """Whether an actor is a newspaper, an agency or a station, which tell what others say."""
    return actor.kind == "body" and actor.name.split()[-1].lower() in _media()


def _spelling(one: Actor, names: set[str], texts: Sequence[str]) -> str:
    if one.kind == "person" and " " in one.name:
        return _first_name(one.name, names, texts)
    initials = one.name.replace(".", "")
    if one.kind == "body" and initials in acronyms() and initials not in by_initials():
        return acronyms()[initials]
    if one.kind == "body" and one.name.split()[-1].lower() in papers():
        return _paper(one.name, texts)
    return one.name


def _first_name(name: str, names: set[str], texts: Sequence[str]) -> str:
    """The name, or one of the same two words but for a first name that is a familiar or a formal form of its own."""
    first, last = name.split()[0], name.split()[-1]
    alike = [n for n in sorted(names) if n.split()[-1] == last and len(n.split()) == 2 and n.split()[0] != first]
    if len(name.split()) != 2 or not alike:
        return name
    printed = {n: sum(text.count(n) for text in texts) for n in (name, *alike)}
    best = max(alike, key=lambda n: (printed[n], n))
    return best if printed[best] > printed[name] else name


def _paper(name: str, texts: Sequence[str]) -> str:
    """The name of a newspaper with a capital ``The`` where every article that has one prints it so."""
    led = re.compile(rf"\b([Tt]he) {re.escape(name)}\b")
    found = [m.group(1) for text in texts if name in text for m in led.finditer(text)]
    return f"The {name}" if found and all(word == "The" for word in found) else name


def formal(name: str) -> str:
    """The full name of a department that news prints without its country: ``US Department of State``."""
    words = name.removeprefix("US ").removeprefix("U.S. ").replace("Department of ", "").removesuffix(" Department")
    code = _departments().get(words) if "Department" in name else None
    return f"{people(code)} Department of {words}" if code is not None else name


@functools.cache
def _departments() -> dict[str, str]:
    """What a national department is for, with the only country whose English news prints it so."""
    return {word: code for code, words in lexicon("names")["departments"].items() for word in words.split()}


def spelt_alike(one: str, other: str) -> bool:
    """Whether two last names of at least six letters differ in one letter, as transliterations do, or in the order of two."""
    if one == other:
        return True
    if min(len(one), len(other)) < 6 or one[0] != other[0] or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if one[start : start + 2] == other[start : start + 2][::-1]:
        return one[start + 2 :] == other[start + 2 :]
    return one[start + 1 :] == other[start + 1 :] or one[start:] == other[start + 1 :] or one[start + 1 :] == other[start:]


@functools.cache
def papers() -> frozenset[str]:
    """Last words of the names of newspapers, by which they go for short."""
    return frozenset(lexicon("names")["papers"].split())


@functools.cache
def acronyms() -> dict[str, str]:
    """Well-known initials that are not the initials of the name in news, with that name."""
    return dict(lexicon("names")["acronyms"])


@functools.cache
def by_initials() -> frozenset[str]:
    """Bodies that everybody calls by their initials."""
    return frozenset(lexicon("names")["by_initials"].split())


@functools.cache
def _media() -> frozenset[str]:
    """Last words of the names of newspapers, agencies and stations."""
    return frozenset((*lexicon("reporting")["nouns"]["media"].split(), "press"))

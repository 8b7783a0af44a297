"""States that no list of countries knows, learned from the words of a story.

A name is a state's where the accounts speak of its government ("Norland's president", "the ambassador of Norland") and a word
for its people, of the same beginning, stands before such offices and bodies too ("the Norlandish navy"). So a breakaway region
or an island of a novel has its ministers and its ships like any other country.
"""

from __future__ import annotations

import functools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.countries import find_country, place_country
from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, ActorMention, Story
from rashomon.reconcile.belonging import public_heads, state_heads
from rashomon.reconcile.home import state_offices
from rashomon.reconcile.known import named_in, parties_in

__all__ = ["learn_states", "with_actors"]

_LEAST = 3
"""Places where the accounts must speak of the offices and bodies of a state, by its name or its people's."""
_STEM = 4
"""Letters that the name of a state and the word for its people have in common, at least."""
_OFTEN = 2
"""Times that a word for people must be told."""
_BEFORE, _BEHIND = 60, 60
"""Characters beside a person's name in which the state is told that he holds an office of."""
_WORD_BEFORE = re.compile(r"(?P<inside>[a-z] )?(?P<word>[A-Z]\w+)[ -]$")
_KINDS = ("place", "group", "body", "country", "person")
"""What one article may have taken the name of a state for."""


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon("names")[kind].split())


@functools.cache
def _offices() -> str:
    """A pattern of the offices and bodies that a state has."""
    words = {*state_offices(), *state_heads(), *public_heads()}
    return "(?i:" + "|".join(sorted(words, key=lambda word: (-len(word), word))) + ")"


@functools.cache
def _office_behind() -> re.Pattern[str]:
    """``Norland``'s foreign minister, ``Norlandish`` navy."""
    return re.compile(rf"(?P<own>['’]s?)?[ -](?:[a-z]+ )?{_offices()}s?\b")


@functools.cache
def _office_before() -> re.Pattern[str]:
    """The president of ``Norland``."""
    return re.compile(rf"\b{_offices()} of $")


class States:
    """The states that a story made known, by every word for them and their people."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def __bool__(self) -> bool:
        return bool(self._names)

    def named(self, words: str) -> str | None:
        """The state that a name or a description speaks of first: "Norlandish navy"."""
        return next((self._names[word] for word in re.findall(r"\w+", words) if word in self._names), None)

    def actor(self, actor: Actor, of: str | None) -> Actor:
        """An actor with the state that it is, or that it acts for: by its own name, or by what is told beside it (``of``)."""
        if actor.kind in _KINDS and actor.name in self._names:
            return Actor(self._names[actor.name], "country", self._names[actor.name])
        if actor.of is not None:
            return replace(actor, of=self._names.get(actor.of, actor.of))
        return replace(actor, of=of if actor.kind == "person" else self.named(actor.name))

    def beside(self, account: Account, mention: ActorMention) -> str | None:
        """The state that a person is told to hold an office of: "Norland's foreign minister, Mara Holt"."""
        if mention.actor.office is None or mention.form != "name":
            return None
        text, span = account.article.text, mention.span
        words, office = "|".join(sorted(self._names)), re.escape(mention.actor.office)
        own, of = rf"(?P<own>{words})(?:['’]s?)? (?:[a-z]+ )?(?i:{office})", rf"(?i:{office}) of (?P<of>{words})"
        before = re.search(rf"\b(?:{own}|{of}),?(?: [A-Z]\w+\.?)? $", text[max(0, span.start - _BEFORE) : span.start])
        behind = re.match(rf", (?:the )?(?P<own>{words})(?:['’]s?)? (?i:{office})\b", text[span.end : span.end + _BEHIND])
        found = before or behind
        return self._names[next(value for value in found.groupdict().values() if value)] if found is not None else None


def learn_states(story: Story) -> Mapping[Actor, Actor]:
    """The actors of a story that are, or act for, a state that no list knows, each with that state."""
    states = States(_learned(story))
    if not states:
        return {}
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for account in story.accounts:
        for mention in account.actors:
            state = states.beside(account, mention)
            if state is not None:
                held[mention.actor.name][state] += 1
    every = [actor for account in story.accounts for actor in (*named_in(account), *parties_in(account))]
    every += [member for actor in every for member in actor.members]
    known = {actor: states.actor(actor, _most(held.get(actor.name))) for actor in every if not actor.members}
    known |= {actor: Actor.together(known[member] for member in actor.members) for actor in every if actor.members}
    return {actor: informed for actor, informed in known.items() if informed != actor}


def with_actors(story: Story, learned: Mapping[Actor, Actor]) -> Story:
    """The story with other actors in the place of those of whom more is known."""
    if not learned:
        return story

    def known(actor: Actor | None) -> Actor | None:
        return learned.get(actor, actor) if actor is not None else None

    def side(actors: Sequence[Actor]) -> tuple[Actor, ...]:
        return tuple(learned.get(actor, actor) for actor in actors)

    def informed(account: Account) -> Account:
        return replace(
            account,
            actors=tuple(replace(m, actor=learned.get(m.actor, m.actor)) for m in account.actors),
            quotes=tuple(replace(m, speaker=known(m.speaker)) for m in account.quotes),
            figures=tuple(replace(m, speaker=known(m.speaker)) for m in account.figures),
            events=tuple(
                replace(m, actor=side(m.actor), recipient=side(m.recipient), speaker=known(m.speaker)) for m in account.events
            ),
        )

    return replace(story, accounts=tuple(map(informed, story.accounts)))


def _most(counts: Counter[str] | None) -> str | None:
    return max(counts, key=lambda name: (counts[name], name), default=None) if counts else None


def _learned(story: Story) -> Mapping[str, str]:
    """Every word for a state or its people, as printed, with the state's name."""
    mentions = [mention.actor for account in story.accounts for mention in account.actors]
    persons = {word for actor in mentions if actor.kind == "person" and " " in actor.name for word in actor.name.split()}
    called = Counter(actor.name for actor in mentions if actor.kind in _KINDS and actor.of is None)
    peoples = {
        name: stems
        for name, n in called.items()
        if n >= _OFTEN and name not in persons and (stems := _stems(name)) and not _is_known(name)
    }
    if not peoples:
        return {}
    owners: Counter[str] = Counter()
    attributes: Counter[str] = Counter()
    beginnings = sorted({stem for stems in peoples.values() for stem in stems})
    name = re.compile(rf"\b(?:{'|'.join(map(re.escape, beginnings))})[a-z]*\b")
    for account in story.accounts:
        text = account.article.report
        for found in name.finditer(text):
            word, start, end = found.group(), *found.span()
            behind = _office_behind().match(text, end)
            if behind is None and (text[end : end + 2].strip()[:1].isupper() or not _is_ruled(text, start)):
                continue
            if word not in persons and not _is_known(word) and not _is_inner(text, start):
                (owners if behind is None or behind["own"] else attributes)[word] += 1
    names: dict[str, str] = {}
    for people, stems in sorted(peoples.items()):
        states = [name for name in sorted(owners) if name != people and name.startswith(stems)]
        if len(states) == 1 and attributes[people] and attributes[people] + owners[states[0]] >= _LEAST:
            names |= dict.fromkeys((people, f"{people}s", states[0]), states[0])
    return names


def _is_ruled(text: str, at: int) -> bool:
    """Whether an office or body "of" what begins at ``at`` is told of."""
    return text.startswith("of ", at - 3) and _office_before().search(text[max(0, at - _BEFORE) : at]) is not None


def _stems(people: str) -> tuple[str, ...]:
    """What the name of a state may begin with of whose people a word may be: "Sudr" of "Sudrian"."""
    stems = {people.removesuffix(ending) for ending in _words("people_endings") if people.endswith(ending)}
    return tuple(sorted(stem for stem in stems if len(stem) >= _STEM and stem.isalpha()))


def _is_known(name: str) -> bool:
    return find_country(name) is not None or place_country(name) is not None


def _is_inner(text: str, at: int) -> bool:
    """Whether a word is part of a longer name: "South **Norland**", "Holt **Norlandish**"."""
    before = _WORD_BEFORE.search(text[max(0, at - _BEFORE) : at])
    return before is not None and (before["word"] in _words("directions") or before["inside"] is not None)

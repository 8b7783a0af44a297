"""Who of an article is meant by an office: "the chairwoman of the Harbour Committee", "the former mayor", "the president"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.extract.actors.offices import PARTIES, Office, full_title, is_past, is_short_of, proper_words
from rashomon.extract.actors.phrases import behind
from rashomon.extract.actors.registry import Party
from rashomon.extract.actors.vocabulary import office_kinds, office_phrase, stands_for
from rashomon.model import Sentence, Token

__all__ = ["Described", "agree", "describe", "holders"]

_LEAST_SHARE = 1 / 3
"""Share of what is told of somebody that an office must be: one wrong apposition makes nobody a judge."""
_HEADS_OF_STATE = frozenset(("president", "vice president", "prime minister"))


@dataclass(frozen=True, slots=True)
class Described:
    """What a description says of whom it means."""

    office: str
    """In full: ``chief executive``."""
    head: str
    """Its last word: ``executive``."""
    words: frozenset[str]
    """Its names, of a committee or a state."""
    past: bool
    country: str | None
    kind: str = ""
    """The word before the head, where it tells which of several offices: ``general`` of "general counsel"."""
    partisan: bool = False
    """Whether it names a party: "the Democratic leader"."""


def describe(sentence: Sentence, phrase: Sequence[Token], token: Token, country: str | None) -> Described:
    """What a noun phrase says, with the "of ..." behind it.

    Args:
        sentence: that the phrase stands in.
        phrase: the noun phrase.
        token: its head.
        country: that it names.
    """
    words = " ".join(t.text for t in phrase).lower().replace(" - elect", "-elect").replace("vice - ", "vice ")
    head = words.split()[-1]
    after = [t.text.lower() for t in sentence.tokens[token.i + 1 : token.i + 4] if t.text != "-"]
    if words.endswith("commander") and after[:2] == ["in", "chief"]:
        words = head = "president"
    office = (office_phrase(words) or full_title(head)).replace("vice-", "vice ")
    names = proper_words((*phrase, *behind(sentence, token)))
    before = words.split()[-2] if " " in words else ""
    kind = before if before in office_kinds() else ""
    return Described(office, head, names, is_past(phrase), country, kind, not PARTIES.isdisjoint(words.split()))


def agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of names may be of one person: either is empty, or they share one."""
    return not one or not other or not one.isdisjoint(other)


def holders(people: Sequence[Party], told: Described) -> list[Party]:
    """The people of an article who hold an office: those whom nothing else told of them speaks against.

    Who held it once gives way to who holds it, and is no head of state; who is president of a club gives way to one.
    """
    found = {id(p): matching for p in people if (matching := _matching(p, told))}
    fitting = [p for p in people if id(p) in found]
    if told.country is not None:
        fitting = [p for p in fitting if p.of is None or p.of == told.country]
        fitting = [p for p in fitting if p.of == told.country] or fitting
    in_time = [p for p in fitting if any(o.past == told.past for o in found[id(p)])]
    in_office = told.office in _HEADS_OF_STATE and not told.past  # "the president" is not the former one
    fitting = in_time if in_office else in_time or fitting
    if told.office in _HEADS_OF_STATE and not told.words:
        state = [p for p in fitting if any(_is_state(o) for o in found[id(p)])]
        fitting = state or [p for p in fitting if p.count > 1]
    return fitting


def _matching(party: Party, told: Described) -> list[Office]:
    """The offices told of somebody that a description may mean."""
    plain = not told.words and not told.partisan  # "the leader of the House" is no president
    wanted = {told.office} | (stands_for().get(told.office, frozenset()) if plain else frozenset())
    named = [
        office
        for office in party.offices
        if office.name.replace("vice-", "vice ") in wanted
        or (told.office == told.head and is_short_of(office.name, told.office) and told.kind in ("", *office.name.split()))
    ]
    if len(named) < _LEAST_SHARE * len(party.offices):
        return []
    return [office for office in named if agree(told.words, office.words)]


def _is_state(office: Office) -> bool:
    """Whether an office is not told to be of a body that is no country."""
    return office.of is None or (len(office.of) == 3 and office.of.isupper())

"""Which words of its sentence name who acts in an event, and to whom it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from rashomon.extract.events.arguments import Arguments
from rashomon.extract.events.naming import NOMINAL, side
from rashomon.extract.events.predicates import Predicate
from rashomon.model import Actor, Span, Token

__all__ = ["phrase_of"]

_BEFORE = frozenset("det amod compound poss nummod nmod quantmod predet".split())
_WHOSE = frozenset(("of", "in", "from", "for", "at"))
"""Prepositions that tell whom a noun means: "workers **in** Oslo"."""
_LONGEST = 12
"""Words of a phrase; a longer one is cut behind its noun."""


def phrase_of(
    arguments: Arguments, predicate: Predicate, actors: Sequence[Actor], within: Span, *, acting: bool
) -> Span | None:
    """The noun phrase that names one side of an event, or ``None`` where no word of the clause does.

    Args:
        arguments: those of the sentence.
        predicate: what tells the event.
        actors: who is on the side.
        within: the clause of the event.
        acting: whether it is the side that acts.
    """
    naming, sides = arguments.naming, {side(a) for a in actors}
    for i in _candidates(arguments, predicate, within, acting=acting):
        named = naming.of(i)
        if named and (set(named) & set(actors) or {side(a) for a in named} & sides):
            return _phrase(arguments, i)
    return None


def _candidates(arguments: Arguments, predicate: Predicate, within: Span, *, acting: bool) -> Iterator[int]:
    """Words that may name the side, the likeliest first."""
    tokens = arguments.sentence.tokens
    subjects = (i for hit in predicate.chain if (i := arguments.subject(hit.i)) is not None)
    borne = (place for place, _ in arguments.places(predicate))
    yield from chain(subjects, borne) if acting else chain(borne, subjects)
    for i, _ in arguments.naming.named():
        if within.start <= tokens[i].start < within.end and tokens[i].pos in NOMINAL:
            yield i


def _phrase(arguments: Arguments, head: int) -> Span:
    """The noun with the words before it, and those behind it that tell whom it means; clauses are left out."""
    sentence = arguments.sentence
    kept = {head}
    for child in sentence.children(head):
        if child.dep in _BEFORE and child.i < head:
            kept.update(t.i for t in sentence.subtree(child.i))
    behind = [
        token.i
        for child in sentence.children(head)
        if (child.dep == "prep" and child.lemma in _WHOSE) or child.dep == "conj"
        for token in sentence.subtree(child.i)
    ]
    if behind and max(behind) - min(kept) < _LONGEST and not any(_tells(sentence.tokens[i]) for i in behind):
        kept.update(i for i in behind if i > head)
    return Span(sentence.tokens[min(kept)].start, sentence.tokens[max(kept)].end)


def _tells(token: Token) -> bool:
    return token.pos in ("VERB", "AUX") or token.dep in ("relcl", "acl", "appos")

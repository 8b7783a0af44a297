"""When a happening takes place, as its clause tells it.

The nearest time of a sentence often dates something else: "the clinic that closed in 2011 **reopened**", "Arden **won** after
the 2016 recount". A time dates what it hangs on, and what that governs: not what only stands beside a clause of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.events.predicates import Predicate
from rashomon.model import Sentence, Span, TimeMention, Token

__all__ = ["time_of"]

_OWN_CLAUSE = frozenset(
    ("relcl", "acl", "ccomp", "advcl", "parataxis", "csubj", "csubjpass", "pcomp", "conj", "xcomp")
)  # fmt: skip
"""Links below which a time dates another clause."""
_BEFORE_NOUN = frozenset(("compound", "nummod", "amod", "poss"))
_NAMING = frozenset(("year", "years"))
"""Grains of times that tell which one a noun means: "the 2016 election", "a 17th-century trader"."""
_WITHIN = frozenset(("in", "during"))


def time_of(sentence: Sentence, predicate: Predicate, times: Sequence[TimeMention]) -> TimeMention | None:
    """The time that dates a predicate: one that hangs on it before one of the clause that governs it; of several the nearest.

    What somebody says that has happened is not dated by when he says it.
    """
    trigger = sentence.tokens[predicate.core.i]
    above = {token.i: k for k, token in enumerate(_upwards(sentence, sentence.tokens[predicate.top]))}
    own = {i for hit in predicate.chain for i in (hit.i, *hit.words)}
    told = _told_as_past(sentence, predicate)
    found = []
    for time in times:
        far = _distance(sentence, time, own=own, above=above)
        if far is not None and (told is None or far[0] < told):
            found.append((far, abs(time.span.start - trigger.start), time))
    return min(found, key=lambda one: (one[0], one[1], one[2].span), default=(None, None, None))[2]


def _distance(sentence: Sentence, time: TimeMention, *, own: set[int], above: dict[int, int]) -> tuple[int, int] | None:
    """How far above the predicate a time hangs, and how many nouns stand between; nothing where it dates another clause."""
    below: list[Token] = []
    for token in _upwards(sentence, _head(sentence, time.span)):
        if token.i in own or token.i in above:
            nouns = sum(t.pos in ("NOUN", "PROPN") for t in below[1:])
            if nouns and below[0].dep in _BEFORE_NOUN and time.grain in _NAMING and not _takes_place_in(below):
                return None
            return (0 if token.i in own else above[token.i], nouns)
        if token.dep in _OWN_CLAUSE:
            return None
        below.append(token)
    return None


def _takes_place_in(below: Sequence[Token]) -> bool:
    """Whether the happening is part of what a year names: "meddled in the 2016 election", not "met after the 2016 election"."""
    return next((token.lemma for token in below if token.dep == "prep"), "") in _WITHIN


def _told_as_past(sentence: Sentence, predicate: Predicate) -> int | None:
    """How far above the predicate the first verb stands that tells it as having happened ("he said that it **had fallen**")."""
    for k, token in enumerate(_upwards(sentence, sentence.tokens[predicate.top])):
        if token.dep == "ccomp" and _is_past(sentence, token):
            return k + 1
    return None


def _is_past(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells what was over before; "has reached a deal, the union said on Monday" is the news of that day."""
    helpers = [c for c in sentence.children(verb.i) if c.dep in ("aux", "auxpass")]
    return verb.tag == "VBD" or any(c.tag == "VBD" for c in helpers)


def _upwards(sentence: Sentence, token: Token) -> Iterator[Token]:
    """A word and those that govern it, up to the root."""
    for _ in sentence.tokens:
        yield token
        if token.head == token.i:
            return
        token = sentence.tokens[token.head]


def _head(sentence: Sentence, span: Span) -> Token:
    """The word of a span that the others hang on; an article may hang on a word behind it ("the 17th-century trader")."""
    inside = [token for token in sentence.tokens if span.start <= token.start < span.end]
    held = {token.i for token in inside}
    tops = [token for token in inside if token.head == token.i or token.head not in held]
    return min(tops or sentence.tokens, key=lambda token: (token.dep == "det", token.i))

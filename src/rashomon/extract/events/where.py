"""Where a happening takes place, as its clause tells it."""

from __future__ import annotations

from rashomon.extract.events.predicates import Predicate
from rashomon.model import Sentence, Token

__all__ = ["place_of"]

_WHERE = frozenset(("in", "at", "near", "outside", "inside", "over", "around", "across", "throughout"))


def place_of(sentence: Sentence, predicate: Predicate) -> str | None:
    """The name of a place that hangs on the predicate by "in", "at", "near" or the like."""
    for hit in reversed(predicate.chain):
        for i in (hit.i, *hit.words):
            for child in sentence.children(i):
                if child.dep == "prep" and child.lemma in _WHERE:
                    found = next((_name(sentence, g) for g in sentence.children(child.i) if g.dep == "pobj"), None)
                    if found:
                        return found
    return None


def _name(sentence: Sentence, token: Token) -> str | None:
    if token.ent not in ("GPE", "LOC", "FAC"):
        return None
    entity = next((e for e in sentence.entities() if e[0].i <= token.i <= e[-1].i), (token,))
    words = [t.text for t in entity if t.dep != "case" and not (t is entity[0] and t.lemma == "the")]
    return " ".join(words) or None

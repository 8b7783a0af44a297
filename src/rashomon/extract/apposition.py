"""Nouns that stand for the same: "Ilan Dresk, the foreign minister and author"."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.model import Sentence, Token

__all__ = ["apposed"]

_SUBJECTS = ("nsubj", "nsubjpass")


def apposed(sentence: Sentence, token: Token) -> Iterator[Token]:
    """The nouns that a noun is in apposition with, on either side.

    The parser often gives both to the verb as its subjects ("Dresk, the minister, denied"): a verb has but one subject, so two
    of them with a comma between are one.
    """
    top, steps = token, 0
    while top.dep == "conj" and steps < 4:
        top, steps = sentence.tokens[top.head], steps + 1
    if top.dep == "appos":
        yield sentence.tokens[top.head]
    for child in sentence.children(token.i):
        if child.dep == "appos":
            yield child
    if token.dep in _SUBJECTS:
        for other in sentence.children(token.head):
            first, second = sorted((token.i, other.i))
            between = sentence.tokens[first + 1 : second]
            if other.i != token.i and other.dep in _SUBJECTS and any(t.text == "," for t in between):
                yield other

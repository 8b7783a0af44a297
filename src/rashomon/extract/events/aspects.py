"""How an event is done and what it is about: PLOVER's modes and contexts, by the words of the clause."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence

from rashomon.lexicon import lexicon
from rashomon.model import Token

__all__ = ["contexts_of", "mode_of"]

_MOST = 3
"""Contexts that one event is given at most, those with most words first."""


def mode_of(type_: str, telling: Iterable[Token], clause: Sequence[Token]) -> str | None:
    """The mode of an event of a type, or ``None`` where the type has none or nothing tells it.

    Args:
        type_: PLOVER's type.
        telling: the words that tell the event: trigger, particle, object.
        clause: all words of its clause.
    """
    modes = _words("modes", type_)
    for tokens in (telling, clause):
        lemmas = {token.lemma for token in tokens}
        found = next((mode for mode, words in modes if words & lemmas), None)
        if found is not None:
            return found
    return None


def contexts_of(clause: Sequence[Token]) -> tuple[str, ...]:
    """What a clause is about, the context that most of its words tell first."""
    found = [context for token in clause for context in _by_word().get(token.lemma, ())]
    return tuple(sorted(dict.fromkeys(found), key=lambda context: -found.count(context))[:_MOST])


@functools.cache
def _words(table: str, type_: str) -> tuple[tuple[str, frozenset[str]], ...]:
    modes = lexicon("contexts")[table].get(type_, {})
    return tuple((mode, frozenset(words.split())) for mode, words in modes.items())


@functools.cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """The contexts that a word tells."""
    found: dict[str, tuple[str, ...]] = {}
    for context, words in lexicon("contexts")["contexts"].items():
        for word in words.split():
            found[word] = (*found.get(word, ()), context)
    return found

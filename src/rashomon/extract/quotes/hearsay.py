"""What a speaker does with what others claim: "hit back at accusations that ...", "faced allegations that ..."."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Literal

from rashomon.extract.quotes.view import View
from rashomon.lexicon import lexicon
from rashomon.model import Span, Token

__all__ = ["hearsay"]

_BESIDE = 3
"""Words between a verb and what it needs to mean this: "hit **back**", "defended himself **against**"."""
_BEHIND = 5
"""Words of the content, at its beginning, that may name the claim: "**the notion** that ..."."""
_MAX_UP = 3
"""Steps from the noun to its verb: "took issue with claims"."""


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon("reporting")["claims"][kind].split())


def hearsay(view: View, cue: Span, content: Span) -> Literal["denies", "open"] | None:
    """Whether the clause of a quote is a claim of others, which its speaker denies or leaves open; what is denied to
    somebody ("denied him bail") is no claim, and leaves all open.

    Args:
        view: the sentence of the cue.
        cue: the words of reporting.
        content: the first piece of what is reported.
    """
    if any(_withholds(view, token) for token in view.tokens if cue.start <= token.start < cue.end):
        return "open"
    for noun in _claims(view, cue, content):
        if _is_called_false(view, noun):
            return "denies"
        verb = noun
        for _ in range(_MAX_UP):
            verb = view.tokens[verb.head]
            if verb.pos == "VERB":
                break
        if verb.pos != "VERB" or verb.start < cue.start or verb.i > noun.i:
            continue
        beside = {t.text.lower() for t in view.tokens[verb.i + 1 : verb.i + 1 + _BESIDE]}
        used = {verb.lemma, *(f"{verb.lemma}_{word}" for word in beside)}
        if used & _words("against"):
            return "open" if view.child(verb.i, "neg") is not None else "denies"
        if used & _words("open"):
            return "open"
    return None


def _is_called_false(view: View, noun: Token) -> bool:
    """Whether a claim is said to be none: "claims that she left were **untrue**", "... were **not true**"."""
    verb = view.tokens[noun.head]
    if noun.dep != "nsubj" or verb.lemma != "be":
        return False
    told = {t.lemma for t in view.sentence.children(verb.i) if t.dep in ("acomp", "attr")}
    if view.child(verb.i, "neg") is not None:
        return bool(told & _words("sound"))
    return bool(told & (_words("unsound") | frozenset(lexicon("positions")["flat"].split())))


def _withholds(view: View, verb: Token) -> bool:
    """Whether somebody is denied something: "denied **her** a place", "**was denied** entry"."""
    if verb.lemma != "deny" or verb.pos != "VERB":
        return False
    children = view.sentence.children(verb.i)
    objects = [t for t in children if t.dep in ("dative", "dobj")]
    follower = view.tokens[verb.i + 1] if verb.i + 1 < len(view.tokens) else verb
    passive = any(t.dep == "auxpass" for t in children) and bool(objects)
    return len(objects) > 1 or passive or follower.text.lower() in ("him", "them", "us", "me", "you")


def _claims(view: View, cue: Span, content: Span) -> Iterator[Token]:
    """The nouns for claims from the cue to the beginning of the content, with a clause behind them."""
    behind = [t for t in view.tokens if t.start >= content.start][:_BEHIND]
    before = [t for t in view.tokens if cue.start <= t.start < content.start]
    for token in (*before, *behind):
        follower = view.tokens[token.i + 1].text.lower() if token.i + 1 < len(view.tokens) else ""
        named = token.pos == "NOUN" or token.dep == "nsubj"  # the tagger takes "said claims that ..." for a verb
        if token.lemma in _words("nouns") and named and follower == "that":
            yield token

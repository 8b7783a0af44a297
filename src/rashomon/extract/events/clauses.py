"""The words of the clause that tells a predicate."""

from __future__ import annotations

from collections.abc import Set

from rashomon.extract.events.predicates import Predicate
from rashomon.model import Sentence, Span, Token

__all__ = ["clause_of"]

_JOINED = frozenset(("advcl", "parataxis", "conj", "relcl", "cc", "punct", "mark"))
_LOOSE = frozenset(("relcl", "acl", "advcl", "parataxis"))
"""Clauses that say more about a word of the clause: they are told for their own sake."""
_RELATIVE = frozenset(("which", "that", "who"))


def clause_of(sentence: Sentence, predicate: Predicate, *, under: int | None = None, others: Set[int] = frozenset()) -> Span:
    """From the subject to the end of what hangs on the predicate; clauses joined to it are left out.

    A relative clause takes in the noun that it tells of, where that is its subject. ``under`` is the word of speech by which
    the actor announces the act: the clause then begins there. ``others`` are the words of the sentence that tell something.
    """
    top = under if under is not None else _telling(sentence, predicate, others)
    core = {hit.i for hit in predicate.chain} | {w for hit in predicate.chain for w in hit.words}
    kept = {top}
    stack = [top]
    while stack:
        for child in sentence.children(stack.pop()):
            joined = child.dep in (_JOINED if child.head == top else _LOOSE)
            marked = any(c.i in core for c in sentence.children(child.i) if c.dep == "mark")  # "called **for** her to go"
            if joined and child.i not in core and not marked and not (child.dep == "acl" and child.tag == "VB"):
                continue
            kept.add(child.i)
            stack.append(child.i)
    kept.update(_antecedent(sentence, sentence.tokens[top], core))
    first, last = min(kept), max(kept)
    while last > first and sentence.tokens[last].pos == "PUNCT":
        last -= 1
    while first < last and sentence.tokens[first].pos == "PUNCT":
        first += 1
    return Span(sentence.tokens[first].start, sentence.tokens[last].end)


def _telling(sentence: Sentence, predicate: Predicate, others: Set[int]) -> int:
    """The word whose clause tells the predicate: of a noun that is subject or object its verb, if that tells nothing."""
    token = sentence.tokens[predicate.top]
    if token.pos != "NOUN" or token.dep not in ("nsubj", "nsubjpass", "dobj"):
        return predicate.top
    verb = sentence.tokens[token.head]
    return verb.i if verb.pos in ("VERB", "AUX") and verb.i not in others else predicate.top


def _antecedent(sentence: Sentence, verb: Token, core: Set[int]) -> set[int]:
    """The noun phrase, up to its head, that a relative clause tells of: where it is its subject, or helps to tell the event."""
    children = sentence.children(verb.i)
    subject = any(c.dep in ("nsubj", "nsubjpass") and c.lemma in _RELATIVE for c in children)
    if verb.dep not in ("relcl", "acl") or not (verb.head in core or (subject and verb.dep == "relcl")):
        return set()
    head = sentence.tokens[verb.head]
    return {
        head.i,
        *(c.i for c in sentence.children(head.i) if c.i < head.i and c.dep in ("det", "amod", "compound", "poss", "nummod")),
    }

"""Clauses that tell a happening in words of no type: what an article reports beside what the lexicon knows."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set

from rashomon.extract.events.patterns import Hit
from rashomon.extract.events.predicates import Predicate
from rashomon.extract.events.status import quote_over
from rashomon.lexicon import lexicon
from rashomon.model import Quote, Sentence, Span, Token

__all__ = ["find_plain", "tells_plainly"]

_CLAUSES = frozenset(("ROOT", "ccomp", "conj", "relcl", "advcl", "acl"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_PERSONS = frozenset(("he", "she", "they"))
_LEAST = 4
"""Words that a clause has at least."""


@functools.cache
def _states() -> frozenset[str]:
    """Verbs that tell how things are, not what happened."""
    return frozenset(lexicon("events")["states"]["verbs"].split())


def find_plain(sentence: Sentence, quotes: Sequence[Quote], telling: Set[int]) -> Iterator[Predicate]:
    """The happenings of a sentence that no word of ``telling`` tells, as predicates of the type OTHER.

    What stands in quotation marks is left out: it is told by somebody in passing, not by the article.
    """
    for token in sentence.tokens:
        if token.pos != "VERB" or token.dep not in _CLAUSES or token.i in telling or token.lemma in _states():
            continue
        if not _is_told(sentence, token) or any(child.dep == "neg" for child in sentence.children(token.i)):
            continue
        below = _clause(sentence, token)
        if len(below) < _LEAST or telling & below:
            continue
        quote = quote_over(quotes, Span(token.start, token.end))
        if quote is None or quote.mode != "direct":
            yield Predicate("OTHER", (Hit(token.i, "OTHER", (), token.lemma),))


def tells_plainly(sentence: Sentence) -> bool:
    """Whether a sentence may tell a happening that no word of the lexicon tells."""
    return next(find_plain(sentence, (), frozenset()), None) is not None


def _is_told(sentence: Sentence, verb: Token) -> bool:
    """Whether a verb tells of somebody or something, by its name, what it did or what was done to it, or will be.

    "He" and "she" are somebody where they do it in the past tense of a main clause: an article tells its own story so.
    """
    children = sentence.children(verb.i)
    subject = next((child for child in children if child.dep in _SUBJECTS), None)
    if subject is None:
        return verb.dep in ("conj", "advcl", "acl") and verb.tag in ("VBD", "VBN")
    if subject.pos in ("PRON", "DET") and verb.dep != "relcl":
        return verb.dep in ("ROOT", "conj") and verb.tag == "VBD" and subject.text.lower() in _PERSONS
    aids = {child.lemma for child in children if child.dep in ("aux", "auxpass")}
    return verb.tag == "VBD" or (verb.tag == "VBN" and bool(aids & {"be", "have"})) or "will" in aids


def _clause(sentence: Sentence, verb: Token) -> set[int]:
    """The words of the verb's clause, further clauses apart."""
    kept, stack = {verb.i}, [verb.i]
    while stack:
        for child in sentence.children(stack.pop()):
            if child.dep not in ("conj", "advcl", "relcl", "parataxis", "punct") or child.pos not in ("VERB", "AUX", "PUNCT"):
                kept.add(child.i)
                stack.append(child.i)
    return kept

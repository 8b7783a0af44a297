"""People that are counted without a number: "killed a guard" is one, "no casualties" is none."""

from __future__ import annotations

from collections.abc import Iterator

from rashomon.extract.counted import clause_about, counts_people
from rashomon.lexicon import lexicon
from rashomon.model import FigureMention, Sentence, Span, Token

__all__ = ["TOLL_TRIGGERS", "find_toll"]

_UNITS = lexicon("units")
_BEFALLS = frozenset(_UNITS["toll"]["verbs"].split())
_DIES = frozenset(_UNITS["toll"]["intransitive"].split())
_LOSSES = frozenset(_UNITS["toll"]["losses"].split())
TOLL_TRIGGERS = frozenset(_UNITS["toll"]["triggers"].split())
"""A sentence without one of these words, in lower case, tells of no such toll."""


def find_toll(sentence: Sentence) -> Iterator[FigureMention]:
    """One person that something befell ("killing a guard", "one was wounded"), or nobody ("caused no casualties")."""
    tokens = sentence.tokens
    for word in tokens:
        text = word.text.lower()
        if text not in ("a", "an", "one", "no"):
            continue
        noun = tokens[word.head] if word.head > word.i else word
        if text == "no":
            if noun.lemma in _LOSSES:
                yield _figure(sentence, word, noun, value=0.0)
        elif (noun is word) == (text == "one") and (noun is word or counts_people(noun)) and _suffers(tokens, noun):
            yield _figure(sentence, word, noun, value=1.0)


def _suffers(tokens: tuple[Token, ...], noun: Token) -> bool:
    """Whether what is told befalls the person: as the object, or as the subject of a passive or of "died"."""
    verb = tokens[noun.head]
    return (verb.lemma in _BEFALLS and noun.dep in ("dobj", "nsubjpass")) or (verb.lemma in _DIES and noun.dep == "nsubj")


def _figure(sentence: Sentence, first: Token, noun: Token, *, value: float) -> FigureMention:
    about = clause_about(sentence, first.i, last=noun.i)
    counted = Span(sentence.tokens[about[0]].start, sentence.tokens[about[1]].end)
    return FigureMention(Span(first.start, noun.end), value, value, "people", "", counted)

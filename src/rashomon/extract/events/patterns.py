"""The lexicon of events, made ready to be looked up: which words of a sentence tell a happening, and of which type."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Sentence, Token

__all__ = ["OPERATORS", "Hit", "find_hits"]

OPERATORS = frozenset(("begin", "intend", "stop", "attempt", "say"))
"""What a word does that is no happening itself but bends what hangs on it."""

_WITHIN = frozenset(
    "prt prep pobj dobj dative nsubjpass acomp attr oprd agent xcomp pcomp advmod compound amod poss conj npadvmod".split()
)
"""Dependencies along which the further words of a pattern may stand."""

_DEPTH = {"prep": 2, "dobj": 2, "nsubjpass": 2, "attr": 2, "dative": 1, "acomp": 2, "xcomp": 2, "oprd": 1, "agent": 2}
"""How much deeper a pattern may look below a dependant: "lift a state of emergency", "open to the public"."""


class _Pattern(NamedTuple):
    """Words that must hang on a head word, each as the set of lemmas that will do, and the type they tell."""

    words: tuple[frozenset[str], ...]
    type: str


class Hit(NamedTuple):
    """A word that tells a happening: ``type`` is an event type or one of ``OPERATORS``; ``words`` are the indices of the
    other words of its pattern; ``weak`` marks nouns that tell one only in company."""

    i: int
    type: str
    words: tuple[int, ...]
    weak: bool = False


@functools.cache
def _verbs() -> dict[str, tuple[_Pattern, ...]]:
    """Patterns by the lemma of their verb, those of most words first."""
    table = lexicon("events")
    classes = {name: frozenset(text.split()) for name, text in table["classes"].items()}
    found: dict[str, list[_Pattern]] = {}

    def options(word: str) -> frozenset[str]:
        return classes.get(word, frozenset((word,)))

    for name, text in table["operators"].items():
        for verb in text.split():
            _add(found, verb, (), name)
    for name, entry in table["types"].items():
        for verb in entry["verbs"].split():
            _add(found, verb, (), name)
        for phrase in entry["phrases"].split(","):
            first, *rest = phrase.split()
            for verb in sorted(options(first)):
                _add(found, verb, tuple(options(word) for word in rest), name)
    return {verb: tuple(sorted(patterns, key=lambda p: -len(p.words))) for verb, patterns in found.items()}


def _add(found: dict[str, list[_Pattern]], verb: str, rest: tuple[frozenset[str], ...], name: str) -> None:
    """Note a pattern; the particle of ``carry_out`` is a further word. A later entry of the same words gives way."""
    verb, *particles = verb.split("_")
    words = (*(frozenset((particle,)) for particle in particles), *rest)
    patterns = found.setdefault(verb, [])
    patterns[:] = [p for p in patterns if p.words != words or p.type not in OPERATORS]
    if not any(p.words == words for p in patterns):
        patterns.append(_Pattern(words, name))


@functools.cache
def _nouns() -> dict[str, tuple[str, bool]]:
    """Type of a noun, and whether it is weak."""
    found: dict[str, tuple[str, bool]] = {}
    for name, entry in lexicon("events")["types"].items():
        for noun in entry["nouns"].split():
            found.setdefault(noun.rstrip("?"), (name, noun.endswith("?")))
    return found


def _company(sentence: Sentence, i: int, depth: int = 3) -> list[Token]:
    """The words that may complete a pattern at word ``i``."""
    found = []
    for child in sentence.children(i):
        if child.dep not in _WITHIN:
            continue
        found.append(child)
        if depth > 1:
            found.extend(_company(sentence, child.i, min(depth - 1, _DEPTH.get(child.dep, 1))))
    return found


def _match(pattern: _Pattern, company: list[Token]) -> tuple[int, ...] | None:
    places = []
    for options in pattern.words:
        place = next((t.i for t in company if t.i not in places and (t.lemma in options or t.text.lower() in options)), None)
        if place is None:
            return None
        places.append(place)
    return tuple(places)


def _verb_hit(sentence: Sentence, token: Token) -> Hit | None:
    patterns = _verbs().get(token.lemma)
    if not patterns:
        return None
    company = _company(sentence, token.i) if patterns[0].words else []
    for pattern in patterns:
        words = _match(pattern, company)
        if words is not None:
            return Hit(token.i, pattern.type, words)
    return None


def _noun_hit(token: Token) -> Hit | None:
    if token.dep == "compound":
        return None
    entry = _nouns().get(token.lemma)
    return Hit(token.i, entry[0], (), entry[1]) if entry else None


def find_hits(sentence: Sentence) -> list[Hit]:
    """The words of a sentence that the lexicon knows, in order; a word that completes another's pattern is none itself."""
    hits = []
    for token in sentence.tokens:
        hit = None
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod", "compound"):
            hit = _verb_hit(sentence, token)
        elif token.pos == "NOUN":
            hit = _noun_hit(token)
        if hit is not None:
            hits.append(hit)
    taken = {i for hit in hits for i in hit.words}
    return [hit for hit in hits if hit.i not in taken]

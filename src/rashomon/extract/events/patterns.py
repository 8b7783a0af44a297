"""The lexicon of events, made ready to be looked up: which words of a sentence tell a happening, and of which type."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Sentence, Token

__all__ = ["OPERATORS", "Hit", "find_hits"]

OPERATORS = frozenset(("begin", "intend", "stop", "attempt", "say"))
"""What a word does that is no happening itself but bends what hangs on it."""

_WITHIN = frozenset(
    "prt prep pobj dobj dative nsubjpass acomp attr oprd agent xcomp pcomp advmod compound amod poss npadvmod nsubj".split()
)
"""Dependencies along which the further words of a pattern may stand."""

_DEPTH = {"prep": 2, "dobj": 2, "nsubjpass": 2, "attr": 2, "pobj": 1, "dative": 1, "acomp": 2, "oprd": 1, "agent": 2}
"""How much deeper a pattern may look below a dependant: "lift a state of emergency", "open to the public"."""

_ROLES = {"@object": ("dobj", "nsubjpass"), "@person": ("dobj", "nsubjpass", "pobj")}
"""What a role in a pattern asks of the dependency; ``@person`` asks for a person's name besides."""

_SUBJECT = "^"
"""Marks a word of a pattern that must be the subject; no other may."""


class _Pattern(NamedTuple):
    """Words that must hang on a head word, each as the set of lemmas that will do, and the type they tell."""

    words: tuple[frozenset[str], ...]
    type: str


class Hit(NamedTuple):
    """A word that tells a happening: ``type`` is an event type or one of ``OPERATORS``; ``words`` are the indices of the
    other words of its pattern; ``word`` is its lemma; ``weak`` marks nouns that tell one only in company."""

    i: int
    type: str
    words: tuple[int, ...]
    word: str
    weak: bool = False


@functools.cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(text.split()) for name, text in lexicon("events")["classes"].items()}


def _options(word: str) -> frozenset[str]:
    """The lemmas that will do for a word of a pattern."""
    bare = word.lstrip(_SUBJECT)
    options = _classes().get(bare, frozenset((bare,)))
    return options | {_SUBJECT} if word != bare else options


@functools.cache
def _verbs() -> dict[str, tuple[_Pattern, ...]]:
    """Patterns by the lemma of their verb, those of most words first."""
    table = lexicon("events")
    found: dict[str, list[_Pattern]] = {}

    for name, text in table["operators"].items():
        for verb in text.split():
            _add(found, verb, (), name)
    for name, entry in table["types"].items():
        for verb in entry["verbs"].split():
            _add(found, verb, (), name)
        for phrase in entry["phrases"].split(","):
            first, *rest = phrase.split()
            for verb in sorted(_options(first)):
                _add(found, verb, tuple(_options(word) for word in rest), name)
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
def _nouns() -> dict[str, tuple[tuple[_Pattern, bool], ...]]:
    """Patterns by the lemma of their noun, those of most words first; with each whether it is weak."""
    table = lexicon("events")
    found: dict[str, list[tuple[_Pattern, bool]]] = {}
    for name, entry in table["types"].items():
        for phrase in entry["nouns"].split(","):
            noun, *rest = phrase.strip().rstrip("?").split()
            words = tuple(_options(word) for word in rest)
            found.setdefault(noun, []).append((_Pattern(words, name), phrase.strip().endswith("?")))
    return {noun: tuple(sorted(patterns, key=lambda p: -len(p[0].words))) for noun, patterns in found.items()}


def _company(sentence: Sentence, i: int, left: int = 3, depth: int = 0) -> list[tuple[Token, int]]:
    """The words that may complete a pattern at word ``i``, each with how far below it stands, the nearest first."""
    found: list[tuple[Token, int]] = []
    for child in sentence.children(i) if left > 0 else ():
        if child.dep not in _WITHIN and not (child.dep == "ccomp" and child.pos == "ADJ") or _tells_time(sentence, child):
            continue
        found.append((child, depth))
        below = _DEPTH.get(child.dep, 0)
        found.extend(_company(sentence, child.i, min(left - 1, below), depth + 1))
    return sorted(found, key=lambda c: c[1]) if depth == 0 else found


def _tells_time(sentence: Sentence, child: Token) -> bool:
    """Whether a preposition leads to a date ("called the minister on Tuesday")."""
    return child.dep == "prep" and any(c.ent in ("DATE", "TIME") for c in sentence.children(child.i) if c.dep == "pobj")


def _fits(token: Token, options: frozenset[str]) -> bool:
    if (_SUBJECT in options) != (token.dep == "nsubj"):
        return False
    for role in options & _ROLES.keys():
        return token.dep in _ROLES[role] and (role != "@person" or token.ent == "PERSON")
    return _lemma(token) in options or token.text.lower() in options


def _lemma(token: Token) -> str:
    """The dictionary form; a dictionary has "talks" as a word of its own, we do not."""
    lemma = token.lemma
    return lemma[:-1] if token.tag == "NNS" and lemma.endswith("s") and not lemma.endswith("ss") else lemma


def _best(patterns: Sequence[_Pattern], company: list[tuple[Token, int]]) -> tuple[_Pattern, tuple[int, ...]] | None:
    """The pattern that fits with most words, and of equals the one whose words stand nearest."""
    best: tuple[int, int, _Pattern, tuple[int, ...]] | None = None
    for pattern in patterns:
        if best is not None and len(pattern.words) < -best[0]:
            break
        places: list[int] = []
        far = 0
        for options in pattern.words:
            place = next(((t.i, d) for t, d in company if t.i not in places and _fits(t, options)), None)
            if place is None:
                break
            places.append(place[0])
            far += place[1]
        else:
            if best is None or (-len(pattern.words), far) < best[:2]:
                best = (-len(pattern.words), far, pattern, tuple(places))
    return (best[2], best[3]) if best else None


def _verb_hit(sentence: Sentence, token: Token) -> Hit | None:
    patterns = _verbs().get(token.lemma)
    best = _best(patterns, _company(sentence, token.i) if patterns[0].words else []) if patterns else None
    return Hit(token.i, best[0].type, best[1], token.lemma) if best else None


def _noun_hit(sentence: Sentence, token: Token) -> Hit | None:
    if token.dep == "compound":
        return None
    lemma = _lemma(token)
    patterns = _nouns().get(lemma, ())
    weak = {id(p) for p, is_weak in patterns if is_weak}
    of_verb = [p for p in _verbs().get(lexicon("events")["nominal"].get(lemma, ""), ()) if p.words or p.type in OPERATORS]
    choice = sorted((*of_verb, *(p for p, _ in patterns)), key=lambda p: -len(p.words))
    best = _best(choice, _company(sentence, token.i) if choice[0].words else []) if choice else None
    return Hit(token.i, best[0].type, best[1], lemma, id(best[0]) in weak) if best else None


def find_hits(sentence: Sentence) -> list[Hit]:
    """The words of a sentence that the lexicon knows, in order; a word that completes another's pattern is none itself."""
    hits = []
    for token in sentence.tokens:
        hit = None
        if token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod", "compound"):
            hit = _verb_hit(sentence, token)
        elif token.pos == "NOUN":
            hit = _noun_hit(sentence, token)
        if hit is not None:
            hits.append(hit)
    taken = {i for hit in hits for i in hit.words}
    return [hit for hit in hits if hit.i not in taken]

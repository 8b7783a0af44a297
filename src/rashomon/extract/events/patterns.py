"""The lexicon of events, made ready to be looked up: which words of a sentence tell a happening, and of which type."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Sentence, Token

__all__ = ["OPERATORS", "Hit", "find_hits"]

OPERATORS = frozenset(("begin", "intend", "stop", "attempt", "proclaim", "say"))
"""What a word does that is no happening itself but bends what hangs on it."""

_DEPTH = {
    "prt": 0, "prep": 2, "pobj": 1, "dobj": 2, "dative": 1, "nsubjpass": 2, "acomp": 2, "attr": 2, "oprd": 1, "agent": 2,
    "xcomp": 1, "pcomp": 0, "advmod": 0, "compound": 0, "amod": 0, "poss": 0, "npadvmod": 0, "nsubj": 0,
}  # fmt: skip
"""Dependencies along which the further words of a pattern may stand, and how much deeper one may look below each: "lift a
state of emergency", "open to the public"."""

_OBJECTS = frozenset(("dobj", "nsubjpass"))
_PERSONAL = frozenset("he him she her i me we us whom who".split())


class _Pattern(NamedTuple):
    """A type, told by a head word and ``size`` further words; ``rank`` is its place in the lexicon."""

    type: str
    size: int
    rank: int
    weak: bool


class _Entry:
    """The patterns of one head word, by their further words."""

    def __init__(self) -> None:
        self.alone: _Pattern | None = None
        self.slots: dict[str, list[tuple[_Pattern, int]]] = {}

    def add(self, pattern: _Pattern, words: Sequence[frozenset[str]]) -> None:
        """Note a pattern; a later one of no words gives way, save that a type beats an operator."""
        if not words:
            if self.alone is None or (self.alone.type in OPERATORS and pattern.type not in OPERATORS):
                self.alone = pattern
            return
        for slot, options in enumerate(words):
            for option in sorted(options):
                self.slots.setdefault(option, []).append((pattern, slot))


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
    """The words that will do for a word of a pattern; "^" marks those that must be the subject."""
    bare = word.lstrip("^")
    options = _classes().get(bare, frozenset((bare,)))
    return frozenset("^" + option for option in options) if word != bare else options


def _phrases() -> Iterator[tuple[str, str, bool]]:
    """Every phrase of a verb, its type, and ``False``: verbs are never weak. What blocks comes first, operators last."""
    table = lexicon("events")
    for name, entry in sorted(table["types"].items(), key=lambda item: item[0] != "NONE"):
        yield from ((verb, name, False) for verb in entry["verbs"].split())
        yield from ((phrase, name, False) for phrase in entry["phrases"].split(",") if phrase.strip())
    for name, text in table["operators"].items():
        yield from ((verb, name, False) for verb in text.split())


def _noun_phrases() -> Iterator[tuple[str, str, bool]]:
    for name, entry in lexicon("events")["types"].items():
        nouns = [noun.strip() for noun in entry["nouns"].split(",") if noun.strip()]
        yield from ((noun.rstrip("?"), name, noun.endswith("?")) for noun in nouns)


def _compiled(phrases: Iterator[tuple[str, str, bool]]) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for rank, (phrase, name, weak) in enumerate(phrases):
        first, *rest = phrase.split()
        for head in sorted(_options(first)):
            word, *particles = head.split("_")
            words = (*(frozenset((particle,)) for particle in particles), *(_options(word) for word in rest))
            found.setdefault(word, _Entry()).add(_Pattern(name, len(words), rank, weak), words)
    return found


@functools.cache
def _verbs() -> dict[str, _Entry]:
    return _compiled(_phrases())


@functools.cache
def _nouns() -> dict[str, _Entry]:
    """Event nouns; a derived noun has the patterns of its verb besides: "suspension of aid"."""
    found = _compiled(_noun_phrases())
    for noun, verb in lexicon("events")["nominal"].items():
        source = _verbs().get(verb)
        if source is None:
            continue
        entry = found.setdefault(noun, _Entry())
        for word, slots in source.slots.items():
            entry.slots.setdefault(word, []).extend(slots)
        if entry.alone is None and source.alone is not None and source.alone.type in OPERATORS:
            entry.alone = source.alone
    return found


class _Companion(NamedTuple):
    """A word that may complete a pattern: how far below the head it stands, the preposition that leads to it, and what it is
    to the head."""

    token: Token
    depth: int
    by: int | None
    dep: str


def _company(sentence: Sentence, i: int, left: int = 3, depth: int = 0, by: int | None = None) -> list[_Companion]:
    """The words that may complete a pattern at word ``i``, the nearest first."""
    found: list[_Companion] = []
    if left <= 0:
        return found
    for child in sentence.children(i):
        below = _DEPTH.get(child.dep)
        if below is None:
            if child.dep != "ccomp" or child.pos != "ADJ":
                continue
            below = 0
        if (child.dep == "prep" and _tells_time(sentence, child)) or (child.ent == "DATE" and child.pos == "PROPN"):
            continue  # "on Tuesday", "this March photograph"
        found.append(_Companion(child, depth, by, child.dep))
        if below:
            leads = child.i if depth == 0 and child.dep == "prep" and child.lemma != "of" else by
            found.extend(_company(sentence, child.i, min(left - 1, below), depth + 1, leads))
    if depth:
        return found
    return sorted((*found, *_marks(sentence, i), *_antecedent(sentence, i)), key=lambda c: c.depth)


def _marks(sentence: Sentence, i: int) -> Iterator[_Companion]:
    """The "for" that brings a clause: "called **for** the minister to go"."""
    for clause in sentence.children(i):
        if clause.dep in ("advcl", "ccomp") and clause.tag == "VB":
            yield from (
                _Companion(c, 0, None, "prep") for c in sentence.children(clause.i) if c.dep == "mark" and c.lemma == "for"
            )


def _antecedent(sentence: Sentence, i: int) -> Iterator[_Companion]:
    """The noun that a relative clause or participle tells of, in the place that it has there: "a treaty that she signed"."""
    verb = sentence.tokens[i]
    if verb.pos != "VERB" or verb.head == i:
        return
    if verb.dep == "acl" and verb.tag in ("VBN", "VBG"):
        yield _Companion(sentence.tokens[verb.head], 0, None, "nsubj" if verb.tag == "VBG" else "dobj")
    if verb.dep != "relcl":
        return
    places = {c.dep: c.tag in ("WDT", "WP") for c in sentence.children(i) if c.dep in ("nsubj", *_OBJECTS)}
    place = next((dep for dep, relative in places.items() if relative), None)
    if place is None and "nsubj" in places and len(places) == 1 and not _has_clause(sentence, i):
        place = "dobj"
    if place is not None:
        yield _Companion(sentence.tokens[verb.head], 0, None, place)


def _has_clause(sentence: Sentence, i: int) -> bool:
    return any(c.dep in ("ccomp", "xcomp") for c in sentence.children(i))


def _tells_time(sentence: Sentence, preposition: Token) -> bool:
    """Whether a preposition leads to a date ("called the minister on Tuesday")."""
    return any(c.ent in ("DATE", "TIME") for c in sentence.children(preposition.i) if c.dep == "pobj")


def _keys(token: Token, dep: str) -> list[str]:
    """What a word may stand for in a pattern, where it is ``dep`` to the head."""
    lemma, text = _lemma(token), token.text.lower()
    keys = [lemma] if lemma == text else [lemma, text]
    person = token.ent == "PERSON" or text in _PERSONAL
    if dep == "nsubj":
        return ["^" + key for key in keys] + ["^@person"] * person
    if dep in _OBJECTS:
        keys.append("@object")
    if dep in _OBJECTS or dep == "pobj":
        keys += ["@person"] * person + ["@place"] * (token.ent in ("GPE", "LOC"))
    if dep == "oprd":
        keys.append("@name")
    return keys


def _lemma(token: Token) -> str:
    """The dictionary form; a dictionary has "talks" as a word of its own, we do not."""
    lemma = token.lemma
    return lemma[:-1] if token.tag == "NNS" and lemma.endswith("s") and not lemma.endswith("ss") else lemma


def _best(sentence: Sentence, i: int, entry: _Entry) -> tuple[_Pattern, tuple[int, ...]] | None:
    """The pattern that fits with most words, of equals the one whose words stand nearest, then the first of the lexicon."""
    filled: dict[_Pattern, dict[int, tuple[int, int]]] = {}
    verb = sentence.tokens[i].pos != "NOUN"
    for token, depth, by, dep in _company(sentence, i) if entry.slots else ():
        for key in _keys(token, dep):
            for pattern, slot in entry.slots.get(key, ()):
                places = filled.setdefault(pattern, {})
                if slot in places or any(token.i == place for place, _ in places.values()):
                    continue
                if by is not None and verb:  # what a preposition brings counts only where the pattern names it
                    named = [k for p, k in entry.slots.get(sentence.tokens[by].lemma, ()) if p is pattern and k != slot]
                    if not named:
                        continue
                    places[named[0]] = (by, 0)
                places[slot] = (token.i, depth)
    whole = [(p, places) for p, places in filled.items() if len(places) == p.size]
    if not whole:
        return (entry.alone, ()) if entry.alone is not None else None
    pattern, places = min(whole, key=lambda w: (-w[0].size, sum(d for _, d in w[1].values()), w[0].rank))
    return pattern, tuple(place for _, (place, _) in sorted(places.items()))


def _hit(sentence: Sentence, token: Token) -> Hit | None:
    if token.pos == "NOUN":
        lemma = _lemma(token)
        entry = _nouns().get(lemma) if token.dep != "compound" else None
    elif token.pos in ("VERB", "AUX") and token.dep not in ("aux", "auxpass", "amod", "compound"):
        lemma = token.lemma
        entry = _verbs().get(lemma)
    else:
        return None
    best = _best(sentence, token.i, entry) if entry is not None else None
    return Hit(token.i, best[0].type, best[1], lemma, best[0].weak) if best else None


def _is_lacking(sentence: Sentence, token: Token) -> bool:
    """Whether a word only tells how something was done: "without warning", "without trial"."""
    without = sentence.tokens[token.head].lemma == "without" and token.dep in ("pobj", "pcomp")
    return without and not any(c.dep in ("dobj", "prep", "poss", "ccomp") for c in sentence.children(token.i))


def find_hits(sentence: Sentence) -> list[Hit]:
    """The words of a sentence that the lexicon knows, in order; a word that completes another's pattern is none itself."""
    hits = [hit for hit in (_hit(sentence, token) for token in sentence.tokens) if hit is not None]
    hits = [hit for hit in hits if hit.type != "NONE" and not _is_lacking(sentence, sentence.tokens[hit.i])]
    taken = {i for hit in hits for i in hit.words}
    return [hit for hit in hits if hit.i not in taken]

"""The actors that the words of a sentence name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from rashomon.countries import country_name, match_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor, ActorMention, Sentence

__all__ = ["NOMINAL", "Naming", "side"]

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ"))
"""Parts of speech that may head what names somebody."""

_MODIFIERS = frozenset(("amod", "compound", "poss", "nmod", "appos"))

_INNER = frozenset(("of", "in", "from", "at", "for", "based", "inside", "near"))
"""Prepositions within a noun phrase that tell whose it is: "rebels in Ruritania", "the president of Ruritania"."""

_BELONGING = frozenset("loyal affiliate affiliated link ally allied align aligned employ arm".split())
"""Words that say whose somebody is: "forces loyal to Norland", "hackers linked to Norland"."""
_BELONGS_TO = frozenset(("to", "with", "by"))

_FRONTIERS = frozenset(("border", "frontier"))

_SIDES = frozenset(
    "country side nation government power leader man diplomat minister president neighbor neighbour state".split()
)


def side(actor: Actor) -> str:
    """For whom an actor acts: the country or body, else himself."""
    return actor.of or actor.name


class Naming:
    """The actors that the words of one sentence name.

    A noun phrase names the actor of its head; failing that, the country or actor that its modifiers name: "Ruritanian
    tanks", "rebels in Ruritania". Somebody without a name and without a country ("workers") is nobody.
    """

    def __init__(self, sentence: Sentence, mentions: Sequence[ActorMention], *, two: tuple[Actor, ...] = ()) -> None:
        """``two`` are the countries that "the two sides" stands for in the article, where that can be told."""
        self.sentence = sentence
        self.two = two
        self._by_token: dict[int, Actor] = {}
        self._countries: dict[int, str] = {}
        texts = [token.text for token in sentence.tokens]
        until = 0
        for i, text in enumerate(texts):
            hit = match_country(texts, i) if i >= until and text[:1].isupper() else None
            if hit is not None:
                until = i + hit[0]
                country = Actor(country_name(hit[1].code), "country", hit[1].code)
                self._by_token.update(dict.fromkeys(range(i, until), country))
                self._countries.update(dict.fromkeys(range(i, until), hit[1].code))
                self._note_twin(texts, i, until)
        for mention in mentions:
            if not _is_somebody(mention.actor):
                continue
            for token in sentence.tokens:
                if mention.span.start <= token.start < mention.span.end:
                    self._by_token[token.i] = mention.actor

    def _note_twin(self, texts: Sequence[str], start: int, end: int) -> None:
        """The first of two countries that share a word: "North and South Norland"."""
        if start >= 2 and texts[start - 1] == "and" and end - start > 1:
            twin = [texts[start - 2], *texts[start + 1 : end]]
            hit = match_country(twin, 0)
            if hit is not None and hit[0] == len(twin):
                self._by_token[start - 2] = Actor(country_name(hit[1].code), "country", hit[1].code)

    def of(self, head: int) -> tuple[Actor, ...]:
        """The actors named by the noun phrase with head ``head``, those joined to it by "and" included."""
        return tuple(dict.fromkeys(actor for i in self._joined(head) for actor in self._one(i)))

    def _joined(self, head: int) -> Iterator[int]:
        yield head
        for child in self.sentence.children(head):
            if child.dep == "conj" and child.pos in NOMINAL:
                yield from self._joined(child.i)
            elif child.dep == "appos":  # "his envoy, Mara Holt, and the minister": the parser joins the last to the name
                yield from (i for i in self._joined(child.i) if i != child.i)

    def _one(self, i: int) -> tuple[Actor, ...]:
        actor = self._by_token.get(i)
        if actor is not None and actor.of is None and actor.kind == "person":
            return (self._of_country(actor, i),)
        if actor is None:
            return self._inner(i, 4) or (self.two if self._means_two(i) else ())
        if actor.kind not in ("unnamed", "group"):
            return (actor,)
        pair = self._inner(i, 1)  # "Ruritanian and Norlandian officials" is one mention and two sides
        return pair if len(pair) > 1 else (actor,)

    def _of_country(self, actor: Actor, i: int) -> Actor:
        """A person with the country that the noun phrase gives: "Norlandish tycoon Mara Holt", "King Olaf of Norland"."""
        own = {code for k, code in self._countries.items() if self._by_token.get(k) == actor}
        codes = own or {a.of for a in self._inner(i, 2) if a.kind == "country" and a.of is not None}
        return replace(actor, of=codes.pop()) if len(codes) == 1 else actor

    def named(self) -> Iterator[tuple[int, Actor]]:
        """Every token that names an actor."""
        return iter(sorted(self._by_token.items(), key=lambda item: item[0]))

    def _means_two(self, i: int) -> bool:
        """Whether a noun phrase is "the two countries", "both leaders" or the like."""
        token = self.sentence.tokens[i]
        return (token.lemma in _SIDES or token.tag == "NNPS") and any(
            c.lemma in ("two", "both") for c in self.sentence.children(i) if c.dep in ("nummod", "det", "predet", "amod")
        )

    def _inner(self, i: int, depth: int) -> tuple[Actor, ...]:
        """Actors named within a noun phrase whose head names none: by a modifier, else by what qualifies it."""
        if depth == 0:
            return ()
        for child in self.sentence.children(i):
            if child.dep in _MODIFIERS:
                found = self._at(child.i, depth - 1)
                if found:
                    return found
        for child in self.sentence.children(i):
            if child.lemma in _BELONGING and child.dep in ("acl", "amod", "relcl"):
                found = self._led_to(child.i, _BELONGS_TO, depth)
                if found:
                    return found
        frontier = self.sentence.tokens[i].lemma in _FRONTIERS
        return self._led_to(i, _INNER | {"with"} if frontier else _INNER, depth)

    def _at(self, i: int, depth: int) -> tuple[Actor, ...]:
        return self.of(i) if i in self._by_token else self._inner(i, depth)

    def _led_to(self, i: int, prepositions: Set[str], depth: int) -> tuple[Actor, ...]:
        """Actors that prepositions at word ``i`` lead to: "forces loyal to Norland", "rebels in Norland"."""
        for child in self.sentence.children(i):
            if child.dep in ("prep", "agent") and child.lemma in prepositions:
                for grandchild in self.sentence.children(child.i):
                    found = self._at(grandchild.i, depth - 1) if grandchild.dep == "pobj" else ()
                    if found:
                        return found
        return ()


def _is_somebody(actor: Actor) -> bool:
    """Whether an actor can act: treaties, games and decorations are named like bodies, and people without name or country
    are nobody in particular."""
    if actor.kind == "body" and actor.name.rsplit(" ", 1)[-1].lower() in _things():
        return False
    return actor.of is not None or actor.kind not in ("unnamed", "place")


@functools.cache
def _things() -> frozenset[str]:
    return frozenset(lexicon("events")["things"]["words"].split())

"""The actors that the words of a sentence name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from rashomon.countries import country_name, find_country, match_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor, ActorMention, Sentence, Token

__all__ = ["NOMINAL", "Naming", "side"]

NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ"))
"""Parts of speech that may head what names somebody."""

_MODIFIERS = frozenset(("amod", "compound", "poss", "nmod", "appos"))

_INNER = frozenset(("of", "in", "from", "at", "for", "based", "inside", "near"))
"""Prepositions within a noun phrase that tell whose it is: "rebels in Ruritania", "the president of Ruritania"."""

_BELONGING = frozenset("loyal affiliate affiliated link ally allied align aligned employ arm base locate".split())
"""Words that say whose somebody is: "forces loyal to Norland", "hackers linked to Norland"."""
_BELONGS_TO = frozenset(("to", "with", "by", "in"))

_LEADING = frozenset(("claimed", "organized", "organised"))
"""Participles after a name that say who acts: "a Norland-claimed attack"."""

_HALVES = frozenset(("North", "South"))

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

    def __init__(
        self,
        sentence: Sentence,
        mentions: Sequence[ActorMention],
        *,
        two: tuple[Actor, ...] = (),
        main: tuple[Actor, ...] = (),
        countries: Set[str] = frozenset(),
    ) -> None:
        """``two`` are the countries that "the two sides" stands for here, where that can be told, ``main`` those that the
        article is on; ``countries`` are the codes of those that act or are acted for in it."""
        self.sentence = sentence
        self.two = two or main
        self.main = main
        self._by_token: dict[int, Actor] = {}
        self.towns: set[int] = set()
        """Words that name a capital: of a meeting, its place."""
        self.places: set[int] = set()
        """Words that name a town or region."""
        self._peoples: dict[int, str] = {}
        self._pairs: dict[int, tuple[Actor, ...]] = {}
        texts = [token.text for token in sentence.tokens]
        until = 0
        for i, text in enumerate(texts):
            hit = match_country(texts, i) if i >= until and text[:1].isupper() else None
            if hit is not None:
                until = i + hit[0]
                country = Actor(country_name(hit[1].code), "country", hit[1].code)
                self._by_token.update(dict.fromkeys(range(i, until), country))
                if hit[1].sense == "capital":
                    self.towns.update(range(i, until))
                if hit[1].sense == "people":
                    self._peoples.update(dict.fromkeys(range(i, until), hit[1].code))
                self._note_twin(texts, i, until)
        for mention in mentions:
            if not _is_somebody(mention.actor):
                continue
            for token in sentence.tokens:
                if mention.span.start <= token.start < mention.span.end and not self._is_compound(token):
                    self._by_token[token.i] = mention.actor
        self._note_places(texts)
        self._note_halves(texts, countries)
        self._homes: dict[Actor, Actor] = {}
        self._homes.update(self._learned())
        here = {actor.of for actor in self._by_token.values() if actor.kind == "country" and actor.of is not None}
        told = here | countries
        self.sole = next(iter(told)) if len(told) == 1 else None
        """The only country that is named, here and by those who act in the article."""

    def _is_compound(self, token: Token) -> bool:
        """Whether a word only says how something relates to somebody ("Norland-backed", "Ruritanian-made"), or names two
        countries at once ("Norlandish-Ruritanian talks"); whom it names then is noted here."""
        parts = token.text.split("-")
        if len(parts) != 2 or not parts[0][:1].isupper():
            return False
        countries = [find_country(part) for part in parts]
        sides = tuple(Actor(country_name(c.code), "country", c.code) for c in countries if c is not None)
        if len(sides) == 2:
            self._pairs[token.i] = sides
            self._by_token[token.i] = sides[0]
        if len(sides) == 2:
            return True
        kept = parts[1] in _LEADING or self.sentence.tokens[token.head].lemma in _papers()
        return parts[1] == "made" or (parts[1].islower() and parts[1].endswith("ed") and not kept)

    def _note_places(self, texts: Sequence[str]) -> None:
        """Towns and regions stand for their country: what is fired at Aleppo is fired at Syria."""
        for i, token in enumerate(self.sentence.tokens):
            longest = _places_by_word().get(texts[i], ())
            for name, code in longest if token.ent != "PERSON" else ():
                tokens = range(i, i + len(name))
                if tuple(texts[i : i + len(name)]) == name and not any(self._is_placed(k) for k in tokens):
                    self._by_token.update(dict.fromkeys(tokens, Actor(country_name(code), "country", code)))
                    self.places.update(tokens)
                    break

    def _note_halves(self, texts: Sequence[str], countries: Set[str]) -> None:
        """Note that "the North" is the country whose name begins so, where the article is on one."""
        for i, word in enumerate(texts):
            if word in _HALVES and i and texts[i - 1].lower() == "the" and i not in self._by_token:
                codes = [code for code in countries if country_name(code).startswith(word + " ")]
                following = texts[i + 1][:1] if i + 1 < len(texts) else ""
                if len(codes) == 1 and not following.isupper():
                    self._by_token[i] = Actor(country_name(codes[0]), "country", codes[0])

    def _is_placed(self, i: int) -> bool:
        """Whether word ``i`` is part of the name of an actor that is more than a place."""
        actor = self._by_token.get(i)
        return actor is not None and (actor.of is not None or self.sentence.tokens[i].ent not in ("GPE", "LOC", "FAC"))

    def _learned(self) -> dict[Actor, Actor]:
        """Persons without a country who get one where the sentence names them in full: "King Olaf of Norland ... he"."""
        found = {}
        for i, actor in self._by_token.items():
            if actor.kind in ("person", "body") and actor.of is None and actor not in found:
                placed = self._of_country(actor, i)
                if placed.of is not None:
                    found[actor] = placed
        return found

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
            elif child.i + 2 == head and child.i in self._by_token and self.sentence.tokens[child.i + 1].text == "-":
                yield child.i  # "Norlandish-Ruritanian talks"
            elif child.dep == "appos":  # "his envoy, Mara Holt, and the minister": the parser joins the last to the name
                yield from (i for i in self._joined(child.i) if i != child.i)

    def _one(self, i: int) -> tuple[Actor, ...]:
        actor = self._by_token.get(i)
        if i in self._pairs:
            return self._pairs[i]
        if actor in self._homes:
            return (self._homes[actor],)
        if actor is None:
            return self._inner(i, 4) or (self.two if self._means_two(i) else ())
        if actor.kind not in ("unnamed", "group"):
            return (actor,)
        pair = self._inner(i, 1)  # "Ruritanian and Norlandian officials" is one mention and two sides
        return pair if len(pair) > 1 else (actor,)

    def _of_country(self, actor: Actor, i: int) -> Actor:
        """A person with the country that the noun phrase gives: "Norlandish tycoon Mara Holt", "King Olaf of Norland"."""
        own = [code for k, code in sorted(self._peoples.items()) if self._by_token.get(k) == actor]  # "Norlandish Serbs"
        codes = own[:1] or list({a.of for a in self._inner(i, 2) if a.kind == "country" and a.of is not None})
        return replace(actor, of=codes[0]) if len(codes) == 1 else actor

    def is_titled(self, person: Actor) -> bool:
        """Whether a title of office stands before the name: "President Holt"."""
        tokens = self.sentence.tokens
        return any(
            i and tokens[i - 1].lemma in _titles() and tokens[i].text != tokens[i - 1].text
            for i, actor in self._by_token.items()
            if (actor.name, actor.kind) == (person.name, person.kind)
        )

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
def _papers() -> frozenset[str]:
    """What somebody backs, drafts or brokers, and others accept or reject on its account: "the Norland-backed resolution"."""
    return frozenset(lexicon("events")["classes"]["OFFER"].split())


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon("events")["classes"]["LEADER"].split())


@functools.cache
def _things() -> frozenset[str]:
    return frozenset(lexicon("events")["things"]["words"].split())


@functools.cache
def _places_by_word() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First words of the names of places, with those names, the longest first, and their countries."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, names in lexicon("places").items():
        for name in names.split(","):
            words = tuple(name.split())
            found.setdefault(words[0], []).append((words, code))
    return {first: tuple(sorted(names, key=lambda n: (-len(n[0]), n))) for first, names in found.items()}

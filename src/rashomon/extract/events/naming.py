"""The actors that the words of a sentence name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from rashomon.countries import country_name, find_country, match_country
from rashomon.lexicon import lexicon
from rashomon.model import Actor, ActorMention, Sentence, Token

__all__ = ["NOMINAL", "Naming", "papers", "side"]

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

_DATELINE = 10
"""Words within which a dateline ends."""
_DASHES = frozenset(("--", "—", "–", "-"))
_SMALL = frozenset("of for the and in on to without".split())
"""Words that names write small."""

_SEEN_AS = {"place": frozenset[str](), "people": frozenset[str](), "town": frozenset(("GPE", "LOC", "FAC"))}
"""Sorts of places with the entity types that they need: towns are many, and persons and firms bear their names."""

_FIRST_PERSON = frozenset("i we me us my our mine ours myself ourselves".split())
_VAGUE = frozenset(
    "some few many most several both one another others people person both companies firms media press man".split()
)
"""Nouns that say too little of who it is."""

_ONCE = frozenset(("former", "ex", "late", "retired"))

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
        settled: bool = True,
        speaking: Mapping[int, Actor] | None = None,
    ) -> None:
        """``two`` are the countries that "the two sides" stands for here, where that can be told, ``main`` those that the
        article is on; ``countries`` are the codes of those that act or are acted for in it, and ``settled`` tells
        whether they are what it is about; ``speaking`` tells for words within quotation marks who says them."""
        self.sentence = sentence
        self.two = main if {a.of for a in main} & {a.of for a in two} else two or main
        self.main = main
        self._by_token: dict[int, Actor] = {}
        self.towns: set[int] = set()
        """Words that name a capital: of a meeting, its place."""
        self.places: set[int] = set()
        """Words that name a town or region."""
        self._peoples: dict[int, str] = {}
        self._pairs: dict[int, tuple[Actor, ...]] = {}
        self._people: dict[int, Actor] = {}
        """Heads of noun phrases that name nobody, but tell what people they are."""
        texts = [token.text for token in sentence.tokens]
        ethnic = {i + 1 for i, text in enumerate(texts) if text.lower() == "ethnic"}  # "ethnic Norlanders" live elsewhere
        until = 0
        for i, text in enumerate(texts):
            hit = match_country(texts, i) if i >= until and text[:1].isupper() else None
            if hit is not None:
                until = i + hit[0]
                if i in ethnic:
                    continue
                if until < len(texts) and texts[until] in _waters():
                    continue  # "the South China Sea"
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
            if self._is_tie(mention):
                continue
            for token in sentence.tokens:
                if (
                    mention.span.start <= token.start < mention.span.end
                    and token.i not in ethnic
                    and not self._is_compound(token)
                ):
                    self._by_token[token.i] = mention.actor
        self._note_bodies(texts)
        self._note_places(texts)
        self._note_halves(texts, countries)
        self._forget_dateline(texts)
        self.speaking = speaking or {}
        """Words within quotation marks, with who says them."""
        self._note_speakers(self.speaking)
        self._note_people(mentions)
        self._homes: dict[Actor, Actor] = {}
        self._homes.update(self._learned())
        here = {actor.of for actor in self._by_token.values() if actor.kind == "country" and actor.of is not None}
        told = here | countries
        self.sole = next(iter(told)) if settled and len(told) == 1 else None
        """The only country that is named, here and by those who act in the article."""
        self.pair = frozenset(told) if settled and len(told) == 2 else frozenset()
        """The only two."""
        self._homes.update(self._at_home())

    def _is_tie(self, mention: ActorMention) -> bool:
        """Whether a name of several tokens only says how something relates to somebody: "Norland", "-", "backed"."""
        tokens = [t for t in self.sentence.tokens if mention.span.start <= t.start < mention.span.end]
        if len(tokens) < 3 or tokens[-2].text != "-" or not tokens[-1].text.islower():
            return False
        head = self.sentence.tokens[tokens[-1].head]
        country = _country_of(" ".join(t.text for t in tokens[:-2]))
        if country is not None and (tokens[-1].text in _LEADING or head.lemma in papers()):
            self._by_token.update({t.i: Actor(country_name(country), "country", country) for t in tokens})
        return True

    def _is_compound(self, token: Token) -> bool:
        """Whether a word only says how something relates to somebody ("Norland-backed", "Ruritanian-made"), or names two
        countries at once ("Norlandish-Ruritanian talks"); whom it names then is noted here."""
        parts = token.text.split("-")
        if len(parts) != 2 or not parts[0][:1].isupper():
            return False
        codes = [_country_of(part) for part in parts]
        sides = tuple(Actor(country_name(code), "country", code) for code in codes if code is not None)
        if len(sides) == 2:
            self._pairs[token.i] = sides
            self._by_token[token.i] = sides[0]
        if len(sides) == 2:
            return True
        kept = parts[1] in _LEADING or self.sentence.tokens[token.head].lemma in papers()
        return parts[1] == "made" or (parts[1].islower() and parts[1].endswith("ed") and not kept)

    def _note_places(self, texts: Sequence[str]) -> None:
        """Towns and regions stand for their country: what is fired at Aleppo is fired at Syria."""
        for i, token in enumerate(self.sentence.tokens):
            for name, code, sort in _places_by_word().get(texts[i], ()):
                tokens = range(i, i + len(name))
                if tuple(texts[i : i + len(name)]) != name or any(self._is_placed(k) for k in tokens):
                    continue
                if token.ent in _SEEN_AS[sort] or (sort != "town" and token.ent != "PERSON"):
                    self._by_token.update(dict.fromkeys(tokens, Actor(country_name(code), "country", code)))
                    if sort != "people":
                        self.places.update(tokens)
                    break

    def _note_speakers(self, speaking: Mapping[int, Actor]) -> None:
        """Who says "I" and "we" within quotation marks."""
        for i, speaker in speaking.items():
            if self.sentence.tokens[i].text.lower() in _FIRST_PERSON and _is_somebody(speaker):
                self._by_token[i] = speaker

    def _note_people(self, mentions: Sequence[ActorMention]) -> None:
        """People and bodies that are told by a common noun alone: "four gunmen", "the police"."""
        common = people()
        heads = [
            t
            for t in self.sentence.tokens
            if t.tag in ("NN", "NNS")
            and t.text.lower() in common
            and t.i not in self._by_token
            and t.dep not in ("compound", "amod", "nmod")
        ]
        known = {m.span.end: m.actor for m in mentions if m.actor.kind == "unnamed" and m.actor.of is None} if heads else {}
        for token in heads:
            if any(c.tag == "PRP$" for c in self.sentence.children(token.i)):
                continue  # "its troops" are those of whoever is spoken of
            actor = known.get(token.end)
            again = actor is not None and not any(f" {word} " in actor.name for word in _INNER)
            self._people[token.i] = actor if actor is not None and again else Actor(self._phrase(token), "unnamed")

    def _phrase(self, token: Token) -> str:
        """What people without a name are called: "unnamed: Norlandish protesters"."""
        words = [token.text]
        before = token.i - 1
        while before >= 0 and self.sentence.tokens[before].dep in ("compound", "amod", "nmod"):
            if self.sentence.tokens[before].head != token.i:
                break
            words.insert(0, self.sentence.tokens[before].text)
            before -= 1
        return "unnamed: " + " ".join(word for word in words if word[0].isalpha())

    def _note_bodies(self, texts: Sequence[str]) -> None:
        """Bodies between states, by their names: the organisation of American states is no American."""
        for i, text in enumerate(texts):
            for name in _bodies_by_word().get(text, ()):
                if tuple(texts[i : i + len(name)]) == name:
                    known = self._by_token.get(i)
                    if known is not None and known.name == " ".join(name) and match_country([known.of or ""], 0) is None:
                        break  # the mention tells whose body it is
                    for k in range(i, i + len(name)):
                        self._by_token[k] = Actor(" ".join(name), "body")
                        self._peoples.pop(k, None)
                    break

    def _forget_dateline(self, texts: Sequence[str]) -> None:
        """Who files a report is no party to it: "OSLO, Norway -- A minister said"."""
        end = next((i for i, text in enumerate(texts[:_DATELINE]) if text in _DASHES), 0)
        if end and all(text[:1].isupper() or not text[:1].isalnum() for text in texts[:end]) and texts[0].isupper():
            for i in range(end):
                self._by_token.pop(i, None)

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
        if actor is None or (actor.kind == "group" and actor.of is None):
            return False
        return actor.of is not None or self.sentence.tokens[i].ent not in ("GPE", "LOC", "FAC")

    def _learned(self) -> dict[Actor, Actor]:
        """Persons without a country who get one where the sentence names them in full: "King Olaf of Norland ... he"."""
        found = {}
        for i, actor in self._by_token.items():
            if actor.kind in ("person", "body") and actor.of is None and actor not in found:
                placed = self._of_country(actor, i)
                if placed.of is not None:
                    found[actor] = placed
        return found

    def _at_home(self) -> dict[Actor, Actor]:
        """Groups without a country ("Kurds") are of the only one that is named."""
        if self.sole is None:
            return {}
        groups = {a for a in self._by_token.values() if a.kind == "group" and a.of is None and a not in self._homes}
        homeless = {a for a in groups if a.name.lower().removesuffix("s") not in _faiths()}  # who believe live everywhere
        return {actor: replace(actor, of=self.sole) for actor in homeless}

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
            inner = self._inner(i, 4)
            if i in self._people and any(a.kind == "group" and a.of is None for a in inner):
                return self._plain(i)  # "Democratic lawmakers", "Kurdish fighters"
            if i in self._people and inner and self._is_other(i, inner):
                return (replace(self._people[i], of=inner[0].of),)
            return inner or (self.two if self._means_two(i) else ()) or self._plain(i)
        if actor.kind not in ("unnamed", "group"):
            return (actor,)
        pair = self._inner(i, 1)  # "Ruritanian and Norlandian officials" is one mention and two sides
        return pair if len(pair) > 1 else (actor,)

    def _is_other(self, i: int, owners: Sequence[Actor]) -> bool:
        """Whether people are told by whom they belong to, and are not themselves: "Holt's mother", "a former Senate aide"."""
        once = any(child.lemma in _ONCE for child in self.sentence.children(i))
        return all(a.kind == "person" or (once and a.kind == "body") for a in owners)

    def _plain(self, i: int) -> tuple[Actor, ...]:
        return (self._people[i],) if i in self._people else ()

    def _of_country(self, actor: Actor, i: int) -> Actor:
        """A person with the country that the noun phrase gives: "Norlandish tycoon Mara Holt", "King Olaf of Norland"."""
        own = [code for k, code in sorted(self._peoples.items()) if self._by_token.get(k) == actor]  # "Norlandish Serbs"
        codes = own[:1] or list({a.of for a in self._inner(i, 2) if a.kind == "country" and a.of is not None})
        return replace(actor, of=codes[0]) if len(codes) == 1 else actor

    def is_titled(self, person: Actor, *, of_state: bool = False) -> bool:
        """Whether a title of office stands before the name: "President Holt"; ``of_state``: of a state, not of a body ("Council
        President Holt")."""
        tokens, (state, before) = self.sentence.tokens, _state_titles()
        titles = state if of_state else _titles()
        return any(
            i
            and tokens[i - 1].lemma in titles
            and tokens[i].text != tokens[i - 1].text
            and not (of_state and i > 1 and tokens[i - 2].text[:1].isupper() and tokens[i - 2].lemma not in before)
            for i, actor in self._by_token.items()
            if (actor.name, actor.kind) == (person.name, person.kind)
        )

    def heads(self, i: int) -> bool:
        """Whether a noun phrase names somebody by its head or a word before it, not by what follows ("a letter from Oslo")."""
        children = self.sentence.children(i)
        return (
            i in self._by_token
            or i in self._people
            or any(c.dep in _MODIFIERS and c.dep != "appos" and self._at(c.i, 2) for c in children)
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
        found: tuple[Actor, ...] = ()
        for child in self.sentence.children(i):
            if child.dep in _MODIFIERS:
                found = (*found, *self._at(self._backer(child), depth - 1))
                if found and not any(c.dep == "cc" for c in self.sentence.children(child.i)):
                    return found
        if found:
            return found
        for child in self.sentence.children(i):
            if child.lemma in _BELONGING and child.dep in ("acl", "amod", "relcl"):
                found = self._led_to(child.i, _BELONGS_TO, depth)
                if found:
                    return found
        frontier = self.sentence.tokens[i].lemma in _FRONTIERS
        return self._led_to(i, _INNER | {"with"} if frontier else _INNER, depth)

    def _backer(self, modifier: Token) -> int:
        """Who is behind a paper or deed: of "Norland", "-", "backed" before "plan" the first. Else the modifier itself."""
        tied = modifier.tag == "VBN" and self.sentence.tokens[modifier.i - 1].text == "-"
        head = self.sentence.tokens[modifier.head]
        return (
            modifier.i - 2 if tied and modifier.i > 1 and (modifier.text in _LEADING or head.lemma in papers()) else modifier.i
        )

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
def people() -> frozenset[str]:
    """Common nouns for people and bodies that act and suffer."""
    table = lexicon("offices")["unnamed"]
    return frozenset((*table["heads"].split(), *table["people"].split())) - _VAGUE


@functools.cache
def papers() -> frozenset[str]:
    """What somebody backs, drafts or brokers, and others accept or reject on its account: "the Norland-backed resolution"."""
    return frozenset(lexicon("events")["classes"]["OFFER"].split())


@functools.cache
def _titles() -> frozenset[str]:
    return frozenset(lexicon("events")["classes"]["LEADER"].split())


@functools.cache
def _state_titles() -> tuple[frozenset[str], frozenset[str]]:
    """Titles of a state's offices, and what may stand before them with a capital and leaves them one."""
    table = lexicon("events")["state_titles"]
    return frozenset(table["words"].split()), frozenset(table["before"].split())


@functools.cache
def _things() -> frozenset[str]:
    table = lexicon("events")["things"]
    return frozenset((*table["words"].split(), *table["waters"].split()))


@functools.cache
def _faiths() -> frozenset[str]:
    """Believers, whose group is of no country."""
    return frozenset(lexicon("events")["things"]["faiths"].split())


@functools.cache
def _waters() -> frozenset[str]:
    """What makes the name of a country that of a sea, as printed."""
    return frozenset(word.capitalize() for word in lexicon("events")["things"]["waters"].split())


def _country_of(word: str) -> str | None:
    """The country that one word names, by a people of it too."""
    country = find_country(word)
    if country is not None:
        return country.code
    return next((code for name, code, sort in _places_by_word().get(word, ()) if sort == "people" and name == (word,)), None)


@functools.cache
def _bodies_by_word() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First words of the names of bodies between states, with those names of several words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in (*lexicon("bodies")["igo"], *lexicon("bodies")["ngo"]):
        words = tuple(word if word in _SMALL else word.capitalize() for word in name.split())
        if len(words) > 1:
            found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(names, key=lambda n: (-len(n), n))) for first, names in found.items()}


@functools.cache
def _places_by_word() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """First words of the names of places and peoples, with those names, the longest first, their countries and their sort."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for sort, table in (("place", "places"), ("town", "towns"), ("people", "peoples")):
        for code, names in lexicon(table).items():
            for name in names.split(","):
                for form in (name, name + "s") if sort == "people" else (name,):
                    words = tuple(form.split())
                    found.setdefault(words[0], []).append((words, code, sort))
    return {first: tuple(sorted(names, key=lambda n: (-len(n[0]), n))) for first, names in found.items()}

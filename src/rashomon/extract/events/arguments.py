"""Who does it and to whom: the words of a sentence that fill a predicate's places, and the actors that they name."""

from __future__ import annotations

import functools
from dataclasses import replace
from collections.abc import Iterator, Sequence

from rashomon.countries import country_name, match_country
from rashomon.extract.events.predicates import Predicate
from rashomon.lexicon import lexicon
from rashomon.model import Actor, ActorMention, Sentence, Token

__all__ = ["Arguments", "Naming", "has_agent", "side"]

_RELATIVE = frozenset(("which", "that", "who", "whom"))
_NOMINAL = frozenset(("NOUN", "PROPN", "PRON", "NUM", "ADJ"))
_MODIFIERS = frozenset(("amod", "compound", "poss", "nmod", "appos"))
_INNER = frozenset(("of", "in", "from", "at", "for", "based"))
"""Prepositions within a noun phrase that tell whose it is: "rebels in Ruritania", "the president of Ruritania"."""

_DYADIC = frozenset("AGREE CONSULT COOPERATE AID SANCTION REJECT THREATEN REQUEST ACCUSE SUPPORT CONCEDE".split())

_FOREIGN = frozenset(("CONSULT", "COOPERATE", "SANCTION", "STATEMENT"))
"""Types that a side does not do to itself."""

_AT_HOME = frozenset("COERCE ASSAULT PROTEST THREATEN CONCEDE AGREE RETREAT AID MOBILIZE".split())
"""Types that a side may well do to its own where a preposition names it: "imposed a curfew in the capital"."""

_BETWEEN = frozenset("AGREE CONSULT COOPERATE SANCTION REJECT THREATEN ACCUSE CONCEDE".split())
"""Types whose recipient may be told by the article as a whole; three in four are right on the reference readings."""

_CLAUSES = frozenset(("ccomp", "xcomp", "pcomp", "acl", "advcl"))

_SIDES = frozenset(
    "country side nation government power leader man diplomat minister president neighbor neighbour state koreas".split()
)

_TOWARDS = {
    "REQUEST": "on upon to from with for", "AGREE": "with to for", "CONSULT": "with between to by among", "ACCUSE": "against at into on over in of",
    "SUPPORT": "for with to of behind", "AID": "to for in", "COOPERATE": "with to for", "THREATEN": "against with to", "REJECT": "of from by to with against",
    "SANCTION": "on against with from to in", "COERCE": "against on in of at", "ASSAULT": "on against at in of with into over", "PROTEST": "against at over in of",
    "MOBILIZE": "against to in near on along", "RETREAT": "to", "CONCEDE": "to on against for in with",
}  # fmt: skip
"""Prepositions that lead to the recipient, the likeliest first."""

_WHERE = frozenset(("in", "at", "near", "outside", "inside", "over", "around", "across", "throughout"))

_AFTER_NOUN = "on upon against with to of between at for toward towards in over by from into".split()
_OBJECT_CONTROL = frozenset("REQUEST AID RETREAT COERCE".split())


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
        texts = [token.text for token in sentence.tokens]
        until = 0
        for i, text in enumerate(texts):
            hit = match_country(texts, i) if i >= until and text[:1].isupper() else None
            if hit is not None:
                until = i + hit[0]
                country = Actor(country_name(hit[1].code), "country", hit[1].code)
                self._by_token.update(dict.fromkeys(range(i, until), country))
                if hit[1].code == "KOR" and texts[i] == "South" and texts[max(0, i - 2) : i] == ["North", "and"]:
                    self._by_token[i - 2] = Actor(country_name("PRK"), "country", "PRK")
        for mention in mentions:
            if not _is_somebody(mention.actor):
                continue
            for token in sentence.tokens:
                if mention.span.start <= token.start < mention.span.end:
                    self._by_token[token.i] = mention.actor

    def of(self, head: int) -> tuple[Actor, ...]:
        """The actors named by the noun phrase with head ``head``, those joined to it by "and" included."""
        return tuple(dict.fromkeys(actor for i in self._joined(head) for actor in self._one(i)))

    def _joined(self, head: int) -> Iterator[int]:
        yield head
        for child in self.sentence.children(head):
            if child.dep == "conj" and child.pos in _NOMINAL:
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
        codes = {a.of for a in self._inner(i, 2) if a.kind == "country"}
        return replace(actor, of=codes.pop()) if len(codes) == 1 else actor

    def named(self) -> Iterator[tuple[int, Actor]]:
        """Every token that names an actor."""
        return iter(sorted(self._by_token.items(), key=lambda item: item[0]))

    def _means_two(self, i: int) -> bool:
        """Whether a noun phrase is "the two countries", "both leaders" or the like."""
        return self.sentence.tokens[i].lemma in _SIDES and any(
            c.lemma in ("two", "both") for c in self.sentence.children(i) if c.dep in ("nummod", "det", "predet", "amod")
        )

    def _inner(self, i: int, depth: int) -> tuple[Actor, ...]:
        """Actors named within a noun phrase whose head names none."""
        if depth == 0:
            return ()
        children = self.sentence.children(i)
        for child in children:
            if child.dep in _MODIFIERS:
                found = self.of(child.i) if child.i in self._by_token else self._inner(child.i, depth - 1)
                if found:
                    return found
        for child in children:
            if child.dep == "prep" and child.lemma in _INNER:
                for grandchild in self.sentence.children(child.i):
                    if grandchild.dep == "pobj":
                        found = (
                            self.of(grandchild.i) if grandchild.i in self._by_token else self._inner(grandchild.i, depth - 1)
                        )
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


def side(actor: Actor) -> str:
    """For whom an actor acts: the country or body, else himself."""
    return actor.of or actor.name


def _is_verb(token: Token) -> bool:
    return token.pos in ("VERB", "AUX")


def _is_passive(sentence: Sentence, i: int) -> bool:
    return any(c.dep in ("nsubjpass", "auxpass") for c in sentence.children(i))


def has_agent(sentence: Sentence, i: int) -> bool:
    """Whether a passive names its agent."""
    return any(c.dep == "agent" for c in sentence.children(i))


class Arguments:
    """Finds the places of predicates in one sentence."""

    def __init__(self, sentence: Sentence, naming: Naming) -> None:
        self.sentence = sentence
        self.naming = naming

    # ------------------------------------------------------------------------------------------ verbs

    def subject(self, i: int, depth: int = 6) -> int | None:
        """Index of the word that acts at verb or noun ``i``."""
        if depth == 0:
            return None
        token = self.sentence.tokens[i]
        if not _is_verb(token):
            return self._owner(i, depth)
        for child in self.sentence.children(i):
            if child.dep in ("nsubj", "csubj", "expl") and child.dep != "expl":
                return self._antecedent(child, i)
            if child.dep == "agent":
                return next((g.i for g in self.sentence.children(child.i) if g.dep in ("pobj", "pcomp")), None)
        if _is_passive(self.sentence, i):
            return None
        if token.tag == "VBN" and token.dep in ("acl", "advcl"):
            return token.head if token.dep == "acl" and self._is_active(i) else None
        return self._inherited(i, token, depth)

    def _is_active(self, i: int) -> bool:
        """Whether the parser took a past tense for a participle: "a Norlandish paper called on its readers to ..."."""
        children = self.sentence.children(i)
        if any(c.dep == "agent" for c in children):
            return False
        head = self.sentence.tokens[self.sentence.tokens[i].head]
        return head.head == head.i or any(c.dep == "dobj" or (c.dep == "conj" and c.tag == "VBD") for c in children)

    def _inherited(self, i: int, token: Token, depth: int) -> int | None:
        """The subject that a verb without its own shares with what governs it."""
        head = self.sentence.tokens[token.head]
        if token.head == i:
            return None
        if token.dep == "acl":
            return head.i if token.tag == "VBG" else self.subject(head.i, depth - 1)
        if token.dep == "relcl":
            return head.i
        if token.dep == "xcomp":
            return self.object(head.i) or self.subject(head.i, depth - 1)
        if token.dep == "pcomp":
            governor = self.sentence.tokens[head.head]
            if _is_verb(governor) and head.lemma in ("of", "for", "from", "into"):
                return self.object(governor.i) or self.subject(governor.i, depth - 1)
            return self.subject(governor.i, depth - 1) or (self.object(governor.i) if _is_verb(governor) else None)
        if token.dep == "conj" and _is_verb(head):
            return self.subject(head.i, depth - 1) or self.object(head.i)
        if _is_verb(head) or token.dep in ("ccomp", "advcl", "conj"):
            return self.subject(head.i, depth - 1)
        return None

    def object(self, i: int) -> int | None:
        """Index of the word that verb ``i`` acts upon."""
        token = self.sentence.tokens[i]
        children = self.sentence.children(i)
        for child in children:
            if child.dep in ("dobj", "nsubjpass"):
                return self._antecedent(child, i)
        if token.dep == "acl" and token.tag == "VBN":
            return None if self._is_active(i) else token.head
        if token.dep == "relcl" and any(c.dep == "nsubj" and c.lemma not in _RELATIVE for c in children):
            return token.head
        if token.dep == "conj" and _is_passive(self.sentence, token.head) and not any(c.dep == "nsubj" for c in children):
            return self.object(token.head)
        return None

    def _antecedent(self, token: Token, i: int) -> int:
        """What a relative pronoun stands for."""
        if token.lemma in _RELATIVE and token.tag in ("WDT", "WP", "IN"):
            verb = self.sentence.tokens[i]
            for _ in range(4):
                if verb.dep == "relcl":
                    return verb.head
                verb = self.sentence.tokens[verb.head]
        return token.i

    # ------------------------------------------------------------------------------------------ nouns

    def _owner(self, i: int, depth: int) -> int | None:
        """Who acts in an event noun: "Ruritania's veto", "the Ruritanian strike", "the strike by Ruritania"."""
        children = self.sentence.children(i)
        for child in children:
            if child.dep == "prep" and child.lemma == "by" or child.dep == "agent":
                return next((g.i for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
        for child in children:
            if child.dep == "poss":
                return child.i
        for child in children:
            if child.dep in ("amod", "compound", "nmod") and self.naming.of(child.i):
                return child.i
        for child in children:
            if child.dep == "prep" and child.lemma in ("between", "among", "from"):
                return next((g.i for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
        return None

    def _attendant(self, i: int, depth: int = 4) -> int | None:
        """Who takes part in a meeting: "the visit of the minister", "she spoke at a news conference with him"."""
        for child in self.sentence.children(i):
            if child.dep == "prep" and child.lemma == "of":
                return next((g.i for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
        token = self.sentence.tokens[i]
        while depth and token.dep in ("pobj", "dobj", "prep", "conj", "attr"):
            token = self.sentence.tokens[token.head]
            depth -= 1
            if _is_verb(token):
                return self.subject(token.i)
        return None

    # ------------------------------------------------------------------------------------------ places

    def actors(self, predicate: Predicate) -> tuple[Actor, ...]:
        """Who does it: the first word of the chain, from the outside in, that has a subject naming somebody."""
        for hit in predicate.chain:
            subject = self.subject(hit.i)
            if subject is not None:
                found = self.naming.of(subject)
                if found:
                    return found
        if predicate.type == "CONSULT" and not _is_verb(self.sentence.tokens[predicate.top]):
            attendant = self._attendant(predicate.top)
            return self.naming.of(attendant) if attendant is not None else ()
        return ()

    def recipients(self, predicate: Predicate, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """To whom it is done: objects first, then what the fitting prepositions lead to, then what the theme names."""
        subjects = {self.subject(hit.i) for hit in predicate.chain}
        own = {side(a) for a in actors}
        for place, close in self._places(predicate):
            if place in subjects:
                continue
            domestic = close and predicate.type not in _FOREIGN
            found = tuple(a for a in self.naming.of(place) if a not in actors and (domestic or side(a) not in own))
            if found:
                return found
        if len(own) != 1 or predicate.type not in _DYADIC:
            return ()
        return self._elsewhere(predicate, own) or (self._other_side(own) if predicate.type in _BETWEEN else ())

    def _other_side(self, own: set[str]) -> tuple[Actor, ...]:
        """In an article on two countries, what one does without a word to whom it does to the other."""
        other = tuple(a for a in self.naming.two if side(a) not in own)
        return other if len(other) == 1 else ()

    def _elsewhere(self, predicate: Predicate, own: set[str]) -> tuple[Actor, ...]:
        """The one other country that the clause names, wherever it stands."""
        within = {t.i for t in self.sentence.subtree(predicate.top)}
        others = {a for i, a in self.naming.named() if i in within and a.of is not None and side(a) not in own}
        return tuple(others) if len({side(a) for a in others}) == 1 and len(others) == 1 else ()

    def _places(self, predicate: Predicate) -> Iterator[tuple[int, bool]]:
        """Indices of words that may name the recipient, the likeliest first, and whether they are objects proper."""
        order = _TOWARDS.get(predicate.type, "").split()
        nodes = [hit.i for hit in predicate.chain]
        words = [w for hit in predicate.chain for w in hit.words]
        verbs = [i for i in nodes if _is_verb(self.sentence.tokens[i])]
        for i in verbs:
            yield from ((c.i, True) for c in self.sentence.children(i) if c.dep == "dative" and c.pos in _NOMINAL)
        for i in verbs:
            yield from ((o, True) for o in self._objects(i))
        for i in (*nodes, *words):
            yield from ((o, predicate.type in _AT_HOME) for o in self._prepositional(i, order))
        for i in verbs if predicate.type != "OTHER" else ():
            for obj in self._objects(i):
                yield from ((o, False) for o in self._prepositional(obj, _AFTER_NOUN))
        for i in nodes if predicate.type != "OTHER" else ():
            yield from ((o, False) for o in self._themes(i, 3))

    def _objects(self, i: int) -> Iterator[int]:
        obj = self.object(i) if _is_verb(self.sentence.tokens[i]) else None
        if obj is not None:
            yield obj

    def _prepositional(self, i: int, order: Sequence[str]) -> Iterator[int]:
        """What hangs on word ``i`` by prepositions, in the given order."""
        found: dict[str, list[int]] = {}
        for child in self.sentence.children(i):
            if child.dep in ("prep", "dative", "agent") and child.lemma in order:
                for grandchild in self.sentence.children(child.i):
                    if grandchild.dep in ("pobj", "pcomp"):
                        found.setdefault(child.lemma, []).append(grandchild.i)
        for preposition in order:
            yield from found.get(preposition, ())

    def _themes(self, i: int, depth: int) -> Iterator[int]:
        """Subjects and objects of the clauses that word ``i`` governs."""
        if depth == 0:
            return
        for child in self.sentence.children(i):
            if child.dep in _CLAUSES and _is_verb(child) and child.lemma != "accord":
                subject = next((c.i for c in self.sentence.children(child.i) if c.dep in ("nsubj", "nsubjpass")), None)
                if subject is not None:
                    yield subject
                yield from self._objects(child.i)
                yield from self._prepositional(child.i, _AFTER_NOUN)
                yield from self._themes(child.i, depth - 1)
            elif child.dep in ("prep", "dobj"):
                yield from self._themes(child.i, depth - 1)

    # ------------------------------------------------------------------------------------------ places on the map

    def place(self, predicate: Predicate) -> str | None:
        """Where it happens: the name of a place that hangs on the predicate by "in", "at", "near" or the like."""
        for hit in reversed(predicate.chain):
            for i in (hit.i, *hit.words):
                for child in self.sentence.children(i):
                    if child.dep == "prep" and child.lemma in _WHERE:
                        found = next((self._place_name(g) for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
                        if found:
                            return found
        return None

    def _place_name(self, token: Token) -> str | None:
        if token.ent not in ("GPE", "LOC", "FAC"):
            return None
        entity = next((e for e in self.sentence.entities() if e[0].i <= token.i <= e[-1].i), (token,))
        words = [t.text for t in entity if t.dep != "case" and not (t is entity[0] and t.lemma == "the")]
        return " ".join(words) or None

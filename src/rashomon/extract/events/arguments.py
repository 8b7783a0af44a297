"""Who does it and to whom: the words of a sentence that fill a predicate's places, and the actors that they name."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence, Set

from rashomon.actor_codes import between, is_head
from rashomon.extract.events.grammar import BLAMED, Grammar, is_passive, is_verb
from rashomon.extract.events.naming import NOMINAL, papers, side
from rashomon.extract.events.predicates import Predicate
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Token
from rashomon.sectors import sector_code

__all__ = ["Arguments"]

_CLAUSES = frozenset(("ccomp", "xcomp", "pcomp", "acl", "advcl"))
_AFTER_NOUN = tuple("on upon against with to of between at for toward towards in over by from into onto about".split())
"""Prepositions after an object that may lead to the recipient, the likeliest first."""

_FINITE = frozenset(("VBD", "VBP", "VBZ"))
"""Tags of verbs whose clause tells what happened."""

_BESIDE = frozenset(("after", "before", "while", "although", "though"))
"""What leads in such a clause that tells something else than the main one; "until" and "if" tell what it is about."""

_UPON = ("on", "upon", "against")
"""Prepositions that lead from a measure to whom it was imposed on."""

_AFTER_TALK = ("with", "between", "to", "among")
"""Those that lead from what was held to who took part; "in" and "at" lead to where."""

_FOR_TALKS = ("for", "in", "on", "at")
"""Those that lead from a journey to the talks that it is made for."""

_MEASURES = frozenset("hour minute day week round number".split())
"""What a talk is measured by: "held two days of talks in Oslo" names no partner."""

_FOREIGN = frozenset(("CONSULT", "COOPERATE", "SANCTION", "STATEMENT"))
"""Types that a side does not do to itself."""

_AT_HOME = frozenset("COERCE ASSAULT PROTEST THREATEN CONCEDE AGREE RETREAT AID MOBILIZE".split())
"""Types that a side may well do to its own where a preposition names it: "imposed a curfew in the capital"."""

_DYADIC = frozenset(("AGREE", "CONSULT", "COOPERATE", "SANCTION", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"))
"""Types whose recipient the article as a whole may tell; three in four are right on the reference readings."""

_WITH = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""Types whose partner "with" names, and whose object is the matter: "discussed the border with Kenya"."""

_ON = frozenset(("SANCTION", "CONCEDE"))
"""Types whose object may name whose measure it is: "lifted the Norlandish ban on fish"."""

_UNTOLD = frozenset(("OTHER",))
"""Types whose recipient is not looked for elsewhere in the clause."""

_PERSONAL = frozenset(("SUPPORT", "ACCUSE", "THREATEN", "REJECT", "PROTEST"))
"""Types that a preposition says to be done to people without a name: "voiced support for the strikers"."""

_GIVEN = frozenset(("AGREE", "AID"))
"""Types whose object may be what the actor gives of his own."""

_CAUSES = frozenset("spark trigger prompt cause provoke ignite fuel draw follow precede inspire set_off lead".split())

_PACTS = frozenset(("AGREE", "CONSULT", "COOPERATE", "SUPPORT", "REJECT"))
"""Types that several sides do to one another: they meet, agree, sign, or fail to."""


@functools.cache
def _towards(type_: str) -> tuple[str, ...]:
    """Prepositions that lead to the recipient of a type, the likeliest first."""
    return tuple(lexicon("events")["towards"].get(type_, "").split())


@functools.cache
def _envoys() -> frozenset[str]:
    """Who is sent to meet others."""
    return frozenset(lexicon("events")["travelling"]["envoys"].split())


@functools.cache
def _holding() -> frozenset[str]:
    """Verbs of keeping somebody in one's power."""
    return frozenset(lexicon("events")["undergoing"]["held"].split())


@functools.cache
def _deeds() -> frozenset[str]:
    """Nouns of hostile acts."""
    types = lexicon("events")["types"]
    phrases = (noun for name in ("ASSAULT", "COERCE", "SANCTION") for noun in types[name]["nouns"].split(","))
    return frozenset(phrase.split()[0].rstrip("?") for phrase in phrases if phrase.strip())


class Arguments(Grammar):
    """Finds who acts in predicates, and upon whom."""

    def actors(self, predicate: Predicate) -> tuple[Actor, ...]:
        """Who does it: the first word of the chain, from the outside in, that has a subject naming somebody."""
        for hit in predicate.chain:
            subject = self.subject(hit.i)
            if subject is not None and not (predicate.type == "PROTEST" and self._is_cause(hit.i)):
                found = self._acting(predicate, hit.i, subject)
                if found:
                    return found
        if predicate.type == "CONSULT" and not is_verb(self.sentence.tokens[predicate.top]):
            attendant = self._attendant(predicate.top)
            return self.naming.of(attendant) if attendant is not None else ()
        if is_passive(self.sentence, predicate.top):
            agents = self._late_agents(predicate)
            if agents or predicate.type in ("COERCE", "RETREAT"):
                return agents or self._jurisdiction(predicate)
        return self._understood(predicate.top)

    def _late_agents(self, predicate: Predicate) -> tuple[Actor, ...]:
        """Who does what is told in the passive, where the words for what it is about come first ("was accused of spying **by
        Norland**"), who held whoever was freed ("sailors held **by Norland**"), or whose deed or measure it was."""
        top = predicate.top
        matters = list(self._prepositional(top, ("of", "for", "with")))
        if predicate.type in ("CONCEDE", "RETREAT"):
            told = (c.i for c in self.sentence.children(top) if c.dep == "nsubjpass")
            matters = [c.i for i in told for c in self.sentence.children(i) if c.dep == "acl" and c.lemma in _holding()]
        agents = [k for o in matters for k in self._prepositional(o, ("by",))]
        for deed in self._deeds_behind(predicate):
            owner = self._owner(deed, 0)
            if owner is not None:
                agents.append(owner)
            elif predicate.type == "ASSAULT":  # "in clashes with rebels"
                agents += self._prepositional(deed, ("with",))
        return next((found for k in agents if (found := self.naming.of(k))), ())

    def _deeds_behind(self, predicate: Predicate) -> Sequence[int]:
        """The nouns for whose deed a passive tells: by what somebody was hit ("hit by **Norlandish** sanctions"), what was
        lifted ("**Norland's** sanctions were lifted"), and in what somebody was killed ("in clashes with rebels")."""
        tokens, top, core = self.sentence.tokens, predicate.top, predicate.core
        nouns = [i for i in (core.i, *core.words) if tokens[i].pos == "NOUN"]
        if self.is_stricken(top):
            return nouns
        if predicate.type == "ASSAULT":
            return [o for o in self._prepositional(top, ("in", "during")) if tokens[o].lemma in _deeds()]
        lifted = predicate.type in ("CONCEDE", "RETREAT", "SANCTION") or len(predicate.chain) > 1
        return [i for i in nouns if lifted and tokens[i].dep == "nsubjpass" and tokens[i].head == top]

    def _understood(self, i: int) -> tuple[Actor, ...]:
        """Who speaks, where what is quoted leaves out its subject: "Just met the minister," she wrote."""
        token = self.sentence.tokens[i]
        speaker = self.naming.speaking.get(i)
        left_out = token.tag in ("VBD", "VBP", "VBG") and token.dep in ("ROOT", "ccomp") and not is_passive(self.sentence, i)
        if speaker is None or not left_out or any(c.dep in ("nsubj", "expl", "csubj") for c in self.sentence.children(i)):
            return ()
        return (speaker,)

    def _acting(self, predicate: Predicate, i: int, subject: int) -> tuple[Actor, ...]:
        """Who acts at word ``i``; where the subject is the deed itself, first of all whose deed."""
        token = self.sentence.tokens[subject]
        owner = None
        if token.pos == "NOUN" and (token.lemma in _deeds() or subject in {hit.i for hit in predicate.chain}):
            owner = self._owner(subject, 6)
        found = self.naming.of(owner) if owner is not None else self.naming.of(subject)
        found = found or self.naming.of(self._author(i, subject))
        return found or tuple(a for k in self._prepositional(subject, ("between",)) for a in self.naming.of(k))

    def _is_cause(self, i: int) -> bool:
        """Whether the subject of verb ``i`` is what gave rise to its object: "his death sparked protests"."""
        return self.sentence.tokens[i].lemma in _CAUSES

    def _author(self, i: int, noun: int) -> int:
        """Who put out what speaks at word ``i``: "she published a report accusing them". Else ``noun`` itself."""
        token = self.sentence.tokens[noun]
        verb = self.sentence.tokens[token.head]
        if self.sentence.tokens[i].dep in ("acl", "relcl") and token.dep == "dobj" and is_verb(verb):
            author = self.subject(verb.i)
            return noun if author is None else author
        return noun

    def _jurisdiction(self, predicate: Predicate) -> tuple[Actor, ...]:
        """The country where somebody "was arrested": its state did it."""
        for place in self._prepositional(predicate.top, ("in", "at", "near")):
            found = tuple(a for a in self.naming.of(place) if a.kind == "country")
            if found:
                return found
        return ()

    def recipients(self, predicate: Predicate, actors: Sequence[Actor]) -> tuple[Actor, ...]:
        """To whom it is done: objects first, then what the fitting prepositions lead to, then what the theme names."""
        own = {side(a) for a in actors}
        home: tuple[Actor, ...] = ()
        plain: tuple[Actor, ...] = ()
        wronged = False
        for place, close in self._borne(predicate, own):
            named = self._named_at(place, predicate, own)
            found = tuple(a for a in named if a not in actors and self._may_bear(a, predicate, actors, close=close))
            if found and predicate.type == "ACCUSE" and self._is_wronged(place):
                wronged = True
                continue
            if found and all(a.kind == "unnamed" and a.of is None for a in found):
                plain = plain or (found if close or predicate.type in _PERSONAL else ())
                continue
            if found:
                return found
            if self.naming.sole is not None and predicate.type not in _FOREIGN and predicate.type != "RETREAT":
                home = home or tuple(a for a in named if side(a) == self.naming.sole)
        if len(own) > 1 and predicate.type in _PACTS:
            return tuple(actors)
        if wronged:  # "condemned the strike on Norland": whoever is blamed, it is not Norland
            return ()
        if len(own) != 1 or predicate.type in _UNTOLD:
            return home or plain
        return home or self._elsewhere(predicate, own) or plain or (self._other_side(own) if predicate.type in _DYADIC else ())

    def _borne(self, predicate: Predicate, own: Set[str]) -> Iterator[tuple[int, bool]]:
        """The places that may name the recipient of what ``own`` do, subjects and measures left out."""
        subjects = {self.subject(hit.i) for hit in predicate.chain}
        joint = len(own) > 1 and predicate.type in _WITH  # they do it with each other, whatever it is about
        for place, close in self.places(predicate):
            token = self.sentence.tokens[place]
            measure = predicate.type == "CONSULT" and token.lemma.removesuffix("s") in _MEASURES
            above = self.sentence.tokens[token.head].lemma
            beside = joint and not close and above not in ("with", "between")
            held = above in ("in", "at") and place in self.naming.towns | self.naming.places
            beside |= len(own) > 1 and predicate.type in _PACTS and (held or not self.naming.heads(place))  # "a pact in Oslo"
            if place not in subjects and not measure and not beside:
                yield place, close

    def _named_at(self, place: int, predicate: Predicate, own: Set[str]) -> tuple[Actor, ...]:
        """Whom the word at ``place`` names, as the recipient of what ``own`` do."""
        named = self.naming.of(self._drafter(place))
        if self._is_own_deed(predicate, place) and {side(a) for a in named} <= own:
            return ()
        if predicate.type == "STATEMENT":  # who passes it on is not whom it is about
            return tuple(a for a in named if sector_code(a) != "JRN")
        return named

    def _may_bear(self, one: Actor, predicate: Predicate, actors: Sequence[Actor], *, close: bool) -> bool:
        """Whether somebody may suffer what ``actors`` do: one of the same side only where it is done at home, by persons who
        meet, or to somebody who does not stand for the side."""
        own = {side(a) for a in actors}
        if predicate.type == "CONSULT":
            domestic = one.kind == "person" and all(a.kind == "person" for a in actors)
        else:
            domestic = close and predicate.type not in _FOREIGN and not any(between(name) for name in own)
        return domestic or side(one) not in own or not is_head(one)

    def _is_own_deed(self, predicate: Predicate, i: int) -> bool:
        """Whether the noun at ``i`` is what somebody gives, with his name before it: "expressed Norland's solidarity"."""
        given = predicate.type in _GIVEN or any(i in hit.words for hit in predicate.chain)
        return given and any(c.dep == "poss" for c in self.sentence.children(i))

    def _is_wronged(self, i: int) -> bool:
        """Whether word ``i`` names whom a deed was done to: "the attack on Norland"."""
        preposition = self.sentence.tokens[self.sentence.tokens[i].head]
        deed = self.sentence.tokens[preposition.head]
        return preposition.lemma in ("on", "against", "upon") and deed.pos == "NOUN" and deed.lemma in _deeds()

    def _drafter(self, i: int) -> int:
        """Who put forward what others accept or reject: "the plan drafted by Norland". Else word ``i`` itself."""
        if self.sentence.tokens[i].lemma not in papers():
            return i
        participles = (c.i for c in self.sentence.children(i) if c.dep == "acl" and c.tag == "VBN")
        return next((agent for p in participles for agent in self._prepositional(p, ("by",)) if self.naming.of(agent)), i)

    def _other_side(self, own: set[str]) -> tuple[Actor, ...]:
        """In sentences or an article on two countries, what one does without a word to whom it does to the other."""
        for two in (self.naming.two, self.naming.main):
            other = tuple(a for a in two if side(a) not in own)
            if len(other) == 1:
                return other
        return ()

    def _elsewhere(self, predicate: Predicate, own: set[str]) -> tuple[Actor, ...]:
        """The one other country that the clause names, wherever it stands."""
        within = {t.i for t in self.sentence.subtree(predicate.top)} - self.naming.places
        for child in self.sentence.children(predicate.top):
            if self._is_beside(child):
                within -= {t.i for t in self.sentence.subtree(child.i)}
        others = {a for i, a in self.naming.named() if i in within and a.of is not None and side(a) not in own}
        return tuple(others) if len({side(a) for a in others}) == 1 and len(others) == 1 else ()

    def places(self, predicate: Predicate) -> Iterator[tuple[int, bool]]:
        """Indices of words that may name the recipient, the likeliest first, and whether they are objects proper."""
        sufferer = self._sufferer(predicate.core.i, predicate.type)
        if sufferer is not None:
            yield sufferer, True
        order = _towards(predicate.type)
        nodes = [hit.i for hit in predicate.chain]
        words = [w for hit in predicate.chain for w in hit.words]
        words += [c.i for w in words for c in self.sentence.children(w) if c.dep == "conj" and c.pos == "NOUN"]
        verbs = [i for i in nodes if is_verb(self.sentence.tokens[i])]
        if predicate.type in _WITH:
            meetings = [o for i in verbs for o in self._prepositional(i, _FOR_TALKS)]  # "flew to Oslo for talks with"
            for i in (*nodes, *words, *meetings):
                yield from ((o, False) for o in self._prepositional(i, ("with", "between")))
        if predicate.type in _ON:
            for i in (*nodes, *words):
                yield from ((o, True) for o in self._prepositional(i, order[:2]))
        for i in verbs:
            yield from ((c.i, True) for c in self.sentence.children(i) if c.dep == "dative" and c.pos in NOMINAL)
        objects = [] if predicate.type == "MOBILIZE" else [o for i in verbs for o in self._objects(i)]  # one's own are moved
        yield from ((o, True) for o in objects if self.naming.heads(o))
        near = [o for i in (*nodes, *words) for o in self._prepositional(i, order)]
        yield from ((o, predicate.type in _AT_HOME) for o in near if self.naming.heads(o))
        yield from ((o, True) for o in objects)
        yield from ((o, predicate.type in _AT_HOME) for o in near)
        if predicate.type == "OTHER":
            return
        aims = [o for i in nodes for o in self._prepositional(i, ("for",))] if predicate.type == "MOBILIZE" else []
        for o in (*(obj for i in verbs for obj in self._objects(i)), *near, *aims):
            yield from ((p, False) for p in self._beyond(o, _AFTER_TALK if predicate.type == "CONSULT" else _AFTER_NOUN))
        for i in nodes:
            yield from ((o, False) for o in self._themes(i, 3))

    def _is_meeting_place(self, i: int) -> bool:
        """Whether word ``i`` is a town to which envoys are sent, whoever it belongs to: "send diplomats to Oslo"."""
        preposition = self.sentence.tokens[self.sentence.tokens[i].head]
        if preposition.lemma != "to" or i not in self.naming.towns | self.naming.places:
            return False
        return any(self.sentence.tokens[o].lemma in _envoys() for o in self._objects(preposition.head))

    def _is_beside(self, clause: Token) -> bool:
        """Whether a clause tells of something else: "after the court had ordered a vote"."""
        marks = (c.lemma for c in self.sentence.children(clause.i) if c.dep == "mark")
        return clause.dep == "advcl" and clause.tag in _FINITE and any(mark in _BESIDE for mark in marks)

    def _objects(self, i: int) -> Iterator[int]:
        token = self.sentence.tokens[i]
        obj = self.object(i) if is_verb(token) else None
        if obj is not None and self.sentence.tokens[obj].pos == "PRON" and token.dep == "advcl" and token.tag == "VB":
            obj = self.object(token.head) or obj  # "called the minister to thank her"
        if obj is not None and token.dep == "conj" and self._is_taken_up(obj, token):
            obj = self.object(token.head) or obj  # "stopped the ship and searched it"
        if obj is not None:
            yield obj

    def _is_taken_up(self, i: int, verb: Token) -> bool:
        """Whether the object of a verb is a pronoun, known to be nobody or taken for who acts, for the object of the verb that
        it is joined to."""
        token = self.sentence.tokens[i]
        subject = self.subject(verb.i)
        known = self.naming.of(i)
        open_ = not known or (subject is not None and known == self.naming.of(subject))
        alike = token.text.lower() in ("it", "them") and open_ and is_verb(self.sentence.tokens[verb.head])
        own = any(c.dep in ("nsubj", "nsubjpass") for c in self.sentence.children(verb.i))
        return alike and token.head == verb.i and not own

    def _beyond(self, i: int, order: Sequence[str], depth: int = 2) -> Iterator[int]:
        """What a noun that names nobody leads to: who made it ("crimes committed by rebels"), then what hangs on it by
        prepositions ("a ban on imports of fish")."""
        if depth == 0:
            return
        for child in self.sentence.children(i):
            if child.dep == "acl" and child.tag == "VBN":
                yield from self._prepositional(child.i, ("by",))
            if child.dep == "relcl" or (child.dep == "acl" and child.tag == "VBN" and child.lemma not in BLAMED):
                yield from self._prepositional(child.i, _UPON)  # "the ban that it has imposed on the island"
        further = list(self._prepositional(i, order))
        yield from further
        for o in further:
            yield from self._beyond(o, order, depth - 1)

    def _themes(self, i: int, depth: int) -> Iterator[int]:
        """Subjects and objects of the clauses that word ``i`` governs."""
        if depth == 0:
            return
        for child in self.sentence.children(i):
            if child.dep in _CLAUSES and child.lemma != "accord" and not self._is_beside(child):
                yield from (c.i for c in self.sentence.children(child.i) if c.dep in ("nsubj", "nsubjpass"))
                objects = list(self._objects(child.i))
                yield from objects
                yield from (o for o in self._prepositional(child.i, _AFTER_NOUN) if not self._is_meeting_place(o))
                for o in objects:
                    yield from self._beyond(o, _AFTER_NOUN)
                yield from self._themes(child.i, depth - 1)
            elif child.dep in ("prep", "dobj", "acomp", "attr"):
                yield from self._themes(child.i, depth - 1)

"""What the parse says of verbs and nouns: their subjects and objects, whose deed a noun tells, who undergoes it."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Sequence

from rashomon.extract.events.naming import Naming
from rashomon.extract.events.predicates import Predicate
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Sentence, Token

__all__ = ["BLAMED", "Grammar", "is_passive", "is_verb"]

BLAMED = frozenset(("blame", "pin", "attribute"))
"""Participles that lead from a deed to who is held to have done it."""

_GIFTS = frozenset(("SUPPORT", "AID"))
"""Types that whoever wins or gets something undergoes."""

_RELATIVE = frozenset(("which", "that", "who", "whom"))


@functools.cache
def _undergoing(how: str) -> frozenset[str]:
    """Verbs whose subject suffers what their object tells (``suffered``), or what it comes under (``put``)."""
    return frozenset(lexicon("events")["undergoing"][how].split())


def is_verb(token: Token) -> bool:
    """Whether a word is a verb."""
    return token.pos in ("VERB", "AUX")


def is_passive(sentence: Sentence, i: int) -> bool:
    """Whether verb ``i`` is a passive."""
    return any(c.dep in ("nsubjpass", "auxpass") for c in sentence.children(i))


class Grammar:
    """Finds the words that fill the places of verbs and nouns in one sentence."""

    def __init__(self, sentence: Sentence, naming: Naming) -> None:
        self.sentence = sentence
        self.naming = naming

    # ------------------------------------------------------------------------------------------ verbs

    def subject(self, i: int, depth: int = 6) -> int | None:
        """Index of the word that acts at verb or noun ``i``."""
        if depth == 0:
            return None
        token = self.sentence.tokens[i]
        if not is_verb(token):
            return self._owner(i, depth)
        told = [self._antecedent(c, i) for c in self.sentence.children(i) if c.dep in ("nsubj", "csubj")]
        if told:  # of two, where the parser took a dateline or a name within for one, the first that names somebody
            return next((k for k in told if self.naming.of(k)), told[0]) if len(told) > 1 else told[0]
        if any(child.dep == "agent" for child in self.sentence.children(i)):  # "shot by mistake by a soldier"
            agents = list(self._prepositional(i, ("by",)))
            return next((agent for agent in agents if self.naming.of(agent)), agents[0] if agents else None)
        if is_passive(self.sentence, i) or self._shares_passive(token):
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
            if is_verb(governor) and head.lemma in ("of", "for", "from", "into"):
                return self.object(governor.i) or self.subject(governor.i, depth - 1)
            return self.subject(governor.i, depth - 1) or (self.object(governor.i) if is_verb(governor) else None)
        if token.dep == "conj" and is_verb(head):
            return self.subject(head.i, depth - 1) or self.object(head.i)
        if is_verb(head) or token.dep in ("ccomp", "advcl", "conj"):
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
        if token.dep == "conj" and is_passive(self.sentence, token.head) and not any(c.dep == "nsubj" for c in children):
            return self.object(token.head)
        if token.dep == "conj" and is_passive(self.sentence, i):  # "is in custody and has been charged"
            return self.subject(token.head) or self.object(token.head)
        return None

    def is_suffered(self, i: int) -> bool:
        """Whether word ``i`` is a passive that leaves out who acts."""
        return is_passive(self.sentence, i) and not any(c.dep == "agent" for c in self.sentence.children(i))

    def is_stricken(self, i: int) -> bool:
        """Whether verb ``i`` tells that somebody is hit by a measure or a deed: "was hit by sanctions"."""
        return self.sentence.tokens[i].lemma in _undergoing("struck") and is_passive(self.sentence, i)

    def _shares_passive(self, token: Token) -> bool:
        """Whether a participle shares the passive of the verb that it is joined to: "was arrested and charged"."""
        return (
            token.tag == "VBN"
            and token.dep == "conj"
            and is_passive(self.sentence, token.head)
            and not any(c.dep in ("nsubj", "dobj", "aux") for c in self.sentence.children(token.i))
        )

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
            if (child.dep == "prep" and child.lemma == "by") or child.dep == "agent":
                return next((g.i for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
            if child.dep == "acl" and child.tag == "VBN":  # "the raid carried out by soldiers", "the raid blamed on rebels"
                agent = next(self._prepositional(child.i, ("on", "to") if child.lemma in BLAMED else ("by",)), None)
                if agent is not None:
                    return agent
        for child in children:
            if child.dep == "poss":
                return child.i if child.tag != "PRP$" or self.naming.of(child.i) else self._governing(i, depth)
        for child in children:
            if child.dep in ("amod", "compound", "nmod") and child.i not in self.naming.towns and self.naming.of(child.i):
                return child.i
        for child in children:
            if child.dep == "prep" and child.lemma in ("between", "among", "from"):
                return next((g.i for g in self.sentence.children(child.i) if g.dep == "pobj"), None)
        return None

    def _governing(self, i: int, depth: int) -> int | None:
        """The subject of the verb over a noun: who "its" is in "they voiced their anger"."""
        token = self.sentence.tokens[i]
        while depth and token.head != token.i:
            token = self.sentence.tokens[token.head]
            depth -= 1
            if is_verb(token):
                subject = self.subject(token.i, depth)
                return subject if subject != i else None
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
            if is_verb(token):
                return self.subject(token.i)
        return None

    # ------------------------------------------------------------------------------------------ who undergoes it

    def is_undergoing(self, i: int, under: Collection[int] = ()) -> bool:
        """Whether the subject of verb ``i`` suffers what its object tells, or what it comes under: ``under`` are words that may
        say so."""
        token = self.sentence.tokens[i]
        if token.lemma in _undergoing("put"):
            return any(self.sentence.tokens[k].lemma == "under" for k in under)
        return token.lemma in _undergoing("suffered") and not is_passive(self.sentence, i)

    def _sufferer(self, i: int, kind: str) -> int | None:
        """Who undergoes the deed of a type that noun ``i`` tells: "suffered a strike", "came under shelling", "died in a raid",
        "won support"."""
        token = self.sentence.tokens[i]
        head = self.sentence.tokens[token.head]
        if token.dep == "pobj" and head.lemma == "of":  # "by a wave of sanctions"
            token = self.sentence.tokens[head.head]
            head = self.sentence.tokens[token.head]
        if token.dep == "pobj" and head.lemma in ("by", "with"):
            return self.object(head.head) if self.is_stricken(head.head) else None
        if token.dep == "pobj" and head.lemma in ("under", "to", "in"):
            token, head = head, self.sentence.tokens[head.head]
            if token.lemma == "in":
                return self.subject(head.i) if head.lemma in _undergoing("dead") else None
            if token.lemma == "to":  # "fell victim to"
                near = [c for c in self.sentence.children(head.i) if c.lemma == "victim"]
                return self.subject(head.i) if near else self._sufferer(head.i, kind) if head.lemma == "victim" else None
        elif token.dep != "dobj":
            return None
        gained = kind in _GIFTS and head.lemma in _undergoing("gained")
        undergone = is_verb(head) and (gained or token.lemma == "victim" or self.is_undergoing(head.i, (token.i,)))
        return self.subject(head.i) if undergone else None

    def inflicting(self, predicate: Predicate, sufferers: Sequence[Actor]) -> tuple[Actor, ...]:
        """Who does what others undergo: "came under fire **from rebels**", "faces a **Norlandish** lawsuit"."""
        words = [i for i in (*predicate.core.words, predicate.core.i) if not is_verb(self.sentence.tokens[i])]
        places = [k for i in (*words, predicate.core.i) for k in self._prepositional(i, ("from", "by"))]
        places += [owner for i in words if (owner := self._owner(i, 0)) is not None]
        named = (tuple(a for a in self.naming.of(k) if a not in sufferers) for k in places)
        return next(filter(None, named), ())

    # ------------------------------------------------------------------------------------------ prepositions

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

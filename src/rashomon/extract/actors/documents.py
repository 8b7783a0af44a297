"""Whose words a document is: "the lawsuit" speaks for who filed it, "a report by the council" for the council."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from typing import NamedTuple

from rashomon.extract.actors.chunks import Chunk
from rashomon.extract.actors.phrases import source_name
from rashomon.extract.actors.registry import Party, Registry
from rashomon.extract.actors.vocabulary import deeds, documents, papers_alike, readings, reporting_verbs
from rashomon.model import Form, Sentence, Span, Token

__all__ = ["Documents", "Place", "tells"]

_MAKES = frozenset("file bring launch issue release publish write send post submit lodge".split())
_MAKERS = frozenset(("person", "body", "country"))
_MAX_UP = 3
"""Steps up the tree from "in a memo" to what is done in it."""
_BELONGS = frozenset("belong attribute credit ascribe".split())
"""What is done "to" somebody whose a text is."""
_FAR = 7
"""Words behind a document within which its maker is told."""


class Place(NamedTuple):
    """Where in a sentence a mention stands, and for whom."""

    token: int
    span: Span
    party: Party
    form: Form
    weight: float


class Documents:
    """The documents that an article speaks of, each with who made it as far as that is told."""

    def __init__(self, registry: Registry, chunks: Sequence[Sequence[Chunk]], unnamed: MutableMapping[str, Party]) -> None:
        """Begin with none.

        Args:
            registry: of the names of the article.
            chunks: its names, sentence by sentence.
            unnamed: parties without a name, to which documents are added.
        """
        self._registry, self._chunks, self._unnamed = registry, chunks, unnamed
        self._made: dict[str, Party] = {}

    def note(self, sentence: Sentence, places: Sequence[Place]) -> None:
        """Remember who made the documents of a sentence: "Holt filed a lawsuit", "in a statement, Holt said", "Holt sued"."""
        for token in sentence.tokens:
            verb = sentence.tokens[token.head]
            makers: Iterator[Party] = iter(())
            if token.lemma == "sue" and token.pos == "VERB":
                makers = _subjects(sentence, token, places)
            elif token.lemma not in documents() or token.lemma in deeds():
                continue
            elif token.dep == "dobj" and verb.lemma in _MAKES:
                makers = _subjects(sentence, verb, places)
            else:
                makers = _users(sentence, token, places)
            for party in makers:
                self._made[_key(token.lemma) if token.lemma != "sue" else "lawsuit"] = party

    def maker(
        self, sentence: Sentence, phrase: Sequence[Token], token: Token, *, definite: bool, number: int, places: Sequence[Place]
    ) -> Party | None:
        """A report, poll or statement speaks for whoever made it, where that is said; "the report" is the one before. A
        resolution speaks for itself."""
        owners = [p.party for p in places if phrase[0].i <= p.token < token.i and _may_make(sentence, p)]
        if not owners:
            chunk = next((c for c in self._chunks[number] if phrase[0].i <= c.first and c.last < token.i), None)
            named = self._registry.find(chunk) if chunk is not None else None
            owners = [named] if named is not None and named.kind in ("body", "person") else []
        if not owners:
            owners = self._by(sentence, token, number) or list(_users(sentence, token, places))
        key = _key(token.lemma)
        if owners and token.lemma not in deeds():
            self._made[key] = owners[-1]
            return owners[-1]
        again = definite and not any(t.tag == "POS" for t in phrase)  # "the family's statement" is another's
        known = (self._made.get(key) or self._made.get(token.lemma)) if again else None
        if known is None:
            name = source_name(sentence, phrase, token)
            known = self._unnamed.setdefault(f"document {name}", Party("unnamed: " + name, "unnamed", document=True))
            self._made[token.lemma] = known
        return known

    def _by(self, sentence: Sentence, token: Token, number: int) -> list[Party]:
        """Who made a document: "a report (prepared) by the council", "a statement from the ministry"."""
        belongs = False
        for k in range(token.i + 1, min(token.i + _FAR, len(sentence.tokens))):
            word = sentence.tokens[k]
            belongs = belongs or word.lemma in _BELONGS
            if word.text in ("by", "from") or (word.text == "to" and belongs):
                return self._named_at(number, k)
            passed = word.tag in ("VBN", "RB", "WDT", "WP", ",") or word.lemma in ("be", "have") or belongs
            if not passed or word.lemma in readings():
                return []
        return []

    def _named_at(self, number: int, k: int) -> list[Party]:
        """Who is named behind a preposition."""
        chunk = next((c for c in self._chunks[number] if k < c.last and c.first <= k + 6), None)
        named = self._registry.find(chunk) if chunk is not None else None
        if named is not None and named.kind == "country" and chunk is not None:  # "by Norland's security council"
            later = next((c for c in self._chunks[number] if c.first == chunk.last + 2), None)
            named = (self._registry.find(later) if later is not None else None) or named
        return [named] if named is not None and named.kind in _MAKERS else []


def _may_make(sentence: Sentence, place: Place) -> bool:
    """Whether somebody named before a document may have made it: a state, a town or a party where it is told to be its."""
    if place.party.kind in ("place", "group"):
        return place.token + 1 < len(sentence.tokens) and sentence.tokens[place.token + 1].tag == "POS"
    return place.party.kind in _MAKERS


def _key(lemma: str) -> str:
    """Papers of one kind, that a report calls now so, now so, by the first of their names."""
    return papers_alike().get(lemma, lemma)


def tells(sentence: Sentence, token: Token) -> bool:
    """Whether a clause that hangs on a document tells what it says: "a memo arguing that ..."."""
    return any(t.dep in ("acl", "relcl") and t.lemma in reporting_verbs() for t in sentence.children(token.i))


def _bearing(sentence: Sentence, token: Token) -> Token | None:
    """The verb of saying that a document is the means of ("warned in a memo"), or what is done in one that says something."""
    verb = sentence.tokens[token.head]
    if token.dep == "dobj":
        return verb if verb.lemma in _MAKES else None
    if token.dep != "pobj" or verb.text.lower() != "in":
        return None
    for _ in range(_MAX_UP):
        verb = sentence.tokens[verb.head]
        if verb.pos == "VERB":
            break
    return verb if verb.lemma in reporting_verbs() or (verb.pos == "VERB" and tells(sentence, token)) else None


def _users(sentence: Sentence, token: Token, places: Sequence[Place]) -> Iterator[Party]:
    """Who speaks through a document: "Holt warned in a memo that ..."."""
    verb = _bearing(sentence, token)
    return _subjects(sentence, verb, places) if verb is not None else iter(())


def _subjects(sentence: Sentence, verb: Token, places: Sequence[Place]) -> Iterator[Party]:
    subjects = {t.i for t in sentence.children(verb.i) if t.dep == "nsubj"}
    return (p.party for p in places if p.token in subjects and p.party.kind in _MAKERS)

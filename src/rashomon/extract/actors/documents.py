"""Whose words a document is: "the lawsuit" speaks for who filed it, "a report by the council" for the council."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, Sequence
from typing import NamedTuple

from rashomon.extract.actors.chunks import Chunk
from rashomon.extract.actors.phrases import source_name
from rashomon.extract.actors.registry import Party, Registry
from rashomon.extract.actors.vocabulary import deeds, documents, reporting_verbs
from rashomon.model import Form, Sentence, Span, Token

__all__ = ["Documents", "Place"]

_LAWSUITS = frozenset(("lawsuit", "suit", "complaint", "filing"))
"""Papers of one case, that a report calls now so, now so."""
_MAKES = frozenset("file bring launch issue release publish write send post submit lodge".split())
_MAKERS = frozenset(("person", "body", "country"))


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
        owners = [p.party for p in places if phrase[0].i <= p.token < token.i and p.party.kind in _MAKERS]
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
        known = (self._made.get(key) or self._made.get(token.lemma)) if definite else None
        if known is None:
            name = source_name(sentence, phrase, token)
            known = self._unnamed.setdefault(f"document {name}", Party("unnamed: " + name, "unnamed", document=True))
            self._made[token.lemma] = known
        return known

    def _by(self, sentence: Sentence, token: Token, number: int) -> list[Party]:
        """Who made a document: "a report (prepared) by the council", "a statement from the ministry"."""
        for k in range(token.i + 1, min(token.i + 4, len(sentence.tokens))):
            word = sentence.tokens[k]
            if word.text in ("by", "from"):
                chunk = next((c for c in self._chunks[number] if k < c.last and c.first <= k + 6), None)
                named = self._registry.find(chunk) if chunk is not None else None
                if named is not None and named.kind == "country" and chunk is not None:  # "by Norland's security council"
                    later = next((c for c in self._chunks[number] if c.first == chunk.last + 2), None)
                    named = (self._registry.find(later) if later is not None else None) or named
                return [named] if named is not None and named.kind in _MAKERS else []
            if word.tag not in ("VBN", "RB"):
                return []
        return []


def _key(lemma: str) -> str:
    return "lawsuit" if lemma in _LAWSUITS else lemma


def _bearing(sentence: Sentence, token: Token) -> Token | None:
    """The verb of saying that a document is the means of: "warned in a memo"."""
    preposition = sentence.tokens[token.head]
    if token.dep != "pobj" or preposition.text.lower() != "in":
        return None
    verb = sentence.tokens[preposition.head]
    return verb if verb.lemma in reporting_verbs() else None


def _users(sentence: Sentence, token: Token, places: Sequence[Place]) -> Iterator[Party]:
    """Who speaks through a document: "Holt warned in a memo that ..."."""
    verb = _bearing(sentence, token)
    return _subjects(sentence, verb, places) if verb is not None else iter(())


def _subjects(sentence: Sentence, verb: Token, places: Sequence[Place]) -> Iterator[Party]:
    subjects = {t.i for t in sentence.children(verb.i) if t.dep == "nsubj"}
    return (p.party for p in places if p.token in subjects and p.party.kind in _MAKERS)

"""How a clause presents what it tells: as happened, alleged, planned, denied, imagined or negated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from rashomon.extract.events.predicates import Predicate, modal
from rashomon.model import Quote, Sentence, Span, Status, Token

__all__ = ["is_asserted", "quote_over", "status_in", "status_of"]

_ALLEGING = frozenset("accuse suspect allege charge blame indict claim believe think implicate".split())
_HEDGES = frozenset("allegedly reportedly apparently purportedly supposedly likely possibly probably".split())
_HEDGING_ADJECTIVES = frozenset("alleged suspected apparent purported reported supposed possible likely".split())
_PLANNING = frozenset("planned scheduled upcoming forthcoming proposed future looming impending expected potential".split())
_HOSTILE = frozenset(("SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "THREATEN"))
_DENYING = frozenset(("deny", "refute"))
_CONTESTING = _DENYING | {"reject", "dispute", "dismiss", "rebut", "contest"}
_CLAIMS = frozenset("claim allegation accusation charge report rumor rumour suspicion assertion suggestion contention".split())
"""Nouns of what is said and need not be so."""
_ABLE = frozenset("capable able unable incapable ready willing unwilling reluctant eager".split())
"""What somebody may be to do what he has not done: "capable of attacking"."""
_CONDITIONAL = frozenset("if unless whether".split())
_FINITE = frozenset(("VBD", "VBP", "VBZ", "MD"))


def quote_over(quotes: Sequence[Quote], span: Span) -> Quote | None:
    """The smallest quote whose content covers the span."""
    over = [q for q in quotes if any(piece.covers(span) for piece in q.content)]
    return min(over, key=lambda q: (q.span.end - q.span.start, q.span.start), default=None)


def status_in(quote: Quote | None, status: Status, type_: str, sides: Set[str]) -> Status:
    """The status of what stands in a quote: what a speaker tells of another's hostile act is alleged."""
    if quote is None or status != "happened" or type_ not in _HOSTILE:
        return status
    if quote.stance == "denies":
        return "denied"
    speaker = quote.speaker
    if speaker is None or not sides or (speaker.of or speaker.name) in sides:
        return status
    return "alleged"


def _above(sentence: Sentence, i: int) -> Iterator[Token]:
    """The word whose clause word ``i`` heads, alone or joined to another: "**denied** that police had killed him"."""
    token = sentence.tokens[i]
    while token.dep == "conj" and token.head < token.i:
        token = sentence.tokens[token.head]
    if token.dep in ("ccomp", "xcomp", "pcomp"):
        yield sentence.tokens[token.head]


def _claim(sentence: Sentence, i: int) -> Token | None:
    """The noun whose content the clause of word ``i`` tells: "**allegations** that he took bribes", "her **claim** he left"."""
    token = sentence.tokens[i]
    while token.dep == "conj" and token.head < token.i:
        token = sentence.tokens[token.head]
    noun = sentence.tokens[token.head]
    if noun.lemma not in _CLAIMS or noun.pos not in ("NOUN", "PROPN") or noun.i > token.i:
        return None
    whole = any(c.dep in ("nsubj", "nsubjpass") for c in sentence.children(token.i))
    relative = any(t.tag in ("WDT", "WP", "WRB") for t in sentence.tokens[noun.i : token.i])
    return noun if token.dep in ("acl", "relcl", "ccomp") and whole and not relative else None


def _is_only_possible(sentence: Sentence, i: int) -> bool:
    """Whether word ``i`` tells what somebody is able or willing to do."""
    token = sentence.tokens[i]
    if token.dep not in ("pcomp", "xcomp", "pobj"):
        return False
    head = sentence.tokens[token.head]
    return head.lemma in _ABLE or (head.dep == "prep" and sentence.tokens[head.head].lemma in _ABLE)


def is_asserted(sentence: Sentence, predicate: Predicate) -> bool:
    """Whether a finite verb tells it: no noun, no infinitive, and no participle of another verb's clause."""
    token = sentence.tokens[predicate.top]
    while token.dep == "conj" and token.pos == "VERB" and token.tag not in _FINITE and not _subjects(sentence, token.i):
        token = sentence.tokens[token.head]  # "was seized and **searched**"
    helped = any(c.dep in ("aux", "auxpass") and c.tag in _FINITE for c in sentence.children(token.i))
    return token.pos in ("VERB", "AUX") and (token.tag in _FINITE or helped)


def _subjects(sentence: Sentence, i: int) -> list[Token]:
    return [c for c in sentence.children(i) if c.dep in ("nsubj", "nsubjpass")]


def status_of(sentence: Sentence, predicate: Predicate) -> Status:
    """The status that grammar gives."""
    chain = [hit.i for hit in predicate.chain]
    governors = [sentence.tokens[hit.i] for hit in predicate.governors]
    children = [c for i in chain for c in sentence.children(i)]
    if any(g.lemma in _DENYING for g in (*governors, *_above(sentence, predicate.top))):
        return "denied"
    claim = _claim(sentence, predicate.top)
    if claim is not None and sentence.tokens[claim.head].lemma in _CONTESTING:
        return "denied"
    if predicate.refused:
        return "negated"
    if any(c.dep == "mark" and c.lemma in _CONDITIONAL for c in children):
        return "hypothetical"
    if _is_only_possible(sentence, predicate.top):
        return "hypothetical"
    modals = {modal(sentence, i) for i in chain}
    if modals & {"may", "can", "must"}:
        return "hypothetical"
    if predicate.promised or "will" in modals:
        return "planned"
    if "would" in modals:
        return "planned" if any(h.type in ("say", "proclaim") for h in predicate.governors) else "hypothetical"
    lemmas = {c.lemma for c in children if c.dep in ("advmod", "amod")}
    if lemmas & _PLANNING:
        return "planned"
    if lemmas & (_HEDGES | _HEDGING_ADJECTIVES) or any(g.lemma in _ALLEGING for g in governors) or claim is not None:
        return "alleged"
    if any(h.type in ("REQUEST", "REJECT", "THREATEN", "AGREE", "intend", "attempt") for h in predicate.governors):
        return "hypothetical"
    return "happened"

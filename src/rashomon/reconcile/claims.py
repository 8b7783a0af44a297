"""How the speaker of a quote stands to what he is quoted with: a statement read as a claim about a proposition.

The words of saying tell it ("denied that", "pushed back on", "would not say whether"), or the words said ("there is no evidence
that", "called the report false"). A denial may name its proposition, or point back at one ("rejected the allegation"); what
does neither ("declined to comment") is no claim at all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rashomon.model import Actor, Passage, Quote, Span, Stand, Statement, Told
from rashomon.reconcile.stands import first_clause, listed, stand_of, whole, with_that
from rashomon.reconcile.weigh import Bag, Root, Weights, rarity
from rashomon.words import words

__all__ = ["LEAST_WORTH", "Claim", "read_claims"]

LEAST_WORTH = 1.2
"""Rarity of the words of a proposition, summed, from which it says something that can be told from others."""
_LEAST_DENIED = 0.7
"""The same where the account says that it is denied ("any part in the attack"): below, it says only that something is."""
_LEAST_NEGATED = 0.9
"""The same where it is set against what somebody asserts in the same words."""
_SHORT = 10
"""Telling words of a sentence beyond which a negation in it may belong to anything."""
_REACH = 6
"""Words after a negation that it negates; with a sentence's other words nobody is contradicted."""
_POINTING = 5
"""Words of "the president's latest false allegations": with more, it says itself what is denied."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One telling of a statement as it stands to a proposition."""

    statement: int
    told: Told[Quote]
    speaker: Actor
    bag: Bag
    """Of the words of the proposition, without negations and words of speaking."""
    against: bool
    """Whether the words themselves negate: "did not", "impossible"."""
    negated: frozenset[str]
    """The words that follow a negation."""
    stance: str
    """``asserts``, ``denies``, ``doubts`` or ``declines``."""
    lapsed: str
    """Root of what it says holds no longer ("is no longer **obsolete**"), or the empty string."""
    open: bool
    """Whether it asks, or says on what condition."""
    flat: bool
    """Whether a word turns all of it down: "impossible", "false"."""
    points_back: bool
    """Whether its words stand for something said before: "the allegation", "it"."""
    named: frozenset[str]
    """What a denial calls that which is denied: "allegation", "report"."""
    owner: frozenset[str]
    """Names whose claim it points back at: "**Holt's** allegation"."""
    cut: bool
    """Whether what it says begins in the middle: "as too broad the idea of"."""
    gist: Span
    """The proposition itself."""
    evidence: Span
    """The words that show it, those of denying included."""

    @property
    def denies(self) -> bool:
        """Whether the account says that it is a denial."""
        return self.stance in ("denies", "doubts", "declines")

    @property
    def is_against(self) -> bool:
        """Whether it stands against something that it says itself."""
        if self.stance == "denies":
            return not self.points_back or bool(self.owner) or self.bag.worth >= _LEAST_DENIED
        if self.denies:
            return (self.bag.worth >= _LEAST_DENIED and not self.points_back) or bool(self.owner)
        return self.negates and self.bag.worth >= _LEAST_NEGATED

    @property
    def is_thin(self) -> bool:
        """Whether its own words do not tell what is denied: "any involvement"."""
        return self.bag.worth < _LEAST_DENIED or len(self.bag.roots) < 2 or bool(self.owner) or self.cut

    @property
    def asserting(self) -> bool:
        """Whether it is put forward as being so, or not so."""
        return self.stance == "asserts" and not self.lapsed and not self.open

    @property
    def negates(self) -> bool:
        """Whether it is no denial by its verb, but by its words."""
        return self.asserting and self.against and len(self.bag.roots) <= _SHORT

    @property
    def rejects(self) -> bool:
        """Whether the whole proposition is turned down, by the verb or in flat words."""
        return (self.denies and not self.points_back) or (self.negates and self.flat)

    @property
    def asserts(self) -> bool:
        """Whether it simply says so."""
        return self.asserting and not self.against

    @property
    def stand(self) -> Stand:
        """Who says it where."""
        return Stand(self.speaker, Passage(self.told.article, self.evidence))


def read_claims(
    statements: Sequence[Statement], who: Mapping[Actor, Actor], weights: Weights, texts: Mapping[str, str]
) -> list[Claim]:
    """Every telling of the statements that takes a stand on a proposition.

    Args:
        statements: what was said, judged (``judge_statements``).
        who: every actor with its canonical one.
        weights: the words of the story.
        texts: the text of every article.
    """
    found = []
    for number, statement in enumerate(statements):
        for told in statement.accounts:
            speaker = told.mention.speaker
            speaker = who.get(speaker, speaker) if speaker is not None else statement.speaker
            claim = _claim(number, told, speaker, weights, texts[told.article]) if speaker is not None else None
            if claim is not None:
                found.append(claim)
    return found


def _claim(number: int, told: Told[Quote], speaker: Actor, weights: Weights, text: str) -> Claim | None:
    within = weights.roots[told.article].within
    quote = told.mention
    stance, gist, evidence = stand_of(text, quote)
    if stance == "asserts":
        turns = any(map(_is_negation, within(quote.content)))
        gist = first_clause(text, quote.content) if turns else quote.content
    elif stance == "none":
        return None
    roots = within(gist)
    after = quote.cue is not None and quote.cue.start >= quote.span.end
    pointing = stance != "asserts" and _points_back(with_that(text, gist), after=after)
    return Claim(
        statement=number,
        told=told,
        speaker=speaker,
        bag=_bag(roots),
        against=_negations(roots) % 2 == 1,
        negated=_negated(roots),
        stance=stance,
        lapsed=_lapsed(roots),
        open=_is_open(roots, [span.of(text) for span in quote.content]) or (stance == "declines" and _asks(roots)),
        flat=_is_flat(roots),
        points_back=pointing,
        named=_named(text, evidence) if stance != "asserts" else frozenset(),
        owner=_owner(roots) if pointing else frozenset(),
        cut=bool(roots) and roots[0].text in listed("midway"),
        gist=whole(text, gist),
        evidence=evidence,
    )


# ---------------------------------------------------------------------------------------------- the words


def _points_back(texts: Sequence[str], *, after: bool) -> bool:
    """Whether the words stand for something said: "it", "the latest allegations", "Holt's claim", not "any claim of bribery".

    ``after`` tells that the denial follows them, as in "a claim that Holt rejects".
    """
    if len(texts) == 1:
        return texts[0] in listed("pronouns")
    known = bool(texts) and (texts[0] in listed("definite") or any(text.endswith(("'s", "s'")) for text in texts[:-1]))
    known = known or (after and texts[:1] in (["a"], ["an"]))
    return known and len(texts) <= _POINTING and texts[-1] in listed("pointing")


def _named(text: str, evidence: Span) -> frozenset[str]:
    """Nouns for something said, in the singular."""
    return frozenset(word.text.removesuffix("s") for word in words(text, evidence) if word.text in listed("pointing"))


def _owner(gist: Sequence[Root]) -> frozenset[str]:
    """Whose claim it is."""
    return frozenset(word.text.removesuffix("'s") for word in gist[:-1] if word.text.endswith("'s"))


def _bag(words: Iterable[Root]) -> Bag:
    """The words of a proposition with their rarity at large: what a story turns on is frequent in it, and disputed."""
    roots = frozenset(w.root for w in words if w.root and w.text not in listed("empty") and not w.text.endswith("ly"))
    return Bag(roots, math.fsum(map(rarity, roots)))


def _is_negation(word: Root) -> bool:
    return word.text in listed("negations") or word.text.endswith("n't")


def _negating(words: Sequence[Root]) -> list[int]:
    """Places of negations; "not only" is none, nor is "fake news"."""
    return [
        i
        for i, word in enumerate(words)
        if _is_negation(word)
        and not (i + 1 < len(words) and words[i + 1].text in listed("no_negation_before"))
        and (word.text not in listed("flat") or _is_predicate(words, i))
    ]


def _is_predicate(words: Sequence[Root], i: int) -> bool:
    """Whether a word is said of something ("is false that"), not before a noun ("a false alarm"), nor "impossible to" do."""
    if i + 1 == len(words) or words[i + 1].text in listed("after_flat"):
        return True
    return words[i + 1].span.start - words[i].span.end > 1


def _negations(words: Sequence[Root]) -> int:
    return len(_negating(words))


def _negated(words: Sequence[Root]) -> frozenset[str]:
    """What follows a negation, up to what is set against it: "not an accident **but** an attack"."""
    found: set[str] = set()
    for i in _negating(words):
        for word in words[i + 1 : i + 1 + _REACH]:
            if word.text in listed("contrast"):
                break
            found.add(word.root)
    return frozenset(found)


def _lapsed(words: Sequence[Root]) -> str:
    """Root of what "is no longer" so, or is not so "anymore"; what one can or will no longer do is no view that changed."""
    texts = [word.text for word in words]
    for i, text in enumerate(texts):
        if text == "anymore":
            return next((word.root for word in reversed(words[:i]) if word.root), "")
        if texts[i : i + 2] == ["no", "longer"] and (i == 0 or texts[i - 1] in listed("being")):
            return next((word.root for word in words[i + 2 : i + 3]), "")
    return ""


def _is_flat(words: Sequence[Root]) -> bool:
    """Whether a word turns the whole proposition down: "it is false", "do not believe"."""
    texts = [word.text for word in words]
    if any(_is_negation(word) and listed("believing").intersection(texts[i + 1 : i + 3]) for i, word in enumerate(words)):
        return True
    return any(word.text in listed("flat") and _is_predicate(words, i) for i, word in enumerate(words))


def _asks(gist: Sequence[Root]) -> bool:
    """Whether it is a question that one leaves without answer, which nobody asserts: "what the talks were about"."""
    return bool(gist) and gist[0].text in listed("asking")


def _is_open(words: Sequence[Root], pieces: Sequence[str]) -> bool:
    """Whether it asks, says on what condition or that one does not know, or tells that a time is over."""
    texts = [word.text for word in words]
    if texts[:1] in (["don't"], ["never"]) or texts[:2] in (["do", "not"], ["let's", "not"]):  # one is told to do so
        return True
    if any(_is_negation(word) and listed("knowing").intersection(texts[i + 1 : i + 3]) for i, word in enumerate(words)):
        return True
    over = any(text == "anymore" or texts[i : i + 2] == ["no", "longer"] for i, text in enumerate(texts))
    return over or any("?" in piece for piece in pieces) or bool(listed("open").intersection(texts))

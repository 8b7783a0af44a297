"""Propositions that somebody asserts and somebody denies, doubts or declines to speak of, and speakers who changed their mind.

A denial is known by its verb ("denied that ...", "rejected ..."), or by a negation in words that another speaker has without
it. Who asserts is found by the rare words that the denied proposition shares with what others said. Precision comes first:
a denial of "the allegation" says nothing that could be matched, and is left alone.
"""

from __future__ import annotations

import functools
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.lexicon import lexicon
from rashomon.model import Actor, Judgement, Lineage, Passage, Position, Quote, Span, Stand, Statement, Story, Told, content_id
from rashomon.reconcile.prominence import Prominence
from rashomon.reconcile.weigh import Bag, Root, Weights, rarity

__all__ = ["find_positions"]

_LEAST_WORTH = 1.2
"""Rarity of the words of a proposition, summed, from which it says something that can be told from others."""
_LEAST_SHARED = 2
"""Words that two propositions share."""
_CONTAINED = 0.6
"""Share of the lighter proposition's worth that the other must have, where the account says that it is denied."""
_ALIKE = 0.6
"""Dice coefficient of two propositions that only a negation sets apart."""
_SHORT = 10
"""Telling words of a sentence beyond which a negation in it may belong to anything."""
_REACH = 6
"""Words after a negation that it negates; with a sentence's other words nobody is contradicted."""
_LONGEST = 200
"""Claims of one word that are looked at."""


@functools.cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(lexicon("positions")[kind].split())


@dataclass(frozen=True, slots=True)
class _Claim:
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
    lapsed: bool
    """Whether it says that something holds no longer."""
    open: bool
    """Whether it asks, or says on what condition."""

    @property
    def denies(self) -> bool:
        """Whether the account says that it is a denial."""
        return self.stance in ("denies", "doubts", "declines")

    @property
    def asserting(self) -> bool:
        """Whether it is put forward as being so, or not so."""
        return self.stance == "asserts" and not self.lapsed and not self.open

    @property
    def negates(self) -> bool:
        """Whether it is no denial by its verb, but by its words."""
        return self.asserting and self.against and len(self.bag.roots) <= _SHORT

    @property
    def asserts(self) -> bool:
        """Whether it simply says so."""
        return self.asserting and not self.against

    @property
    def stand(self) -> Stand:
        """Who says it where."""
        return Stand(self.speaker, Passage(self.told.article, self.told.mention.span))


def _claims(
    statements: Sequence[Statement], who: Mapping[Actor, Actor], weights: Weights, texts: Mapping[str, str]
) -> list[_Claim]:
    found = []
    for number, statement in enumerate(statements):
        for told in statement.accounts:
            speaker = told.mention.speaker
            speaker = who.get(speaker, speaker) if speaker is not None else statement.speaker
            if speaker is None:
                continue
            words = weights.roots[told.article].within(told.mention.content)
            found.append(
                _Claim(
                    statement=number,
                    told=told,
                    speaker=speaker,
                    bag=_bag(words),
                    against=_negations(words) % 2 == 1,
                    negated=_negated(words),
                    stance=told.mention.stance,
                    lapsed=_lapsed(words),
                    open=_is_open(words, [span.of(texts[told.article]) for span in told.mention.content]),
                )
            )
    return found


def _bag(words: Iterable[Root]) -> Bag:
    """The words of a proposition with their rarity at large: what a story turns on is frequent in it, and disputed."""
    roots = frozenset(word.root for word in words if word.root and word.text not in _words("empty"))
    return Bag(roots, math.fsum(map(rarity, roots)))


def _negations(words: Sequence[Root]) -> int:
    return sum(map(_is_negation, words))


def _is_negation(word: Root) -> bool:
    return word.text in _words("negations") or word.text.endswith("n't")


def _negated(words: Sequence[Root]) -> frozenset[str]:
    places = [i for i, word in enumerate(words) if _is_negation(word)]
    return frozenset(word.root for i in places for word in words[i + 1 : i + 1 + _REACH])


def _lapsed(words: Sequence[Root]) -> bool:
    texts = [word.text for word in words]
    return "anymore" in texts or any(texts[i : i + 2] == ["no", "longer"] for i in range(len(texts)))


def _is_open(words: Sequence[Root], pieces: Sequence[str]) -> bool:
    return any("?" in piece for piece in pieces) or any(word.text in _words("open") for word in words)


def _side(actor: Actor) -> str:
    return actor.of or actor.name


def find_positions(
    story: Story,
    statements: Sequence[Statement],
    who: Mapping[Actor, Actor],
    *,
    lineages: Sequence[Lineage] = (),
    weights: Weights | None = None,
) -> tuple[Position, ...]:
    """Who asserts, denies, declines: the propositions on which most stand first.

    Args:
        story: the accounts.
        statements: what was said, judged (``judge_statements``).
        who: every actor with its canonical one.
        lineages: articles that count as one account.
        weights: the words of the story, where they are read already.
    """
    weights = weights or Weights(story)
    claims = _claims(statements, who, weights, {article.id: article.text for article in story.articles})
    index = _Index(claims, longest=_LONGEST)
    pools = [*_disputed(index), *_reversed(index)]
    prominence = Prominence(story, lineages)
    found = sorted(((_weight(position, prominence), position) for position in pools), key=lambda item: (-item[0], item[1].id))
    return tuple(position for _, position in found)


def _weight(position: Position, prominence: Prominence) -> float:
    stands = [*position.asserts, *position.denies, *position.declines]
    sides = len({stand.actor for stand in stands})
    return prominence.weight([(s.passage.article, s.passage.span) for s in stands]) + 0.1 * sides + 0.3 * bool(position.asserts)


class _Index:
    """The claims of a story by their words."""

    def __init__(self, claims: Sequence[_Claim], *, longest: int) -> None:
        self.claims = claims
        self._longest = longest
        self._holders: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(claims):
            for root in claim.bag.roots:
                self._holders[root].append(i)

    def holding(self, root: str) -> Iterator[_Claim]:
        """Claims with a word."""
        return (self.claims[i] for i in self._holders[root])

    def like(self, claim: _Claim) -> Iterator[tuple[_Claim, float, float]]:
        """Claims of other words that share something, with the share of the lighter's worth and the Dice coefficient."""
        shared: dict[int, list[float]] = defaultdict(list)
        for root in claim.bag.roots:
            for i in self._holders[root][: self._longest]:
                shared[i].append(rarity(root))
        for i in sorted(shared):
            other = self.claims[i]
            if len(shared[i]) >= _LEAST_SHARED and other.bag.worth >= _LEAST_WORTH and not _overlap(claim, other):
                worth = math.fsum(shared[i])
                yield other, worth / min(claim.bag.worth, other.bag.worth), 2 * worth / (claim.bag.worth + other.bag.worth)


def _overlap(one: _Claim, other: _Claim) -> bool:
    """Whether two claims are the same words of one article, as when a quote stands in another."""
    return one.told.article == other.told.article and one.told.mention.span.overlaps(other.told.mention.span)


# ---------------------------------------------------------------------------------------------- kinds of position


def _disputed(index: _Index) -> Iterator[Position]:
    """What somebody denies, doubts or declines to confirm, with who else denies it and who asserts it."""
    against = [c for c in index.claims if (c.denies or c.negates) and c.bag.worth >= _LEAST_WORTH]
    against.sort(key=lambda c: (not c.denies, -c.bag.worth, c.told.article, c.told.mention.content))
    taken: set[int] = set()
    for core in against:
        if id(core) in taken:
            continue
        like = list(index.like(core))
        denying = [core]
        denying += [
            c
            for c, part, dice in like
            if id(c) not in taken and ((c.denies and part >= _CONTAINED) or (c.negates and dice >= _ALIKE))
        ]
        sides = {_side(c.speaker) for c in denying}
        asserting = [
            c
            for c, part, dice in like
            if c.asserts and _side(c.speaker) not in sides and _contradicts(core, c, part=part, dice=dice)
        ]
        if core.denies or asserting:
            taken |= {id(c) for c in denying}
            best = core if core.denies else max(asserting, key=_telling)
            yield _position(
                best, asserting, [c for c in denying if c.stance != "declines"], [c for c in denying if c.stance == "declines"]
            )


def _contradicts(core: _Claim, claim: _Claim, *, part: float, dice: float) -> bool:
    """Whether what is denied is what the other claims."""
    if core.negates:
        return dice >= _ALIKE and bool(core.negated & claim.bag.roots)
    return dice >= _ALIKE or (core.stance != "declines" and part >= _CONTAINED and dice >= _ALIKE / 2)


def _reversed(index: _Index) -> Iterator[Position]:
    """What a speaker said before, and says no longer holds."""
    lapsed: dict[tuple[Actor, str], list[_Claim]] = defaultdict(list)
    for claim in index.claims:
        if claim.lapsed and claim.bag.roots:
            lapsed[claim.speaker, max(claim.bag.roots, key=lambda root: (rarity(root), root))].append(claim)
    for (speaker, root), now in lapsed.items():
        earlier = [c for c in index.holding(root) if c.speaker == speaker and c.asserts]
        if earlier:
            yield _position(max(earlier, key=_telling), earlier, now, [], reversal=True)


def _telling(claim: _Claim) -> tuple[float, str, tuple[Span, ...]]:
    return claim.bag.worth, claim.told.article, claim.told.mention.content


def _position(
    core: _Claim, asserting: Iterable[_Claim], denying: Iterable[_Claim], declining: Iterable[_Claim], *, reversal: bool = False
) -> Position:
    asserts, denies, declines = (tuple(_stands(claims)) for claims in (asserting, denying, declining))
    return Position(
        id=content_id("position", core.told.article, *core.told.mention.content, reversal),
        proposition=Passage(core.told.article, core.told.mention.span),
        asserts=asserts,
        denies=denies,
        declines=declines,
        judgement=_judgement(asserts, denies, declines, reversal=reversal),
    )


def _stands(claims: Iterable[_Claim]) -> list[Stand]:
    stands = dict.fromkeys(claim.stand for claim in claims)
    return sorted(stands, key=lambda s: (s.actor.name, s.passage.article, s.passage.span))


def _judgement(asserts: Sequence[Stand], denies: Sequence[Stand], declines: Sequence[Stand], *, reversal: bool) -> Judgement:
    names = [", ".join(dict.fromkeys(stand.actor.name for stand in stands)) for stands in (asserts, denies, declines)]
    if reversal:
        return Judgement("reversed", f"{names[1]}: said before, no longer held", 0.6)
    parts = [f"{label}: {name}" for label, name in zip(("asserts", "denies", "declines"), names, strict=True) if name]
    verdict = "disputed" if asserts and denies else "denied" if denies else "declined"
    return Judgement(verdict, "; ".join(parts), 0.6 if asserts else 0.5)

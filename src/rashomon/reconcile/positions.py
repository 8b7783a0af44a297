"""Propositions that somebody asserts and somebody denies, doubts or declines to speak of, and speakers who changed their mind.

A denial is known by its verb ("denied that ...", "rejected ..."), by a word that turns the whole proposition down ("it is
impossible that ..."), or by a negation in words that another speaker has without it. Who asserts is found by the rare words
that the denied proposition shares with what others said; a denial of "the allegation" is one of what its article reports just
before. Precision comes first: what could not be matched is left alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.actor_codes import speaker_name
from rashomon.model import Actor, Judgement, Lineage, Passage, Position, Span, Stand, Statement, Story, content_id
from rashomon.reconcile.claims import LEAST_WORTH, Claim, read_claims
from rashomon.reconcile.prominence import Prominence
from rashomon.reconcile.weigh import Weights, rarity
from rashomon.words import words

__all__ = ["find_positions"]

_JUST_BEFORE = 350
"""Characters before "rejected the allegation" within which the allegation stands: two sentences."""
_ONE_BREATH = 40
"""Characters after a denial within which its speaker goes on: "denied allegations of theft and called the hearing a farce"."""
_LEAST_SHARED = 2
"""Words that two propositions share, names of countries apart: these stand in half of all sentences of a story."""
_CONTAINED = 0.7
"""Share of the denied proposition's worth that another must have, where the account says that it is denied."""
_ALIKE = 0.6
"""Dice coefficient of two propositions that only a negation sets apart."""
_NEGATED = 0.5
"""Share of the worth of the words behind a negation that the other must have too."""
_LONGEST = 200
"""Claims of one word that are looked at."""


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
    claims = read_claims(statements, who, weights, {article.id: article.text for article in story.articles})
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

    def __init__(self, claims: Sequence[Claim], *, longest: int) -> None:
        self.claims = claims
        self._longest = longest
        self._holders: dict[str, list[int]] = defaultdict(list)
        for i, claim in enumerate(claims):
            for root in claim.bag.roots:
                self._holders[root].append(i)

    def holding(self, root: str) -> Iterator[Claim]:
        """Claims with a word."""
        return (self.claims[i] for i in self._holders[root])

    def like(self, claim: Claim) -> Iterator[tuple[Claim, float, float]]:
        """Claims of other words that share something, with the share of the claim's worth and the Dice coefficient."""
        shared: dict[int, list[float]] = defaultdict(list)
        for root in claim.bag.roots:
            for i in self._holders[root][: self._longest]:
                shared[i].append(rarity(root))
        for i in sorted(shared):
            other = self.claims[i]
            telling = sum(not root.startswith("=") for root in claim.bag.roots & other.bag.roots)
            if telling >= _LEAST_SHARED and other.bag.worth >= LEAST_WORTH and not _overlap(claim, other):
                worth = math.fsum(shared[i])
                yield other, worth / claim.bag.worth, 2 * worth / (claim.bag.worth + other.bag.worth)


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether two claims are the same words of one article, as when a quote stands in another."""
    return one.told.article == other.told.article and one.told.mention.span.overlaps(other.told.mention.span)


# ---------------------------------------------------------------------------------------------- kinds of position


def _disputed(index: _Index) -> Iterator[Position]:
    """What somebody denies, doubts or declines to confirm, with who else denies it and who asserts it."""
    thin = _answered(index)
    answering = {id(answer) for _, answers in thin.values() for answer in answers}
    against = [c for c in index.claims if c.is_against and id(c) not in answering]
    against.sort(key=lambda c: (not c.denies, -c.bag.worth, c.told.article, c.told.mention.content))
    taken: set[int] = set()
    for core in against:
        if id(core) in taken:
            continue
        like = list(index.like(core))
        denying = [core, *(c for c, part, dice in like if id(c) not in taken and _joins(c, core, part=part, dice=dice))]
        found = {id(c) for c in denying} | taken
        denying += [c for c in against if core.is_thin and id(c) not in found and _repeats(c, core)]
        sides = {_side(c.speaker) for c in denying}
        asserting = [
            c
            for c, part, dice in like
            if c.asserts and _side(c.speaker) not in sides and _contradicts(core, c, part=part, dice=dice)
        ]
        if core.denies or asserting:
            taken |= {id(c) for c in denying}
            denying += [answer for c in (*asserting, *denying) for answer in thin.pop(id(c), (None, []))[1]]
            yield _against(core if core.denies else max(asserting, key=_telling), asserting, denying)
    for claim, answers in thin.values():
        alike = [c for c, _, dice in index.like(claim) if c.asserts and dice >= _ALIKE]
        sides = {_side(answer.speaker) for answer in answers}
        yield _against(claim, [claim, *(c for c in alike if _side(c.speaker) not in sides)], answers)


def _against(core: Claim, asserting: Sequence[Claim], denying: Sequence[Claim]) -> Position:
    denies, declines = ([c for c in denying if (c.stance == "declines") == silent] for silent in (False, True))
    return _position(core, asserting, denies, declines)


_Answers = dict[int, tuple[Claim, list[Claim]]]
"""Claims with the answers to them."""


def _answered(index: _Index) -> _Answers:
    """Claims that are denied, or left without comment, by one who does not say again what: each with the answers to it.

    "The allegations" are those that somebody else is said to deny just before, or what was said just before.
    """
    found: _Answers = {}
    said, denied = defaultdict(list), defaultdict(list)
    for claim in index.claims:
        if claim.denies and claim.is_against and claim.named and not claim.points_back:
            denied[claim.told.article].append(claim)
        elif claim.asserts and claim.bag.worth >= LEAST_WORTH:
            said[claim.told.article].append(claim)
    for answer in index.claims:
        if answer.denies and answer.points_back:
            article = answer.told.article
            told = max((c for c in said[article] if _may_answer(answer, c)), key=_lately, default=None)
            named = (c for c in denied[article] if c.named & answer.named and not answer.owner and _stands_before(answer, c))
            again = max(named, key=_lately, default=None)
            if again is not None and (told is None or told.evidence.start <= again.evidence.end + _ONE_BREATH):
                told = again
            if told is not None:
                found.setdefault(id(told), (told, []))[1].append(answer)
    return found


def _lately(claim: Claim) -> tuple[int, tuple[float, str, tuple[Span, ...]]]:
    """Sort key: what stands last."""
    return claim.evidence.end, _telling(claim)


def _stands_before(answer: Claim, claim: Claim) -> bool:
    return 0 <= answer.evidence.start - claim.evidence.end <= _JUST_BEFORE


def _may_answer(answer: Claim, claim: Claim) -> bool:
    """Whether one may deny, or leave without comment, what the other says just before: who denies it stands on another side.

    "Holt's claim" is one of Holt's.
    """
    if not _stands_before(answer, claim):
        return False
    if answer.owner:
        return not answer.owner.isdisjoint(word.text for word in words(claim.speaker.name))
    if answer.stance == "declines":
        return answer.speaker != claim.speaker
    return _side(claim.speaker) != _side(answer.speaker)


def _joins(claim: Claim, core: Claim, *, part: float, dice: float) -> bool:
    """Whether one denies what is denied already."""
    if claim.rejects:
        return part >= _CONTAINED
    return claim.negates and dice >= _ALIKE and _is_negated(core, claim)


def _contradicts(core: Claim, claim: Claim, *, part: float, dice: float) -> bool:
    """Whether what is denied is what the other claims; of what is only negated, most of what stands behind the negation."""
    if core.negates and not core.flat:
        return dice >= _ALIKE and _is_negated(claim, core)
    if core.stance == "declines":
        return dice >= _ALIKE and not core.open
    if core.negates:
        return part >= _CONTAINED and dice >= _ALIKE / 2
    return dice >= _ALIKE or (part >= _CONTAINED and dice >= _ALIKE / 2)


def _is_negated(claim: Claim, by: Claim) -> bool:
    """Whether what stands behind the negation is for the most part what the claim says."""
    held = by.negated & claim.bag.roots
    return bool(held) and _worth(held) >= _NEGATED * _worth(by.negated & by.bag.roots)


def _repeats(claim: Claim, core: Claim) -> bool:
    """Whether one speaker denies again, in fewer words, what he denied without saying much of it: "denied any involvement"."""
    thin = core.is_thin and claim.is_thin and core.stance == claim.stance == "denies"
    return thin and claim.speaker == core.speaker and claim.owner == core.owner and claim.bag.roots <= core.bag.roots


def _worth(roots: Iterable[str]) -> float:
    return math.fsum(map(rarity, roots))


def _reversed(index: _Index) -> Iterator[Position]:
    """What a speaker said before, and says no longer holds."""
    lapsed: dict[tuple[Actor, str], list[Claim]] = defaultdict(list)
    for claim in index.claims:
        if claim.lapsed:
            lapsed[claim.speaker, claim.lapsed].append(claim)
    for (speaker, root), now in lapsed.items():
        earlier = [c for c in index.holding(root) if c.speaker == speaker and c.asserts]
        if earlier:
            yield _position(max(earlier, key=_telling), earlier, now, [], reversal=True)


def _telling(claim: Claim) -> tuple[float, str, tuple[Span, ...]]:
    return claim.bag.worth, claim.told.article, claim.told.mention.content


def _position(
    core: Claim, asserting: Iterable[Claim], denying: Iterable[Claim], declining: Iterable[Claim], *, reversal: bool = False
) -> Position:
    asserts, denies, declines = (tuple(_stands(claims)) for claims in (asserting, denying, declining))
    return Position(
        id=content_id("position", core.told.article, *core.told.mention.content, reversal),
        proposition=Passage(core.told.article, core.evidence if core.denies and core.is_thin else core.gist),
        asserts=asserts,
        denies=denies,
        declines=declines,
        judgement=_judgement(asserts, denies, declines, reversal=reversal),
    )


def _stands(claims: Iterable[Claim]) -> list[Stand]:
    stands = dict.fromkeys(claim.stand for claim in claims)
    return sorted(stands, key=lambda s: (s.actor.name, s.passage.article, s.passage.span))


def _judgement(asserts: Sequence[Stand], denies: Sequence[Stand], declines: Sequence[Stand], *, reversal: bool) -> Judgement:
    names = [", ".join(dict.fromkeys(speaker_name(stand.actor) for stand in stands)) for stands in (asserts, denies, declines)]
    if reversal:
        return Judgement("reversal", f"{names[1]}: said before, no longer held", 0.6)
    parts = [f"{label}: {name}" for label, name in zip(("asserts", "denies", "declines"), names, strict=True) if name]
    verdict = "disputed" if asserts and denies else "denied" if denies else "declined"
    return Judgement(verdict, "; ".join(parts), 0.6 if asserts else 0.5)

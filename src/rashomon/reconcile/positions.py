"""Propositions that somebody asserts and somebody denies, doubts or declines to speak of, and speakers who changed their mind.

A denial is known by its verb ("denied that ...", "rejected ..."), by a word that turns the whole proposition down ("it is
impossible that ..."), or by a negation in words that another speaker has without it. Who asserts is found by the rare words
that the denied proposition shares with what others said; a denial of "the allegation" is one of what its article reports just
before. Precision comes first: what could not be matched is left alone.
"""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rashomon.actor_codes import speaker_name
from rashomon.lexicon import lexicon
from rashomon.model import Actor, Judgement, Lineage, Passage, Position, Quote, Span, Stand, Statement, Story, Told, content_id
from rashomon.reconcile.prominence import Prominence
from rashomon.reconcile.weigh import Bag, Root, Weights, rarity
from rashomon.words import words

__all__ = ["find_positions"]

_LEAST_WORTH = 1.2
"""Rarity of the words of a proposition, summed, from which it says something that can be told from others."""
_LEAST_DENIED = 0.7
"""The same where the account says that it is denied ("any part in the attack"): below, it says only that something is."""
_LEAST_NEGATED = 0.9
"""The same where it is set against what somebody asserts in the same words."""
_JUST_BEFORE = 350
"""Characters before "rejected the allegation" within which the allegation stands: two sentences."""
_LEAST_SHARED = 2
"""Words that two propositions share, names of countries apart: these stand in half of all sentences of a story."""
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
    lapsed: str
    """Root of what it says holds no longer ("is no longer **obsolete**"), or the empty string."""
    open: bool
    """Whether it asks, or says on what condition."""
    flat: bool
    """Whether a word turns all of it down: "impossible", "false"."""
    definite: bool
    """Whether it begins like something known: "the allegation", "it"."""
    gist: Span
    """The proposition itself."""
    evidence: Span
    """The words that show it, those of denying included."""

    @property
    def denies(self) -> bool:
        """Whether the account says that it is a denial."""
        return self.stance in ("denies", "doubts", "declines")

    @property
    def is_thin(self) -> bool:
        """Whether it is denied without being said what: "the allegation", "to comment"."""
        return self.denies and self.bag.worth < _LEAST_DENIED

    @property
    def points_back(self) -> bool:
        """Whether its words stand for something said before: "the allegation", "to comment", not "responsibility"."""
        return self.stance == "declines" or self.definite

    @property
    def is_against(self) -> bool:
        """Whether it stands against something that it says."""
        if self.stance == "denies":
            return self.bag.worth >= _LEAST_DENIED or not self.points_back
        return (self.denies and self.bag.worth >= _LEAST_WORTH) or (self.negates and self.bag.worth >= _LEAST_NEGATED)

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
        return self.denies or (self.negates and self.flat)

    @property
    def asserts(self) -> bool:
        """Whether it simply says so."""
        return self.asserting and not self.against

    @property
    def stand(self) -> Stand:
        """Who says it where."""
        return Stand(self.speaker, Passage(self.told.article, self.evidence))


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
            text = texts[told.article]
            if _is_no_denial(text, told.mention):
                continue
            every = weights.roots[told.article].within(told.mention.content)
            turns = _stance(text, told.mention) != "asserts" or any(map(_is_negation, every))
            gist = _gist(text, told.mention) if turns else told.mention.content
            roots = weights.roots[told.article].within(gist)
            found.append(
                _Claim(
                    statement=number,
                    told=told,
                    speaker=speaker,
                    bag=_bag(roots),
                    against=_negations(roots) % 2 == 1,
                    negated=_negated(roots),
                    stance=_stance(text, told.mention),
                    lapsed=_lapsed(roots),
                    open=_is_open(roots, [span.of(text) for span in told.mention.content]),
                    flat=_is_flat(roots),
                    definite=bool(every) and every[0].text in _words("definite"),
                    gist=Span(gist[0].start, gist[-1].end),
                    evidence=_evidence(text, told.mention),
                )
            )
    return found


def _stance(text: str, quote: Quote) -> str:
    """How the speaker stands to what is said, by the verb or by other words of the cue: "expressed doubts about"."""
    if quote.stance == "asserts" and quote.cue is not None:
        said = {word.text for word in words(text, quote.cue)}
        return next((stance for stance in ("doubts", "denies", "declines") if said & _words(stance)), "asserts")
    return quote.stance


_END = re.compile(
    r"[;–—]|,\s(?:and|but|which|who|while|because|as|since|adding|saying|calling)\b"
    r"|\s(?:in|during) (?:\w+ )?(?:comments|remarks|a statement|an interview)\b|,? according to\b|\sas\s[\"“‘']",
    re.IGNORECASE,
)
"""Where a proposition ends and what is said of it begins."""
_NOT_SO = re.compile(
    r"\b(?:would|could|might|may|will|should|must|can|to|not|never|cannot|if)\s+(?:\w+ly\s+)?$|n['’]t\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
"""Before a verb of denying: it has not happened."""
_AS = re.compile(r"\sas\s", re.IGNORECASE)


def _gist(text: str, quote: Quote) -> tuple[Span, ...]:
    """The proposition itself, where it is denied or negated in a long sentence: its first clause."""
    first, *others = quote.content
    end = _END.search(text, first.start, first.end)
    return (Span(first.start, end.start()), *others) if end and end.start() > first.start else quote.content


def _is_no_denial(text: str, quote: Quote) -> bool:
    """Whether a thing is turned down, not a proposition ("rejected the offer", "dismissed it as a joke"), or something else
    than an answer is refused ("refused to leave")."""
    said = [word.text for span in quote.content for word in words(text, span)]
    if quote.stance in ("denies", "doubts") and quote.cue is not None and _NOT_SO.search(text[: quote.cue.start][-30:]):
        return True
    if quote.stance == "declines" and said[:1] == ["to"]:
        return not _words("speech") & set(said[1:3])
    if all(word[:1].isupper() for span in quote.content for word in span.of(text).split()):  # a name
        return True
    is_thing = quote.stance == "denies" and not _words("propositions") & set(said) and said[:1] != ["that"]
    turned_down = quote.cue is not None and any(word.text in _words("turning_down") for word in words(text, (quote.cue,)))
    return is_thing and (turned_down or any(_AS.search(text, *span) for span in quote.content))


_NEAR = 60


def _evidence(text: str, quote: Quote) -> Span:
    """The content; of a denial by its verb, with the words that deny, where they stand right before."""
    span = quote.span
    if quote.stance == "asserts":
        return span
    for before in (quote.cue, quote.source):
        if before is not None and 0 <= span.start - before.end <= _NEAR and "\n" not in text[before.end : span.start]:
            span = Span(before.start, span.end)
    return span


def _bag(words: Iterable[Root]) -> Bag:
    """The words of a proposition with their rarity at large: what a story turns on is frequent in it, and disputed."""
    roots = frozenset(w.root for w in words if w.root and w.text not in _words("empty") and not w.text.endswith("ly"))
    return Bag(roots, math.fsum(map(rarity, roots)))


def _negations(words: Sequence[Root]) -> int:
    return sum(map(_is_negation, words))


def _is_negation(word: Root) -> bool:
    return word.text in _words("negations") or word.text.endswith("n't")


def _negated(words: Sequence[Root]) -> frozenset[str]:
    places = [i for i, word in enumerate(words) if _is_negation(word)]
    return frozenset(word.root for i in places for word in words[i + 1 : i + 1 + _REACH])


def _lapsed(words: Sequence[Root]) -> str:
    """Root of what "is no longer" so, or is not so "anymore"; what one can or will no longer do is no view that changed."""
    texts = [word.text for word in words]
    for i, text in enumerate(texts):
        if text == "anymore":
            return next((word.root for word in reversed(words[:i]) if word.root), "")
        if texts[i : i + 2] == ["no", "longer"] and (i == 0 or texts[i - 1] in _words("being")):
            return next((word.root for word in words[i + 2 : i + 4] if word.root), "")
    return ""


def _is_flat(words: Sequence[Root]) -> bool:
    """Whether a word turns the whole proposition down: "false", "do not believe"; what is "impossible to" do is only hard."""
    texts = [word.text for word in words]
    if any(_is_negation(word) and _words("believing").intersection(texts[i + 1 : i + 3]) for i, word in enumerate(words)):
        return True
    return any(text in _words("flat") and texts[i + 1 : i + 2] != ["to"] for i, text in enumerate(texts))


def _is_open(words: Sequence[Root], pieces: Sequence[str]) -> bool:
    """Whether it asks, says on what condition, or tells that a time is over."""
    texts = [word.text for word in words]
    over = any(text == "anymore" or texts[i : i + 2] == ["no", "longer"] for i, text in enumerate(texts))
    return over or any("?" in piece for piece in pieces) or bool(_words("open").intersection(texts))


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
            telling = sum(not root.startswith("=") for root in claim.bag.roots & other.bag.roots)
            if telling >= _LEAST_SHARED and other.bag.worth >= _LEAST_WORTH and not _overlap(claim, other):
                worth = math.fsum(shared[i])
                yield other, worth / min(claim.bag.worth, other.bag.worth), 2 * worth / (claim.bag.worth + other.bag.worth)


def _overlap(one: _Claim, other: _Claim) -> bool:
    """Whether two claims are the same words of one article, as when a quote stands in another."""
    return one.told.article == other.told.article and one.told.mention.span.overlaps(other.told.mention.span)


# ---------------------------------------------------------------------------------------------- kinds of position


def _disputed(index: _Index) -> Iterator[Position]:
    """What somebody denies, doubts or declines to confirm, with who else denies it and who asserts it."""
    against = [c for c in index.claims if c.is_against]
    against.sort(key=lambda c: (not c.denies, -c.bag.worth, c.told.article, c.told.mention.content))
    taken: set[int] = set()
    thin = _answered(index)
    for core in against:
        if id(core) in taken:
            continue
        like = list(index.like(core))
        denying = [core]
        denying += [
            c
            for c, part, dice in like
            if id(c) not in taken and ((c.rejects and part >= _CONTAINED) or (c.negates and dice >= _ALIKE))
        ]
        sides = {_side(c.speaker) for c in denying}
        asserting = [
            c
            for c, part, dice in like
            if c.asserts and _side(c.speaker) not in sides and _contradicts(core, c, part=part, dice=dice)
        ]
        if core.denies or asserting:
            taken |= {id(c) for c in denying}
            denying += [answer for c in asserting for answer in thin.pop(id(c), (None, []))[1]]
            yield _against(core if core.denies else max(asserting, key=_telling), asserting, denying)
    for claim, answers in thin.values():
        alike = [c for c, _, dice in index.like(claim) if c.asserts and dice >= _ALIKE]
        sides = {_side(answer.speaker) for answer in answers}
        yield _against(claim, [claim, *(c for c in alike if _side(c.speaker) not in sides)], answers)


def _against(core: _Claim, asserting: Sequence[_Claim], denying: Sequence[_Claim]) -> Position:
    denies, declines = ([c for c in denying if (c.stance == "declines") == silent] for silent in (False, True))
    return _position(core, asserting, denies, declines)


def _answered(index: _Index) -> dict[int, tuple[_Claim, list[_Claim]]]:
    """Claims that are denied, or left without comment, by one who does not say again what: each with the answers to it."""
    found: dict[int, tuple[_Claim, list[_Claim]]] = {}
    by_article: dict[str, list[_Claim]] = defaultdict(list)
    for claim in index.claims:
        if claim.asserts and claim.bag.worth >= _LEAST_WORTH:
            by_article[claim.told.article].append(claim)
    for answer in index.claims:
        if answer.is_thin and answer.points_back:
            start = answer.evidence.start
            before = [
                claim
                for claim in by_article[answer.told.article]
                if 0 <= start - claim.evidence.end <= _JUST_BEFORE and _may_answer(answer, claim)
            ]
            if before:
                claim = max(before, key=lambda c: (c.evidence.end, _telling(c)))
                found.setdefault(id(claim), (claim, []))[1].append(answer)
    return found


def _may_answer(answer: _Claim, claim: _Claim) -> bool:
    """Whether one may deny, or leave without comment, what the other says: who denies it stands on another side."""
    if answer.stance == "declines":
        return answer.speaker != claim.speaker
    return _side(claim.speaker) != _side(answer.speaker)


def _contradicts(core: _Claim, claim: _Claim, *, part: float, dice: float) -> bool:
    """Whether what is denied is what the other claims."""
    if core.negates and not core.flat:
        return dice >= _ALIKE and bool(core.negated & claim.bag.roots)
    return dice >= _ALIKE or (core.stance != "declines" and part >= _CONTAINED and dice >= _ALIKE / 2)


def _reversed(index: _Index) -> Iterator[Position]:
    """What a speaker said before, and says no longer holds."""
    lapsed: dict[tuple[Actor, str], list[_Claim]] = defaultdict(list)
    for claim in index.claims:
        if claim.lapsed:
            lapsed[claim.speaker, claim.lapsed].append(claim)
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
        proposition=Passage(core.told.article, core.gist if len(core.bag.roots) > 1 else core.evidence),
        asserts=asserts,
        denies=denies,
        declines=declines,
        judgement=_judgement(asserts, denies, declines, reversal=reversal),
    )


def _stands(claims: Iterable[_Claim]) -> list[Stand]:
    stands = dict.fromkeys(claim.stand for claim in claims)
    return sorted(stands, key=lambda s: (s.actor.name, s.passage.article, s.passage.span))


def _judgement(asserts: Sequence[Stand], denies: Sequence[Stand], declines: Sequence[Stand], *, reversal: bool) -> Judgement:
    names = [", ".join(dict.fromkeys(speaker_name(stand.actor) for stand in stands)) for stands in (asserts, denies, declines)]
    if reversal:
        return Judgement("reversal", f"{names[1]}: said before, no longer held", 0.6)
    parts = [f"{label}: {name}" for label, name in zip(("asserts", "denies", "declines"), names, strict=True) if name]
    verdict = "disputed" if asserts and denies else "denied" if denies else "declined"
    return Judgement(verdict, "; ".join(parts), 0.6 if asserts else 0.5)

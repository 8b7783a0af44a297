"""Which words tell the same happening: "checked into" here, "entered" there, another "checked into" elsewhere.

What counts is how alike the words are, in form and in meaning, the words before and behind them (who and to whom), what else
their sentences tell, and how the story uses the words at large. A logistic model weighs these signs; a second one sees each
pair among the others: two mentions that answer to the same third ones are likely one. The weights
(``data/alignment_deeds.toml``) were fitted on part of ECB+ (Cybulska and Vossen 2014) by ``training/fit_deeds.py``.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import mul

from rashomon.lexicon import lexicon
from rashomon.model import Passage, Story
from rashomon.reconcile.cluster import candidates, chance, gather
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.tellings import Telling, Tellings
from rashomon.reconcile.weigh import Bag, Weights, rarity

__all__ = ["AMONG", "SIGNS", "Deeds", "Weighing", "among", "same_deeds"]

SIGNS = (
    "same", "alike", "same_rarity", "same_share", "least_rarity", "before", "behind", "window", "sentence",
    "same_sentence", "early", "central", "article", "told", "used_alike",
)  # fmt: skip
"""What speaks for and against two words telling one happening; each between 0 and 1."""

AMONG = ("logit", "through_another", "same_company", "of_best")
"""How a pair looks among the others."""

_NEAR = 6
"""Words before and behind a word that say who and whom."""
_WINDOW = 10
_ALL_PAIRS = 400
"""Mentions up to which every pair is looked at; beyond, each meets those with which it shares most."""
_PARTNERS = 40
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Weighing:
    """A logistic model over named signs."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    @functools.cache
    def named(cls, name: str, signs: tuple[str, ...]) -> Weighing:
        """A model of the lexicon, its weights in the order of ``signs``."""
        table = lexicon("alignment_deeds")[name]
        return cls(tuple(table[sign] for sign in signs), table["bias"])

    def logit(self, values: Sequence[float]) -> float:
        """Log odds."""
        return self.bias + math.fsum(map(mul, self.weights, values))


@dataclass(frozen=True, slots=True)
class _Deed:
    """A word that tells a happening, as it is compared."""

    passage: Passage
    telling: Telling
    root: str
    own: Bag
    before: Bag
    behind: Bag
    window: Bag


class Deeds:
    """Mentions of happenings in a story."""

    def __init__(self, tellings: Tellings, mentions: Iterable[Passage]) -> None:
        self._tellings = tellings
        self._weights = tellings.weights
        self.deeds = [self._read(mention) for mention in mentions]
        used: dict[str, Counter[str]] = defaultdict(Counter)
        for deed in self.deeds:
            used[deed.root].update(deed.window.roots)
        self._used = {root: {word: n * rarity(word) for word, n in company.items()} for root, company in used.items()}
        self._lengths = {root: math.sqrt(math.fsum(v * v for v in company.values())) for root, company in self._used.items()}
        self._alike: dict[tuple[str, str], float] = {}

    def _read(self, mention: Passage) -> _Deed:
        telling = self._tellings.around(mention.article, mention.span)
        start, end = mention.span
        own = [w for w in telling.words if start <= w.span.start < end]
        before = [w for w in telling.words if w.span.start < start]
        behind = [w for w in telling.words if w.span.start >= end]
        roots = [w.root for w in own if w.root]
        known, bag = meanings(), self._weights.bag
        return _Deed(
            passage=mention,
            telling=telling,
            root=max(roots, key=lambda root: (known.happening(root), root), default=""),
            own=bag(own),
            before=bag(before[-_NEAR:]),
            behind=bag(behind[:_NEAR]),
            window=bag((*before[-_WINDOW:], *behind[:_WINDOW])),
        )

    def _used_alike(self, one: str, other: str) -> float:
        """How alike two roots are in the company that they keep in this story; 0 for one root."""
        if one == other:
            return 0.0
        pair = (one, other) if one < other else (other, one)
        found = self._alike.get(pair)
        if found is None:
            mine, yours = self._used[one], self._used[other]
            lengths = self._lengths[one] * self._lengths[other]
            both = math.fsum(value * yours[word] for word, value in mine.items() if word in yours)
            found = self._alike[pair] = both / lengths if lengths else 0.0
        return found

    def signs(self, i: int, j: int) -> tuple[float, ...]:
        """The values of ``SIGNS`` for two mentions."""
        one, other = self.deeds[i], self.deeds[j]
        first, second = one.telling, other.telling
        overlap = self._weights.overlap
        same = one.root == other.root
        alike = max((meanings().likeness(a, b) for a in one.own.roots for b in other.own.roots), default=0.0)
        rarities = rarity(one.root), rarity(other.root)
        apart = first is not second and not same
        return (
            float(same),
            alike,
            rarities[0] if same else 0.0,
            self._tellings.shares.get(one.root, 0.0) if same else 0.0,
            min(rarities),
            overlap(one.before, other.before).dice,
            overlap(one.behind, other.behind).dice,
            overlap(one.window, other.window).dice,
            overlap(first.bag, second.bag).dice,
            float(first is second),
            1.0 / (1 + max(first.place, second.place)),
            first.central * second.central,
            overlap(self._tellings.articles[first.article], self._tellings.articles[second.article]).dice,
            float(apart and (one.root in second.bag.roots or other.root in first.bag.roots)),
            self._used_alike(one.root, other.root),
        )

    def pairs(self) -> list[tuple[int, int]]:
        """The pairs that are looked at."""
        if len(self.deeds) <= _ALL_PAIRS:
            return list(combinations(range(len(self.deeds)), 2))
        bags = [deed.window.roots | deed.own.roots for deed in self.deeds]
        return candidates(bags, self._weights, most=_PARTNERS, longest=_LONGEST)


def among(size: int, logits: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], tuple[float, ...]]:
    """The values of ``AMONG`` for each pair of ``size`` things."""
    rows: list[dict[int, float]] = [{} for _ in range(size)]
    for (i, j), logit in logits.items():
        rows[i][j] = rows[j][i] = chance(logit)
    lengths = [math.sqrt(1 + math.fsum(p * p for p in row.values())) for row in rows]
    best = [max(row.values(), default=0.0) for row in rows]
    found: dict[tuple[int, int], tuple[float, ...]] = {}
    for (i, j), logit in logits.items():
        mine, yours = (rows[i], rows[j]) if len(rows[i]) <= len(rows[j]) else (rows[j], rows[i])
        own = rows[i][j]
        met = [(p, yours[k]) for k, p in mine.items() if k in yours]
        company = (2 * own + math.fsum(p * q for p, q in met)) / (lengths[i] * lengths[j])
        through = max((min(pair) for pair in met), default=0.0)
        of_best = own / (min(best[i], best[j]) + 1e-9)
        found[i, j] = (max(-8.0, min(8.0, logit)) / 8, through, company, of_best)
    return found


def same_deeds(
    story: Story, mentions: Sequence[Passage], *, floor: float = 0.45, weights: Weights | None = None
) -> list[list[int]]:
    """Group mentions of happenings by what happened.

    Args:
        story: the accounts.
        mentions: words of its articles that tell of a happening ("checked into", "the earthquake").
        floor: mean chance from which two groups are one; see ``benchmarks/ecb.py``.
        weights: of the words of the story, where they are known already.

    Returns:
        Indices of ``mentions`` in groups, sorted.
    """
    deeds = Deeds(Tellings(story, weights), mentions)
    alone, second = Weighing.named("alone", SIGNS), Weighing.named("among", (*SIGNS, *AMONG))
    signs = {pair: deeds.signs(*pair) for pair in deeds.pairs()}
    seen = among(len(mentions), {pair: alone.logit(values) for pair, values in signs.items()})
    chances = {pair: chance(second.logit((*values, *seen[pair]))) for pair, values in signs.items()}
    return gather(len(mentions), chances, lambda i, j: 0.0, floor=floor)

"""Which sentences of two accounts tell the same event, in the same words or in others.

A sentence answers to another by the rare words they share, names and others apart, by words of like meaning that tell what
happens, and by how near both are to the heart of the story. A logistic model weighs these signs (``data/alignment_deeds.toml``,
fitted on part of ECB+ by ``training/fit_deeds.py``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from rashomon.model import Passage, Story
from rashomon.reconcile.cluster import chance
from rashomon.reconcile.deeds import Weighing
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.tellings import Telling, Tellings, cosine
from rashomon.reconcile.weigh import Weights, rarity

__all__ = ["SENTENCE_SIGNS", "SentenceAligner"]

SENTENCE_SIGNS = (
    "contained", "cosine", "plain_dice", "alike", "both_central", "beyond_central", "early", "short", "long",
)  # fmt: skip
"""What speaks for and against two sentences telling one event; most between 0 and 1."""

_MUCH = 0.3
"""Likeness of two words from which one may stand for the other."""


class SentenceAligner:
    """Says of two sentences of a story, or two other stretches, whether they tell one event."""

    def __init__(self, story: Story, *, weights: Weights | None = None) -> None:
        self._tellings = Tellings(story, weights)

    def signs(self, one: Passage, other: Passage) -> tuple[float, ...]:
        """The values of ``SENTENCE_SIGNS``."""
        return self._signs(*(self._tellings.of(passage.article, passage.span) for passage in (one, other)))

    def _signs(self, one: Telling, other: Telling) -> tuple[float, ...]:
        weights = self._tellings.weights
        whole = weights.overlap(one.bag, other.bag)
        lengths = sorted(len(telling.words) for telling in (one, other))
        return (
            whole.contained,
            cosine(one.bag.roots, other.bag.roots),
            weights.overlap(one.plain, other.plain).dice,
            _alike(one.deeds, other.deeds),
            one.central * other.central,
            min(2.0, whole.dice / max(0.05, one.central, other.central)) / 2,
            1.0 / (1 + max(one.place, other.place)),
            math.log1p(lengths[0]) / 4,
            math.log1p(lengths[1]) / 4,
        )

    def chance(self, one: Passage, other: Passage) -> float:
        """Chance that two sentences tell of one event at least, between 0 and 1."""
        return chance(Weighing.named("sentences", SENTENCE_SIGNS).logit(self.signs(one, other)))


def _alike(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """Share of what happens in two sentences that has something alike in the other; the rarer a word, the more it counts."""
    known = meanings()
    met, total = [0.0], [0.0]
    for mine, yours in ((one, other), (other, one)):
        for root, happens in mine.items():
            likest = max((known.likeness(root, b) for b in yours), default=0.0)
            worth = rarity(root) * happens
            met.append(worth * max(0.0, (likest - _MUCH) / (1 - _MUCH)))
            total.append(worth)
    return math.fsum(met) / (math.fsum(total) or 1.0)

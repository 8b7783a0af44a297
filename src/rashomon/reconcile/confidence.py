"""How sure a verdict is: the chance that the accounts brought together tell one thing, and that the verdict is right.

A small logistic model for each kind of finding, over how alike the sentences are that tell it, and a sign or two besides. The
weights (``data/confidence.toml``) were fitted by ``training/fit_confidence.py`` on reference readings: of the pairs of accounts
with a confidence of .8 about eight in ten are right (``benchmarks/calibration.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any, TypeVar

from rashomon.lexicon import lexicon
from rashomon.model import Event, Figure, Statement, Story, Told
from rashomon.reconcile.cluster import chance
from rashomon.reconcile.places import touched
from rashomon.reconcile.weigh import Bag, Weights

__all__ = ["SIGNS", "Sureness", "kind_of"]

F = TypeVar("F", Statement, Figure, Event)

SIGNS: Mapping[str, tuple[str, ...]] = {
    "statement": ("near", "several", "other_words"),
    "figure": ("near", "day"),
    "event": ("near",),
}
"""What a confidence rests on, each between 0 and 1: mean likeness of the sentences that tell it, how many articles do (2 to 4),
whether no two quote the same words, whether the figure is a time. More signs do no better on stories left out."""

_MOST = 5
"""Tellings that are compared with one another; the fullest come first."""
_KINDS: dict[type, str] = {Statement: "statement", Figure: "figure", Event: "event"}


def kind_of(finding: Statement | Figure | Event) -> str:
    """The name of a finding's kind."""
    return _KINDS[type(finding)]


class Sureness:
    """Says how sure the findings of one story are."""

    def __init__(self, story: Story, weights: Weights) -> None:
        self._accounts = {account.article.id: account for account in story.accounts}
        self._weights = weights

    def signs(self, finding: Statement | Figure | Event) -> tuple[float, ...] | None:
        """The values of ``SIGNS`` for a finding's kind; ``None`` where one article alone has it."""
        articles = {told.article for told in finding.accounts}
        if len(articles) < 2:
            return None
        near = [
            self._weights.overlap(self._around(one), self._around(other)).dice
            for one, other in combinations(_each(finding.accounts), 2)
        ]
        alike = math.fsum(near) / len(near)
        if isinstance(finding, Statement):
            return alike, (min(4, len(articles)) - 2) / 2, float(finding.judgement.verdict == "paraphrase")
        if isinstance(finding, Figure):
            return alike, float(finding.unit in ("date", "time", "year"))
        return (alike,)

    def _around(self, told: Told[Any]) -> Bag:
        """The words of the sentences that a mention stands in."""
        sentences = self._accounts[told.article].sentences
        held = touched(sentences, told.mention.span)
        return self._weights.within(told.article, sentences[held[0] : held[-1] + 1] if held else (told.mention.span,))

    def told(self, findings: Iterable[F]) -> tuple[F, ...]:
        """The findings, each verdict with its confidence."""
        return tuple(map(self._told, findings))

    def _told(self, finding: F) -> F:
        signs = self.signs(finding)
        table = lexicon("confidence")[kind_of(finding)]
        if signs is None:
            sure = table["single"]
        else:
            names = SIGNS[kind_of(finding)]
            sure = chance(table["bias"] + math.fsum(table[name] * value for name, value in zip(names, signs, strict=True)))
        return replace(finding, judgement=replace(finding.judgement, confidence=round(sure, 2)))


def _each(accounts: Sequence[Told[Any]]) -> list[Told[Any]]:
    """The first telling of each of the first articles."""
    first: dict[str, Told[Any]] = {}
    for told in accounts:
        first.setdefault(told.article, told)
    return list(first.values())[:_MOST]

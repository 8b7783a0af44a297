"""How sure a verdict is: the chance that the accounts brought together tell one thing, and that the verdict is right.

A small logistic model for each kind of finding, over how surely its tellings were brought together (``bonds``), and a sign or
two besides. The weights (``data/confidence.toml``) were fitted by ``training/fit_confidence.py`` on reference readings: of the
pairs of accounts with a confidence of .7 about seven in ten are right (``benchmarks/calibration.py``).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from rashomon.lexicon import lexicon
from rashomon.model import Event, Figure, Statement, Told
from rashomon.reconcile.bonds import Aligned, Bond
from rashomon.reconcile.cluster import chance

__all__ = ["SIGNS", "Sureness", "kind_of"]

F = TypeVar("F", Statement, Figure, Event)

SIGNS: Mapping[str, tuple[str, ...]] = {
    "statement": ("bond", "repeated", "several", "other_words", "cut"),
    "figure": ("bond", "several"),
    "event": ("bond", "listed"),
}
"""What a confidence rests on, each between 0 and 1: the bond of its tellings and whether two articles tell it in the same
words, how many articles do (2 to 4), the verdict on the wording, and how likely a reader lists the mention that he would list
least. More signs (likeness of the sentences, kind of figure) do no better on stories left out."""

_LOOSE = Bond(0.5, repeated=False)
"""Of what a person put together."""
_KINDS: dict[type, str] = {Statement: "statement", Figure: "figure", Event: "event"}


def kind_of(finding: Statement | Figure | Event) -> str:
    """The name of a finding's kind."""
    return _KINDS[type(finding)]


class Sureness:
    """Says how sure the findings of one story are, given how their mentions were aligned."""

    def __init__(self, *aligned: Aligned[Any]) -> None:
        self._bonds: dict[Told[Any], Bond] = {}
        self._listed: dict[Told[Any], float] = {}
        for one in aligned:
            self._bonds.update(one.bonds)
            self._listed.update(one.listed)

    def signs(self, finding: Statement | Figure | Event) -> tuple[float, ...] | None:
        """The values of ``SIGNS`` for a finding's kind; ``None`` where one article alone has it."""
        articles = {told.article for told in finding.accounts}
        if len(articles) < 2:
            return None
        bond = next((self._bonds[told] for told in finding.accounts if told in self._bonds), _LOOSE)
        several = (min(4, len(articles)) - 2) / 2
        if isinstance(finding, Statement):
            verdict = finding.judgement.verdict
            return bond.chance, float(bond.repeated), several, float(verdict == "paraphrase"), float(verdict == "cut")
        if isinstance(finding, Figure):
            return bond.chance, several
        return bond.chance, min(self._listed.get(told, 0.0) for told in finding.accounts)

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
            # a sign without a weight is one that is being fitted
            total = math.fsum(table.get(name, 0.0) * value for name, value in zip(names, signs, strict=True))
            sure = chance(table["bias"] + total)
        return replace(finding, judgement=replace(finding.judgement, confidence=round(sure, 2)))

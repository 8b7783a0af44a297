"""Fit the model that ranks what one account alone has.

    python -m training.fit_only [--data FOLDER] [--write]

A sentence that no other account has is a right one where it shares half of the words of a fact that the reference reading
points out (of the shorter of the two). Prints how many of those facts are in the passages shown, by models fitted on the other
stories, an eighth of them left out at a time; ``--write`` stores the model fitted on all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.further import fitted_on, read_place
from benchmarks.where import parser

from rashomon.model import Lineage, Span, Story
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.only import SIGNS, LinearRank, candidates, find_only
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.fit_figure_alignment import story_of
from training.logistic import logistic

__all__ = ["Case", "fit", "shown"]

_PARTS = 8
_PENALTY = 10.0
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "only.toml"

Fact = tuple[str, frozenset[Span]]
"""An article and the words of a fact in it."""


class Case(NamedTuple):
    """A story with the facts that a reader points out, and the signs of its candidates with whether each is one."""

    story: Story
    lineages: tuple[Lineage, ...]
    facts: list[Fact]
    signs: np.ndarray
    truths: np.ndarray


def _tells(told: frozenset[Span], fact: frozenset[Span]) -> bool:
    return len(told & fact) >= 0.5 * min(len(told), len(fact))


def case_of(story: Story, only: Sequence[Mapping[str, object]], settings: Settings) -> Case:
    """Read what a reader points out in a story."""
    texts = {article.id: article.text for article in story.articles}

    def words_of(article: str, span: Span) -> frozenset[Span]:
        return frozenset(word.span for word in words(texts[article], span))

    facts = [(str(o["article"]), words_of(str(o["article"]), Span(*o["span"]))) for o in only]  # type: ignore[misc]
    lineages = find_copies(story, settings)[1]
    found = [
        (candidate.signs, any(a == account.article.id and _tells(words_of(a, candidate.span), fact) for a, fact in facts))
        for account, candidate in candidates(story, lineages, settings, weights=Weights(story))
    ]
    return Case(story, lineages, facts, np.array([s for s, _ in found]), np.array([float(t) for _, t in found]))


def fit(cases: Sequence[Case]) -> LinearRank:
    """The model; the penalty weighs on all signs alike."""
    signs, truths = np.concatenate([case.signs for case in cases]), np.concatenate([case.truths for case in cases])
    spread = signs.std(axis=0) + 1e-6
    weights = logistic(signs / spread, truths, penalty=_PENALTY)
    return LinearRank(tuple(map(float, weights[:-1] / spread)), float(weights[-1]))


def shown(case: Case, model: LinearRank, settings: Settings) -> int:
    """How many of a story's facts are in the passages shown."""
    texts = {article.id: article.text for article in case.story.articles}
    passages = [only.passage for only in find_only(case.story, case.lineages, settings, rank=model)]
    told = [(p.article, frozenset(word.span for word in words(texts[p.article], p.span))) for p in passages]
    return sum(any(a == article and _tells(here, fact) for a, here in told) for article, fact in case.facts)


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    settings = Settings(quotes="accurate")
    cases = {}
    with fitted_on(given.data, ["fit", "teach"]) as places:
        for folder, name in places:
            rows, gold = read_place(folder, name)
            cases[name] = case_of(story_of(rows, name, settings), gold["only"], settings)
    right = 0
    for left_out in (sorted(cases)[k::_PARTS] for k in range(min(_PARTS, len(cases)))):
        model = fit([case for name, case in cases.items() if name not in left_out])
        right += sum(shown(cases[name], model, settings) for name in left_out)
    print(f"of {sum(len(case.facts) for case in cases.values())} facts {right} are shown")
    if given.write:
        store(fit(list(cases.values())))


def store(model: LinearRank) -> None:
    """Write the model where the program reads it, below the word lists that stand there."""
    lists = re.split(r"(?m)^\[weights\]", _TARGET.read_text(encoding="utf-8"))[0]
    lines = (f"{sign} = {weight:.3f}\n" for sign, weight in zip(SIGNS, model.weights, strict=True))
    _TARGET.write_text(f"{lists}[weights]\n{''.join(lines)}bias = {model.bias:.3f}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""Fit the model that ranks what one account alone has.

    python -m training.fit_only [--data FOLDER] [--write]

A sentence that no other account has is a right one where it shares half of the words of a fact that the reference reading
points out (of the shorter of the two). Prints how many of those facts are in the passages shown, by models fitted on the other
stories, an eighth of them left out at a time; ``--write`` stores the model fitted on all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.further import fitted_on, read_place
from benchmarks.where import parser

from rashomon.model import Account, Lineage, Passage, Span, Story
from rashomon.reconcile.align import align_statements
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.identity import identify
from rashomon.reconcile.only import SIGNS, Candidate, LinearRank, Ranks, Statements, candidates, find_only, reading_of
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.fit_figure_alignment import story_of
from training.logistic import logistic

__all__ = ["Case", "fit", "judged", "shown", "words_marked"]

_PARTS = 8
_PENALTY = 10.0
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "only.toml"

Fact = tuple[str, frozenset[Span]]
"""An article and the words of a fact in it."""


class Case(NamedTuple):
    """A story with the facts that a reader points out, and its candidates with whether each is one."""

    story: Story
    lineages: tuple[Lineage, ...]
    said: Statements
    facts: list[Fact]
    signs: np.ndarray
    read: np.ndarray
    """What the network makes of each, log odds."""
    truths: np.ndarray


def words_of(text: str, span: Span) -> frozenset[Span]:
    """Where the words of a passage stand."""
    return frozenset(word.span for word in words(text, span))


def is_told(told: frozenset[Span], fact: frozenset[Span]) -> bool:
    """Whether words tell a fact: half of the words of the shorter are the other's."""
    return len(told & fact) >= 0.5 * min(len(told), len(fact))


def words_marked(story: Story, marked: Sequence[Passage]) -> list[Fact]:
    """The words of the passages that a reader points out."""
    texts = {article.id: article.text for article in story.articles}
    return [(passage.article, words_of(texts[passage.article], passage.span)) for passage in marked]


def judged(
    story: Story, lineages: Sequence[Lineage], facts: Sequence[Fact], settings: Settings, *, said: Statements = ()
) -> Iterator[tuple[Account, Candidate, bool]]:
    """The sentences that one account alone has, with whether each tells one of the facts."""
    for account, candidate in candidates(story, lineages, settings, said=said, weights=Weights(story)):
        here = words_of(account.article.text, candidate.span)
        yield account, candidate, any(at == account.article.id and is_told(here, fact) for at, fact in facts)


def case_of(story: Story, only: Sequence[Mapping[str, Any]], settings: Settings) -> Case:
    """Read what a reader points out in a story."""
    facts = words_marked(story, [Passage(fact["article"], Span(*fact["span"])) for fact in only])
    lineages = find_copies(story, settings)[1]
    said = align_statements(story, identify(story), settings).groups
    found = list(judged(story, lineages, facts, settings, said=said))
    return Case(
        story,
        lineages,
        said,
        facts,
        np.array([candidate.signs for _, candidate, _ in found]),
        np.array([reading_of(account, candidate) for account, candidate, _ in found]),
        np.array([float(pointed_out) for _, _, pointed_out in found]),
    )


def fit(cases: Sequence[Case], unseen: Sequence[Case]) -> Ranks:
    """The models; the penalty weighs on all signs alike. ``unseen`` are those that the network did not learn from."""
    unread = _fit(np.concatenate([case.signs for case in cases]), np.concatenate([case.truths for case in cases]))
    logits = np.concatenate([case.signs @ np.array(unread.weights) + unread.bias for case in unseen])
    both = np.column_stack([logits, np.concatenate([case.read for case in unseen])])
    return Ranks(unread, _fit(both, np.concatenate([case.truths for case in unseen])))


def _fit(signs: np.ndarray, truths: np.ndarray) -> LinearRank:
    spread = signs.std(axis=0) + 1e-6
    weights = logistic(signs / spread, truths, penalty=_PENALTY)
    return LinearRank(tuple(map(float, weights[:-1] / spread)), float(weights[-1]))


def shown(case: Case, ranks: Ranks, settings: Settings) -> int:
    """How many of a story's facts are in the passages shown."""
    texts = {article.id: article.text for article in case.story.articles}
    passages = [only.passage for only in find_only(case.story, case.lineages, settings, said=case.said, ranks=ranks)]
    told = [(p.article, words_of(texts[p.article], p.span)) for p in passages]
    return sum(any(a == article and is_told(here, fact) for a, here in told) for article, fact in case.facts)


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    settings = Settings(quotes="accurate")
    cases: dict[str, dict[str, Case]] = {"fit": {}, "teach": {}}
    for part, found in cases.items():
        with fitted_on(given.data, [part]) as places:
            for folder, name in places:
                if not any(name in others for others in cases.values()):
                    rows, gold = read_place(folder, name)
                    found[name] = case_of(story_of(rows, name, settings), gold["only"], settings)
    unseen, seen = cases["fit"], list(cases["teach"].values())
    right = 0
    for left_out in (sorted(unseen)[k::_PARTS] for k in range(min(_PARTS, len(unseen)))):
        others = [case for name, case in unseen.items() if name not in left_out]
        right += sum(shown(unseen[name], fit([*others, *seen], others), settings) for name in left_out)
    print(f"of {sum(len(case.facts) for case in unseen.values())} facts {right} are shown")
    if given.write:
        store(fit([*unseen.values(), *seen], list(unseen.values())))


def store(ranks: Ranks) -> None:
    """Write the models where the program reads them, below the word lists that stand there."""
    lists = re.split(r"(?m)^\[weights\]", _TARGET.read_text(encoding="utf-8"))[0]
    told = []
    for name, rank, signs in (("weights", ranks.unread, SIGNS), ("weights_read", ranks.read, ("unread", "read"))):
        lines = (f"{sign} = {weight:.3f}\n" for sign, weight in zip(signs, rank.weights, strict=True))
        told.append(f"[{name}]\n{''.join(lines)}bias = {rank.bias:.3f}\n")
    _TARGET.write_text(lists + "\n".join(told), encoding="utf-8")


if __name__ == "__main__":
    main()

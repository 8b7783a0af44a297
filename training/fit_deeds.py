"""Fit the models of ``deeds`` and of ``align_sentences`` on the training topics of ECB+.

    python -m training.fit_deeds [--data FOLDER] [--write]

The second model of mentions sees each pair among the others by what the first one says; so that it learns how much that can
be trusted, it is fitted on what first models say of topics that they were not fitted on (five parts).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from benchmarks.ecb import Topic, load
from benchmarks.where import parser

from rashomon.model import Passage
from rashomon.reconcile.align_sentences import SENTENCE_SIGNS, SentenceAligner
from rashomon.reconcile.deeds import AMONG, SIGNS, Deeds, Weighing, among
from rashomon.reconcile.tellings import Tellings
from training.logistic import logistic

_PENALTY = 5.0
_PARTS = 5
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment_deeds.toml"

Pairs = list[tuple[int, int]]


class Case(NamedTuple):
    """The pairs of one story: what they are of, their signs (shape: pairs, signs), and whether each is one event."""

    topic: int
    size: int
    pairs: Pairs
    values: np.ndarray
    truths: np.ndarray


def number(name: str) -> int:
    """The topic that a story of ECB+ belongs to: 12 for ``12ecbplus``."""
    return int("".join(c for c in name if c.isdigit()))


def mention_case(topic: Topic) -> Case:
    """Every pair of marked mentions of a story."""
    deeds = Deeds(Tellings(topic.story), topic.mentions)
    pairs = deeds.pairs()
    values = np.array([deeds.signs(i, j) for i, j in pairs]).reshape(-1, len(SIGNS))
    truths = np.array([topic.chains[i] == topic.chains[j] for i, j in pairs], dtype=float)
    return Case(number(topic.story.id), len(topic.mentions), pairs, values, truths)


def sentence_case(topic: Topic) -> Case:
    """Every pair of sentences that is listed for a story."""
    passages: list[Passage] = sorted({p for pair in topic.pairs for p in (pair.one, pair.other)}, key=_order)
    place = {passage: i for i, passage in enumerate(passages)}
    found = {tuple(sorted((place[pair.one], place[pair.other]))): pair.label for pair in topic.pairs}
    pairs = sorted(found)
    aligner = SentenceAligner(topic.story)
    values = np.array([aligner.signs(passages[i], passages[j]) for i, j in pairs]).reshape(-1, len(SENTENCE_SIGNS))
    return Case(number(topic.story.id), len(passages), pairs, values, np.array([found[p] for p in pairs], dtype=float))


def _order(passage: Passage) -> tuple[str, int]:
    return passage.article, passage.span.start


def fitted(values: np.ndarray, truths: np.ndarray) -> Weighing:
    """A model of pairs."""
    deviations = values.std(axis=0) + 1e-9  # the penalty is to weigh alike on every sign
    weights = logistic(values / deviations, truths, penalty=_PENALTY)
    return Weighing(tuple(map(float, weights[:-1] / deviations)), float(weights[-1]))


def pooled(cases: Sequence[Case]) -> tuple[np.ndarray, np.ndarray]:
    """The signs and truths of several stories."""
    return np.concatenate([case.values for case in cases]), np.concatenate([case.truths for case in cases])


def among_others(case: Case, alone: Weighing) -> Case:
    """The pairs of a story with how they look among the others."""
    logits = case.values @ np.array(alone.weights) + alone.bias
    seen = among(case.size, dict(zip(case.pairs, map(float, logits), strict=True)))
    return case._replace(values=np.column_stack([case.values, np.array([seen[pair] for pair in case.pairs])]))


def fit(cases: Sequence[Case]) -> tuple[Weighing, Weighing]:
    """The first and the second model."""
    seen = []
    for part in range(_PARTS):
        mine = [case for case in cases if case.topic % _PARTS == part]
        if mine:
            alone = fitted(*pooled([case for case in cases if case.topic % _PARTS != part]))
            seen += [among_others(case, alone) for case in mine]
    return fitted(*pooled(cases)), fitted(*pooled(seen))


def cases_of(topics: Sequence[Topic], make: Callable[[Topic], Case]) -> list[Case]:
    """The stories that have pairs at all."""
    return [case for case in map(make, topics) if case.pairs]


def main() -> None:
    """Fit, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    topics = load(given.data, "train")
    mentions, sentences = cases_of(topics, mention_case), cases_of(topics, sentence_case)
    models = dict(zip(("alone", "among"), fit(mentions), strict=True)) | {"sentences": fitted(*pooled(sentences))}
    lines = ["# Weights of the signs that two words tell one happening, and two sentences one event; fitted on ECB+ by",
             "# training/fit_deeds.py. \"among\" sees a pair of words among the others."]  # fmt: skip
    for name, model in models.items():
        signs = SENTENCE_SIGNS if name == "sentences" else (*SIGNS, *AMONG)
        lines += ["", f"[{name}]"]
        lines += [f"{sign} = {weight:.3f}" for sign, weight in zip(signs, model.weights, strict=False)]
        lines.append(f"bias = {model.bias:.3f}")
    if given.write:
        _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()

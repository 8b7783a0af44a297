"""Fit the models that align events, on reference readings.

    python -m training.fit_event_alignment [--data FOLDER] [--stories seeds,neus-53,...] [--write]

Mentions that the program finds are matched, one to one, with the clauses of the reference reading, as the scorer does it (Dice
of the words at least .3); pairs of matched mentions are one event or two, pairs with an unmatched one are two. Two logistic
models are fitted by Newton's method with a quadratic penalty: ``alone`` on the signs of a pair, ``among`` with its margins
over its rivals besides. Prints pairs of mentions of two articles by models fitted on the other stories, for some floors;
``--write`` stores the models fitted on all of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.where import parser, require

from rashomon.model import Account, Article, EventMention, Span, Story, Told
from rashomon.pipeline import tell
from rashomon.reconcile.align_events import MARGINS, SIGNS, Compared, EventModel, compare_events
from rashomon.reconcile.identity import identify
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.logistic import logistic

_STORIES = "seeds,neus-53,neus-163,neus-325,neus-338"
_DICE = 0.3
_PENALTY = 2.0  # of 0.7 to 15, the best F1 on stories left out
_FLOORS = (0.12, 0.15, 0.18, 0.21, 0.25)
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment_events.toml"

Key = tuple[str, EventMention]


class Case(NamedTuple):
    """A story with the number of the reference event that each matched mention tells."""

    compared: Compared
    labels: dict[Key, int]


def load(folder: Path, name: str, settings: Settings) -> Case:
    """Read a story, find its events, and match them with its reference reading."""
    source = json.loads((folder / "stories" / f"{name}.json").read_text(encoding="utf-8"))
    gold = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    articles = [
        Article(
            a["id"], a["text"], a["outlet"], a.get("title"), published_on=date.fromisoformat(a["date"]) if a["date"] else None
        )
        for a in source["articles"]
    ]
    accounts = sorted(tell(articles, settings), key=lambda account: account.article.id)
    story = Story(name, tuple(accounts))
    compared = compare_events(story, identify(story), settings, weights=Weights(story))
    return Case(compared, matched(accounts, gold["events"]))


def matched(accounts: Sequence[Account], events: Sequence[Mapping[str, Any]]) -> dict[Key, int]:
    """Mentions with the event that they tell: the best Dice first, one to one."""
    texts = {account.article.id: account.article.text for account in accounts}
    found = {account.article.id: account.events for account in accounts}
    scored: list[tuple[float, int, Key, int]] = []
    clauses = [(number, told) for number, event in enumerate(events) for told in event["accounts"]]
    for clause, (number, told) in enumerate(clauses):
        article = told["article"]
        spans = told["span"] if isinstance(told["span"][0], list) else [told["span"]]
        target = {w.span for w in words(texts[article], [Span(*span) for span in spans])}
        for mention in found[article]:
            own = {w.span for w in words(texts[article], mention.span)}
            likeness = 2 * len(target & own) / max(1, len(target) + len(own))
            if likeness >= _DICE:
                scored.append((-likeness, clause, (article, mention), number))
    labels: dict[Key, int] = {}
    taken: set[int] = set()
    for _, clause, key, number in sorted(scored, key=lambda s: (s[0], s[1], s[2][0], s[2][1].trigger)):
        if clause not in taken and key not in labels:
            taken.add(clause)
            labels[key] = number
    return labels


def rows(cases: Sequence[Case], alone: EventModel | None) -> tuple[np.ndarray, np.ndarray]:
    """Signs of all pairs with a matched mention (shape: pairs, signs), and whether each is one event."""
    values, truths = [], []
    for compared, labels in cases:
        numbers = [_label(compared, node, labels) for node in compared.nodes]
        signs = compared.signs if alone is None else compared.among(alone)
        for (i, j), row in signs.items():
            if numbers[i] is not None or numbers[j] is not None:
                values.append(tuple(row))
                truths.append(numbers[i] == numbers[j])
    return np.array(values), np.array(truths, dtype=float)


def _label(compared: Compared, node: Sequence[int], labels: Mapping[Key, int]) -> int | None:
    tellings = [compared.happenings[k].told for k in node]
    return next((labels[key] for t in tellings if (key := (t.article, t.mention)) in labels), None)


def fit(cases: Sequence[Case]) -> tuple[EventModel, EventModel]:
    """The models ``alone`` and ``among``."""
    found = logistic(*rows(cases, None), penalty=_PENALTY)
    alone = EventModel(tuple(map(float, found[:-1])), float(found[-1]))
    found = logistic(*rows(cases, alone), penalty=_PENALTY)
    return alone, EventModel(tuple(map(float, found[:-1])), float(found[-1]))


def pairs(case: Case, groups: Sequence[Sequence[Told[EventMention]]]) -> tuple[int, int, int]:
    """Pairs in two articles: right, predicted with a matched mention, and true."""
    right = predicted = 0
    for group in groups:
        for k, one in enumerate(group):
            for other in group[:k]:
                labels = [case.labels.get((t.article, t.mention)) for t in (one, other)]
                if one.article != other.article and labels != [None, None]:
                    predicted += 1
                    right += labels[0] == labels[1]
    keys = sorted(case.labels.items(), key=lambda item: (item[0][0], item[0][1].trigger))
    true = sum(a[1] == b[1] and a[0][0] != b[0][0] for k, a in enumerate(keys) for b in keys[:k])
    return right, predicted, true


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--stories", default=_STORIES)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    folder = require(given.data, "readings")
    settings = Settings(processes=1)
    cases = [load(folder, name, settings) for name in given.stories.split(",")]
    left_out = [fit([c for c in cases if c is not case]) for case in cases]
    for floor in _FLOORS:
        counts = [pairs(c, c.compared.grouped(*models, floor=floor)) for c, models in zip(cases, left_out, strict=True)]
        right, predicted, true = (sum(column) for column in zip(*counts, strict=True))
        precision, recall = right / max(1, predicted), right / max(1, true)
        print(f"floor {floor:.2f}: precision {precision:.3f} recall {recall:.3f} of {true} pairs whose ends were found")
    if given.write:
        lines = ["# Weights of the signs that two mentions tell one event; fitted by training/fit_event_alignment.py."]
        for name, model in zip(("alone", "among"), fit(cases), strict=True):
            lines += ["", f"[{name}]"]
            lines += [f"{sign} = {weight:.2f}" for sign, weight in zip((*SIGNS, *MARGINS), model.weights, strict=False)]
            lines.append(f"bias = {model.bias:.2f}")
        _TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

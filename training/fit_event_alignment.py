"""Fit the models that align events, and the one that says which a reader would list, on reference readings.

    python -m training.fit_event_alignment [--data FOLDER] [--stories seeds,neus-53,...] [--further fit] [--write]

Mentions that the program finds are matched, one to one, with the clauses of the reference reading, as the scorer does it (Dice
of the words at least .3); pairs of matched mentions are one event or two, pairs with an unmatched one are two. Logistic
models are fitted by Newton's method with a quadratic penalty: ``listed`` on mentions, ``alone`` on the signs of a pair,
``among`` with its rivals besides. Each later one is fitted on what earlier ones say of stories that they were not fitted on.
Those of the same name and ``unread`` do without what the network read.
Prints pairs of mentions of two articles by models fitted on other stories, for some floors; ``--write`` stores the models
fitted on all.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.further import lay_out
from benchmarks.where import parser, require

from rashomon.model import Account, EventMention, Span, Story
from rashomon.reconcile.align import align_figures, align_statements
from rashomon.reconcile.align_events import AMONG, LISTED, SIGNS, Compared, EventModel, compare_events
from rashomon.reconcile.identity import identify
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.fit_figure_alignment import story_of
from training.logistic import logistic

_STORIES = "seeds,neus-53,neus-163,neus-325,neus-338"
_DICE = 0.3
_PENALTY = 20.0  # of standardised signs; 2 to 40 do equally well on stories left out
_PARTS = 12
_FLOORS = (0.1, 0.12, 0.15, 0.18, 0.22)
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment_events.toml"

Key = tuple[str, EventMention]


class Case(NamedTuple):
    """A story with the number of the reference event that each node's mention tells, -1 for none."""

    compared: Compared
    labels: dict[Key, int]
    numbers: np.ndarray
    whole: bool
    """Whether the reading lists what stands in one account too."""


class Models(NamedTuple):
    """The models."""

    listed: EventModel
    alone: EventModel
    among: EventModel


def told(folder: Path, name: str, settings: Settings) -> list[Account]:
    """The accounts of a story, read by the program."""
    source = json.loads((folder / "stories" / f"{name}.json").read_text(encoding="utf-8"))
    return list(story_of(source["articles"], name, settings).accounts)


def load(accounts: Sequence[Account], name: str, gold: Mapping[str, Any], settings: Settings, *, whole: bool) -> Case:
    """Compare the events of a story, and match them with its reference reading."""
    story = Story(name, tuple(accounts))
    who, weights = identify(story), Weights(story)
    said, counted = (align(story, who, settings, weights=weights).groups for align in (align_statements, align_figures))
    compared = compare_events(story, who, settings, weights=weights, said=said, counted=counted)
    labels = matched(accounts, gold["events"])
    return Case(compared, labels, np.array([_label(compared, node, labels) for node in compared.nodes]), whole)


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


def _label(compared: Compared, node: Sequence[int], labels: Mapping[Key, int]) -> int:
    tellings = [compared.happenings[k].told for k in node]
    return next((labels[key] for t in tellings if (key := (t.article, t.mention)) in labels), -1)


def fitted(values: Sequence[np.ndarray], truths: Sequence[np.ndarray]) -> EventModel:
    """A logistic model; the penalty weighs alike on every sign."""
    rows = np.concatenate(values)
    deviations = rows.std(axis=0) + 1e-9
    weights = logistic(rows / deviations, np.concatenate(truths).astype(float), penalty=_PENALTY)
    return EventModel(tuple(map(float, weights[:-1] / deviations)), float(weights[-1]))


def judged(case: Case) -> np.ndarray:
    """Which pairs have a matched mention."""
    return (case.numbers[case.compared.ones] >= 0) | (case.numbers[case.compared.others] >= 0)


def truths(case: Case) -> np.ndarray:
    """Whether each pair is one event."""
    return case.numbers[case.compared.ones] == case.numbers[case.compared.others]


def fit_pairs(cases: Sequence[Case], values: Sequence[np.ndarray]) -> EventModel:
    """A model of pairs with a matched mention."""
    kept = [judged(case) for case in cases]
    return fitted(
        [v[k] for v, k in zip(values, kept, strict=True)], [truths(c)[k] for c, k in zip(cases, kept, strict=True)]
    )  # fmt: skip


def fit_listed(cases: Sequence[Case]) -> EventModel:
    """The model ``listed``."""
    whole = [case for case in cases if case.whole]
    return fitted([case.compared.listing for case in whole], [case.numbers >= 0 for case in whole])


def unread(case: Case) -> Case:
    """The case without what the network read."""
    compared = case.compared
    listing = compared.listing * np.array([sign != "read" for sign in LISTED], dtype=float)
    unlisted = compared.unlisted * np.array([sign != "meaning" for sign in SIGNS[:-2]], dtype=float)
    return case._replace(compared=replace(compared, listing=listing, unlisted=unlisted))


def elsewhere(cases: Sequence[Case], values: Sequence[np.ndarray], fit: Callable[[list[int]], EventModel]) -> list[np.ndarray]:
    """What models say of stories that they were not fitted on: ``fit`` takes the numbers of those that it may use."""
    models = [fit([k for k in range(len(cases)) if k % _PARTS != part]) for part in range(min(_PARTS, len(cases)))]
    return [models[k % _PARTS].logits(value) for k, value in enumerate(values)]


def fit(cases: Sequence[Case]) -> Models:
    """The three models."""
    listing = [case.compared.listing for case in cases]
    listed = elsewhere(cases, listing, lambda kept: fit_listed([cases[k] for k in kept]))
    signs = [case.compared.signs(value) for case, value in zip(cases, listed, strict=True)]
    logits = elsewhere(cases, signs, lambda kept: fit_pairs([cases[k] for k in kept], [signs[k] for k in kept]))
    among = [
        np.column_stack([sign, case.compared.among(value)]) for case, sign, value in zip(cases, signs, logits, strict=True)
    ]
    return Models(fit_listed(cases), fit_pairs(cases, signs), fit_pairs(cases, among))


def chances(case: Case, models: Models) -> np.ndarray:
    """The chance of each pair being one event."""
    signs = case.compared.signs(models.listed.logits(case.compared.listing))
    seen = case.compared.among(models.alone.logits(signs))
    return 1 / (1 + np.exp(-models.among.logits(np.column_stack([signs, seen]))))


def pairs(case: Case, groups: Sequence[Sequence[int]]) -> tuple[int, int, int]:
    """Pairs in two articles: right, predicted with a matched mention, and true."""
    right = predicted = 0
    for group in map(case.compared.told, groups):
        for k, one in enumerate(group):
            for other in group[:k]:
                labels = [case.labels.get((t.article, t.mention)) for t in (one, other)]
                if one.article != other.article and labels != [None, None]:
                    predicted += 1
                    right += labels[0] == labels[1]
    keys = sorted(case.labels.items(), key=lambda item: (item[0][0], item[0][1].trigger))
    true = sum(a[1] == b[1] and a[0][0] != b[0][0] for k, a in enumerate(keys) for b in keys[:k])
    return right, predicted, true


def judge(cases: Sequence[Case]) -> None:
    """Print pairs by models fitted on other stories, for some floors."""
    parts = [[k for k in range(len(cases)) if k % _PARTS == part] for part in range(_PARTS)]
    models = [fit([cases[k] for k in range(len(cases)) if k not in part]) for part in parts]
    found = [chances(case, models[k % _PARTS]) for k, case in enumerate(cases)]
    for floor in _FLOORS:
        counts = [
            pairs(c, c.compared.grouped(c.compared.paired(v), floor=floor))
            for c, v in zip(cases, found, strict=True)
            if c.whole
        ]
        right, predicted, true = (sum(column) for column in zip(*counts, strict=True))
        precision, recall = right / max(1, predicted), right / max(1, true)
        print(f"floor {floor:.2f}: precision {precision:.3f} recall {recall:.3f} F1 {2 * right / (predicted + true):.3f}"
              f" of {true} pairs whose ends were found")  # fmt: skip


def written(read: Models, unread: Models) -> str:
    """The models as TOML: those that use what the network read, and those that do without."""
    lines = ["# Weights of the signs that a reader would list an event mention, and that two mentions tell one event;",
             "# fitted by training/fit_event_alignment.py."]  # fmt: skip
    named = {**read._asdict(), **{f"{name}_unread": model for name, model in unread._asdict().items()}}
    for name, model in named.items():
        signs = LISTED if name.startswith("listed") else (*SIGNS, *AMONG)
        lines += ["", f"[{name}]"]
        lines += [f"{sign} = {weight:.3f}" for sign, weight in zip(signs, model.weights, strict=False)]
        lines.append(f"bias = {model.bias:.3f}")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--stories", default=_STORIES)
    options.add_argument("--further", nargs="*", default=("fit",), choices=("fit", "shared"))
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    settings = Settings(processes=1)
    readings = require(given.data, "readings")
    cases = []
    with tempfile.TemporaryDirectory() as folder:
        bulk = require(given.data, "bulk", "articles.jsonl")
        sources = [(readings, name, True) for name in given.stories.split(",")]
        for part in given.further:
            sources += [(Path(folder), name, part == "fit") for name in lay_out(bulk, Path(folder), [part])]
        for where, name, whole in sources:
            gold = json.loads((where / "gold" / f"{name}.json").read_text(encoding="utf-8"))
            cases.append(load(told(where, name, settings), name, gold, settings, whole=whole))
    judge(cases)
    if given.write:
        _TARGET.write_text(written(fit(cases), fit([*map(unread, cases)])), encoding="utf-8")


if __name__ == "__main__":
    main()

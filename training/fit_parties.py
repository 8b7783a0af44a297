"""Fit the models that choose who acts in an event and to whom.

    python -m training.fit_parties [--data FOLDER] [--write]

Events that the program finds are matched with the clauses of the reference reading, one to one, as the scorer does it; right
is the choice that has the reader's names. Of acts that are done together any distribution of the parties is right. Prints for
how many clauses both sides are right, by models fitted on the other stories, a quarter of them left out at a time; ``--write``
stores the models fitted on all of them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.further import fitted_on, read_place
from benchmarks.where import parser

from rashomon.model import Story
from rashomon.reconcile.align import align_events, align_figures, align_statements
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.identity import identify
from rashomon.reconcile.judge_events import weighed_events
from rashomon.reconcile.parties import RECIPROCAL, ChoiceModel, Choices, Chooser, Signs
from rashomon.reconcile.scene import Party
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from training.fit_event_alignment import matched
from training.fit_figure_alignment import story_of

__all__ = ["Case", "fit", "right"]

_PARTS = 4
_PENALTY = 10.0
_LEAST = 8
"""Choices that a sign must be seen in."""
_LONGEST = 1.0
"""Step of a weight beyond which Newton's method may overshoot."""
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "parties_chosen.toml"
_ALIAS = {"un": "united nations", "eu": "european union", "us": "usa", "uk": "gbr"}

Sides = tuple[Party, Party]


class Case(NamedTuple):
    """An event with its choices, its type, and the two sides that the reader gives each clause of it."""

    choices: Choices
    kind: str
    told: tuple[tuple[Sides, bool], ...]
    """With whether it is done together."""


class Group(NamedTuple):
    """The signs of each choice, which of them are right, and for how many clauses."""

    signs: Sequence[Signs]
    right: Sequence[bool]
    weight: float


def plain(names: Iterable[str]) -> Party:
    """A side as the scorer compares it."""
    bare = (re.sub(r"^the ", "", name.strip().lower()) for name in names)
    return frozenset(_ALIAS.get(name, name) for name in bare)


def cases_of(story: Story, events: Sequence[Mapping[str, Any]], settings: Settings) -> list[Case]:
    """The events of a story that are matched with a reader's."""
    who, weights, lineages = identify(story), Weights(story), find_copies(story, settings)[1]
    said, counted = (align(story, who, settings, weights=weights).groups for align in (align_statements, align_figures))
    happened = align_events(story, who, settings, weights=weights, said=said, counted=counted)
    numbers = matched(story.accounts, events)
    found = []
    for event, choices, _ in weighed_events(story, happened.groups, who, lineages, listed=happened.listed):
        keys = [(told.article, told.mention) for told in event.accounts]
        told = tuple(_sides(events[numbers[key]]) for key in keys if key in numbers)
        if told:
            found.append(Case(choices, event.type, told))
    return found


def _sides(event: Mapping[str, Any]) -> tuple[Sides, bool]:
    actor, recipient = plain(event.get("actor") or ()), plain(event.get("recipient") or ())
    return (actor, recipient), event.get("type") in RECIPROCAL or actor == recipient


def _group(case: Case, signs: Sequence[Signs], right: Sequence[Sequence[bool]]) -> list[Group]:
    counted = Counter(tuple(one) for one in right if any(one))
    return [Group(signs, one, float(n)) for one, n in counted.items()]


def acting(case: Case) -> list[Group]:
    """The choice of who acts."""
    names = [plain(party) for party in case.choices.parties]
    signs = [case.choices.signs(k, 0) for k in range(len(names))]
    right = [[bool(p) and p <= a | r if joint and a | r else p == a for p in names] for (a, r), joint in case.told]
    return _group(case, signs, right)


def bearing(case: Case, actor: Party) -> list[Group]:
    """The choice of to whom, given who acts."""
    borne, by = case.choices.bearers(actor), plain(actor)
    names = [plain(case.choices.parties[k]) for k in borne]
    signs = [{**case.choices.signs(k, 1), **case.choices.given(k, actor)} for k in borne]
    right = [
        [p | by == a | r if joint and a | r and by <= a | r else p == r for p in names] for (a, r), joint in case.told
    ]  # fmt: skip
    return _group(case, signs, right)


def softmax_fit(groups: Sequence[Group]) -> dict[str, float]:
    """Weights of a choice, by Newton's method; where several choices are right, each counts as it is likely."""
    seen = Counter(name for group in groups for signs in group.signs for name, value in signs.items() if value)
    names = sorted(name for name, n in seen.items() if n >= _LEAST)
    index = {name: i for i, name in enumerate(names)}
    sizes = [len(group.signs) for group in groups]
    values = np.zeros((sum(sizes), len(names)))
    for row, signs in enumerate(signs for group in groups for signs in group.signs):
        for name, value in signs.items():
            if name in index:
                values[row, index[name]] = value
    right = np.concatenate([np.array(group.right, dtype=float) for group in groups])
    heavy = np.repeat([group.weight for group in groups], sizes)
    starts, of = np.r_[0, np.cumsum(sizes)[:-1]], np.repeat(np.arange(len(groups)), sizes)
    weights = np.zeros(len(names))
    for _ in range(40):
        scores = values @ weights
        grown = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        chances = grown / np.add.reduceat(grown, starts)[of]
        among = grown * right / np.add.reduceat(grown * right, starts)[of]
        gradient = values.T @ ((chances - among) * heavy) + _PENALTY * weights
        means = np.add.reduceat(values * chances[:, None], starts)
        spread = values - means[of]
        curvature = (spread * (chances * heavy)[:, None]).T @ spread + _PENALTY * np.eye(len(names))
        step = np.linalg.solve(curvature, gradient)
        weights -= step * min(1.0, _LONGEST / np.abs(step).max())
        if np.abs(step).max() < 1e-5:
            break
    return dict(zip(names, map(float, weights), strict=True))


def fit(cases: Sequence[Case]) -> ChoiceModel:
    """Both models."""
    acts = softmax_fit([group for case in cases for group in acting(case)])
    first = ChoiceModel(acts, {})
    return ChoiceModel(
        acts, softmax_fit([g for case in cases for g in bearing(case, Chooser(first).choose(case.choices).actor)])
    )


def right(case: Case, model: ChoiceModel) -> int:
    """For how many clauses both sides are right."""
    actor, recipient = map(plain, Chooser(model).choose(case.choices).known[:2])
    n = 0
    for (a, r), joint in case.told:
        whole = bool(actor and recipient) and case.kind in RECIPROCAL
        mine = (actor | recipient, actor | recipient) if whole else (actor, recipient)
        n += mine == (a, r) or (joint and mine[0] | mine[1] == a | r)
    return n


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    settings = Settings(quotes="accurate")
    cases: dict[str, list[Case]] = {}
    with fitted_on(given.data, ["fit", "teach"]) as places:
        for folder, name in places:
            rows, gold = read_place(folder, name)
            cases[name] = cases_of(story_of(rows, name, settings), gold["events"], settings)
    n, total = 0, sum(len(case.told) for found in cases.values() for case in found)
    for left_out in (sorted(cases)[k::_PARTS] for k in range(min(_PARTS, len(cases)))):
        model = fit([case for name, found in cases.items() if name not in left_out for case in found])
        n += sum(right(case, model) for name in left_out for case in cases[name])
    print(f"of {total} clauses {n} have both sides right")
    if given.write:
        store(fit([case for found in cases.values() for case in found]))


def store(model: ChoiceModel) -> None:
    """Write the models where the program reads them."""
    head = "# Who acts in an event and to whom: weights of what speaks for a choice. Written by training/fit_parties.py.\n"
    tables = "".join(
        f"\n[{name}]\n" + "".join(f"{sign} = {weight:.3f}\n" for sign, weight in sorted(table.items()))
        for name, table in zip(ChoiceModel._fields, model, strict=True)
    )
    _TARGET.write_text(head + tables, encoding="utf-8")


if __name__ == "__main__":
    main()

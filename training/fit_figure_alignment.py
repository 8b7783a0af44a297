"""Fit the models that align figures.

    python -m training.fit_figure_alignment [--data FOLDER] [--news 200] [--write]

The first models, ``numbers`` and ``times``, see all of a pair but its values. They are fitted on news that nobody has read for
it (``bulk``): figures of two reports of one story that give the same value, one that hardly comes about by chance, count one
thing; those that give two such values count two. That is wrong now and then, and leaves out the vague and the common; but there
is a lot of it. Pairs of reference readings are added.

The second models are fitted on reference readings alone (``benchmarks.further``): figures that the program finds are matched,
one to one, with those of the reading, as the scorer does it (Dice of the words at least .3). They see the first one's log odds,
how the values relate, and then by how much a pair beats its rivals, and all else again. Prints pairs of figures of two articles
by models fitted on the other stories, for some floors; ``--write`` stores the models fitted on all of them.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.further import TUNED, fitted_on, read_place, with_readings
from benchmarks.where import parser, require

from rashomon.extract import date_by_story
from rashomon.model import Account, Article, Span, Story
from rashomon.pipeline import tell
from rashomon.reconcile.align_figures import AMONG, CONTEXT, VALUES, Compared, Floors, LinearModel, compare, grouped
from rashomon.reconcile.anchors import story_day
from rashomon.reconcile.cluster import chance
from rashomon.reconcile.tallies import Tally
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words

_DICE = 0.3
_PENALTY = 3.0
_LEAST_SPREAD = 0.05
_WITH_TEXT = 3.0
"""Pairs of the readings that come with their texts count so much: few stories, read twice."""
_AGAINST = frozenset(("head_apart", "unit_apart", "other_fate", "names_apart", "same_article"))
"""Signs that speak against two figures counting one thing; all others speak for it."""
_AT_MOST = {"unit_apart": -3.0, "other_fate": -4.0}
"""Weights set by hand, at most so much: that boats are no lighthouses, and the dead not the injured, is surer than the readings
show."""
_AT_LEAST = {"phrase_telling": 2.0}
"""That two accounts name alike what they count weighs at least so much: conflicts show by it, and the readings have few."""
_RARE = 0.6
"""``Tally.specific`` from which a value hardly comes about by chance."""
_OTHER = 0.8
"""Nearness of values below which two figures are taken to count two things."""
_FAR_DAYS = 8
"""Days this far from the story's own are rare."""
_COPIED = 0.85
"""Dice of two sentences from which they are one text: nothing is learned from them."""
_FLOORS = (0.26, 0.35, 0.45, 0.5)
_AGAIN = (0.0, 0.3, 0.4)
"""Values of ``Settings.figure_again`` that are tried."""
_PARTS = 8
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment_figures.toml"
_HEAD = """# Weights of the logistic models that say whether two figures count one thing.
# Written by training/fit_figure_alignment.py: "numbers" and "times" see what is told of the figures, "alone" their values
# besides, "among" their rivals too.
"""

Pair = tuple[int, int]
Models = dict[str, LinearModel]
Rows = dict[str, list[tuple[Sequence[float], bool, float]]]
"""Family -> signs of a pair, whether it is one thing, and how much it counts in the fit."""


class Case(NamedTuple):
    """A story with the number of the reference figure that each matched mention tells, by article and span."""

    compared: Compared
    labels: dict[tuple[str, Span], int]
    worth: float = 1.0
    """How much its pairs count in a fit."""

    def label(self, node: int) -> int | None:
        """The reference figure of a node."""
        tellings = (self.compared.tallies[k].told for k in self.compared.nodes[node])
        return next((self.labels[key] for t in tellings if (key := (t.article, t.mention.span)) in self.labels), None)


# ---------------------------------------------------------------------------------------------- stories


def story_of(rows: Sequence[Mapping[str, Any]], name: str, settings: Settings) -> Story:
    """A story as the program reads it, from rows of a reference story or of the news."""
    articles = [
        Article(
            r["id"],
            r["text"],
            r["outlet"],
            r.get("title"),
            published_on=date.fromisoformat(r["date"][:10]) if r["date"] else None,
        )
        for r in rows
    ]
    days = [a.published_on for a in articles if a.published_on]
    accounts = tell(articles, settings)
    dated = [date_by_story(account, max(days)) if days else account for account in accounts]
    return Story(name, tuple(sorted(dated, key=lambda account: account.article.id)))


def news(path: Path, *, leave_out: Iterable[str], n: int, settings: Settings) -> Iterator[Story]:
    """The first stories of ``bulk`` that two articles and more tell."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            told[row["story"]].append(row)
    chosen = [name for name, rows in told.items() if len(rows) > 1 and name not in set(leave_out)][:n]
    for name in chosen:
        yield story_of(told[name], name, settings)


def matched(accounts: Sequence[Account], figures: Sequence[Mapping[str, Any]]) -> dict[tuple[str, Span], int]:
    """Figures of the program with the reference figure that they tell: the best Dice first, one to one."""
    texts = {account.article.id: account.article.text for account in accounts}
    tellings = [(number, told) for number, figure in enumerate(figures) for told in figure["accounts"]]
    scored = []
    for place, (number, told) in enumerate(tellings):
        spans = told["span"] if isinstance(told["span"][0], list) else [told["span"]]
        target = {w.span for w in words(texts[told["article"]], [Span(*span) for span in spans])}
        for mention in next(a.figures for a in accounts if a.article.id == told["article"]):
            own = {w.span for w in words(texts[told["article"]], mention.span)}
            likeness = 2 * len(target & own) / max(1, len(target) + len(own))
            if likeness >= _DICE:
                scored.append((-likeness, place, (told["article"], mention.span), number))
    labels: dict[tuple[str, Span], int] = {}
    taken: set[int] = set()
    for _, place, key, number in sorted(scored):
        if place not in taken and key not in labels:
            taken.add(place)
            labels[key] = number
    return labels


def case_of(story: Story, figures: Sequence[Mapping[str, Any]], settings: Settings) -> Case:
    """Compare a story's figures, and say which reference figure each tells."""
    return Case(compare(story, settings, weights=Weights(story)), matched(story.accounts, figures))


# ---------------------------------------------------------------------------------------------- rows


def silver(story: Story, settings: Settings) -> Rows:
    """Pairs of a story that nobody has read, judged by their values."""
    weights = Weights(story)
    compared = compare(story, settings, weights=weights)
    day = story_day(story)
    rows: Rows = defaultdict(list)
    for (i, j), signs in compared.contexts.items():
        one, other = compared.head(i), compared.head(j)
        if one.told.article == other.told.article or len(compared.nodes[i]) + len(compared.nodes[j]) > 2:
            continue
        if not (_is_rare(one, day) and _is_rare(other, day)) or weights.overlap(one.sentence, other.sentence).dice > _COPIED:
            continue
        equal = one.measure.equals(other.measure)
        if equal or one.measure.nearness(other.measure) < _OTHER:
            rows[compared.family(i)].append((signs, equal, 1.0))
    return rows


def _is_rare(tally: Tally, day: date | None) -> bool:
    if not tally.measure.exact:
        return False
    if tally.dimension == "date":
        return day is not None and abs(tally.measure.low - day.toordinal()) > _FAR_DAYS
    return tally.specific >= _RARE


def known_pairs(case: Case) -> Iterator[tuple[Pair, bool]]:
    """Pairs of nodes of which one at least is in the reference reading, and whether they are one figure of it."""
    for i, j in case.compared.contexts:
        labels = case.label(i), case.label(j)
        if labels != (None, None):
            yield (i, j), labels[0] == labels[1]


# ---------------------------------------------------------------------------------------------- models


def logistic(rows: Sequence[tuple[Sequence[float], bool, float]], signs: Sequence[str]) -> LinearModel:
    """Logistic regression with a quadratic penalty.

    Which way each sign speaks is known beforehand: one that comes out the other way, as may happen where signs go together and
    pairs are few, is left out, and the rest are fitted again.
    """
    values, truths = np.array([row for row, _, _ in rows]), np.array([float(truth) for _, truth, _ in rows])
    worth = np.array([worth for _, _, worth in rows])
    spread = np.maximum(values.std(axis=0), _LEAST_SPREAD)  # the penalty weighs on all signs alike
    values = values / spread
    ways = np.array([-1.0 if sign in _AGAINST else 1.0 for sign in signs])
    kept = np.ones(len(signs), dtype=bool)
    while True:
        weights = _newton(values[:, kept], truths, worth)
        wrong = weights[:-1] * ways[kept] < 0
        if not wrong.any():
            break
        kept[np.flatnonzero(kept)[wrong]] = False
    full = np.zeros(len(signs))
    full[kept] = weights[:-1] / spread[kept]
    return LinearModel(tuple(map(float, full)), float(weights[-1]))


def _newton(values: np.ndarray, truths: np.ndarray, worth: np.ndarray) -> np.ndarray:
    """Weights of shape (signs + 1,); the last is the bias, which is not penalised."""
    values = np.column_stack([values, np.ones(len(values))])
    weights = np.zeros(values.shape[1])
    penalty = np.full(values.shape[1], _PENALTY)
    penalty[-1] = 1e-3
    for _ in range(60):
        chances = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (worth * (chances - truths)) + penalty * weights
        curvature = (values * (worth * chances * (1 - chances))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def fit(cases: Sequence[Case], unread: Rows) -> Models:
    """All models, on reference readings and on the news."""
    rows: Rows = {family: list(found) for family, found in unread.items()}
    for case in cases:
        for pair, truth in known_pairs(case):
            rows.setdefault(case.compared.family(pair[0]), []).append((case.compared.contexts[pair], truth, case.worth))
    models = {family: logistic(found, CONTEXT) for family, found in rows.items()}
    for suffix, names in (("_alone", VALUES), ("_among", AMONG)):
        seen: Rows = defaultdict(list)
        for case in cases:
            signs = signs_of(case, models)
            for pair, truth in known_pairs(case):
                seen[case.compared.family(pair[0]) + suffix].append((signs[pair], truth, case.worth))
        models |= {name: _by_hand(logistic(found, names), names) for name, found in seen.items()}
    return models


def _by_hand(model: LinearModel, signs: Sequence[str]) -> LinearModel:
    """The model with the weights that are set by hand."""
    weights = (
        max(min(weight, _AT_MOST.get(sign, weight)), _AT_LEAST.get(sign, -math.inf))
        for sign, weight in zip(signs, model.weights, strict=True)
    )
    return LinearModel(tuple(weights), model.bias)


def signs_of(case: Case, models: Models) -> dict[Pair, tuple[float, ...]]:
    """What the next models see: the values of each pair, with its margins where the models ``alone`` are known."""
    family = case.compared.family
    values = {
        pair: case.compared.values(pair, models[family(pair[0])].logit(signs)) for pair, signs in case.compared.contexts.items()
    }
    if not any(name.endswith("_alone") for name in models):
        return values
    logits = {pair: models[family(pair[0]) + "_alone"].logit(signs) for pair, signs in values.items()}
    return case.compared.among(values, logits)


def judge(case: Case, models: Models, floor: float, again: float) -> np.ndarray:
    """Pairs of figures in two articles: right, predicted with a matched one, and true."""
    signs = signs_of(case, models)
    chances = {pair: chance(models[case.compared.family(pair[0]) + "_among"].logit(row)) for pair, row in signs.items()}
    groups = grouped(case.compared, chances, floors=Floors(Settings().figure_floor, floor, Settings().time_agreed), again=again)
    right = predicted = 0
    for group in groups:
        told = [case.compared.tallies[k].told for node in group for k in case.compared.nodes[node]]
        for k, one in enumerate(told):
            for other in told[:k]:
                labels = [case.labels.get((t.article, t.mention.span)) for t in (one, other)]
                if one.article != other.article and labels != [None, None]:
                    predicted += 1
                    right += labels[0] == labels[1]
    keys = sorted(case.labels.items())
    true = sum(a[1] == b[1] and a[0][0] != b[0][0] for k, a in enumerate(keys) for b in keys[:k])
    return np.array([right, predicted, true])


def report(cases: Mapping[str, Case], unread: Rows) -> Iterator[str]:
    """Pairs by models fitted on the other stories, an eighth of them left out at a time, for each floor."""
    models = {}
    for left_out in (sorted(cases)[k::_PARTS] for k in range(min(_PARTS, len(cases)))):
        fitted = fit([case for name, case in cases.items() if name not in left_out], unread)
        models |= dict.fromkeys(left_out, fitted)
    for floor, again in product(_FLOORS, _AGAIN):
        counts = [judge(case, models[name], floor, again) for name, case in cases.items()]
        right, predicted, true = np.sum(counts, axis=0)
        f1 = 2 * right / (predicted + true)
        yield (
            f"floor {floor}, again {again}: precision {right / predicted:.3f} recall {right / true:.3f} F1 {f1:.3f} of {true}"
        )


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--news", type=int, default=200, help="stories of bulk")
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    settings = Settings(quotes="fast")  # no sign looks at quotes
    cases = {}
    with fitted_on(given.data, ["fit"]) as places:
        for folder, name in places:
            rows, gold = read_place(folder, name)
            case = case_of(story_of(rows, name, settings), gold["figures"], settings)
            cases[name] = case._replace(worth=_WITH_TEXT if name in TUNED else 1.0)
    held = {*with_readings(), *(path.stem for path in require(given.data, "readings", "gold").glob("*.json"))}
    unread: Rows = defaultdict(list)
    for story in news(require(given.data, "bulk") / "articles.jsonl", leave_out=held, n=given.news, settings=settings):
        for family, rows_of_family in silver(story, settings).items():
            unread[family] += rows_of_family
    print("\n".join(report(cases, unread)))
    if given.write:
        store(fit(list(cases.values()), unread))


def store(models: Models) -> None:
    """Write the models where the program reads them."""
    parts = []
    for name, model in models.items():
        signs = {"alone": VALUES, "among": AMONG}.get(name.rpartition("_")[2], CONTEXT)
        lines = (f"{sign} = {weight:.3f}\n" for sign, weight in zip(signs, model.weights, strict=True))
        parts.append(f"[{name}]\n{''.join(lines)}bias = {model.bias:.3f}\n")
    _TARGET.write_text(_HEAD + "\n" + "\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()

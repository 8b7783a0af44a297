"""Fit the models that align statements and figures, on the mentions of reference readings.

    python -m training.fit_alignment [--data FOLDER] [--stories seeds,neus-53,...] [--write]

The quotes and figures of each reference reading stand in for those that the program would find: fitted on found ones the models
learn the errors of the day's extraction, and are worse on stories left out. Sentences of quotes that belong to one reference
statement are one utterance where they are each other's likest, and are left out of the fit where they are not (another sentence
of the same speech). Logistic regression with a quadratic penalty by Newton's method; the models called ``..._among`` see by how
much a pair beats its rivals, from models fitted on the other stories. Prints pairs of two articles by models fitted on the
other stories; ``--write`` stores the models fitted on all of them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.where import parser, require

from rashomon.model import Account, Actor, ActorKind, Article, FigureMention, Quote, Span, Story
from rashomon.pipeline import tell
from rashomon.reconcile.align_figures import Compared as ComparedFigures
from rashomon.reconcile.align_figures import compare as compare_figures
from rashomon.reconcile.align_statements import Compared as ComparedStatements
from rashomon.reconcile.align_statements import compare as compare_statements
from rashomon.reconcile.cluster import chance, gather
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words

_STORIES = "seeds,neus-53,neus-163,neus-325,neus-338"
_PENALTY = 1.0
_MARGINS = ("margin_high", "margin_low", "mutual")
_BY_HAND = {"turned": -8.0, "unit_apart": -4.0, "same_fate": 1.5, "other_fate": -2.5}
"""Signs that five stories are too few to weigh, put on top of a fit without them: quotations that a negation sets apart,
figures that count other things, and people counted of whom the same or something else is told."""
_BODY = re.compile(
    r"\b(ministry|government|department|agency|organi[sz]ation|board|house|officials|council|kremlin|pentagon|authorities|"
    r"nato|office|daily|chamber|resolution|congress|committee|party|group)\b",
    re.IGNORECASE,
)
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment.toml"
_HEAD = """# Weights of the logistic models that say whether two quotes report one utterance, and two figures count one thing.
# Written by training/fit_alignment.py from reference readings; "among" sees each pair among its rivals.
"""

Pair = tuple[int, int]


@dataclass(frozen=True)
class Case:
    """A story's nodes compared, the reference item that each belongs to, and the pairs that are left out of a fit."""

    compared: ComparedStatements | ComparedFigures
    labels: Sequence[Hashable]
    articles: Sequence[frozenset[str]]
    left_out: frozenset[Pair]
    kind: str

    def family(self, pair: Pair) -> str:
        """Name of the model that reads a pair."""
        if isinstance(self.compared, ComparedFigures):
            return self.compared.family(pair[0])
        return "statements"


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--stories", default=_STORIES)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    folder = require(given.data, "readings")
    stories = [(load(folder, name), reading(folder, name)) for name in given.stories.split(",")]
    settings = Settings()
    models: dict[str, dict[str, float]] = {}
    for kind, floor in (("statements", settings.statement_floor), ("figures", settings.figure_floor)):
        cases = [case(story, gold, kind) for story, gold in stories]
        counts = np.sum([judge(c, *fit([d for d in cases if d is not c]), floor=floor) for c in cases], axis=0)
        right, predicted, true = counts
        f1 = 2 * right / (predicted + true)
        print(f"{kind}: precision {right / predicted:.3f} recall {right / true:.3f} F1 {f1:.3f} of {true} pairs")
        alone, among = fit(cases)
        models |= alone | among
    if given.write:
        parts = [
            f"[{name}]\n" + "".join(f"{sign} = {weight:.2f}\n" for sign, weight in model.items())
            for name, model in models.items()
        ]
        _TARGET.write_text(_HEAD + "\n" + "\n".join(parts), encoding="utf-8")


# ---------------------------------------------------------------------------------------------- reference mentions


def reading(folder: Path, name: str) -> dict[str, Any]:
    """A reference reading."""
    found: dict[str, Any] = json.loads((folder / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    return found


def load(folder: Path, name: str) -> Story:
    """A story with the quotes and figures of its reference reading."""
    source = json.loads((folder / "stories" / f"{name}.json").read_text(encoding="utf-8"))
    gold = reading(folder, name)
    articles = [
        Article(
            a["id"], a["text"], a["outlet"], a.get("title"), published_on=date.fromisoformat(a["date"]) if a["date"] else None
        )
        for a in source["articles"]
    ]
    accounts = [with_reference(account, gold) for account in tell(articles, Settings(processes=1))]
    return Story(name, tuple(sorted(accounts, key=lambda account: account.article.id)))


def with_reference(account: Account, gold: Mapping[str, Any]) -> Account:
    """The account with the reference reading's quotes and figures in place of the program's."""
    quotes, figures = set(), set()
    for item in gold["statements"]:
        for told in item["accounts"]:
            if told["article"] == account.article.id:
                cue = spans(told["cue"])[0] if told.get("cue") else None
                quotes.add(Quote(spans(told["content"]), told["mode"], cue=cue, speaker=actor(item["speaker"], item["of"])))
    for item in gold["figures"]:
        for told in item["accounts"]:
            if told["article"] == account.article.id:
                pieces = spans(told["span"])
                span = Span(pieces[0].start, pieces[-1].end)
                figures.add(FigureMention(span, told["low"], told["high"], item["unit"] or ""))
    return replace(
        account,
        quotes=tuple(sorted(quotes, key=lambda q: (q.content, q.mode, str(q.speaker)))),
        figures=tuple(sorted(figures, key=lambda f: (f.span, str(f.low), str(f.high), f.unit))),
    )


def spans(given: Sequence[Any]) -> tuple[Span, ...]:
    """One span, or several."""
    return tuple(Span(*span) for span in (given if isinstance(given[0], list) else [given]))


def actor(name: str | None, of: str | None) -> Actor | None:
    """A reference speaker as an actor; the reading does not say of what kind he is."""
    if not name:
        return None
    kind: ActorKind = "person"
    if name.startswith("unnamed"):
        kind = "unnamed"
    elif len(name.split()) == 1:
        kind = "country"
    elif _BODY.search(name):
        kind = "body"
    return Actor(name, kind, of)


# ---------------------------------------------------------------------------------------------- cases


def case(story: Story, gold: Mapping[str, Any], kind: str) -> Case:
    """Compare a story's mentions, and say which belong together."""
    weights = Weights(story)
    texts = {a.article.id: a.article.text for a in story.accounts}
    wide = Settings(statement_partners=20, figure_partners=25, longest_posting=1_000)
    compared: ComparedStatements | ComparedFigures
    if kind == "statements":
        compared = compare_statements(story, {}, wide, weights=weights)
        mentions = [(s.told.article, s.told.mention.content) for s in compared.said]
    else:
        compared = compare_figures(story, wide, weights=weights)
        mentions = [(c.told.article, (c.told.mention.span,)) for c in compared.counted]
    items = [
        (number, told["article"], _places(texts[told["article"]], spans(told["content" if kind == "statements" else "span"])))
        for number, item in enumerate(gold[kind])
        for told in item["accounts"]
    ]
    heads = [mentions[node[0]] for node in compared.nodes]
    labels = [_label(k, article, _places(texts[article], content), items) for k, (article, content) in enumerate(heads)]
    terms = [{w.text for w in words(texts[article], content)} for article, content in heads]
    articles = [frozenset(mentions[i][0] for i in node) for node in compared.nodes]
    left_out = _ambiguous(labels, heads, terms) if kind == "statements" else frozenset()
    return Case(compared, labels, articles, left_out, kind)


def _places(text: str, content: Sequence[Span]) -> set[int]:
    return {w.span.start for w in words(text, content)}


def _label(k: int, article: str, places: set[int], items: Sequence[tuple[int, str, set[int]]]) -> Hashable:
    """The item whose telling holds most of the mention; a label of its own where none holds half."""
    held = [
        (len(places & told), len(places & told) / max(1, len(told)), -number)
        for number, where, told in items
        if where == article
    ]
    best = max(held, default=(0, 0.0, 0))
    return -best[2] if places and 2 * best[0] >= len(places) else ("none", k)


def _ambiguous(labels: Sequence[Hashable], heads: Sequence[tuple[str, Any]], terms: Sequence[set[str]]) -> frozenset[Pair]:
    """Sentences of one reference statement that answer to other sentences of it."""
    members: dict[Hashable, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for k, label in enumerate(labels):
        members[label][heads[k][0]].append(k)
    found: set[Pair] = set()

    def like(i: int, j: int) -> float:
        return 2 * len(terms[i] & terms[j]) / max(1, len(terms[i]) + len(terms[j]))

    for tellings in members.values():
        for mine in tellings.values():
            for yours in (t for t in tellings.values() if t is not mine):
                for i in mine:
                    for j in yours:
                        if (
                            like(i, j) < max(*(like(i, k) for k in yours), *(like(k, j) for k in mine))
                            if len(mine) * len(yours) > 1
                            else False
                        ):
                            found |= {(i, j), (j, i)}
    return frozenset(found)


# ---------------------------------------------------------------------------------------------- models

Models = dict[str, dict[str, float]]


def fit(cases: Sequence[Case]) -> tuple[Models, Models]:
    """Models that see a pair alone, and models that see it among its rivals."""
    alone = _fitted(cases, [c.compared.signs for c in cases], suffix="")
    seen = []
    for c in cases:
        others = _fitted([d for d in cases if d is not c], [d.compared.signs for d in cases if d is not c], suffix="")
        seen.append(_among(c, others))
    return alone, _fitted(cases, seen, suffix="_among")


def _among(c: Case, models: Models) -> dict[Pair, dict[str, float]]:
    margins = c.compared.margins({pair: _logit(models[c.family(pair)], signs) for pair, signs in c.compared.signs.items()})
    return {pair: signs | margins[pair] for pair, signs in c.compared.signs.items()}


def _logit(model: Mapping[str, float], signs: Mapping[str, float]) -> float:
    return model["bias"] + sum(model[name] * value for name, value in signs.items())


def _fitted(cases: Sequence[Case], signs: Sequence[Mapping[Pair, dict[str, float]]], *, suffix: str) -> Models:
    rows: dict[str, list[tuple[list[float], bool]]] = defaultdict(list)
    names: list[str] = []
    for c, found in zip(cases, signs, strict=True):
        for pair, row in found.items():
            i, j = pair
            known = not (isinstance(c.labels[i], tuple) and isinstance(c.labels[j], tuple))
            if known and pair not in c.left_out:
                names = [name for name in row if name not in _BY_HAND]
                rows[c.family(pair)].append(([row[name] for name in names], c.labels[i] == c.labels[j]))
    models: Models = {}
    for family in sorted(rows):
        values = np.array([row for row, _ in rows[family]])
        weights = logistic(values, np.array([truth for _, truth in rows[family]], dtype=float))
        fixed = {name: weight for name, weight in _BY_HAND.items() if name in next(iter(signs[0].values()))}
        models[family + suffix] = dict(zip(names, map(float, weights), strict=False)) | fixed | {"bias": float(weights[-1])}
    return models


def logistic(values: np.ndarray, truths: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression.

    Args:
        values: signs, of shape (pairs, signs).
        truths: 1 where the pair is one, of shape (pairs,).

    Returns:
        Weights of shape (signs + 1,); the last is the bias, which is not penalised.
    """
    values = np.column_stack([values, np.ones(len(values))])
    weights = np.zeros(values.shape[1])
    penalty = np.full(values.shape[1], _PENALTY)
    penalty[-1] = 1e-6
    for _ in range(60):
        chances = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (chances - truths) + penalty * weights
        curvature = (values * (chances * (1 - chances))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def judge(c: Case, alone: Models, among: Models, *, floor: float) -> np.ndarray:
    """Pairs of nodes in two articles: right, predicted and true."""
    signs = _among(c, alone)
    chances = {pair: chance(_logit(among[c.family(pair) + "_among"], row)) for pair, row in signs.items()}
    groups = gather(len(c.labels), chances, lambda i, j: 0.0, floor=floor)
    group_of = {node: g for g, group in enumerate(groups) for node in group}
    right = predicted = true = 0
    for i in range(len(c.labels)):
        for j in range(i):
            if c.articles[i] != c.articles[j]:
                joined, same = group_of[i] == group_of[j], c.labels[i] == c.labels[j]
                right, predicted, true = right + (joined and same), predicted + joined, true + same
    return np.array([right, predicted, true])


if __name__ == "__main__":
    main()

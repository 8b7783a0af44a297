"""Fit the models that align statements, on reference readings.

    python -m training.fit_alignment [--data FOLDER] [--write]

The stories are five of the reference readings and our own further ones (``benchmarks/further``, those that are for fits). Each
is read twice: with the quotes that the program finds, and with those of the reference reading in their place, their
speakers as the program finds them. The first teaches what the program's own errors look like, the second what they hide;
fitted on both, stories that were left out are aligned better than by a model fitted on either (F1 of pairs .61, .59, .55 for
reference quotes with reference speakers). Sentences of quotes that belong to one reference statement are one utterance where
they are each other's likest, and are left out of the fit where they are not (another sentence of the same speech). Logistic
regression with a quadratic penalty by Newton's method; the model called ``statements_among`` sees by how much a pair beats its
rivals, ``statements_read`` what the network made of the pairs that it read (it was taught on other stories); both learn from
what models fitted on other stories say. Prints pairs of two articles by models fitted on the other stories; ``--write`` stores
the models fitted on all of them.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from benchmarks.further import TUNED, fitted_on
from benchmarks.where import parser

from rashomon.model import Account, Actor, ActorKind, Article, Quote, Span, Story
from rashomon.pipeline import tell
from rashomon.reconcile.align_statements import Compared, compare, second_readings
from rashomon.reconcile.cluster import chance, gather, model
from rashomon.reconcile.identity import identify
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings
from rashomon.words import words
from training.logistic import logistic

_FOLDS = 6
_PENALTY = 1.0
_FLOORS = (0.2, 0.25, 0.3, 0.35, 0.4)
_BY_HAND = {"turned": -8.0, "directly_apart": -2.0}
"""Signs that five stories are too few to weigh, put on top of a fit without them: quotations that a negation sets apart; two
quotations of which less than half is the same (of ten such pairs that were joined in 25 unread stories, two belonged together).
"""
_BODY = re.compile(
    r"\b(ministry|government|department|agency|organi[sz]ation|board|house|officials|council|kremlin|pentagon|authorities|"
    r"nato|office|daily|chamber|resolution|congress|committee|party|group)\b",
    re.IGNORECASE,
)
_TARGET = Path(__file__).parents[1] / "src" / "rashomon" / "data" / "alignment.toml"
_HEAD = """# Weights of the logistic models that say whether two quotes report one utterance.
# Written by training/fit_alignment.py from reference readings; "among" sees each pair among its rivals.
"""

Pair = tuple[int, int]
Signs = Mapping[Pair, dict[str, float]]


@dataclass(frozen=True)
class Case:
    """A story's nodes compared, the reference statement that each belongs to, and the pairs that are left out of a fit."""

    compared: Compared
    labels: Sequence[Hashable]
    articles: Sequence[frozenset[str]]
    left_out: frozenset[Pair]
    read: Mapping[Pair, float]
    """What the network makes of the pairs that it read."""


def main() -> None:
    """Fit, judge on the stories left out, and store."""
    options = parser(__doc__)
    options.add_argument("--write", action="store_true")
    given = options.parse_args()
    with fitted_on(given.data, ["fit", "shared"]) as places:
        stories = [both(*place) for place in places]
    fits = [fit([cases for k, cases in enumerate(stories) if k % _FOLDS != fold]) for fold in range(_FOLDS)]
    for title, part in (("five", range(len(TUNED))), ("further", range(len(TUNED), len(stories)))):
        for floor in _FLOORS:
            counts = [judge(stories[k][0], fits[k % _FOLDS], floor=floor) for k in part]
            right, predicted, true = np.sum(counts, axis=0)
            told = f"precision {right / predicted:.3f} recall {right / true:.3f} F1 {2 * right / (predicted + true):.3f}"
            print(f"{title}, floor {floor}: {told} of {true} pairs")
    if given.write:
        models = fit(stories)._asdict()
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


def both(folder: Path, name: str) -> tuple[Case, Case]:
    """A story with the quotes that the program finds, and with those of its reference reading."""
    source = json.loads((folder / "stories" / f"{name}.json").read_text(encoding="utf-8"))
    gold = reading(folder, name)
    articles = [
        Article(
            a["id"], a["text"], a["outlet"], a.get("title"), published_on=date.fromisoformat(a["date"]) if a["date"] else None
        )
        for a in source["articles"]
    ]
    accounts = tuple(sorted(tell(articles, Settings(processes=1, quotes="accurate")), key=lambda a: a.article.id))
    corrected = tuple(with_reference(account, gold) for account in accounts)
    return case(Story(name, accounts), gold), case(Story(name, corrected), gold)


def with_reference(account: Account, gold: Mapping[str, Any]) -> Account:
    """The account with the reference reading's quotes in place of the program's."""
    quotes = set()
    for item in gold["statements"]:
        for told in item["accounts"]:
            if told["article"] == account.article.id:
                cue = spans(told["cue"])[0] if told.get("cue") else None
                content = spans(told["content"])
                quotes.add(Quote(content, told["mode"], cue=cue, speaker=_speaker(account, content, item)))
    return replace(account, quotes=tuple(sorted(quotes, key=lambda q: (q.content, q.mode, str(q.speaker)))))


def _speaker(account: Account, content: Sequence[Span], item: Mapping[str, Any]) -> Actor | None:
    """Whom the program takes for the speaker of these words: what a model learns of speakers must hold for found ones.

    The reading's own speaker where the program has no such quote.
    """
    text = account.article.text
    here = _places(text, content)
    best, speaker = 0.5, actor(item["speaker"], item["of"])
    for quote in account.quotes:
        found = _places(text, quote.content)
        dice = 2 * len(here & found) / max(1, len(here) + len(found))
        if dice > best:
            best, speaker = dice, quote.speaker
    return speaker


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


def case(story: Story, gold: Mapping[str, Any]) -> Case:
    """Compare a story's quotes, and say which belong together."""
    texts = {a.article.id: a.article.text for a in story.accounts}
    wide = Settings(statement_partners=20, longest_posting=1_000)
    compared = compare(story, identify(story), wide, weights=Weights(story))
    quotes = [(s.told.article, s.told.mention.content) for s in compared.said]
    items = [
        (number, told["article"], _places(texts[told["article"]], spans(told["content"])))
        for number, item in enumerate(gold["statements"])
        for told in item["accounts"]
    ]
    heads = [quotes[node[0]] for node in compared.nodes]
    labels = [_label(k, article, _places(texts[article], content), items) for k, (article, content) in enumerate(heads)]
    terms = [{w.text for w in words(texts[article], content)} for article, content in heads]
    articles = [frozenset(quotes[i][0] for i in node) for node in compared.nodes]
    return Case(compared, labels, articles, _ambiguous(labels, heads, terms), _read(story, compared))


def _read(story: Story, compared: Compared) -> dict[Pair, float]:
    """The network's log odds of the pairs that the shipped models do not think hopeless."""
    alone, among = model("statements"), model("statements_among")
    margins = compared.margins({pair: alone.logit(signs) for pair, signs in compared.signs.items()})
    logits = {pair: among.logit(signs | margins[pair]) for pair, signs in compared.signs.items()}
    return second_readings(story, compared, logits, most=len(logits))


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

Model = dict[str, float]


class Models(NamedTuple):
    """Of a pair alone, among its rivals, and after the network has read it."""

    statements: Model
    statements_among: Model
    statements_read: Model


def fit(stories: Sequence[Sequence[Case]]) -> Models:
    """The models; each learns from what those before it say of stories that they were not fitted on."""
    cases = [c for story in stories for c in story]
    seen: dict[int, Signs] = {}
    logits: dict[int, Mapping[Pair, float]] = {}
    for inside, outside in _parted(stories):
        alone = _fitted(outside, [c.compared.signs for c in outside])
        seen |= {id(c): _among(c, alone) for c in inside}
    for inside, outside in _parted(stories):
        among = _fitted(outside, [seen[id(c)] for c in outside])
        logits |= {id(c): {pair: _logit(among, row) for pair, row in seen[id(c)].items()} for c in inside}
    rows: list[Signs] = [{pair: {"among": logits[id(c)][pair], "read": read} for pair, read in c.read.items()} for c in cases]
    return Models(
        _fitted(cases, [c.compared.signs for c in cases]),
        _fitted(cases, [seen[id(c)] for c in cases]),
        _fitted(cases, rows, by_hand={}),
    )


def _parted(stories: Sequence[Sequence[Case]]) -> Iterator[tuple[list[Case], list[Case]]]:
    """The cases of each fold of the stories, and the others."""
    for fold in range(_FOLDS):
        inside = [c for k, story in enumerate(stories) if k % _FOLDS == fold for c in story]
        yield inside, [c for k, story in enumerate(stories) if k % _FOLDS != fold for c in story]


def _among(c: Case, alone: Model) -> dict[Pair, dict[str, float]]:
    margins = c.compared.margins({pair: _logit(alone, signs) for pair, signs in c.compared.signs.items()})
    return {pair: signs | margins[pair] for pair, signs in c.compared.signs.items()}


def _logit(weights: Model, signs: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weights[name] * value for name, value in signs.items())


def _fitted(cases: Sequence[Case], signs: Sequence[Signs], *, by_hand: Model | None = None) -> Model:
    by_hand = _BY_HAND if by_hand is None else by_hand
    rows: list[tuple[list[float], bool]] = []
    names: list[str] = []
    for c, found in zip(cases, signs, strict=True):
        for pair, row in found.items():
            i, j = pair
            known = not (isinstance(c.labels[i], tuple) and isinstance(c.labels[j], tuple))
            if known and pair not in c.left_out:
                names = [name for name in row if name not in by_hand]
                rows.append(([row[name] for name in names], c.labels[i] == c.labels[j]))
    weights = logistic(
        np.array([row for row, _ in rows]), np.array([truth for _, truth in rows], dtype=float), penalty=_PENALTY
    )
    return dict(zip(names, map(float, weights), strict=False)) | by_hand | {"bias": float(weights[-1])}


def judge(c: Case, models: Models, *, floor: float) -> np.ndarray:
    """Pairs of nodes in two articles: right, predicted and true."""
    logits = {pair: _logit(models.statements_among, row) for pair, row in _among(c, models.statements).items()}
    logits |= {p: _logit(models.statements_read, {"among": logits[p], "read": read}) for p, read in c.read.items()}
    chances = {pair: chance(logit) for pair, logit in logits.items()}
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

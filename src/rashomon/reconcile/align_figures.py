"""Which figures count the same thing, by what is counted, unit, event, time and speaker; the value is only one sign of many.

Figures of one dimension (people, money of one currency, lengths of time, dates) are compared by the words that say what is
counted, by the words round them, the nearer the more, and by the sentence and its neighbours.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, FigureMention, Span, Story, Told
from rashomon.reconcile.anchors import story_day, words_to_days
from rashomon.reconcile.cluster import candidates, chance, collapse, gather, margins, model
from rashomon.reconcile.fates import fate_of
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Bag, Root, Weights
from rashomon.settings import Settings

__all__ = ["Compared", "align_figures", "compare"]

_REACH = 6.0
"""Words of distance over which the worth of a word near the figure falls to a third."""
_AROUND = 3
"""Telling words after the figure that say what is counted, where nothing else does."""


@functools.cache
def _vague() -> frozenset[str]:
    """Words that say how much, not of what."""
    return frozenset(lexicon("counts")["vague"].split())


@dataclass(frozen=True, slots=True)
class _Counted:
    """A figure as it is compared."""

    told: Told[FigureMention]
    measure: Measure
    head: Bag
    """What is counted."""
    round: Mapping[str, float]
    """The words round it, with their worth by nearness."""
    sentence: Bag
    near: Bag
    countries: frozenset[str]
    """Countries named in what is counted."""
    fate: str
    """What befell the people counted: ``killed``, ``injured``."""
    specific: float
    """How little likely the value is by chance, between 0 and 1."""


def _specific(figure: FigureMention) -> float:
    value = figure.low if figure.low is not None else figure.high
    if value is None or isinstance(value, str):
        return 0.5
    digits = len(f"{abs(value):.6g}".split("e")[0].replace(".", "").strip("0"))
    return min(1.0, digits / 3) if abs(value) > 12 else 0.2


def _is_number(root: str) -> bool:
    return root[:1].isdigit()


def _counted(account: Account, figure: FigureMention, *, weights: Weights, day: date | None) -> _Counted:
    text = account.article.text
    roots = weights.roots[account.article.id]
    held = [i for i, sentence in enumerate(account.sentences) if sentence.overlaps(figure.span)]
    spans = [account.sentences[i] for i in held] or [figure.span]
    sentence = roots.within([Span(spans[0].start, spans[-1].end)])
    near = account.sentences[max(0, held[0] - 1) : held[-1] + 2] if held else spans
    head = _head(sentence, figure)
    bag = weights.bag(head)
    return _Counted(
        told=Told(account.article.id, figure),
        measure=measure(figure, words_to_days(figure.span.of(text), day) if day else None),
        head=bag,
        round=_round(sentence, figure.span) | dict.fromkeys(bag.roots, 1.0),
        sentence=weights.bag(sentence),
        near=weights.bag(roots.within(near)),
        countries=frozenset(root for root in bag.roots if root.startswith("=")),
        fate=fate_of(sentence, figure.span),
        specific=_specific(figure),
    )


def _head(sentence: Sequence[Root], figure: FigureMention) -> list[Root]:
    """The words that say what is counted: as marked, else within the figure's span, else the next ones."""
    spans = [figure.span] + ([figure.counted] if figure.counted else [])
    telling = [word for word in sentence if word.root and not _is_number(word.root) and word.text not in _vague()]
    found = [word for word in telling if any(span.covers(word.span) for span in spans)]
    return found or [word for word in telling if word.span.start >= figure.span.end][:_AROUND]


def _round(sentence: Sequence[Root], span: Span) -> dict[str, float]:
    """Roots outside the span with a worth that falls with their distance in words."""
    inside = [k for k, word in enumerate(sentence) if word.span.overlaps(span)]
    first, last = (inside[0], inside[-1]) if inside else (0, 0)
    found: dict[str, float] = {}
    for k, word in enumerate(sentence):
        if word.root and not first <= k <= last:
            distance = first - k if k < first else k - last
            found[word.root] = max(found.get(word.root, 0.0), math.exp(-distance / _REACH))
    return found


def _alike(one: Mapping[str, float], other: Mapping[str, float], weights: Weights) -> float:
    """Weighted Jaccard similarity of two neighbourhoods."""
    shared = math.fsum(weights(root) * min(worth, other[root]) for root, worth in one.items() if root in other)
    union = math.fsum(weights(root) * max(one.get(root, 0.0), other.get(root, 0.0)) for root in {**one, **other})
    return shared / union if union else 0.0


_CASTERS = {stem("votes"): stem("people")}
"""Eleven votes are cast by eleven people."""


def _of_other_things(one: _Counted, other: _Counted) -> bool:
    """Whether the one counts boats and the other lighthouses, or the one people and the other boats."""
    counts = all(c.measure.dimension in ("count", "count people") for c in (one, other))
    units = [_CASTERS.get(unit, unit) for unit in (stem(c.told.mention.unit.lower()) for c in (one, other))]
    return counts and all(units) and units[0] != units[1]


def _signs(one: _Counted, other: _Counted, weights: Weights) -> dict[str, float]:
    """What speaks for and against two figures counting the same; each sign between 0 and 1."""
    equal, meets = one.measure.equals(other.measure), one.measure.meets(other.measure)
    head, sentence = weights.overlap(one.head, other.head), weights.overlap(one.sentence, other.sentence)
    near = weights.overlap(one.near, other.near)
    both = bool(one.head.roots and other.head.roots)
    people = one.measure.dimension == other.measure.dimension == "count people"
    return {
        "equal": float(equal),
        "equal_specific": min(one.specific, other.specific) if equal else 0.0,
        "meets": float(meets and not equal),
        "near_value": one.measure.nearness(other.measure),
        "head": head.dice,
        "head_apart": float(both and not one.head.roots & other.head.roots),
        "unit_apart": float(_of_other_things(one, other)),
        "same_fate": float(people and bool(one.fate) and one.fate == other.fate),
        "other_fate": float(people and bool(one.fate and other.fate) and one.fate != other.fate),
        "countries_apart": float(bool(one.countries and other.countries) and not one.countries & other.countries),
        "round": _alike(one.round, other.round, weights),
        "sentence": sentence.dice,
        "sentence_contained": sentence.contained,
        "near": near.dice,
        "same_article": float(one.told.article == other.told.article),
    }


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a story with what speaks for and against each pair. Equal figures in the same sentence are one node."""

    counted: tuple[_Counted, ...]
    nodes: tuple[tuple[int, ...], ...]
    signs: Mapping[tuple[int, int], dict[str, float]]

    def head(self, node: int) -> _Counted:
        """The figure that stands for a node."""
        return self.counted[self.nodes[node][0]]

    def margins(self, logits: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], dict[str, float]]:
        """For each pair, by how much it beats its rivals."""
        return margins(logits, [frozenset(self.counted[i].told.article for i in node) for node in self.nodes])

    def family(self, node: int) -> str:
        """Which model reads a figure: dates are everywhere, and an equal day says little."""
        return "figures_of_time" if self.head(node).measure.dimension in ("date", "clock") else "figures"


def _dimension(counted: _Counted) -> str:
    """People and things, and money of any currency, are compared with one another."""
    return counted.measure.dimension.split()[0]


def _collapsed(counted: Sequence[_Counted]) -> list[list[int]]:
    """Figures that stand in the same words, the first of a sentence with the first of another."""
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for one in counted:
        key = (one.sentence.roots, one.head.roots, _dimension(one), one.measure.low, one.measure.high)
        place = (*key, one.told.article)
        keys.append((*key, seen[place]))
        seen[place] += 1
    return collapse(keys)


def compare(story: Story, settings: Settings, *, weights: Weights) -> Compared:
    """Compare the figures of a story that may count the same."""
    day = story_day(story)
    counted = [_counted(account, figure, weights=weights, day=day) for account in story.accounts for figure in account.figures]
    counted.sort(key=lambda c: (-len(c.head.roots), sorted(c.head.roots), c.told.article, c.told.mention.span))
    nodes = _collapsed(counted)
    heads = [counted[node[0]] for node in nodes]
    signs: dict[tuple[int, int], dict[str, float]] = {}
    for dimension in sorted(set(map(_dimension, heads))):
        members = [i for i, head in enumerate(heads) if _dimension(head) == dimension]
        bags = [heads[i].sentence.roots | heads[i].head.roots for i in members]
        for a, b in candidates(bags, weights, most=settings.figure_partners, longest=settings.longest_posting):
            i, j = members[a], members[b]
            signs[i, j] = _signs(heads[i], heads[j], weights)
    return Compared(tuple(counted), tuple(map(tuple, nodes)), signs)


def align_figures(
    story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights | None = None
) -> list[tuple[Told[FigureMention], ...]]:
    """Group the figures of a story by what they count.

    Args:
        story: the accounts.
        who: every actor with its canonical one (``identify``); who gives a figure says little on what it counts.
        settings: ``figure_floor`` and the limits on candidates.
        weights: of the words of the story, where they are known already.

    Returns:
        The tellings of each quantity, singles included; in each group the figure that says best what is counted comes first.
    """
    weights = weights or Weights(story)
    compared = compare(story, settings, weights=weights)
    logits = {pair: model(compared.family(pair[0])).logit(signs) for pair, signs in compared.signs.items()}
    beaten = compared.margins(logits)
    chances = {
        pair: chance(model(compared.family(pair[0]) + "_among").logit(signs | beaten[pair]))
        for pair, signs in compared.signs.items()
    }

    def unseen(i: int, j: int) -> float:
        one, other = compared.head(i), compared.head(j)
        if _dimension(one) != _dimension(other):
            return 0.0
        return chance(model(compared.family(i)).logit(_signs(one, other, weights)))

    groups = gather(len(compared.nodes), chances, unseen, floor=settings.figure_floor)
    return [tuple(compared.counted[k].told for node in group for k in compared.nodes[node]) for group in groups]

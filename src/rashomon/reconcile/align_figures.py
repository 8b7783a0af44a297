"""Which figures count the same thing, by what is counted, unit, event, time and speaker; the value is only one sign of many.

Two models judge a pair (``data/alignment_figures.toml``, fitted by ``training/fit_figure_alignment.py``). The first sees all
but the values: what is counted and what stands round it. It is learned from the news itself, where figures of two reports that
give one rare value mostly count one thing, and figures that give two rare values mostly do not. The second, small one puts its
answer beside the values, and sees each pair among its rivals.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Actor, FigureMention, Story
from rashomon.reconcile.bonds import Aligned, bond, bound
from rashomon.reconcile.cluster import candidates, chance, collapse, gather
from rashomon.reconcile.dated import Signs, date_one_thing
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.stems import stem
from rashomon.reconcile.tallies import Tally, alike, tallies
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings

__all__ = ["AMONG", "CONTEXT", "MARGINS", "VALUES", "Compared", "Floors", "LinearModel", "align_figures", "compare", "grouped"]

CONTEXT = (
    "head", "head_contained", "head_apart", "phrase", "phrase_telling", "unit_same", "same_fate", "names_shared", "names_apart",
    "close", "round", "sentence", "lead",
)  # fmt: skip
"""What is told of the figures, without their values; each sign between 0 and 1."""

VALUES = (
    "context", "equal", "equal_specific", "equal_rare", "equal_unit", "meets", "meets_specific", "near_value", "same_article",
    "unit_apart", "other_fate",
)  # fmt: skip
"""The first model's log odds, and how the values relate."""

MARGINS = ("margin_high", "margin_low", "mutual")
"""By how much a pair beats its rivals."""

AMONG = (*VALUES, *MARGINS, *CONTEXT)
"""What the last model sees."""

Pair = tuple[int, int]
"""Two nodes, the lower number first."""

_IN_DOUBT = 0.01
"""By how much a pair that makes no group, but may be of one, stays below the floor."""
_TELLING = 1.0
"""Worth of the words of a figure from which they tell it from others: "people" does not, "Sudrian patrol boats" does."""

_ALIKE = 0.5
"""Likeness of the meanings of two units from which they may be one thing: buildings and structures."""
_UNKNOWN = 0.7
"""How much units are taken to differ, of which one is no common word."""
_MOST_COMPARED = 40
"""Nodes of a group that another one is compared with, the fullest first."""

_CASTERS = {stem("votes"): stem("people")}
"""Eleven votes are cast by eleven people."""


class LinearModel(NamedTuple):
    """A logistic model over named signs."""

    weights: tuple[float, ...]
    bias: float

    def logit(self, signs: Sequence[float]) -> float:
        """Log odds that two figures count one thing."""
        total: float = sum(map(mul, self.weights, signs), self.bias)
        return total


@functools.cache
def _model(name: str, *signs: str) -> LinearModel:
    table = lexicon("alignment_figures")[name]
    return LinearModel(tuple(float(table[sign]) for sign in signs), float(table["bias"]))


def _of_other_things(one: Tally, other: Tally) -> float:
    """How much the units differ, between 0 and 1: boats are no lighthouses, but buildings are structures."""
    if one.dimension != "count":
        return 0.0
    mine, yours = (_CASTERS.get(tally.unit, tally.unit) for tally in (one, other))
    if not mine or not yours or mine == yours:
        return 0.0
    known = meanings()
    if not (known.knows(mine) and known.knows(yours)):
        return _UNKNOWN
    return max(0.0, 1.0 - known.likeness(mine, yours) / _ALIKE)


def _context(one: Tally, other: Tally, weights: Weights) -> tuple[float, ...]:
    """The values of ``CONTEXT`` for two figures."""
    head, phrase = weights.overlap(one.head, other.head), weights.overlap(one.phrase, other.phrase)
    names = one.names & other.names
    return (
        head.dice,
        head.contained,
        float(bool(one.head.roots and other.head.roots) and not one.head.roots & other.head.roots),
        phrase.dice,
        phrase.dice * min(1.0, phrase.shared / _TELLING) if one.dimension == "count" else 0.0,
        float(one.dimension == "count" and bool(one.unit) and one.unit == other.unit),
        float(_fates(one, other) and one.fate == other.fate),
        min(1.0, weights.total(names)),
        float(bool(one.names and other.names) and not names),
        alike(one.close, other.close),
        alike(one.round, other.round),
        weights.overlap(one.sentence, other.sentence).dice,
        float(one.lead and other.lead),
    )


def _fates(one: Tally, other: Tally) -> bool:
    """Whether it is told of both what befell the people they count."""
    return one.measure.dimension == other.measure.dimension == "count people" and bool(one.fate and other.fate)


def _values(one: Tally, other: Tally, context: float) -> tuple[float, ...]:
    """The values of ``VALUES`` for two figures."""
    equal = one.measure.equals(other.measure)
    meets = not equal and one.measure.meets(other.measure)
    return (
        context,
        float(equal),
        min(one.specific, other.specific) if equal else 0.0,
        1.0 / math.sqrt(one.rivals * other.rivals) if equal else 0.0,
        float(equal and one.dimension in ("count", "ordinal") and bool(one.unit) and one.unit == other.unit),
        float(meets),
        min(one.specific, other.specific) if meets else 0.0,
        one.measure.nearness(other.measure),
        float(one.told.article == other.told.article),
        _of_other_things(one, other),
        float(_fates(one, other) and one.fate not in other.fate and other.fate not in one.fate),
    )


class Floors(NamedTuple):
    """From which chance two figures are joined."""

    apart: float
    """Whose values cannot be one."""
    numbers: float
    """Numbers that may be one."""
    times: float
    """Times that may be one."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of a story with what speaks for and against each pair. Equal figures in the same sentence are one node."""

    tallies: tuple[Tally, ...]
    nodes: tuple[tuple[int, ...], ...]
    contexts: Mapping[Pair, tuple[float, ...]]
    """For pairs of nodes the values of ``CONTEXT``."""
    doubted: frozenset[Pair]
    """Pairs that do not make a group, however likely, but may be of one that others make."""

    def head(self, node: int) -> Tally:
        """The figure that stands for a node."""
        return self.tallies[self.nodes[node][0]]

    def articles(self, node: int) -> frozenset[str]:
        """The articles that a node stands in."""
        return frozenset(self.tallies[k].told.article for k in self.nodes[node])

    def family(self, node: int) -> str:
        """Which models read a figure: times are everywhere, and an equal day says little."""
        return "times" if self.head(node).dimension == "date" else "numbers"

    def lowered(self, pair: Pair, found: float, floors: Floors) -> float:
        """The chance of a pair less what its values must be surer by; below the floor for a pair in doubt."""
        one, other = (self.head(node).measure for node in pair)
        agreed = floors.times if self.family(pair[0]) == "times" else floors.numbers
        left = found - (agreed - floors.apart if one.meets(other) else 0.0)
        return min(left, floors.apart - _IN_DOUBT) if pair in self.doubted else left

    def values(self, pair: Pair, context: float) -> tuple[float, ...]:
        """The values of ``VALUES`` for a pair of nodes."""
        return _values(self.head(pair[0]), self.head(pair[1]), context)

    def among(self, values: Mapping[Pair, tuple[float, ...]], logits: Mapping[Pair, float]) -> dict[Pair, tuple[float, ...]]:
        """The values of ``AMONG`` for each pair."""
        articles = [self.articles(node) for node in range(len(self.nodes))]
        beaten = _margins(logits, articles)
        return {pair: (*row, *beaten[pair], *self.contexts[pair]) for pair, row in values.items()}


_TWINS = -1.0
"""Log odds from which two figures of one article are taken for one thing told twice: not rivals for a third."""
_RIVALS = 4
"""Best rivals that are looked at, of a figure in an article."""


def _margins(logits: Mapping[Pair, float], articles: Sequence[frozenset[str]]) -> dict[Pair, tuple[float, float, float]]:
    """For each pair of two articles the ``MARGINS``: by how much it beats what either has besides in the other's articles."""
    partners: dict[tuple[int, str], list[tuple[float, int]]] = defaultdict(list)
    for (i, j), logit in logits.items():
        if not articles[i] & articles[j]:
            for me, you in ((i, j), (j, i)):
                for article in articles[you]:
                    partners[me, article].append((-logit, you))
    best = {key: sorted(found)[:_RIVALS] for key, found in partners.items()}

    def beats(logit: float, me: int, you: int) -> float:
        rivals = [
            -against
            for article in articles[you]
            for against, other in best[me, article]
            if other != you and logits.get((min(you, other), max(you, other)), -math.inf) <= _TWINS
        ]
        return max(-3.0, min(3.0, logit - max(rivals, default=-6.0)))

    found: dict[Pair, tuple[float, float, float]] = {}
    for (i, j), logit in logits.items():
        if articles[i] & articles[j]:
            found[i, j] = (0.0, 0.0, 0.0)
            continue
        low, high = sorted((beats(logit, i, j), beats(logit, j, i)))
        found[i, j] = (high, low, float(low > 0))
    return found


def _collapsed(counted: Sequence[Tally]) -> list[list[int]]:
    """Figures that stand in the same words, the first of a sentence with the first of another."""
    seen: Counter[tuple[object, ...]] = Counter()
    keys = []
    for one in counted:
        key = (one.sentence.roots, one.head.roots, one.dimension, one.measure.low, one.measure.high)
        place = (*key, one.told.article)
        keys.append((*key, seen[place]))
        seen[place] += 1
    return collapse(keys)


def _is_chance(one: Tally, other: Tally, weights: Weights) -> bool:
    """Whether two times may be the same, or within one another, without dating the same."""
    if one.dimension != "date":
        return False
    if one.stamp != other.stamp:  # the day of a post is the day of what is reported, mostly
        return True
    head, sentence = (weights.overlap(*bags).shared for bags in ((one.head, other.head), (one.sentence, other.sentence)))
    signs = Signs(head, alike(one.close, other.close), sentence, (one.deed, other.deed))
    return not date_one_thing(one.measure, other.measure, signs=signs, specific=min(one.specific, other.specific))


def compare(story: Story, settings: Settings, *, weights: Weights) -> Compared:
    """Compare the figures of a story that may count the same."""
    counted = tallies(story, weights)
    nodes = _collapsed(counted)
    heads = [counted[node[0]] for node in nodes]
    contexts: dict[Pair, tuple[float, ...]] = {}
    for dimension in sorted({head.dimension for head in heads}):
        members = [i for i, head in enumerate(heads) if head.dimension == dimension]
        bags = [heads[i].index for i in members]
        for a, b in candidates(bags, weights, most=settings.figure_partners, longest=settings.longest_posting):
            i, j = members[a], members[b]
            if dimension != "ordinal" or heads[i].unit == heads[j].unit:  # a second trip is no second meeting
                contexts[i, j] = _context(heads[i], heads[j], weights)
    doubted = frozenset((i, j) for i, j in contexts if _is_chance(heads[i], heads[j], weights))
    return Compared(tuple(counted), tuple(map(tuple, nodes)), contexts, doubted)


def align_figures(
    story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights | None = None
) -> Aligned[FigureMention]:
    """Group the figures of a story by what they count.

    Args:
        story: the accounts.
        who: every actor with its canonical one (``identify``); who gives a figure says little on what it counts.
        settings: ``figure_floor`` and the limits on candidates.
        weights: of the words of the story, where they are known already.

    Returns:
        The tellings of each quantity; in each group the figure that says best what is counted comes first.
    """
    weights = weights or Weights(story)
    compared = compare(story, settings, weights=weights)

    def read(pair: Pair, context: Sequence[float]) -> tuple[tuple[float, ...], float]:
        family = compared.family(pair[0])
        values = compared.values(pair, _model(family, *CONTEXT).logit(context))
        return values, _model(f"{family}_alone", *VALUES).logit(values)

    found = {pair: read(pair, context) for pair, context in compared.contexts.items()}
    among = compared.among({p: values for p, (values, _) in found.items()}, {p: logit for p, (_, logit) in found.items()})
    chances = {pair: chance(_model(f"{compared.family(pair[0])}_among", *AMONG).logit(row)) for pair, row in among.items()}
    floors = Floors(settings.figure_floor, settings.figure_agreed, settings.time_agreed)
    groups = list(grouped(compared, chances, floors=floors, again=settings.figure_again))
    articles = [compared.articles(node) for node in range(len(compared.nodes))]
    told = [tuple(compared.tallies[k].told for node in group for k in compared.nodes[node]) for group in groups]
    return Aligned(told, bound((t, bond(group, articles, chances)) for t, group in zip(told, groups, strict=True)))


def grouped(compared: Compared, chances: Mapping[Pair, float], *, floors: Floors, again: float) -> Iterator[list[int]]:
    """Nodes in groups that count one thing.

    Many values agree by chance, so that figures which agree must be surer than figures which differ.

    An article that gives a value twice mostly means two things by it ("on Tuesday"), or a reader would list it once: what it
    has besides the mention that goes best with the other articles' must go with those by ``again``, else it stands alone.
    """
    sure = {pair: compared.lowered(pair, found, floors) for pair, found in chances.items()}
    for group in gather(len(compared.nodes), sure, lambda i, j: 0.0, floor=floors.apart):
        kept = _kept(compared, group, chances, again=again)
        yield kept
        yield from ([node] for node in group if node not in kept)


def _kept(compared: Compared, group: Sequence[int], chances: Mapping[Pair, float], *, again: float) -> list[int]:
    """Of a group the best node of each article, and the others that are sure enough."""
    articles = {node: compared.articles(node) for node in group}

    def fits(node: int, article: str) -> float:
        """Mean chance with the nodes of other articles."""
        others = [
            chances.get((min(node, other), max(node, other)), 0.0)
            for other in group[:_MOST_COMPARED]
            if other != node and article not in articles[other]
        ]
        return math.fsum(others) / len(others) if others else 0.0

    lost: set[int] = set()
    for article in sorted(frozenset[str]().union(*articles.values())):
        here = [node for node in group if article in articles[node]]
        if len(here) > 1:
            best = max(here, key=lambda node: (fits(node, article), -node))
            lost.update(node for node in here if node != best and fits(node, article) < again)
    return [node for node in group if node not in lost]

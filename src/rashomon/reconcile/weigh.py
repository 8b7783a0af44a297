"""What a shared word is worth as a sign that two accounts tell the same thing.

A word counts the more the rarer it is in English news at large, and the fewer sentences an article of this story has it in: in
a story on a treaty the treaty's name says little, in a story on anything "hoodlums" says much. The measure is the same for
three articles and for five hundred.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from rashomon.countries import match_country
from rashomon.lexicon import lexicon
from rashomon.model import Span, Story
from rashomon.reconcile.stems import stem
from rashomon.words import STOPWORDS

__all__ = ["Bag", "Overlap", "Root", "Roots", "Weights", "rarity"]

_RAREST = 0.006
"""Share of articles below which a word is as rare as can be; half of the lowest tier of ``data/commonness.toml``."""


@functools.cache
def _shares() -> dict[str, float]:
    """Stem -> share of the articles of English news that hold it; the commonest of its words decides."""
    shares: dict[str, float] = {}
    for tier in lexicon("commonness")["tiers"]:
        for word in tier["words"].split():
            root = stem(word)
            shares[root] = max(shares.get(root, 0.0), float(tier["share"]))
    return shares


@functools.lru_cache(maxsize=100_000)
def rarity(root: str) -> float:
    """Between 0 (stands in every article of every story) and 1 (hardly ever seen)."""
    return math.log(max(_shares().get(root, 0.0), _RAREST)) / math.log(_RAREST)


class Root(NamedTuple):
    """A word with what it is compared as. ``root`` is empty for stop words."""

    text: str
    """Folded, as ``rashomon.words`` folds."""
    root: str
    span: Span


_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBERS = {word: str(n) for n, word in enumerate(_SMALL)} | {"bn": "billion", "m": "million", "tn": "trillion"}


_new = tuple.__new__
"""A record without the detour over its signature: there are many."""


@functools.lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, str, str, bool]:
    """A word as printed: folded, its root if it names no country, without possessive ending, and whether it has a capital."""
    plain = word.replace("’", "'")
    lower = plain.lower()
    bare = lower.removesuffix("'s")
    root = "" if bare in STOPWORDS else _NUMBERS.get(bare) or stem(bare)
    return lower, root, plain.removesuffix("'s"), plain[:1].isupper()


def _read(text: str) -> tuple[list[tuple[int, int]], list[str], list[str]]:
    """Every word of a text: its place, the word folded, its root; names of countries, of their people and capitals compare as
    the country.
    """
    places = [match.span() for match in _WORD.finditer(text)]
    folded = [_folded(text[start:end]) for start, end in places]
    roots = [root for _, root, _, _ in folded]
    names = [printed for _, _, printed, _ in folded]
    country_until = 0
    for i in [i for i, (_, _, _, capital) in enumerate(folded) if capital]:
        hit = match_country(names, i) if i >= country_until else None
        if hit is not None:
            country_until = i + hit[0]
            roots[i:country_until] = ["=" + hit[1].code] * hit[0]
    return places, [lower for lower, _, _, _ in folded], roots


class Roots:
    """The words of one article, read once."""

    def __init__(self, text: str) -> None:
        self._places, self._texts, self._roots = _read(text)
        self._starts = [start for start, _ in self._places]

    def distinct(self, spans: Iterable[Span]) -> frozenset[str]:
        """The distinct roots of the words that begin within the spans, stop words left out."""
        found: set[str] = set()
        for start, end in spans:
            found.update(self._roots[bisect_left(self._starts, start) : bisect_left(self._starts, end)])
        found.discard("")
        return frozenset(found)

    @property
    def every(self) -> frozenset[str]:
        """The distinct roots of all words."""
        return frozenset(self._roots)

    def count(self, span: Span) -> int:
        """Number of words that begin within a span."""
        return bisect_left(self._starts, span.end) - bisect_left(self._starts, span.start)

    def within(self, spans: Iterable[Span]) -> list[Root]:
        """The words that begin within the spans, in order."""
        found: list[Root] = []
        for start, end in spans:
            held = slice(bisect_left(self._starts, start), bisect_left(self._starts, end))
            told = zip(self._texts[held], self._roots[held], self._places[held], strict=True)
            found += [_new(Root, (text, root, _new(Span, place))) for text, root, place in told]
        return found


class Bag(NamedTuple):
    """Distinct roots with their summed worth."""

    roots: frozenset[str]
    worth: float


_FALL = 0.5
"""How fast a word loses worth with the sentences an article of the story has it in."""


_FINENESS = 2.0**32
"""Worths are multiples of one by this: so their sums are exact, and the same in whatever order they are added."""


class _Worths(dict[str, float]):
    """The worth of each root, worked out when it is first asked for."""

    def __init__(self, per_article: Mapping[str, float]) -> None:
        self._per_article = per_article

    def __missing__(self, root: str) -> float:
        worth = rarity(root) / (1.0 + _FALL * self._per_article.get(root, 0.0))
        self[root] = worth = round(worth * _FINENESS) / _FINENESS
        return worth


_STOP_WORTH = round(0.1 * _FINENESS) / _FINENESS


class _Terms(dict[str, float]):
    """The worth of each term inside quotation marks, where a stop word still says a little: "at all"."""

    def __init__(self, worths: Mapping[str, float]) -> None:
        self._worths = worths

    def __missing__(self, term: str) -> float:
        self[term] = worth = _STOP_WORTH if term in STOPWORDS else max(_STOP_WORTH, self._worths[term])
        return worth


class Weights:
    """The words of a story's articles, and the worth of every root, between 0 and 1."""

    def __init__(self, story: Story) -> None:
        held: Counter[str] = Counter()
        self.roots = {account.article.id: Roots(account.article.report) for account in story.accounts}
        for account in story.accounts:
            roots = self.roots[account.article.id]
            for span in account.sentences or (Span(0, len(account.article.text)),):
                held.update(roots.distinct((span,)))
        self._worth = _Worths({root: n / max(1, len(story.accounts)) for root, n in held.items()})
        self._terms = _Terms(self._worth)
        self._bags: dict[tuple[str, tuple[Span, ...]], Bag] = {}
        self.worth: Callable[[str], float] = self._worth.__getitem__

    def __call__(self, root: str) -> float:
        """Worth of a root."""
        return self._worth[root]

    @functools.cached_property
    def every(self) -> frozenset[str]:
        """The roots of all words of the story."""
        return frozenset[str]().union(*(roots.every for roots in self.roots.values()))

    def total(self, roots: Iterable[str]) -> float:
        """Summed worth."""
        return sum(map(self.worth, roots), 0.0)

    def quoted(self, terms: Iterable[str]) -> float:
        """Summed worth of terms inside quotation marks, stop words among them."""
        return sum(map(self._terms.__getitem__, terms), 0.0)

    def rarest(self, roots: Iterable[str]) -> float:
        """Highest worth."""
        return max(map(self.worth, roots), default=0.0)

    def bag(self, found: Iterable[Root]) -> Bag:
        """The distinct roots of words."""
        roots = frozenset([root for _, root, _ in found]) - {""}
        return Bag(roots, self.total(roots))

    def within(self, article: str, spans: Iterable[Span]) -> Bag:
        """The distinct roots of the words of an article that begin within the spans. Many mentions ask for one sentence."""
        key = (article, tuple(spans))
        bag = self._bags.get(key)
        if bag is None:
            roots = self.roots[article].distinct(key[1])
            bag = self._bags[key] = Bag(roots, self.total(roots))
        return bag

    def overlap(self, one: Bag, other: Bag) -> Overlap:
        """How much two bags share."""
        return self.shares(one, other, one.roots & other.roots)

    def shares(self, one: Bag, other: Bag, both: frozenset[str]) -> Overlap:
        """How much two bags share, by the roots that stand in both."""
        shared = sum(map(self.worth, both), 0.0)
        mine, yours = one.worth, other.worth
        lighter = mine if mine < yours else yours
        if not lighter:
            return _new(Overlap, (shared, 0.0, 2 * shared / (mine + yours) if mine + yours else 0.0))
        return _new(Overlap, (shared, shared / lighter, 2 * shared / (mine + yours)))


class Overlap(NamedTuple):
    """How much two bags of roots share."""

    shared: float
    """Summed worth of what is shared."""
    contained: float
    """Of the worth of the lighter one, between 0 and 1."""
    dice: float
    """Of both, between 0 and 1."""

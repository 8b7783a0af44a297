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
from collections.abc import Iterable, Mapping
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


@functools.lru_cache(maxsize=100_000)
def _folded(word: str) -> tuple[str, str, str, bool]:
    """A word as printed: folded, its root if it names no country, without possessive ending, and whether it has a capital."""
    plain = word.replace("’", "'")
    lower = plain.lower()
    bare = lower.removesuffix("'s")
    root = "" if bare in STOPWORDS else _NUMBERS.get(bare) or stem(bare)
    return lower, root, plain.removesuffix("'s"), plain[:1].isupper()


def _read(text: str) -> list[Root]:
    """Every word of a text; names of countries, of their people and capitals compare as the country."""
    matches = list(_WORD.finditer(text))
    folded = [_folded(match.group()) for match in matches]
    names = [printed for _, _, printed, _ in folded]
    found: list[Root] = []
    country_until, country = 0, ""
    for i, (match, (lower, root, _, capital)) in enumerate(zip(matches, folded, strict=True)):
        if capital and i >= country_until:
            hit = match_country(names, i)
            if hit is not None:
                country_until, country = i + hit[0], "=" + hit[1].code
        found.append(Root(lower, country if i < country_until else root, Span(*match.span())))
    return found


class Roots:
    """The words of one article, read once."""

    def __init__(self, text: str) -> None:
        self._all = _read(text)
        self._starts = [word.span.start for word in self._all]

    def distinct(self, span: Span) -> set[str]:
        """The distinct roots of the words that begin within a span."""
        return {word.root for word in self._all[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]}

    def within(self, spans: Iterable[Span]) -> list[Root]:
        """The words that begin within the spans, in order."""
        return [
            word
            for start, end in spans
            for word in self._all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        ]


class Bag(NamedTuple):
    """Distinct roots with their summed worth."""

    roots: frozenset[str]
    worth: float


_FALL = 0.5
"""How fast a word loses worth with the sentences an article of the story has it in."""


class _Worths(dict[str, float]):
    """The worth of each root, worked out when it is first asked for."""

    def __init__(self, per_article: Mapping[str, float]) -> None:
        self._per_article = per_article

    def __missing__(self, root: str) -> float:
        self[root] = worth = rarity(root) / (1.0 + _FALL * self._per_article.get(root, 0.0))
        return worth


class Weights:
    """The words of a story's articles, and the worth of every root, between 0 and 1."""

    def __init__(self, story: Story) -> None:
        held: Counter[str] = Counter()
        self.roots = {account.article.id: Roots(account.article.text) for account in story.accounts}
        for account in story.accounts:
            roots = self.roots[account.article.id]
            for span in account.sentences or (Span(0, len(account.article.text)),):
                held.update(roots.distinct(span))
        self._worth = _Worths({root: n / max(1, len(story.accounts)) for root, n in held.items()})

    def __call__(self, root: str) -> float:
        """Worth of a root."""
        return self._worth[root]

    def total(self, roots: Iterable[str]) -> float:
        """Summed worth, the same in whatever order the roots come."""
        return math.fsum(map(self._worth.__getitem__, roots))

    def bag(self, found: Iterable[Root]) -> Bag:
        """The distinct roots of words."""
        roots = frozenset(word.root for word in found) - {""}
        return Bag(roots, self.total(roots))

    def overlap(self, one: Bag, other: Bag) -> Overlap:
        """How much two bags share."""
        shared = self.total(one.roots & other.roots)
        lighter, both = min(one.worth, other.worth), one.worth + other.worth
        return Overlap(shared, shared / lighter if lighter else 0.0, 2 * shared / both if both else 0.0)


class Overlap(NamedTuple):
    """How much two bags of roots share."""

    shared: float
    """Summed worth of what is shared."""
    contained: float
    """Of the worth of the lighter one, between 0 and 1."""
    dice: float
    """Of both, between 0 and 1."""

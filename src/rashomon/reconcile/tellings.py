"""Sentences as they are compared: their words, what happens in them, and how near they are to the story's heart."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rashomon.model import Account, Span, Story
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.places import touched
from rashomon.reconcile.weigh import Bag, Root, Weights, rarity

__all__ = ["Telling", "Tellings", "cosine"]

_FIRST = 3
"""Sentences of an account that say what the story is about."""
_HAPPENS = 0.35
"""Chance from which a word is taken to tell of a happening."""
_MOST_DEEDS = 8
"""Of a sentence: the likeliest and rarest ones."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence of one account."""

    article: str
    span: Span
    place: int
    """Its number in its article, from 0."""
    words: tuple[Root, ...]
    bag: Bag
    plain: Bag
    """Without names."""
    deeds: Mapping[str, float]
    """Roots that tell of something that happens, with the chance that they do."""
    central: float
    """Likeness to what the story's accounts begin with."""


class Tellings:
    """The sentences of a story, each read once."""

    def __init__(self, story: Story, weights: Weights | None = None) -> None:
        self.weights = weights or Weights(story)
        self._accounts = {account.article.id: account for account in story.accounts}
        self.articles: dict[str, Bag] = {}
        """The words of each report."""
        held: Counter[str] = Counter()
        for article, account in self._accounts.items():
            self.articles[article] = self.weights.within(article, account.sentences)
            held.update(self.articles[article].roots)
        self.shares: Mapping[str, float] = {root: n / len(self._accounts) for root, n in held.items()}
        """Share of the articles that have a root."""
        self._heart = self._begun(story.accounts)
        self._length = math.sqrt(math.fsum(value * value for value in self._heart.values())) or 1.0
        self._known: dict[tuple[str, Span], Telling] = {}

    def _begun(self, accounts: Iterable[Account]) -> dict[str, float]:
        """What the accounts begin with, the first sentence counting most."""
        held: dict[str, list[float]] = defaultdict(list)
        for account in accounts:
            for place, span in enumerate(account.sentences[:_FIRST]):
                for root in self.weights.within(account.article.id, (span,)).roots:
                    held[root].append(rarity(root) / (1 + place))
        return {root: math.fsum(values) / len(self._accounts) for root, values in held.items()}

    def of(self, article: str, span: Span) -> Telling:
        """A sentence, or any other stretch of an article."""
        found = self._known.get((article, span))
        if found is None:
            found = self._known[article, span] = self._read(article, span)
        return found

    def around(self, article: str, span: Span) -> Telling:
        """The sentence that a span stands in."""
        sentences = self._accounts[article].sentences
        held = touched(sentences, span)
        return self.of(article, sentences[held[0]] if held else span)

    def _read(self, article: str, span: Span) -> Telling:
        account, weights, known = self._accounts[article], self.weights, meanings()
        words = tuple(weights.roots[article].within((span,)))
        bag = weights.within(article, (span,))
        named = [w.root for w in words if w.root and not known.knows(w.root) and _is_name(account.article.text, w)]
        names = frozenset(named)
        chances = {root: chance for root in bag.roots if (chance := known.happening(root)) >= _HAPPENS}
        best = sorted(chances, key=lambda root: (-chances[root] * rarity(root), root))[:_MOST_DEEDS]
        length = math.sqrt(math.fsum(sorted(rarity(root) ** 2 for root in bag.roots)))
        near = math.fsum(rarity(root) * self._heart.get(root, 0.0) for root in bag.roots)
        plain = bag.roots - names
        return Telling(
            article=article,
            span=span,
            place=len(touched(account.sentences, Span(0, max(1, span.start)))) if span.start else 0,
            words=words,
            bag=bag,
            plain=Bag(plain, weights.total(plain)),
            deeds={root: chances[root] for root in best},
            central=near / (length * self._length) if length else 0.0,
        )


def _is_name(text: str, word: Root) -> bool:
    """Whether a word that is no common one is printed like a name."""
    return word.root.startswith("=") or text[word.span.start].isupper()


def cosine(one: frozenset[str], other: frozenset[str]) -> float:
    """Of two sets of roots, each weighed by its rarity."""
    both = math.fsum(rarity(root) ** 2 for root in one & other)
    lengths = math.fsum(rarity(root) ** 2 for root in one) * math.fsum(rarity(root) ** 2 for root in other)
    return both / math.sqrt(lengths) if lengths else 0.0

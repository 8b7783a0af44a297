"""A brief of a story: three to six sentences taken from its articles, led by what most independent accounts share.

Centroid-based extraction after Radev et al. (2004, *Centroid-based summarization of multiple documents*) over the first
sentences of all accounts: every independent account gives a unit vector of its words, early sentences counting more, words
that several accounts have counting more; chosen are the sentences nearest to the sum that do not repeat each other
(Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.model import Account, Block, Lineage, Passage, Span, Story
from rashomon.reconcile.weigh import Weights, rarity
from rashomon.settings import Settings

__all__ = ["choose_brief"]

_FIRST = 5
"""Sentences of an account that are looked at: news tells the main things first."""
_SHORTEST, _LONGEST = 8, 60
"""Words of a sentence that can stand in a brief."""
_GOOD_LENGTH = 28
_LENGTH_PART = 0.1
"""Share of the score that a sentence of good length wins over one of none or twice that."""
_REPEATING = 0.2
"""How much of its likeness to a chosen sentence a candidate loses."""
_SAME = 0.6
"""Likeness to a chosen sentence from which a candidate only says it again."""
_COMMON = 0.1
"""What even the commonest word is worth: with 0 or 0.3 the briefs are a little worse (benchmarks/briefs.py)."""
_MOST_WORDS = 150


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    account: str
    position: int
    roots: frozenset[str]
    n_words: int


def choose_brief(
    story: Story, lineages: Sequence[Lineage], settings: Settings, *, weights: Weights | None = None
) -> tuple[Passage, ...]:
    """Choose the sentences of a brief, the most telling first.

    Args:
        story: the accounts.
        lineages: articles that count as one account; together they have one vote.
        settings: ``brief_sentences``.
        weights: the words of the story, where they are read already.
    """
    weights = weights or Weights(story)
    voter = {article: f"lineage {k}" for k, lineage in enumerate(lineages) for article in lineage.articles}
    found = [
        candidate
        for account in story.accounts
        for candidate in _candidates(account, voter.get(account.article.id, account.article.id), weights)
    ]
    found = list({(c.account, c.roots): c for c in sorted(found, key=_order, reverse=True)}.values())  # of copies the first
    return tuple(c.passage for c in _choose(found, _centroid(found), most=settings.brief_sentences))


def _order(candidate: _Candidate) -> tuple[int, str, Span]:
    return candidate.position, candidate.passage.article, candidate.passage.span


def _candidates(account: Account, voter: str, weights: Weights) -> list[_Candidate]:
    """The first sentences of an account's body."""
    roots = weights.roots[account.article.id]
    headings = [block.span for block in account.article.blocks if _is_heading(block)]
    found: list[_Candidate] = []
    for span in account.sentences:
        if len(found) == _FIRST:
            break
        if any(heading.overlaps(span) for heading in headings):
            continue
        words = roots.within((span,))
        if len(words) >= _SHORTEST:
            bag = frozenset(word.root for word in words) - {""}
            found.append(_Candidate(Passage(account.article.id, span), voter, len(found), bag, len(words)))
    return found


def _is_heading(block: Block) -> bool:
    return block.kind in ("title", "subhead")


def _worth(root: str) -> float:
    return rarity(root) + _COMMON


def _length(roots: frozenset[str]) -> float:
    return math.sqrt(math.fsum(_worth(root) ** 2 for root in roots)) or 1.0


def _centroid(found: Sequence[_Candidate]) -> dict[str, float]:
    """What the accounts tell, as a unit vector over roots."""
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for candidate in found:
        vector = told[candidate.account]
        for root in candidate.roots:
            vector[root] = max(vector.get(root, 0.0), _worth(root) / (1 + candidate.position))
    held: dict[str, list[float]] = defaultdict(list)
    for account in sorted(told):
        vector = told[account]
        length = math.sqrt(math.fsum(value * value for value in vector.values())) or 1.0
        for root, value in vector.items():
            held[root].append(value / length)
    summed = {root: math.fsum(values) * math.sqrt(len(values) / len(told)) for root, values in held.items()}
    length = math.sqrt(math.fsum(value * value for value in summed.values())) or 1.0
    return {root: value / length for root, value in summed.items()}


def _choose(found: Sequence[_Candidate], centroid: Mapping[str, float], *, most: int) -> list[_Candidate]:
    """Greedily the best sentence that does not say again what was chosen."""
    pool = sorted((c for c in found if c.n_words <= _LONGEST), key=_order)
    lengths = [_length(c.roots) for c in pool]
    score = [
        math.fsum(centroid[root] * _worth(root) for root in c.roots) / length
        + _LENGTH_PART * (1 - abs(min(c.n_words, 2 * _GOOD_LENGTH) - _GOOD_LENGTH) / _GOOD_LENGTH)
        for c, length in zip(pool, lengths, strict=True)
    ]
    repeats = [0.0] * len(pool)
    left = list(range(len(pool)))
    chosen: list[int] = []
    while left and len(chosen) < most and sum(pool[i].n_words for i in chosen) < _MOST_WORDS:
        best = max(left, key=lambda i: (round(score[i] - _REPEATING * repeats[i], 9), -i))
        chosen.append(best)
        left.remove(best)
        for i in left:
            shared = math.fsum(_worth(root) ** 2 for root in pool[i].roots & pool[best].roots)
            repeats[i] = max(repeats[i], shared / (lengths[i] * lengths[best]))
        left = [i for i in left if repeats[i] < _SAME]
    return [pool[i] for i in chosen]

"""A brief of a story: three to six sentences taken from its articles, led by what most independent accounts share.

Centroid-based extraction after Radev et al. (2004, *Centroid-based summarization of multiple documents*) over the first
sentences of all accounts: every independent account gives a unit vector of its words, early sentences counting more, words
that several accounts have counting more; chosen are the sentences nearest to the sum that do not repeat each other
(Carbonell and Goldstein 1998), those first that another account tells, too. Opinion pieces have no say where there is news.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rashomon.genre import genre
from rashomon.model import Account, Block, Lineage, Passage, Span, Story, voters
from rashomon.reconcile.weigh import Weights, rarity
from rashomon.settings import Settings
from rashomon.words import is_post

__all__ = ["choose_brief"]

_FIRST = 7
"""Sentences of an account that are looked at: news tells the main things first. With five, fewer rest on two accounts."""
_SHORTEST, _LONGEST = 8, 60
"""Words of a sentence that can stand in a brief."""
_GOOD_LENGTH = 28
_LENGTH_PART = 0.1
"""Share of the score that a sentence of good length wins over one of none or twice that."""
_TOLD_BY_OTHERS = 0.15
"""What it adds to a sentence's score that another account tells it whole."""
_REPEATING = 0.4
"""How much of its likeness to a chosen sentence a candidate loses."""
_SAME = 0.6
"""Likeness to a chosen sentence from which a candidate only says it again."""
_SAID = _SUPPORTED = 0.5
"""From the third sentence on at least half of it must be new; from the fourth, half of it must be told by another account.
Both of a sentence's words by their worth. Of the sentences of 297 briefs a quarter said again half of what stood before
without the first, now a twentieth; and nearly half rest on two accounts with the second, a third without."""
_FEWEST = 3
"""Sentences of a brief that are wanted even where no other account supports them."""
_LOOKED_AT = 120
"""Candidates that are compared with each other, those nearest to what all tell: the first sentences of 17 accounts."""
_COMMON = 0.1
"""What even the commonest word is worth: with 0 or 0.3 the briefs are a little worse (benchmarks/briefs.py)."""
_MOST_WORDS = 150
_ENDS = tuple(".!?…\"”’')")
_LONG_WORD = re.compile(r"[^\W\d_][\w’']{3,}")
_QUOTE_ALONE = re.compile(r"\s*[\"“][^\"“”]*[\"”]?\s*")
_MARK = re.compile("[“”]")
_MARKS = 2
"""Characters by which a sentence may reach beyond what is quoted: its marks and its full stop."""
_CAPITALS = 0.75
"""Share of longer words in capitals from which a line without a full stop is a headline, often of another article."""


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
    voter = voters(lineages)
    news = [account for account in story.accounts if genre(account.article) != "opinion"]
    found = [
        candidate
        for account in news or story.accounts
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
    quoted = [piece for quote in account.quotes if quote.mode != "indirect" for piece in quote.content]
    found: list[_Candidate] = []
    for span in account.sentences:
        if len(found) == _FIRST:
            break
        if any(heading.overlaps(span) for heading in headings) or not _stands_alone(account.article.text, span):
            continue
        if any(_is_within(span, piece) for piece in quoted):
            continue
        words = roots.within((span,))
        if len(words) >= _SHORTEST:
            bag = frozenset(word.root for word in words) - {""}
            found.append(_Candidate(Passage(account.article.id, span), voter, len(found), bag, len(words)))
    return found


def _is_heading(block: Block) -> bool:
    return block.kind in ("title", "subhead")


def _stands_alone(text: str, span: Span) -> bool:
    """Whether a sentence can: no embedded post, no part of a quotation without its speaker, and no headline that stands among
    the sentences."""
    sentence = span.of(text)
    if is_post(sentence) or _QUOTE_ALONE.fullmatch(sentence) or _is_in_quotation(text, span):
        return False
    if sentence.rstrip().endswith(_ENDS):
        return True
    long: list[str] = _LONG_WORD.findall(sentence)
    return sum(word[0].isupper() for word in long) < _CAPITALS * len(long)


def _is_in_quotation(text: str, span: Span) -> bool:
    """Whether a sentence begins inside a quotation: the next mark of its paragraph closes one."""
    end = text.find("\n", span.end)
    mark = _MARK.search(text, span.start, end if end >= 0 else len(text))
    sentence = span.of(text).rstrip()
    closes = mark is not None and mark.group() == "”"
    return closes or (sentence.endswith('"') and sentence.count('"') == 1)


def _is_within(sentence: Span, quoted: Span) -> bool:
    """Whether a sentence is somebody's own words from end to end, so that nothing in it tells whose, or goes on with them."""
    within = quoted.start - _MARKS <= sentence.start and sentence.end <= quoted.end + _MARKS
    return within or quoted.start + _MARKS < sentence.start < quoted.end


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
    scored = [(_score(c, centroid), c) for c in sorted(found, key=_order) if c.n_words <= _LONGEST]
    scored = sorted(scored, key=lambda one: -round(one[0], 9))[:_LOOKED_AT]
    pool = [c for _, c in scored]
    supported = [max((_part(c.roots, other.roots) for other in pool if other.account != c.account), default=0.0) for c in pool]
    score = [value + _TOLD_BY_OTHERS * part for (value, _), part in zip(scored, supported, strict=True)]
    repeats = [0.0] * len(pool)
    chosen: list[int] = []
    said: frozenset[str] = frozenset()

    def is_wanted(i: int) -> bool:
        if repeats[i] >= _SAME or i in chosen:
            return False
        if len(chosen) >= 2 and _part(pool[i].roots, said) >= _SAID:
            return False
        return len(chosen) < _FEWEST or supported[i] >= _SUPPORTED

    while len(chosen) < most and sum(pool[i].n_words for i in chosen) < _MOST_WORDS:
        wanted = [i for i in range(len(pool)) if is_wanted(i)]
        if not wanted:
            break
        best = max(wanted, key=lambda i: (round(score[i] - _REPEATING * repeats[i], 9), -i))
        chosen.append(best)
        said |= pool[best].roots
        repeats = [max(before, _likeness(c.roots, pool[best].roots)) for before, c in zip(repeats, pool, strict=True)]
    return [pool[i] for i in chosen]


def _score(candidate: _Candidate, centroid: Mapping[str, float]) -> float:
    """How near a sentence is to what the accounts tell, and how good its length."""
    near = math.fsum(centroid[root] * _worth(root) for root in candidate.roots) / _length(candidate.roots)
    return near + _LENGTH_PART * (1 - abs(min(candidate.n_words, 2 * _GOOD_LENGTH) - _GOOD_LENGTH) / _GOOD_LENGTH)


def _part(roots: frozenset[str], others: frozenset[str]) -> float:
    """The share of words, by worth, that stand among others."""
    return math.fsum(map(_worth, roots & others)) / (math.fsum(map(_worth, roots)) or 1.0)


def _likeness(roots: frozenset[str], others: frozenset[str]) -> float:
    """The cosine of two sentences."""
    return math.fsum(_worth(root) ** 2 for root in roots & others) / (_length(roots) * _length(others))

"""What one account alone has, and would be pointed out: facts in which somebody does something to somebody, with a name, a
number, a time or a quotation, that answer to no sentence of any other independent account. Neighbouring sentences that no
other account has are one passage: a fact seldom ends with its sentence.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from rashomon.model import Account, Lineage, Only, Passage, Span, Story
from rashomon.reconcile.weigh import Bag, Roots, Weights
from rashomon.settings import Settings

__all__ = ["find_only"]

_LEAST_WORTH = 1.2
"""Worth of the new words below which a sentence has hardly a fact of its own."""
_MOST_WORDS = 60
_JOINED = 0.5
"""Share of its weight that a sentence adds to the passage of its neighbour. Of 40 facts in five reference readings 16 are shown
sentence by sentence, 20 in passages. Where a fact stands is no sign: readers point out facts from all over an article."""
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:which|who|where|while|after|before|and|but|as|when)\b)|\s[–—-]{1,2}\s")


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    voter: str
    weight: float


def find_only(
    story: Story, lineages: Sequence[Lineage], settings: Settings, *, weights: Weights | None = None
) -> tuple[Only, ...]:
    """Facts that matter and that one independent account alone has, the weightiest first.

    Args:
        story: the accounts.
        lineages: articles that count as one account: what all of them share is still one account's.
        settings: ``only_most`` and ``only_likeness``.
        weights: the words of the story, where they are read already.
    """
    voter = {a.article.id: a.article.id for a in story.accounts}
    voter |= {article: f"lineage {k}" for k, lineage in enumerate(lineages) for article in lineage.articles}
    if len(set(voter.values())) < 2:
        return ()
    weights = weights or Weights(story)
    told = _told(story, voter, weights)
    found = [
        candidate
        for account in story.accounts
        for candidate in _passages(account, _candidates(account, voter, told=told, weights=weights, settings=settings), weights)
    ]
    found.sort(key=lambda c: (-c.weight, c.passage.article, c.passage.span))
    silent = {v: tuple(a.article.id for a in story.accounts if voter[a.article.id] != v) for v in set(voter.values())}
    return tuple(Only(c.passage, silent[c.voter], c.weight) for c in _spread(found, len(silent), most=settings.only_most))


@dataclass(frozen=True, slots=True)
class _Told:
    """The sentences of the story by their words."""

    holders: Mapping[str, Mapping[str, Sequence[int]]]
    """Root -> independent account -> its first sentences with the root, by number."""
    tellers: Mapping[frozenset[str], frozenset[str]]
    """Words of a sentence -> the independent accounts that have it."""


_PER_ACCOUNT = 20
"""Sentences of one account that are looked at for a word, and"""
_ACCOUNTS = 25
"""accounts: a sentence that answers to another has its rarer words in common with it, which few have."""


def _told(story: Story, voter: Mapping[str, str], weights: Weights) -> _Told:
    holders: dict[str, dict[str, list[int]]] = defaultdict(dict)
    tellers: dict[frozenset[str], set[str]] = defaultdict(set)
    number = 0
    for account in story.accounts:
        roots = weights.roots[account.article.id]
        mine = voter[account.article.id]
        for span in account.sentences:
            distinct = roots.distinct((span,))
            tellers[distinct].add(mine)
            for root in distinct:
                held = holders[root].setdefault(mine, [])
                if len(held) < _PER_ACCOUNT:
                    held.append(number)
            number += 1
    return _Told(holders, {words: frozenset(accounts) for words, accounts in tellers.items()})


def _candidates(
    account: Account,
    voter: Mapping[str, str],
    *,
    told: _Told,
    weights: Weights,
    settings: Settings,
) -> Iterator[_Candidate]:
    """Sentences of an account that answer to none of another."""
    article = account.article
    roots = weights.roots[article.id]
    titles = [block.span for block in article.blocks if block.kind in ("title", "subhead", "standfirst")]
    interest = _Interest(account)
    for span in account.sentences:
        if any(title.overlaps(span) for title in titles):
            continue
        for part in _readable(article.text, span, roots):
            bag = weights.within(article.id, (part,))
            new, likeness = _novelty(bag, voter[article.id], told=told, weights=weights)
            if new >= _LEAST_WORTH and likeness < settings.only_likeness:
                own = math.sqrt(new / bag.worth * (1 - likeness)) * math.log1p(new)
                yield _Candidate(Passage(article.id, part), voter[article.id], round(own * interest.of(part), 6))


def _passages(account: Account, found: Iterator[_Candidate], weights: Weights) -> Iterator[_Candidate]:
    """Candidates with their neighbours, the weightier first, as long as they can be taken in."""
    text, roots = account.article.text, weights.roots[account.article.id]
    row = list(found)
    left = set(range(len(row)))
    for k in sorted(left, key=lambda k: (-row[k].weight, k)):
        if k not in left:
            continue
        left.discard(k)
        first, last, whole = k, k, row[k]
        while True:
            joined = [
                (row[j].weight, -j, span)
                for j in {first - 1, last + 1} & left
                if roots.count(span := _around(whole.passage.span, row[j].passage.span)) <= _MOST_WORDS
                and _adjoin(text, whole.passage.span, row[j].passage.span)
            ]
            if not joined:
                break
            weight, j, span = max(joined)
            first, last = min(first, -j), max(last, -j)
            left.discard(-j)
            whole = replace(whole, passage=Passage(account.article.id, span), weight=whole.weight + _JOINED * weight)
        yield whole


def _around(one: Span, other: Span) -> Span:
    return Span(min(one.start, other.start), max(one.end, other.end))


def _adjoin(text: str, one: Span, other: Span) -> bool:
    """Whether nothing stands between two spans."""
    return not text[min(one.end, other.end) : max(one.start, other.start)].strip()


def _readable(text: str, span: Span, roots: Roots) -> list[Span]:
    """The sentence, or its clauses where it is too long to take in."""
    if roots.count(span) <= _MOST_WORDS:
        return [span]
    edges = [span.start, *(m.end() for m in _CLAUSE.finditer(text, span.start, span.end)), span.end]
    found: list[Span] = []
    for start, end in pairwise(edges):
        if found and roots.count(Span(found[-1].start, end)) <= _MOST_WORDS:
            found[-1] = Span(found[-1].start, end)
        else:
            found.append(Span(start, end))
    return [part for part in found if roots.count(part) <= _MOST_WORDS]


def _novelty(bag: Bag, voter: str, *, told: _Told, weights: Weights) -> tuple[float, float]:
    """Worth of the words that no other account has, and the likeness to the likest sentence of one."""
    if told.tellers.get(bag.roots, frozenset()) - {voter}:
        return 0.0, 1.0
    shared: dict[int, float] = defaultdict(float)
    new = 0.0
    for root in bag.roots:
        held = told.holders.get(root, {})
        others = [other for other in islice(held, _ACCOUNTS + 1) if other != voter]
        worth = weights.worth(root)
        if not others:
            new += worth
        for other in others:
            for number in held[other]:
                shared[number] += worth
    likest = max(shared.values(), default=0.0) / bag.worth if bag.worth else 1.0
    return new, min(1.0, likest)


class _Interest:
    """How interesting the passages of an account are: more where somebody does something to somebody, with a named actor, a
    figure, a time, or words that somebody said."""

    def __init__(self, account: Account) -> None:
        self._named = sorted(mention.span for mention in account.actors if mention.form == "name")
        self._done = sorted(event.trigger for event in account.events if event.actor and event.recipient)
        self._counted = sorted(figure.span for figure in account.figures)
        self._timed = sorted(time.span for time in account.times)
        self._said = [quote.span for quote in account.quotes if quote.speaker is not None]

    def of(self, span: Span) -> float:
        """At least 1."""
        found = (_holds(span, spans) for spans in (self._done, self._counted, self._timed, self._named))
        done, counted, timed, named = found
        return 1.0 + 1.0 * done + 0.5 * counted + 0.5 * timed + 0.3 * named + 0.3 * any(map(span.overlaps, self._said))


def _holds(span: Span, spans: Sequence[Span]) -> bool:
    """Whether one of ``spans``, which are in order, lies within ``span``."""
    first, last = (bisect_left(spans, (edge,)) for edge in span)
    return any(end <= span.end for _, end in spans[first:last])


def _spread(found: Sequence[_Candidate], n_accounts: int, *, most: int) -> list[_Candidate]:
    """The weightiest, no account having more than its share while others wait."""
    share = math.ceil(most / n_accounts)
    taken: list[_Candidate] = []
    waiting: list[_Candidate] = []
    per: dict[str, int] = defaultdict(int)
    for candidate in found:
        per[candidate.voter] += 1
        (taken if per[candidate.voter] <= share else waiting).append(candidate)
    return [*taken, *waiting][:most]

"""What one account alone has, and would be pointed out: sentences that answer to none of any other independent account, ranked
by how likely a careful reader is to point them out (logistic models, ``data/only.toml``, fitted by ``training/fit_only.py``).
What ranks first so is ranked again by what the network of second readings makes of it, where the accurate model read the story.
Neighbouring sentences that no other account has are one passage: a fact seldom ends with its sentence.
"""

from __future__ import annotations

import functools
import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from operator import mul
from typing import NamedTuple

import numpy as np

from rashomon.lexicon import lexicon
from rashomon.model import Account, Lineage, Only, Passage, Quote, Span, Story, Told, voters
from rashomon.reconcile.bags import Numbers
from rashomon.reconcile.cluster import chance
from rashomon.reconcile.weigh import Bag, Roots, Weights
from rashomon.second import shipped
from rashomon.settings import Settings
from rashomon.words import words

__all__ = ["SIGNS", "Candidate", "LinearRank", "Ranks", "Statements", "candidates", "find_only", "reading_of"]

SIGNS = (
    "new", "likeness", "long", "done", "events", "counted", "timed", "named", "said", "direct", "first_person", "points_back",
    "rare", "central",
)  # fmt: skip
"""What is looked at in a sentence. Where it stands is no sign: readers point out facts from all over an article."""

_LEAST_WORTH = 1.2
"""Worth of the new words below which a sentence has hardly a fact of its own."""
_MOST_WORDS = 60
_READ = 120
"""Sentences of a story that the network reads."""
_MOST_SAID = 0.5
"""Share of a sentence in statements that other accounts report too, from which it is not one account's alone: of such
sentences readers point out 2 in a hundred, of the others 8."""
_MOST_EVENTS, _MOST_NAMES = 3, 4
_CLAUSE = re.compile(r"[;:]\s|,\s(?=(?:which|who|where|while|after|before|and|but|as|when)\b)|\s[–—-]{1,2}\s")


Statements = Sequence[Sequence[Told[Quote]]]
"""Statements with their tellings."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    passage: Passage
    weight: float


def find_only(
    story: Story,
    lineages: Sequence[Lineage],
    settings: Settings,
    *,
    said: Statements = (),
    weights: Weights | None = None,
    ranks: Ranks | None = None,
) -> tuple[Only, ...]:
    """Facts that matter and that one independent account alone has, the weightiest first.

    Args:
        story: the accounts.
        lineages: articles that count as one account: what all of them share is still one account's.
        settings: ``only_most`` and ``only_likeness``.
        said: the statements of the story, where they are known: what another account reports too is not one's alone.
        weights: the words of the story, where they are read already.
        ranks: how sentences are ranked; as shipped where not given.
    """
    voter = _voters(story, lineages)
    if len(set(voter.values())) < 2:
        return ()
    weights = weights or Weights(story)
    rows = [(account, list(row)) for account, row in _rows(story, voter, settings, said=said, weights=weights)]
    chances = _chances(rows, ranks or _ranks())
    found = [passage for account, row in rows for passage in _passages(account, row, chances, weights)]
    found.sort(key=lambda c: (-c.weight, c.passage.article, c.passage.span))
    silent = {v: tuple(a.article.id for a in story.accounts if voter[a.article.id] != v) for v in set(voter.values())}
    return tuple(
        Only(c.passage, silent[voter[c.passage.article]], c.weight) for c in _spread(found, voter, most=settings.only_most)
    )


def _voters(story: Story, lineages: Sequence[Lineage]) -> dict[str, str]:
    """The independent account that each article tells."""
    return {account.article.id: account.article.id for account in story.accounts} | voters(lineages)


@dataclass(frozen=True, slots=True)
class _Told:
    """The sentences of the story by their words."""

    holders: Mapping[str, Mapping[str, Sequence[int]]]
    """Root -> independent account -> its first sentences with the root, by number."""
    tellers: Mapping[frozenset[str], frozenset[str]]
    """Words of a sentence -> the independent accounts that have it."""
    first: Mapping[str, tuple[Numbers, Numbers]]
    """Root -> its sentences in the accounts that are looked at, and the number of the account of each."""
    numbers: Mapping[str, int]
    """Independent account -> its number."""

    def recurrence(self, root: str) -> float:
        """How often a root recurs in the story; 0 for one that stands in one sentence."""
        n = sum(map(len, self.holders[root].values())) if root in self.holders else 0
        return math.log1p(n) if n > 1 else 0.0


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
    numbers = {account: k for k, account in enumerate(dict.fromkeys(voter.values()))}
    first = {root: _first(held, numbers) for root, held in holders.items()}
    return _Told(holders, {words: frozenset(accounts) for words, accounts in tellers.items()}, first, numbers)


def _first(held: Mapping[str, Sequence[int]], numbers: Mapping[str, int]) -> tuple[Numbers, Numbers]:
    """The sentences of the first accounts that have a root, with the number of each one's account."""
    some = list(islice(held.items(), _ACCOUNTS + 1))
    sentences = np.array([sentence for _, found in some for sentence in found], dtype=np.int64)
    return sentences, np.repeat([numbers[account] for account, _ in some], [len(found) for _, found in some])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of one account, or a clause of a long one, with its ``SIGNS``."""

    span: Span
    words: int
    signs: tuple[float, ...]


def candidates(
    story: Story, lineages: Sequence[Lineage], settings: Settings, *, weights: Weights, said: Statements = ()
) -> Iterator[tuple[Account, Candidate]]:
    """The sentences of a story that answer to none of another account, in order; see ``find_only``."""
    for account, row in _rows(story, _voters(story, lineages), settings, said=said, weights=weights):
        for candidate in row:
            yield account, candidate


def _rows(
    story: Story, voter: Mapping[str, str], settings: Settings, *, said: Statements, weights: Weights
) -> Iterator[tuple[Account, Iterator[Candidate]]]:
    told = _told(story, voter, weights)
    elsewhere: dict[str, list[Span]] = defaultdict(list)
    for tellings in said:
        if len({voter[each.article] for each in tellings}) > 1:
            for each in tellings:
                elsewhere[each.article] += each.mention.content
    for account in story.accounts:
        row = _candidates(account, voter, elsewhere[account.article.id], told=told, weights=weights, settings=settings)
        yield account, row


def _candidates(
    account: Account,
    voter: Mapping[str, str],
    elsewhere: Sequence[Span],
    *,
    told: _Told,
    weights: Weights,
    settings: Settings,
) -> Iterator[Candidate]:
    """Sentences of an account that answer to none of another."""
    article = account.article
    roots = weights.roots[article.id]
    titles = [block.span for block in article.blocks if block.kind in ("title", "subhead", "standfirst")]
    holds = _Holdings(account)
    for span in account.sentences:
        if any(title.overlaps(span) for title in titles):
            continue
        for part in _readable(article.text, span, roots):
            if _shared(part, elsewhere) >= _MOST_SAID * (part.end - part.start):
                continue
            bag = weights.within(article.id, (part,))
            new, likeness = _novelty(bag, voter[article.id], told=told, weights=weights)
            if new >= _LEAST_WORTH and likeness < settings.only_likeness:
                n_words = roots.count(part)
                rare = bag.worth / len(bag.roots)
                central = math.fsum(weights.worth(root) * told.recurrence(root) for root in sorted(bag.roots)) / bag.worth
                yield Candidate(part, n_words, (math.log1p(new), likeness, math.log1p(n_words), *holds.of(part), rare, central))


def _shared(span: Span, others: Sequence[Span]) -> int:
    """How many characters of a span lie in others, which are apart."""
    return sum(max(0, min(span.end, other.end) - max(span.start, other.start)) for other in others)


class _Holdings:
    """What the passages of an account hold: the middle ones of ``SIGNS``."""

    def __init__(self, account: Account) -> None:
        self._text = account.article.text
        self._named = sorted(mention.span for mention in account.actors if mention.form == "name")
        self._events = sorted(event.trigger for event in account.events)
        self._done = sorted(event.trigger for event in account.events if event.actor and event.recipient)
        self._counted = sorted(figure.span for figure in account.figures)
        self._timed = sorted(time.span for time in account.times)
        self._quotes = [(quote.span, quote.mode == "direct") for quote in account.quotes]

    def of(self, span: Span) -> tuple[float, ...]:
        told = words(self._text, span)
        quotes = [direct for quote, direct in self._quotes if quote.overlaps(span)]
        return (
            float(_count(span, self._done) > 0),
            float(min(_MOST_EVENTS, _count(span, self._events))),
            float(_count(span, self._counted) > 0),
            float(_count(span, self._timed) > 0),
            float(min(_MOST_NAMES, _count(span, self._named))),
            float(bool(quotes)),
            float(any(quotes)),
            float(any(word.text in _word_list("first_person") for word in told)),
            float(bool(told) and told[0].text in _word_list("points_back")),
        )


@functools.cache
def _word_list(name: str) -> frozenset[str]:
    return frozenset(lexicon("only")[name].split())


def _count(span: Span, spans: Sequence[Span]) -> int:
    """How many of ``spans``, which are in order, lie within ``span``."""
    first, last = (bisect_left(spans, (edge,)) for edge in span)
    return sum(end <= span.end for _, end in spans[first:last])


class LinearRank(NamedTuple):
    """A logistic model."""

    weights: tuple[float, ...]
    bias: float

    def logit(self, signs: Sequence[float]) -> float:
        """Log odds that a reader points a sentence out."""
        return sum(map(mul, self.weights, signs), self.bias)


class Ranks(NamedTuple):
    """How sentences are ranked by ``SIGNS``, and how those that come first are by that and what the network reads."""

    unread: LinearRank
    read: LinearRank


@functools.cache
def _ranks() -> Ranks:
    table = lexicon("only")
    return Ranks(_rank(table["weights"], SIGNS), _rank(table["weights_read"], ("unread", "read")))


def _rank(table: Mapping[str, float], signs: Sequence[str]) -> LinearRank:
    return LinearRank(tuple(float(table[sign]) for sign in signs), float(table["bias"]))


def reading_of(account: Account, candidate: Candidate) -> float:
    """Log odds that a reader would point a sentence out, as the network reads it."""
    article = account.article
    return shipped().fact(article.title or "", candidate.span.of(article.text))


Place = tuple[str, Span]
"""A passage of an article."""


def _chances(rows: Sequence[tuple[Account, Sequence[Candidate]]], ranks: Ranks) -> Mapping[Place, float]:
    """How likely each candidate is pointed out; of a story that the accurate model read, those that rank first."""
    told = {(account.article.id, candidate.span): (account, candidate) for account, row in rows for candidate in row}
    unread = {place: ranks.unread.logit(candidate.signs) for place, (_, candidate) in told.items()}
    if any(account.quote_model != "accurate" for account, _ in rows):
        return {place: chance(logit) for place, logit in unread.items()}
    first = sorted(unread, key=lambda place: (-unread[place], place))[:_READ]
    return {place: chance(ranks.read.logit((unread[place], reading_of(*told[place])))) for place in first}


def _passages(
    account: Account, row: Sequence[Candidate], all_chances: Mapping[Place, float], weights: Weights
) -> Iterator[_Candidate]:
    """Runs of neighbouring candidates that can be taken in, the weightiest first, none overlapping another."""
    text, roots = account.article.text, weights.roots[account.article.id]
    row = [candidate for candidate in row if (account.article.id, candidate.span) in all_chances]
    chances = [all_chances[account.article.id, candidate.span] for candidate in row]
    runs = []
    for first in range(len(row)):
        for last in range(first, len(row)):
            span = _around(row[first].span, row[last].span)
            apart = last > first and not _adjoin(text, row[last - 1].span, row[last].span)
            if apart or roots.count(span) > _MOST_WORDS:
                break
            runs.append((-round(math.fsum(chances[first : last + 1]), 6), first, last, span))
    taken: set[int] = set()
    for weight, first, last, span in sorted(runs):
        here = range(first, last + 1)
        if taken.isdisjoint(here):
            taken.update(here)
            yield _Candidate(Passage(account.article.id, span), -weight)


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
    mine = told.numbers[voter]
    met: list[Numbers] = []
    worths: list[float] = []
    new = 0.0
    for root in bag.roots:
        sentences, accounts = told.first[root]
        others = sentences[accounts != mine]
        met.append(others)
        worths.append(weights.worth(root))
        if not len(others):
            new += worths[-1]
    everywhere = np.concatenate([np.zeros(0, dtype=np.int64), *met])
    shared = np.bincount(everywhere, np.repeat(worths, [len(others) for others in met]), minlength=1)
    return new, min(1.0, float(shared.max()) / bag.worth if bag.worth else 1.0)


def _spread(found: Sequence[_Candidate], voter: Mapping[str, str], *, most: int) -> list[_Candidate]:
    """The weightiest, no account having more than its share while others wait."""
    share = math.ceil(most / len(set(voter.values())))
    taken: list[_Candidate] = []
    waiting: list[_Candidate] = []
    per: dict[str, int] = defaultdict(int)
    for candidate in found:
        mine = voter[candidate.passage.article]
        per[mine] += 1
        (taken if per[mine] <= share else waiting).append(candidate)
    return [*taken, *waiting][:most]

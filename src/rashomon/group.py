"""Which articles tell the same event: a pile becomes stories.

An article is a vector of its words, weighted by how often it uses them and how rare they are in the news. Two articles are
as alike as the cosine of their vectors, less so the more days lie between them. Stories are what average-link clustering
joins: two groups become one as long as their articles are, on average, alike enough.

How rare a word is cannot be learned from five articles on one event, where every word that matters stands in all of them.
So the pile's counts are added to those of a few thousand other English news articles (``data/news_words.tsv``).

What was tried and left out, since it won nothing on five collections (``benchmarks/stories.py``): a higher weight of names
(-.009 mean BCubed F1 at 1.3), square roots for logarithms, a background of three times the weight, a channel of names only.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Account, Article, Story, content_id
from rashomon.settings import Settings
from rashomon.words import STOPWORDS

__all__ = ["group", "term_of"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MAX_WORD_CHARS = 40
_REPORT_KINDS = frozenset(("standfirst", "body", "subhead"))
_TITLE_WEIGHT = 2.0
"""How often a word of the headline counts (1 to 3 do equally well on full articles; 1 loses on bulk)."""
_LEAD_CHARS = 600
_LEAD_SHARE = 0.5
"""Weight of headline and lead beside the whole report; without it bulk loses .02 and Wikinews .01."""
_RARITY_POWER = 0.85
_UNSEEN = 1.0
"""Background articles that are taken to have a word which the table has not."""
_FEW = 30
"""Articles compared up to which a pile is small."""
_CHUNK = 2_048
_ROWS = 128
_DENSE_TERMS = 256
_MAX_COMPONENT = 6_000
"""Articles that are clustered with one matrix (144 MB)."""


def group(accounts: Sequence[Account], settings: Settings) -> list[Story]:
    """Put every account in exactly one story.

    Duplicates go with their first. Stories stand in order of size, then of the first day, then of their identifier; the
    order of ``accounts`` does not matter.

    Source of the method: average link (UPGMA) by nearest-neighbour chains, Murtagh 1983.
    """
    accounts = sorted(accounts, key=lambda account: (account.article.id, account.article.sha256, account.article.text))
    first = _firsts([account.article for account in accounts])
    kept = [k for k, root in enumerate(first) if root == k]
    days = [_day(accounts[k].article) for k in kept]
    order = sorted(range(len(kept)), key=lambda n: (days[n] is None, days[n] or date.max, n))
    kept, days = [kept[n] for n in order], [days[n] for n in order]
    vectors = _vectors([accounts[k].article for k in kept])
    labels = _average_link(_alike(vectors, days, settings), len(kept))
    story_of = dict(zip(kept, labels.tolist(), strict=True))
    members: defaultdict[int, list[Account]] = defaultdict(list)
    for k, account in enumerate(accounts):
        members[story_of[first[k]]].append(account)
    return sorted(map(_story, members.values()), key=_rank)


def _story(accounts: list[Account]) -> Story:
    return Story(content_id(*(account.article.id for account in accounts)), tuple(accounts))


def _rank(story: Story) -> tuple[int, date, str]:
    days = [day for day in map(_day, story.articles) if day]
    return -len(story.accounts), min(days, default=date.max), story.id


def _day(article: Article) -> date | None:
    return article.published_on or (article.published_at.date() if article.published_at else None)


def _firsts(articles: Sequence[Article]) -> list[int]:
    """For each article the place of the one it duplicates, or its own."""
    place = {article.id: k for k, article in reversed(list(enumerate(articles)))}
    roots = []
    for k, article in enumerate(articles):
        seen = {k}
        while article.duplicate_of in place and (root := place[article.duplicate_of]) not in seen:
            seen.add(root)
            k, article = root, articles[root]
        # articles that name each other have no first: the foremost serves
        roots.append(min(seen) if article.duplicate_of in place else k)
    return roots


# ---------------------------------------------------------------------------------------------- vectors


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Sparse rows of length 1, one an article: row ``k`` is ``columns[starts[k]:starts[k + 1]]`` with its values."""

    starts: Ints
    columns: Ints
    values: Floats

    def rows(self, first: int, last: int) -> tuple[Ints, Ints, Floats]:
        """Row, column and value of the entries of rows ``[first, last)``."""
        part = slice(int(self.starts[first]), int(self.starts[last]))
        lengths = np.diff(self.starts[first : last + 1])
        return np.repeat(np.arange(first, last), lengths), self.columns[part], self.values[part]


def term_of(word: str) -> str:
    """What a word counts as: lower case, without possessive and plural endings; empty for words without content."""
    term = word.lower().replace("’", "'").removesuffix("'s")
    if len(term) < 2 or len(term) > _MAX_WORD_CHARS or term in STOPWORDS:
        return ""
    if len(term) > 4 and term.endswith("ies"):
        return term[:-3] + "y"
    if len(term) > 3 and term.endswith("s") and not term.endswith(("ss", "us", "is")):
        return term[:-1]
    return term


@functools.cache
def _background() -> tuple[int, dict[str, int]]:
    """Number of the background's articles, and in how many of them each term stands."""
    text = resources.files("rashomon").joinpath("data", "news_words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    counts = {term: int(n) for term, n in rows}
    return counts.pop("*"), counts


def _texts(article: Article) -> tuple[str, str]:
    """Headline and report of an article, without its furniture."""
    if not article.blocks:
        return article.title or "", article.text
    titles = [block.span.of(article.text) for block in article.blocks if block.kind == "title"]
    report = "\n".join(block.span.of(article.text) for block in article.blocks if block.kind in _REPORT_KINDS)
    return " ".join(titles[:1]) or article.title or "", report


class _Counts:
    """Term frequencies of a pile, each term by its number."""

    def __init__(self) -> None:
        self.terms: dict[str, int] = {}
        self._number: dict[str, int] = {}
        self.whole: list[tuple[Ints, Floats]] = []
        self.lead: list[tuple[Ints, Floats]] = []

    def add(self, title: str, report: str) -> None:
        """Count one article: the whole of it, and its headline and lead."""
        headline = Counter(_WORD.findall(title))
        for channel, text in ((self.whole, report), (self.lead, report[:_LEAD_CHARS])):
            counts: defaultdict[int, float] = defaultdict(float)
            for words, weight in ((Counter(_WORD.findall(text)), 1.0), (headline, _TITLE_WEIGHT)):
                for word, n in words.items():
                    counts[self._number_of(word)] += weight * n
            counts.pop(-1, None)
            channel.append((np.array(list(counts), np.int64), np.array(list(counts.values()), np.float32)))

    def _number_of(self, word: str) -> int:
        """The number of the word's term, -1 where it has none."""
        number = self._number.get(word)
        if number is None:
            term = term_of(word)
            number = self._number[word] = self.terms.setdefault(term, len(self.terms)) if term else -1
        return number

    def rarity(self) -> Floats:
        """Inverse document frequency of each term, over background and pile together."""
        n_background, background = _background()
        found = np.array([background.get(term, _UNSEEN) for term in self.terms])
        for numbers, _ in self.whole:
            found[numbers] += 1
        rarity: Floats = (np.log((n_background + len(self.whole) + 1) / found) ** _RARITY_POWER).astype(np.float32)
        return rarity


def _vectors(articles: Sequence[Article]) -> _Vectors:
    counts = _Counts()
    for article in articles:
        counts.add(*_texts(article))
    rarity = counts.rarity()
    columns, values, lengths = [], [], [0]
    for whole, lead in zip(counts.whole, counts.lead, strict=True):
        parts = [_weigh(*whole, rarity), _weigh(*lead, rarity)]
        row = np.concatenate([parts[0][1], parts[1][1] * np.float32(math.sqrt(_LEAD_SHARE))])
        columns.append(np.concatenate([parts[0][0], parts[1][0] + len(rarity)]))
        values.append(row / (np.linalg.norm(row) or 1))
        lengths.append(len(row))
    return _Vectors(
        np.cumsum(lengths, dtype=np.int64),
        np.concatenate([*columns, np.zeros(0, np.int64)]),
        np.concatenate([*values, np.zeros(0, np.float32)]).astype(np.float32),
    )


_MAX_TERMS = 250
"""The weightiest terms of an article are kept: 400 do no better, 100 lose .002 mean BCubed F1."""


def _weigh(numbers: Ints, counts: Floats, rarity: Floats) -> tuple[Ints, Floats]:
    """Numbers and weights of the weightiest terms, of length 1."""
    weights = (1 + np.log(counts)) * rarity[numbers]
    if len(weights) > _MAX_TERMS:
        top = np.sort(np.argsort(-weights, kind="stable")[:_MAX_TERMS])
        numbers, weights = numbers[top], weights[top]
    norm = np.linalg.norm(weights)
    return numbers, weights / norm if norm else weights


# ---------------------------------------------------------------------------------------------- pairs


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Articles that are alike at all: ``a[k] > b[k]``, with ``likeness[k]`` as a multiple of what is asked of one story."""

    a: Ints
    b: Ints
    likeness: Floats


def _alike(vectors: _Vectors, days: Sequence[date | None], settings: Settings) -> _Pairs:
    """The pairs of articles whose likeness reaches the floor.

    Dated articles stand first, in order of their days, so that those within the window of one are neighbours; an undated
    article is compared with all before it.
    """
    ordinals = np.array([day.toordinal() for day in days if day], np.int64)
    found: list[tuple[Ints, Ints, Floats]] = [(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))]
    asked = _asked(ordinals, len(days), settings)
    for low, first, last in _chunks(ordinals, len(days), settings.story_window_days):
        for a, likeness in _likeness(vectors, low, first, last):
            likeness[a - low :] = 0
            if a < len(ordinals):
                likeness *= _decay(ordinals[a] - ordinals[low:last], settings)
            likeness /= (asked[a] + asked[low:last]) / 2
            b = np.nonzero(likeness >= settings.story_floor)[0]
            found.append((np.full(len(b), a), b + low, likeness[b]))
    return _Pairs(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _chunks(ordinals: Ints, n: int, window: int) -> Iterator[tuple[int, int, int]]:
    """Runs of articles ``[first, last)`` with the lowest place of those they are compared with."""
    n_dated = len(ordinals)
    for first in range(0, n_dated, _CHUNK):
        yield int(np.searchsorted(ordinals, ordinals[first] - window)), first, min(first + _CHUNK, n_dated)
    for first in range(n_dated, n, _CHUNK):
        yield 0, first, min(first + _CHUNK, n)


def _asked(ordinals: Ints, n: int, settings: Settings) -> Floats:
    """The cosine asked of each of ``n`` articles: more where more articles are compared with it."""
    window = settings.story_window_days
    within = np.searchsorted(ordinals, ordinals + window, side="right") - np.searchsorted(ordinals, ordinals - window)
    compared = np.full(n, n)
    compared[: len(ordinals)] = within + n - len(ordinals)
    tenfolds = np.log10(np.maximum(compared / _FEW, 1))
    return (settings.story_likeness + settings.story_likeness_tenfold * tenfolds).astype(np.float32)


def _decay(gaps: Ints, settings: Settings) -> Floats:
    """What is left of a likeness after so many days."""
    lasting = np.exp(-np.maximum(gaps - 1, 0) / settings.story_decay_days)
    return np.where(gaps > settings.story_window_days, 0, lasting).astype(np.float32)


def _likeness(vectors: _Vectors, low: int, first: int, last: int) -> Iterator[tuple[int, Floats]]:
    """Each article of ``[first, last)`` with its cosines to those of ``[low, last)``.

    Terms that stand in many articles are multiplied as a dense matrix, the others through an inverted index.
    """
    rows, columns, values = vectors.rows(low, last)
    rows = rows - low
    n_columns = int(columns.max(initial=0)) + 1
    frequency = np.bincount(columns, minlength=n_columns)
    common = np.sort(np.argsort(-frequency, kind="stable")[:_DENSE_TERMS])
    dense_column = np.full(n_columns, -1)
    dense_column[common] = np.arange(len(common))
    is_common = dense_column[columns] >= 0
    dense = np.zeros((last - low, len(common)), np.float32)
    dense[rows[is_common], dense_column[columns[is_common]]] = values[is_common]
    rare = np.nonzero(~is_common)[0]
    rare = rare[np.argsort(columns[rare], kind="stable")]
    index_rows, index_values = rows[rare], values[rare]
    index_starts = np.concatenate([[0], np.cumsum(np.bincount(columns[rare], minlength=n_columns))])
    for block in range(first, last, _ROWS):
        products = dense[block - low : min(block + _ROWS, last) - low] @ dense.T
        for a, product in enumerate(products, start=block):
            part = slice(int(vectors.starts[a]), int(vectors.starts[a + 1]))
            own, weights = vectors.columns[part], vectors.values[part]
            starts = index_starts[own]
            lengths = index_starts[own + 1] - starts
            entries = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
            weighted = index_values[entries] * np.repeat(weights, lengths)
            sparse = np.bincount(index_rows[entries], weighted, minlength=last - low)
            # rounded, so that equal texts tie whatever the order of the additions
            yield a, np.round(product + sparse, 5).astype(np.float32)


# ---------------------------------------------------------------------------------------------- clustering


def _average_link(pairs: _Pairs, n: int) -> NDArray[np.int64]:
    """A label for each of ``n`` articles; those of one label are one story."""
    labels = np.arange(n)
    for members, part in _components(pairs, np.arange(n), n, 1.0):
        place = np.searchsorted(members, part.a), np.searchsorted(members, part.b)
        matrix = np.zeros((len(members), len(members)), np.float32)
        matrix[place] = part.likeness
        matrix[place[::-1]] = part.likeness
        labels[members] = members[_chain(matrix)]
    return labels


def _components(pairs: _Pairs, members: Ints, n: int, threshold: float) -> Iterator[tuple[Ints, _Pairs]]:
    """Groups of two or more articles that links of at least ``threshold`` hold together, each with all its pairs.

    Average link never joins across components. A component too large for one matrix is taken apart at a higher threshold.
    """
    strong = pairs.likeness >= threshold
    label = _connected(pairs.a[strong], pairs.b[strong], n)
    inside = label[pairs.a] == label[pairs.b]
    pair_order = np.argsort(label[pairs.a][inside], kind="stable")
    a, b, likeness = (column[inside][pair_order] for column in (pairs.a, pairs.b, pairs.likeness))
    member_order = members[np.argsort(label[members], kind="stable")]
    names, starts, sizes = np.unique(label[member_order], return_index=True, return_counts=True)
    edges = label[a]
    for name, start, size in zip(names, starts, sizes, strict=True):
        if size < 2:
            continue
        part = slice(*np.searchsorted(edges, (name, name + 1)))
        found = _Pairs(a[part], b[part], likeness[part])
        group_members = member_order[start : start + size]
        if size > _MAX_COMPONENT and threshold < 9:
            yield from _components(found, group_members, n, threshold * 1.1)
        else:
            yield group_members, found


def _connected(a: Ints, b: Ints, n: int) -> Ints:
    """For each of ``n`` nodes the lowest node that edges ``a``-``b`` connect it with."""
    label = np.arange(n)
    while True:
        lowest = np.minimum(label[a], label[b])
        update = label.copy()
        np.minimum.at(update, label[a], lowest)
        np.minimum.at(update, label[b], lowest)
        update = update[update]
        if np.array_equal(update, label):
            return label
        label = update


def _chain(matrix: Floats) -> Ints:
    """Average link on a matrix of likeness (changed on the way): for each row the row that stands for its cluster.

    Follow nearest neighbours until two are each other's; they are joined. Ties go to the neighbour before, then to the
    lowest row. A cluster whose nearest is below 1 is done: joins of others never bring one nearer.
    """
    n = len(matrix)
    np.fill_diagonal(matrix, -1)
    size = np.ones(n)
    label = np.arange(n)
    open_rows = set(range(n))
    chain: list[int] = []
    while open_rows:
        if not chain:
            chain.append(min(open_rows))
        top = chain[-1]
        nearest = int(matrix[top].argmax())
        if len(chain) > 1 and matrix[top, chain[-2]] >= matrix[top, nearest]:
            nearest = chain[-2]
        if matrix[top, nearest] < 1:
            closed = top
        elif len(chain) > 1 and nearest == chain[-2]:
            keep, closed = min(top, nearest), max(top, nearest)
            joined = (size[keep] * matrix[keep] + size[closed] * matrix[closed]) / (size[keep] + size[closed])
            joined[keep] = -1
            matrix[keep] = matrix[:, keep] = joined
            size[keep] += size[closed]
            label[label == closed] = keep
            chain.pop()
        else:
            chain.append(nearest)
            continue
        chain.pop()
        open_rows.discard(closed)
        matrix[closed] = matrix[:, closed] = -1
    return label

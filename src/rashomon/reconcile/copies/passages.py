"""Passages that stand in two texts of a pile.

Runs of five words that two texts share are found by an index over their hashes; each run grows over its neighbours, across
small differences, into the longest passage that is still the same text. Words that the texts quote from somebody are carried
along but do not count.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.marks import find_marks
from rashomon.model import Span
from rashomon.settings import Settings

__all__ = ["Collector", "Match", "Overlap", "Shared", "Words", "compare", "find_pairs", "quoted_in", "span_of"]

Ints = NDArray[np.int64]

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:['’]\w+)*")
_LINE = re.compile(r"\S[^\n]*")
_GRAM = 5
_PARTNERS = 8
"""Occurrences before it that an occurrence of a run is compared with, beside the first: all pairs in stories of nine articles,
and linear in the number of articles beyond."""
_MIN_GRAMS = 3
"""Shared runs of five words below which two texts cannot share a passage: twelve words with one changed have three."""
_FRAME = 8
"""Gaps round all words, so that looking beyond a run needs no bounds."""
_SKIPS = (
    (0, 0), (1, 1), (1, 0), (0, 1), (2, 2), (1, 2), (2, 1), (2, 0), (0, 2), (3, 3), (3, 0), (0, 3), (3, 1), (1, 3), (3, 2),
    (2, 3),
)  # fmt: skip
"""Words passed over in the one and the other text where they differ, the smallest difference first."""
_MULTIPLIER = np.int64(0x5851F42D4C957F2D)  # of Knuth's MMIX generator: large and odd


@dataclass(frozen=True, slots=True)
class Shared:
    """What two texts of a pile share: their places in it, the passages in both, and the share of each one's words."""

    first: int
    second: int
    passages: tuple[tuple[Span, Span], ...]
    share_of_first: float
    share_of_second: float


@dataclass(frozen=True, slots=True)
class Words:
    """The words of all texts, one after another, with gaps between texts and where furniture interrupts a text.

    ``number`` tells words apart (negative: a gap), ``start`` and ``end`` are offsets in the text ``text``, ``told`` marks
    words inside quotation marks. Text ``k`` is ``[bounds[k], bounds[k + 1])``.
    """

    number: Ints
    start: Ints
    end: Ints
    text: Ints
    told: NDArray[np.bool_]
    bounds: list[int]

    def share(self, k: int, parts: Iterable[tuple[int, int]]) -> float:
        """How much of text ``k``, quotations left out, lies in parts of it."""
        first, last = self.bounds[k], self.bounds[k + 1]
        own = (self.number[first:last] >= 0) & ~self.told[first:last]
        inside = np.zeros(last - first, np.bool_)
        for start, end in parts:
            inside[start - first : end - first] = True
        return float((own & inside).sum() / max(own.sum(), 1))


class Part(NamedTuple):
    """Words that two texts share one by one: where they begin in both, and how many they are."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Match:
    """A passage in words: where it begins and ends in both texts; how many words match, outside quotations, and differ."""

    a: tuple[int, int]
    b: tuple[int, int]
    matched: int
    own: int
    edited: int


# ---------------------------------------------------------------------------------------------- words


class _Numbers(dict[str, int]):
    """The number of each word as printed; words that differ in typography only have one."""

    def __init__(self) -> None:
        self._of_word: dict[str, int] = {}

    def __missing__(self, printed: str) -> int:
        word = printed.lower().replace("’", "'").replace(".", "")
        self[printed] = number = self._of_word.setdefault(word, len(self._of_word))
        return number


class Collector:
    """Gathers the words of texts into one long row."""

    def __init__(self) -> None:
        self._number_of = _Numbers()
        self._numbers: list[int] = []
        self._places: list[tuple[int, int]] = []
        self._texts: list[int] = []
        self._told: list[NDArray[np.bool_]] = []
        self._bounds: list[int] = []
        self._gaps(_FRAME)

    def _gaps(self, n: int = 1) -> None:
        first = len(self._numbers)
        self._numbers += [-1 - k for k in range(first, first + n)]  # no two gaps are the same
        self._places += [(0, 0)] * n
        self._texts += [-1] * n

    def add(self, text: str, spans: Iterable[Span], quoted: Iterable[Span]) -> None:
        """Add the words of ``spans`` of a text; between two spans lies a gap. ``quoted`` spans are in order and apart."""
        k = len(self._bounds)
        first = len(self._numbers)
        self._bounds.append(first)
        for span in spans:
            self._gaps()
            places = [match.span() for match in _WORD.finditer(text, *span)]
            self._numbers += [self._number_of[text[start:end]] for start, end in places]
            self._places += places
            self._texts += [k] * len(places)
        starts = np.array([start for start, _ in self._places[first:]], np.int64)
        edges = np.array([edge for quote in quoted for edge in quote], np.int64)
        self._told.append(np.searchsorted(edges, starts, side="right") % 2 == 1)  # after a beginning, before its end

    def words(self) -> Words:
        """All that was gathered."""
        bounds = [*self._bounds, len(self._numbers)]
        self._gaps(_FRAME)
        number, text = (np.array(row, np.int64) for row in (self._numbers, self._texts))
        start, end = np.array(self._places, np.int64).T
        frame = np.zeros(_FRAME, np.bool_)
        told = np.concatenate([frame, *self._told, frame]) & (number >= 0)
        return Words(number, start, end, text, told, bounds)


def quoted_in(text: str, stretches: Iterable[Span]) -> list[Span]:
    """What stands in quotation marks within stretches of a text, paragraph by paragraph, in order."""
    found = (
        Span(quoted.start, quoted.end)
        for stretch in stretches
        for quoted in find_marks(text, [Span(*line.span()) for line in _LINE.finditer(text, *stretch)])
    )
    return sorted(found)


# ---------------------------------------------------------------------------------------------- runs


def _seeds(words: Words) -> Iterator[tuple[int, int, list[Part]]]:
    """Pairs of texts with the runs they share: place in the one, place in the other, number of words (five or more)."""
    n = len(words.number) - _GRAM + 1
    grams = np.zeros(n, np.int64)
    for k in range(_GRAM):
        grams = grams * _MULTIPLIER + words.number[k : k + n]
    order = np.argsort(grams, kind="stable")
    same = np.concatenate([[False], grams[order][1:] == grams[order][:-1], [False]])
    order, same = order[same[1:] | same[:-1]], same[:-1][same[1:] | same[:-1]]  # those that occur again
    head = np.maximum.accumulate(np.where(same, 0, np.arange(len(order))))
    pairs = [(order[head], order), *((order[:-k], order[k:]) for k in range(1, _PARTNERS + 1))]
    a, b = (np.concatenate(side) for side in zip(*pairs, strict=True))
    real = (words.text[a] < words.text[b]) & (words.text[a] >= 0) & (grams[a] == grams[b])
    for k in range(_GRAM):  # hashes may lie
        real &= words.number[a + k] == words.number[b + k]
    a, b = a[real], b[real]
    pair = words.text[a] * len(words.bounds) + words.text[b]
    sort = np.lexsort((a, b - a, pair))
    a, b, pair = a[sort], b[sort], pair[sort]
    if len(a):
        yield from _runs(a, b, pair, len(words.bounds))


def _runs(a: Ints, b: Ints, pair: Ints, n_texts: int) -> Iterator[tuple[int, int, list[Part]]]:
    """Grams that follow one another, as runs, pair by pair."""
    follows = (np.diff(pair) == 0) & (np.diff(a) <= 1) & (np.diff(b - a) == 0)  # twice the same gram is one
    starts = np.concatenate([[0], np.nonzero(~follows)[0] + 1])
    ends = np.concatenate([starts[1:], [len(a)]]) - 1
    lengths = a[ends] - a[starts] + _GRAM
    rows = list(map(Part, a[starts].tolist(), b[starts].tolist(), lengths.tolist()))
    edges = np.concatenate([[0], np.nonzero(np.diff(pair[starts]))[0] + 1, [len(starts)]]).tolist()
    for first, last in itertools.pairwise(edges):
        runs = rows[first:last]
        if sum(run.length - _GRAM + 1 for run in runs) >= _MIN_GRAMS:
            one, other = divmod(int(pair[starts[first]]), n_texts)
            yield one, other, runs


def _grow(
    number: list[int], at: tuple[int, int], *, step: int, matched: int, edited: int, share: float
) -> tuple[list[Part], int]:
    """Extend a run over small differences.

    Args:
        number: the words of all texts, by number.
        at: places in the two texts of the first words beyond the run.
        step: 1 to the right, -1 to the left.
        matched: words matched so far.
        edited: words that differ so far.
        share: of the words matched that may differ; two may in any case.

    Returns:
        The parts reached, and the number of words that differ, those before included.
    """
    a, b = at
    found: list[Part] = []
    while True:
        for skip_a, skip_b in _SKIPS:
            cost = max(skip_a, skip_b)
            x, y = a + step * skip_a, b + step * skip_b
            if any(number[k] < 0 for k in (*range(a, x, step), *range(b, y, step))):
                continue
            length = 0
            while number[x + step * length] == number[y + step * length]:
                length += 1
            # as many words must follow as are passed over
            if length >= max(1, cost) and edited + cost <= max(2, share * (matched + length)):
                break
        else:
            return found, edited
        edited += cost
        matched += length
        found.append(Part(x, y, length) if step > 0 else Part(x - length + 1, y - length + 1, length))
        a, b = x + step * length, y + step * length


def _passages(words: Words, number: list[int], runs: list[Part], settings: Settings) -> list[Match]:
    """The passages that two texts share, from the longest run on; runs within what was grown before are passed over."""
    found: list[Match] = []
    grown: list[tuple[Part, Part]] = []
    share = settings.copy_edits
    for run in sorted(runs, key=lambda run: (-run.length, run)):
        if any(_touches(run, first, last) for first, last in grown):
            continue
        a, b, length = run
        right, edited = _grow(number, (a + length, b + length), step=1, matched=length, edited=0, share=share)
        matched = length + sum(part.length for part in right)
        left, _ = _grow(number, (a - 1, b - 1), step=-1, matched=matched, edited=edited, share=share)
        parts = [*reversed(left), run, *right]
        grown.append((parts[0], parts[-1]))
        found += [
            match
            for match in _without_quotations(words, parts)
            if match.own >= settings.copy_words - 1 and match.own + match.edited >= settings.copy_words
        ]
    return found


def _touches(run: Part, first: Part, last: Part) -> bool:
    """Whether a run shares words, in either text, with what reaches from one part to another."""
    in_a = run.a < last.a + last.length and first.a < run.a + run.length
    return in_a or (run.b < last.b + last.length and first.b < run.b + run.length)


def _without_quotations(words: Words, parts: list[Part]) -> Iterator[Match]:
    """What remains of a passage where one of the texts quotes five words or more."""
    a = np.concatenate([np.arange(part.a, part.a + part.length) for part in parts])
    b = np.concatenate([np.arange(part.b, part.b + part.length) for part in parts])
    own = np.nonzero(~(words.told[a] | words.told[b]))[0]
    for piece in np.split(own, np.nonzero(np.diff(own) > _GRAM)[0] + 1):
        if len(piece):
            first, last = int(piece[0]), int(piece[-1])
            in_a, in_b = (int(a[first]), int(a[last]) + 1), (int(b[first]), int(b[last]) + 1)
            matched = last - first + 1
            yield Match(in_a, in_b, matched, len(piece), max(in_a[1] - in_a[0], in_b[1] - in_b[0]) - matched)


class Overlap(NamedTuple):
    """What two texts share: their places in the pile, the passages, and the share of each one's own words.

    Shares count every word of a passage and of a run of five: where a text was reworked throughout, much of it stands in
    pieces that are too short for a passage.
    """

    first: int
    second: int
    matches: list[Match]
    share_of_first: float
    share_of_second: float


def compare(words: Words, settings: Settings) -> Iterator[Overlap]:
    """Pairs of texts that share passages, in order."""
    number = words.number.tolist()
    for first, second, runs in _seeds(words):
        matches = sorted(_passages(words, number, runs, settings), key=lambda match: match.a)
        if matches:
            in_first = [match.a for match in matches] + [(run.a, run.a + run.length) for run in runs]
            in_second = [match.b for match in matches] + [(run.b, run.b + run.length) for run in runs]
            yield Overlap(first, second, matches, words.share(first, in_first), words.share(second, in_second))


def span_of(words: Words, at: tuple[int, int]) -> Span:
    """Where a passage stands in its text, from the first character of its first word to the last of its last."""
    return Span(int(words.start[at[0]]), int(words.end[at[1] - 1]))


def find_pairs(texts: Sequence[str], settings: Settings) -> list[Shared]:
    """The pairs of texts of a pile that share passages, with how much of each stands in the other.

    What stands in quotation marks does not count. Linear in the number of texts: a run of five words that stands in many is
    compared with the first and with the eight before it.
    """
    collector = Collector()
    for text in texts:
        whole = [Span(0, len(text))]
        collector.add(text, whole, quoted_in(text, whole))
    words = collector.words()
    found = []
    for first, second, matches, *shares in compare(words, settings):
        spans = tuple((span_of(words, match.a), span_of(words, match.b)) for match in matches)
        found.append(Shared(first, second, spans, *shares))
    return found

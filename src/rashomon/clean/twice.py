"""A body that is told twice in one text: flattened to one paragraph and again in paragraphs, or pasted twice."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

from rashomon.clean.sheet import Line, Sheet, trim
from rashomon.model import Span
from rashomon.settings import Settings
from rashomon.words import Word, words

__all__ = ["mark_twice"]

_PROBE_CHARS = 40
_GRAM = 6
"""Words that must agree for a run to start. Six in a row hardly ever agree by chance within one article."""
_SLACK_WORDS = 5
"""Words that differ between two runs of one copy (a link's label, a spelling) and still belong to it."""
_MOST_RUNS = 500
"""Runs that are looked at: a copy of a long article has some fifty."""
_DENSE = 0.7
"""Share of the shorter stretch that must stand in the other one too: repeated quotations lie scattered, a copy does not."""


class _Run(NamedTuple):
    """``n`` words from number ``first`` on stand again from number ``second`` on."""

    first: int
    second: int
    n: int


def mark_twice(sheet: Sheet, settings: Settings) -> None:
    """Mark the worse formed of two tellings of the body as duplicate, and what is left of its lines as stubs."""
    if not _is_suspect(sheet):
        return
    spans = [Span(line.start, line.end) for line in sheet.lines if line.kind is None]
    found = words(sheet.text, spans)
    runs = _chain(_split(_runs(found)))
    if not _is_copy(runs, settings):
        return
    runs[0] = _from_line(runs[0], found, sheet.text)
    pairs = [(run.first, run.n) for run in runs]
    others = [(run.second, run.n) for run in runs]
    if _is_worse(others, pairs, [word.span for word in found], sheet.text):
        pairs = others
    stretches = _stretches(pairs, found, sheet.text)
    for line in sheet.lines:
        if line.kind is None:
            _cut(line, stretches)


def _is_suspect(sheet: Sheet) -> bool:
    """Whether the openings of several lines stand a second time in the text (cheap, and seldom true)."""
    hits = chars = total = 0
    for line in sheet.lines:
        total += len(line.text)
        if line.kind is not None or len(line.text) <= _PROBE_CHARS:
            continue
        probe = line.text[:_PROBE_CHARS]
        if sheet.text.find(probe) != line.start or sheet.text.find(probe, line.start + 1) >= 0:
            hits += 1
            chars += len(line.text)
    return hits >= 2 and chars * 4 >= total


def _runs(found: list[Word]) -> list[_Run]:
    """Maximal runs of words that stand a second time, in the order of the second place."""
    texts = [word.text for word in found]
    seen: dict[tuple[str, ...], int] = {}
    runs: list[_Run] = []
    j = 0
    while j + _GRAM <= len(texts):
        gram = tuple(texts[j : j + _GRAM])
        i = seen.setdefault(gram, j)
        n = 0
        if i + _GRAM <= j:
            n = _GRAM
            while j + n < len(texts) and i + n < j and texts[i + n] == texts[j + n]:
                n += 1
            runs.append(_Run(i, j, n))
        j += n or 1
    return runs


def _split(runs: list[_Run]) -> list[_Run]:
    """The runs that lie on both sides of one border, chosen so that they have most words; the others are phrases that
    one telling repeats."""
    runs = runs[:_MOST_RUNS]
    sides = [[run for run in runs if run.first + run.n <= border.second <= run.second] for border in runs]
    return max(sides, key=lambda side: sum(run.n for run in side), default=[])


def _chain(runs: list[_Run]) -> list[_Run]:
    """The runs that keep their order in both places: the chain with most words."""
    best: list[int] = []
    back: list[int] = []
    for k, run in enumerate(runs):
        top, source = 0, -1
        for other in range(k):
            if runs[other].first + runs[other].n <= run.first and best[other] > top:
                top, source = best[other], other
        best.append(top + run.n)
        back.append(source)
    at = max(range(len(runs)), key=lambda k: best[k], default=-1)
    chain: list[_Run] = []
    while at >= 0:
        chain.append(runs[at])
        at = back[at]
    return chain[::-1]


def _from_line(run: _Run, found: list[Word], text: str) -> _Run:
    """The run without a few first words that stand on the line above in either place: there they agree by chance."""
    for k in range(min(_SLACK_WORDS, run.n - 1), 0, -1):
        for at in (run.first + k, run.second + k):
            if "\n" in text[found[at - 1].span.end : found[at].span.start]:
                return _Run(run.first + k, run.second + k, run.n - k)
    return run


def _is_copy(runs: list[_Run], settings: Settings) -> bool:
    """Whether the runs are one dense copy, each telling whole before the other begins."""
    if not runs or runs[-1].first + runs[-1].n > runs[0].second:
        return False
    told = sum(run.n for run in runs)
    shorter = min(runs[-1].first + runs[-1].n - runs[0].first, runs[-1].second + runs[-1].n - runs[0].second)
    return told >= settings.twice_words and told >= _DENSE * shorter


def _is_worse(pairs: list[tuple[int, int]], others: list[tuple[int, int]], spans: list[Span], text: str) -> bool:
    """Whether the first telling is flatter than the other, with less than half the line ends, or else shorter."""
    (n_lines, n_words), (other_lines, other_words) = (_extent(part, spans, text) for part in (pairs, others))
    if n_lines * 2 < other_lines or other_lines * 2 < n_lines:
        return n_lines < other_lines
    return n_words < other_words


def _extent(pairs: list[tuple[int, int]], spans: list[Span], text: str) -> tuple[int, int]:
    """Number of line ends and of words from the first run of a telling to its last."""
    first, last = pairs[0][0], pairs[-1][0] + pairs[-1][1] - 1
    return text.count("\n", spans[first].start, spans[last].end), last - first


def _stretches(pairs: list[tuple[int, int]], found: list[Word], text: str) -> list[Span]:
    """The characters of the copy; small gaps between its runs belong to it."""
    stretches: list[Span] = []
    previous = -1
    for first, n in pairs:
        start, end = found[first].span.start, found[first + n - 1].span.end
        if stretches and first - previous <= _SLACK_WORDS:
            stretches[-1] = Span(stretches[-1].start, end)
        else:
            stretches.append(Span(start, end))
        previous = first + n
    return [Span(_opening(text, start), _closing(text, end)) for start, end in stretches]


def _opening(text: str, start: int) -> int:
    """Quotation marks and brackets before the first word belong to it."""
    while start > 0 and text[start - 1] in "\"'“‘«([":
        start -= 1
    return start


def _closing(text: str, end: int) -> int:
    """So do stops and closing marks after the last one."""
    while end < len(text) and text[end] in ".,;:!?…\"'”’»)]":
        end += 1
    return end


_STUB_WORDS = 15
_NAMES = re.compile(r"[A-Z][\w’'-]*(?: [\w’'-]+){0,5}(?: {2,}[A-Za-z][\w’'-]*(?: [\w’'-]+){0,5})+")


def _cut(line: Line, stretches: list[Span]) -> None:
    """Take the copy out of a line; short left-overs before and after it are stubs."""
    inside = [span for span in stretches if span.start < line.end and span.end > line.start]
    for span in inside:
        line.cut(Span(max(span.start, line.start), min(span.end, line.end)), "duplicate", "body told twice")
    if not inside:
        return
    for rest in list(line.rests()):
        for piece in _pieces(line, rest):
            text = piece.of(line.text)
            span = Span(line.start + piece.start, line.start + piece.end)
            if _NAMES.fullmatch(text):
                line.cut(span, "tags", "topic tags")
            elif len(text.split()) <= _STUB_WORDS:
                line.cut(span, "stub", "left over beside a body told twice")


def _pieces(line: Line, span: Span) -> list[Span]:
    """A left-over, cut after its sentences. Spans are relative to the line."""
    start, end = span.start - line.start, span.end - line.start
    cuts = [match.end() for match in re.finditer(r"[.!?][\"”’)]*(?=\s)", line.text[:end]) if match.end() > start]
    edges = [start, *cuts, end]
    pieces = (trim(line.text, a, b) for a, b in itertools.pairwise(edges))
    return [piece for piece in pieces if piece is not None]

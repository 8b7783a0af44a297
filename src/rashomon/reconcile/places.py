"""Where in its article something stands."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from rashomon.model import Span

__all__ = ["touched"]


def touched(spans: Sequence[Span], span: Span) -> range:
    """Places of those that share a character with ``span``, among spans in order and apart, such as sentences.

    >>> touched([Span(0, 4), Span(5, 9), Span(10, 14)], Span(8, 12))
    range(1, 3)
    """
    first = bisect_left(spans, (span.start + 1,))  # the first that begins after the span's start
    if first and spans[first - 1].end > span.start:
        first -= 1
    return range(first, max(first, bisect_left(spans, (span.end,))))

"""The words of a quote that stand inside quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.model import Quote, Span

__all__ = ["quoted_spans"]

# Double marks; or single ones that are no apostrophes. A mark that is left open runs to the end of its piece.
_MARKED = re.compile(r"[“\"„«]([^“”\"„«»]*)(?:[”\"»]|$)|(?<!\w)['‘]((?:[^'‘’]|(?<=\w)['’](?=\w))+)['’](?!\w)")


def quoted_spans(text: str, quote: Quote) -> tuple[Span, ...]:
    """Where the words inside quotation marks stand: all of a direct quote, parts of a mixed one, none of an indirect one."""
    if quote.mode == "indirect":
        return ()
    found = []
    for piece in quote.content:
        for match in _MARKED.finditer(text, piece.start, piece.end):
            group = 1 if match.group(1) is not None else 2
            if match.start(group) < match.end(group):
                found.append(Span(*match.span(group)))
    if quote.mode == "direct" and 2 * _length(found) < _length(quote.content):
        return quote.content  # a few marked words inside are a quotation within the quotation
    return tuple(found)


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)

"""Transcripts of conversations: each paragraph begins with the name of who speaks (``HOLT: We are done.``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.extract.quotes.drafts import Draft, Paragraph
from rashomon.model import Span

__all__ = ["read_turns"]

_LABEL = re.compile(r"\W{0,2}(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?: \([^)\n]{1,40}\))?(?P<colon>:)\s+")
_CLOSING = '"” \t\u00a0'
_NOISE = re.compile(r"\s*\([A-Z][A-Z ,.]*\)$")
"""``(CROSSTALK)``, ``(LAUGHTER)``: what the transcriber heard besides words."""
_LEAST_TURNS = 2
"""Times that each of two names must open a paragraph: a headline or a list of facts has a colon too."""


def read_turns(text: str, paragraphs: Sequence[Paragraph]) -> None:
    """Make each turn of a transcript one quote, whatever was drafted in its paragraph."""
    for paragraph, match in _turns(text, paragraphs):
        words = text[match.end() : paragraph.views[-1].sentence.end].rstrip(_CLOSING)
        end = match.end() + len(_NOISE.sub("", words))
        if end > match.end():
            paragraph.claimed.update(paragraph.marks)
            name, colon = Span(*match.span("name")), Span(*match.span("colon"))
            turn = Draft([Span(match.end(), end)], name, colon, stance="asserts", mode="direct", paragraph=paragraph.number)
            paragraph.drafts[:] = [turn]


def _turns(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, re.Match[str]]]:
    """The paragraphs that begin with the name of somebody who speaks more than once, where two such converse."""
    found = [
        (p, match) for p in paragraphs if (match := _LABEL.match(text, p.views[0].sentence.start, p.views[-1].sentence.end))
    ]
    times = Counter(match["name"] for _, match in found)
    speakers = {name for name, n in times.items() if n >= _LEAST_TURNS}
    if len(speakers) > 1:
        yield from ((p, match) for p, match in found if match["name"] in speakers or match["name"].isupper())

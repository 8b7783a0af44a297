"""Transcripts of conversations: each paragraph begins with the name of who speaks (``HOLT: We are done.``)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rashomon.extract.quotes.drafts import Draft, Paragraph
from rashomon.model import Span

__all__ = ["read_turns"]

_LABEL = re.compile(r"\W{0,2}(?P<name>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(?:, [A-Z]{4,}| \([^)\n]{1,40}\))?(?P<colon>:)\s+")
_STOP = re.compile(r"[.?!…—–-]['\"”’)]* (?=[A-Z])")
_CLOSING = '"” \t\u00a0'
_NOISE = re.compile(r"\s*\([A-Z][A-Z ,.]*\)$")
"""``(CROSSTALK)``, ``(LAUGHTER)``: what the transcriber heard besides words."""
_LEAST_TURNS = 2
"""Times that each of two names must open a paragraph: a headline or a list of facts has a colon too."""


def read_turns(text: str, paragraphs: Sequence[Paragraph]) -> None:
    """Make each turn of a transcript one quote, whatever was drafted in its paragraph."""
    for paragraph, labels in _turns(text, paragraphs):
        paragraph.claimed.update(paragraph.marks)
        behind = [label.start() for label in labels[1:]] + [paragraph.views[-1].sentence.end]
        turns = (_turn(text, paragraph, label, end) for label, end in zip(labels, behind, strict=True))
        paragraph.drafts[:] = [turn for turn in turns if turn is not None]


def _turn(text: str, paragraph: Paragraph, label: re.Match[str], end: int) -> Draft | None:
    words = text[label.end() : end].rstrip(_CLOSING)
    end = label.end() + len(_NOISE.sub("", words))
    if end <= label.end():
        return None
    name, colon = Span(*label.span("name")), Span(*label.span("colon"))
    return Draft([Span(label.end(), end)], name, colon, stance="asserts", mode="direct", paragraph=paragraph.number)


def _turns(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, list[re.Match[str]]]]:
    """The paragraphs that begin with the name of somebody who speaks more than once, where two such converse, with all names
    in them that are followed by words."""
    found = [(p, labels) for p in paragraphs if (labels := _labels(text, p))]
    times = Counter(label["name"] for _, labels in found for label in labels)
    speakers = {name for name, n in times.items() if n >= _LEAST_TURNS}
    if len(speakers) < 2:
        return
    for paragraph, (first, *others) in found:
        if first["name"] in speakers or first["name"].isupper():
            yield paragraph, [first, *(label for label in others if label["name"] in speakers)]


def _labels(text: str, paragraph: Paragraph) -> list[re.Match[str]]:
    """The name that a paragraph begins with, and those that begin a sentence within it."""
    start, end = paragraph.views[0].sentence.start, paragraph.views[-1].sentence.end
    first = _LABEL.match(text, start, end)
    if first is None:
        return []
    others = (_LABEL.match(text, match.end(), end) for match in _STOP.finditer(text, first.end(), end))
    return [first, *(label for label in others if label is not None)]

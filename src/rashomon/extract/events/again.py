"""Events read again by a network: how likely a reader would list each, and of what type it is.

The rules find the mentions and keep their say: the network's chances and theirs are weighed (``_RULES``). PLOVER's coding stays
that of the rules, which are PLOVER's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.model import EventMention, Parsed, Span
from rashomon.second import EVENT_TYPES, shipped

__all__ = ["read_again"]

_RULES = 2.5
"""Log odds that the type given by the rules has over the others, beside the network's."""


def read_again(parsed: Parsed, events: Sequence[EventMention]) -> Iterator[EventMention]:
    """The events of an article, each as the network reads its sentence."""
    network, text, title = shipped(), parsed.article.text, parsed.article.title or ""
    starts = [sentence.start for sentence in parsed.sentences]
    for event in events:
        k = bisect_right(starts, event.trigger.start) - 1
        start, end = (parsed.sentences[k].start, parsed.sentences[k].end) if k >= 0 else event.span
        before, after = Span(start, event.trigger.start).of(text), Span(event.trigger.end, max(end, event.trigger.end)).of(text)
        reading = network.event(title, before, event.trigger.of(text), after)
        kinds = [chance + _RULES * (name == event.type) for name, chance in zip(EVENT_TYPES, reading.types, strict=True)]
        kind = EVENT_TYPES[max(range(len(kinds)), key=kinds.__getitem__)]
        coded = event.plover if event.plover != (kind, event.status) else None
        yield replace(event, type=kind, coded=coded, listed=reading.listed)

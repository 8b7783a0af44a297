"""Events read again by a network: how likely a reader would list each, and of what type it is.

The rules find the mentions and keep their say: the network's chances and theirs are weighed (``_RULES``). What other types it
may be of is kept, for other accounts to decide (``EventMention.kinds``). What PLOVER calls an act is weighed in the same way,
by what the network learned of sentences that were coded by hand; what is no act by the rules stays none.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rashomon.model import EventMention, Parsed, Span
from rashomon.second import CODES, EVENT_TYPES, EventReading, shipped

__all__ = ["CODED", "coded_as", "read_again"]

_RULES = 2.5
"""Log odds that the type given by the rules has over the others, beside the network's."""
CODED = 3.5
"""The same of what PLOVER calls an act: the rules were written for it."""
_MERGED = {"RETREAT": "CONCEDE"}
"""Types that the codes do not tell apart."""
_LEAST = 0.03
"""Chance below which a type is not kept."""


def read_again(parsed: Parsed, events: Sequence[EventMention]) -> Iterator[EventMention]:
    """The events of an article, each as the network reads its sentence."""
    network, text, title = shipped(), parsed.article.text, parsed.article.title or ""
    starts = [sentence.start for sentence in parsed.sentences]
    for event in events:
        k = bisect_right(starts, event.trigger.start) - 1
        start, end = (parsed.sentences[k].start, parsed.sentences[k].end) if k >= 0 else event.span
        before, after = Span(start, event.trigger.start).of(text), Span(event.trigger.end, max(end, event.trigger.end)).of(text)
        reading = network.event(title, before, event.trigger.of(text), after)
        kinds = _kinds(event.type, reading)
        kind = kinds[0][0]
        code = (coded_as(event.plover[0], reading), event.plover[1])
        coded = code if code != (kind, event.status) else None
        yield replace(event, type=kind, coded=coded, listed=reading.listed, kinds=kinds)


def coded_as(ruled: str, reading: EventReading) -> str:
    """What PLOVER calls a mention; ``ruled`` is what the rules call it."""
    if ruled in ("STATEMENT", "OTHER"):
        return ruled
    merged = _MERGED.get(ruled, ruled)
    best = max(CODES, key=lambda name: reading.codes[CODES.index(name)] + CODED * (name == merged))
    if best != "CONCEDE":
        return best
    return ruled if merged == best else max(("CONCEDE", "RETREAT"), key=lambda name: reading.types[EVENT_TYPES.index(name)])


def _kinds(ruled: str, reading: EventReading) -> tuple[tuple[str, float], ...]:
    """The types that a mention may be of, the likeliest first; ``ruled`` is the one that the rules give."""
    odds = {name: math.exp(c + _RULES * (name == ruled)) for name, c in zip(EVENT_TYPES, reading.types, strict=True)}
    total = math.fsum(odds.values())
    ranked = sorted(odds, key=lambda name: (-odds[name], EVENT_TYPES.index(name)))
    return tuple((n, round(odds[n] / total, 4)) for k, n in enumerate(ranked) if k == 0 or odds[n] >= _LEAST * total)

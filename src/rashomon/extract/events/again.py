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

from rashomon.model import EventMention, Parsed, Sentence, Span
from rashomon.second import CODES, EVENT_TYPES, EventReading, shipped

__all__ = ["CODED", "MERGED", "coded_as", "in_sentence", "read_again"]

_RULES = 2.0
"""Log odds that the type given by the rules has over the others, beside the network's."""
CODED = 3.5
"""The same of what PLOVER calls an act: the rules were written for it."""
MERGED = {"RETREAT": "CONCEDE"}
"""Types that the codes do not tell apart."""
_LEAST = 0.03
"""Chance below which a type is not kept."""


def read_again(parsed: Parsed, events: Sequence[EventMention]) -> Iterator[EventMention]:
    """The events of an article, each as the network reads its sentence."""
    network, title, text = shipped(), parsed.article.title or "", parsed.article.report
    for event in events:
        reading = network.event(title, *in_sentence(text, parsed.sentences, event.trigger))
        kinds = _kinds(event.type, reading)
        kind = kinds[0][0]
        code = (coded_as(event.plover[0], reading), event.plover[1])
        coded = code if code != (kind, event.status) else None
        yield replace(event, type=kind, coded=coded, listed=reading.listed, kinds=kinds, meaning=reading.meaning)


def in_sentence(text: str, sentences: Sequence[Sentence | Span], trigger: Span) -> tuple[str, str, str]:
    """The sentence of a mention as the network reads it: what stands before its trigger, the trigger, and what stands after."""
    sentence = sentences[max(0, bisect_right(sentences, trigger.start, key=lambda one: one.start) - 1)]
    before, after = Span(sentence.start, trigger.start), Span(trigger.end, max(sentence.end, trigger.end))
    return before.of(text), trigger.of(text), after.of(text)


def coded_as(ruled: str, reading: EventReading) -> str:
    """What PLOVER calls a mention; ``ruled`` is what the rules call it."""
    if ruled in ("STATEMENT", "OTHER"):
        return ruled
    merged = MERGED.get(ruled, ruled)
    best = max(zip(CODES, reading.codes, strict=True), key=lambda code: code[1] + CODED * (code[0] == merged))[0]
    if best == merged:
        return ruled
    types = dict(zip(EVENT_TYPES, reading.types, strict=True))
    return "RETREAT" if best == "CONCEDE" and types["RETREAT"] > types["CONCEDE"] else best


def _kinds(ruled: str, reading: EventReading) -> tuple[tuple[str, float], ...]:
    """The types that a mention may be of, the likeliest first; ``ruled`` is the one that the rules give."""
    odds = {name: math.exp(c + _RULES * (name == ruled)) for name, c in zip(EVENT_TYPES, reading.types, strict=True)}
    total = math.fsum(odds.values())
    ranked = sorted(odds, key=lambda name: (-odds[name], EVENT_TYPES.index(name)))
    return tuple((n, round(odds[n] / total, 4)) for k, n in enumerate(ranked) if k == 0 or odds[n] >= _LEAST * total)

"""One happening that two words of a clause tell is one mention: "the talks collapsed", "helped to defeat the rebels"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.model import EventMention

__all__ = ["told_once"]

_SAME = 0.7
"""Share of the characters of two clauses from which they are one. .45 to .8 do about equally well."""
_LIKELY = 0.3
"""Chance from which a mention may well be of a type that it is not called."""
_NO_ACTS = frozenset(("STATEMENT", "OTHER"))


def told_once(events: Sequence[EventMention]) -> list[EventMention]:
    """The mentions of an article; of those of one type in all but the same clause the longest, with PLOVER's code of them."""
    longest_first = sorted(range(len(events)), key=lambda k: (events[k].span.start - events[k].span.end, k))
    kept: dict[int, EventMention] = {}
    for k in longest_first:
        told = next((other for other, mention in kept.items() if _tells(mention, events[k])), None)
        if told is None:
            kept[k] = events[k]
        elif kept[told].plover[0] in _NO_ACTS and (code := events[k].plover)[0] not in _NO_ACTS:
            kept[told] = replace(kept[told], coded=code if code != (kept[told].type, kept[told].status) else None)
    return [kept[k] for k in sorted(kept)]


def _tells(one: EventMention, other: EventMention) -> bool:
    """Whether a mention tells what another does: it may be of its type, in all but the same clause."""
    may_be = one.type == other.type or dict(one.kinds).get(other.type, 0.0) >= _LIKELY
    if not may_be or not one.span.overlaps(other.span):
        return False
    shared = min(one.span.end, other.span.end) - max(one.span.start, other.span.start)
    return 2 * shared >= _SAME * (one.span.end - one.span.start + other.span.end - other.span.start)

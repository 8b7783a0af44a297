"""How likely a careful reader would list an event mention among the events of its story.

A reader lists what other accounts tell too, once, in a full clause; not the killing that a noun recalls in passing. A logistic
model weighs these signs (``listed`` in ``data/alignment_events.toml``, fitted by ``training/fit_event_alignment.py``); where
the network read no mention again, another does without its sign (``listed_unread``).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

from rashomon.model import Account, EventMention, Mode, Quote, Span, Status, TimeMention
from rashomon.reconcile.bags import Floats, Numbers
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.places import touched
from rashomon.reconcile.weigh import rarity
from rashomon.second import EVENT_TYPES

__all__ = ["LISTED", "Company", "Standing", "listing_signs", "own_signs", "standing"]

_OWN = (
    "words", "short", "long", "actor", "recipient", "both_sides", "time", "quoted", "direct", "mixed", "share",
    "in_sentence", "worth", "mode", "context", "rarity", "happening", "common", "told_by", "past", "digits", "marks",
    "read",
)  # fmt: skip
"""Of the mention and its clause alone."""
_AMONG = ("alike", "dice", "near", "alike_to", "again", "told_before")
"""How alike it is to the mentions of other articles, and to those of its own."""
_KINDS = (*EVENT_TYPES, *get_args(Status))
"""Types and statuses of events."""
LISTED = (*_OWN, *_AMONG, *_KINDS)
"""What speaks for and against a mention being listed."""

_SHORT, _LONG = 4, 25
_ALIKE = 0.3


class Standing(NamedTuple):
    """Where a mention stands in its article."""

    sentences: tuple[Span, ...]
    """Those that its trigger touches; its own span where there are none."""
    place: int
    """The number of the first of them, from 0."""
    words: int
    in_sentence: int
    """Event mentions whose trigger stands in the same sentence, itself among them."""
    quoted: Mode | None
    """Of the smallest quote that its trigger stands in: there it serves to argue."""
    time: TimeMention | None
    """The nearest time of its sentence, one within its clause before one outside: it need not date the happening, but tells
    what is told together."""


class Company(NamedTuple):
    """Pairs of mentions, by number, and how alike they are: one value a pair."""

    ones: Numbers
    others: Numbers
    apart: NDArray[np.bool_]
    """Whether they stand in two articles."""
    alike: Floats
    dice: Floats
    near: Floats


def standing(account: Account, count: Callable[[Span], int]) -> list[Standing]:
    """Where each event mention of an account stands; ``count`` gives the words of a span."""
    held = [touched(account.sentences, mention.trigger) for mention in account.events]
    times = [time.span for time in account.times]
    firsts = [places[0] if places else -1 for places in held]
    return [
        Standing(
            tuple(account.sentences[k] for k in places) or (mention.span,),
            max(0, first),
            count(mention.span),
            min(5, firsts.count(first)),
            _quoted(mention, account.quotes),
            _time_beside(mention, [account.times[k] for i in places for k in touched(times, account.sentences[i])]),
        )
        for mention, places, first in zip(account.events, held, firsts, strict=True)
    ]


def _time_beside(mention: EventMention, times: Sequence[TimeMention]) -> TimeMention | None:
    def key(time: TimeMention) -> tuple[bool, int, int]:
        return (not mention.span.covers(time.span), abs(time.span.start - mention.trigger.start), time.span.start)

    return min(times, key=key, default=None)


def _quoted(mention: EventMention, quotes: Sequence[Quote]) -> Mode | None:
    over = [quote for quote in quotes if any(piece.covers(mention.trigger) for piece in quote.content)]
    return min(over, key=lambda q: (q.span.end - q.span.start, q.span.start)).mode if over else None


def own_signs(mention: EventMention, at: Standing, *, text: str, root: str, worth: float, told_by: float) -> tuple[float, ...]:
    """The values of ``_OWN``: ``root`` is its trigger's, ``told_by`` the share of articles that have it."""
    clause, trigger = mention.span.of(text), mention.trigger.of(text).lower()
    length = max(1, at.sentences[-1].end - at.sentences[0].start)
    sides = bool(mention.actor), bool(mention.recipient)
    return (
        math.log1p(at.words) / 4,
        float(at.words < _SHORT),
        float(at.words > _LONG),
        *map(float, sides),
        float(all(sides)),
        float(at.time is not None),
        float(mention.speaker is not None),
        float(at.quoted == "direct"),
        float(at.quoted == "mixed"),
        min(1.0, (mention.span.end - mention.span.start) / length),
        at.in_sentence / 5,
        worth / 4,
        float(mention.mode is not None),
        float(bool(mention.contexts)),
        rarity(root),
        meanings().happening(root),
        float(meanings().knows(root)),
        told_by,
        float(trigger.endswith("ed")),
        float(any(c.isdigit() for c in clause)),
        float("“" in clause or '"' in clause),
        (mention.listed or 0.0) / 4,
    )


def _highest(size: int, rows: Numbers, values: Floats) -> Floats:
    found = np.zeros(size)
    np.maximum.at(found, rows, values)
    return found


def _company(pairs: Company, earlier: NDArray[np.bool_], several: NDArray[np.bool_]) -> Floats:
    """The values of ``_AMONG``, one row a mention."""
    size = len(several)
    both = np.concatenate([pairs.ones, pairs.others])
    apart = np.concatenate([pairs.apart, pairs.apart])

    def doubled(values: Floats, kept: NDArray[np.bool_]) -> Floats:
        return np.where(kept, np.concatenate([values, values]), 0.0)

    second = np.concatenate([~earlier, earlier])  # of the two it is the one told later
    return np.column_stack([
        *(np.maximum(several, _highest(size, both, doubled(v, apart))) for v in (pairs.alike, pairs.dice, pairs.near)),
        np.minimum(3, np.bincount(both, doubled((pairs.alike > _ALIKE).astype(np.float64), apart), minlength=size)) / 3,
        _highest(size, both, doubled(pairs.alike, ~apart)),
        _highest(size, both, doubled(pairs.alike, ~apart & second)),
    ])  # fmt: skip


def listing_signs(
    own: Sequence[tuple[float, ...]],
    mentions: Sequence[EventMention],
    pairs: Company,
    *,
    earlier: NDArray[np.bool_],
    several: NDArray[np.bool_],
) -> Floats:
    """The values of ``LISTED``, one row a mention.

    Args:
        own: ``own_signs`` of each.
        mentions: the mentions.
        pairs: those that were compared.
        earlier: whether the first mention of each pair is told first.
        several: which mentions stand in several articles in the same words.
    """
    kinds: Mapping[str, int] = {name: k for k, name in enumerate(_KINDS)}
    told = np.zeros((len(mentions), len(kinds)))
    for row, mention in enumerate(mentions):
        told[row, [kinds[mention.type], kinds[mention.status]]] = 1.0
    return np.column_stack([np.array(own).reshape(len(own), len(_OWN)), _company(pairs, earlier, several), told])

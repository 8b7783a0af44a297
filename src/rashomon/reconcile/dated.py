"""Whether two times date one happening.

Most articles on one event name its days: that two of them name the same one is no sign that they tell the same of it. What is
a sign: words shared in what is dated, right beside the time, or in the sentence, and happenings of like meaning.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rashomon.model import EventMention, Span
from rashomon.reconcile.measures import Measure

__all__ = ["Deed", "Deeds", "Signs", "date_one_thing"]

_HEAD, _CLOSE, _SENTENCE, _MEANING = 0.25, 0.05, 1.0, 0.6
"""Worth of the words shared in what is dated, likeness of the words beside the time, worth of those shared in the sentence, and
likeness of the happenings, from which each is a sign."""
_OWN_DAY = 0.5
"""How little likely a day must be by chance (``Tally.specific``) to need no sign."""
_DAY, _MONTHS = 1.0, 40.0
"""Days of a time that is a day, and from which one is more than a month."""
_SIGNS_OF_LOOSE = 2
"""Signs that it takes where times are not the same."""


class Deed(NamedTuple):
    """What happens in the clause that a time stands in: its word, and its meaning where the accurate model read it."""

    words: frozenset[str]
    meaning: bytes

    def is_like(self, other: Deed) -> bool:
        """Whether both are told by the same word, or mean much the same."""
        if self.words & other.words:
            return True
        if not self.meaning or not other.meaning:
            return False
        mine, yours = (np.frombuffer(deed.meaning, dtype=np.int8).astype(np.float64) for deed in (self, other))
        length = float(np.sqrt((mine @ mine) * (yours @ yours)))
        return length > 0 and float(mine @ yours) >= _MEANING * length


class Deeds:
    """The happenings of an article, by where their words stand."""

    def __init__(self, events: Sequence[EventMention]) -> None:
        self._events = sorted(events, key=lambda event: (event.trigger, event.span))
        self._starts = [event.trigger.start for event in self._events]

    def at(self, span: Span, sentence: Span) -> EventMention | None:
        """The happening nearest to a time: of those whose clause it stands in, else of its sentence."""
        here = self._events[bisect_left(self._starts, sentence.start) : bisect_right(self._starts, sentence.end)]
        return min(
            here,
            key=lambda event: (not event.span.covers(span), abs(event.trigger.start - span.start), event.trigger),
            default=None,
        )


class Signs(NamedTuple):
    """What two times have in common but their value."""

    head: float
    """Worth of the words that what is dated shares."""
    close: float
    """Likeness of the words beside the times."""
    sentence: float
    """Worth of the words that the sentences share."""
    deeds: tuple[Deed | None, Deed | None]

    @property
    def in_favour(self) -> int:
        """How many of them speak for one happening."""
        one, other = self.deeds
        alike = one is not None and other is not None and one.is_like(other)
        return (self.head >= _HEAD) + (self.close >= _CLOSE) + (self.sentence >= _SENTENCE) + alike


def date_one_thing(one: Measure, other: Measure, *, signs: Signs, specific: float) -> bool:
    """Whether there are signs enough that two times date one happening.

    That a time lies within another is weak, and wants two signs; the same day, week or month wants one, unless it is a day far
    from the story's own, of which nobody speaks by chance (``specific``). A year is told with what it is the year of.
    """
    width = one.high - one.low
    if not one.equals(other) or not math.isfinite(width):
        return signs.in_favour >= _SIGNS_OF_LOOSE
    return width > _MONTHS or (width <= _DAY and specific >= _OWN_DAY) or signs.in_favour > 0

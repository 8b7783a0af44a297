"""Which accounts say otherwise whether an event happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from rashomon.model import EventMention, Status, Told
from rashomon.reconcile.stems import stem

__all__ = ["dissenters"]

_STANDS: Mapping[Status, str] = {
    "happened": "yes", "alleged": "yes", "planned": "not yet", "denied": "no", "negated": "no",
}  # fmt: skip
"""Whether an account has it that an event happened, by the status that it gives the event; the others do not say."""
_ALIKE = 0.75
"""Likeness of what two mentions of the same word mean, where a network read them, from which they tell the same deed. Of 34
events of forty stories whose accounts differed by status alone, two or three were told otherwise; the same word, in a finite
verb, of like meaning, leaves four, three of them rightly."""


def dissenters(tellings: Sequence[Told[EventMention]], texts: Mapping[str, str], *, status: Status) -> tuple[str, ...]:
    """The articles that say otherwise whether an event happened, sorted.

    One that says both differs from nobody; so does one that speaks of a wish or a condition, that leaves to somebody else what
    another tells in its own voice, or that names the event without saying that it happened ("the withdrawal"). And two accounts
    contradict each other only where both tell it by the same word: "was seized" and "was not seized".

    Args:
        tellings: of the event.
        texts: of each article.
        status: what most accounts say.
    """
    said = _STANDS.get(status)
    as_said = [told for told in tellings if said and _STANDS.get(told.mention.status) == said]
    agree = {told.article for told in as_said}
    against = (told for told in tellings if _STANDS.get(told.mention.status, said) != said and told.article not in agree)
    return tuple(sorted({o.article for o in against if any(_tell_one_deed(o, told, texts) for told in as_said)}))


def _tell_one_deed(one: Told[EventMention], other: Told[EventMention], texts: Mapping[str, str]) -> bool:
    if not (one.mention.asserted and other.mention.asserted):
        return False
    triggers = {stem(told.mention.trigger.of(texts[told.article]).lower()) for told in (one, other)}
    return len(triggers) == 1 and _likeness(one.mention, other.mention) >= _ALIKE


def _likeness(one: EventMention, other: EventMention) -> float:
    """Cosine of what a network takes two mentions to mean; 1 where it did not read both."""
    read = [np.frombuffer(mention.meaning, dtype=np.int8).astype(np.int32) for mention in (one, other) if mention.meaning]
    return float(read[0] @ read[1]) / 127**2 if len(read) == 2 else 1.0

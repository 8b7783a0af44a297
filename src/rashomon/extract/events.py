"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import ActorMention, EventMention, Parsed, Quote, TimeMention


def find_events(
    parsed: Parsed, actors: Sequence[ActorMention], quotes: Sequence[Quote], times: Sequence[TimeMention]
) -> list[EventMention]:
    """Nothing yet."""
    return []

"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import ActorMention, Parsed, Quote


def find_quotes(parsed: Parsed, actors: Sequence[ActorMention]) -> list[Quote]:
    """Nothing yet."""
    return []

"""Placeholder."""

from __future__ import annotations

from rashomon.model import ActorMention, Parsed


def find_actors(parsed: Parsed) -> list[ActorMention]:
    """Nothing yet."""
    return []

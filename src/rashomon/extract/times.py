"""Placeholder."""

from __future__ import annotations

from rashomon.model import Parsed, TimeMention


def find_times(parsed: Parsed) -> list[TimeMention]:
    """Nothing yet."""
    return []

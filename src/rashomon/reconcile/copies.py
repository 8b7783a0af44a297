"""Placeholder."""

from __future__ import annotations

from rashomon.model import Copy, Lineage, Story
from rashomon.settings import Settings


def find_copies(story: Story, settings: Settings) -> tuple[tuple[Copy, ...], tuple[Lineage, ...]]:
    """Nothing yet."""
    return ((), ())

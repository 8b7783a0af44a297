"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Lineage, Only, Story
from rashomon.settings import Settings


def find_only(story: Story, lineages: Sequence[Lineage], settings: Settings) -> tuple[Only, ...]:
    """Nothing yet."""
    return ()

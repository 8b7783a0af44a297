"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Lineage, Passage, Story
from rashomon.settings import Settings


def choose_brief(story: Story, lineages: Sequence[Lineage], settings: Settings) -> tuple[Passage, ...]:
    """Nothing yet."""
    return ()

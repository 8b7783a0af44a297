"""Placeholder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rashomon.model import Actor, Story
from rashomon.settings import Settings


def align_statements(story: Story, who: Mapping[Actor, Actor], settings: Settings) -> list[Any]:
    """Nothing yet."""
    return []


align_figures = align_events = align_statements

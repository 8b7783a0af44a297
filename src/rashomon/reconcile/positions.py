"""Placeholder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.model import Actor, Position, Statement, Story


def find_positions(story: Story, statements: Sequence[Statement], who: Mapping[Actor, Actor]) -> tuple[Position, ...]:
    """Nothing yet."""
    return ()

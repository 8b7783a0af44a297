"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import FigureMention, Parsed, Quote


def find_figures(parsed: Parsed, quotes: Sequence[Quote]) -> list[FigureMention]:
    """Nothing yet."""
    return []

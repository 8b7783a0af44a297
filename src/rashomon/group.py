"""Placeholder."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.model import Account, Story, content_id
from rashomon.settings import Settings


def group(accounts: Sequence[Account], settings: Settings) -> list[Story]:
    """Nothing yet."""
    return [Story(content_id(*(a.article.id for a in accounts)), tuple(accounts))]

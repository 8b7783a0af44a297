"""The actors of an article: persons, bodies, countries, groups and sources without a name."""

from __future__ import annotations

from rashomon.extract.actors.find import find_actors

__all__ = ["find_actors"]

"""Who said what: direct, mixed and indirect quotations with their source, cue and content."""

from __future__ import annotations

from rashomon.extract.quotes.find import find_quotes

__all__ = ["find_quotes"]

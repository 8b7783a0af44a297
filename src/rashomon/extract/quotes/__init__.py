"""Who said what: direct, mixed and indirect quotations with their source, cue and content."""

from __future__ import annotations

from rashomon.extract.quotes.drafts import Draft
from rashomon.extract.quotes.find import find_quotes
from rashomon.extract.quotes.tagger import tag

__all__ = ["Draft", "find_quotes", "tag"]

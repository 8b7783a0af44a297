"""What of an article's text could act on its surroundings, made harmless, for the page and for the terminal alike."""

from __future__ import annotations

import re

__all__ = ["neutral"]

_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""Control characters, overrides and embeddings of direction, halves of surrogate pairs, and what is no character."""


def neutral(text: str) -> str:
    """A text in which nothing moves the cursor or turns the reading direction: each such character becomes U+FFFD."""
    return text if text.isprintable() else _HARMFUL.sub("\ufffd", text)  # the test is far cheaper, and mostly enough

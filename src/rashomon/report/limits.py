"""How much of a story the page shows.

A story of five articles is shown whole. One of five hundred would make a page that no browser opens and nobody reads; what
is cut is counted on the page, and everything stays marked in the articles and written in the JSON.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Limits"]


class Limits(NamedTuple):
    """Longest lists of a page. Chosen so that 500 articles of 800 words stay under 10 MB (tests/test_report.py)."""

    statements: int = 120
    statements_alone: int = 250
    figures: int = 60
    figures_alone: int = 100
    events: int = 120
    events_alone: int = 60
    positions: int = 40
    copies: int = 40
    only: int = 40
    tellings: int = 12
    """Wordings of one statement, figure or event."""
    cites: int = 12
    """Accounts listed with one wording."""
    rows: int = 40
    """Rows of each section of the coverage matrix."""
    columns: int = 16
    """Outlets of the coverage matrix: more than a screen holds; those that tell most are kept."""
    articles_with_names: int = 60
    """Largest story whose articles have every name and time marked: they are most of the marks, and no finding needs them."""

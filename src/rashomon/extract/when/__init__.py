"""Expressions of time: what they look like and what they mean."""

from __future__ import annotations

from rashomon.extract.when.absolute import ABSOLUTE, find_clock, full_date, read_clock
from rashomon.extract.when.calendar import Interval
from rashomon.extract.when.relative import RELATIVE
from rashomon.extract.when.words import KEYWORDS, Context, Resolved, Rule, Tense

__all__ = ["KEYWORDS", "RULES", "Context", "Interval", "Resolved", "Rule", "Tense", "find_clock", "full_date", "read_clock"]

RULES = ABSOLUTE + RELATIVE
"""All kinds of expressions."""

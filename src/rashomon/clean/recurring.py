"""Lines that stand in several articles of one outlet: page text that no lexicon knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rashomon.clean.lines import is_page_text
from rashomon.clean.sheet import LONG_CHARS, Line, Sheet
from rashomon.model import Article
from rashomon.settings import Settings
from rashomon.words import content_words

__all__ = ["Recurring", "mark_recurring", "recurring_lines"]

Recurring = frozenset[tuple[str, str]]
"""Outlet and folded line, for lines that recur."""

_LABEL_WORDS = 8
_KEPT_ARTICLES = 24
"""Articles that are kept a line; more prove nothing more."""


def recurring_lines(articles: Sequence[Article], settings: Settings) -> Recurring:
    """Lines that stand in several stories of one outlet and are labels or speak to the reader.

    Sentences of news agencies and quotations recur too, in several outlets or in several versions of one story: only what
    recurs within one outlet, across articles whose titles share little, counts.
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        if article.outlet and article.duplicate_of is None:
            for text in {line.strip() for line in article.text.split("\n")}:
                kept = places[article.outlet, text] if text and len(text) <= LONG_CHARS else []
                if len(kept) < _KEPT_ARTICLES:
                    kept.append(number)
    found = set()
    for (outlet, text), numbers in places.items():
        if len(numbers) >= settings.recurring_articles:
            line = Line(0, text)
            if _is_label(line) or is_page_text(line, after_end=True):
                heads = [articles[number].title or articles[number].text[:200] for number in numbers]
                if _count_stories(heads) >= settings.recurring_articles:
                    found.add((outlet, line.folded))
    return frozenset(found)


def _is_label(line: Line) -> bool:
    """A label: few words, no sentence, no question, no quotation, no name of a person alone."""
    return 1 <= line.n_words <= _LABEL_WORDS and not line.is_closed and '"' not in line.folded and line.text[-1] not in "?:"


def _count_stories(heads: Sequence[str]) -> int:
    """Number of heads that share less than half of their words with each one counted before."""
    counted: list[set[str]] = []
    for head in heads:
        found = {word.text for word in content_words(head)}
        if all(len(found & other) * 2 < max(1, min(len(found), len(other))) for other in counted):
            counted.append(found)
    return len(counted)


def mark_recurring(sheet: Sheet, outlet: str | None, recurring: Recurring) -> None:
    """Mark lines that nothing else was found about and that recur."""
    if not outlet or not recurring:
        return
    for line in sheet.lines:
        if line.kind is None and len(line.text) <= LONG_CHARS and (outlet, line.folded) in recurring:
            kind = "navigation" if _is_label(line) else "about"
            line.take("navigation" if kind == "navigation" else "about", "stands in several articles of the outlet")

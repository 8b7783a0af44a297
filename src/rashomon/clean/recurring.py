"""Lines that stand in several articles of one outlet: page text that no lexicon knows."""

from __future__ import annotations

from collections import Counter, defaultdict
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
_MOST_TIMES = 2
"""A label that stands more often in one article says who speaks, in an interview or transcript."""
_MOST_HEADS = 24
"""Heads that are compared; more prove nothing more."""


def recurring_lines(articles: Sequence[Article], settings: Settings) -> Recurring:
    """Lines that stand in several stories of one outlet and are labels or speak to the reader.

    Sentences of news agencies and quotations recur too, in several outlets or in several versions of one story: only what
    recurs within one outlet, across articles whose titles share little, counts.
    """
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        if article.outlet and article.duplicate_of is None:
            for text in {line.strip() for line in article.text.split("\n")}:
                if text and len(text) <= LONG_CHARS:
                    places[article.outlet, text].append(number)
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
    """A label: few words, no sentence, no question, no quotation."""
    return 1 <= line.n_words <= _LABEL_WORDS and not line.is_closed and '"' not in line.folded and line.text[-1] not in "?:"


def _count_stories(heads: Sequence[str]) -> int:
    """Number of heads that share less than half of their words with each one counted before."""
    counted: list[set[str]] = []
    for head in sorted(set(heads))[:_MOST_HEADS]:  # whatever the order of the pile
        found = {word.text for word in content_words(head)}
        if all(len(found & other) * 2 < max(1, min(len(found), len(other))) for other in counted):
            counted.append(found)
    return len(counted)


def mark_recurring(sheet: Sheet, outlet: str | None, recurring: Recurring) -> None:
    """Mark lines that nothing else was found about and that recur."""
    if not outlet or not recurring:
        return
    found = [line for line in sheet.lines if line.kind is None and (outlet, line.folded) in recurring]
    often = Counter(line.folded for line in found)
    for line in found:
        if often[line.folded] > _MOST_TIMES:
            continue
        line.take("navigation" if _is_label(line) else "about", "stands in several articles of the outlet")

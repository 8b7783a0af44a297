"""Days for time words of articles that bear no date: the story's day is known from its other accounts.

"On Wednesday" in an undated report of a story that others date 12 April is most likely the same Wednesday as theirs. Used to
compare only; what the article is taken to say stays "not known".
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date, timedelta

from rashomon.model import Story

__all__ = ["story_day", "words_to_days"]

_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTHS = {name.lower(): n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if n}
_MONTHS["sept"] = 9
_DAY_MONTH = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?([a-z]{3,9})\b|\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b"
)
_NEAR = {"today": 0, "tonight": 0, "this morning": 0, "yesterday": -1, "tomorrow": 1}
_SPANS = {"last week": (-11, -4), "next week": (3, 10), "this week": (-6, 6)}


def story_day(story: Story) -> date | None:
    """The day on which most articles of a story were published; of equally many the earliest."""
    days = Counter(article.published_on for article in story.articles if article.published_on)
    return min(days, key=lambda day: (-days[day], day)) if days else None


def words_to_days(words: str, day: date) -> tuple[date, date] | None:
    """First and last day that a time expression means in a story of that day, or ``None``."""
    words = " ".join(words.lower().replace("’", "'").split())
    if "new year's day" in words:
        return (date(day.year, 1, 1),) * 2
    for found in _DAY_MONTH.finditer(words):
        n, name = (found[1], found[2]) if found[1] else (found[4], found[3])
        if name in _MONTHS:
            return _nearest_year(int(n), _MONTHS[name], day)
    for name, shift in _NEAR.items():
        if name in words:
            return (day + timedelta(days=shift),) * 2
    for name, weekday in _WEEKDAYS.items():
        if re.search(rf"\b{name}\b", words):
            return (day - timedelta(days=(day.weekday() - weekday) % 7),) * 2
    for name, (first, last) in _SPANS.items():
        if name in words:
            return day + timedelta(days=first), day + timedelta(days=last)
    return None


def _nearest_year(n: int, month: int, day: date) -> tuple[date, date] | None:
    """The day of that month that lies nearest."""
    found = []
    for year in (day.year - 1, day.year, day.year + 1):
        try:
            found.append(date(year, month, n))
        except ValueError:
            continue
    return (min(found, key=lambda d: (abs((d - day).days), d)),) * 2 if found else None

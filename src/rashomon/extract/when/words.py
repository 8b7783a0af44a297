"""What the rules for expressions of time share: the words of the calendar, the context they are resolved in, the result.

A :class:`Rule` is a regular expression over lower-cased text with a function that resolves a match in a :class:`Context`
(the day of the article, the time told last, the tense of the clause). A function answers ``None`` where the match is no time
at all, and an open :class:`Resolved` where it is one that nothing anchors; it may raise ``ValueError`` or ``OverflowError``
for a day that no calendar has.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from rashomon.extract.when import calendar as cal
from rashomon.extract.when.calendar import Interval
from rashomon.lexicon import lexicon
from rashomon.model import Grain

Tense = Literal["past", "future", ""]


class Resolved(NamedTuple):
    """What an expression means; ``interval`` is ``None`` where nothing anchors it."""

    interval: Interval | None
    grain: Grain
    anchor: str = ""
    leads: bool = True
    """Whether "the next day" may be counted from it."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a relative expression is counted from."""

    published: date | None
    anchor: str
    """What ``published`` was taken from: ``published`` or ``dateline``."""
    last: Interval | None
    """The time told last."""
    following: Interval | None
    """The absolute time that follows at once ("two days before 4 April")."""
    tense: Callable[[], Tense]
    """Of the clause that the expression stands in."""


Resolve = Callable[[re.Match[str], Context], Resolved | None]


class Rule(NamedTuple):
    """A kind of expression."""

    pattern: re.Pattern[str]
    resolve: Resolve
    needs: frozenset[str]
    """Classes of :data:`KEYWORDS`: the rule is tried on sentences that have one of them."""
    capital: str = ""
    """The group that must begin with a capital letter (may, march, august)."""
    may_be_name: bool = False
    """Whether it stands in names too (Sunday Times, USA Today)."""


_LEXICON = lexicon("times")
MONTHS = {form: k for k, forms in enumerate(_LEXICON["months"].values(), start=1) for form in forms}
WEEKDAYS = {name: k for k, name in enumerate(_LEXICON["weekdays"]["names"])}
SEASONS: dict[str, int] = _LEXICON["seasons"]
HOLIDAYS: dict[str, dict[str, Any]] = _LEXICON["holidays"]

_FULL_MONTH = "(?:" + "|".join(_LEXICON["months"]) + ")"
_SHORT_MONTH = "(?:" + "|".join(form for forms in _LEXICON["months"].values() for form in forms[1:]) + ")"
MONTH = rf"(?:{_FULL_MONTH}|{_SHORT_MONTH}\.)"
MONTH_BY_DAY = rf"(?:{_FULL_MONTH}|{_SHORT_MONTH}\.?)"
WEEKDAY = "(?:" + "|".join(WEEKDAYS) + ")"
WEEKDAY_BY_DAY = rf"(?:{WEEKDAY}|(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\.?)"
YEAR = r"(?:1[5-9]|20)\d\d"
SEASON = "(?:" + "|".join(SEASONS) + ")"
PART = r"(?:(?P<part>early|mid|late|the (?:very )?(?:beginning|start|middle|end) of)(?:[- ]|-to-late ))?"
NO_MORE = r"(?![\d%]|[:.]\d|,\d{3})\b"
DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?"
WORD_START = r"(?<![\w$£€#@/.,:’'-])"
TO = r"\s?(?:-|–|to|through)\s?"
UNIT = r"(?:second|minute|hour|day|night|week|weekend|fortnight|month|quarter|year|decade|century|centurie)"

KEYWORDS = re.compile(
    rf"\b(?:(?P<month>{MONTH_BY_DAY}\b)|(?P<weekday>{WEEKDAY})|(?P<clock>\d{{1,2}}(?:[:.]\d\d)? ?[ap]\.?m\b|\d{{1,2}}[:.]\d\d\b"
    rf"|\d{{1,2}} o['’]clock|noon\b|midnight\b)|(?P<slashed>\d+[-/.]\d+[-/.]\d)|(?P<digit>\d)|(?P<season>{SEASON})"
    r"|(?P<deictic>today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)|last (?:night|evening)|overnight"
    r"|the day (?:before y|after t)|now\b)|(?P<unit>(?:second|minute|hour|day|night|week|fortnight|month|quarter|year|decade"
    r"|centur|morning|afternoon|evening))|(?P<holiday>" + "|".join(sorted(HOLIDAYS, key=len, reverse=True)) + "))"
)
"""The words that expressions of time are made of, by class."""


def open_time(grain: Grain) -> Resolved:
    """A time that nothing anchors."""
    return Resolved(None, grain)


def from_article(interval: Interval, grain: Grain, context: Context) -> Resolved:
    """A time counted from the day of the article."""
    return Resolved(interval, grain, context.anchor)


def narrow(interval: Interval, part: str | None) -> Interval:
    """The part of an interval that ``early``, ``mid-`` or ``the end of`` means."""
    if not part:
        return interval
    if part.startswith(("early", "the begin", "the start", "the very begin", "the very start")):
        return cal.part_of(interval, "early")
    return cal.part_of(interval, "late" if part.startswith("late") or part.endswith("end of") else "mid")


def nearest(candidates: list[Interval], context: Context, *, tense: Tense) -> Interval | None:
    """Which of some recurring days or months is meant: the last that began by the day of the article in the past tense, the
    first that ends after it in the future, else the nearest."""
    day = context.published
    if day is None or not candidates:
        return None
    past = [c for c in candidates if c.start <= day + timedelta(days=1)]  # the article's day is a time zone's
    future = [c for c in candidates if c.end >= day]
    if tense == "past" and past:
        return past[-1]
    if tense == "future" and future:
        return future[0]
    return min(candidates, key=lambda c: (max((c.start - day).days, (day - c.end).days, 0), c.start > day))


def _years_about(context: Context) -> range:
    day = context.published
    return range(day.year - 1, day.year + 2) if day else range(0)


def each_year(build: Callable[[int], Interval]) -> Callable[[Context], list[Interval]]:
    """A day or month in the years round the article's."""

    def candidates(context: Context) -> list[Interval]:
        found = []
        for year in _years_about(context):
            try:
                found.append(build(year))
            except ValueError:  # 29 February
                continue
        return found

    return candidates


def rule(pattern: str, resolve: Resolve, *, needs: str, capital: str = "", may_be_name: bool = False) -> Rule:
    """A rule from its pattern; ``needs`` lists classes of :data:`KEYWORDS`, split at blanks."""
    return Rule(re.compile(pattern), resolve, frozenset(needs.split()), capital, may_be_name)

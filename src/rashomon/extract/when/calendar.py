"""Days, weeks, months, seasons and years as intervals, and the arithmetic on them.

Intervals hold both ends. All functions raise ``ValueError`` or ``OverflowError`` for days outside the years 1 to 9999 and
for days that no month has; callers take that as "no date".
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any, NamedTuple

from rashomon.model import Grain

__all__ = [
    "Interval",
    "Units",
    "around",
    "century_of",
    "day_of",
    "easter_sunday",
    "grain_of",
    "holiday",
    "month_of",
    "part_of",
    "season_of",
    "shift",
    "week_of",
    "weekend_of",
    "year_of",
    "years_of",
]


class Interval(NamedTuple):
    """From ``start`` to ``end``, both included."""

    start: date
    end: date


Units = str
"""``minute``, ``hour``, ``day``, ``week``, ``month``, ``quarter``, ``year``, ``decade`` or ``century``."""

_DAYS = {"second": 0, "minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "weekend": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "season": 12, "year": 12, "decade": 120, "century": 1200}
# Half the width of what "three months ago" may mean, in days: half a unit to either side.
_SLACK = {"week": 3, "weekend": 3, "fortnight": 4, "month": 15, "quarter": 45, "year": 182, "decade": 1826, "century": 18262}


def day_of(year: int, month: int, day: int) -> Interval:
    """One day."""
    found = date(year, month, day)
    return Interval(found, found)


def month_of(year: int, month: int) -> Interval:
    """A month; months beyond December or before January run into the years beside."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    first = date(year, month, 1)
    return Interval(first, first.replace(day=calendar.monthrange(year, month)[1]))


def year_of(year: int) -> Interval:
    """A year."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def years_of(first: int, last: int) -> Interval:
    """From one year to another."""
    return Interval(date(first, 1, 1), date(last, 12, 31))


def century_of(number: int) -> Interval:
    """The nineteenth century began in 1801."""
    return years_of(100 * number - 99, 100 * number)


def week_of(day: date) -> Interval:
    """The week of a day. It begins on Sunday in America and on Monday elsewhere: the interval holds both readings, eight
    days from Sunday to Sunday."""
    sunday = day - timedelta(days=day.weekday() + 1)
    return Interval(sunday, sunday + timedelta(days=7))


def weekend_of(day: date) -> Interval:
    """Saturday and Sunday of the week (Monday to Sunday) of a day."""
    saturday = day + timedelta(days=5 - day.weekday())
    return Interval(saturday, saturday + timedelta(days=1))


def season_of(year: int, first_month: int) -> Interval:
    """Three months from ``first_month``."""
    return Interval(month_of(year, first_month).start, month_of(year, first_month + 2).end)


def part_of(interval: Interval, part: str) -> Interval:
    """The ``early``, ``mid`` or ``late`` third of an interval."""
    third = ((interval.end - interval.start).days + 1) // 3
    if part == "early":
        return Interval(interval.start, interval.start + timedelta(days=max(third - 1, 0)))
    if part == "late":
        return Interval(interval.end - timedelta(days=max(third - 1, 0)), interval.end)
    return Interval(interval.start + timedelta(days=third), interval.end - timedelta(days=third))


def shift(day: date, count: float, *, unit: Units) -> date:
    """``count`` units after a day (before it, where negative); the last of a shorter month stands for its 31st."""
    if unit in _DAYS:
        return day + timedelta(days=round(count * _DAYS[unit]))
    months = round(count * _MONTHS[unit])
    target = month_of(day.year, day.month + months)
    return target.start.replace(day=min(day.day, target.end.day))


def around(day: date, count: float, *, unit: Units) -> Interval:
    """What "so many units ago" (negative) or "from now" may mean: half a unit to either side; days are exact."""
    centre = shift(day, count, unit=unit)
    slack = timedelta(days=_SLACK.get(unit, 0))
    return Interval(centre - slack, centre + slack)


def grain_of(unit: Units) -> Grain:
    """The grain of a time told in a unit."""
    grains: dict[str, Grain] = {
        "second": "minute", "minute": "minute", "hour": "hour", "night": "part of day", "day": "day", "week": "week",
        "weekend": "day", "fortnight": "week", "month": "month", "quarter": "season", "season": "season", "year": "year",
    }  # fmt: skip
    return grains.get(unit, "years")


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the algorithm of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(rule: dict[str, Any], year: int) -> Interval:
    """The day of a holiday by its rule in ``times.toml``."""
    if "easter" in rule:
        found = easter_sunday(year) + timedelta(days=rule["easter"])
        return Interval(found, found)
    if "day" in rule:
        return day_of(year, rule["month"], rule["day"])
    days = [
        week[rule["weekday"]] for week in calendar.Calendar().monthdayscalendar(year, rule["month"]) if week[rule["weekday"]]
    ]
    return day_of(year, rule["month"], days[rule["nth"] - 1 if rule["nth"] > 0 else rule["nth"]])

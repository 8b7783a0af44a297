"""Dates as exports, pages and front matter print them: absolute ones only, since *two hours ago* counts from a day that
nobody wrote down."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Any, Literal, NamedTuple

__all__ = ["NOT_KNOWN", "Order", "When", "date_in_url", "order_of", "read_when"]

Order = Literal["dmy", "mdy"]
"""Which comes first in ``04/12/2017``: the day or the month."""


class When(NamedTuple):
    """A day, and the instant where the time of day is printed too (without zone where none is printed)."""

    on: date | None = None
    at: datetime | None = None


NOT_KNOWN = When()

_YEARS = (1700, 2100)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1,
    )
    for name in names.split()
}  # fmt: skip
_ZONES = {
    "z": 0, "utc": 0, "gmt": 0, "ut": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "bst": 1, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "msk": 3, "aest": 10, "aedt": 11, "jst": 9,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)", re.ASCII)
_COMPACT = re.compile(r"\s*(?P<y>\d{4})(?P<m>\d\d)(?P<d>\d\d)(?:T?(?P<time>\d{6})(?P<zone>Z)?)?\s*", re.ASCII)
_DAY_MONTH = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*(?:of\s+)?(?P<m>{_MONTH})\b[\s\-/,.']*(?P<y>\d{{4}}|\d\d)(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"\b(?P<m>{_MONTH})\b\.?[\s\-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s,\-]+(?P<y>\d{{4}})(?!\d)", re.ASCII | re.IGNORECASE
)
_UNIX = re.compile(  # as computers print it: Wed Apr 12 15:40:00 +0000 2017
    rf"\b(?P<m>(?i:{_MONTH}))\s+(?P<d>\d\d?)\s+(?P<time>\d\d:\d\d:\d\d)\s+(?P<zone>[+-]\d{{4}}|[A-Z]{{3,4}})?"
    r"\s*(?P<y>\d{4})\b",
    re.ASCII,
)
_NUMERIC = re.compile(r"(?<!\d)(?P<a>\d{1,2})[/.\-](?P<b>\d{1,2})[/.\-](?P<y>\d{4}|\d\d)(?!\d)", re.ASCII)
_TIME = re.compile(
    r"(?<![\d:])(?P<h>\d{1,2})(?:[:.](?P<min>\d\d)(?::(?P<s>\d\d)(?:[.,]\d+)?)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*"
    r"\(?(?P<zone>Z\b|[+-]\d\d:?\d\d|[+-]\d\d\b|(?:[A-Z]{2,4})\b)?",
    re.ASCII | re.IGNORECASE,
)
_IN_URL = re.compile(r"[/\-_=](?P<y>(?:19|20)\d\d)(?P<mark>[/\-_]?)(?P<m>\d\d|[a-z]{3})(?P=mark)(?P<d>\d\d?)(?=[/\-_.?&]|$)")
_LONGEST = 120  # characters of a value that can still be a date


def read_when(value: Any, *, order: Order | None = None) -> When:
    """The day and instant that a value stands for; ``NOT_KNOWN`` where it cannot be told.

    Args:
        value: a string, a number (seconds, milli- or microseconds since 1970, or 20170412), or an object holding one
            (``{"$date": ...}``).
        order: how to read ``04/12/2017``; without it such a date is not known, unless both readings are one.
    """
    if isinstance(value, dict):
        value = next((value[key] for key in ("$date", "$numberLong", "value", "date", "iso") if key in value), None)
        return read_when(value, order=order)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_number(value)
    if not isinstance(value, str) or not 6 <= len(text := value.strip()) <= _LONGEST:
        return NOT_KNOWN
    return _of_text(text, order)


def _of_text(text: str, order: Order | None) -> When:
    if match := _COMPACT.fullmatch(text):
        if (on := _day(match["y"], match["m"], match["d"])) and not (clock := match["time"]):
            return When(on)
        return _instant(on, clock[:2], clock[2:4], clock[4:], UTC if match["zone"] else None) if on else NOT_KNOWN
    if re.fullmatch(r"\d{9,16}(\.\d+)?", text):
        return _of_number(float(text))
    text = _UNIX.sub(r"\g<d> \g<m> \g<y> \g<time> \g<zone>", text)
    for pattern in (_ISO, _MONTH_DAY, _DAY_MONTH):
        if (match := pattern.search(text)) and (on := _day(match["y"], match["m"], match["d"])):
            return _with_time(on, text, match)
    if match := _NUMERIC.search(text):
        readings = _readings(match)
        if len(set(readings.values())) == 1:
            return _with_time(next(iter(readings.values())), text, match)
        return _with_time(readings[order], text, match) if order in readings else NOT_KNOWN
    return _of_dateparser(text)


def _day(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _MONTHS.get(month.lower(), 0)
    full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 70 else 1900)
    try:
        return date(full, number, int(day)) if _YEARS[0] <= full < _YEARS[1] else None
    except ValueError:
        return None


def _with_time(on: date, text: str, match: re.Match[str]) -> When:
    """The day with the time printed after it (``12 April 2017 3:40 PM EDT``) or before it (``15:40, 12 April 2017``)."""
    for part in (text[match.end() :], text[: match.start()]):
        for time in _TIME.finditer(part):
            if not (time["min"] or time["half"]):
                continue
            hour = int(time["h"])
            if time["half"]:
                hour = hour % 12 + (12 if time["half"][0] in "pP" else 0) if 1 <= hour <= 12 else 99
            return _instant(on, hour, time["min"] or 0, time["s"] or 0, _zone(time["zone"]))
    return When(on)


def _instant(on: date, hour: int | str, minute: int | str, second: int | str, zone: tzinfo | None) -> When:
    """Midnight on the second is how exports write a day without a time, and no time of day."""
    try:
        at = datetime(on.year, on.month, on.day, int(hour), int(minute), min(int(second), 59), tzinfo=zone)
    except ValueError:
        return When(on)
    return When(on) if (at.hour, at.minute, at.second) == (0, 0, 0) else When(on, at)


def _zone(name: str | None) -> tzinfo | None:
    if not name:
        return None
    if name[0] not in "+-":
        hours = _ZONES.get(name.lower())
        return None if hours is None else _fixed(timedelta(hours=hours))
    digits = name[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    return _fixed(-offset if name[0] == "-" else offset) if offset < timedelta(hours=24) else None


def _fixed(offset: timedelta) -> tzinfo:
    return UTC if not offset else timezone(offset)


def _of_number(value: float) -> When:
    """Seconds, milliseconds or microseconds since 1970, told apart by their size; or the digits of a day."""
    if value != value or value in (float("inf"), float("-inf")):
        return NOT_KNOWN
    if (match := _COMPACT.fullmatch(f"{value:.0f}")) and (on := _day(match["y"], match["m"], match["d"])):
        clock = match["time"]
        return _instant(on, clock[:2], clock[2:4], clock[4:], None) if clock else When(on)
    for size, unit in ((1e8, 1.0), (1e11, 1e3), (1e14, 1e6)):
        if size <= value < size * 50:
            at = datetime.fromtimestamp(value / unit, UTC).replace(microsecond=0)
            return _instant(at.date(), at.hour, at.minute, at.second, UTC)
    return NOT_KNOWN


def _readings(match: re.Match[str]) -> dict[Order, date]:
    """The days that ``04/12/2017`` can stand for, by which number comes first."""
    day_first = _day(match["y"], match["b"], match["a"])
    month_first = _day(match["y"], match["a"], match["b"])
    readings: dict[Order, date] = {}
    if day_first:
        readings["dmy"] = day_first
    if month_first:
        readings["mdy"] = month_first
    return readings


def order_of(values: Iterable[Any]) -> Order | Literal["either", "unclear"] | None:
    """Whether the dates of a file put the day or the month first, told by those that can be read in one way only
    (``25/12/2017``).

    Returns:
        The order; ``either`` where no date depends on it; ``unclear`` where some do and nothing, or not one thing,
        tells; ``None`` where there are no such dates.
    """
    told: set[Order] = set()
    depends, numeric = False, False
    for value in values:
        if not isinstance(value, str) or not (match := _NUMERIC.search(value)) or _ISO.search(value):
            continue
        readings = _readings(match)
        numeric = True
        if len(readings) == 1:
            told.update(readings)
        depends = depends or len(set(readings.values())) == 2
    if not numeric:
        return None
    if not depends:
        return "either"
    return next(iter(told)) if len(told) == 1 else "unclear"


def date_in_url(url: str | None) -> date | None:
    """The day in an address such as ``/2017/04/12/talks-fail`` or ``/2017/apr/12/``: newsrooms put the day of publication
    there."""
    match = _IN_URL.search(url) if url else None
    return _day(match["y"], match["m"], match["d"]) if match else None


def _of_dateparser(text: str) -> When:
    """What is left to the general parser: only whole dates with a year, never relative to today."""
    if not re.search(r"\d{4}", text):
        return NOT_KNOWN
    import dateparser

    with warnings.catch_warnings():  # it warns of its own use of its dependencies
        warnings.simplefilter("ignore")
        at = dateparser.parse(
            text,
            languages=["en"],
            settings={"PARSERS": ["absolute-time"], "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "YMD"},
        )
    if at is None or not _YEARS[0] <= at.year < _YEARS[1]:
        return NOT_KNOWN
    return _instant(at.date(), at.hour, at.minute, at.second, at.tzinfo)

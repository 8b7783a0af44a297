"""Intervals that can be compared: hours with days, miles with kilometres, a year with a day of it.

A figure's bounds are numbers in its unit, or ISO 8601 strings for dates and times of day. Here they become numbers on the
scale of a *dimension*: lengths of time in days, distances in metres, dates in days, times of day in minutes, money in
dollars.
"""

from __future__ import annotations

import functools
import math
import re
from dataclasses import dataclass
from datetime import date, timedelta

from rashomon.lexicon import lexicon
from rashomon.model import FigureMention
from rashomon.reconcile.stems import stem

__all__ = ["Measure", "measure"]


@functools.cache
def _scales() -> dict[str, tuple[str, float]]:
    """Unit -> its dimension, and the factor to the dimension's base."""
    scales = lexicon("scales")["scales"]
    return {unit: (dimension, factor) for dimension, units in scales.items() for unit, factor in units.items()}


@functools.cache
def _rates() -> dict[str, float]:
    """Currency -> dollars for one unit, roughly."""
    return dict(lexicon("scales")["rates"])


@functools.cache
def _people() -> frozenset[str]:
    return frozenset(map(stem, lexicon("scales")["people"].split()))


_EXCHANGE = 0.2
"""Share by which money converted at a rough rate may differ."""
_ROUNDED_TIME = 0.12
"""Share by which a length of time that is a multiple of five may be off: a nine-minute speech lasted ten minutes."""
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$")
_CLOCK = re.compile(r"(?:.*T)?(\d{1,2}):(\d{2})")


@dataclass(frozen=True, slots=True)
class Measure:
    """An interval on the scale of its dimension, both ends included; infinite where open."""

    dimension: str
    """``time``, ``length``, ``money``, ``date``, ``clock``, ``share``, ``ordinal``, ``count people``, ``count``..."""
    low: float
    high: float
    given: tuple[float | str | None, float | str | None]
    """The bounds as the figure has them."""
    factor: float = 1.0
    """From the figure's unit to the scale."""
    clock: float | None = None
    """The minute of the day, where a time of day is given, alone or with its day."""

    @property
    def exact(self) -> bool:
        """Whether one value is meant (a day, a number), not a range or bound."""
        width = self.high - self.low
        if not math.isfinite(width):
            return False
        return width <= 1e-9 * max(1.0, abs(self.high)) or (self.dimension == "date" and width < 1)

    @property
    def is_bound(self) -> bool:
        """Whether one end alone is told: "at least 75", "up to 10"."""
        return math.isfinite(self.low) != math.isfinite(self.high)

    def equals(self, other: Measure) -> bool:
        """Whether both mean the same interval, up to a thousandth (unit conversions round)."""
        if self.across(other):
            return self.clock is not None and self.clock == other.clock
        slack = 0.0 if self.dimension in ("date", "clock", "ordinal") else 1e-3
        return all(_close(a, b, slack) for a, b in ((self.low, other.low), (self.high, other.high)))

    def meets(self, other: Measure) -> bool:
        """Whether a value exists that both allow."""
        if self.across(other):
            return self.equals(other)
        return max(self.low, other.low) <= min(self.high, other.high) + 1e-9

    def across(self, other: Measure) -> bool:
        """Whether a time of day stands against a day or an instant: only their clocks can be compared."""
        return self.dimension != other.dimension and "clock" in (self.dimension, other.dimension)

    def nearness(self, other: Measure) -> float:
        """Between 0 and 1: how near the values come, by their ratio, or by the days or minutes between them."""
        if self.across(other):
            known = self.clock is not None and other.clock is not None
            return math.exp(-abs((self.clock or 0.0) - (other.clock or 0.0)) / 60.0) if known else 0.0
        if self.dimension in ("date", "clock"):
            gap = max(self.low, other.low) - min(self.high, other.high)
            scale = 7.0 if self.dimension == "date" else 60.0
            return math.exp(-max(0.0, gap) / scale) if math.isfinite(gap) else 0.0
        one, another = self._value, other._value
        if one == another:
            return 1.0
        return max(0.0, min(one, another) / max(one, another)) if one > 0 and another > 0 else 0.0

    @property
    def _value(self) -> float:
        """The middle, or the end that is known."""
        if math.isfinite(self.low) and math.isfinite(self.high):
            return (self.low + self.high) / 2
        return self.low if math.isfinite(self.low) else self.high if math.isfinite(self.high) else 0.0

    def rounds(self, other: Measure) -> bool:
        """Whether one is the other rounded, or converted and rounded: both ends within a fortieth, with fewer digits.

        Money of another currency may lie further off: rates change."""
        if self.dimension in ("date", "clock", "ordinal") or math.inf in (
            abs(self.low),
            abs(self.high),
            abs(other.low),
            abs(other.high),
        ):
            return False
        if self.dimension == other.dimension == "time" and self.factor == other.factor and self.exact and other.exact:
            given = sorted((self.low / self.factor, other.low / other.factor))
            if given[1] - given[0] <= _ROUNDED_TIME * given[1] and sum(value % 5 == 0 for value in given) == 1:
                return True
        slack = _EXCHANGE if self.dimension == "money" and self.factor != other.factor else 0.025
        near = all(abs(a - b) <= slack * max(abs(a), abs(b)) for a, b in ((self.low, other.low), (self.high, other.high)))
        return near and (self.factor != other.factor or abs(_digits(self) - _digits(other)) >= 1)

    def parts_at_one_end(self, other: Measure) -> bool:
        """Whether two ranges agree at one end and differ at the other by more than rounding explains."""
        ends = (self.low, self.high, other.low, other.high)
        measured = self.dimension not in ("date", "clock", "ordinal", "share", "age") and not self.dimension.startswith("count")
        if not measured or self.dimension != other.dimension or math.inf in map(abs, ends):
            return False
        gaps = [abs(a - b) / (max(abs(a), abs(b)) or 1.0) for a, b in ((self.low, other.low), (self.high, other.high))]
        return min(gaps) <= 0.05 and max(gaps) > 0.08


def _close(a: float, b: float, slack: float) -> bool:
    return a == b or (math.isfinite(a) and math.isfinite(b) and abs(a - b) <= slack * max(abs(a), abs(b)))


def _digits(measure: Measure) -> int:
    """Significant digits of the value."""
    return len(f"{measure.low / measure.factor:.6g}".replace(".", "").replace("-", "").split("e")[0].strip("0"))


def measure(figure: FigureMention, days: tuple[date, date] | None = None) -> Measure:
    """The comparable interval of a figure.

    Args:
        figure: the figure.
        days: for a date that the article leaves open, the days that it means in this story (``anchors``).
    """
    given = (figure.low, figure.high)
    if given == (None, None) and figure.unit in ("date", "time of day"):
        known = (float(days[0].toordinal()), days[1].toordinal() + 1_439 / 1_440) if days else (-math.inf, math.inf)
        return Measure("date" if figure.unit == "date" else "clock", *known, given)
    texts = [bound for bound in given if isinstance(bound, str)]
    if texts:
        return _dated(given, texts)
    low = -math.inf if figure.low is None else float(figure.low)
    high = math.inf if figure.high is None else float(figure.high)
    unit = figure.unit.strip().lower()
    roots = [unit, *re.findall(r"[^\W\d_]+|[%$€£¥]", unit)]
    if _is_year(unit, low, high):
        return Measure("date", float(_year(low).toordinal()), _year(high + 1).toordinal() - 1 / 1_440, given)
    if unit.startswith("ordinal") or unit.endswith(" old"):
        return Measure("ordinal" if unit.startswith("ordinal") else "age", low, high, given)
    for word in roots:
        singular = word if word in _scales() else word.removesuffix("s")
        if singular in _scales():
            dimension, factor = _scales()[singular]
            return Measure(dimension, low * factor, high * factor, given, factor)
        rate = _rates().get(word) or _rates().get(singular)
        if rate is not None:
            return Measure("money", low * rate, high * rate, given, rate)
    if any(stem(word) in _people() for word in roots):
        return Measure("count people", low, high, given)
    return Measure("count", low, high, given)


def _is_year(unit: str, low: float, high: float) -> bool:
    return unit in ("year", "date") and 1_000 <= low <= high <= 2_999 and low == int(low) and high == int(high)


def _year(value: float) -> date:
    return date(int(value), 1, 1)


def _dated(given: tuple[float | str | None, float | str | None], texts: list[str]) -> Measure:
    """Bounds given as ISO strings: a date, an instant or a time of day."""
    if not any(_DAY.match(text.split("T")[0]) for text in texts):
        low, high = _minutes(given[0], -math.inf), _minutes(given[1], math.inf)
        return Measure("clock", low, high, given, clock=low if low == high else None)
    starts = _days(given[0])[0] + _minutes(given[0], 0.0) / 1_440 if given[0] is not None else -math.inf
    ends = _days(given[1])[1] + _minutes(given[1], 1_439.0) / 1_440 if given[1] is not None else math.inf
    instant = given[0] == given[1] and _CLOCK.match(texts[0]) is not None
    return Measure("date", starts, ends, given, clock=_minutes(given[0], 0.0) if instant else None)


def _minutes(bound: float | str | None, otherwise: float) -> float:
    found = _CLOCK.match(str(bound)) if bound is not None else None
    return float(int(found.group(1)) * 60 + int(found.group(2))) if found else otherwise


def _days(bound: float | str) -> tuple[float, float]:
    """First and last day, as ordinals, of an ISO date, month or year."""
    found = _DAY.match(str(bound).split("T")[0].split(".")[0])
    if found is None:
        return -math.inf, math.inf
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        if year is not None and month and day:
            return (float(date(year, month, day).toordinal()),) * 2
        if year is not None and month:
            last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            return float(date(year, month, 1).toordinal()), float(last.toordinal())
        return float(date(year or 1, 1, 1).toordinal()), float(date(year or 1, 12, 31).toordinal())
    except ValueError:
        return -math.inf, math.inf

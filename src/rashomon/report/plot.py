"""Intervals on one axis: where "more than 80", "dozens" and 87 lie against each other.

Positions are per cent of the width, so the drawing needs no script and fits every screen.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rashomon.report.labels import say_day

__all__ = ["Bar", "Interval", "Plot", "draw", "label_interval"]

Value = float | str | None
Interval = tuple[Value, Value]

_LOG_FROM = 40.0
"""Ratio of largest to smallest value from which a linear axis squeezes the small ones into a line."""

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_LENGTH = len("2031-03-03")


@dataclass(frozen=True, slots=True)
class Bar:
    """An interval from ``left`` to ``right`` (per cent). ``low_open`` and ``high_open`` tell which ends have no bound;
    ``is_point`` that both ends are one value."""

    left: str
    right: str
    low_open: bool
    high_open: bool
    is_point: bool


@dataclass(frozen=True, slots=True)
class Plot:
    """Bars, one for each interval (``None`` where neither end is known), over ticks of position and label."""

    bars: tuple[Bar | None, ...]
    ticks: tuple[tuple[str, str], ...]
    is_log: bool = False


@dataclass(frozen=True, slots=True)
class _Scale:
    low: float
    high: float
    is_log: bool

    def at(self, value: float) -> float:
        """Position of a value, 0 to 100."""
        if self.is_log:
            return 100 * math.log(value / self.low) / math.log(self.high / self.low)
        return 100 * (value - self.low) / (self.high - self.low)


def _number(value: Value) -> tuple[float, str] | None:
    """A value on its axis, with the kind of axis: number, day or clock."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return (float(value), "number") if math.isfinite(value) and abs(value) < 1e15 else None
    if clock := _CLOCK.fullmatch(value):
        return float(int(clock[1]) * 60 + int(clock[2])), "clock"
    if _YEAR.fullmatch(value):
        value += "-01-01"
    elif _MONTH.fullmatch(value):
        value += "-01"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.toordinal() + (moment.hour * 60 + moment.minute) / 1440, "day"


def draw(intervals: Sequence[Interval]) -> Plot | None:
    """Lay intervals on one axis; ``None`` where all are the same, of more than one kind, or nothing to draw."""
    if len(set(intervals)) < 2:
        return None
    read = [tuple(_number(end) for end in interval) for interval in intervals]
    ends = [end for interval in read for end in interval if end is not None]
    kinds = {kind for _, kind in ends}
    unread = any(
        value is not None and end is None for i, r in zip(intervals, read, strict=True) for value, end in zip(i, r, strict=True)
    )
    if len(kinds) != 1 or unread or len(set(read)) < 2:
        return None
    (kind,) = kinds
    has_open = any(low is None or high is None for low, high in read)
    scale = _scale([value for value, _ in ends], whole=kind != "number", has_open=has_open)
    bars = tuple(_bar(low and low[0], high and high[0], scale) for low, high in read)
    ticks = tuple((_per_cent(scale.at(tick)), _tick_label(tick, kind)) for tick in _ticks(scale, kind))
    return Plot(bars, ticks, scale.is_log)


def _scale(values: Sequence[float], *, whole: bool, has_open: bool) -> _Scale:
    low, high = min(values), max(values)
    if low > 0 and high / low >= _LOG_FROM and not whole:
        return _Scale(low / 1.6, high * 1.6, True)
    room = (high - low) * (0.25 if has_open else 0.12) or (1.0 if whole else max(abs(high) * 0.2, 1.0))
    floor = low - room
    return _Scale(0.0 if floor < 0 <= low else floor, high + room, False)


def _bar(low: float | None, high: float | None, scale: _Scale) -> Bar | None:
    if low is None and high is None:
        return None
    left = 0.0 if low is None else scale.at(low)
    right = 100.0 if high is None else scale.at(high)
    return Bar(_per_cent(left), _per_cent(right), low is None, high is None, low == high)


def _per_cent(position: float) -> str:
    return f"{min(max(position, 0.0), 100.0):.1f}%"


def _ticks(scale: _Scale, kind: str) -> list[float]:
    if scale.is_log:
        decades = range(math.floor(math.log10(scale.low)), math.ceil(math.log10(scale.high)) + 1)
        found = [10.0**d for d in decades if scale.low <= 10.0**d <= scale.high]
        return found if len(found) <= 6 else found[:: math.ceil(len(found) / 6)]
    step = _step((scale.high - scale.low) / 4, kind)
    first = math.ceil(scale.low / step)
    return [k * step for k in range(first, math.floor(scale.high / step) + 1)]


def _step(rough: float, kind: str) -> float:
    """The next round step: 1, 2 or 5 times a power of ten; whole days; 5, 10, 15, 30 or 60 minutes."""
    if kind == "clock":
        return next((m for m in (5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0) if m >= rough), 480.0)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= rough * 0.999)
    return max(step, 1.0) if kind == "day" else step


def _tick_label(value: float, kind: str) -> str:
    if kind == "clock":
        return f"{int(value // 60) % 24:02d}:{int(value % 60):02d}"
    if kind == "day":
        return say_day(date.fromordinal(max(1, int(value))))
    return _label_number(value)


def _label_number(value: float) -> str:
    """A number as the report writes it: ``1,200``, ``2.5``, ``3.1 million``."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:.4g} {name}"
    rounded = round(value, 4)
    return f"{int(rounded):,}" if rounded == int(rounded) else f"{rounded:,.4g}"


def _label_day(value: str | None) -> str | None:
    """A day as the report writes it, with its time where it has one; a month, a year or a time stays as it is."""
    try:
        moment = datetime.fromisoformat(value) if value and _DAY.match(value) else None
    except ValueError:
        moment = None
    if value is None or moment is None:
        return value
    return say_day(moment.date()) + (f", {moment:%H:%M}" if len(value) > _DAY_LENGTH else "")


def label_interval(interval: Interval) -> str:
    """An interval in signs: ``80 or more``, ``45–55``, ``up to 9``; the empty string where neither end is known."""
    low, high = (_label_number(end) if isinstance(end, (int, float)) else _label_day(end) for end in interval)
    if low is None and high is None:
        return ""
    if high is None:
        return f"{low} or {'later' if isinstance(interval[0], str) else 'more'}"
    if low is None:
        return f"{'until' if isinstance(interval[1], str) else 'up to'} {high}"
    return str(low) if low == high else f"{low}–{high}"

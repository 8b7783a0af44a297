"""The events of a story against the days they happened on, as a drawing and as the table behind it.

The axis has a column for each day or longer time that is told, in order; days without events are left out, and the axis is
broken there. Cooperation stands above the axis, conflict below.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from rashomon.relations import Act
from rashomon.report.labels import MONTHS, Label, labels, say_when, status_label
from rashomon.report.ledger import Back, Cite, Ledger
from rashomon.report.relations import party_label

__all__ = ["ColumnView", "MarkView", "TimelineRow", "TimelineView", "timeline_view"]

_COLUMNS = 9
_STACK = 6
"""Events of one day and side that are drawn; the table has all."""
_STEP, _HIGH, _LEFT, _WIDE = 22, 18, 8, 88


class MarkView(NamedTuple):
    """An event: its number and link, where it stands, and what it is in words."""

    back: Back
    act: str
    x: float
    y: float
    kind: str
    happened: bool
    says: str


class ColumnView(NamedTuple):
    """A day or longer time on the axis. ``gap`` tells that days are left out before it."""

    x: float
    label: str
    year: str
    gap: bool
    more: tuple[tuple[float, int], ...]


class TimelineRow(NamedTuple):
    """An event as the table has it."""

    back: Back
    when: str
    actor: str
    recipient: str
    act: str
    status: Label
    independent: int
    cite: Cite


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The drawing and its table."""

    width: int
    height: int
    axis: float
    column: int
    columns: tuple[ColumnView, ...]
    marks: tuple[MarkView, ...]
    rows: tuple[TimelineRow, ...]
    undated: int
    hidden: int


Time = tuple[date, date]


def timeline_view(acts: Iterable[Act], listed: Mapping[str, Back], ledger: Ledger) -> TimelineView | None:
    """The listed events of a story whose time is told; ``None`` where they tell fewer than two times."""
    known = [act for act in acts if act.id in listed]
    by_time: dict[Time, list[Act]] = defaultdict(list)
    for act in known:
        if act.start is not None:
            by_time[act.start, act.end or act.start].append(act)
    if len(by_time) < 2:
        return None
    weight = {time: (-max(act.independent for act in told), -len(told), time) for time, told in by_time.items()}
    times = sorted(sorted(by_time, key=weight.__getitem__)[:_COLUMNS])
    above, below = (max(_tall(by_time[time], side) for time in times) for side in (True, False))
    axis = 6 + above * _STEP + 4
    columns, marks = [], []
    for k, time in enumerate(times):
        x = _LEFT + _WIDE * (k + 0.5)
        stacked = [_stack(by_time[time], cooperative, axis=axis, x=x, listed=listed) for cooperative in (True, False)]
        marks += [mark for side, _ in stacked for mark in side]
        before = times[k - 1] if k else None
        gap = before is not None and (time[0] - before[1]).days > 1
        columns.append(_column(x, time, before, gap=gap, more=tuple(more for _, more in stacked if more)))
    dated = [act for time in times for act in _ranked(by_time[time])]
    return TimelineView(
        width=round(2 * _LEFT + _WIDE * len(times)),
        height=round(axis + 40 + below * _STEP + 6),
        axis=axis,
        column=_WIDE,
        columns=tuple(columns),
        marks=tuple(marks),
        rows=tuple(_row(act, listed[act.id], ledger) for act in dated),
        undated=sum(act.start is None for act in known),
        hidden=sum(map(len, by_time.values())) - len(dated),
    )


def _ranked(acts: Iterable[Act]) -> list[Act]:
    return sorted(acts, key=lambda act: (act.status != "happened", -act.independent, act.id))


def _side(acts: Iterable[Act], cooperative: bool) -> list[Act]:
    return [act for act in _ranked(acts) if (act.value.quad <= 2) == cooperative]


def _tall(acts: Sequence[Act], cooperative: bool) -> int:
    n = len(_side(acts, cooperative))
    return n if n <= _STACK else _STACK + 1


def _stack(
    acts: Sequence[Act], cooperative: bool, *, axis: float, x: float, listed: Mapping[str, Back]
) -> tuple[list[MarkView], tuple[float, int] | None]:
    """The events of one time on one side of the axis, from the axis outwards, and how many there is no room for."""
    side = _side(acts, cooperative)

    def y(k: int) -> float:
        return axis - 4 - _HIGH - k * _STEP if cooperative else axis + 40 + k * _STEP

    kind = "cooperation" if cooperative else "conflict"
    marks = [
        MarkView(
            listed[act.id], str(labels()["deeds"][act.type]), round(x, 1), y(k), kind, act.status == "happened", _says(act)
        )
        for k, act in enumerate(side[:_STACK])
    ]
    return marks, (y(_STACK) + 13, len(side) - _STACK) if len(side) > _STACK else None


def _says(act: Act) -> str:
    act_name = labels()["events"].get(act.type, act.type)
    status = "" if act.status == "happened" else f" ({status_label(act.status).text})"
    if act.actor == act.recipient:
        return f"{' ↔ '.join(map(party_label, act.actor))}: {act_name}{status}"
    return f"{_parties(act.actor) or '?'} → {_parties(act.recipient) or '?'}: {act_name}{status}"


def _parties(parties: Sequence[str]) -> str:
    return ", ".join(map(party_label, parties))


def _column(x: float, time: Time, before: Time | None, *, gap: bool, more: tuple[tuple[float, int], ...]) -> ColumnView:
    label = _short(*time)
    year = "" if label[:4].isdigit() or (before and before[0].year == time[0].year) else str(time[0].year)
    return ColumnView(round(x, 1), label, year, gap, more)


def _short(first: date, last: date) -> str:
    """A time as a column has room for it: ``6 Apr``, ``2–9 Apr``, ``April``, ``2016``."""
    month = MONTHS[first.month - 1][:3]
    if first == last:
        return f"{first.day} {month}"
    ends = last + timedelta(days=1)
    if (first.month, first.day, ends.month, ends.day) == (1, 1, 1, 1):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if first.day == 1 and ends.day == 1:
        until = "" if (first.year, first.month) == (last.year, last.month) else f"–{MONTHS[last.month - 1][:3]}"
        return month + until
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{last.day} {month}"
    return f"{first.day} {month}–{last.day} {MONTHS[last.month - 1][:3]}"


def _row(act: Act, back: Back, ledger: Ledger) -> TimelineRow:
    best = act.clauses[0]
    return TimelineRow(
        back, say_when(act.start, act.end), _parties(act.actor), _parties(act.recipient),
        str(labels()["events"].get(act.type, act.type)), status_label(act.status), act.independent,
        ledger.cite(best.article, best.span, kind="event", back=back),
    )  # fmt: skip

"""Expressions of time that are counted from the day of the article, or from the time told last."""

from __future__ import annotations

import re
from datetime import timedelta

from rashomon.extract.numbers import COUNT, read_amount
from rashomon.extract.when import calendar as cal
from rashomon.extract.when.calendar import Interval
from rashomon.extract.when.words import (
    SEASON,
    SEASONS,
    UNIT,
    WEEKDAY,
    WEEKDAYS,
    Context,
    Resolved,
    Rule,
    from_article,
    narrow,
    open_time,
    rule,
)
from rashomon.model import Grain

__all__ = ["RELATIVE"]

# ---------------------------------------------------------------------------------------------- days of the week

_NAMED_DAY = re.compile(r"\b(?:black|super|bloody|cyber|giving|ruby|good|ash|palm|easter|every|each|on an?|any)\s$")


def _weekday(match: re.Match[str], context: Context) -> Resolved | None:
    """``Wednesday``, ``last Tuesday``, ``early on Friday morning``: the last such day, the day of the article included, unless
    the clause looks ahead."""
    text, at = match.string, match.start()
    if _NAMED_DAY.search(text, max(0, at - 12), at):
        return None
    grain: Grain = "part of day" if match["part"] or match["pre"] in ("early", "late") else "day"
    day = context.published
    if day is None:
        return open_time(grain)
    back = (day.weekday() - WEEKDAYS[match["wd"]]) % 7
    rel = match["rel"] or ""
    if rel in ("following", "previous") and context.last:
        return _weekday_beside(match, context, rel)
    ahead = rel in ("next", "this coming", "coming")
    if not rel or rel == "this":
        ahead = context.tense() == "future"
    if ahead:
        found = day + timedelta(days=7 - back if back or rel not in ("", "this") else 0)
    else:
        found = day - timedelta(days=7 if rel == "last" and not back else back)
    return from_article(Interval(found, found), grain, context)


def _weekday_beside(match: re.Match[str], context: Context, rel: str) -> Resolved:
    """``the following Monday``, counted from the time told last."""
    assert context.last is not None
    start = context.last.start
    back = (start.weekday() - WEEKDAYS[match["wd"]]) % 7
    found = start - timedelta(days=back or 7) if rel == "previous" else start + timedelta(days=7 - back)
    return Resolved(Interval(found, found), "day", "before")


_DEICTIC: dict[str, tuple[int, int, Grain]] = {
    "today": (0, 0, "day"), "this day": (0, 0, "day"), "tonight": (0, 0, "part of day"),
    "this morning": (0, 0, "part of day"), "this afternoon": (0, 0, "part of day"), "this evening": (0, 0, "part of day"),
    "last night": (-1, -1, "part of day"), "last evening": (-1, -1, "part of day"), "overnight": (-1, 0, "part of day"),
    "yesterday": (-1, -1, "day"), "tomorrow": (1, 1, "day"), "now": (0, 0, "day"),
    "the day before yesterday": (-2, -2, "day"), "the day after tomorrow": (2, 2, "day"),
}  # fmt: skip


def _deictic(match: re.Match[str], context: Context) -> Resolved | None:
    """``yesterday``, ``tonight``, ``this morning``."""
    first, last, grain = _DEICTIC[match["name"]]
    if match["part"]:
        grain = "part of day"
    if context.published is None:
        return open_time(grain)
    day = context.published
    interval = Interval(day + timedelta(days=first), day + timedelta(days=last))
    # "now" and "today" stand for these times: what follows "the next day" is counted from elsewhere
    return Resolved(interval, grain, context.anchor, match["name"] not in ("now", "today"))


# ---------------------------------------------------------------------------------------------- last week, the next day


def _period(match: re.Match[str], context: Context) -> Resolved | None:
    """``last week``, ``earlier this month``, ``the following year``, ``that night``, ``the day before``."""
    unit, rel, pre = match["unit"], match["rel"], match["pre"] or ""
    grain: Grain = "season" if unit in SEASONS else "part of day" if unit in _PARTS else cal.grain_of(unit)
    if rel in ("the following", "the previous", "the preceding", "the prior", "following", "previous"):
        return _beside(unit, -1 if "pre" in rel or "prior" in rel else 1, context)
    if rel == "the next" and (unit in ("day", "night", "morning", "afternoon", "evening") or context.tense() == "past"):
        return _beside(unit, 1, context)
    if rel in ("that", "the same", "that same", "the very same", "this same"):
        return _same(unit, grain, pre=pre, context=context)
    if rel == "the" and not pre and unit != "weekend":
        return None
    if context.published is None:
        return open_time(grain) if unit not in ("season", "day", *_PARTS) or pre else None
    interval = _period_of(unit, rel, pre=pre, context=context)
    return from_article(interval, grain, context) if interval else None


def _beside_told(match: re.Match[str], context: Context) -> Resolved | None:
    """``the day before``, ``the week after``."""
    return _beside(match["unit"], -1 if match["rel"] == "before" else 1, context)


_PARTS = frozenset(("night", "morning", "afternoon", "evening"))
_WINDOWS = frozenset(("the last", "the past", "past", "this past", "the next", "the coming", "coming", "this coming"))


def _period_of(unit: str, rel: str, *, pre: str, context: Context) -> Interval | None:
    day = context.published
    assert day is not None
    if unit in _PARTS or unit == "season":
        return Interval(day, day) if rel == "the" and pre else None
    if unit == "day":
        if rel in ("the past", "the last", "past"):
            return Interval(day - timedelta(days=1), day) if rel != "the last" else None
        return Interval(day, day) if rel == "the" and pre else None
    if rel in _WINDOWS and unit not in SEASONS and unit != "weekend":
        far = cal.shift(day, 1 if "next" in rel or "coming" in rel else -1, unit=unit)
        return Interval(min(day, far), max(day, far))
    step = -1 if "last" in rel or "past" in rel else 1 if "next" in rel or "coming" in rel else 0
    interval = _calendar_period(unit, step, context)
    if interval is None or not pre:
        return interval
    if pre == "earlier" and not step:
        return Interval(min(interval.start, day), day)
    if pre == "later" and not step:
        return Interval(day, max(interval.end, day))
    return narrow(interval, {"earlier": "early", "later": "late"}.get(pre, pre))


def _calendar_period(unit: str, step: int, context: Context) -> Interval | None:
    """The week, month or year of the article's day, or the one before (-1) or after it (1)."""
    day = context.published
    assert day is not None
    if unit == "week":
        return cal.week_of(day + timedelta(days=7 * step))
    if unit == "weekend":
        # on Monday to Thursday "the weekend" is the last one, unless the clause looks ahead
        if not step and day.weekday() <= 3 and context.tense() != "future":
            step = -1
        return cal.weekend_of(day + timedelta(days=7 * step))
    if unit == "month":
        return cal.month_of(day.year, day.month + step)
    if unit == "quarter":
        return cal.season_of(day.year + (day.month - 1 + 3 * step) // 12, (day.month - 1 + 3 * step) % 12 // 3 * 3 + 1)
    if unit == "year":
        return cal.year_of(day.year + step)
    if unit == "decade":
        first = day.year // 10 * 10 + 10 * step
        return cal.years_of(first, first + 9)
    if unit == "century":
        return cal.century_of((day.year - 1) // 100 + 1 + step)
    return _season_about(SEASONS[unit], step, context)


def _season_about(first_month: int, step: int, context: Context) -> Interval:
    day = context.published
    assert day is not None
    seasons = [cal.season_of(year, first_month) for year in range(day.year - 2, day.year + 3)]
    if step < 0:
        return [s for s in seasons if s.end < day][-1]
    if step > 0:
        return next(s for s in seasons if s.start > day)
    return min(seasons, key=lambda s: max((s.start - day).days, (day - s.end).days, 0))


def _beside(unit: str, step: int, context: Context) -> Resolved:
    """The day, week or year before or after the time told last."""
    grain = "part of day" if unit in _PARTS else "season" if unit in SEASONS else cal.grain_of(unit)
    last = context.last
    if last is None or unit in SEASONS or unit == "season":
        return open_time(grain)
    if unit == "month":
        return Resolved(cal.month_of(last.start.year, last.start.month + step), grain, "before")
    if unit == "year":
        return Resolved(cal.year_of(last.start.year + step), grain, "before")
    if (last.end - last.start).days > 1:
        return open_time(grain)
    unit = "day" if unit in _PARTS else unit
    centre = cal.shift(last.start, step, unit=unit)
    interval = Interval(centre, centre) if unit == "day" else cal.week_of(centre)
    return Resolved(interval, grain, "before")


def _same(unit: str, grain: Grain, *, pre: str, context: Context) -> Resolved:
    """``that day``, ``later that year``: the day or year of the time told last."""
    last = context.last
    if last is None or unit in SEASONS:
        return open_time(grain)
    if unit == "year":
        return Resolved(narrow(cal.year_of(last.start.year), pre if pre in ("early", "late") else ""), grain, "before")
    if unit == "month":
        return Resolved(cal.month_of(last.start.year, last.start.month), grain, "before")
    if (last.end - last.start).days > 1:
        return open_time(grain)
    if unit in ("day", *_PARTS):
        return Resolved(Interval(last.start, last.start), grain, "before")
    return Resolved(cal.week_of(last.start), grain, "before") if unit == "week" else open_time(grain)


# ---------------------------------------------------------------------------------------------- so many days

_WIDEST = {"recent": 5.0, "": 5.0}


def _unit(match: re.Match[str]) -> str:
    unit = match["unit"]
    return {"centurie": "century"}.get(unit, unit)


def _window(match: re.Match[str], context: Context) -> Resolved | None:
    """``the past 18 months``, ``the next few days``, ``recent weeks``."""
    unit, rel = _unit(match), match["rel"]
    grain = cal.grain_of(unit)
    amount = read_amount(match["n"]) if match["n"] else (1.0, _WIDEST[""])
    if amount is None:
        return None
    reach = amount[1] or _WIDEST[""]
    if rel in ("previous", "preceding", "following"):
        if context.last is None:
            return open_time(grain)
        day, anchor = context.last.start, "before"
    elif context.published is None or (rel == "next" and context.tense() == "past"):
        return open_time(grain)
    else:
        day, anchor = context.published, context.anchor
    far = cal.shift(day, reach if rel in ("next", "coming", "following") else -reach, unit=unit)
    return Resolved(Interval(min(day, far), max(day, far)), grain, anchor, False)


def _offset(match: re.Match[str], context: Context) -> Resolved | None:
    """``two years ago``, ``three days later``, ``a week before``."""
    unit, rel = _unit(match), match["rel"]
    if not match["n"] and not match["s"]:
        return None
    grain = cal.grain_of(unit)
    amount = read_amount(match["n"]) if match["n"] else (1.0, None)
    if amount is None:
        return None
    if match["half"]:
        amount = (amount[0] + 0.5, None if amount[1] is None else amount[1] + 0.5)
    low, high = amount
    if high is None:
        return open_time(grain)
    sign = 1 if rel in ("later", "after", "afterward", "afterwards", "from now", "hence") else -1
    if rel in ("ago", "from now", "hence"):
        base, anchor = context.published, context.anchor
    elif rel in ("before", "after") and context.following:
        base, anchor = context.following.start, "text"
    else:
        # "after" and "before" count from an act, not from the time told last
        told = context.last if rel not in ("before", "after", "prior") and _is_day(context.last, unit) else None
        base, anchor = (told.start if told else None), "before"
    if base is None:
        return open_time(grain)
    near, far = sorted((cal.around(base, sign * low, unit=unit), cal.around(base, sign * high, unit=unit)))
    return Resolved(Interval(near.start, far.end), grain, anchor)


def _is_day(interval: Interval | None, unit: str) -> bool:
    """Whether so many units can be counted from an interval: it is no wider than they are."""
    if interval is None:
        return False
    width = (interval.end - interval.start).days
    return width <= {"week": 8, "month": 31, "year": 366, "decade": 3660, "century": 3660}.get(unit, 0)


_SPAN_OF_TIME = re.compile(r"\b(?:times?|first|once|twice|only|record|low|high|\w+est|worst|best) $")


def _in_so_many(match: re.Match[str], context: Context) -> Resolved | None:
    """``in two weeks``, only where the clause looks ahead: "in two weeks he had lost" is a duration, and so is "for the first
    time in two weeks"."""
    unit, amount = _unit(match), read_amount(match["n"])
    if amount is None or amount[1] is None or unit in ("second", "minute", "hour"):
        return None
    if _SPAN_OF_TIME.search(match.string, max(0, match.start() - 16), match.start()) or context.tense() != "future":
        return None
    grain = cal.grain_of(unit)
    if context.published is None:
        return open_time(grain)
    near, far = (cal.around(context.published, n, unit=unit) for n in (amount[0], amount[1]))
    start = context.published if match["prep"] == "within" else near.start
    return from_article(Interval(start, far.end), grain, context)


RELATIVE: tuple[Rule, ...] = (
    rule(
        rf"(?<![\w-])(?:(?P<pre>early|late|earlier|later)(?: on)? )?"
        rf"(?:(?P<rel>last|next|this past|this coming|this|coming|following|previous|past) )?(?P<wd>{WEEKDAY})"
        r"(?: (?:early |late )?(?P<part>morning|afternoon|evening|night|overnight))?(?![\w-])",
        _weekday, needs="weekday", capital="wd", may_be_name=True,
    ),
    rule(
        r"(?<![\w-])(?<!for )(?<!until )(?<!by )(?<!even )(?:(?:early|late|earlier|later|right|just) )?"
        r"(?P<name>today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening)"
        r"|last (?:night|evening)|overnight|the day before yesterday|the day after tomorrow|now)"
        r"(?: (?P<part>morning|afternoon|evening|night))?(?![\w-])",
        _deictic, needs="deictic", may_be_name=True,
    ),
    rule(
        r"(?<![\w-])(?:(?P<pre>early|earlier|late|later|mid)(?: in| on)? )?(?P<rel>the (?:very )?same|that same|this same"
        r"|this past|this coming|this|last|next|that|the (?:last|next|past|coming|following|previous|preceding|prior|current)"
        rf"|past|coming|following|previous|the) (?P<unit>day|weekend|week|month|year|decade|century|quarter|{SEASON}|night"
        r"|morning|afternoon|evening|season)(?![\w-])",
        _period, needs="unit season",
    ),
    rule(
        r"(?<![\w-])the (?P<unit>day|night|week|month|year) (?P<rel>before(?! yesterday)|after(?! tomorrow))(?!\w)",
        _beside_told, needs="unit",
    ),
    rule(
        r"(?<![\w-])(?:the|these|those|his|her|its|their|our)? ?\b(?P<rel>past|last|next|coming|previous|preceding|following"
        rf"|recent) (?:(?P<n>{COUNT}) )?(?P<unit>day|night|week|weekend|month|quarter|year|decade|centurie|hour|minute)s\b",
        _window, needs="unit",
    ),
    rule(
        rf"(?<![\w$-])(?:(?P<n>{COUNT})[ -]|(?<!last )(?<!this )(?<!next )(?<!that ))(?P<unit>{UNIT})(?P<s>s)?"
        r"(?P<half> and a half)? "
        r"(?P<rel>ago|earlier(?! than)|later(?! than)|before|after|prior|previously|beforehand|afterwards?|from now"
        r"|hence)(?!\w)",
        _offset, needs="unit",
    ),
    rule(
        rf"(?<!\w)(?P<prep>in|within) (?:as little as |about |the next )?(?P<n>{COUNT}) (?P<unit>{UNIT})s?(?:['’]s?)?(?: time)?"
        r"(?! of\b| ago| before| after| later| earlier|[\w-])",
        _in_so_many, needs="unit",
    ),
)  # fmt: skip

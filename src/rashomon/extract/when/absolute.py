"""Expressions of time that name days, months, years, holidays and times of day.

Days and months without a year are taken as the nearest to the day of the article.
"""

from __future__ import annotations

import re
from datetime import date

from rashomon.extract.numbers import lowered
from rashomon.extract.when import calendar as cal
from rashomon.extract.when.calendar import Interval
from rashomon.extract.when.words import (
    DAY_NUMBER,
    HOLIDAYS,
    MONTH,
    MONTH_BY_DAY,
    MONTHS,
    NO_MORE,
    PART,
    SEASON,
    SEASONS,
    TO,
    WEEKDAY_BY_DAY,
    WEEKDAYS,
    WORD_START,
    YEAR,
    Context,
    Resolved,
    Rule,
    Tense,
    each_year,
    from_article,
    narrow,
    nearest,
    open_time,
    rule,
)
from rashomon.model import Span

__all__ = ["ABSOLUTE", "find_clock", "full_date", "read_clock"]

# ---------------------------------------------------------------------------------------------- days of the calendar


def _number(text: str) -> int:
    return int(re.split(r"\D", text, maxsplit=1)[0])


def _day(match: re.Match[str], context: Context) -> Resolved | None:
    """``July 17, 2014``, ``Wednesday 4 April``, ``Oct. 9-12``."""
    month, first = MONTHS[match["mon"].rstrip(".")], _number(match["d"])
    last = _number(match["d2"]) if match["d2"] else first
    if not 1 <= first <= last <= 31:
        return None

    def build(year: int) -> Interval:
        return Interval(date(year, month, first), date(year, month, last))

    if match["y"]:
        return Resolved(build(int(match["y"])), "day", "text")
    build(2000)  # no 31 April in any year
    candidates = each_year(build)(context)
    weekday = next((k for name, k in WEEKDAYS.items() if match["wd"] and name.startswith(match["wd"].rstrip(".")[:3])), None)
    if weekday is not None:
        candidates = [c for c in candidates if c.start.weekday() == weekday] or candidates
    # a day and month are near the article's day more often than their clause's tense is told right
    found = nearest(candidates, context, tense="")
    return from_article(found, "day", context) if found else open_time("day")


def _iso(match: re.Match[str], context: Context) -> Resolved | None:
    del context
    return Resolved(cal.day_of(int(match["y"]), int(match["m"]), int(match["d"])), "day", "text")


def _slashed(match: re.Match[str], context: Context) -> Resolved | None:
    """``13-04-2017``: day or month first is known only where one of them is no month."""
    del context
    a, b, year = int(match["a"]), int(match["b"]), int(match["y"])
    if a > 12 or a == b:
        return Resolved(cal.day_of(year, b, a), "day", "text")
    if b > 12:
        return Resolved(cal.day_of(year, a, b), "day", "text")
    return open_time("day")


def _month_of_year(match: re.Match[str], context: Context) -> Resolved | None:
    """``May of 2013``, ``early March 2020``."""
    del context
    month = cal.month_of(int(match["y"]), MONTHS[match["mon"].rstrip(".")])
    return Resolved(narrow(month, match["part"]), "month", "text")


_BEFORE_MONTH = re.compile(
    r"(?<!\w)(?:(?P<sure>in|since|by|until|till|through|from|during|before|after)|to|of|for|and|or|between|around|the|a|an"
    r"|their|its|his|her|our|\w+['’]s?)\s$"
)
_ALSO_NAMES = frozenset(("march", "april", "may", "june", "august"))
"""Months whose name is also a word or somebody's: they need a word before them that tells."""


def _month(match: re.Match[str], context: Context) -> Resolved | None:
    """``in July``, ``last November``: the nearest in the direction of the tense."""
    name = match["mon"].rstrip(".")
    text, at = match.string, match.start()
    before = _BEFORE_MONTH.search(text, max(0, at - 12), at)
    if not (match["part"] or match["rel"] or before) and name in _ALSO_NAMES:
        return None  # "March on Rome", "April Ryan"
    build = each_year(lambda year: cal.month_of(year, MONTHS[name]))
    rel, tense = match["rel"] or "", context.tense()
    candidates = build(context)
    day = context.published
    if day and rel in ("last", "this past"):
        candidates, tense = [c for c in candidates if c.end < day.replace(day=1)], "past"
    elif day and rel in ("next", "this coming"):
        candidates, tense = [c for c in candidates if c.start > day], "future"
    elif day and rel == "this":
        tense = ""
    found = nearest(candidates, context, tense=tense)
    return from_article(narrow(found, match["part"]), "month", context) if found else open_time("month")


_AFTER_COUNT = re.compile(
    r"\s?(?:-?(?:%|per\b|percent|people|troops|soldiers|men|women|children|civilians|miles|kilomet|met(?:er|re)s|feet|pounds"
    r"|tons|tonnes|dollars|euros|yuan|jobs|votes|times|deaths|cases|members|workers|employees|refugees|migrants|protesters"
    r"|years|months|weeks|days|hours|minutes|words|pages|points|homes|schools|killed|dead|others|more|acres|degrees)\b|\s?[-–]\s?[a-z]{3})"
)
_BEFORE_COUNT = re.compile(
    r"(?:\bthan|\bover|\babout|\bleast|\bnearly|\balmost|\bsome|\baround|\broughly|\bto|\bflight|\bpage|\bform|\bresolution"
    r"|\bhouse bill|\bno\.|\bnumber|\bsection|\broute|\bhighway|\bup to|\bmany as|\bmuch as|[$£€#])\s?$"
)
_YEAR_CUE = re.compile(r"\b(?:in|of|since|by|until|from|between|and|to|before|after|year|late|early|mid|around|circa)[\s-]+$")


def _year(match: re.Match[str], context: Context) -> Resolved | None:
    """``2014``, ``mid-2016``, ``2007-2009``."""
    del context
    text, first = match.string, int(match["y"])
    before = text[max(0, match.start() - 14) : match.start()]
    if _AFTER_COUNT.match(text, match.end()) or (_BEFORE_COUNT.search(before) and not before.endswith(("from ", "back to "))):
        return None
    if not 1900 <= first <= 2060 and not _YEAR_CUE.search(before):
        return None
    last = first
    if match["y2"]:
        last = int(match["y2"]) if len(match["y2"]) == 4 else int(match["y"][:2] + match["y2"])
        if not first < last <= first + 150:
            return None
    years = cal.years_of(first, last)
    return Resolved(narrow(years, match["part"]), "year" if last == first else "years", "text", False)


def _decade(match: re.Match[str], context: Context) -> Resolved | None:
    del context
    first = int(match["y"]) if len(match["y"]) == 4 else 1900 + int(match["y"][-2:])
    return Resolved(narrow(cal.years_of(first, first + 9), match["part"]), "years", "text", False)


def _century(match: re.Match[str], context: Context) -> Resolved | None:
    del context
    number = int(match["n"])
    return Resolved(narrow(cal.century_of(number), match["part"]), "years", "text", False) if 1 <= number <= 30 else None


def _season_of_year(match: re.Match[str], context: Context) -> Resolved | None:
    del context
    season = cal.season_of(int(match["y"]), SEASONS[match["season"]])
    return Resolved(narrow(season, match["part"]), "season", "text", False)


def _september_11(match: re.Match[str], context: Context) -> Resolved | None:
    """``9/11``, ``the Sept. 11 attacks``: a day that is its own name."""
    del match, context
    return Resolved(cal.day_of(2001, 9, 11), "day", "text")


_QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10, "last": 10, "final": 10}


def _quarter_of_year(match: re.Match[str], context: Context) -> Resolved | None:
    del context
    return Resolved(cal.season_of(int(match["y"]), _QUARTERS[match["n"]]), "season", "text", False)


def _holiday(match: re.Match[str], context: Context) -> Resolved | None:
    """``New Year's Day``, ``Thanksgiving 2018``."""
    which = HOLIDAYS[match["name"]]
    if match["y"]:
        return Resolved(cal.holiday(which, int(match["y"])), "day", "text")
    candidates = each_year(lambda year: cal.holiday(which, year))(context)
    tense: Tense = "past" if match["rel"] == "last" else "future" if match["rel"] == "next" else ""
    found = nearest(candidates, context, tense=tense)
    return from_article(found, "day", context) if found else open_time("day")


# ---------------------------------------------------------------------------------------------- times of day

_CLOCK = (
    r"(?<![\d:.,$£€/-])(?:(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))?(?::[0-5]\d)? ?(?P<ap>[ap])\.?m\b\.?"
    r"|(?P<h24>[01]?\d|2[0-3])[:.](?P<m24>[0-5]\d)(?= ?\(?(?:local|gmt|utc|bst|cet|cest|est|edt|et|hours\b|hrs))"
    r"|(?<=at )(?P<h24b>[01]?\d|2[0-3]):(?P<m24b>[0-5]\d)\b|(?P<oc>\d{1,2}) o['’]clock|(?P<word>\bnoon|\bmidnight))"
    r"(?: (?:local time|gmt|utc|bst|cest|cet|e[sd]?t|c[sd]?t|m[sd]?t|p[sd]?t)\b)?"
)
_CLOCK_ALONE = re.compile(_CLOCK)


def find_clock(text: str) -> tuple[Span, str] | None:
    """The first time of day in a lower-case text: where it stands, and as ``HH:MM`` of 24 hours."""
    match = _CLOCK_ALONE.search(text)
    told = _hours_and_minutes(match) if match else None
    return (Span(*match.span()), told) if match and told else None


def read_clock(text: str) -> str | None:
    """The first time of day in a lower-case text, as ``HH:MM`` of 24 hours."""
    found = find_clock(text)
    return found[1] if found else None


def _hours_and_minutes(match: re.Match[str]) -> str | None:
    if match["word"]:
        return "12:00" if match["word"] == "noon" else "00:00"
    if match["oc"]:
        hour, minute = int(match["oc"]), 0
    else:
        hour = int(match["h"] or match["h24"] or match["h24b"])
        minute = int(match["m"] or match["m24"] or match["m24b"] or 0)
    if match["ap"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if match["ap"] == "p" else 0)
    return f"{hour:02d}:{minute:02d}" if hour < 24 else None


def _clock(match: re.Match[str], context: Context) -> Resolved | None:
    """``6:12 a.m.``, ``noon``: on the day told last, if one was."""
    if read_clock(match.group()) is None:
        return None
    last = context.last
    if last is None or last.start != last.end:
        return Resolved(None, "minute", "", False)
    return Resolved(last, "minute", "before", False)


# ---------------------------------------------------------------------------------------------- the rules

ABSOLUTE: tuple[Rule, ...] = (
    # the first of two rules that read the same words has them
    rule(r"(?<![\w/])9/11(?![\w/])", _september_11, needs="digit"),
    rule(
        r"(?<!\w)(?:september|sept\.?) 11(?:th)?(?=,? (?:(?:terror|terrorist|al[- ]qaeda) )?(?:attack|hijack))",
        _september_11, needs="month",
    ),
    rule(
        rf"{WORD_START}(?:(?P<wd>{WEEKDAY_BY_DAY}),? (?:on )?)?(?P<mon>{MONTH_BY_DAY}) (?:the )?(?P<d>{DAY_NUMBER})"
        rf"(?:{TO}(?P<d2>{DAY_NUMBER}))?(?:,? (?:of |in )?(?P<y>{YEAR}))?{NO_MORE}",
        _day, needs="month", capital="mon",
    ),
    rule(
        rf"{WORD_START}(?:(?P<wd>{WEEKDAY_BY_DAY}),? )?(?:the )?(?P<d>{DAY_NUMBER})(?:{TO}(?P<d2>{DAY_NUMBER}))? (?:of )?"
        rf"(?P<mon>{MONTH_BY_DAY})(?:,? (?P<y>{YEAR}))?{NO_MORE}",
        _day, needs="month", capital="mon",
    ),
    rule(rf"{WORD_START}(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso, needs="digit"),
    rule(rf"{WORD_START}(?P<a>\d{{1,2}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<y>{YEAR})(?!\d)", _slashed, needs="slashed"),
    rule(
        rf"{WORD_START}{PART}(?P<mon>{MONTH})(?:,| of|,? in)? (?P<y>{YEAR}){NO_MORE}",
        _month_of_year, needs="month", capital="mon",
    ),
    rule(
        rf"(?<![\w$£€#@/.,:’'])(?<!\d-){PART}(?:(?P<rel>last|next|this past|this coming|this) )?(?P<mon>{MONTH})(?!\w| ?\d)",
        _month, needs="month", capital="mon", may_be_name=True,
    ),
    rule(
        rf"(?<![\w$£€#@/.,:+-]){PART}(?P<y>{YEAR})(?:\s?[-–]\s?(?P<y2>(?:19|20)\d\d|\d\d))?(?!\w){NO_MORE}",
        _year, needs="digit",
    ),
    rule(rf"(?<![\w$]){PART}(?:the )?(?P<y>(?:1[5-9]|20)\d0|['’]\d0)['’]?s\b", _decade, needs="digit"),
    rule(rf"(?<!\w){PART}(?:the )?(?P<n>\d{{1,2}})(?:st|nd|rd|th)[- ]century\b", _century, needs="digit"),
    rule(rf"(?<!\w){PART}(?:the )?(?P<season>{SEASON})(?: of|,)? (?P<y>{YEAR}){NO_MORE}", _season_of_year, needs="season"),
    rule(
        rf"(?<!\w)(?:the )?(?P<n>first|second|third|fourth|last|final)[- ]quarter (?:of |in )?(?P<y>{YEAR}){NO_MORE}",
        _quarter_of_year, needs="unit",
    ),
    rule(
        rf"(?<!\w)(?:(?P<rel>last|next|this) )?(?P<name>{'|'.join(sorted(HOLIDAYS, key=len, reverse=True))})"
        rf"(?:,? (?:of )?(?P<y>{YEAR}))?(?!\w)",
        _holiday, needs="holiday", capital="name",
    ),
    rule(_CLOCK, _clock, needs="clock"),
)  # fmt: skip

_FULL_DATES = tuple(each for each in ABSOLUTE if each.resolve in (_day, _iso, _slashed))


def full_date(text: str) -> date | None:
    """The day of the first date with its year in a text, if there is one."""
    low = lowered(text)
    found: list[tuple[int, date]] = []
    nothing = Context(None, "", None, None, lambda: "")
    for each in _FULL_DATES:
        for match in each.pattern.finditer(low):
            try:
                resolved = each.resolve(match, nothing)
            except (ValueError, OverflowError):
                continue
            if resolved and resolved.interval and resolved.interval.start == resolved.interval.end:
                found.append((match.start(), resolved.interval.start))
    return min(found)[1] if found else None

"""Times of an article without a date, counted from the day of its story.

An article that does not say when it was published leaves "on Wednesday" open. Where other articles of its story are dated,
what it tells can be dated by them: not "yesterday" or "today", which a day's difference would make wrong, but days of the
week, dates without a year and months. Such times have the anchor ``story``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from rashomon.extract.figures import date_figure
from rashomon.extract.numbers import lowered
from rashomon.extract.when import RULES, Context, Interval, Resolved
from rashomon.model import Account, FigureMention, Span, TimeMention

__all__ = ["date_by_story"]

_EXACT_DAY = re.compile(
    r"yesterday|today|tonight|tomorrow|overnight|\bnow\b|last (?:night|evening)|this (?:morning|afternoon|evening)"
)
_LOOKS_AHEAD = re.compile(
    r"\b(?:will|would|shall|may|might|could|should|due|set|scheduled|expected|planned|plans?|slated|upcoming|ahead|until"
    r"|to be)\b(?! have\b)|['’]ll\b"
)
_OPENS_CLAUSE = re.compile(r"(?:^|[,;:–—(\"“])\s*(?:(?:and|but|on|by|late|early|later|earlier)\s+)*$")
"""What stands before a day of the week that goes with the verb behind it: "on Friday, they will meet"."""
_CLAUSE = 60
"""Characters to either side of a day of the week in which a word that looks ahead leaves it open: its tense is not known."""
_NEAR = 400
"""Characters in which "three days later" is counted from the time told before."""


def date_by_story(account: Account, day: date) -> Account:
    """The account with its open times counted from ``day``, and the figures and events that rest on them likewise.

    ``day`` is that of the latest dated article of the story. An account whose article is dated is returned as it is.
    """
    if account.article.published_on is not None or not any(time.start is None for time in account.times):
        return account
    low = lowered(account.article.text)
    times: list[TimeMention] = []
    last: TimeMention | None = None
    for time in account.times:
        if time.start is None and not _EXACT_DAY.search(low, *time.span):
            near = last if last and time.span.start - last.span.end < _NEAR else None
            time = _dated(time, day, low=low, last=near, sentences=account.sentences)
        if time.start is not None:
            last = time
        times.append(time)
    by_end = {time.span.end: time for time in times}  # a figure that tells a day ends where its time does
    by_span = {time.span: time for time in times}
    return replace(
        account,
        times=tuple(times),
        figures=tuple(_with_day(f, by_end.get(f.span.end), low) for f in account.figures),
        events=tuple(replace(e, time=by_span.get(e.time.span, e.time)) if e.time else e for e in account.events),
    )


def _dated(time: TimeMention, day: date, *, low: str, last: TimeMention | None, sentences: tuple[Span, ...]) -> TimeMention:
    known = Interval(last.start, last.end) if last and last.start and last.end else None
    ahead = _looks_ahead(time.span, low, sentences)
    context = Context(day, "story", known, None, lambda: "future" if ahead else "past")
    for rule in RULES:
        match = rule.pattern.search(low, *time.span)
        if match is None or (ahead and rule.capital == "wd"):
            continue
        try:
            resolved: Resolved | None = rule.resolve(match, context)
        except (ValueError, OverflowError):
            continue
        if resolved is not None and resolved.interval is not None and resolved.grain != "minute":
            return TimeMention(time.span, *resolved.interval, time.grain, resolved.anchor)
    return time


def _looks_ahead(span: Span, low: str, sentences: tuple[Span, ...]) -> bool:
    k = bisect_right(sentences, span) - 1
    sentence = sentences[k] if k >= 0 and sentences[k].covers(span) else Span(max(0, span.start - _CLAUSE), span.end + _CLAUSE)
    first, last = max(sentence.start, span.start - _CLAUSE), min(sentence.end, span.end + _CLAUSE)
    if not _OPENS_CLAUSE.search(low[sentence.start : span.start]):
        last = span.end
    return bool(_LOOKS_AHEAD.search(low, first, last))


def _with_day(figure: FigureMention, time: TimeMention | None, low: str) -> FigureMention:
    """A figure that tells a day, with the day that its time was found to mean."""
    if time is None or time.start is None or figure.unit != "date" or figure.low is not None:
        return figure
    first, last, unit = date_figure(time, low)
    return replace(figure, low=first, high=last, unit=unit)

"""Figures: how many, how much, how long, when; each as an interval, with what it counts.

Numbers are found in the text (:mod:`rashomon.extract.amounts`); the parse says what they count and which of them are part of
a name (:mod:`rashomon.extract.counted`). Days, months and years that an article tells are figures too: accounts differ in
them as in any other number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from rashomon.extract.amounts import MEASURED, TRIGGERS, Amount, find_amounts
from rashomon.extract.counted import clause_about, is_hedge, is_name, span_of, token_at, what_is_counted
from rashomon.extract.numbers import lowered
from rashomon.extract.toll import TOLL_TRIGGERS, find_toll
from rashomon.extract.when import find_clock, read_clock
from rashomon.model import Actor, FigureMention, Parsed, Quote, Sentence, Span, TimeMention, Token

__all__ = ["date_figure", "find_figures"]


def find_figures(parsed: Parsed, quotes: Sequence[Quote], *, times: Sequence[TimeMention] = ()) -> list[FigureMention]:
    """The figures of an article, in order of the text.

    ``times`` are its expressions of time: those that name days, months or years are given as figures, and the numbers in them
    count nothing else.
    """
    low = lowered(parsed.article.report)
    found: list[FigureMention] = []
    speakers = _Speakers(quotes)
    k, unit = 0, ""
    for sentence in parsed.sentences:
        while k < len(times) and times[k].span.start < sentence.start:
            k += 1
        here = k
        while k < len(times) and times[k].span.start < sentence.end:
            k += 1
        figures = list(_of_sentence(sentence, times[here:k], low=low, speakers=speakers, unit=unit))
        unit = next((figure.unit for figure in reversed(figures) if figure.unit not in MEASURED), "")
        found.extend(figures)
    return found


_DIGITS = frozenset("0123456789$£€¥₽₹½¼¾.-")  # ".5", "-third"; words tied by a dash are tokens of their own


class _Speakers:
    """Who says what stands at a place, by the quote that covers it."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes
        self.pieces = sorted((piece, k) for k, quote in enumerate(quotes) for piece in quote.content)
        self.longest = max((piece.end - piece.start for piece, _ in self.pieces), default=0)

    def of(self, span: Span) -> Actor | None:
        """The speaker of the innermost quote round a span."""
        first = bisect_left(self.pieces, span.end - self.longest, key=lambda each: each[0].start)
        inside = []
        for piece, k in self.pieces[first:]:
            if piece.start > span.start:
                break
            if piece.covers(span):
                inside.append((piece.end - piece.start, k))
        return self.quotes[min(inside)[1]].speaker if inside else None


def _of_sentence(
    sentence: Sentence, times: Sequence[TimeMention], *, low: str, speakers: _Speakers, unit: str
) -> Iterator[FigureMention]:
    """The figures of a sentence; ``unit`` is what the sentence before counted ("Ten boats left. Four were sunk.")."""
    figures: list[FigureMention] = []
    amounts: list[Amount] = []
    if any(token.text[0] in _DIGITS or token.text.lower() in TRIGGERS for token in sentence.tokens):
        previous_unit = ""
        for amount in find_amounts(low, sentence.start, end=sentence.end):
            figure = _figure(
                sentence,
                amount,
                times=times,
                low=low,
                previous_unit=previous_unit or (unit if amount.span.start == sentence.start else ""),
            )
            if figure is not None:
                previous_unit = figure.unit
                figures.append(figure)
                amounts.append(amount)
    for time in times:
        if not any(amount.number.overlaps(time.span) for amount in amounts):
            figures.extend(_of_time(sentence, time, low))
    if any(token.text.lower() in TOLL_TRIGGERS for token in sentence.tokens):
        figures.extend(each for each in find_toll(sentence) if not any(each.span.overlaps(f.span) for f in figures))
    for figure in sorted(figures, key=lambda f: f.span):
        speaker = speakers.of(figure.span)
        yield (
            figure
            if speaker is None
            else FigureMention(figure.span, figure.low, figure.high, figure.unit, figure.hedge, figure.counted, speaker)
        )


# ---------------------------------------------------------------------------------------------- numbers


def _figure(
    sentence: Sentence, amount: Amount, *, times: Sequence[TimeMention], low: str, previous_unit: str
) -> FigureMention | None:
    if _is_in_time(amount, times, low) or _is_enumeration(sentence, amount, low) or is_name(sentence, amount):
        return None
    if not is_hedge(sentence, amount):
        amount = amount.without_hedge()
    stop = next((time.span.start for time in times if time.span.start >= amount.span.end), None)
    counted = what_is_counted(sentence, amount, previous_unit=previous_unit, stop=stop)
    if counted is None:
        return None
    end = amount.span.end
    if counted.head is not None and amount.kind != "vote":
        end = max(end, _before_number(sentence, end, counted.head))
    return FigureMention(
        Span(amount.span.start, end), amount.low, amount.high, counted.unit, amount.hedge, span_of(sentence, counted)
    )


def _before_number(sentence: Sentence, end: int, head: Token) -> int:
    """Where a figure's words end: with its noun, or before another number ("nine of the council's | 13 members")."""
    number = next((t.i for t in sentence.tokens[: head.i] if t.start >= end and t.tag == "CD"), head.i)
    return head.end if number == head.i else sentence.tokens[number - 1].end


def _is_in_time(amount: Amount, times: Sequence[TimeMention], low: str) -> bool:
    """Whether a number belongs to a date or a time of day. Durations count, also where a time is told by them."""
    for time in times:
        if time.span.overlaps(amount.number):
            # "two years ago" is a duration, "three days later" the day that it leads to
            clock = time.grain == "minute" and read_clock(low[time.span.start : time.span.end]) is not None
            return amount.kind != "time" or clock or (time.anchor == "before" and time.start is not None)
    return False


_POINT = re.compile(r"\d{1,2}[.)/](?:\s|$)")
_EMERGENCY = frozenset(("911", "999", "112"))


def _is_enumeration(sentence: Sentence, amount: Amount, low: str) -> bool:
    """``1. First``, ``if 1) you move or 2) you stay``; a 50-50 chance, and the emergency number, which counts no calls."""
    start, end = amount.number
    if (low[start:end] in _EMERGENCY and not amount.hedge) or "50-50" in low[max(0, start - 3) : end + 3]:
        return True
    if not _POINT.match(low, start, sentence.end):
        return False
    opened = low.rfind("(", sentence.start, start)
    inside = opened >= 0 and low.find(")", opened, start) < 0 and opened != start - 1
    return start == sentence.start or (low[end] == ")" and not inside)


# ---------------------------------------------------------------------------------------------- dates

_PREPOSITION = re.compile(r"\b(?:on|in|since|by|until|till|at|from|during|before|after|of) $")
_DATED_GRAINS = frozenset(("minute", "day", "part of day", "week", "month", "year", "season"))
_DECADE = re.compile(r"\b(?:1[89]|20)?\d0s\b")
_NOW = frozenset(("now", "right now", "just now", "today", "tonight"))


_NAMED_DAY = re.compile(
    r"day\b|\b(?:last|next|this) (?:week|weekend|month|year|spring|summer|autumn|fall|winter)"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
"""Times that are figures even where nothing anchors them: accounts may be compared by them all the same."""


def _of_time(sentence: Sentence, time: TimeMention, low: str) -> Iterator[FigureMention]:
    """A day, month or year that is told, as a figure: its interval in ISO 8601. Both ends are open where the article does
    not say from when to count ("on Wednesday", undated). A time of day and its day are two figures."""
    words = low[time.span.start : time.span.end]
    if words in _NOW or not (time.grain in _DATED_GRAINS or _DECADE.search(words)):
        return
    for span, (first, last, unit) in _clock_and_day(time, low):
        if first is None and not (unit and _NAMED_DAY.search(low, *span)):
            continue
        before = _PREPOSITION.search(low, max(sentence.start, span.start - 8), span.start)
        whole = Span(before.start() if before else span.start, span.end)
        tokens = token_at(sentence, span.start), token_at(sentence, span.end - 1)
        about = clause_about(sentence, tokens[0], last=tokens[1])
        counted = Span(sentence.tokens[about[0]].start, sentence.tokens[about[1]].end)
        yield FigureMention(whole, first, last, unit, "", counted)


_Bounds = tuple[float | str | None, float | str | None, str]
_JOINS_DAY = re.compile(r"[\s,(]*(?:\b(?:at|around|about)\b[\s]*)*$")


def _clock_and_day(time: TimeMention, low: str) -> Iterator[tuple[Span, _Bounds]]:
    """A time as it is told; "5pm on Saturday" as its hour and its day."""
    start, end = time.span
    found = find_clock(low[start:end]) if time.grain == "minute" else None
    day = _NAMED_DAY.search(low, start, end) if found else None
    if found is None or day is None:
        yield time.span, date_figure(time, low)
        return
    clock, told = Span(start + found[0].start, start + found[0].end), found[1]
    dated: _Bounds = (time.start.isoformat(), time.end.isoformat(), "date") if time.start and time.end else (None, None, "date")
    if day.start() < clock.start:
        yield Span(start, start + len(_JOINS_DAY.sub("", low[start : clock.start]))), dated
        yield Span(clock.start, end), (told, told, "time")
    else:
        first = low.rfind(" ", start, day.end() - 1) + 1
        yield Span(start, clock.end), (told, told, "time")
        yield Span(max(first, clock.end), end), dated


def date_figure(time: TimeMention, low: str) -> tuple[float | str | None, float | str | None, str]:
    """Low, high and unit of a time as a figure; ``low`` is the article's text in lower case."""
    words = low[time.span.start : time.span.end]
    clock = read_clock(words) if time.grain == "minute" else None
    if clock is not None:
        with_day = time.start is not None and time.anchor != "before"
        told = f"{time.start.isoformat()}T{clock}" if with_day and time.start else clock
        return told, told, "time"
    if time.start is None or time.end is None:
        return None, None, "date" if time.grain != "minute" else ""
    whole_year = (time.start.month, time.start.day, time.end.month, time.end.day) == (1, 1, 12, 31)
    if time.grain == "year" and whole_year and time.start.year == time.end.year:
        return time.start.isoformat(), time.end.isoformat(), "year"
    return time.start.isoformat(), time.end.isoformat(), "date"

"""Why figures that count the same thing differ: rounding, a looser bound, another unit, a later count, another scope, or a real
conflict.

"Conflict" is said only where both accounts give one exact value, in the same unit, of things described in the same words, with
no sign of a later count or another scope; where nothing of all that is sure, the verdict is "unclear".
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rashomon.lexicon import lexicon
from rashomon.model import Account, FigureMention, Judgement, Span, Told
from rashomon.reconcile.anchors import words_to_days
from rashomon.reconcile.fates import fate_of
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Root
from rashomon.words import content_words, words

__all__ = ["compare_figures"]

_BEFORE = 60
"""Characters before a figure in which the words that make it a later count, or a part, stand."""
_AFTER = 20
"""Characters after a bare number in which the words stand that say what is counted ("78 were Norwegian")."""
_HEDGE = 20
"""Characters before a figure in which a hedge stands that belongs to it."""
_ROUGHLY = 0.9
"""Nearness (``Measure.nearness``) from which a value that is given roughly agrees with another."""
_CLASH_RATIO = 1.5
"""Of 101 pairs of numbers that seemed to differ 4 were conflicts; those that lie far apart mostly count different things."""
_CLASH_SMALL = 10
"""Up to this, numbers of things that are named alike clash whatever their ratio: two boats or four."""
_CLASH_MINUTES = 15


@dataclass(frozen=True, slots=True)
class _Given:
    """A figure of one account as its verdict needs it."""

    article: str
    order: tuple[str, Span]
    measure: Measure
    shown: str
    counted: Mapping[str, str]
    """Root -> word, of what is counted."""
    moments: frozenset[str]
    """Years and other words of time near the figure."""
    revised: bool
    """Whether a word near it says that an earlier count was another."""
    part: bool
    """Whether a word before it says that it is a part of something."""
    published: str
    loose: bool
    """Whether it is given as roughly so: "around 3.30", "several weeks"."""
    fate: str
    """What befell the people counted."""


@functools.cache
def _cues(kind: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, lexicon("counts")[kind])) + r")\b", re.IGNORECASE)


@functools.cache
def _loose() -> frozenset[str]:
    return frozenset(lexicon("counts")["loose"].split())


@functools.cache
def _vague() -> frozenset[str]:
    return frozenset(lexicon("counts")["vague"].split())


_NUMBER = re.compile(r"\d[\d,.]*|[A-Za-z]+")


def _rose_to(text: str, shown: str) -> bool:
    """Whether the article says elsewhere that a count came to this number ("the toll rose to nine")."""
    number = next((m.group() for m in _NUMBER.finditer(shown) if m.group().lower() not in _vague()), None)
    return number is not None and any(
        re.match(rf"\W+(?:\w+\W+)?{re.escape(number)}\b", text[m.end() : m.end() + 40], re.IGNORECASE)
        for m in _cues("rose").finditer(text)
    )


def _is_loose(figure: FigureMention, text: str) -> bool:
    before = words(text[max(0, figure.span.start - _HEDGE) : figure.span.start])[-2:]
    found = {word.text for word in (*before, *words(text, figure.span))}
    return bool(figure.hedge) or bool(found & _loose())


def _told_of(text: str, spans: Sequence[Span]) -> dict[str, str]:
    """Root -> word, of the words that say what is counted."""
    telling = (word for word in content_words(text, spans) if not word.text[0].isdigit() and word.text not in _vague())
    return {stem(word.text): word.text for word in telling}


def _given(account: Account, figure: FigureMention, day: date | None) -> _Given:
    text = account.article.text
    sentence = next((s for s in account.sentences if s.overlaps(figure.span)), figure.span)
    before = text[max(sentence.start, figure.span.start - _BEFORE) : figure.span.start]
    around = text[max(sentence.start, figure.span.start - _BEFORE) : min(sentence.end, figure.span.end + _BEFORE)]
    spans = [figure.span, *([figure.counted] if figure.counted else [])]
    counted = _told_of(text, spans) or _told_of(text, [Span(figure.span.end, min(sentence.end, figure.span.end + _AFTER))])
    published = account.article.published_at or account.article.published_on
    return _Given(
        article=account.article.id,
        order=(account.article.id, figure.span),
        measure=measure(figure, words_to_days(figure.span.of(text), day) if day else None),
        shown="“" + " ".join(figure.span.of(text).split()) + "”",
        counted=counted,
        moments=frozenset(w.text for w in words(around) if re.fullmatch(r"(?:19|20)\d\d", w.text)),
        revised=bool(_cues("revised").search(around)) or _rose_to(text, figure.span.of(text)),
        part=bool(_cues("part").search(before)),
        published=published.isoformat()[:10] if published else "",
        loose=_is_loose(figure, text),
        fate=fate_of([Root(word.text, stem(word.text), word.span) for word in words(text, sentence)], figure.span),
    )


# ---------------------------------------------------------------------------------------------- two figures


def _relation(one: _Given, other: _Given) -> tuple[str, str]:
    """Verdict on two figures, and the reason in words."""
    mine, yours = one.measure, other.measure
    if mine.equals(yours):
        return ("same", "") if mine.factor == yours.factor else ("compatible", f"{one.shown} is {other.shown} in another unit")
    if mine.rounds(yours):
        rounded = "in another unit, rounded" if mine.factor != yours.factor else "rounded"
        return "compatible", f"{one.shown} and {other.shown} agree, {rounded}"
    if mine.meets(yours):
        if one.revised != other.revised and _later(one, other):
            revised = one if one.revised else other
            return "update", f"{one.shown} and {other.shown}; {revised.shown} is given as a change"
        exact, looser = sorted((one, other), key=lambda g: (g.measure.high - g.measure.low, g.order))
        return "compatible", f"{looser.shown} is looser than {exact.shown}"
    return _apart(one, other)


def _apart(one: _Given, other: _Given) -> tuple[str, str]:
    """Verdict on two figures that cannot both be the value of one thing at one time."""
    both = f"{one.shown} and {other.shown}"
    mine, yours = (sorted(set(a.counted) - set(b.counted)) for a, b in ((one, other), (other, one)))
    if one.part != other.part and (mine if one.part else yours):
        part, whole = (one, other) if one.part else (other, one)
        return "scope", f"{part.shown} is given as a part, {whole.shown} is not"
    if one.fate and other.fate and one.fate != other.fate and one.measure.dimension == "count people":
        return "scope", f"{one.shown} {one.fate}, {other.shown} {other.fate}"
    if one.moments and other.moments and not one.moments & other.moments:
        return "scope", f"{one.shown} is of {_listed(one.moments)}, {other.shown} of {_listed(other.moments)}"
    if one.published and other.published and one.published != other.published and _grows(one, other):
        later = max(one, other, key=lambda g: g.published)
        return "update", f"{both}; {later.shown} stands in the later report"
    if one.revised != other.revised:
        revised = one if one.revised else other
        return "update", f"{both}; {revised.shown} is given as a change"
    shared = set(one.counted) & set(other.counted)
    timed = one.measure.dimension in ("date", "clock")
    if mine and yours and len(shared) < min(len(mine), len(yours)) and not timed:
        return "scope", f"{one.shown} counts {_words(one, mine)}, {other.shown} {_words(other, yours)}"
    loose = one.loose or other.loose
    if loose and one.measure.nearness(other.measure) >= _ROUGHLY:
        rough, exact = (one, other) if one.loose else (other, one)
        return "compatible", f"{rough.shown} is roughly {exact.shown}"
    if not loose and (shared or timed) and _clash(one, other):
        return "conflict", f"{both} cannot both be true"
    return "unclear", f"{both} differ; it is not clear that they count the same"


def _clash(one: _Given, other: _Given) -> bool:
    """Whether two values are exact, of one unit and time, and near enough to be meant for the same thing.

    Days are never called a conflict: two of them in like sentences mostly date two things.
    """
    mine, yours = one.measure, other.measure
    if not (mine.exact and yours.exact) or mine.dimension != yours.dimension or one.moments != other.moments:
        return False
    low, high = sorted((mine.low, yours.low))
    if mine.dimension == "clock":
        return high - low <= _CLASH_MINUTES
    is_small = high <= _CLASH_SMALL and set(one.counted) == set(other.counted)
    return mine.dimension != "date" and low > 0 and (high <= _CLASH_RATIO * low or is_small)


def _later(one: _Given, other: _Given) -> bool:
    """Whether the one that is given as a change lies above the other's lowest count."""
    revised, before = (one, other) if one.revised else (other, one)
    rising = before.measure.high == math.inf and revised.measure.low > before.measure.low
    return rising and revised.measure.dimension.startswith("count")


def _grows(one: _Given, other: _Given) -> bool:
    """Whether the later report gives the higher count, as counts of people and things do."""
    earlier, later = sorted((one, other), key=lambda g: g.published)
    return later.measure.low > earlier.measure.low and one.measure.dimension.startswith("count")


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(values))


def _words(given: _Given, roots: Sequence[str]) -> str:
    return "“" + " ".join(given.counted[root] for root in roots[:3]) + "”"


# ---------------------------------------------------------------------------------------------- a quantity

_STRENGTH = ("conflict", "update", "scope", "unclear", "compatible", "same")
_SINGLE = "one account alone gives it"
_CONFIDENCE = {"conflict": 0.6, "update": 0.6, "scope": 0.5, "unclear": 0.5, "compatible": 0.8, "same": 0.9}


def compare_figures(
    tellings: Sequence[Told[FigureMention]], accounts: Mapping[str, Account], *, day: date | None = None
) -> Judgement:
    """The verdict on one quantity.

    Args:
        tellings: the figures that give it.
        accounts: every account by the identifier of its article.
        day: the story's day, for dates that an undated article leaves open.

    Returns:
        ``single`` where one article alone gives it; else the gravest of ``conflict``, ``update``, ``scope``, ``unclear``,
        ``compatible`` (one looser, rounded, or in another unit) and ``same`` that holds between two of them.
    """
    n_articles = len({told.article for told in tellings})
    if len({(t.mention.low, t.mention.high, t.mention.unit) for t in tellings}) == 1 and n_articles == 1:
        return Judgement("single", _SINGLE, 0.9)
    given = sorted((_given(accounts[told.article], told.mention, day) for told in tellings), key=lambda g: g.order)
    distinct = list(_distinct(given))
    found: dict[str, list[str]] = {}
    for one, other in combinations(distinct, 2):
        verdict, reason = _relation(one, other)
        found.setdefault(verdict, []).append(reason)
    verdict = next((v for v in _STRENGTH if v in found), "same")
    if n_articles < 2 and verdict != "conflict":
        within = "; it gives more than one value" if len(distinct) > 1 and verdict not in ("same", "compatible") else ""
        return Judgement("single", f"{_SINGLE}{within}", 0.9)
    if verdict == "same":
        return Judgement("same", f"{n_articles} accounts give {given[0].shown}", _CONFIDENCE["same"])
    return Judgement(
        verdict, "; ".join(dict.fromkeys(reason for reason in found[verdict] if reason).keys())[:400], _CONFIDENCE[verdict]
    )


def _distinct(given: Sequence[_Given]) -> Iterator[_Given]:
    """The first figure of each value, unit and description: five hundred accounts give few different ones."""
    seen = set()
    for one in given:
        key = (
            one.measure.low,
            one.measure.high,
            one.measure.factor,
            one.part,
            one.revised,
            frozenset(one.counted),
            one.published,
        )
        if key not in seen:
            seen.add(key)
            yield one

"""Why figures that count the same thing differ: rounding, a looser bound, another unit, a later count, another scope, or a real
conflict.

"Conflict" is said only where both accounts give one exact value, in the same unit, of things described in the same words, with
no sign of a later count or another scope; where nothing of all that is sure, the verdict is "unclear".
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rashomon.lexicon import lexicon
from rashomon.model import Account, FigureMention, Judgement, Span, Told
from rashomon.reconcile.anchors import words_to_days
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.stems import stem
from rashomon.words import content_words, words

__all__ = ["compare_figures"]

_BEFORE = 60
"""Characters before a figure in which the words that make it a later count, or a part, stand."""
_CLASH_RATIO = 1.5
"""Of 101 pairs of numbers that seemed to differ 4 were conflicts; those that lie far apart mostly count different things."""
_CLASH_DAYS = 7
_CLASH_MINUTES = 180


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


@functools.cache
def _cues(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b{re.escape(cue)}\b", re.IGNORECASE) for cue in lexicon("counts")[kind])


@functools.cache
def _vague() -> frozenset[str]:
    return frozenset(lexicon("counts")["vague"].split())


def _given(account: Account, figure: FigureMention, day: date | None) -> _Given:
    text = account.article.text
    sentence = next((s for s in account.sentences if s.overlaps(figure.span)), figure.span)
    before = text[max(sentence.start, figure.span.start - _BEFORE) : figure.span.start]
    around = text[max(sentence.start, figure.span.start - _BEFORE) : min(sentence.end, figure.span.end + _BEFORE)]
    spans = [figure.span, *([figure.counted] if figure.counted else [])]
    counted = {
        stem(word.text): word.text
        for word in content_words(text, spans)
        if not word.text[0].isdigit() and word.text not in _vague()
    }
    published = account.article.published_at or account.article.published_on
    return _Given(
        article=account.article.id,
        order=(account.article.id, figure.span),
        measure=measure(figure, words_to_days(figure.span.of(text), day) if day else None),
        shown="“" + " ".join(figure.span.of(text).split()) + "”",
        counted=counted,
        moments=frozenset(w.text for w in words(around) if re.fullmatch(r"(?:19|20)\d\d", w.text)),
        revised=any(cue.search(around) for cue in _cues("revised")),
        part=any(cue.search(before) for cue in _cues("part")),
        published=published.isoformat()[:10] if published else "",
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
    if _clash(one, other) and (shared or timed):
        return "conflict", f"{both} cannot both be true"
    return "unclear", f"{both} differ; it is not clear that they count the same"


def _clash(one: _Given, other: _Given) -> bool:
    """Whether two values are exact, of one unit and time, and near enough to be meant for the same thing."""
    mine, yours = one.measure, other.measure
    if not (mine.exact and yours.exact) or mine.dimension != yours.dimension or one.moments != other.moments:
        return False
    if mine.dimension == "date":
        return abs(mine.low - yours.low) <= _CLASH_DAYS
    if mine.dimension == "clock":
        return abs(mine.low - yours.low) <= _CLASH_MINUTES
    low, high = sorted((mine.low, yours.low))
    return low > 0 and high <= _CLASH_RATIO * low


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
    given = sorted((_given(accounts[told.article], told.mention, day) for told in tellings), key=lambda g: g.order)
    distinct = list(_distinct(given))
    found: dict[str, list[str]] = {}
    for one, other in combinations(distinct, 2):
        verdict, reason = _relation(one, other)
        found.setdefault(verdict, []).append(reason)
    verdict = next((v for v in _STRENGTH if v in found), "same")
    n_articles = len({g.article for g in given})
    if n_articles < 2 and verdict != "conflict":
        within = "; it gives more than one value" if len(distinct) > 1 and verdict not in ("same", "compatible") else ""
        return Judgement("single", f"one account alone gives it{within}", 0.9)
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

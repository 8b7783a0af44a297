"""Why figures that count the same thing differ: rounding, a looser bound, another unit, a later count, another scope, or a real
conflict.

"Conflict" is said only where both accounts give one exact value, in the same unit, of things described in the same words, with
no sign of a later count or another scope; where nothing of all that is sure, the verdict is "unclear".
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, combinations_with_replacement

from rashomon.lexicon import lexicon
from rashomon.model import Account, FigureMention, Judgement, Span, Told
from rashomon.reconcile.anchors import words_to_days
from rashomon.reconcile.fates import fate_of
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.places import touched
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Root
from rashomon.words import Word, content_words, words

__all__ = ["compare_figures"]

_BEFORE = 60
"""Characters before a figure in which the words that make it a later count, or a part, stand."""
_AFTER = 20
"""Characters after a bare number in which the words stand that say what is counted ("78 were Norwegian")."""
_HEDGE = 20
"""Characters before a figure in which a hedge stands that belongs to it."""
_ROUGHLY = 0.9
"""Nearness (``Measure.nearness``) from which a value that is given roughly agrees with another."""
_FAR = 0.5
"""Nearness below which a bound in figures says nothing of a value: who has 190,000 to tell does not say "more than 23,500"."""
_FORMS = 3
"""Forms of one value that are shown."""
_CLASH_RATIO = 1.5
"""Of 101 pairs of numbers that seemed to differ 4 were conflicts; those that lie far apart mostly count different things."""
_CLASH_SMALL = 10
"""Up to this, numbers clash whatever their ratio, of things named in the same words only: two patrol boats or four."""
_CLASH_WORDS = 2
"""Words that both must share, of what is counted and what is told of it: "people" alone names nothing."""
_CLASH_MINUTES = 15
_LOOSER = "looser"
"""Between two figures: ``compatible`` for no other reason than that one allows more, which is no agreement about what is so."""


@dataclass(frozen=True, slots=True)
class _Given:
    """A figure of one account as its verdict needs it."""

    article: str
    order: tuple[str, Span]
    sentence: Span
    measure: Measure
    shown: str
    counted: Mapping[str, str]
    """Root -> word, of what is counted."""
    phrase: frozenset[str]
    """Roots of the figure's own words, its number left out: "Sudrian patrol boats"."""
    names: frozenset[str]
    """Roots of the words with a capital in what is counted."""
    ranged: bool
    """Whether both ends are said: "300 to 3,400 miles"."""
    moments: frozenset[str]
    """Years and other words of time near the figure."""
    revised: bool
    """Whether a word near it says that an earlier count was another."""
    part: bool
    """Whether a word before it says that it is a part of something."""
    portion: bool
    """Whether the larger number that it is a part of stands beside it."""
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


@functools.cache
def _numerals() -> frozenset[str]:
    return frozenset(lexicon("counts")["numerals"].split())


_OF_THE = re.compile(r"\bof (?:the |its |their |all |those )?(\w+)")
_RANGE = re.compile(r"\w\s*(?:[-–]|\b(?:to|and|or)\b)\s*[$€£]?\w", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d,.]*|[A-Za-z]+")


def _rose_to(text: str, shown: str) -> bool:
    """Whether the article says elsewhere that a count came to this number ("the toll rose to nine")."""
    number = next((m.group() for m in _NUMBER.finditer(shown) if m.group().lower() not in _vague()), None)
    return number is not None and any(
        re.match(rf"\W+(?:\w+\W+)?{re.escape(number)}\b", text[m.end() : m.end() + 40], re.IGNORECASE) for m in _rises(text)
    )


@functools.lru_cache(maxsize=1_024)
def _rises(text: str) -> tuple[re.Match[str], ...]:
    """Where a text says that something rose: asked for every figure of an article."""
    return tuple(_cues("rose").finditer(text))


def _is_loose(figure: FigureMention, text: str) -> bool:
    before = words(text[max(0, figure.span.start - _HEDGE) : figure.span.start])[-2:]
    found = {word.text for word in (*before, *words(text, figure.span))}
    return (bool(figure.hedge) and not measure(figure).is_bound) or bool(found & _loose())


def _told_of(text: str, spans: Sequence[Span]) -> list[Word]:
    """The words that say what is counted."""
    numbers = _vague() | _numerals()
    return [word for word in content_words(text, spans) if not word.text[0].isdigit() and word.text not in numbers]


def _measured_in(figure: FigureMention) -> set[str]:
    """Roots of the unit of a figure that measures: of "ten-minute speech" the speech says what it is, the minutes do not."""
    counts = measure(figure).dimension.startswith("count")
    return set() if counts else {stem(word.text) for word in words(figure.unit)}


def _is_portion(figure: FigureMention, text: str) -> bool:
    """Whether a figure is told as one of a larger one: "21 of the 28 countries"."""
    found = _OF_THE.search(text, figure.span.start, figure.span.end + _AFTER)
    return found is not None and (found[1][0].isdigit() or found[1].lower() in _numerals())


def _is_name(text: str, word: Word, sentence: Span) -> bool:
    """Whether a word has a capital that its place does not give it."""
    return text[word.span.start].isupper() and word.span.start > sentence.start


def _is_ranged(figure: FigureMention, text: str) -> bool:
    return not figure.hedge and figure.low != figure.high and bool(_RANGE.search(figure.span.of(text)))


def _given(account: Account, figure: FigureMention, day: date | None) -> _Given:
    text = account.article.text
    sentence = next((account.sentences[k] for k in touched(account.sentences, figure.span)), figure.span)
    before = text[max(sentence.start, figure.span.start - _BEFORE) : figure.span.start]
    around = text[max(sentence.start, figure.span.start - _BEFORE) : min(sentence.end, figure.span.end + _BEFORE)]
    spans = [figure.span, *([figure.counted] if figure.counted else [])]
    told = _told_of(text, spans) or _told_of(text, [Span(figure.span.end, min(sentence.end, figure.span.end + _AFTER))])
    published = account.article.published_at or account.article.published_on
    return _Given(
        article=account.article.id,
        order=(account.article.id, figure.span),
        sentence=sentence,
        measure=measure(figure, words_to_days(figure.span.of(text), day) if day else None),
        shown="“" + " ".join(figure.span.of(text).split()) + "”",
        counted={stem(word.text): word.text for word in told},
        phrase=frozenset(stem(word.text) for word in told if figure.span.covers(word.span)) - _measured_in(figure),
        names=frozenset(stem(word.text) for word in told if _is_name(text, word, sentence)),
        ranged=_is_ranged(figure, text),
        moments=frozenset(w.text for w in words(around) if re.fullmatch(r"(?:19|20)\d\d", w.text)),
        revised=bool(_cues("revised").search(around)) or _rose_to(text, figure.span.of(text)),
        part=bool(_cues("part").search(before)),
        portion=_is_portion(figure, text),
        published=published.isoformat()[:10] if published else "",
        loose=_is_loose(figure, text),
        fate=fate_of([Root(word.text, stem(word.text), word.span) for word in words(text, sentence)], figure.span),
    )


# ---------------------------------------------------------------------------------------------- two figures


def _relation(one: _Given, other: _Given) -> tuple[str, str]:
    """Verdict on two figures, and the reason in words."""
    mine, yours = one.measure, other.measure
    if one.article == other.article and one.sentence == other.sentence and not mine.meets(yours):
        return "scope", f"{one.shown} and {other.shown} are told in one sentence"
    if mine.dimension.split()[0] != yours.dimension.split()[0] and not mine.across(yours):
        return "unclear", f"{one.shown} and {other.shown} are not measured alike"
    unit = "in another currency" if mine.dimension == "money" else "in another unit"
    if mine.equals(yours):
        return ("same", "") if mine.factor == yours.factor else ("compatible", f"{one.shown} is {other.shown} {unit}")
    open_ended = next((g for g in (one, other) if math.isinf(g.measure.low) and math.isinf(g.measure.high)), None)
    if open_ended is not None:  # anything would be within "on the same day"
        return "unclear", f"it is not told what {open_ended.shown} is counted from"
    if mine.rounds(yours):
        rounded = f"{unit}, rounded" if mine.factor != yours.factor else "rounded"
        return "compatible", f"{one.shown} and {other.shown} agree, {rounded}"
    if one.ranged and other.ranged and mine.parts_at_one_end(yours):
        return "conflict", f"{one.shown} and {other.shown} agree at one end only"
    if mine.meets(yours):
        if (other_thing := _of_others(one, other)) is not None:
            return other_thing
        if one.revised != other.revised and _later(one, other):
            revised = one if one.revised else other
            return "update", f"{one.shown} and {other.shown}; {revised.shown} is given as a change"
        exact, looser = sorted((one, other), key=lambda g: (g.measure.high - g.measure.low, g.order))
        return _LOOSER, f"{looser.shown} is looser than {exact.shown}"
    return _apart(one, other)


def _unclear(one: _Given, other: _Given) -> str:
    return f"{one.shown} and {other.shown} differ; it is not clear that they count the same"


def _of_others(one: _Given, other: _Given) -> tuple[str, str] | None:
    """What speaks against two figures counting the same, though a value exists that both allow."""
    if one.fate and other.fate and one.fate != other.fate and one.measure.dimension == "count people":
        return "scope", f"{one.shown} {one.fate}, {other.shown} {other.fate}"
    bounded = any(given.measure.is_bound and re.search(r"\d", given.shown) for given in (one, other))
    if bounded and one.measure.dimension.startswith("count") and one.measure.nearness(other.measure) < _FAR:
        return "unclear", _unclear(one, other)
    return None


def _apart(one: _Given, other: _Given) -> tuple[str, str]:
    """Verdict on two figures that cannot both be the value of one thing at one time."""
    both = f"{one.shown} and {other.shown}"
    mine, yours = (sorted(set(a.counted) - set(b.counted)) for a, b in ((one, other), (other, one)))
    if one.portion != other.portion:
        part, whole = (one, other) if one.portion else (other, one)
        return "scope", f"{part.shown} is given as a part, {whole.shown} is not"
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
    apart = [sorted(a.names - b.names) for a, b in ((one, other), (other, one))]
    if all(apart) and not one.names & other.names and not timed:
        return "scope", f"{one.shown} is told of {_words(one, apart[0])}, {other.shown} of {_words(other, apart[1])}"
    if mine and yours and len(shared) < min(len(mine), len(yours)) and not timed and not _alike_named(one, other):
        return "scope", f"{one.shown} counts {_words(one, mine)}, {other.shown} {_words(other, yours)}"
    loose = one.loose or other.loose
    if loose and one.measure.nearness(other.measure) >= _ROUGHLY:
        rough, exact = (one, other) if one.loose else (other, one)
        return "compatible", f"{rough.shown} is roughly {exact.shown}"
    if not loose and _clash(one, other):
        return "conflict", f"{both} cannot both be true"
    return "unclear", _unclear(one, other)


def _alike_named(one: _Given, other: _Given) -> bool:
    """Whether both figures name what they count in like words, and something told of it is shared besides."""
    named = one.phrase & other.phrase
    alike = bool(named) and (one.phrase <= other.phrase or other.phrase <= one.phrase)
    return alike and (len(set(one.counted) & set(other.counted)) >= _CLASH_WORDS or bool(one.names & other.names))


def _clash(one: _Given, other: _Given) -> bool:
    """Whether two values are exact, or one and a bound that it breaks, of one unit and time, of things named alike, and near
    enough to be meant for one thing.

    Days are never called a conflict: two of them in like sentences mostly date two things; nor are speeds, which change.
    """
    mine, yours = one.measure, other.measure
    if mine.clock is not None and yours.clock is not None:
        one_day = mine.across(yours) or mine.dimension == "clock" or int(mine.low) == int(yours.low)
        return one_day and abs(mine.clock - yours.clock) <= _CLASH_MINUTES
    if (
        not (mine.exact or yours.exact)
        or not (_is_firm(one) and _is_firm(other))
        or mine.dimension != yours.dimension
        or mine.factor != yours.factor
    ):
        return False
    if mine.dimension in ("date", "clock", "speed") or one.moments != other.moments or not _alike_named(one, other):
        return False
    low, high = sorted((mine.high, yours.low) if mine.high < yours.low else (yours.high, mine.low))
    return low > 0 and (one.phrase == other.phrase if high <= _CLASH_SMALL else high <= _CLASH_RATIO * low)


def _is_firm(given: _Given) -> bool:
    """Whether no other value is left open: it is exact, or a bound, but not of the dead or arrested, who may be
    more tomorrow."""
    return given.measure.exact or (given.measure.is_bound and not given.fate)


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

_STRENGTH = ("conflict", "update", "scope", "unclear", _LOOSER, "compatible", "same")
_DOUBTS = ("scope", "unclear")
_AGREEING = (_LOOSER, "compatible")
_SINGLE = "one account alone gives it"
_CONFIDENCE = {"conflict": 0.7, "update": 0.6, "scope": 0.5, "unclear": 0.4, "compatible": 0.9, "same": 0.85}


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
        ``compatible`` (one looser, rounded, or in another unit) and ``same`` that holds between two articles: of what either
        gives that which agrees best. ``scope`` and ``unclear``, which may come of a figure that does not belong here, are said
        only where most pairs of articles differ so, or where the others agree with one that is looser only: "June" and "Monday"
        are not one day because "this year" allows both.
    """
    n_articles = len({told.article for told in tellings})
    if len({(t.mention.low, t.mention.high, t.mention.unit) for t in tellings}) == 1 and n_articles == 1:
        return Judgement("single", _SINGLE, 0.9)
    given = sorted((_given(accounts[told.article], told.mention, day) for told in tellings), key=lambda g: g.order)
    distinct, held = _distinct(given)
    if n_articles == 1:
        return _within_one(distinct)
    found: dict[str, list[str]] = {}
    votes: Counter[str] = Counter()
    for verdict, reason, n in _between_articles(distinct, Counter(held.values())):
        found.setdefault(verdict, []).append(reason)
        votes[verdict] += n
    told = [verdict for verdict in _STRENGTH if verdict in found]
    heard = votes.total() - votes[_LOOSER]
    sure = [verdict for verdict in told if verdict not in _DOUBTS or 2 * votes[verdict] > heard]
    verdict = (sure or told)[0]
    if verdict == "same":
        return Judgement("same", f"{n_articles} accounts give {_forms(distinct)}", _CONFIDENCE["same"])
    if verdict in _AGREEING:
        reasons = [reason for kind in _AGREEING for reason in found.get(kind, ())]
        return Judgement("compatible", _reasons(reasons), _CONFIDENCE["compatible"])
    return Judgement(verdict, _reasons(found[verdict]), _CONFIDENCE[verdict])


def _forms(given: Sequence[_Given]) -> str:
    """How a value is printed, the shortest forms that no other holds first: its accounts may count it in other words."""
    forms: dict[str, set[str]] = {}
    for one in sorted(given, key=lambda g: (len(g.shown), g.order)):
        told = {word.text for word in _told_of(one.shown, [Span(0, len(one.shown))])}
        if not any(other <= told for other in forms.values()):
            forms[one.shown] = told
    return ", ".join([*forms][:_FORMS])


def _reasons(found: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(reason for reason in found if reason))[:400]


def _within_one(distinct: Sequence[_Given]) -> Judgement:
    """The verdict on what one article alone gives: it may contradict itself."""
    relations = [_relation(one, other) for one, other in combinations(distinct, 2)]
    verdict = next((v for v in _STRENGTH if any(v == found for found, _ in relations)), "same")
    if verdict == "conflict":
        return Judgement(verdict, _reasons([reason for found, reason in relations if found == verdict]), _CONFIDENCE[verdict])
    within = "; it gives more than one value" if len(distinct) > 1 and verdict not in ("same", *_AGREEING) else ""
    return Judgement("single", f"{_SINGLE}{within}", 0.9)


def _between_articles(distinct: Sequence[_Given], kinds: Mapping[tuple[int, ...], int]) -> Iterator[tuple[str, str, int]]:
    """For articles that give the same figures how they relate to those that give others, and how many pairs do so."""

    @functools.cache
    def relation(i: int, j: int) -> tuple[str, str]:
        return _relation(distinct[i], distinct[j])

    for (mine, n), (yours, m) in combinations_with_replacement(sorted(kinds.items()), 2):
        pairs = n * (n - 1) // 2 if mine == yours else n * m
        if pairs:
            relations = [relation(min(i, j), max(i, j)) for i in mine for j in yours]
            yield *max(relations, key=lambda found: _STRENGTH.index(found[0])), pairs


def _distinct(given: Sequence[_Given]) -> tuple[list[_Given], dict[str, tuple[int, ...]]]:
    """The first figure of each value, unit and description, as five hundred accounts give few different ones; and which of them
    each article gives."""
    places: dict[tuple[object, ...], int] = {}
    distinct: list[_Given] = []
    held: dict[str, set[int]] = {}
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
        if key not in places:
            places[key] = len(distinct)
            distinct.append(one)
        held.setdefault(one.article, set()).add(places[key])
    return distinct, {article: tuple(sorted(numbers)) for article, numbers in held.items()}

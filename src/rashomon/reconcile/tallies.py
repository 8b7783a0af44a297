"""A figure as it is compared with others: what is counted, the words round it, what befell whom, who is named.

Everything that one figure brings to a comparison is worked out once; comparing two is then a matter of shared keys.
"""

from __future__ import annotations

import calendar
import functools
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from rashomon.lexicon import lexicon
from rashomon.model import Account, EventMention, FigureMention, Span, Story, Told
from rashomon.reconcile.anchors import story_day, words_to_days
from rashomon.reconcile.dated import Deed, Deeds
from rashomon.reconcile.fates import fate_of
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Bag, Root, Roots, Weights

__all__ = ["Tally", "alike", "tallies"]

_CLOSE, _ROUND = 2.0, 6.0
"""Words of distance over which the worth of a word near the figure falls to a third."""
_AROUND = 3
"""Telling words after the figure that say what is counted, where nothing else does."""
_NAMED = 4
"""Words to either side of what is counted among which names are looked for."""
_FAR, _FAR_WIDTHS = 7.0, 1.5
"""Days from the story's own after which two thirds of the chance that two times meet by accident are gone: so many, and so many
lengths of the time itself. Any two accounts tell of the year of the last election, few of the same day two weeks ago."""
_LEAD = 3
"""Sentences at the head of an article, where its main event is told."""
_STAMP = 30
"""Characters before the day of a post in which its writer's name on the network stands."""
_HANDLE = re.compile(r"\(@\w+\)\s*$")
_DAYS_AND_MONTHS = frozenset(
    name.lower() for names in (calendar.day_name, calendar.month_name, calendar.month_abbr) for name in names if name
)


class Neighbours(NamedTuple):
    """Roots near a figure with their worth, which falls with the distance in words, and the sum of all worths."""

    worths: Mapping[str, float]
    total: float


def alike(one: Neighbours, other: Neighbours) -> float:
    """Weighted Jaccard similarity of two neighbourhoods."""
    if len(other.worths) < len(one.worths):
        one, other = other, one
    theirs = other.worths
    shared = math.fsum(min(worth, theirs[root]) for root, worth in one.worths.items() if root in theirs)
    union = one.total + other.total - shared
    return shared / union if union > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """A figure as it is compared."""

    told: Told[FigureMention]
    measure: Measure
    unit: str
    """Stem of its unit."""
    head: Bag
    """What is counted, with the words round it that extraction marked."""
    phrase: Bag
    """The words of the figure itself, its number left out: "Sudrian patrol boats"."""
    close: Neighbours
    round: Neighbours
    sentence: Bag
    """The sentence without the figure's own number."""
    names: frozenset[str]
    """Roots of what is named beside what is counted."""
    fate: str
    """What befell the people counted: ``killed``, ``injured``."""
    specific: float
    """How little likely the value is by chance, between 0 and 1."""
    rivals: int
    """Figures of the article that have the same value, this one counted."""
    lead: bool
    """Whether it stands at the head of its article."""
    deed: Deed | None = None
    """What happens in the clause of a time."""
    stamp: bool = False
    """Whether it is the day that stands under a post: "— Holt (@holt) May 2, 2019"."""

    @property
    def dimension(self) -> str:
        """Figures of one dimension are compared: people and things, money of any currency, days and times of day."""
        dimension = self.measure.dimension.split()[0]
        return "date" if dimension == "clock" else dimension

    @property
    def index(self) -> frozenset[str]:
        """By what it is found: the words of its sentence, and its value."""
        low = self.measure.low if math.isfinite(self.measure.low) else self.measure.high
        return self.sentence.roots | self.head.roots | {f"#{low:.6g}"}


@functools.cache
def _vague() -> frozenset[str]:
    """Words that say how much, not of what."""
    return frozenset((lexicon("counts")["vague"] + lexicon("counts")["numerals"]).split())


def _is_number(word: Root) -> bool:
    return word.root[:1].isdigit() or word.text in _vague()


def _specific(measured: Measure, figure: FigureMention, day: date | None) -> float:
    """How little likely a value is by chance: a number by its digits, a time by how far it lies from the story's day."""
    if measured.dimension in ("date", "clock"):
        if measured.dimension == "clock" or measured.clock is not None:
            return 1.0
        low, high = measured.low, measured.high
        if day is None or not (math.isfinite(low) and math.isfinite(high)):
            return 0.5
        gap = max(0.0, low - day.toordinal(), day.toordinal() - high)
        return 1.0 - math.exp(-gap / (_FAR + _FAR_WIDTHS * (high - low)))
    value = figure.low if figure.low is not None else figure.high
    if value is None or isinstance(value, str):
        return 0.5
    digits = len(f"{abs(value):.6g}".split("e")[0].replace(".", "").strip("0"))
    return min(1.0, digits / 3) if abs(value) > 12 else 0.2


def tallies(story: Story, weights: Weights) -> list[Tally]:
    """The figures of a story as they are compared, those that say most of what they count first."""
    day = story_day(story)
    found = [tally for account in story.accounts for tally in _of_account(account, weights, day)]
    found.sort(key=lambda t: (-len(t.head.roots), sorted(t.head.roots), t.told.article, t.told.mention.span))
    return found


def _of_account(account: Account, weights: Weights, day: date | None) -> Iterator[Tally]:
    text = account.article.text
    measures = [measure(f, words_to_days(f.span.of(text), day) if day else None) for f in account.figures]
    values = Counter((m.dimension, m.low, m.high) for m in measures)
    deeds = Deeds(account.events)
    for figure, measured in zip(account.figures, measures, strict=True):
        told, rivals = Told(account.article.id, figure), values[measured.dimension, measured.low, measured.high]
        specific = _specific(measured, figure, day)
        yield _tally(account, told, measured=measured, weights=weights, rivals=rivals, specific=specific, deeds=deeds)


def _tally(
    account: Account,
    told: Told[FigureMention],
    *,
    measured: Measure,
    weights: Weights,
    rivals: int,
    specific: float,
    deeds: Deeds,
) -> Tally:
    figure, roots = told.mention, weights.roots[told.article]
    here = _sentences_of(account.sentences, figure.span)
    spans = account.sentences[here] or (figure.span,)
    if not figure.unit and here.start > 0:  # "their number was put at about 500": the sentence before says whose
        spans = (account.sentences[here.start - 1], *spans)
    sentence = roots.within([Span(spans[0].start, spans[-1].end)])
    is_time = measured.dimension in ("date", "clock")
    places = [k for k, word in enumerate(sentence) if word.span.overlaps(figure.span)]
    own = {sentence[k].root for k in places if is_time or _is_number(sentence[k])}
    head = _head(sentence, figure, own if is_time else frozenset())
    bag = weights.bag(head)
    return Tally(
        told=told,
        measure=measured,
        unit=_unit(figure, sentence, places),
        head=bag,
        phrase=weights.bag(sentence[k] for k in places if sentence[k].root not in own and not _is_number(sentence[k])),
        close=_neighbours(sentence, places, weights=weights, reach=_CLOSE),
        round=_neighbours(sentence, places, head=bag.roots, weights=weights, reach=_ROUND),
        sentence=weights.bag(word for word in sentence if word.root not in own),
        names=frozenset(_names(sentence, [*head, *(sentence[k] for k in places)], account.article.text)),
        fate=fate_of(sentence, figure.span),
        specific=specific,
        rivals=rivals,
        lead=here.start < _LEAD,
        deed=_deed(deeds.at(figure.span, spans[-1]), roots) if is_time else None,
        stamp=is_time
        and _HANDLE.search(account.article.text, max(0, figure.span.start - _STAMP), figure.span.start) is not None,
    )


def _deed(event: EventMention | None, roots: Roots) -> Deed | None:
    if event is None:
        return None
    return Deed(frozenset(word.root for word in roots.within([event.trigger]) if word.root), event.meaning)


def _unit(figure: FigureMention, sentence: Sequence[Root], places: Sequence[int]) -> str:
    """Stem of the unit; of an ordinal that of its noun: a second trip is no second meeting."""
    if figure.unit != "ordinal":
        return stem(figure.unit.lower())
    return sentence[places[-1]].root if len(places) > 1 else ""


def _sentences_of(sentences: Sequence[Span], span: Span) -> slice:
    """Which sentences a span stands in; an empty slice where it stands in none."""
    first = bisect_right(sentences, span.start, key=lambda s: s.start) - 1
    if first < 0 or sentences[first].end <= span.start:
        first += 1
    return slice(first, max(first, bisect_left(sentences, span.end, key=lambda s: s.start)))


def _head(sentence: Sequence[Root], figure: FigureMention, own: Set[str]) -> list[Root]:
    """The words that say what is counted: as marked, else within the figure's span, else the next ones. ``own`` words tell the
    figure's value."""
    spans = [figure.span] + ([figure.counted] if figure.counted else [])
    telling = [word for word in sentence if word.root and not _is_number(word) and word.root not in own]
    found = [word for word in telling if any(span.covers(word.span) for span in spans)]
    return found or [word for word in telling if word.span.start >= figure.span.end][:_AROUND]


def _neighbours(
    sentence: Sequence[Root], places: Sequence[int], *, weights: Weights, reach: float, head: frozenset[str] = frozenset()
) -> Neighbours:
    """Roots outside the figure with a worth that falls with their distance; those of ``head`` count in full."""
    first, last = (places[0], places[-1]) if places else (0, 0)
    found: dict[str, float] = {}
    for k, word in enumerate(sentence):
        if word.root and not first <= k <= last:
            nearness = math.exp(-(first - k if k < first else k - last) / reach)
            if nearness > found.get(word.root, 0.0):
                found[word.root] = nearness
    found.update(dict.fromkeys(head, 1.0))
    worths = {root: nearness * weights(root) for root, nearness in found.items()}
    return Neighbours(worths, math.fsum(worths.values()))


def _names(sentence: Sequence[Root], telling: Sequence[Root], text: str) -> Iterator[str]:
    """Roots of words with a capital in what is counted, or beside it; the first word of a sentence has one anyway."""
    if not telling:
        return
    starts = {word.span.start for word in telling}
    places = [k for k, word in enumerate(sentence) if word.span.start in starts]
    for word in sentence[max(1, places[0] - _NAMED) : places[-1] + _NAMED + 1]:
        if word.root and text[word.span.start].isupper() and word.text not in _DAYS_AND_MONTHS and not _is_number(word):
            yield word.root

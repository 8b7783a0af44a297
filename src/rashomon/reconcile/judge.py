"""Verdicts on what was aligned, each with its reason: statements by their wording, figures by why they differ, events by what
the accounts say otherwise. Lists come weightiest first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rashomon.model import (
    Actor,
    Difference,
    Figure,
    FigureMention,
    Judgement,
    Lineage,
    Passage,
    Quote,
    Span,
    Statement,
    Story,
    Told,
    content_id,
)
from rashomon.reconcile.anchors import story_day
from rashomon.reconcile.judge_events import judge_events
from rashomon.reconcile.marks import quoted_spans
from rashomon.reconcile.measures import Measure, measure
from rashomon.reconcile.prominence import Prominence
from rashomon.reconcile.spellings import is_medium
from rashomon.reconcile.verdicts import compare_figures
from rashomon.reconcile.wording import compare_wording
from rashomon.words import count_words, words

__all__ = ["judge_events", "judge_figures", "judge_statements"]

_RELAYED = 0.5
"""What a newspaper's name weighs beside another: one account tells where it read what another gives to who said it."""

# ---------------------------------------------------------------------------------------------- statements


def judge_statements(
    story: Story, clusters: Iterable[Sequence[Told[Quote]]], who: Mapping[Actor, Actor], lineages: Sequence[Lineage]
) -> tuple[Statement, ...]:
    """One statement a cluster: its speaker, the verdict on its wording and the places where the words differ.

    Args:
        story: the accounts.
        clusters: the tellings of each utterance (``align_statements``).
        who: every actor with its canonical one.
        lineages: articles that count as one account.
    """
    texts = {article.id: article.text for article in story.articles}
    prominence = Prominence(story, lineages)
    found = []
    for cluster in clusters:
        tellings = sorted(cluster, key=lambda told: _fullness(told, texts[told.article]))
        wording = compare_wording(tellings, texts)
        speaker = _speaker(tellings, who, prominence)
        statement = Statement(
            id=content_id("statement", *((t.article, *t.mention.content) for t in tellings)),
            speaker=speaker,
            accounts=tuple(tellings),
            judgement=wording.judgement,
            differences=wording.differences,
            independent=prominence.independent(t.article for t in tellings),
        )
        found.append((_statement_weight(statement, wording.differences, texts, prominence), statement))
    found.sort(key=lambda item: (-item[0], item[1].id))
    return tuple(statement for _, statement in found)


def _fullness(told: Told[Quote], text: str) -> tuple[int, int, str, tuple[Span, ...]]:
    """Sort key: most quoted words first, then most words."""
    quoted = count_words(text, quoted_spans(text, told.mention))
    return -quoted, -count_words(text, told.mention.content), told.article, told.mention.content


def _speaker(tellings: Sequence[Told[Quote]], who: Mapping[Actor, Actor], prominence: Prominence) -> Actor | None:
    """The speaker that most accounts name, the surer ones counting more; the named before the nameless, of whom the one told
    most of, a person before a body that he speaks for."""
    votes: dict[Actor, float] = defaultdict(float)
    for told in tellings:
        if told.mention.speaker is not None:
            one = who.get(told.mention.speaker, told.mention.speaker)
            votes[one] += told.mention.confidence * (_RELAYED if is_medium(one) else 1.0)
    if not votes:
        return None
    named = {actor: votes[actor] for actor in votes if actor.kind != "unnamed"}
    if not named:
        return max(votes, key=lambda a: (_is_telling(a), len(a.name.split()), votes[a], a.name, a.of or ""))
    named = {actor: named[actor] for actor in named if _is_telling(actor)} or named
    return max(named, key=lambda a: (votes[a], a.kind == "person", a.name, a.of or "", a.office or ""))


def _is_telling(actor: Actor) -> bool:
    """Whether what somebody is called holds a name: not "the company's board"."""
    return any(word[:1].isupper() for word in actor.name.split())


def _statement_weight(
    statement: Statement, differences: Sequence[Difference], texts: Mapping[str, str], prominence: Prominence
) -> float:
    """How weighty a statement is: who tells it, how early, in how many quoted words, and whether the words differ."""
    weight = prominence.weight([(t.article, t.mention.span) for t in statement.accounts])
    first = statement.accounts[0]
    quoted = count_words(texts[first.article], quoted_spans(texts[first.article], first.mention))
    weight += 0.2 * min(quoted, 20) / 20
    weight += 0.1 * (statement.judgement.verdict == "altered") + 0.1 * any(d.turns for d in differences)
    return weight + 0.1 * (statement.speaker is not None)


# ---------------------------------------------------------------------------------------------- figures


def judge_figures(
    story: Story, clusters: Iterable[Sequence[Told[FigureMention]]], lineages: Sequence[Lineage]
) -> tuple[Figure, ...]:
    """One figure a cluster: what is counted, the verdict and the reason why accounts differ.

    Args:
        story: the accounts.
        clusters: the tellings of each quantity (``align_figures``).
        lineages: articles that count as one account.
    """
    accounts = {account.article.id: account for account in story.accounts}
    prominence = Prominence(story, lineages)
    day = story_day(story)
    groups = [sorted(cluster, key=_exactness) for cluster in clusters]
    sums = _sums(groups, {article.id: article.text for article in story.articles})
    found = []
    for number, tellings in enumerate(groups):
        judgement = _with_sum(compare_figures(tellings, accounts, day=day), sums.get(number))
        figure = Figure(
            id=content_id("figure", *((t.article, *t.mention.span) for t in tellings)),
            what=_what(tellings),
            unit=_unit(tellings),
            accounts=tuple(tellings),
            judgement=judgement,
            independent=prominence.independent(t.article for t in tellings),
        )
        weight = prominence.weight([(t.article, t.mention.span) for t in tellings])
        weight += 0.3 * (judgement.verdict == "conflict") + 0.1 * (judgement.verdict in ("update", "scope"))
        weight -= 0.3 * (measure(tellings[0].mention).dimension in ("date", "clock"))
        found.append((weight, figure))
    found.sort(key=lambda item: (-item[0], item[1].id))
    return tuple(figure for _, figure in found)


def _exactness(told: Told[FigureMention]) -> tuple[float, str, Span]:
    """Sort key: the most exact figure first."""
    interval = measure(told.mention)
    return interval.high - interval.low, told.article, told.mention.span


_READABLE = 80


def _what(tellings: Sequence[Told[FigureMention]]) -> Passage:
    """The words that say what is counted: the longest marked ones, else the figure's own."""
    marked = [(t, t.mention.counted) for t in tellings if t.mention.counted is not None]
    if marked:
        told, span = max(marked, key=lambda item: (_readable(item[1]), item[0].article, item[1]))
        return Passage(told.article, span)
    told = max(tellings, key=lambda t: (_readable(t.mention.span), t.article, t.mention.span))
    return Passage(told.article, told.mention.span)


def _readable(span: Span) -> tuple[bool, int]:
    """The longest words say most, if they still can be taken in."""
    return span.end - span.start <= _READABLE, span.end - span.start


def _unit(tellings: Sequence[Told[FigureMention]]) -> str:
    units = [t.mention.unit for t in tellings if t.mention.unit]
    return max(units, key=lambda unit: (units.count(unit), unit)) if units else ""


_LEAST_SUM = 5
"""Sums below it come about by chance."""
_FURTHER = 4
"""Figures back to which "four additional members" may be added."""
_JOINED = 60
"""Characters between two figures that are added up in one breath ("167 passengers and nine crew members")."""


def _sums(groups: Sequence[Sequence[Told[FigureMention]]], texts: Mapping[str, str]) -> dict[int, str]:
    """For each quantity that holds the sum of two others, named side by side: which ones make it, in words."""
    placed: dict[str, list[tuple[Span, int, Measure]]] = defaultdict(list)
    totals: dict[tuple[str, float], dict[int, str]] = defaultdict(dict)
    for number, tellings in enumerate(groups):
        for told in tellings:
            interval = measure(told.mention)
            if interval.exact and interval.dimension.startswith(("count", "money")):
                placed[told.article].append((told.mention.span, number, interval))
                if interval.low >= _LEAST_SUM:
                    shown = _shown(told.mention.span, texts[told.article])
                    totals[interval.dimension.split()[0], interval.low].setdefault(number, shown)
    found: dict[int, str] = {}
    for article in sorted(placed):
        row = sorted(placed[article], key=lambda item: item[0])
        for (span, _, mine), (following, _, yours) in _added_up(row, texts[article]):
            for number, total in totals.get((mine.dimension.split()[0], mine.low + yours.low), {}).items():
                parts = [_shown(part, texts[article]) for part in (span, following)]
                found.setdefault(number, f"{parts[0]} and {parts[1]} make {total} together")
    return found


_Placed = tuple[Span, int, Measure]


def _added_up(row: Sequence[_Placed], text: str) -> Iterator[tuple[_Placed, _Placed]]:
    """Figures of an article that it adds up: told in one breath, or the later one on top ("four additional members")."""
    for k, one in enumerate(row):
        for other in row[k + 1 : k + 1 + _FURTHER]:
            between = text[one[0].end : other[0].start]
            joined = other is row[k + 1] and len(between) <= _JOINED and {"and", "plus"} & {w.text for w in words(between)}
            if joined or {"additional", "further", "another", "more"} & {w.text for w in words(text, other[0])}:
                yield one, other


def _shown(span: Span, text: str) -> str:
    return "“" + " ".join(span.of(text).split()) + "”"


def _with_sum(judgement: Judgement, added: str | None) -> Judgement:
    """The judgement with what makes the sum; a part and its total do not contradict each other."""
    if added is None:
        return judgement
    if judgement.verdict in ("conflict", "unclear", "update", "scope"):
        return Judgement("scope", added, 0.7)
    return Judgement(judgement.verdict, f"{judgement.reason}; {added}", judgement.confidence)

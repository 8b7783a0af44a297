"""Statements, figures, events, positions, copies and only-ones, with their citations."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, TypeVar

from rashomon.actor_codes import party_name
from rashomon.countries import country_name, match_country
from rashomon.extract.numbers import NUMBER
from rashomon.model import (
    Actor,
    Article,
    Copy,
    Event,
    EventMention,
    Figure,
    FigureMention,
    Lineage,
    Only,
    Passage,
    Position,
    Quote,
    Span,
    Stand,
    Statement,
    Told,
)
from rashomon.report.compare import Piece, Wording, compare, plain
from rashomon.report.labels import labels, say_actor, say_speaker, say_when, status_label, verdict_label
from rashomon.report.ledger import Back, Cite, Ledger, Words
from rashomon.report.limits import Limits
from rashomon.report.plot import Interval, draw, label_interval
from rashomon.report.views import (
    ActorView,
    CopyView,
    EventView,
    FigureRow,
    FigureView,
    LineageView,
    OnlyView,
    PositionView,
    StandView,
    StatementView,
    Telling,
    is_doubted,
)
from rashomon.report.wordings import versions

__all__ = [
    "actor_view",
    "as_pieces",
    "confidence_in",
    "copy_views",
    "event_view",
    "figure_view",
    "lineage_view",
    "only_view",
    "position_view",
    "say_act",
    "statement_view",
    "title_span",
    "told_as",
]

T = TypeVar("T")
Sides = tuple[tuple[Actor, ...], tuple[Actor, ...]]
"""Who acts in an event, and to whom."""

_NEAR = 40
"""Characters between a figure and what it counts, up to which the two are shown as one run of words."""

_AROUND = 56
"""Characters of its sentence that are shown on either side of a figure."""

_TINTS = 6
"""Colours of copied passages, one an origin; the style sheet has as many."""

_LONGEST_NAME = 50
"""Characters of a noun phrase that is shown for people without a name."""
_DETERMINERS = re.compile(rf"^(?:(?:the|his|her|its|their|our|my|{NUMBER})\s+)+", re.IGNORECASE)
"""What tells whose and how many they are: accounts may differ in that."""

_COMPARED_PASSAGE = 1_200
"""Characters of a copied passage up to which its versions are laid over each other; longer ones are shown by their opening."""


def actor_view(actor: Actor) -> ActorView:
    """An actor for the eye; whom it acts for is left out where that is its own name."""
    of = ", ".join(country_name(part.strip()) for part in actor.of.split(",")) if actor.of else ""
    office = actor.office or ("not named" if actor.kind == "unnamed" else "")
    return ActorView(say_actor(actor), office, "" if of == actor.name else of)


def _speaking(actor: Actor) -> ActorView:
    """Who says something, for the eye."""
    return dataclasses.replace(actor_view(actor), name=say_speaker(actor))


def as_pieces(shown: Words) -> tuple[Piece, ...]:
    """Words that are held against nothing, as one piece."""
    return (Piece("same", shown.text + (" …" if shown.clipped else "")),)


def told_as(told: Statement | Figure | Event) -> str:
    """The verdict as the report counts it: what turns the sense, and events that differ in who or when alone, apart."""
    if isinstance(told, Statement) and any(d.turns for d in told.differences):
        return "turned"
    verdict = told.judgement.verdict
    if isinstance(told, Event) and verdict == "differ" and not told.against:
        statuses = {t.mention.status for t in told.accounts}
        return "attributed" if statuses >= {"happened", "alleged"} else "particulars"
    return verdict


def confidence_in(told: Statement | Figure | Event) -> float | None:
    """The confidence in what several articles have, unless a person has judged it."""
    return told.judgement.confidence if len(_articles(told.accounts)) > 1 and not told.corrected else None


def _articles(tellings: Iterable[Told[Any]]) -> list[str]:
    return list(dict.fromkeys(told.article for told in tellings))


def _group(members: Sequence[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    """Members with the same key together, in order of first appearance."""
    if len(members) < 2:
        return [list(members)] if members else []
    found: dict[Hashable, list[T]] = {}
    for member in members:
        found.setdefault(key(member), []).append(member)
    return list(found.values())


def _key(passage: Passage, ledger: Ledger) -> tuple[str, ...]:
    return ledger.folded(passage.article, (passage.span,))


def _cites(noted: Sequence[Cite], limits: Limits) -> tuple[tuple[Cite, ...], int]:
    """The citations that are listed, one an article as long as there are others, and the number of those that are not."""
    distinct = list(dict.fromkeys(noted))
    return tuple(distinct[: limits.cites]), max(0, len(distinct) - limits.cites)


# ---------------------------------------------------------------------------------------------- statements


def statement_view(statement: Statement, ref: str, ledger: Ledger, limits: Limits) -> StatementView:
    """A statement with each distinct wording once."""
    back = ledger.back(ref)
    tellings = []
    for version in versions(statement, ledger):
        cites, more = _cites([_cite_quote(told, ledger, back) for told in version.accounts], limits)
        quote = version.accounts[0].mention
        mode = labels()["modes"].get(quote.mode, quote.mode)
        note = "" if quote.stance == "asserts" else labels()["stances"].get(quote.stance, quote.stance)
        tellings.append(Telling(cites, version.pieces, mode=mode, note=note, is_fullest=version.is_fullest, more=more))
    articles = _articles(statement.accounts)
    return StatementView(
        ref,
        statement.id,
        _speaking(statement.speaker) if statement.speaker else None,
        verdict_label(statement.judgement.verdict),
        any(difference.turns for difference in statement.differences),
        statement.judgement.reason,
        statement.independent,
        len(articles),
        tuple(tellings[: limits.tellings]),
        more=max(0, len(tellings) - limits.tellings),
        confidence=confidence_in(statement),
    )


def _cite_quote(told: Told[Quote], ledger: Ledger, back: Back) -> Cite:
    """Every piece of the content is marked; the citation leads to the first."""
    cites = [ledger.cite(told.article, span, kind="quote", back=back) for span in told.mention.content]
    return cites[0]


# ---------------------------------------------------------------------------------------------- figures


def figure_view(figure: Figure, ref: str, ledger: Ledger, limits: Limits) -> FigureView:
    """A figure with each distinct printing once, the smallest first."""
    back = ledger.back(ref)
    groups = _group(figure.accounts, lambda told: _figure_key(told, ledger))
    groups.sort(key=lambda group: _size(_interval(group[0].mention)))
    shown = groups[: limits.tellings]
    plot = draw([_interval(group[0].mention) for group in shown])
    rows = []
    for number, group in enumerate(shown):
        mention = group[0].mention
        cites = [ledger.cite(told.article, told.mention.span, kind="figure", back=back) for told in group]
        rows.append(
            FigureRow(
                _cites(cites, limits)[0],
                ledger.words(Passage(group[0].article, _with_counted(mention)), 90),
                label_interval(_interval(mention)),
                plot.bars[number] if plot else None,
                _speaking(mention.speaker) if mention.speaker else None,
                ledger.around(Passage(group[0].article, _with_counted(mention)), _AROUND),
            )
        )
    articles = _articles(figure.accounts)
    return FigureView(
        ref, figure.id, ledger.words(figure.what, 160), figure.unit, verdict_label(figure.judgement.verdict),
        figure.judgement.reason, figure.independent, len(articles), tuple(rows), plot, max(0, len(groups) - len(shown)),
        confidence_in(figure),
    )  # fmt: skip


def _interval(mention: FigureMention) -> Interval:
    return (mention.low, mention.high)


def _size(interval: Interval) -> tuple[bool, float, float, str]:
    """Numbers by size, dates and times by their text."""
    low, high = interval
    if isinstance(low, str) or isinstance(high, str):
        return True, 0.0, 0.0, f"{low or ''} {high or ''}"
    return False, float("-inf") if low is None else low, float("inf") if high is None else high, ""


def _with_counted(mention: FigureMention) -> Span:
    counted = mention.counted
    if counted is None or not 0 <= counted.start - mention.span.end <= _NEAR:
        return mention.span
    return Span(mention.span.start, counted.end)


def _figure_key(told: Told[FigureMention], ledger: Ledger) -> Hashable:
    return (*_interval(told.mention), ledger.folded(told.article, (_with_counted(told.mention),)))


# ---------------------------------------------------------------------------------------------- events


def event_view(event: Event, ref: str, ledger: Ledger, limits: Limits) -> EventView:
    """An event with the clauses that tell it, each distinct one once."""
    back, sides = ledger.back(ref), _sides(event, ledger)
    groups = _group(event.accounts, lambda told: _event_key(told, ledger))
    best = next((k for k, group in enumerate(groups) if any(_is_best(told, event) for told in group)), 0)
    groups = [groups[best], *groups[:best], *groups[best + 1 :]]
    tellings = []
    for number, group in enumerate(groups):
        cites, more = _cites([_cite_event(told, ledger, back) for told in group], limits)
        status = group[0].mention.status
        shown = ledger.words(Passage(group[0].article, group[0].mention.span), 320)
        tellings.append(
            Telling(
                cites,
                as_pieces(shown),
                note="" if status == event.status else status_label(status).text,
                is_fullest=number == 0,
                more=more,
            )
        )
    return EventView(
        ref=ref,
        id=event.id,
        act=say_act(event, ledger),
        when=say_when(event.start, event.end),
        place=event.place or "",
        type=_say_type(event),
        actor=tuple(map(actor_view, sides[0])),
        recipient=tuple(map(actor_view, sides[1])),
        status=status_label(event.status),
        verdict=verdict_label(told_as(event)),
        reason=event.judgement.reason,
        independent=event.independent,
        of_accounts=len(_articles(event.accounts)),
        tellings=tuple(tellings[: limits.tellings]),
        more=max(0, len(tellings) - limits.tellings),
        doubted=(is_doubted(event.actor_confidence), is_doubted(event.recipient_confidence)),
        together=_is_joint(sides),
        dissenters=frozenset(ledger.tags[article].number for article in event.against),
        confidence=confidence_in(event),
    )


def _cite_event(told: Told[EventMention], ledger: Ledger, back: Back) -> Cite:
    start, end = told.mention.trigger
    return ledger.cite(told.article, told.mention.span, kind="event", back=back)._replace(trigger=f"{start}-{end}")


def _say_type(event: Event) -> str:
    """What kind of act it is; nothing where it is of none that has a name."""
    return "" if event.type == "OTHER" else str(labels()["events"].get(event.type, event.type))


def say_act(event: Event, ledger: Ledger) -> str:
    """Who to whom, by name; what kind of act where neither is known."""
    sides = _sides(event, ledger)
    if _is_joint(sides):
        return " ↔ ".join(map(say_actor, sides[0]))
    actor, recipient = (", ".join(map(say_actor, side)) for side in sides)
    return f"{actor} → {recipient}".strip() if recipient else actor or _say_type(event)


def _sides(event: Event, ledger: Ledger) -> Sides:
    """Who acts and to whom. Where one country alone takes part it says nothing beside whoever is named for it; where nobody
    is, the words of an article tell which of its people: "Kansas nurses"."""
    sides = (event.actor, event.recipient)
    parties = {party_name(actor) for side in sides for actor in side}
    if len(parties) > 1 or event.actor == event.recipient:
        return sides
    if all(sides):
        named = [tuple(actor for actor in side if actor.kind != "country") for side in sides]
        return (named[0], named[1]) if any(named) else (_in_words(event, ledger, acting=True), ())
    return (_in_words(event, ledger, acting=True), _in_words(event, ledger, acting=False))


def _in_words(event: Event, ledger: Ledger, *, acting: bool) -> tuple[Actor, ...]:
    """One side of an event; of a bare country those of its people whom the clause names that tells the event."""
    side = event.actor if acting else event.recipient
    told = next((told for told in event.accounts if _is_best(told, event)), None)
    if told is None or len(side) != 1 or side[0].kind != "country":
        return side
    mention = told.mention
    named, span = (mention.actor, mention.actor_span) if acting else (mention.recipient, mention.recipient_span)
    if span is None or not {actor.of for actor in named} <= {None, side[0].of}:
        return side
    shown = ledger.words(Passage(told.article, span), _LONGEST_NAME)
    words = _DETERMINERS.sub("", shown.text)
    if shown.clipped or not _means_people(words):
        return side
    return (dataclasses.replace(side[0], name=f"unnamed: {words}", kind="unnamed"),)


def _means_people(words: str) -> bool:
    """Whether a noun phrase means people of a country, not the country itself or somebody told before."""
    tokens = words.split()
    found = match_country(tokens, 0) if tokens else None
    return len(tokens) > 1 and tokens[0][0].isalnum() and (found is None or found[0] < len(tokens))


def _is_joint(sides: Sides) -> bool:
    """Whether all who take part stand on both sides."""
    return bool(sides[0]) and sides[0] == sides[1]


def _is_best(told: Told[EventMention], event: Event) -> bool:
    return told.article == event.what.article and told.mention.span == event.what.span


def _event_key(told: Told[EventMention], ledger: Ledger) -> Hashable:
    return told.mention.status, ledger.folded(told.article, (told.mention.span,))


# ---------------------------------------------------------------------------------------------- positions


def position_view(position: Position, ref: str, ledger: Ledger, limits: Limits) -> PositionView:
    """A proposition with its sides; a side that nobody takes is left out."""
    back = ledger.back(ref)
    cite = ledger.cite(position.proposition.article, position.proposition.span, kind="position", back=back)
    sides = (("asserts", position.asserts), ("denies", position.denies), ("declines", position.declines))
    shown = tuple((name, _stands(stands, ledger, back, limits)) for name, stands in sides if stands)
    return PositionView(
        ref, position.id, ledger.words(position.proposition, 300), cite, verdict_label(position.judgement.verdict),
        position.judgement.reason, shown,
    )  # fmt: skip


def _stands(stands: Sequence[Stand], ledger: Ledger, back: Back, limits: Limits) -> tuple[StandView, ...]:
    found = []
    for group in _group(stands, lambda stand: stand.actor)[: limits.tellings]:
        tellings = []
        for same in _group(group, lambda stand: _key(stand.passage, ledger))[: limits.tellings]:
            noted = [ledger.cite(s.passage.article, s.passage.span, kind="position", back=back) for s in same]
            cites, more = _cites(noted, limits)
            tellings.append(Telling(cites, as_pieces(ledger.words(same[0].passage, 320)), more=more))
        found.append(StandView(_speaking(group[0].actor), tuple(tellings)))
    return tuple(found)


# ---------------------------------------------------------------------------------------------- copies and only-ones


def copy_views(copies: Sequence[Copy], ledger: Ledger, limits: Limits) -> tuple[list[CopyView], int]:
    """Copied passages, those of one text together.

    Returns:
        The passages that are shown, weightiest first, and the number of those that are not.
    """
    groups = _group(copies, lambda copy: _key(copy.passages[0], ledger))
    shown = groups[: limits.copies]
    origins = {origin: k % _TINTS + 1 for k, origin in enumerate(dict.fromkeys(_origin(group, ledger) for group in shown))}
    views = [_copy_view(g, f"C{k}", ledger, limits, tint=origins[_origin(g, ledger)]) for k, g in enumerate(shown, 1)]
    return views, max(0, len(groups) - limits.copies)


def _origin(group: Sequence[Copy], ledger: Ledger) -> str:
    """The article that has a copied passage first: as it is known, else the one that stands first in the report."""
    known = next((copy.origin for copy in group if copy.origin), None)
    return known or min((p.article for copy in group for p in copy.passages), key=lambda article: ledger.tags[article].number)


def _copy_view(group: Sequence[Copy], ref: str, ledger: Ledger, limits: Limits, *, tint: int) -> CopyView:
    back = ledger.back(ref)
    origin = next((copy.origin for copy in group if copy.origin), None)
    passages = sorted(
        dict.fromkeys(passage for copy in group for passage in copy.passages),
        key=lambda p: (p.article != origin, ledger.tags[p.article].number, p.span),
    )
    for passage in passages:
        ledger.note(passage.article, passage.span, kind=f"from-{tint}")
    versions = _group(passages, lambda p: _key(p, ledger))
    tellings = []
    for number, version in enumerate(versions[: limits.tellings]):
        cites, more = _cites([ledger.cite(p.article, p.span, kind="copy", back=back) for p in version], limits)
        tellings.append(Telling(cites, _version(version[0], versions[0][0], ledger), is_fullest=number == 0, more=more))
    return CopyView(
        ref, group[0].id, tuple(tellings), ledger.tags.get(origin or ""), group[0].judgement.reason,
        len(_key(passages[0], ledger)), tint, max(0, len(versions) - limits.tellings),
    )  # fmt: skip


def _version(passage: Passage, first: Passage, ledger: Ledger) -> tuple[Piece, ...]:
    if max(passage.span.end - passage.span.start, first.span.end - first.span.start) > _COMPARED_PASSAGE:
        shown = ledger.words(passage, 420)
        return as_pieces(shown)

    def wording(passage: Passage) -> Wording:
        return Wording(ledger.tags[passage.article].article.text, (passage.span,), "direct")

    return plain(wording(passage)) if passage == first else compare(wording(first), wording(passage))


def lineage_view(lineage: Lineage, ledger: Ledger) -> LineageView:
    """Articles that tell from one text, with its origin by name, or by number where it is one of them."""
    tags = sorted((ledger.tags[article] for article in lineage.articles), key=lambda tag: tag.number)
    inside = ledger.tags.get(lineage.origin or "")
    return LineageView(tuple(tags), "" if inside else lineage.origin or "", inside, lineage.reason)


def only_view(only: Only, ref: str, ledger: Ledger) -> OnlyView:
    """A fact that one account alone has, and the outlets that are silent on it."""
    cite = ledger.cite(only.passage.article, only.passage.span, kind="only", back=ledger.back(ref))
    silent = dict.fromkeys(ledger.tags[article].outlet for article in only.silent if article in ledger.tags)
    return OnlyView(ref, ledger.words(only.passage, 420), cite, tuple(silent))


def title_span(article: Article) -> Span | None:
    """Where the headline stands in the article's text, if it does."""
    return next((block.span for block in article.blocks if block.kind == "title"), None)

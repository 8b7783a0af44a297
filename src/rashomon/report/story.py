"""A reading as one ``StoryView``: the table of contents of the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from rashomon.model import Event, Figure, Only, Passage, Position, Reading, Statement
from rashomon.relations import acts_of
from rashomon.report.coverage import coverage
from rashomon.report.framing import framing_view
from rashomon.report.labels import say_day, say_speaker
from rashomon.report.ledger import Cite, Ledger
from rashomon.report.limits import Limits
from rashomon.report.marks import article_view
from rashomon.report.network import network_view
from rashomon.report.tell import (
    copy_views,
    event_view,
    figure_view,
    lineage_view,
    only_view,
    position_view,
    statement_view,
    told_as,
)
from rashomon.report.timeline import timeline_view
from rashomon.report.views import ArticleView, BriefView, EventView, StoryLine, StoryView, Tally
from rashomon.report.weigh import NOTABLE, agreement, find_title, rank_findings, tally

__all__ = ["story_line", "story_view"]

_PAGE = Limits()

T = TypeVar("T", bound=Statement | Figure | Event)


def story_view(reading: Reading, *, limits: Limits = _PAGE, with_articles: bool = True, prefix: str = "") -> StoryView:
    """All that is shown of a story.

    Args:
        reading: of the story.
        prefix: of every anchor, where several stories stand on one page.
        limits: longest lists; by default those of the page.
        with_articles: whether the articles themselves are wanted (the terminal and the index do without).
    """
    ledger = Ledger(reading, prefix=prefix)
    title, title_cite = find_title(reading, ledger)
    shared, alone = _numbered(reading.statements, "S")
    shared_figures, alone_figures = _numbered(reading.figures, "F")
    shared_events, alone_events = _numbered(reading.events, "E")
    refs = {told.id: ref for ref, told in shared}
    refs |= {told.id: ref for ref, told in shared_figures} | {told.id: ref for ref, told in shared_events}
    statements = tuple(statement_view(s, ref, ledger, limits) for ref, s in shared[: limits.statements])
    figures = tuple(figure_view(f, ref, ledger, limits) for ref, f in shared_figures[: limits.figures])
    events = [event_view(e, ref, ledger, limits) for ref, e in shared_events[: limits.events]]
    positions = tuple(position_view(p, f"P{k}", ledger, limits) for k, p in enumerate(reading.positions[: limits.positions], 1))
    copies, copies_left = copy_views(reading.copies, ledger, limits)
    only = tuple(only_view(o, f"O{k}", ledger) for k, o in enumerate(_each_once(reading, ledger)[: limits.only], 1))
    lineages = tuple(lineage_view(lineage, ledger) for lineage in ledger.lineages)
    tallies = _tallies(reading, ledger)
    acts = acts_of(reading)
    listed = {e.id: ledger.back(ref) for ref, e in (*shared_events[: limits.events], *alone_events[: limits.events_alone])}
    framing = framing_view(reading, {told.id: ref for ref, told in shared[: limits.statements]}, ledger, limits)
    return StoryView(
        id=reading.story.id,
        prefix=prefix,
        title=title,
        title_cite=title_cite,
        days=_days(ledger),
        independent=ledger.independent,
        brief=_brief(reading, ledger, limits),
        agreement=agreement(reading, independent=ledger.independent),
        tallies=tallies,
        findings=rank_findings(
            statements=statements, figures=figures, events=events, positions=positions, only=only, lineages=lineages,
            copies=copies, ledger=ledger,
        ),
        matrix=coverage(reading, refs, ledger, limits),
        statements=statements,
        statements_alone=tuple(statement_view(s, ref, ledger, limits) for ref, s in alone[: limits.statements_alone]),
        figures=figures,
        figures_alone=tuple(figure_view(f, ref, ledger, limits) for ref, f in alone_figures[: limits.figures_alone]),
        events=_by_day(events, reading),
        events_alone=_by_day([event_view(e, ref, ledger, limits) for ref, e in alone_events[: limits.events_alone]], reading),
        positions=positions,
        lineages=lineages,
        copies=tuple(copies),
        only=only,
        framing=framing,
        network=network_view(acts, listed),
        timeline=timeline_view(acts, listed, ledger),
        tags=tuple(ledger.tags.values()),
        columns=ledger.columns,
        articles=_articles(reading, ledger, limits) if with_articles else (),
        unlisted=_unlisted(reading, limits, copies_left),
    )  # fmt: skip


def _tallies(reading: Reading, ledger: Ledger) -> tuple[Tally, ...]:
    return (
        tally("Statements", reading.statements, ledger),
        tally("Figures", reading.figures, ledger),
        tally("Events", reading.events, ledger),
    )


def _unlisted(reading: Reading, limits: Limits, copies_left: int) -> tuple[tuple[str, int], ...]:
    """How many entries each list of the page loses to its limit."""
    found = [("copies", copies_left)]
    lists: dict[str, Sequence[Statement] | Sequence[Figure] | Sequence[Event]] = {
        "statements": reading.statements,
        "figures": reading.figures,
        "events": reading.events,
    }
    longest = limits._asdict()
    for name, told_by in lists.items():
        n_shared = sum(_is_shared(told) for told in told_by)
        found += [(name, n_shared - longest[name]), (f"{name}_alone", len(told_by) - n_shared - longest[f"{name}_alone"])]
    found += [("positions", len(reading.positions) - limits.positions), ("only", len(reading.only) - limits.only)]
    return tuple((name, max(0, left)) for name, left in found)


def story_line(reading: Reading, href: str) -> StoryLine:
    """A story as one line of a list, with the weightiest of its findings.

    Only what can become that finding is looked at: a list has a thousand stories.
    """
    ledger = Ledger(reading)
    title, cite = find_title(reading, ledger)
    findings = rank_findings(
        statements=[statement_view(s, "S", ledger, _PAGE) for s in _heads(reading.statements)],
        figures=[figure_view(f, "F", ledger, _PAGE) for f in _heads(reading.figures) if _is_shared(f)],
        events=[event_view(e, "E", ledger, _PAGE) for e in _heads(reading.events)],
        positions=[position_view(p, "P", ledger, _PAGE) for p in [p for p in reading.positions if p.denies][:2]],
        only=[only_view(o, "O", ledger) for o in reading.only[:1]],
        lineages=[lineage_view(lineage, ledger) for lineage in ledger.lineages[:1]],
        copies=copy_views(reading.copies[:1], ledger, _PAGE)[0],
        ledger=ledger,
    )
    days = sorted(a.published_on for a in reading.story.articles if a.published_on)
    return StoryLine(
        id=reading.story.id,
        href=href,
        title=title,
        outlet=cite.outlet if cite else "",
        day=days[0].isoformat() if days else "",
        said_day=say_day(days[0]) if days else "",
        n_articles=len(ledger.tags),
        outlets=tuple(dict.fromkeys(column.outlet for column in ledger.columns)),
        independent=ledger.independent,
        finding=findings[0] if findings else None,
        answer=agreement(reading, independent=ledger.independent).in_full if len(ledger.tags) > 1 else "",
    )


def _each_once(reading: Reading, ledger: Ledger) -> list[Only]:
    """What one account alone has, the weightiest first: two articles of one account may print the same."""
    found: dict[tuple[str, ...], Only] = {}
    for only in reading.only:
        found.setdefault(ledger.folded(only.passage.article, (only.passage.span,)), only)
    return list(found.values())


def _heads(told_by: Sequence[T]) -> list[T]:
    """The first few of each verdict that says more than that the accounts agree."""
    heads: dict[str, list[T]] = {}
    for told in told_by:
        verdict = told_as(told)
        if verdict in NOTABLE:
            heads.setdefault(verdict, []).append(told)
    return [told for members in heads.values() for told in members[:3]]


def _numbered(told_by: Sequence[T], letter: str) -> tuple[list[tuple[str, T]], list[tuple[str, T]]]:
    """What several articles tell and what one tells, each with the report's number: the shared come first."""
    shared = [told for told in told_by if _is_shared(told)]
    alone = [told for told in told_by if not _is_shared(told)]
    numbered = [(f"{letter}{k}", told) for k, told in enumerate((*shared, *alone), 1)]
    return numbered[: len(shared)], numbered[len(shared) :]


def _is_shared(told: Statement | Figure | Event) -> bool:
    return len({account.article for account in told.accounts}) > 1


def _days(ledger: Ledger) -> tuple[str, ...]:
    """The first and last day of publication, once where they are one; empty where no article has a date."""
    days = sorted(tag.article.published_on for tag in ledger.tags.values() if tag.article.published_on)
    if not days:
        return ()
    first, last = days[0], days[-1]
    if first != last and (first.year, first.month) == (last.year, last.month):
        return (str(first.day), say_day(last))
    return tuple(dict.fromkeys((say_day(first), say_day(last))))


def _brief(reading: Reading, ledger: Ledger, limits: Limits) -> tuple[BriefView, ...]:
    found = []
    for passage in reading.brief:
        words = ledger.words(passage, 700)
        span = passage.span
        around = ledger.sentence(passage)
        text = ledger.tags[passage.article].article.text
        cut = words._replace(
            before=bool(text[around.start : span.start].strip()), after=bool(text[span.end : around.end].strip())
        )
        denied = _denied(passage, reading.positions[: limits.positions], ledger)
        found.append(BriefView(cut, ledger.cite(passage.article, span, kind="brief"), denied))
    return tuple(found)


def _denied(passage: Passage, positions: Sequence[Position], ledger: Ledger) -> tuple[tuple[str, Cite], ...]:
    """Who denies, in some article, what a sentence of the brief asserts; nobody denies himself."""
    found: dict[str, Cite] = {}
    for number, position in enumerate(positions, 1):
        asserted = [s for s in position.asserts if s.passage.article == passage.article and passage.span.covers(s.passage.span)]
        if asserted and position.judgement.verdict == "disputed":
            for stand in (stand for stand in position.denies if all(stand.actor != other.actor for other in asserted)):
                there, back = stand.passage, ledger.back(f"P{number}")
                found.setdefault(say_speaker(stand.actor), ledger.cite(there.article, there.span, kind="position", back=back))
    return tuple(found.items())


def _by_day(views: Sequence[EventView], reading: Reading) -> tuple[EventView, ...]:
    """In order of time, those without a date last, the weightiest of a day first."""
    events = {event.id: event for event in reading.events}

    def day(view: EventView) -> tuple[bool, str]:
        start = events[view.id].start or events[view.id].end
        return start is None, start.isoformat() if start else ""

    return tuple(sorted(views, key=day))


def _articles(reading: Reading, ledger: Ledger, limits: Limits) -> tuple[ArticleView, ...]:
    accounts = {account.article.id: account for account in reading.story.accounts}
    with_names = len(accounts) <= limits.articles_with_names
    return tuple(
        article_view(accounts[tag.article.id], tag, ledger, with_names=with_names)
        for tag in ledger.tags.values()
        if tag.same_as is None
    )

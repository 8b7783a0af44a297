"""What of a story is told first: its title, its headline findings, and how far the accounts agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.model import Event, Figure, Position, Reading, Statement
from rashomon.report.compare import departs
from rashomon.report.labels import Label, finding_label, labels, verdict_label
from rashomon.report.ledger import Cite, Ledger, Words
from rashomon.report.tell import as_pieces, title_span
from rashomon.report.views import (
    AgreementView,
    CopyView,
    EventView,
    FigureView,
    FindingView,
    LineageView,
    OnlyView,
    PositionView,
    StatementView,
    Tally,
    Telling,
)

__all__ = ["NOTABLE", "agreement", "find_title", "rank_findings", "tally", "top"]

_SHOWN_TELLINGS = 4
"""Tellings of one headline finding; the rest is a click away."""

_CAPS = {
    "conflict": 6, "turned": 4, "altered": 4, "disputed": 4, "denied": 2, "reversal": 3, "differ": 3, "update": 3, "scope": 2,
    "cut": 2, "only": 3, "copy": 3,
}  # fmt: skip
"""Kinds of findings, the weightiest first, with the most that are told at the head of the page."""

NOTABLE = frozenset(("conflict", "altered", "differ", "update", "scope"))
"""Verdicts that can make a headline finding; so can a difference that turns the sense."""

_MOSTLY, _PARTLY = 0.2, 0.5
"""Shares of differing or disputed things up to which accounts agree mostly, and in part."""

_TALLY_ORDER = "same compatible cut paraphrase particulars scope update unclear differ altered turned conflict single".split()


def find_title(reading: Reading, ledger: Ledger) -> tuple[Words, Cite | None]:
    """The headline of the account that has most of what several accounts tell, as a quotation with its citation.

    Returns:
        The headline; empty words and ``None`` where no article has one.
    """
    weight: Counter[str] = Counter()
    every: tuple[Statement | Figure | Event, ...] = (*reading.statements, *reading.figures, *reading.events)
    for told_by in every:
        articles = {told.article for told in told_by.accounts}
        if len(articles) > 1:
            weight.update(articles)
    titled = [tag for tag in ledger.tags.values() if (tag.article.title or "").strip()]
    if not titled:
        return Words(""), None
    best = min(titled, key=lambda tag: (-weight[tag.article.id], tag.number))
    title = " ".join((best.article.title or "").split())
    span = title_span(best.article)
    href = ledger.href(best.anchor)
    if span is not None:
        href = ledger.note(best.article.id, span, kind="title")
    return Words(title[:240], clipped=len(title) > 240), Cite(best.number, best.outlet, href)


def tally(name: str, told_by: Sequence[Statement] | Sequence[Figure] | Sequence[Event], ledger: Ledger) -> Tally:
    """Verdicts of what two or more articles tell, with their parts of a bar."""
    shared = [told for told in told_by if len({t.article for t in told.accounts}) > 1]
    counts = Counter(_verdict(told) for told in shared)
    order = {verdict: k for k, verdict in enumerate(_TALLY_ORDER)}
    parts, at = [], 0.0
    for verdict in sorted(counts, key=lambda v: (order.get(v, len(order)), v)):
        width = 100 * counts[verdict] / len(shared)
        parts.append((verdict_label(verdict), counts[verdict], f"{at:.2f}%", f"{width:.2f}%"))
        at += width
    return Tally(name, ledger.href(name), len(told_by), len(shared), tuple(parts))


def agreement(tallies: Sequence[Tally], positions: Iterable[Position], *, independent: int) -> AgreementView:
    """Whether the accounts agree, over all that two or more articles tell."""
    counts = Counter({label.key: 0 for tally in tallies for label, *_ in tally.parts})
    for tally in tallies:
        counts.update({label.key: count for label, count, *_ in tally.parts})
    shared = sum(tally.shared for tally in tallies)
    parts, at = [], 0.0
    numbers = {}
    for key, entry in labels()["agreement"].items():
        numbers[key] = sum(counts[verdict] for verdict in entry["verdicts"])
        if numbers[key]:
            width = 100 * numbers[key] / shared
            parts.append((Label(key, entry["label"], entry["tone"]), numbers[key], f"{at:.2f}%", f"{width:.2f}%"))
            at += width
    disputed = sum(bool(position.asserts and position.denies) for position in positions)
    answer = labels()["answers"][_answer(numbers["differs"] + disputed, shared, independent=independent)]
    return AgreementView(answer, shared, tuple(parts), disputed)


def _answer(differing: int, shared: int, *, independent: int) -> str:
    if independent < 2:
        return "one_text"
    if not shared:
        return "nothing"
    share = differing / shared
    return "yes" if not differing else "mostly" if share < _MOSTLY else "partly" if share < _PARTLY else "hardly"


def _verdict(told: Statement | Figure | Event) -> str:
    if isinstance(told, Statement) and any(d.turns for d in told.differences):
        return "turned"
    verdict = told.judgement.verdict
    if isinstance(told, Event) and verdict == "differ" and all(t.mention.status == told.status for t in told.accounts):
        return "particulars"
    return verdict


# ---------------------------------------------------------------------------------------------- headline findings


def rank_findings(
    *,
    statements: Iterable[StatementView],
    figures: Iterable[FigureView],
    events: Iterable[EventView],
    positions: Iterable[PositionView],
    only: Iterable[OnlyView],
    lineages: Iterable[LineageView],
    copies: Iterable[CopyView],
    ledger: Ledger,
) -> tuple[FindingView, ...]:
    """The headline findings: conflicts, turned and altered quotes, denials, then differences, only-ones and copies."""
    found = [
        *_of_figures(figures, ledger),
        *_of_statements(statements, ledger),
        *_of_events(events, ledger),
        *_of_positions(positions, ledger),
        *_of_only(only, ledger),
        *_of_copies(lineages, copies, ledger),
    ]
    return tuple(finding for kind, cap in _CAPS.items() for finding in [f for f in found if f.kind.key == kind][:cap])


def top(findings: Sequence[FindingView], n: int) -> list[FindingView]:
    """The first ``n`` findings, at most two of a kind as long as there are others: a story has more than one side."""
    taken: Counter[str] = Counter()
    chosen: list[FindingView] = []
    others: list[FindingView] = []
    for finding in findings:
        taken[finding.kind.key] += 1
        (chosen if taken[finding.kind.key] <= 2 else others).append(finding)
    kept = {id(finding) for finding in [*chosen, *others][:n]}
    return [finding for finding in findings if id(finding) in kept]


def _of_statements(statements: Iterable[StatementView], ledger: Ledger) -> Iterator[FindingView]:
    for view in statements:
        kind = "turned" if view.turns else view.verdict.key
        if kind not in ("turned", "altered", "conflict"):
            continue
        first, *others = view.tellings
        telling = [t for t in others if departs(t.pieces)] or others
        shown = (first, *telling[: _SHOWN_TELLINGS - 1])
        speaker = view.speaker.name if view.speaker else ""
        yield FindingView(
            view.ref, ledger.href(view.ref), finding_label(kind), speaker, None, shown, view.reason, view.independent
        )


def _of_figures(figures: Iterable[FigureView], ledger: Ledger) -> Iterator[FindingView]:
    for view in figures:
        if view.verdict.key in ("conflict", "update", "scope"):
            rows = sorted(view.rows, key=lambda row: -len({cite.number for cite in row.cites}))[:_SHOWN_TELLINGS]
            shown = tuple(Telling(row.cites, as_pieces(row.printed)) for row in rows)
            yield FindingView(
                view.ref,
                ledger.href(view.ref),
                finding_label(view.verdict.key),
                "",
                view.what,
                shown,
                view.reason,
                view.independent,
            )


def _of_events(events: Iterable[EventView], ledger: Ledger) -> Iterator[FindingView]:
    for view in events:
        if view.verdict.key in ("conflict", "differ"):
            noted = [telling for telling in view.tellings[1:] if telling.note]
            if not noted:  # who or when: too small for the head of the page, and told where the event is
                continue
            shown = (view.tellings[0], *noted[: _SHOWN_TELLINGS - 1])
            yield FindingView(
                view.ref,
                ledger.href(view.ref),
                finding_label(view.verdict.key),
                view.act,
                None,
                shown,
                view.reason,
                view.independent,
            )


def _of_positions(positions: Iterable[PositionView], ledger: Ledger) -> Iterator[FindingView]:
    for view in positions:
        sides = dict(view.sides)
        if not sides.get("denies"):
            continue
        shown = tuple(
            replace(stands[0].tellings[0], note=side, who=stands[0].actor.name)
            for side, stands in view.sides
            if side != "declines"
        )
        is_said = any(s.tellings[0].pieces == as_pieces(view.proposition) for s in sides.get("asserts", ())[:1])
        is_reversal = view.verdict.key in ("reversal", "reversed")
        kind = "reversal" if is_reversal else "disputed" if sides.get("asserts") else "denied"
        yield FindingView(
            view.ref,
            ledger.href(view.ref),
            finding_label(kind),
            "",
            None if is_said else view.proposition,
            shown,
            view.reason if kind == "reversal" else "",
        )


def _of_only(only: Iterable[OnlyView], ledger: Ledger) -> Iterator[FindingView]:
    for view in only:
        yield FindingView(
            view.ref,
            ledger.href(view.ref),
            finding_label("only"),
            "",
            None,
            (Telling((view.cite,), as_pieces(view.words)),),
            "",
        )


def _of_copies(lineages: Iterable[LineageView], copies: Iterable[CopyView], ledger: Ledger) -> Iterator[FindingView]:
    """The families of articles; where there is none, the weightiest copied passage."""
    label = finding_label("copy")
    families = list(lineages)
    for number, view in enumerate(families, 1):
        cites = tuple(Cite(tag.number, tag.outlet, ledger.href(tag.anchor)) for tag in view.tags)
        yield FindingView(f"L{number}", ledger.href(f"L{number}"), label, view.origin, None, (Telling(cites, ()),), view.reason)
    if not families:
        for copy in copies:
            yield FindingView(copy.ref, ledger.href(copy.ref), label, "", None, copy.tellings[:2], copy.reason)

"""What of a story is told first: its title, its headline findings, and how far the accounts agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rashomon.model import Event, Figure, Reading, Statement
from rashomon.report.compare import Piece, departs
from rashomon.report.labels import Label, finding_label, labels, say_stand, verdict_label
from rashomon.report.ledger import Cite, Ledger, Words
from rashomon.report.tell import as_pieces, confidence_in, title_span, told_as
from rashomon.report.views import (
    AgreementView,
    CopyView,
    EventView,
    FigureRow,
    FigureView,
    FindingView,
    LineageView,
    OnlyView,
    PositionView,
    StatementView,
    Tally,
    Telling,
    is_doubted,
)
from rashomon.words import is_post

__all__ = ["NOTABLE", "agreement", "find_title", "rank_findings", "tally", "top"]

_SHOWN_TELLINGS = 4
"""Tellings of one headline finding; the rest is a click away."""

_CAPS = {
    "conflict": 6, "turned": 4, "altered": 4, "update": 3, "disputed": 4, "reversal": 3, "denied": 2, "differ": 3, "scope": 2,
    "cut": 2, "only": 3, "copy": 3,
}  # fmt: skip
"""Kinds of findings, the weightiest first, with the most that are told at the head of the page."""

_STOPS = " ,.;:"
"""What may end a piece of speech or not."""

_TIMES = frozenset(("date", "time", "year"))
"""Units of times: two of them that belong to different things are no difference between accounts."""

NOTABLE = frozenset(("conflict", "turned", "altered", "differ", "update", "scope"))
"""Verdicts that can make a headline finding."""

_MOSTLY, _PARTLY = 0.2, 0.5
"""Shares of differing or disputed things up to which accounts agree mostly, and in part."""

_TALLY_ORDER = (
    "same compatible cut paraphrase particulars attributed scope update unclear differ altered turned conflict single".split()
)


def find_title(reading: Reading, ledger: Ledger) -> tuple[Words, Cite | None]:
    """The headline of the account that has most of what several accounts tell, as a quotation with its citation; that of an
    opinion piece only where there is no other.

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
    best = min(titled, key=lambda tag: (tag.genre == "opinion", -weight[tag.article.id], tag.number))
    title = " ".join((best.article.title or "").split())
    span = title_span(best.article)
    href = ledger.href(best.anchor)
    if span is not None:
        href = ledger.note(best.article.id, span, kind="title")
    return Words(title[:240], clipped=len(title) > 240), Cite(best.number, best.outlet, href)


def tally(name: str, told_by: Sequence[Statement] | Sequence[Figure] | Sequence[Event], ledger: Ledger) -> Tally:
    """Verdicts of what two or more articles tell, with their parts of a bar."""
    shared = [told for told in told_by if len({t.article for t in told.accounts}) > 1]
    counts = Counter(told_as(told) for told in shared)
    order = {verdict: k for k, verdict in enumerate(_TALLY_ORDER)}
    parts, at = [], 0.0
    for verdict in sorted(counts, key=lambda v: (order.get(v, len(order)), v)):
        width = 100 * counts[verdict] / len(shared)
        parts.append((verdict_label(verdict), counts[verdict], f"{at:.2f}%", f"{width:.2f}%"))
        at += width
    return Tally(name, ledger.href(name), len(told_by), len(shared), tuple(parts))


def agreement(reading: Reading, *, independent: int) -> AgreementView:
    """Whether the accounts agree, over all that two or more independent ones tell: a copy agrees with its original."""
    every: tuple[Statement | Figure | Event, ...] = (*reading.statements, *reading.figures, *reading.events)
    counts = Counter(told_as(told) for told in every if told.independent > 1)
    shared = counts.total()
    parts, at = [], 0.0
    numbers = {}
    for key, entry in labels()["agreement"].items():
        numbers[key] = sum(counts[verdict] for verdict in entry["verdicts"])
        if numbers[key]:
            width = 100 * numbers[key] / shared
            parts.append((Label(key, entry["label"], entry["tone"]), numbers[key], f"{at:.2f}%", f"{width:.2f}%"))
            at += width
    disputed = sum(bool(position.asserts and position.denies) for position in reading.positions)
    n_apart = numbers["differs"] + disputed
    answer = labels()["answers"][_answer(n_apart, shared, independent=independent)]
    if independent < 2:
        return AgreementView(answer, shared, tuple(parts), disputed)
    differing = labels()["agreement"]["differs"]["verdicts"]
    unsure = sum(told.independent > 1 and told_as(told) in differing and is_doubted(confidence_in(told)) for told in every)
    return AgreementView(answer, shared, tuple(parts), disputed, n_apart, unsure)


def _answer(differing: int, shared: int, *, independent: int) -> str:
    if independent < 2:
        return "one_text"
    if not shared:
        return "nothing"
    share = differing / shared
    return "yes" if not differing else "mostly" if share < _MOSTLY else "partly" if share < _PARTLY else "hardly"


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
    """The headline findings: conflicts, turned and altered quotes, denials, then differences, only-ones and copies; unsure
    ones last of their kind."""
    found = [
        *_of_figures(figures, ledger),
        *_of_statements(statements, ledger),
        *_of_events(events, ledger),
        *_of_positions(positions, ledger),
        *_of_only(only, ledger),
        *_of_copies(lineages, copies, ledger),
    ]
    found.sort(key=lambda finding: finding.unsure)
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
            view.ref, ledger.href(view.ref), finding_label(kind), speaker, None, shown, view.reason, view.independent,
            view.confidence,
        )  # fmt: skip


def _of_figures(figures: Iterable[FigureView], ledger: Ledger) -> Iterator[FindingView]:
    """Figures that differ, each in the words round it: what it counts is seen there."""
    for view in figures:
        if view.verdict.key not in ("conflict", "update", "scope") or (view.verdict.key == "scope" and view.unit in _TIMES):
            continue
        firsts, others = _apart(sorted(view.rows, key=lambda row: -len({cite.number for cite in row.cites})))
        tellings = [Telling(row.cites, _in_its_sentence(row), is_fullest=True) for row in firsts]
        tellings += [Telling(row.cites, _in_its_sentence(row)) for row in others]
        yield FindingView(
            view.ref,
            ledger.href(view.ref),
            finding_label(view.verdict.key),
            "",
            None,
            tuple(tellings[:_SHOWN_TELLINGS]),
            view.reason,
            view.independent,
            view.confidence,
        )


def _apart(rows: Sequence[FigureRow]) -> tuple[list[FigureRow], list[FigureRow]]:
    """The first row of each reading of a figure, and those that say one of them again."""
    firsts = {row.interval: row for row in reversed(rows)}
    return [row for row in rows if firsts[row.interval] is row], [row for row in rows if firsts[row.interval] is not row]


def _in_its_sentence(row: FigureRow) -> tuple[Piece, ...]:
    before, after = row.around
    words = Piece("same", before.text), Piece("key", row.printed.text), Piece("same", after.text)
    gap = (Piece("gap", ""),)
    return (*gap[: before.before], *(piece for piece in words if piece.text), *gap[: after.clipped])


def _of_events(events: Iterable[EventView], ledger: Ledger) -> Iterator[FindingView]:
    """Events of which an account says otherwise whether they happened."""
    for view in events:
        if view.verdict.key not in ("conflict", "differ"):
            continue
        said = [telling for telling in view.tellings if not telling.note]
        others = [t for t in view.tellings if t.note and any(cite.number in view.dissenters for cite in t.cites)]
        if not others:  # who or when: too small for the head of the page, and told where the event is
            continue
        shown = (*said[:1], *others[: _SHOWN_TELLINGS - 1])
        yield FindingView(
            view.ref,
            ledger.href(view.ref),
            finding_label(view.verdict.key),
            view.act if view.actor or view.recipient else "",  # the clauses tell what kind of act
            None,
            shown,
            view.reason,
            view.independent,
            view.confidence,
        )


def _of_positions(positions: Iterable[PositionView], ledger: Ledger) -> Iterator[FindingView]:
    for view in positions:
        sides = dict(view.sides)
        if not sides.get("denies"):
            continue
        shown = tuple(
            replace(stands[0].tellings[0], note=say_stand(side, stands[0].actor.name), who=stands[0].actor.name)
            for side, stands in view.sides
            if side != "declines"
        )
        said = ("".join(piece.text for piece in stand.tellings[0].pieces) for stand in sides.get("asserts", ())[:1])
        is_said = any(words.rstrip(_STOPS) == view.proposition.text.rstrip(_STOPS) for words in said)
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
    """What each account alone has: the weightiest of every account before the second of any, embedded posts last."""
    nth: Counter[int] = Counter()
    ranked = []
    for place, view in enumerate(only):
        nth[view.cite.number] += 1
        ranked.append((is_post(view.words.text), nth[view.cite.number], place, view))
    for *_, view in sorted(ranked, key=lambda one: one[:3]):
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
    families, note = list(lineages), labels()["answers"]["one_account"]
    for number, view in enumerate(families, 1):
        cites = tuple(Cite(tag.number, tag.outlet, ledger.href(tag.anchor)) for tag in view.tags)
        yield FindingView(
            f"L{number}", ledger.href(f"L{number}"), label, view.origin, None, (Telling(cites, (), note=note),), view.reason
        )
    if not families:
        for copy in copies:
            yield FindingView(copy.ref, ledger.href(copy.ref), label, "", None, copy.tellings[:2], copy.reason)

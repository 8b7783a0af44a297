"""What the accounts of one event agree on, and what they tell otherwise: who, to whom, when, where, and whether it happened."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from rashomon.model import Actor, Event, EventMention, Judgement, Lineage, Passage, Status, Story, Told, content_id
from rashomon.reconcile.prominence import Prominence

__all__ = ["judge_events"]

V = TypeVar("V")

_RECIPROCAL = frozenset(("AGREE", "CONSULT", "COOPERATE"))
"""Types whose parties stand on both sides."""
_LONGEST_CLAUSE = 160
"""Characters beyond which a clause tells more than its event."""
_REAL = {"happened": 0.3, "alleged": 0.2, "denied": 0.2, "planned": 0.1, "negated": -0.2, "hypothetical": -0.4}
"""What an event's status adds to its weight: what may never come about is told for colour."""
_SURE = {1: 0.5, 2: 0.7}


def judge_events(
    story: Story, clusters: Iterable[Sequence[Told[EventMention]]], who: Mapping[Actor, Actor], lineages: Sequence[Lineage]
) -> tuple[Event, ...]:
    """One event a cluster: what most independent accounts say of it, with the differences as the reason.

    Args:
        story: the accounts.
        clusters: the tellings of each event (``align_events``).
        who: every actor with its canonical one.
        lineages: articles that count as one account; each has one vote.
    """
    texts = {article.id: article.text for article in story.articles}
    prominence = Prominence(story, lineages)
    voter = {article: f"lineage {k}" for k, lineage in enumerate(lineages) for article in lineage.articles}
    found = []
    for cluster in clusters:
        tellings = sorted(cluster, key=lambda told: _goodness(told, prominence))
        event = _event(tellings, who, voter=voter, texts=texts, prominence=prominence)
        weight = prominence.weight([(t.article, t.mention.span) for t in tellings]) + _REAL[event.status]
        weight += 0.2 * bool(event.actor) + 0.2 * bool(event.recipient) - 0.2 * (event.type in ("STATEMENT", "OTHER"))
        found.append((weight, event))
    found.sort(key=lambda item: (-item[0], item[1].id))
    return tuple(event for _, event in found)


def _goodness(told: Told[EventMention], prominence: Prominence) -> tuple[bool, bool, float, str, int, int]:
    """Sort key: who and whom named, of a readable length, told early."""
    mention = told.mention
    length = mention.span.end - mention.span.start
    return (
        not (mention.actor and mention.recipient),
        length > _LONGEST_CLAUSE,
        -prominence.of(told.article, mention.span),
        told.article,
        mention.span.start,
        mention.trigger.start,
    )


def _event(
    tellings: Sequence[Told[EventMention]],
    who: Mapping[Actor, Actor],
    *,
    voter: Mapping[str, str],
    texts: Mapping[str, str],
    prominence: Prominence,
) -> Event:
    def vote(read: Callable[[EventMention], V | None]) -> dict[V, float]:
        return _votes(tellings, voter, read)

    types = vote(lambda m: m.type if m.type not in ("OTHER", "STATEMENT") else None) or vote(lambda m: m.type)
    kind = _winner(types) or "OTHER"
    statuses: dict[Status, float] = _votes(tellings, voter, lambda m: m.status)
    status = _winner(statuses) or "happened"
    days = vote(lambda m: (m.time.start, m.time.end) if m.time and m.time.start and m.time.end else None)
    places = vote(lambda m: m.place)
    actor, recipient = (_parties(tellings, who, voter=voter, recipient=side) for side in (False, True))
    if kind in _RECIPROCAL:
        actor, recipient = _both_sides(actor, recipient)
    start, end = _day(days)
    first = tellings[0]
    return Event(
        id=content_id("event", *((t.article, *t.mention.span, *t.mention.trigger) for t in tellings)),
        what=Passage(first.article, first.mention.span),
        type=kind,
        actor=actor,
        recipient=recipient,
        start=start,
        end=end,
        place=_winner(places),
        status=status,
        accounts=tuple(tellings),
        judgement=_judgement(tellings, texts, prominence=prominence, days=days, statuses=statuses, who=who),
        independent=prominence.independent(t.article for t in tellings),
    )


def _votes(
    tellings: Sequence[Told[EventMention]], voter: Mapping[str, str], read: Callable[[EventMention], V | None]
) -> dict[V, float]:
    """Each independent account shares one vote among the values it gives."""
    given: dict[str, Counter[V]] = defaultdict(Counter)
    for told in tellings:
        value = read(told.mention)
        if value is not None:
            given[voter.get(told.article, told.article)][value] += 1
    votes: dict[V, float] = defaultdict(float)
    for values in given.values():
        for value, n in values.items():
            votes[value] += n / values.total()
    return votes


def _winner(votes: Mapping[V, float]) -> V | None:
    return max(votes, key=lambda value: (round(votes[value], 6), str(value)), default=None)


def _day(days: Mapping[tuple[date, date], float]) -> tuple[date | None, date | None]:
    """The time that most accounts allow; of those the narrowest."""
    if not days:
        return None, None

    def support(one: tuple[date, date]) -> float:
        return sum(votes for other, votes in days.items() if other[0] <= one[1] and one[0] <= other[1])

    return min(days, key=lambda one: (-round(support(one), 6), one[1] - one[0], one))


def _parties(
    tellings: Sequence[Told[EventMention]], who: Mapping[Actor, Actor], *, voter: Mapping[str, str], recipient: bool
) -> tuple[Actor, ...]:
    """Who acts (or suffers) by most of the accounts that name somebody; actors of one country are one party."""
    naming: set[str] = set()
    votes: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, Counter[Actor]] = defaultdict(Counter)
    for told in tellings:
        actors = told.mention.recipient if recipient else told.mention.actor
        account = voter.get(told.article, told.article)
        for actor in actors:
            actor = who.get(actor, actor)
            party = actor.of or actor.name
            naming.add(account)
            votes[party].add(account)
            shown[party][actor] += 1
    if not votes:
        return ()
    most = max(len(accounts) for accounts in votes.values())
    chosen = [party for party in sorted(votes) if 2 * len(votes[party]) >= len(naming) or len(votes[party]) == most]
    chosen.sort(key=lambda party: (-len(votes[party]), party))
    return tuple(max(shown[p], key=lambda a: (shown[p][a], a.name, a.kind, a.office or "")) for p in chosen)


def _both_sides(actor: tuple[Actor, ...], recipient: tuple[Actor, ...]) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """All parties of a joint act on both sides, each party once."""
    parties = {a.of or a.name: a for a in (*recipient, *actor)}
    everybody = tuple(parties[name] for name in sorted(parties))
    return everybody, everybody


def _judgement(
    tellings: Sequence[Told[EventMention]],
    texts: Mapping[str, str],
    *,
    prominence: Prominence,
    days: Mapping[tuple[date, date], float],
    statuses: Mapping[Status, float],
    who: Mapping[Actor, Actor],
) -> Judgement:
    """Verdict ``single``, ``same`` or ``differ``, with what is told otherwise."""
    n = prominence.independent(t.article for t in tellings)
    if len({t.article for t in tellings}) < 2:
        return Judgement("single", "one account alone tells it", _SURE[1])
    parts: list[str] = []
    named = list(dict.fromkeys(" ".join(t.mention.trigger.of(texts[t.article]).lower().split()) for t in tellings))
    if len(named) > 1:
        parts.append("told as " + ", ".join(f"“{word}”" for word in named[:5]))
    if len(statuses) > 1:
        ranked = sorted(statuses, key=lambda s: (-statuses[s], s))
        parts.append("status: " + ", ".join(ranked))
    spans = sorted(days)
    if any(one[1] < other[0] for one in spans for other in spans):
        parts.append("date: " + " or ".join(dict.fromkeys(day.isoformat() for day, _ in spans)))
    for label, recipient in (("who", False), ("to whom", True)):
        sides = _sides(tellings, who, recipient=recipient)
        if len(sides) > 1 and not frozenset.intersection(*sides):
            parts.append(f"{label}: " + " or ".join(sorted({name for side in sides for name in side})[:4]))
    differs = any(part.startswith(("status", "date", "who", "to whom")) for part in parts)
    return Judgement("differ" if differs else "same", "; ".join(parts), _SURE.get(n, 0.8))


def _sides(tellings: Sequence[Told[EventMention]], who: Mapping[Actor, Actor], *, recipient: bool) -> set[frozenset[str]]:
    """The different parties that accounts name on one side."""
    found = set()
    for told in tellings:
        actors = told.mention.recipient if recipient else told.mention.actor
        if actors:
            found.add(frozenset(who.get(a, a).of or who.get(a, a).name for a in actors))
    return found

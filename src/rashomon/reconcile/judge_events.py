"""What the accounts of one event agree on, and what they tell otherwise: who, to whom, when, where, and whether it happened."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from rashomon.actor_codes import is_head, party_name
from rashomon.model import (
    Actor,
    Event,
    EventMention,
    Grain,
    Judgement,
    Lineage,
    Passage,
    Status,
    Story,
    Told,
    content_id,
    voters,
)
from rashomon.reconcile.dissent import dissenters
from rashomon.reconcile.parties import RECIPROCAL, ChoiceModel, Choices, Chooser, chosen_by
from rashomon.reconcile.prominence import Prominence
from rashomon.reconcile.scene import Scene

__all__ = ["judge_events", "weighed_events"]

V = TypeVar("V")

_AT_HOME = frozenset(("COERCE", "ASSAULT", "PROTEST", "RETREAT", "CONCEDE"))
"""Types that a state does to its own."""
_SELDOM_DYADIC = frozenset(("OTHER", "STATEMENT"))
"""Types that seldom have a recipient."""
_LONGEST_CLAUSE = 160
"""Characters beyond which a clause tells more than its event."""
_UNTOLD = 0.02
"""Chance that a telling is of a type that it does not name among those it may be of; .005 to .05 do alike."""
_SHARED = 0.05
"""What each further independent account adds to an event's chance of being listed, up to four: it is given the earlier."""
_UNKNOWN = 0.3
"""Chance that a mention is listed where nothing is known: a third of them are."""
_SURE = {1: 0.5, 2: 0.7}


def judge_events(
    story: Story,
    clusters: Iterable[Sequence[Told[EventMention]]],
    who: Mapping[Actor, Actor],
    lineages: Sequence[Lineage],
    *,
    listed: Mapping[Told[EventMention], float] | None = None,
    model: ChoiceModel | None = None,
) -> tuple[Event, ...]:
    """One event a cluster: what most independent accounts say of it, with the differences as the reason.

    What a reader would most likely list comes first.

    Args:
        story: the accounts.
        clusters: the tellings of each event (``align_events``).
        who: every actor with its canonical one.
        lineages: articles that count as one account; each has one vote.
        listed: how likely a reader would list each mention (``align_events``).
        model: how it is chosen who acts and to whom; as shipped where not given.
    """
    chooser = Chooser(model or chosen_by())
    found = [
        (weight, _with_sides(event, choices, chooser))
        for event, choices, weight in weighed_events(story, clusters, who, lineages, listed=listed)
    ]
    found.sort(key=lambda item: (-item[0], item[1].id))
    return tuple(event for _, event in found)


def weighed_events(
    story: Story,
    clusters: Iterable[Sequence[Told[EventMention]]],
    who: Mapping[Actor, Actor],
    lineages: Sequence[Lineage],
    *,
    listed: Mapping[Told[EventMention], float] | None = None,
) -> Iterator[tuple[Event, Choices, float]]:
    """The events as their clauses tell them, each with the choices of who acts and to whom, and its weight. The arguments are
    those of ``judge_events``."""
    likely = listed or {}
    texts = {article.id: article.text for article in story.articles}
    prominence = Prominence(story, lineages)
    voter = voters(lineages)
    clusters = list(clusters)
    scene = Scene(story, who, clusters)
    for cluster in clusters:
        tellings = sorted(cluster, key=lambda told: _goodness(told, prominence))
        event = _event(tellings, who, voter=voter, texts=texts, prominence=prominence)
        ruled = frozenset(map(party_name, event.actor)), frozenset(map(party_name, event.recipient))
        weight = math.fsum(likely.get(told, _UNKNOWN) for told in tellings) / len(tellings)
        yield event, Choices(scene, tellings, event.type, ruled), weight + _SHARED * min(4, event.independent - 1)


def _with_sides(event: Event, choices: Choices, chooser: Chooser) -> Event:
    """The event with the sides that are likeliest in its story."""
    sides = chooser.choose(choices).known
    if event.type in RECIPROCAL and len(sides.actor | sides.recipient) > 1 and sides.actor and sides.recipient:
        actor = recipient = choices.actors(sides.actor | sides.recipient, (*event.recipient, *event.actor))
    else:
        actor, recipient = choices.actors(sides.actor, event.actor), choices.actors(sides.recipient, event.recipient)
    return replace(
        event,
        actor=actor,
        recipient=recipient,
        actor_confidence=round(sides.actor_chance, 2) if sides.actor else None,
        recipient_confidence=round(sides.recipient_chance, 2) if sides.recipient else None,
    )


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

    kind = _kind(tellings, voter)
    asserted = [told for told in tellings if told.mention.asserted]
    statuses: dict[Status, float] = _votes(asserted or tellings, voter, lambda m: m.status)
    status = _winner(statuses) or "happened"
    coded: tuple[str, Status] = _winner(_votes(tellings, voter, lambda m: m.plover if m.type == kind else None)) or (
        kind,
        status,
    )
    days = vote(lambda m: (m.time.start, m.time.end) if m.time and m.time.start and m.time.end else None)
    places = vote(lambda m: m.place)
    sides = [_apart(tuple(who.get(a, a) for a in t.mention.actor), t.mention, who) for t in tellings]
    if kind in RECIPROCAL and any(len(set(map(party_name, (*one, *other)))) > 1 for one, other in sides):
        joint = [(*one, *other) for one, other in sides]
        together = _parties(tellings, [both if len(set(map(party_name, both))) > 1 else () for both in joint], voter=voter)
        actor, recipient = together, together
    else:
        acting, borne = (list(named) for named in zip(*sides, strict=True))
        actor, recipient = _parties(tellings, acting, voter=voter), _borne(tellings, borne, kind, voter=voter)
    start, end = _day(days)
    modes = vote(lambda m: m.mode if m.type == kind else None)
    contexts = vote(lambda m: tuple(sorted(set(m.contexts))) or None if m.type == kind else None)
    grains: dict[Grain, float] = vote(lambda m: m.time.grain if m.time and (m.time.start, m.time.end) == (start, end) else None)
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
        mode=_winner(modes),
        contexts=_winner(contexts) or (),
        grain=_winner(grains) if start else None,
        coded=None if coded == (kind, status) else coded,
        against=dissenters(tellings, texts, status=status),
    )


def _votes(
    tellings: Sequence[Told[EventMention]], voter: Mapping[str, str], read: Callable[[EventMention], V | None]
) -> dict[V, float]:
    """Each independent account shares one vote among the values it gives."""
    if len(tellings) == 1:
        value = read(tellings[0].mention)
        return {} if value is None else {value: 1.0}
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


def _kind(tellings: Sequence[Told[EventMention]], voter: Mapping[str, str]) -> str:
    """The type that suits all accounts best, where each says what types its telling may be of; else the one most give.

    What one account leaves open another may settle: chances are multiplied, each independent account counts once.
    """
    if all(told.mention.kinds for told in tellings):
        share = Counter(voter.get(told.article, told.article) for told in tellings)
        odds: dict[str, float] = defaultdict(float)
        names = sorted({name for told in tellings for name, _ in told.mention.kinds})
        for told in tellings:
            chances = dict(told.mention.kinds)
            for name in names:
                odds[name] += math.log(chances.get(name, 0.0) + _UNTOLD) / share[voter.get(told.article, told.article)]
        return _winner(odds) or "OTHER"
    types = _votes(tellings, voter, lambda m: m.type if m.type not in ("OTHER", "STATEMENT") else None)
    return _winner(types or _votes(tellings, voter, lambda m: m.type)) or "OTHER"


def _winner(votes: Mapping[V, float]) -> V | None:
    return max(votes, key=lambda value: (round(votes[value], 6), str(value)), default=None)


def _day(days: Mapping[tuple[date, date], float]) -> tuple[date | None, date | None]:
    """The time that most accounts allow: where they tie the one told best (``days`` has it first), or the narrowest within."""
    if not days:
        return None, None

    def meet(one: tuple[date, date], other: tuple[date, date]) -> bool:
        return other[0] <= one[1] and one[0] <= other[1]

    support = {one: round(sum(votes for other, votes in days.items() if meet(one, other)), 6) for one in days}
    most = [one for one in days if support[one] == max(support.values())]
    return min((one for one in most if meet(one, most[0])), key=lambda one: (one[1] - one[0], one))


def _apart(
    actor: tuple[Actor, ...], mention: EventMention, who: Mapping[Actor, Actor]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Both sides of a telling; what the story shows to be the actor's own side is no recipient, but of acts at home."""
    recipient = tuple(who.get(a, a) for a in mention.recipient)
    if set(actor) != set(recipient) or len(actor) == 1:
        recipient = tuple(a for a in recipient if a not in actor)
    if mention.type not in _AT_HOME:
        own = set(map(party_name, actor))
        recipient = tuple(
            a for a in recipient if party_name(a) not in own or len(own) > 1 or (not is_head(a) and a not in actor)
        )
    return actor, recipient


def _is_plain(actor: Actor) -> bool:
    """Whether somebody has neither name nor country: who is named by another account is told better."""
    return actor.kind == "unnamed" and actor.of is None


def _telling(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """A side without its people who have no name, where others of their country have one: "Holt and her aides"."""
    named = [actor for actor in actors if actor.kind != "unnamed"]
    known = {None, *(actor.of for actor in named)}
    return tuple(actor for actor in actors if not named or actor.kind != "unnamed" or actor.of not in known)


def _parties(
    tellings: Sequence[Told[EventMention]], named: Sequence[tuple[Actor, ...]], *, voter: Mapping[str, str]
) -> tuple[Actor, ...]:
    """Who acts (or suffers) by most of the independent accounts that name somebody, by the best telling where they tie.

    What is voted on is the whole side: a party that one account alone adds is not added to what the others say. Actors of one
    country are one party. ``named`` are the actors of each telling.
    """
    named = [_telling(actors) for actors in named]
    if any(actors and not _is_plain(actors[0]) for actors in named):
        named = [tuple(a for a in actors if not _is_plain(a)) for actors in named]
    sides = [frozenset(map(party_name, actors)) for actors in named]
    votes: dict[frozenset[str], float] = defaultdict(float)
    accounts = [voter.get(t.article, t.article) for t in tellings]
    share = Counter(account for account, side in zip(accounts, sides, strict=True) if side)
    for account, side in zip(accounts, sides, strict=True):
        if side:
            votes[side] += 1 / share[account]
    if not votes:
        return ()
    chosen = max(votes, key=lambda side: (round(votes[side], 6), -sides.index(side)))
    shown: dict[str, Counter[Actor]] = defaultdict(Counter)
    for actors in named:
        for actor in actors:
            shown[party_name(actor)][actor] += 1
    return tuple(max(shown[p], key=lambda a: (shown[p][a], a.name, a.kind, a.office or "")) for p in sorted(chosen))


def _borne(
    tellings: Sequence[Told[EventMention]], named: Sequence[tuple[Actor, ...]], kind: str, *, voter: Mapping[str, str]
) -> tuple[Actor, ...]:
    """Who is acted upon.

    What is merely said, or fits no type, is seldom done to anybody, and a body of nowhere or people without a name are seldom
    whom an act is aimed at: one account alone does not make them so (of 370 such in readings 69 were right).
    """
    parties = _parties(tellings, named, voter=voter)
    tell = {voter.get(t.article, t.article) for t, actors in zip(tellings, named, strict=True) if actors}
    if len(tell) > 1:
        return parties
    if kind in _SELDOM_DYADIC:
        return ()
    return tuple(actor for actor in parties if actor.of or actor.kind not in ("body", "unnamed"))


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
            found.add(frozenset(party_name(who.get(a, a)) for a in actors))
    return found

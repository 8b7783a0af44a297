"""Which mentions tell one event.

What counts are the rare words that two clauses share, or words of like meaning, who is named in them as doing and suffering,
the word that tells the happening, its type and its day. A logistic model weighs these signs (``data/alignment_events.toml``,
fitted by ``training/fit_event_alignment.py``); a second one sees each pair among its rivals, as for statements.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from operator import itemgetter, mul

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, EventMention, Span, Story, Told
from rashomon.reconcile.alike import Alike
from rashomon.reconcile.cluster import candidates, chance, collapse, gather, margins
from rashomon.reconcile.places import touched
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Bag, Weights
from rashomon.settings import Settings

__all__ = ["MARGINS", "SIGNS", "Compared", "EventModel", "Happening", "align_events", "compare_events"]

SIGNS = (
    "contained", "dice", "shared", "rarest", "deed", "deed_contained", "deed_shared", "near",
    "trigger", "trigger_worth", "trigger_told", "type", "quad", "statements", "statement_apart",
    "same_actor", "other_actor", "same_recipient", "other_recipient", "same_parties", "names",
    "same_day", "other_day", "status", "same_article", "alike", "alike_contained",
)  # fmt: skip
"""What speaks for and against two mentions telling one event; each between 0 and 1."""

MARGINS = ("margin_high", "margin_low", "mutual")
"""By how much a pair beats its rivals."""
_margins = itemgetter(*MARGINS)

_QUADS = dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "verbal cooperation")
_QUADS |= dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "material cooperation")
_QUADS |= dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "verbal conflict")
_QUADS |= dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "material conflict")


@dataclass(frozen=True, slots=True)
class Happening:
    """A mention as it is compared."""

    told: Told[EventMention]
    trigger: str
    clause: Bag
    deed: Bag
    """The clause without the names of actors: what is told of them."""
    near: Bag
    actors: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    """Of persons and bodies, beside the sides they act for."""
    days: tuple[int, int] | None


def _side(actor: Actor, who: Mapping[Actor, Actor]) -> str:
    actor = who.get(actor, actor)
    return actor.of or actor.name


def _happening(
    account: Account, mention: EventMention, *, who: Mapping[Actor, Actor], weights: Weights, names: Set[str]
) -> Happening:
    article = account.article.id
    clause = weights.within(article, (mention.span,))
    deed = frozenset([root for root in clause.roots - names if not root.startswith("=")])
    sentences = [account.sentences[k] for k in touched(account.sentences, mention.trigger)]
    time = mention.time
    return Happening(
        told=Told(article, mention),
        trigger=stem(mention.trigger.of(account.article.text).lower()),
        clause=clause,
        deed=Bag(deed, weights.total(deed)),
        near=weights.within(article, sentences or (mention.span,)),
        actors=frozenset(_side(a, who) for a in mention.actor),
        recipients=frozenset(_side(a, who) for a in mention.recipient),
        names=frozenset(who.get(a, a).name for a in (*mention.actor, *mention.recipient)),
        days=(time.start.toordinal(), time.end.toordinal()) if time and time.start and time.end else None,
    )


def _names(story: Story, weights: Weights) -> frozenset[str]:
    """Roots of the words by which actors of the story are named."""
    return frozenset[str]().union(
        *(weights.roots[a.article.id].distinct([m.span for m in a.actors if m.form == "name"]) for a in story.accounts)
    )


def _meet(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Whether two sets of actors meet, and whether they are known to differ."""
    if not one or not other:
        return 0.0, 0.0
    return (0.0, 1.0) if one.isdisjoint(other) else (1.0, 0.0)


def _days(one: Happening, other: Happening) -> tuple[float, float]:
    """Whether two times meet, and whether they are known to differ."""
    if one.days is None or other.days is None:
        return 0.0, 0.0
    return (1.0, 0.0) if one.days[0] <= other.days[1] and other.days[0] <= one.days[1] else (0.0, 1.0)


def _signs(one: Happening, other: Happening, weights: Weights, alike: Alike) -> tuple[float, ...]:
    """The values of ``SIGNS`` for two mentions."""
    first, second = one.told.mention, other.told.mention
    shared = one.clause.roots & other.clause.roots
    clause = weights.shares(one.clause, other.clause, shared)
    deed, near = weights.overlap(one.deed, other.deed), weights.overlap(one.near, other.near)
    meaning = alike(one.clause, other.clause)
    same = one.trigger == other.trigger
    statements = (first.type == "STATEMENT") + (second.type == "STATEMENT")
    quad = _QUADS.get(first.type)
    parties = one.actors | one.recipients
    return (
        clause.contained,
        clause.dice,
        min(clause.shared, 4.0) / 4.0,
        weights.rarest(shared),
        deed.dice,
        deed.contained,
        min(deed.shared, 3.0) / 3.0,
        near.dice,
        float(same),
        weights(one.trigger) if same else 0.0,
        float(one.trigger in other.clause.roots or other.trigger in one.clause.roots),
        float(first.type == second.type),
        float(quad is not None and quad == _QUADS.get(second.type)),
        float(statements == 2),
        float(statements == 1),
        *_meet(one.actors, other.actors),
        *_meet(one.recipients, other.recipients),
        float(bool(parties) and parties == other.actors | other.recipients),
        len(one.names & other.names) / max(1, min(len(one.names), len(other.names))),
        *_days(one, other),
        float(first.status == second.status),
        float(one.told.article == other.told.article),
        meaning.dice,
        meaning.contained,
    )


@dataclass(frozen=True, slots=True)
class EventModel:
    """A logistic model over ``SIGNS``, or over ``SIGNS`` and ``MARGINS``."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    def named(cls, name: str) -> EventModel:
        """The model ``alone`` or ``among``, from the lexicon."""
        table = lexicon("alignment_events")[name]
        return cls(tuple(table[sign] for sign in (*SIGNS, *MARGINS) if sign in table), table["bias"])

    def logit(self, signs: Sequence[float]) -> float:
        """Log odds that two mentions tell one event."""
        return self.bias + math.fsum(map(mul, self.weights, signs))


@dataclass(frozen=True, slots=True)
class Compared:
    """The mentions of a story with what speaks for and against each pair. Mentions of the same words are one node."""

    happenings: tuple[Happening, ...]
    nodes: tuple[tuple[int, ...], ...]
    signs: Mapping[tuple[int, int], tuple[float, ...]]
    weights: Weights
    alike: Alike

    def among(self, alone: EventModel) -> dict[tuple[int, int], tuple[float, ...]]:
        """For each pair its signs, followed by ``MARGINS``."""
        logits = {pair: alone.logit(signs) for pair, signs in self.signs.items()}
        beaten = margins(logits, [frozenset(self.happenings[i].told.article for i in node) for node in self.nodes])
        return {pair: (*signs, *_margins(beaten[pair])) for pair, signs in self.signs.items()}

    def grouped(self, alone: EventModel, among: EventModel, *, floor: float) -> list[tuple[Told[EventMention], ...]]:
        """The mentions by event: average link of the pairs' chances, down to ``floor``."""
        chances = {pair: chance(among.logit(signs)) for pair, signs in self.among(alone).items()}

        def unseen(i: int, j: int) -> float:
            one, other = (self.happenings[self.nodes[k][0]] for k in (i, j))
            return chance(alone.logit(_signs(one, other, self.weights, self.alike)))

        groups = gather(len(self.nodes), chances, unseen, floor=floor)
        return [tuple(self.happenings[k].told for node in group for k in self.nodes[node]) for group in groups]


def compare_events(story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights) -> Compared:
    """Compare the event mentions of a story that may belong together."""
    names = _names(story, weights)
    found = [
        _happening(account, mention, who=who, weights=weights, names=names)
        for account in story.accounts
        for mention in account.events
    ]
    found.sort(key=_fullness)
    nodes = collapse([(h.clause.roots, h.trigger, h.told.mention.type, h.actors, h.recipients) for h in found])
    heads = [found[node[0]] for node in nodes]
    pairs = candidates(
        [head.clause.roots | {head.trigger} for head in heads],
        weights,
        most=settings.event_partners,
        longest=settings.longest_posting,
        articles=[frozenset(found[k].told.article for k in node) for node in nodes],
    )
    alike = Alike(weights)
    signs = {(i, j): _signs(heads[i], heads[j], weights, alike) for i, j in pairs}
    return Compared(tuple(found), tuple(map(tuple, nodes)), signs, weights, alike)


def _fullness(happening: Happening) -> tuple[float, list[str], str, Span, str]:
    """Sort key: the fullest clause first; the same for every order of the accounts."""
    mention = happening.told.mention
    return -happening.clause.worth, sorted(happening.clause.roots), happening.told.article, mention.trigger, mention.type


def align_events(
    story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights | None = None
) -> list[tuple[Told[EventMention], ...]]:
    """Group the event mentions of a story by event.

    Args:
        story: the accounts.
        who: every actor with its canonical one (``identify``).
        settings: ``event_floor`` and the limits on candidates.
        weights: of the words of the story, where they are known already.

    Returns:
        The tellings of each event, singles included; in each group the fullest clause comes first.
    """
    compared = compare_events(story, who, settings, weights=weights or Weights(story))
    return compared.grouped(EventModel.named("alone"), EventModel.named("among"), floor=settings.event_floor)

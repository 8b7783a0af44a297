"""Which mentions tell one event.

What counts are the rare words that two clauses share, who is named in them as doing and suffering, the word that tells the
happening, its type and its day. A logistic model weighs these signs (``data/alignment_events.toml``, fitted by
``training/fit_event_alignment.py``); a second one sees each pair among its rivals, as for statements.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, EventMention, Story, Told
from rashomon.reconcile.cluster import candidates, chance, collapse, gather, margins
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Bag, Weights
from rashomon.settings import Settings

__all__ = ["align_events", "compare_events"]

_QUADS = {
    "AGREE": "talk", "CONSULT": "talk", "SUPPORT": "talk", "CONCEDE": "talk", "COOPERATE": "help", "AID": "help", "RETREAT": "help",
    "REQUEST": "quarrel", "ACCUSE": "quarrel", "REJECT": "quarrel", "THREATEN": "quarrel", "PROTEST": "force", "SANCTION": "force",
    "MOBILIZE": "force", "COERCE": "force", "ASSAULT": "force",
}  # fmt: skip
"""PLOVER's four classes: verbal and material cooperation, verbal and material conflict."""


@dataclass(frozen=True, slots=True)
class _Happening:
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
) -> _Happening:
    roots = weights.roots[account.article.id]
    clause = roots.within((mention.span,))
    text = account.article.text
    sentences = [s for s in account.sentences if s.overlaps(mention.trigger)]
    time = mention.time
    days = (time.start.toordinal(), time.end.toordinal()) if time and time.start and time.end else None
    return _Happening(
        told=Told(account.article.id, mention),
        trigger=stem(mention.trigger.of(text).lower()),
        clause=weights.bag(clause),
        deed=weights.bag(word for word in clause if word.root not in names and not word.root.startswith("=")),
        near=weights.bag(roots.within(sentences or (mention.span,))),
        actors=frozenset(_side(a, who) for a in mention.actor),
        recipients=frozenset(_side(a, who) for a in mention.recipient),
        names=frozenset(who.get(a, a).name for a in (*mention.actor, *mention.recipient)),
        days=days,
    )


def _names(story: Story, weights: Weights) -> frozenset[str]:
    """Roots of the words by which actors of the story are named."""
    return frozenset(
        word.root
        for account in story.accounts
        for word in weights.roots[account.article.id].within([m.span for m in account.actors if m.form == "name"])
    )


def _meet(one: frozenset[str], other: frozenset[str]) -> tuple[float, float]:
    """Whether two sets of actors meet, and whether they are known to differ."""
    if not one or not other:
        return 0.0, 0.0
    return (1.0, 0.0) if one & other else (0.0, 1.0)


def _signs(one: _Happening, other: _Happening, weights: Weights) -> dict[str, float]:
    """What speaks for and against two mentions telling one event; each sign between 0 and 1."""
    first, second = one.told.mention, other.told.mention
    deed = weights.overlap(one.deed, other.deed)
    clause, near = weights.overlap(one.clause, other.clause), weights.overlap(one.near, other.near)
    same_actor, other_actor = _meet(one.actors, other.actors)
    same_recipient, other_recipient = _meet(one.recipients, other.recipients)
    both, parties = one.actors | one.recipients, other.actors | other.recipients
    dated = one.days is not None and other.days is not None
    same_day = bool(one.days and other.days and one.days[0] <= other.days[1] and other.days[0] <= one.days[1])
    statements = (first.type == "STATEMENT") + (second.type == "STATEMENT")
    quads = _QUADS.get(first.type), _QUADS.get(second.type)
    return {
        "contained": clause.contained,
        "dice": clause.dice,
        "shared": min(clause.shared, 4.0) / 4.0,
        "rarest": max(map(weights, one.clause.roots & other.clause.roots), default=0.0),
        "deed": deed.dice,
        "deed_contained": deed.contained,
        "deed_shared": min(deed.shared, 3.0) / 3.0,
        "near": near.dice,
        "trigger": float(one.trigger == other.trigger),
        "trigger_worth": weights(one.trigger) if one.trigger == other.trigger else 0.0,
        "trigger_told": float(one.trigger in other.clause.roots or other.trigger in one.clause.roots),
        "type": float(first.type == second.type),
        "quad": float(quads[0] is not None and quads[0] == quads[1]),
        "statements": float(statements == 2),
        "statement_apart": float(statements == 1),
        "same_actor": same_actor,
        "other_actor": other_actor,
        "same_recipient": same_recipient,
        "other_recipient": other_recipient,
        "same_parties": float(bool(both) and both == parties),
        "names": len(one.names & other.names) / max(1, min(len(one.names), len(other.names))),
        "same_day": float(same_day),
        "other_day": float(dated and not same_day),
        "status": float(first.status == second.status),
        "same_article": float(one.told.article == other.told.article),
    }


@dataclass(frozen=True, slots=True)
class Compared:
    """The mentions of a story with what speaks for and against each pair. Mentions of the same words are one node."""

    happenings: tuple[_Happening, ...]
    nodes: tuple[tuple[int, ...], ...]
    signs: Mapping[tuple[int, int], dict[str, float]]

    def margins(self, logits: Mapping[tuple[int, int], float]) -> dict[tuple[int, int], dict[str, float]]:
        """For each pair, by how much it beats its rivals."""
        return margins(logits, [frozenset(self.happenings[i].told.article for i in node) for node in self.nodes])


def _logit(signs: Mapping[str, float], model: Mapping[str, float]) -> float:
    return model["bias"] + sum(model[name] * value for name, value in signs.items())


def compare_events(story: Story, who: Mapping[Actor, Actor], settings: Settings, *, weights: Weights) -> Compared:
    """Compare the event mentions of a story that may belong together."""
    names = _names(story, weights)
    found = [
        _happening(account, mention, who=who, weights=weights, names=names)
        for account in story.accounts
        for mention in account.events
    ]
    found.sort(
        key=lambda h: (-h.clause.worth, sorted(h.clause.roots), h.told.article, h.told.mention.trigger, h.told.mention.type)
    )
    nodes = collapse([(h.clause.roots, h.trigger, h.told.mention.type, h.actors, h.recipients) for h in found])
    heads = [found[node[0]] for node in nodes]
    pairs = candidates(
        [head.clause.roots | {head.trigger} for head in heads],
        weights,
        most=settings.event_partners,
        longest=settings.longest_posting,
    )
    signs = {(i, j): _signs(heads[i], heads[j], weights) for i, j in pairs}
    return Compared(tuple(found), tuple(map(tuple, nodes)), signs)


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
    weights = weights or Weights(story)
    compared = compare_events(story, who, settings, weights=weights)
    found, nodes = compared.happenings, compared.nodes
    alone, among = lexicon("alignment_events")["alone"], lexicon("alignment_events")["among"]
    beaten = compared.margins({pair: _logit(signs, alone) for pair, signs in compared.signs.items()})
    chances = {pair: chance(_logit(signs | beaten[pair], among)) for pair, signs in compared.signs.items()}

    def unseen(i: int, j: int) -> float:
        return chance(_logit(_signs(found[nodes[i][0]], found[nodes[j][0]], weights), alone))

    groups = gather(len(nodes), chances, unseen, floor=settings.event_floor)
    return [tuple(found[k].told for node in group for k in nodes[node]) for group in groups]

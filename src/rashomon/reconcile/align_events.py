"""Which mentions tell one event.

What counts are the rare words that two clauses share, or words of like meaning, who is named in them as doing and suffering,
the word that tells the happening, its type and its day, what is said or counted in both sentences, and how likely a reader
would list either (``listing``). A logistic model weighs these signs (``data/alignment_events.toml``, fitted by
``training/fit_event_alignment.py``); a second one sees each pair among its rivals.
"""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, EventMention, FigureMention, Quote, Span, Story, Told
from rashomon.reconcile.bags import Bags, Floats, Numbers, Vocabulary
from rashomon.reconcile.bonds import Aligned, bond, bound
from rashomon.reconcile.cluster import candidates, collapse
from rashomon.reconcile.grouping import group
from rashomon.reconcile.listing import LISTED, Company, Standing, listing_signs, own_signs, standing
from rashomon.reconcile.rivals import AMONG, among
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Bag, Weights
from rashomon.second import MEANING
from rashomon.settings import Settings

__all__ = [
    "AMONG", "LISTED", "SIGNS", "Compared", "EventModel", "Happening", "align_events", "compare_events",
]  # fmt: skip

SIGNS = (
    "contained", "dice", "shared", "rarest", "near", "trigger", "trigger_worth", "trigger_told",
    "type", "type_likely", "quad", "statements", "statement_apart", "same_actor", "other_actor", "same_recipient",
    "other_recipient", "same_parties", "names", "same_day", "other_day", "status", "alike", "alike_contained",
    "meaning", "same_words", "same_words_near", "same_figure_near", "early", "late", "places_apart", "listed_least",
    "listed_most",
)  # fmt: skip
"""What speaks for and against two mentions of two articles telling one event."""

_ALL_PAIRS = 300
"""Mentions up to which every pair is looked at; beyond, each meets those with which it shares most."""
_AT_ONCE = 20_000
"""Pairs whose meanings are compared at once: what fits a processor's memory."""
_REPEATED = 0.15
"""What it costs to take two mentions of one article for one event: 0 to .2 do about equally well, .4 is worse."""

_QUADS = dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1)
_QUADS |= dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2)
_QUADS |= dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3)
_QUADS |= dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4)
"""Verbal and material cooperation, verbal and material conflict."""

Findings = Sequence[Sequence[Told[Any]]]
"""Statements or figures with their tellings."""


@dataclass(frozen=True, slots=True)
class Happening:
    """A mention as it is compared."""

    told: Told[EventMention]
    trigger: str
    clause: Bag
    near: Bag
    actors: frozenset[str]
    recipients: frozenset[str]
    names: frozenset[str]
    """Of persons and bodies, beside the sides they act for."""
    days: tuple[int, int] | None
    at: Standing


class _Shared(NamedTuple):
    """Numbers of the statements and figures of several articles that a mention's clause or sentence holds."""

    words: frozenset[int]
    words_near: frozenset[int]
    figures_near: frozenset[int]


class _Links:
    """Where in the articles the statements, or figures, stand that several articles have."""

    def __init__(self, findings: Findings, spans: Callable[[Any], Iterable[Span]]) -> None:
        self._held: dict[str, list[tuple[Span, int]]] = defaultdict(list)
        for number, tellings in enumerate(findings):
            if len({told.article for told in tellings}) > 1:
                for told in tellings:
                    self._held[told.article] += [(span, number) for span in spans(told.mention)]
        self._longest = {article: max(s.end - s.start for s, _ in held) for article, held in self._held.items()}
        for held in self._held.values():
            held.sort()

    def within(self, article: str, spans: Sequence[Span]) -> frozenset[int]:
        """The numbers of those that share a character with one of the spans."""
        held, longest = self._held.get(article, []), self._longest.get(article, 0)
        found: set[int] = set()
        for span in spans:
            first = bisect_right(held, span.start - longest, key=lambda item: item[0].start)
            for other, number in held[first:]:
                if other.start >= span.end:
                    break
                if other.end > span.start:
                    found.add(number)
        return frozenset(found)


def _quoted(quote: Quote) -> Iterable[Span]:
    return quote.content


def _counted(figure: FigureMention) -> Iterable[Span]:
    return (figure.span,)


def _side(actor: Actor, who: Mapping[Actor, Actor]) -> str:
    actor = who.get(actor, actor)
    return actor.of or actor.name


def _happenings(account: Account, *, who: Mapping[Actor, Actor], weights: Weights) -> Iterable[Happening]:
    article = account.article
    for mention, at in zip(account.events, standing(account, weights.roots[article.id].count), strict=True):
        time = at.time
        yield Happening(
            told=Told(article.id, mention),
            trigger=stem(mention.trigger.of(article.text).lower()),
            clause=weights.within(article.id, (mention.span,)),
            near=weights.within(article.id, at.sentences),
            actors=frozenset(_side(a, who) for a in mention.actor),
            recipients=frozenset(_side(a, who) for a in mention.recipient),
            names=frozenset(who.get(a, a).name for a in (*mention.actor, *mention.recipient)),
            days=(time.start.toordinal(), time.end.toordinal()) if time and time.start and time.end else None,
            at=at,
        )


def _each(values: Iterable[float | bool]) -> Floats:
    return np.array(list(values), dtype=np.float64)


def _met(sets: Sequence[frozenset[Any]], ones: Numbers, others: Numbers) -> tuple[Floats, Floats]:
    """For each pair whether two sets meet, and whether both are known and differ."""
    filled = np.array([bool(held) for held in sets], dtype=np.bool_)
    met, apart = np.zeros(len(ones)), np.zeros(len(ones))
    for k in np.flatnonzero(filled[ones] & filled[others]).tolist():
        (apart if sets[ones[k]].isdisjoint(sets[others[k]]) else met)[k] = 1.0
    return met, apart


def _days(heads: Sequence[Happening], ones: Numbers, others: Numbers) -> tuple[Floats, Floats]:
    """For each pair whether two times meet, and whether they are known to differ."""
    known = np.array([head.days is not None for head in heads], dtype=np.bool_)
    first, last = (np.array([head.days[k] if head.days else 0 for head in heads]) for k in (0, 1))
    both = known[ones] & known[others]
    meet = (first[ones] <= last[others]) & (first[others] <= last[ones])
    return (both & meet).astype(np.float64), (both & ~meet).astype(np.float64)


def _clauses(heads: Sequence[Happening], ones: Numbers, others: Numbers, weights: Weights) -> tuple[list[Floats], list[Floats]]:
    """The signs of words, and how alike two clauses are."""
    held = [head.clause.roots for head in heads]
    words = Vocabulary(frozenset[str]().union(*held, (head.trigger for head in heads)), weights)
    bags = Bags(held, words)
    clause = bags.shares(ones, others)
    around = [head.near.roots for head in heads]
    near = Bags(around, Vocabulary(frozenset[str]().union(*around), weights)).shares(ones, others)
    triggers = np.array([words.number[head.trigger] for head in heads], dtype=np.int64)
    same = (triggers[ones] == triggers[others]).astype(np.float64)
    told = bags.holds(others, triggers[ones]) | bags.holds(ones, triggers[others])
    contained, alike = bags.alike(ones, others)
    signs = [clause.contained, clause.dice, np.minimum(clause.shared, 4) / 4, clause.rarest, near.dice]
    return [*signs, same, same * words.worth[triggers[ones]], told.astype(np.float64)], [alike, contained]


def _alike_types(heads: Sequence[Happening], ones: Numbers, others: Numbers) -> Floats:
    """For each pair how alike the types are that its mentions may be of (Bhattacharyya's coefficient)."""
    kinds = [dict(head.told.mention.kinds or ((head.told.mention.type, 1.0),)) for head in heads]
    names = sorted(frozenset[str]().union(*kinds))
    found = np.zeros(len(ones))
    for name in names:  # column by column: the same whatever else is computed
        roots = np.sqrt(_each(held.get(name, 0.0) for held in kinds))
        found += roots[ones] * roots[others]
    return found


def _named_by_both(names: Sequence[frozenset[str]], ones: Numbers, others: Numbers) -> Floats:
    """For each pair the share of the fewer names that are names of the other, too."""
    n = np.array([len(held) for held in names], dtype=np.int64)
    fewer = np.minimum(n[ones], n[others])
    shared = np.zeros(len(ones))
    for k in np.flatnonzero(fewer).tolist():
        shared[k] = len(names[ones[k]] & names[others[k]])
    return shared / np.maximum(1, fewer)


def _parties(heads: Sequence[Happening], ones: Numbers, others: Numbers) -> list[Floats]:
    """The signs of type and of those who act and suffer."""
    types = np.array([head.told.mention.type for head in heads])
    quads = np.array([_QUADS.get(head.told.mention.type, 0) for head in heads])
    stated = (types == "STATEMENT").astype(np.int64)
    statements = stated[ones] + stated[others]
    sides: dict[frozenset[str], int] = {frozenset(): 0}
    parties = np.array([sides.setdefault(head.actors | head.recipients, len(sides)) for head in heads], dtype=np.int64)
    return [
        (types[ones] == types[others]).astype(np.float64),
        _alike_types(heads, ones, others),
        ((quads[ones] == quads[others]) & (quads[ones] > 0)).astype(np.float64),
        (statements == 2).astype(np.float64),
        (statements == 1).astype(np.float64),
        *_met([head.actors for head in heads], ones, others),
        *_met([head.recipients for head in heads], ones, others),
        ((parties[ones] == parties[others]) & (parties[ones] > 0)).astype(np.float64),
        _named_by_both([head.names for head in heads], ones, others),
    ]


def _meanings(heads: Sequence[Happening], ones: Numbers, others: Numbers) -> Floats:
    """For each pair the cosine of what the network takes its mentions to mean; 0 where it did not read them."""
    found, read = np.zeros(len(ones)), [k for k, head in enumerate(heads) if head.told.mention.meaning]
    if not read:
        return found
    rows = np.zeros((len(heads), MEANING), dtype=np.int32)
    rows[read] = [np.frombuffer(heads[k].told.mention.meaning, dtype=np.int8) for k in read]
    for k in range(0, len(ones), _AT_ONCE):
        found[k : k + _AT_ONCE] = (rows[ones[k : k + _AT_ONCE]] * rows[others[k : k + _AT_ONCE]]).sum(axis=1)
    return found / 127**2


def _places(heads: Sequence[Happening], shares: Mapping[str, int], ones: Numbers, others: Numbers) -> list[Floats]:
    """The signs of where two mentions stand; ``shares`` are the sentences of each article."""
    early = _each(4 / (4 + head.at.place) for head in heads)
    place = _each(head.at.place / max(1, shares[head.told.article]) for head in heads)
    return [
        np.minimum(early[ones], early[others]),
        np.maximum(early[ones], early[others]),
        np.abs(place[ones] - place[others]),
    ]


@dataclass(frozen=True, slots=True)
class EventModel:
    """A logistic model over ``LISTED``, over ``SIGNS``, or over ``SIGNS`` and ``AMONG``."""

    weights: tuple[float, ...]
    bias: float

    @classmethod
    @functools.cache
    def named(cls, name: str, *, read: bool) -> EventModel:
        """The model ``listed``, ``alone`` or ``among``, from the lexicon; another where the network read no mention again."""
        table = lexicon("alignment_events")[name if read else f"{name}_unread"]
        if name == "listed":
            return cls(tuple(table.get(sign, 0.0) for sign in LISTED), table["bias"])
        return cls(tuple(table[sign] for sign in (*SIGNS, *AMONG) if sign in table), table["bias"])

    def logits(self, signs: Floats) -> Floats:
        """Log odds, one a row. Added column by column: the same whatever else is computed."""
        found = np.full(len(signs), self.bias)
        for weight, column in zip(self.weights, signs.T, strict=True):
            found += weight * column
        return found


def _chances(logits: Floats) -> Floats:
    """Probabilities from log odds."""
    return np.round(1 / (1 + np.exp(-np.clip(logits, -30, 30))), 9)


@dataclass(frozen=True, slots=True)
class Compared:
    """The mentions of a story with what speaks for and against each pair. Mentions of the same words are one node."""

    happenings: tuple[Happening, ...]
    nodes: tuple[tuple[int, ...], ...]
    articles: tuple[frozenset[str], ...]
    """Of each node."""
    ones: Numbers
    others: Numbers
    """The pairs of nodes of two articles."""
    unlisted: Floats
    """The values of ``SIGNS`` for each pair but the last two, which rest on how likely the mentions are listed."""
    listing: Floats
    """The values of ``LISTED`` for each node."""
    complete: bool
    """Whether all pairs were compared."""

    def signs(self, listed: Floats) -> Floats:
        """The values of ``SIGNS`` for each pair, given the log odds of each node being listed."""
        one, other = listed[self.ones] / 4, listed[self.others] / 4
        return np.column_stack([self.unlisted, np.minimum(one, other), np.maximum(one, other)])

    def among(self, logits: Floats) -> Floats:
        """The values of ``AMONG`` for each pair, given what the first model says of all."""
        return among(self.ones, self.others, logits, self.articles)

    def paired(self, chances: Floats) -> dict[tuple[int, int], float]:
        """The chances by the pair of nodes that they are of."""
        return dict(zip(zip(self.ones.tolist(), self.others.tolist(), strict=True), chances.tolist(), strict=True))

    def grouped(self, chances: Mapping[tuple[int, int], float], *, floor: float) -> list[list[int]]:
        """The nodes by event, given the chance of each pair."""
        return group(self.articles, chances, floor=floor, repeated=_REPEATED, complete=self.complete)

    def told(self, group: Sequence[int]) -> tuple[Told[EventMention], ...]:
        """The mentions of a group of nodes."""
        return tuple(self.happenings[k].told for node in group for k in self.nodes[node])


def compare_events(
    story: Story,
    who: Mapping[Actor, Actor],
    settings: Settings,
    *,
    weights: Weights,
    said: Findings = (),
    counted: Findings = (),
) -> Compared:
    """Compare the event mentions of a story that may belong together."""
    found = [h for account in story.accounts for h in _happenings(account, who=who, weights=weights)]
    found.sort(key=_fullness)
    nodes = collapse([(h.clause.roots, h.trigger, h.told.mention.type, h.actors, h.recipients) for h in found])
    heads = [found[node[0]] for node in nodes]
    articles = tuple(frozenset(found[k].told.article for k in node) for node in nodes)
    ones, others = _pairs(heads, articles, weights, settings)
    words, alike = _clauses(heads, ones, others, weights)
    statuses = np.array([head.told.mention.status for head in heads])
    apart = np.array(
        [articles[i].isdisjoint(articles[j]) for i, j in zip(ones.tolist(), others.tolist(), strict=True)], dtype=bool
    )
    listing = _listing(story, heads, articles, Company(ones, others, apart, alike[0], words[1], words[4]), weights)
    shared = _shared(heads, said, counted)
    unlisted = np.column_stack([
        *words, *_parties(heads, ones, others), *_days(heads, ones, others),
        (statuses[ones] == statuses[others]).astype(np.float64), *alike,
        _meanings(heads, ones, others),
        *(_met([held[k] for held in shared], ones, others)[0] for k in range(3)),
        *_places(heads, {a.article.id: len(a.sentences) for a in story.accounts}, ones, others),
    ])  # fmt: skip
    complete = len(nodes) <= _ALL_PAIRS
    return Compared(
        tuple(found), tuple(map(tuple, nodes)), articles, ones[apart], others[apart], unlisted[apart], listing, complete
    )


def _pairs(
    heads: Sequence[Happening], articles: Sequence[frozenset[str]], weights: Weights, settings: Settings
) -> tuple[Numbers, Numbers]:
    """The pairs that are looked at."""
    if len(heads) <= _ALL_PAIRS:
        pairs = list(combinations(range(len(heads)), 2))
    else:
        bags = [head.clause.roots | {head.trigger} for head in heads]
        pairs = candidates(bags, weights, most=settings.event_partners, longest=settings.longest_posting, articles=articles)
    made = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return made[:, 0], made[:, 1]


def _shared(heads: Sequence[Happening], said: Findings, counted: Findings) -> list[_Shared]:
    quotes, figures = _Links(said, _quoted), _Links(counted, _counted)
    return [
        _Shared(
            quotes.within(head.told.article, (head.told.mention.span,)),
            quotes.within(head.told.article, head.at.sentences),
            figures.within(head.told.article, head.at.sentences),
        )
        for head in heads
    ]


def _listing(
    story: Story, heads: Sequence[Happening], articles: Sequence[frozenset[str]], pairs: Company, weights: Weights
) -> Floats:
    held: Counter[str] = Counter()
    texts = {}
    for account in story.accounts:
        held.update(weights.roots[account.article.id].every)
        texts[account.article.id] = account.article.text
    own = [
        own_signs(
            head.told.mention,
            head.at,
            text=texts[head.told.article],
            root=head.trigger,
            worth=head.clause.worth,
            told_by=held[head.trigger] / len(story.accounts),
        )
        for head in heads
    ]
    starts: NDArray[np.int64] = np.array([head.told.mention.trigger.start for head in heads], dtype=np.int64)
    earlier = starts[pairs.ones] < starts[pairs.others]
    several = np.array([len(held) > 1 for held in articles], dtype=bool)
    return listing_signs(own, [head.told.mention for head in heads], pairs, earlier=earlier, several=several)


def _fullness(happening: Happening) -> tuple[float, list[str], str, Span, str]:
    """Sort key: the fullest clause first; the same for every order of the accounts."""
    mention = happening.told.mention
    return -happening.clause.worth, sorted(happening.clause.roots), happening.told.article, mention.trigger, mention.type


def align_events(
    story: Story,
    who: Mapping[Actor, Actor],
    settings: Settings,
    *,
    weights: Weights | None = None,
    said: Findings = (),
    counted: Findings = (),
) -> Aligned[EventMention]:
    """Group the event mentions of a story by event, and say how likely a reader would list each.

    Args:
        story: the accounts.
        who: every actor with its canonical one (``identify``).
        settings: ``event_floor`` and the limits on candidates.
        weights: of the words of the story, where they are known already.
        said: the tellings of each statement (``align_statements``), where they are known.
        counted: the tellings of each figure (``align_figures``), where they are known.

    Returns:
        The tellings of each event; in each group the fullest clause first.
    """
    compared = compare_events(story, who, settings, weights=weights or Weights(story), said=said, counted=counted)
    read = all(account.quote_model == "accurate" for account in story.accounts)
    listed = EventModel.named("listed", read=read).logits(compared.listing)
    signs = compared.signs(listed)
    logits = EventModel.named("alone", read=read).logits(signs)
    logits = EventModel.named("among", read=read).logits(np.column_stack([signs, compared.among(logits)]))
    chances = _chances(logits)
    likely = {
        compared.happenings[k].told: value
        for node, value in zip(compared.nodes, _chances(listed).tolist(), strict=True)
        for k in node
    }
    held = compared.paired(chances)
    groups = compared.grouped(held, floor=settings.event_floor)
    told = [compared.told(group) for group in groups]
    bonds = bound((t, bond(group, compared.articles, held)) for t, group in zip(told, groups, strict=True))
    return Aligned(told, bonds, likely)

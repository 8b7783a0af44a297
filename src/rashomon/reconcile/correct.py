"""What a person corrects by hand: speakers before accounts are compared, groups before they are judged, verdicts after.

Nothing that an article says is edited: the corrected mention is a new record, and the correction stands on the reading.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from rashomon.actor_codes import speaker_name
from rashomon.corrections import WITHDRAWN, find_passage
from rashomon.model import (
    Account,
    Actor,
    Corrected,
    Correction,
    Event,
    EventMention,
    Figure,
    Judgement,
    Passage,
    Pointer,
    Position,
    Quote,
    Span,
    Statement,
    Story,
    Told,
)

__all__ = ["Hand"]

_LEAST_SHARED = 0.5
"""Dice coefficient, over characters, from which what was found is what a correction points at."""

T = TypeVar("T", Statement, Figure, Event)


class Hand:
    """The corrections of one story, and what becomes of each. The three kinds of work are done in this order:
    ``speakers``, ``regroup``, ``overrule``."""

    def __init__(self, story: Story, corrections: Sequence[Correction]) -> None:
        self._corrections = corrections
        self._problems: dict[int, str] = {}
        self._passages: dict[int, tuple[Passage, ...]] = {}
        for number, correction in enumerate(corrections):
            found = [find_passage(pointer, story.articles) for pointer in correction.mentions]
            self._passages[number] = tuple(passage for passage in found if isinstance(passage, Passage))
            self._fail(number, *(problem for problem in found if isinstance(problem, str)))

    def _fail(self, number: int, *problems: str) -> None:
        for problem in problems[:1]:
            self._problems.setdefault(number, problem)

    def _said(self, of: str, *say: str) -> Iterator[tuple[int, Correction]]:
        """The corrections of one kind that can be respected so far, with their numbers."""
        for number, correction in enumerate(self._corrections):
            if correction.of == of and correction.say in say and number not in self._problems:
                yield number, correction

    def _pointed(self, number: int) -> Iterator[tuple[Pointer, Passage]]:
        return zip(self._corrections[number].mentions, self._passages[number], strict=True)

    @property
    def corrected(self) -> tuple[Corrected, ...]:
        """Every correction with what became of it."""
        return tuple(Corrected(c, self._passages[n], self._problems.get(n, "")) for n, c in enumerate(self._corrections))

    # ------------------------------------------------------------------------------------------ speakers

    def speakers(self, story: Story) -> Story:
        """The story with the speakers that were corrected."""
        changed: dict[str, dict[int, Actor | None]] = defaultdict(dict)
        accounts = {account.article.id: account for account in story.accounts}
        for number, correction in self._said("statement", "speaker"):
            actor = _actor(correction, story)
            for passage in self._passages[number]:
                index = _quote_at(passage, accounts[passage.article])
                if index is None:
                    self._fail(number, "no attributed words were found where it points")
                else:
                    changed[passage.article][index] = actor
        if not changed:
            return story
        return replace(story, accounts=tuple(_respoken(a, changed.get(a.article.id, {})) for a in story.accounts))

    # ------------------------------------------------------------------------------------------ groups

    def regroup(self, of: str, clusters: Sequence[Sequence[Told[Any]]]) -> list[tuple[Told[Any], ...]]:
        """The groups of mentions with those put together, and taken apart, that a person said."""
        mentions = [told for cluster in clusters for told in cluster]
        home = [number for number, cluster in enumerate(clusters) for _ in cluster]
        index = _index(mentions) if any(self._said(of, "same", "apart")) else {}
        for number, correction in self._said(of, "same", "apart"):
            places = [_best(pointer, passage, index.get(passage.article, ())) for pointer, passage in self._pointed(number)]
            named = [place for place in places if place is not None]
            if len(named) < len(places):
                self._fail(number, f"no {of} was found where it points")
            elif len(set(named)) < len(named):
                self._fail(number, f"two of its mentions point at one {of}")
            elif correction.say == "same":
                joined = {home[place] for place in named}
                home = [home[named[0]] if group in joined else group for group in home]
            else:
                fresh = max(home) + 1
                for place in named[1:]:
                    home[place] = fresh
        groups: dict[int, list[Told[Any]]] = defaultdict(list)
        for told, group in zip(mentions, home, strict=True):
            groups[group].append(told)
        return [tuple(group) for group in groups.values()]

    # ------------------------------------------------------------------------------------------ verdicts

    def overrule(self, of: str, found: Sequence[T]) -> tuple[T, ...]:
        """The statements, figures or events with what a person said of them."""
        items = list(found)
        owners = [(number, told) for number, item in enumerate(items) for told in item.accounts]
        index = _index([told for _, told in owners]) if any(self._said(of, *_SAID)) else {}
        for number, correction in self._said(of, *_SAID):
            places = [_best(pointer, passage, index.get(passage.article, ())) for pointer, passage in self._pointed(number)]
            touched = sorted({owners[place][0] for place in places if place is not None})
            if None in places or not touched:
                self._fail(number, f"no {of} was found where it points")
            elif correction.say == "verdict" and len(touched) > 1:
                self._fail(number, f"its mentions are not one {of}")
            else:
                for place in touched:
                    items[place] = _touched(items[place], correction)
        return tuple(items)

    def positions(self, found: Sequence[Position]) -> tuple[Position, ...]:
        """The positions with the verdicts that a person gave; what was said to be none is left out."""
        items = list(found)
        withdrawn = set()
        for number, correction in self._said("position", "verdict"):
            places = {_nearest(passage, [p.proposition for p in items]) for passage in self._passages[number]}
            place = places.pop()
            if places or place is None:
                self._fail(number, "no one position was found where it points")
                continue
            if correction.verdict == WITHDRAWN:
                withdrawn.add(place)
            judgement = _overruled(items[place].judgement, correction)
            items[place] = replace(items[place], judgement=judgement, corrected=(*items[place].corrected, correction.say))
        return tuple(position for place, position in enumerate(items) if place not in withdrawn)


_SAID = ("same", "apart", "verdict", "speaker")

# ---------------------------------------------------------------------------------------------- what is pointed at


def _span_of(mention: Any) -> Span:
    return Span(*mention.span)


def _index(mentions: Iterable[Told[Any]]) -> dict[str, list[tuple[int, Any]]]:
    found: dict[str, list[tuple[int, Any]]] = defaultdict(list)
    for number, told in enumerate(mentions):
        found[told.article].append((number, told.mention))
    return found


def _alike(one: Span, other: Span) -> float:
    """Dice coefficient over characters."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return 2 * max(0, shared) / max(1, one.end - one.start + other.end - other.start)


def _best(pointer: Pointer, passage: Passage, mentions: Iterable[tuple[int, Any]]) -> int | None:
    """The mention that shares most with a passage, at least half; of an event the one with the trigger that is pointed at."""
    best: tuple[float, bool, int] | None = None
    for number, mention in mentions:
        alike = _alike(passage.span, _span_of(mention))
        fits = isinstance(mention, EventMention) and pointer.trigger is not None and mention.trigger.overlaps(pointer.trigger)
        if alike >= _LEAST_SHARED and (best is None or (fits, alike, -number) > (best[1], best[0], -best[2])):
            best = alike, fits, number
    return best[2] if best else None


def _nearest(passage: Passage, others: Sequence[Passage]) -> int | None:
    alike = [_alike(passage.span, o.span) if o.article == passage.article else 0.0 for o in others]
    best = max(range(len(others)), key=lambda k: (alike[k], -k), default=None)
    return best if best is not None and alike[best] >= _LEAST_SHARED else None


def _quote_at(passage: Passage, account: Account) -> int | None:
    """The quote that holds most of a passage: the passage may be one sentence of it."""
    best: tuple[float, float, int] | None = None
    for number, quote in enumerate(account.quotes):
        shared = min(passage.span.end, quote.span.end) - max(passage.span.start, quote.span.start)
        part = shared / (passage.span.end - passage.span.start)
        rank = (round(part, 1), _alike(passage.span, quote.span), -number)
        if part >= _LEAST_SHARED and (best is None or rank > best):
            best = rank
    return -best[2] if best else None


# ---------------------------------------------------------------------------------------------- what becomes of it


def _actor(correction: Correction, story: Story) -> Actor | None:
    """The actor that goes by the name given, the one that the story names most often; else a new one."""
    if correction.speaker is None:
        return None
    named: Counter[Actor] = Counter()
    for account in story.accounts:
        every: Iterable[Actor] = [m.actor for m in account.actors] + [q.speaker for q in account.quotes if q.speaker]
        wanted = correction.speaker.casefold()
        named.update(actor for actor in every if wanted in (actor.name.casefold(), speaker_name(actor).casefold()))
    known = max(
        named, key=lambda a: (named[a], a.kind, a.of or "", a.office or ""), default=Actor(correction.speaker, "person")
    )
    return replace(known, of=correction.speaks_for or known.of)


def _respoken(account: Account, changed: dict[int, Actor | None]) -> Account:
    if not changed:
        return account
    quotes: list[Quote] = list(account.quotes)
    for number, actor in changed.items():
        quotes[number] = replace(quotes[number], speaker=actor, confidence=1.0)
    return replace(account, quotes=tuple(quotes))


_BY_HAND = "corrected by hand"


def _signed(correction: Correction) -> str:
    who = ", ".join(part for part in (correction.by, correction.on) if part)
    return _BY_HAND + (f" ({who})" if who else "") + (f": “{correction.note}”" if correction.note else "")


def _overruled(judgement: Judgement, correction: Correction) -> Judgement:
    """The judgement with what a person says in its place, or before it."""
    if correction.say != "verdict":
        return replace(judgement, reason="; ".join(part for part in (_signed(correction), judgement.reason) if part))
    before = f"the program said “{judgement.verdict}”"
    reason = "; ".join(part for part in (_signed(correction), before, judgement.reason) if part)
    return Judgement(correction.verdict, reason, 1.0)


def _touched(item: T, correction: Correction) -> T:
    """The item with a correction that was made to it."""
    said = (*item.corrected, correction.say)
    changed: T = replace(item, judgement=_overruled(item.judgement, correction), corrected=said)
    if not isinstance(changed, Statement):
        return changed
    if correction.say == "speaker":
        return replace(changed, speaker=_named(changed, correction))
    if correction.say == "verdict":
        return replace(changed, differences=tuple(replace(d, turns=d.turns and correction.turns) for d in changed.differences))
    return changed


def _named(statement: Statement, correction: Correction) -> Actor | None:
    """The speaker that was given by hand, as the statement's mentions have it now."""
    if correction.speaker is None:
        return None
    spoken = (told.mention.speaker for told in statement.accounts)
    return next((a for a in spoken if a is not None and a.name.casefold() == correction.speaker.casefold()), statement.speaker)

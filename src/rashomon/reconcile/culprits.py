"""Who did it: the person or body that one account names where another says "the gunman" or "the attackers"."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rashomon.lexicon import lexicon
from rashomon.model import Account, Actor, ActorMention, Story

__all__ = ["find_culprit", "is_culprit"]

_CLAIM = re.compile(r"\b(?:claim(?:s|ed|ing)?|took) (?:\w+ )?responsibility\b")
_BEFORE, _BEHIND = 90, 60
"""Characters before and behind a name that tell what he did."""
_DOMINANCE = 3
"""How many times more must speak for one than for any other."""
_CALLED, _DID = 3, 1
"""What it counts that somebody is called the gunman, and that he is told to have been arrested or to have attacked."""
_ARRESTED = re.compile(
    r",? (?:\d+,? )?(?:who )?(?:was|has been|is) (?:\w+ )?(?:identified as|arrested|in custody|charged|accused of|taken into)"
)
_SPEAKS = re.compile(r" (?:said|says|told|added)\b")


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(lexicon("offices")["offices"]["culprits"].split())


@functools.cache
def _introduced() -> re.Pattern[str]:
    """``the suspected gunman as``, ``the suspect, 17-year-old``: what leads to the name of who did it."""
    words = "|".join(sorted(_words()))
    return re.compile(rf"\b(?P<word>{words})(?:,? (?:\w+ ){{0,3}}(?:as|named|called)|,|) (?:\d+-year-old )?$")


def is_culprit(actor: Actor) -> bool:
    """Whether somebody without a name is told by his deed alone: "unnamed: masked gunmen"."""
    if actor.kind != "unnamed" or actor.of is not None:
        return False
    return actor.name.removeprefix("unnamed: ").rsplit(" ", 1)[-1].lower() in _words()


def find_culprit(story: Story, who: Mapping[Actor, Actor]) -> Actor | None:
    """The one actor of a story who is called the gunman, the suspect or the like, or who claimed the deed, with that word as
    his office; ``None`` where nobody is, or several are."""
    named: Counter[Actor] = Counter()
    called: Counter[str] = Counter()
    for account in story.accounts:
        for mention in account.actors:
            word, weight = _sign(account, mention)
            if weight:
                named[who.get(mention.actor, mention.actor)] += weight
                called.update([word] if word else [])
    culprit = _foremost(named)
    if culprit is not None:
        return replace(culprit, office=max(called, key=lambda word: (called[word], word), default=None))
    return _foremost(Counter({who.get(a, a): _CALLED for account in story.accounts for a in _claiming(account)}))


def _foremost(named: Counter[Actor]) -> Actor | None:
    """Whom most speaks for, by far."""
    ranked = sorted(named, key=lambda actor: (-named[actor], actor.name))
    if not ranked or named[ranked[0]] < _CALLED or (len(ranked) > 1 and named[ranked[0]] < _DOMINANCE * named[ranked[1]]):
        return None
    return ranked[0]


def _sign(account: Account, mention: ActorMention) -> tuple[str, int]:
    """The word for who did it that a person's name is given with, and how much the words beside it count."""
    if mention.actor.kind != "person" or mention.form != "name":
        return "", 0
    text, span = account.article.text, mention.span
    found = _introduced().search(text[max(0, span.start - _BEFORE) : span.start].lower())
    if found is not None and not _SPEAKS.match(text[span.end : span.end + _BEHIND]):
        return found["word"], _CALLED
    return "", _DID if _ARRESTED.match(text[span.end : span.end + _BEHIND]) else 0


def _claiming(account: Account) -> Iterator[Actor]:
    """Who claims a deed: the first body that the sentence names."""
    text = account.article.text
    for sentence in account.sentences:
        if _CLAIM.search(sentence.of(text)):
            within = (m.actor for m in account.actors if sentence.covers(m.span) and m.actor.kind in ("body", "group"))
            named = [actor for actor in within if actor.name[:1].isupper()]
            yield from (actor for actor in named[:1] if actor.of is None or len(actor.of) > 3)

"""States and towns that share their name with a country, or with a town of one: the state of Georgia acts for no country."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from rashomon.lexicon import lexicon
from rashomon.model import Actor, ActorMention

__all__ = ["at_home"]

_WORD = re.compile(r"\w+")


def at_home(mentions: Sequence[ActorMention], text: str) -> list[ActorMention]:
    """The mentions of an article, those whom it gives to the better known country for their name alone at their own home."""
    if not any(mention.actor.of in _ambiguous() for mention in mentions):
        return list(mentions)
    told = set(_WORD.findall(text))
    homes = {code: row["other"] for code, row in _ambiguous().items() if told.isdisjoint(row["proof"].split())}
    return [replace(mention, actor=_placed(mention.actor, homes)) for mention in mentions]


def _placed(actor: Actor, homes: Mapping[str, str]) -> Actor:
    if actor.of is None or actor.of not in homes:
        return actor
    return replace(actor, kind="body" if actor.kind == "country" else actor.kind, of=homes[actor.of])


@functools.cache
def _ambiguous() -> Mapping[str, Mapping[str, str]]:
    """Codes of countries, with whose the name is otherwise (``other``) and words that prove the country (``proof``)."""
    table: Mapping[str, Mapping[str, str]] = lexicon("names")["ambiguous"]
    return table

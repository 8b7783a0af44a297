"""The countries of parties that the text gives none: told by the countries that are named with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rashomon.actor_codes import between
from rashomon.extract.events.naming import Naming, side
from rashomon.extract.events.predicates import Predicate
from rashomon.extract.events.where import place_of
from rashomon.model import Actor

__all__ = ["placed"]

_ABROAD = frozenset(("CONSULT", "COOPERATE", "SUPPORT", "AGREE", "AID", "SANCTION", "MOBILIZE", "STATEMENT", "OTHER"))
"""Types whose two sides are seldom of one country."""

_DOMESTIC = frozenset(("COERCE", "CONCEDE", "RETREAT"))
"""What a state does to those in its power."""

Side = tuple[Actor, ...]


def placed(naming: Naming, predicate: Predicate, actors: Side, recipients: Side) -> tuple[Side, Side]:
    """The parties, with the countries that can be told."""
    across = (
        tuple(_across(naming, one, recipients) for one in actors),
        tuple(_across(naming, one, actors) for one in recipients),
    )
    return across if naming.sole is None or predicate.type in _ABROAD else _at_home(naming, predicate, *across)


def _across(naming: Naming, one: Actor, others: Sequence[Actor]) -> Actor:
    """Somebody with a state's office but no country, where two countries are named and the other side is one of them: he is
    of the other ("Norland welcomed President Holt's plan as proof of Ruritania's goodwill")."""
    home = naming.pair - {side(other) for other in others}
    if one.kind != "person" or one.of is not None or len(home) != 1 or not naming.is_titled(one, of_state=True):
        return one
    return replace(one, of=next(iter(home)))


def _at_home(naming: Naming, predicate: Predicate, actors: Side, recipients: Side) -> tuple[Side, Side]:
    """The parties, where the only country of the article is told of one and the other is somebody of it.

    What a state does to its own ("the authorities jailed members of the Front"), and what those without a name do to who
    holds an office or he to them ("the president broke his word to the Ruritanian people").
    """
    sole = naming.sole
    domestic = predicate.type in _DOMESTIC and {side(a) for a in actors} == {sole}
    here = any(a.of == sole for a in recipients) and place_of(naming.sentence, predicate) is not None

    def home(one: Actor, others: Side, *, own: bool) -> Actor:
        plain = bool(others) and all(a.kind == "unnamed" and a.of == sole for a in others)
        titled = one.kind == "person" and (one.office is not None or naming.is_titled(one))
        if one.of is not None or one.kind not in ("person", "body") or between(one.name):
            return one
        return replace(one, of=sole) if own or (titled and (plain or here)) else one

    return (
        tuple(home(a, recipients, own=False) for a in actors),
        tuple(home(a, actors, own=domestic) for a in recipients),
    )

"""Events as PLOVER JSON lines: one object an event, with what we know beyond PLOVER beside its fields.

The shape is ``data/plover.schema.json``; ``docs/exports.md`` says what each field means.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from rashomon import __version__
from rashomon.actor_codes import plover_code
from rashomon.model import Actor
from rashomon.relations import Act
from rashomon.sectors import sector_code

__all__ = ["plover_lines", "plover_record"]

Json = dict[str, Any]

_AUXILIARY = {"planned": "future", "hypothetical": "hypothetical", "negated": "negation", "denied": "negation"}
"""PLOVER's auxiliary modes, for what did not happen or is not known to have."""


def plover_lines(acts: Iterable[Act]) -> str:
    """One line an event, in the order given."""
    return "".join(json.dumps(plover_record(act), ensure_ascii=False) + "\n" for act in acts)


def plover_record(act: Act) -> Json:
    """One event with the fields of PLOVER's records, then ours."""
    first, last = (act.on, act.on) if act.on else (act.start, act.end)
    return {
        "id": act.id,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last else None,
        "actor": list(map(_entity, act.actors)),
        "recipient": list(map(_entity, act.recipients)),
        "event": [act.type],
        "mode": [act.mode] if act.mode else [],
        "context": list(act.contexts),
        "auxiliary": [_AUXILIARY[act.status]] if act.status in _AUXILIARY else [],
        "quad_code": act.value.quad,
        "event_scale": act.value.intensity,
        "event_loc": act.place,
        "event_text": list(dict.fromkeys(clause.words for clause in act.clauses)),
        "link": list(dict.fromkeys(clause.url for clause in act.clauses if clause.url)),
        "coder": f"rashomon {__version__}",
        "goldstein": act.value.goldstein,
        "status": act.status,
        "said_by": list(act.said_by),
        "date_basis": act.basis,
        "grain": act.grain,
        "story": act.story,
        "independent": act.independent,
        "accounts": [
            {
                "article": clause.article,
                "outlet": clause.outlet,
                "published": clause.published_on.isoformat() if clause.published_on else None,
                "span": list(clause.span),
            }
            for clause in act.clauses
        ],
    }


def _entity(actor: Actor) -> Json:
    return {
        "code": plover_code(actor),
        "sector": sector_code(actor),
        "entity_text": actor.name,
        "kind": actor.kind,
        "of": actor.of,
        "office": actor.office,
    }

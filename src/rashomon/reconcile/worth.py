"""How likely a reader would list what a clause tells, by how it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.model import Account, EventMention, Quote, Told

__all__ = ["worth"]

_SHORT = 4
_FULL = 15
"""Words below which a clause only touches on its event, and from which it tells it in full."""
_QUOTED = {"direct": 0.3, "mixed": 0.2}
"""What a clause loses by standing in a quotation: there it serves to argue."""
_UNTYPED = {"STATEMENT": 0.4, "OTHER": 0.3}


def worth(tellings: Sequence[Told[EventMention]], accounts: Mapping[str, Account]) -> float:
    """The mean worth of the clauses that tell an event, about 0."""
    return sum(_worth(t.mention, accounts[t.article]) for t in tellings) / max(1, len(tellings))


def _worth(mention: EventMention, account: Account) -> float:
    words = len(mention.span.of(account.article.text).split())
    quoted = _QUOTED.get(_mode(mention, account.quotes), 0.0)
    return 0.4 * min(words, _FULL) / _FULL - 0.4 * (words < _SHORT) - quoted - _UNTYPED.get(mention.type, 0.0)


def _mode(mention: EventMention, quotes: Sequence[Quote]) -> str:
    """The mode of the smallest quotation that the happening is told in."""
    over = [q for q in quotes if any(piece.covers(mention.trigger) for piece in q.content)]
    return min(over, key=lambda q: (q.span.end - q.span.start, q.span.start)).mode if over else ""

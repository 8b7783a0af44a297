"""How a pair of mentions looks among the others: whether each side has a better partner, and whether a third one joins them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rashomon.reconcile.bags import Floats, Numbers, expanded

__all__ = ["AMONG", "among"]

AMONG = ("logit", "margin_low", "margin_high", "mutual", "through", "through_root", "of_best")
"""What the first model says of a pair; by how much it beats the rivals that either side has in the other's articles; the weaker
link of the best way through a third mention; and how far it is from the best pair of either side."""

_LEAST = 0.05
"""Chance below which a pair is no way to a third mention."""
_NONE = -9.0
"""Log odds where there is no pair."""


def _margins(me: Numbers, you: Numbers, logits: Floats, articles: Sequence[frozenset[str]]) -> Floats:
    """By how much each pair beats the other partners that ``me`` has in the articles of ``you``."""
    names = {name: k for k, name in enumerate(sorted(frozenset[str]().union(*articles)))}
    held = [sorted(map(names.__getitem__, some)) for some in articles]
    starts = np.concatenate([[0], np.cumsum([len(some) for some in held], dtype=np.int64)])
    members = np.array([number for some in held for number in some], dtype=np.int64)
    places, owners = expanded(starts, you)
    slots = me[owners] * (len(names) + 1) + members[places]
    order = np.lexsort((you[owners], -logits[owners], slots))
    first = np.flatnonzero(np.diff(slots[order], prepend=-1))
    nth = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(order))))
    ranked = logits[owners][order]
    best = ranked[first]
    has_second = np.diff(np.append(first, len(order))) > 1
    second = np.where(has_second, ranked[np.minimum(first + 1, len(order) - 1)], _NONE) if len(order) else best
    is_first = np.zeros(len(order), dtype=bool)
    is_first[first] = True
    rivals = np.full(len(me), _NONE)
    np.maximum.at(rivals, owners[order], np.where(is_first, second[nth], best[nth]) if len(order) else ranked)
    beaten: Floats = np.clip(logits - np.maximum(rivals, -6.0), -3.0, 3.0)
    return beaten


def _through(size: int, ones: Numbers, others: Numbers, chances: Floats) -> Floats:
    """The weaker link of the best way of each pair through a third mention."""
    me, you = np.concatenate([ones, others]), np.concatenate([others, ones])
    kept = np.flatnonzero(np.concatenate([chances, chances]) >= _LEAST)
    values = np.concatenate([chances, chances])[kept]
    order = np.lexsort((you[kept], me[kept]))
    me, you, values = me[kept][order], you[kept][order], values[order]
    keys = me * size + you
    starts = np.searchsorted(me, np.arange(size + 1))
    found = np.zeros(len(ones))
    if len(keys):
        places, owners = expanded(starts, ones)
        wanted = others[owners] * size + you[places]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        weaker = np.where(keys[at] == wanted, np.minimum(values[places], values[at]), 0.0)
        np.maximum.at(found, owners, weaker)
    return found


def among(ones: Numbers, others: Numbers, logits: Floats, articles: Sequence[frozenset[str]]) -> Floats:
    """The values of ``AMONG`` for each pair of mentions of two articles.

    Args:
        ones: the number of the first mention of each pair.
        others: of the second.
        logits: what the first model says of each pair.
        articles: of each mention.
    """
    both = np.concatenate([ones, others]), np.concatenate([others, ones]), np.concatenate([logits, logits])
    one, other = np.split(_margins(*both, articles), 2)
    low = np.minimum(one, other)
    through = _through(len(articles), ones, others, 1 / (1 + np.exp(-np.clip(logits, -30, 30))))
    best = np.full(len(articles), _NONE)
    np.maximum.at(best, ones, logits)
    np.maximum.at(best, others, logits)
    return np.column_stack([
        np.clip(logits, -8, 8) / 4, low, np.maximum(one, other), (low > 0).astype(np.float64), through, np.sqrt(through),
        np.clip(logits - np.minimum(best[ones], best[others]), -4, 4) / 4,
    ])  # fmt: skip

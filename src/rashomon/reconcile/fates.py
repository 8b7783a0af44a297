"""What befell the people that a figure counts: the dead and the injured of one accident are two figures."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from rashomon.lexicon import lexicon
from rashomon.model import Span
from rashomon.reconcile.stems import stem
from rashomon.reconcile.weigh import Root

__all__ = ["fate_of"]

_REACH = 7
"""Words from the figure within which the fate of its people is told."""


@functools.cache
def _fates() -> dict[str, str]:
    """Root -> what befalls people in its word."""
    return {stem(word): fate for fate, listed in lexicon("counts")["fates"].items() for word in listed.split()}


def fate_of(sentence: Sequence[Root], span: Span) -> str:
    """What befell the people counted, by the nearest word that says so, or the empty string."""
    inside = [k for k, word in enumerate(sentence) if word.span.overlaps(span)]
    if not inside:
        return ""
    found = []
    for k, word in enumerate(sentence):
        distance = max(inside[0] - k, k - inside[-1], 0)
        if distance <= _REACH and word.root in _fates():
            found.append((distance, k, _fates()[word.root]))
    return min(found)[2] if found else ""

"""Mentions that answer to one another across accounts: quotes of an utterance, figures of a quantity, clauses of an event."""

from __future__ import annotations

from rashomon.reconcile.align_events import align_events
from rashomon.reconcile.align_figures import align_figures
from rashomon.reconcile.align_statements import align_statements

__all__ = ["align_events", "align_figures", "align_statements"]

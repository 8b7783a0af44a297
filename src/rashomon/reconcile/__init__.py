"""How the accounts of one story relate: what is the same, what differs and why, who copied, who denies."""

from __future__ import annotations

from rashomon.model import Reading, Story
from rashomon.reconcile.align import align_events, align_figures, align_statements
from rashomon.reconcile.brief import choose_brief
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.identity import identify
from rashomon.reconcile.judge import judge_events, judge_figures, judge_statements
from rashomon.reconcile.only import find_only
from rashomon.reconcile.positions import find_positions
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings

__all__ = ["reconcile"]


def reconcile(story: Story, settings: Settings | None = None) -> Reading:
    """Compare the accounts of a story."""
    settings = settings or Settings()
    copies, lineages = find_copies(story, settings)
    who = identify(story)
    weights = Weights(story)
    statements = judge_statements(story, align_statements(story, who, settings, weights=weights), who, lineages)
    figures = judge_figures(story, align_figures(story, who, settings, weights=weights), lineages)
    events = judge_events(story, align_events(story, who, settings, weights=weights), who, lineages)
    return Reading(
        story=story,
        brief=choose_brief(story, lineages, settings, weights=weights),
        statements=statements,
        figures=figures,
        events=events,
        positions=find_positions(story, statements, who, lineages=lineages, weights=weights),
        copies=copies,
        only=find_only(story, lineages, settings, weights=weights),
        lineages=lineages,
    )

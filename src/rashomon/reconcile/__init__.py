"""How the accounts of one story relate: what is the same, what differs and why, who copied, who denies."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rashomon.corrections import concerning, read_corrections
from rashomon.errors import CorrectionsError
from rashomon.model import Correction, Reading, Story
from rashomon.reconcile.align import align_events, align_figures, align_statements
from rashomon.reconcile.brief import choose_brief
from rashomon.reconcile.confidence import Sureness
from rashomon.reconcile.copies import find_copies
from rashomon.reconcile.correct import Hand
from rashomon.reconcile.framing import find_framing
from rashomon.reconcile.identity import identify
from rashomon.reconcile.judge import judge_events, judge_figures, judge_statements
from rashomon.reconcile.only import find_only
from rashomon.reconcile.positions import find_positions
from rashomon.reconcile.weigh import Weights
from rashomon.settings import Settings

__all__ = ["reconcile"]


def reconcile(
    story: Story, settings: Settings | None = None, *, corrections: Sequence[Correction] | str | os.PathLike[str] = ()
) -> Reading:
    """Compare the accounts of a story.

    Args:
        story: the accounts.
        settings: limits and thresholds; the defaults where not given.
        corrections: what a person knows better, or the file it stands in (``docs/corrections.md``); what became of each is told
            in ``Reading.corrections``.

    Raises:
        CorrectionsError: if the file cannot be read, or holds what cannot be understood.
    """
    settings = settings or Settings()
    hand = Hand(story, _of_story(story, corrections))
    story = hand.speakers(story)
    copies, lineages = find_copies(story, settings)
    who = identify(story)
    weights = Weights(story)
    uttered = align_statements(story, who, settings, weights=weights)
    said = hand.regroup("statement", uttered.groups)
    measured = align_figures(story, who, settings, weights=weights)
    counted = hand.regroup("figure", measured.groups)
    happened = align_events(story, who, settings, weights=weights, said=said, counted=counted)
    told = hand.regroup("event", happened.groups)
    sure = Sureness(uttered, measured, happened)
    statements = hand.overrule("statement", sure.told(judge_statements(story, said, who, lineages)))
    figures = hand.overrule("figure", sure.told(judge_figures(story, counted, lineages)))
    events = hand.overrule("event", sure.told(judge_events(story, told, who, lineages, listed=happened.listed)))
    positions = hand.positions(find_positions(story, statements, who, lineages=lineages, weights=weights))
    return Reading(
        story=story,
        brief=choose_brief(story, lineages, settings, weights=weights),
        statements=statements,
        figures=figures,
        events=events,
        positions=positions,
        copies=copies,
        only=find_only(story, lineages, settings, said=said, weights=weights),
        lineages=lineages,
        corrections=hand.corrected,
        framing=find_framing(story, who, statements=statements, figures=figures, events=events, lineages=lineages),
    )


def _of_story(story: Story, corrections: Sequence[Correction] | str | os.PathLike[str]) -> Sequence[Correction]:
    """The corrections as given; of a file, those that name an article of the story."""
    if not isinstance(corrections, (str, os.PathLike)):
        return corrections
    found, problems = read_corrections(corrections)
    if problems:
        raise CorrectionsError(str(problems[0]))
    return concerning(found, story)

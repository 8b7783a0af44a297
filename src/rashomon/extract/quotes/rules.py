"""Attributions by rule: what the cues of a paragraph report, by the dependency tree and the marks beside them."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.quotes.contents import reported
from rashomon.extract.quotes.cues import Cue, find_cues
from rashomon.extract.quotes.direct import claim
from rashomon.extract.quotes.drafts import Draft, Paragraph
from rashomon.extract.quotes.retold import carried, is_credit
from rashomon.extract.quotes.view import View
from rashomon.model import Span

__all__ = ["read_cues"]


def read_cues(paragraph: Paragraph) -> None:
    """Add the drafts of a paragraph's cues: quotations in marks go to the cue whose clause stands beside them; other cues
    report what hangs on them in the tree."""
    cues = [(view, cue) for view in paragraph.views for cue in find_cues(view)]
    spans = [cue.span for _, cue in cues]
    left: list[tuple[View, Cue]] = []
    for view, cue in cues:
        pieces = claim(paragraph, view, cue, cues=spans)
        if pieces:
            paragraph.drafts.append(_told(paragraph, cue, pieces))
        else:
            left.append((view, cue))
    for view, cue in sorted(left, key=lambda c: c[1].form == "according"):
        pieces = reported(view, cue, _stops(cue, [c for v, c in cues if v is view]))
        if cue.form == "according" and (carried(view, pieces) or is_credit(paragraph.text, paragraph.drafts, cue)):
            continue
        pieces = paragraph.over_marks(pieces)
        if any(c.isalnum() for p in pieces for c in p.of(paragraph.text)):
            paragraph.drafts.append(_told(paragraph, cue, pieces))


def _told(paragraph: Paragraph, cue: Cue, pieces: list[Span]) -> Draft:
    return Draft(pieces, cue.source, cue.span, cue.subject, cue.report.stance, paragraph.number)


def _stops(cue: Cue, others: Sequence[Cue]) -> frozenset[int]:
    """Later cues of the same speaker that have no subject of their own ("and added ...", ", saying ...")."""
    if cue.subject is None:
        return frozenset()
    return frozenset(
        c.at
        for c in others
        if c.at > cue.at
        and not c.own_subject
        and c.dep in ("conj", "advcl")
        and c.subject is not None
        and c.subject.i == cue.subject.i
    )

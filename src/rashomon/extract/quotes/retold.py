"""Words that a medium carries: ``"We lost," Mara Holt said, according to the Morning Star`` is a statement of Holt's.

Whoever is quoted within the report of a newspaper, a transcript or an unnamed source is the speaker; the medium only tells it.
"""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.quotes.contents import reported
from rashomon.extract.quotes.cues import Cue, find_cues, finite_tag
from rashomon.extract.quotes.direct import claim
from rashomon.extract.quotes.drafts import Draft, Page, Paragraph
from rashomon.extract.quotes.reporting import media
from rashomon.extract.quotes.view import View
from rashomon.model import Span

__all__ = ["carried", "give_back", "is_credit"]

_CREDITS = (["according"], ["per"], ["via"])
_EMBEDDED = frozenset(("relcl", "acl", "advcl", "pcomp", "xcomp"))


def carried(view: View, pieces: Sequence[Span]) -> Cue | None:
    """The cue of the main clause of what is told according to somebody, if it reports words of somebody else."""
    within = [cue for cue in find_cues(view) if any(piece.covers(cue.span) for piece in pieces)]
    for cue in within:
        main = cue.form == "verb" and cue.own_subject and cue.dep not in _EMBEDDED
        told = finite_tag(view, view.tokens[cue.at]) in ("VBD", "VBZ", "VBP")  # "will propose" is no statement yet
        if main and told and _tells(view, cue):
            return cue
    for cue in within:  # "praised the mayor, saying ..."
        source = cue.source if view.tokens[cue.at].tag == "VBG" and cue.dep == "advcl" else None
        if source is not None and source.end < cue.span.start and any(p.covers(source) for p in pieces) and _tells(view, cue):
            return cue
    return None


def _tells(view: View, cue: Cue) -> bool:
    """Whether a cue reports a clause or a quotation that somebody says."""
    takes = cue.report.takes
    return cue.report.kind != "evidence" and ("clause" in takes or ("quote" in takes and any(view.quoted)))


def is_credit(text: str, drafts: Sequence[Draft], cue: Cue) -> bool:
    """Whether "according to ..." ends what a draft reports, and tells where it was read; it is taken off the draft."""
    end = cue.source.end if cue.source is not None else cue.span.end
    for draft in drafts:
        for k, piece in enumerate(draft.pieces):
            credited = draft.cue is not None and piece.start < cue.span.start < piece.end
            if credited and not any(map(str.isalnum, text[end : piece.end])):
                draft.pieces[k : k + 1] = _before(text, [piece], cue.span)
                return True
    return False


def give_back(page: Page) -> None:
    """Give what was drafted for a medium to the speaker within it."""
    for paragraph in page.paragraphs:
        paragraph.drafts = [d for d in paragraph.drafts if not _is_carrier(paragraph, d) or _given(page, paragraph, d)]


def _is_carrier(paragraph: Paragraph, draft: Draft) -> bool:
    """Whether a draft may only tell where it was read: it is given to a medium, or begins with a quotation and names
    its source behind it ("'We lost,' Holt said, the committee wrote")."""
    if draft.cue is None:
        return False
    text = paragraph.text
    source = draft.source.of(text).lower().split() if draft.source is not None else []
    if draft.cue.of(text).lower().split()[:1] in _CREDITS or not media().isdisjoint(source[-1:]):
        return True
    opens = any(q.open <= draft.pieces[0].start <= q.start for q in paragraph.marks_over(draft.pieces[0]))
    return opens and draft.cue.start >= draft.pieces[0].end


def _credit(draft: Draft) -> Span | None:
    """The words that tell where it was read."""
    if draft.cue is None or draft.source is None:
        return draft.cue
    return Span(min(draft.cue.start, draft.source.start), max(draft.cue.end, draft.source.end))


def _before(text: str, pieces: Sequence[Span], credit: Span | None) -> list[Span]:
    """The pieces without what is behind the words "according to" at their end."""
    if credit is None:
        return list(pieces)
    cut = [Span(p.start, credit.start) if p.covers(credit) else p for p in pieces if p.start < credit.start]
    return [Span(p.start, p.start + len(p.of(text).rstrip(" ,"))) for p in cut] or list(pieces)


def _given(page: Page, paragraph: Paragraph, draft: Draft) -> bool:
    """Turn the draft into one of the speaker within it; false where there is such a draft already."""
    first, last = draft.pieces[0].start, draft.cue.start if draft.cue is not None else draft.pieces[0].start
    found = ((view, carried(view, draft.pieces)) for view in page.views_between(first, last))
    view, cue = next(((view, cue) for view, cue in found if cue is not None), (page.view_at(first), None))
    if cue is None:
        return True
    if any(other is not draft and other.cue is not None and other.cue.overlaps(cue.span) for other in paragraph.drafts):
        return False
    later = [piece for piece in draft.pieces if piece.start >= view.sentence.end]
    paragraph.claimed -= {q for piece in draft.pieces for q in paragraph.marks_over(piece)}
    pieces = claim(paragraph, view, cue, cues=[cue.span])
    pieces = pieces or paragraph.over_marks(_before(page.text, reported(view, cue, frozenset()), _credit(draft)))
    if pieces:
        draft.pieces, draft.source, draft.cue = [*pieces, *later], cue.source, cue.span
        draft.subject, draft.stance = cue.subject, cue.report.stance
    paragraph.claimed |= {q for piece in draft.pieces for q in paragraph.marks_over(piece)}
    return True

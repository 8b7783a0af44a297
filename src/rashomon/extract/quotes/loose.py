"""Quotations in marks that no cue has taken: attributed by a colon, a dash or their place, or one with what stands before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.extract.quotes.drafts import Draft, Page, Paragraph
from rashomon.extract.quotes.patterns import (
    Attribution,
    announces,
    by_clause,
    by_colon,
    by_dash,
    by_neighbours,
    by_opening_colon,
    by_sentence_before,
)
from rashomon.extract.quotes.speakers import Speakers
from rashomon.marks import Quoted
from rashomon.model import Span

__all__ = ["read_opening", "take_up"]

_MIN_FRAGMENT_WORDS = 2
"""Single words in marks are scare quotes more often than quotations."""
_MIN_FLOATING_SINGLE_WORDS = 5
_MAX_SUBHEAD_WORDS = 8
_LEAST_BLOCK_WORDS = 12
_GOES_ON = frozenset(",?!")


def take_up(page: Page, speakers: Speakers) -> list[Draft]:
    """All drafts of the page in order, with those of quotations that none of its paragraphs' drafts holds."""
    drafts: list[Draft] = []
    announced: Attribution | None = None
    block: Attribution | None = None
    for paragraph in page.paragraphs:
        for q in paragraph.marks:
            if q not in paragraph.claimed:
                _attribute(paragraph, q, speakers)
        _join_rest(paragraph)
        paragraph.drafts.sort(key=lambda d: d.pieces[0])
        _take_announced(paragraph, announced)
        if block is not None:
            _take_block(paragraph, block)
        announced = announces(paragraph.views[-1], speakers, used={d.cue for d in paragraph.drafts})
        block = announced or announces(paragraph.views[-1], speakers, used=())
        drafts.extend(paragraph.drafts)
    _run_on(drafts, page.marks)
    _go_on(page, drafts)
    return drafts


# ---------------------------------------------------------------------------------------------- one paragraph


def read_opening(paragraph: Paragraph, speakers: Speakers) -> None:
    """A headline or a line of a conversation: ``Holt: the deal is dead``."""
    first = paragraph.views[0]
    taken = any(d.pieces[0].start < first.sentence.end for d in paragraph.drafts)
    found = by_opening_colon(first, speakers) if not taken else None
    if found is None:
        return
    attribution, content = found
    content = Span(content.start, max(content.end, paragraph.views[-1].sentence.end if len(paragraph.views) > 1 else 0))
    within = [q for q in paragraph.marks_over(content) if q.open >= content.start]
    if len(within) == 1 and within[0].open == content.start and within[0].close >= content.end - 1:
        content = Span(within[0].start, within[0].end)
    paragraph.claimed.update(within)
    paragraph.drafts.append(_attributed(paragraph, attribution, [content]))


def _attributed(paragraph: Paragraph, found: Attribution, pieces: list[Span]) -> Draft:
    return Draft(pieces, found.source, found.cue, found.subject, "asserts", paragraph.number)


def _attribute(paragraph: Paragraph, q: Quoted, speakers: Speakers) -> None:
    """A quotation in marks that no cue of the tree took: by its clause, a colon, a dash or the words beside it."""
    text, opening = paragraph.text, paragraph.opening(q)
    standing = paragraph.is_standing(q)
    if opening is not None and len(text[q.start : q.end].split()) >= _MIN_FRAGMENT_WORDS:
        clause = by_clause(opening, q, speakers) if not standing or not paragraph.is_alone(q) else None
        if clause is not None:
            pieces = paragraph.over_marks(clause[1])
            paragraph.drafts.append(_attributed(paragraph, clause[0], pieces))
    if q in paragraph.claimed or not standing:
        return
    behind = next((v for v in paragraph.views if v.sentence.end > q.close), None)
    found = by_colon(opening, q, speakers) if opening is not None else None
    if found is None and behind is not None:
        found = by_dash(behind, q, speakers)
    if found is None and behind is not None and behind.sentence.start < q.close and paragraph.ending(q) in _GOES_ON:
        found = by_neighbours(behind, q) if paragraph.stands_first(q) else None
    if found is not None:
        paragraph.claimed.add(q)
        paragraph.drafts.append(_attributed(paragraph, found, [Span(q.start, q.end)]))


def _is_subhead(paragraph: Paragraph, q: Quoted) -> bool:
    """Whether a few words in marks are all of a paragraph, and no sentence."""
    words = paragraph.text[q.start : q.end].split()
    alone = paragraph.views[0].sentence.start >= q.open - 1 and paragraph.views[-1].sentence.end <= q.close + 1
    return alone and len(words) < _MAX_SUBHEAD_WORDS and words[-1][-1] not in ".?!,…" and not q.runs_on


def _join_rest(paragraph: Paragraph) -> None:
    """Whole sentences in marks without a cue of their own go on where the one before stopped, or float."""
    for q in paragraph.marks:
        few = q.single and len(paragraph.text[q.start : q.end].split()) < _MIN_FLOATING_SINGLE_WORDS
        if q in paragraph.claimed or few or not paragraph.is_alone(q) or _is_subhead(paragraph, q):
            continue
        paragraph.claimed.add(q)
        last = max(
            (d for d in paragraph.drafts if paragraph.is_direct(d) and d.pieces[-1].end <= q.open),
            key=lambda d: d.pieces[-1].end,
            default=None,
        )
        if last is not None and not _is_next_to(paragraph, last, q):
            last.pieces.append(Span(q.start, q.end))
        else:
            before = by_sentence_before(paragraph.views, q)
            subject = before.subject if before is not None else None
            paragraph.drafts.append(Draft([Span(q.start, q.end)], subject=subject, paragraph=paragraph.number))


def _is_next_to(paragraph: Paragraph, draft: Draft, q: Quoted) -> bool:
    """Whether nothing stands between the last quotation of a draft and the next: another voice, or another occasion."""
    between = paragraph.text[draft.pieces[-1].end : q.start]
    return len(between.split()) == 2 and not any(map(str.isalnum, between))


def _take_announced(paragraph: Paragraph, announced: Attribution | None) -> None:
    """``He added:`` at the end of a paragraph, with the quotation in the next."""
    if announced is None or not paragraph.drafts:
        return
    first = paragraph.drafts[0]
    floats = first.cue is None and first.source is None and paragraph.is_direct(first)
    if floats and first.pieces[0].start <= paragraph.views[0].sentence.start + 2:
        first.cue, first.source, first.subject = announced.cue, announced.source, announced.subject


def _take_block(paragraph: Paragraph, announced: Attribution) -> None:
    """What is set off as a paragraph of its own behind ``he wrote:``, without marks."""
    start, end = paragraph.views[0].sentence.start, paragraph.views[-1].sentence.end
    words = paragraph.text[start:end].split()
    own = any(d.mode == "direct" or (d.cue is not None and d.source is not None) for d in paragraph.drafts)
    says = announced.cue is not None and announced.cue.of(paragraph.text) != ":"
    if paragraph.marks or own or not says or len(words) < _LEAST_BLOCK_WORDS or words[-1][-1] not in ".?!…":
        return
    draft = _attributed(paragraph, announced, [Span(start, end)])
    draft.mode = "direct"
    paragraph.drafts[:] = [draft]


def _run_on(drafts: list[Draft], marks: Mapping[int, Sequence[Quoted]]) -> None:
    """Make one of a quotation that runs over several paragraphs: each opens with a mark, the last alone closes."""
    for k in range(len(drafts) - 1, 0, -1):
        before, here = drafts[k - 1], drafts[k]
        own = marks.get(here.paragraph, ())
        if here.paragraph != before.paragraph + 1 or not own or here.pieces[0].start != own[0].start:
            continue
        if not any(q.runs_on and q.end == before.pieces[-1].end for q in marks.get(before.paragraph, ())[-1:]):
            continue
        if here.cue is not None and before.cue is not None:
            continue
        if here.cue is not None:
            before.cue, before.source, before.subject, before.stance = here.cue, here.source, here.subject, here.stance
        before.pieces.extend(here.pieces)
        before.paragraphs = here.paragraphs + 1
        here.pieces.clear()


def _go_on(page: Page, drafts: Sequence[Draft]) -> None:
    """A quotation that floats at the start of a paragraph goes on with what the paragraph before ended on."""
    before: Draft | None = None
    for here in drafts:
        if not here.pieces:
            continue
        paragraph = page.paragraph_at(here.pieces[0].start)
        floats = here.source is None and here.cue is None and here.subject is None
        opens = paragraph.is_alone_before(here.pieces[0].start)
        if before is not None and floats and opens and here.paragraph == before.paragraph + before.paragraphs + 1:
            ends = [before.pieces[-1], *(span for span in (before.cue, before.source) if span is not None)]
            between = page.sentences_between(max(span.end for span in ends), here.pieces[0].start)
            if between == 0 and paragraph.is_direct(here) and page.paragraph_at(before.pieces[-1].start).is_direct(before):
                before.pieces.extend(here.pieces)
                before.paragraphs += here.paragraphs + 1
                here.pieces.clear()
                continue
        before = here

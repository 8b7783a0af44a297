"""From cues and quotation marks to quotes, paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rashomon.extract.quotes.contents import reported
from rashomon.extract.quotes.cues import Cue, find_cues
from rashomon.extract.quotes.direct import claim
from rashomon.extract.quotes.drafts import Draft, Paragraph
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
from rashomon.extract.quotes.speakers import CONFIDENCE, Speakers
from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted, find_marks, paragraphs
from rashomon.model import Actor, ActorMention, Mode, Parsed, Quote, Span

__all__ = ["find_quotes"]

_MIN_FRAGMENT_WORDS = 2
"""Single words in marks are scare quotes more often than quotations."""
_MIN_FLOATING_SINGLE_WORDS = 5
_MAX_SENTENCES = 200
"""Longer paragraphs are read in parts."""


def find_quotes(parsed: Parsed, actors: Sequence[ActorMention]) -> list[Quote]:
    """Every attribution of the article, in order of its content.

    Quotations in marks go to the cue whose clause stands beside them; other cues report what hangs on them in the tree;
    what is left in marks is attributed by a colon, a dash or its place. A quotation with neither source nor cue inherits
    the speaker before it.
    """
    speakers = Speakers(actors)
    text = parsed.article.text
    places = paragraphs(parsed)
    marks = find_marks(text, [Span(parsed.sentences[a].start, parsed.sentences[b - 1].end) for a, b in places])
    by_paragraph: dict[int, list[Quoted]] = {}
    for q in marks:
        by_paragraph.setdefault(q.paragraph, []).append(q)
    drafts: list[Draft] = []
    announced: Attribution | None = None
    for number, (first, behind) in enumerate(places):
        for a, b, own in _parts(parsed, first, behind, by_paragraph.get(number, [])):
            views = [View(parsed.sentences[k], k, text, own) for k in range(a, b)]
            paragraph = Paragraph(number, text, views, own)
            _read(paragraph, speakers)
            _take_announced(paragraph, announced)
            announced = announces(views[-1], speakers, used={d.cue for d in paragraph.drafts})
            drafts.extend(paragraph.drafts)
    _run_on(drafts, by_paragraph)
    return _finish(drafts, text, by_paragraph, speakers)


def _parts(parsed: Parsed, first: int, behind: int, marks: Sequence[Quoted]) -> Iterator[tuple[int, int, Sequence[Quoted]]]:
    """A paragraph in parts of at most 200 sentences, each with the quotations that begin in it."""
    if behind - first <= _MAX_SENTENCES:
        yield first, behind, marks
        return
    for a in range(first, behind, _MAX_SENTENCES):
        b = min(behind, a + _MAX_SENTENCES)
        start, end = parsed.sentences[a].start, parsed.sentences[b - 1].end
        yield a, b, [q for q in marks if start <= q.open < end]


# ---------------------------------------------------------------------------------------------- one paragraph


def _read(paragraph: Paragraph, speakers: Speakers) -> None:
    """Fill the drafts of a paragraph."""
    _read_opening(paragraph, speakers)
    cues = [(view, cue) for view in paragraph.views for cue in find_cues(view)]
    spans = [cue.span for _, cue in cues]
    left: list[tuple[View, Cue]] = []
    for view, cue in cues:
        pieces = claim(paragraph, view, cue, cues=spans)
        if pieces:
            paragraph.drafts.append(_told(paragraph, view, cue, pieces, direct=True))
        else:
            left.append((view, cue))
    for view, cue in sorted(left, key=lambda c: c[1].form == "according"):
        pieces = reported(view, cue, _stops(cue, [c for v, c in cues if v is view]))
        if cue.form == "according" and _retells(paragraph, pieces):
            continue
        pieces = paragraph.over_marks(pieces)
        if any(c.isalnum() for p in pieces for c in p.of(paragraph.text)):
            paragraph.drafts.append(_told(paragraph, view, cue, pieces, direct=False))
    for q in paragraph.marks:
        if q not in paragraph.claimed:
            _attribute(paragraph, q, speakers)
    _join_rest(paragraph)
    paragraph.drafts.sort(key=lambda d: d.pieces[0])


def _told(paragraph: Paragraph, view: View, cue: Cue, pieces: list[Span], *, direct: bool) -> Draft:
    return Draft(pieces, direct, cue.span, cue.source, cue.subject, view, cue.report.stance, paragraph.number)


def _attributed(paragraph: Paragraph, found: Attribution, pieces: list[Span], *, direct: bool = True) -> Draft:
    return Draft(pieces, direct, found.cue, found.source, found.subject, found.view, "asserts", paragraph.number)


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


def _retells(paragraph: Paragraph, pieces: Sequence[Span]) -> bool:
    """Whether what is told according to somebody is a quotation of somebody else, found already."""
    return any(
        d.cue is not None and any(p.covers(d.cue) for p in pieces) and any(paragraph.marks_over(p) for p in d.pieces)
        for d in paragraph.drafts
    )


def _read_opening(paragraph: Paragraph, speakers: Speakers) -> None:
    """A headline or a line of a conversation: ``Holt: the deal is dead``."""
    found = by_opening_colon(paragraph.views[0], speakers)
    if found is None:
        return
    attribution, content = found
    content = Span(content.start, max(content.end, paragraph.views[-1].sentence.end if len(paragraph.views) > 1 else 0))
    within = [q for q in paragraph.marks_over(content) if q.open >= content.start]
    if len(within) == 1 and within[0].open == content.start and within[0].close >= content.end - 1:
        content = Span(within[0].start, within[0].end)
    paragraph.claimed.update(within)
    paragraph.drafts.append(_attributed(paragraph, attribution, [content]))


def _attribute(paragraph: Paragraph, q: Quoted, speakers: Speakers) -> None:
    """A quotation in marks that no cue of the tree took: by its clause, a colon, a dash or the words beside it."""
    text, opening = paragraph.text, paragraph.opening(q)
    standing = paragraph.is_standing(q)
    if opening is not None and len(text[q.start : q.end].split()) >= _MIN_FRAGMENT_WORDS:
        clause = by_clause(opening, q, speakers) if not standing or not paragraph.is_alone(q) else None
        if clause is not None:
            pieces = paragraph.over_marks(clause[1])
            paragraph.drafts.append(_attributed(paragraph, clause[0], pieces, direct=False))
    if q in paragraph.claimed or not standing:
        return
    behind = next((v for v in paragraph.views if v.sentence.end > q.close), None)
    found = by_colon(opening, q, speakers) if opening is not None else None
    if found is None and behind is not None:
        found = by_dash(behind, q, speakers)
    if found is None and behind is not None and behind.sentence.start < q.close and text[q.end - 1] in ",?!":
        found = by_neighbours(behind, q) if paragraph.stands_first(q) else None
    if found is not None:
        paragraph.claimed.add(q)
        paragraph.drafts.append(_attributed(paragraph, found, [Span(q.start, q.end)]))


def _join_rest(paragraph: Paragraph) -> None:
    """Whole sentences in marks without a cue of their own go on where the one before stopped, or float."""
    for q in paragraph.marks:
        few = q.single and len(paragraph.text[q.start : q.end].split()) < _MIN_FLOATING_SINGLE_WORDS
        if q in paragraph.claimed or few or not paragraph.is_alone(q):
            continue
        paragraph.claimed.add(q)
        last = max(
            (d for d in paragraph.drafts if d.direct and d.pieces[-1].end <= q.open),
            key=lambda d: d.pieces[-1].end,
            default=None,
        )
        if last is not None:
            last.pieces.append(Span(q.start, q.end))
        else:
            before = by_sentence_before(paragraph.views, q)
            subject, view = (before.subject, before.view) if before is not None else (None, None)
            paragraph.drafts.append(
                Draft([Span(q.start, q.end)], direct=True, subject=subject, view=view, paragraph=paragraph.number)
            )


def _take_announced(paragraph: Paragraph, announced: Attribution | None) -> None:
    """``He added:`` at the end of a paragraph, with the quotation in the next."""
    first = paragraph.drafts[0] if paragraph.drafts else None
    if announced is None or first is None or first.cue is not None or first.source is not None or not first.direct:
        return
    if first.pieces[0].start <= paragraph.views[0].sentence.start + 2:
        first.cue, first.source, first.subject, first.view = announced.cue, announced.source, announced.subject, announced.view


def _run_on(drafts: list[Draft], marks: dict[int, list[Quoted]]) -> None:
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
            before.cue, before.source, before.subject = here.cue, here.source, here.subject
            before.view, before.stance = here.view, here.stance
        before.pieces.extend(here.pieces)
        before.paragraphs = here.paragraphs + 1
        here.pieces.clear()


# ---------------------------------------------------------------------------------------------- the end


def _finish(drafts: Sequence[Draft], text: str, marks: dict[int, list[Quoted]], speakers: Speakers) -> list[Quote]:
    """Drafts, in order of the text, as quotes with their speakers; a quotation that runs on is one with what follows."""
    quotes: list[Quote] = []
    last: tuple[Actor | None, int] = (None, -9)
    for d in drafts:
        pieces = _disjoint(d.pieces)
        if not pieces:
            continue
        speaker: Actor | None = None
        confidence = 0.0
        if d.view is not None and d.subject is not None and d.source is not None:
            speaker, confidence = speakers.resolve(d.view, d.subject, d.source)
        elif d.view is not None and d.subject is not None:
            speaker, confidence = speakers.resolve(d.view, d.subject, Span(d.subject.start, d.subject.end))
            confidence = min(confidence, CONFIDENCE["inherited"])
        elif d.source is None and last[0] is not None and d.paragraph - last[1] <= 1:
            speaker, confidence = last[0], CONFIDENCE["inherited"]
        last = (speaker, d.paragraph)
        own = [q for k in range(d.paragraph, d.paragraph + 1 + d.paragraphs) for q in marks.get(k, ())]
        mode = _mode(text, pieces, own)
        quotes.append(Quote(pieces, mode, d.source, d.cue, speaker, d.stance, confidence))
    return sorted(quotes, key=lambda q: (q.content, q.cue or (0, 0)))


def _disjoint(pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces in order, those that overlap made one."""
    found: list[Span] = []
    for piece in sorted(p for p in pieces if p.start < p.end):
        if found and piece.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, piece.end))
        else:
            found.append(piece)
    return tuple(found)


def _mode(text: str, pieces: Sequence[Span], marks: Sequence[Quoted]) -> Mode:
    """Direct where nine tenths of the letters stand in marks, indirect where none does, else mixed."""
    letters = quoted = 0
    for start, end in pieces:
        letters += sum(map(str.isalnum, text[start:end]))
        quoted += sum(
            sum(map(str.isalnum, text[max(start, q.start) : min(end, q.end)])) for q in marks if q.start < end and start < q.end
        )
    if not letters or not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * letters else "mixed"

"""From drafts to quotes: who the speaker is, and how the words are reported."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.extract.quotes.cues import stance_at
from rashomon.extract.quotes.drafts import Draft, Page
from rashomon.extract.quotes.speakers import CONFIDENCE, Speakers
from rashomon.marks import Quoted
from rashomon.model import Actor, Mode, Quote, Span

__all__ = ["finish"]


def finish(page: Page, drafts: Sequence[Draft], speakers: Speakers) -> list[Quote]:
    """Drafts, in order of the text, as quotes; a quotation with neither source nor cue inherits the speaker before it."""
    quotes: list[Quote] = []
    last: tuple[Actor | None, int] = (None, -9)
    for d in drafts:
        pieces = _disjoint(d.pieces)
        if not pieces:
            continue
        speaker, confidence = _speaker(page, d, speakers, last)
        last = (speaker, d.paragraph)
        marks = [q for k in range(d.paragraph, d.paragraph + 1 + d.paragraphs) for q in page.marks.get(k, ())]
        stance = d.stance or (stance_at(page.view_at(d.cue.start), d.cue) if d.cue is not None else "asserts")
        quotes.append(Quote(pieces, _mode(page.text, pieces, marks), d.source, d.cue, speaker, stance, confidence))
    return sorted(_outermost(quotes), key=lambda q: (q.content, q.cue or (0, 0)))


def _outermost(quotes: Sequence[Quote]) -> list[Quote]:
    """Without what a speaker is said to call something within his own words ("what he calls a disaster")."""
    return [q for q in quotes if q.speaker is None or not any(_holds(other, q) for other in quotes)]


def _holds(outer: Quote, inner: Quote) -> bool:
    """Whether the cue of a quote stands in the content of another one of its speaker."""
    if inner.cue is None or outer.speaker != inner.speaker or outer.cue == inner.cue:
        return False
    return any(piece.covers(inner.cue) for piece in outer.content)


def _speaker(page: Page, d: Draft, speakers: Speakers, last: tuple[Actor | None, int]) -> tuple[Actor | None, float]:
    """Whom the source names; without a source the subject of the sentence before, or who spoke last."""
    if d.source is not None:
        view = page.view_at(d.source.start)
        subject = d.subject or view.head(d.source)
        return speakers.resolve(view, subject, d.source) if subject is not None else (None, 0.0)
    if d.subject is not None:
        view, place = page.view_at(d.subject.start), Span(d.subject.start, d.subject.end)
        speaker, confidence = speakers.resolve(view, d.subject, place)
        return speaker, min(confidence, CONFIDENCE["inherited"])
    if last[0] is not None and d.paragraph - last[1] <= 1:
        return last[0], CONFIDENCE["inherited"]
    return None, 0.0


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

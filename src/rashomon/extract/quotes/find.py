"""Quotes in two steps: spans of source, cue and content, by rule or given; then who speaks, and what floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rashomon.extract.quotes.drafts import Draft, Page, Paragraph, trimmed
from rashomon.extract.quotes.finish import finish
from rashomon.extract.quotes.loose import read_opening, take_up
from rashomon.extract.quotes.posts import read_posts
from rashomon.extract.quotes.retold import give_back
from rashomon.extract.quotes.rules import read_cues
from rashomon.extract.quotes.speakers import Speakers
from rashomon.extract.quotes.transcript import read_turns
from rashomon.model import ActorMention, Parsed, Quote, Span

__all__ = ["find_quotes"]


def find_quotes(parsed: Parsed, actors: Sequence[ActorMention], *, drafts: Iterable[Draft] | None = None) -> list[Quote]:
    """Every attribution of the article, in order of its content.

    Args:
        parsed: the article.
        actors: its actors, for the speakers.
        drafts: spans that a tagger found; the rules are asked in its place where it is ``None``. What they would add to its
            finds is wrong four times in five.
    """
    return sorted(_read(Page(parsed), Speakers(actors), drafts), key=lambda q: (q.content, q.cue or (0, 0)))


def _read(page: Page, speakers: Speakers, drafts: Iterable[Draft] | None) -> list[Quote]:
    """The quotes by drafts, or by the rules. Quotations in marks that no draft touches are taken up by the same rules."""
    if drafts is not None:
        _adopt(page, drafts)
    for paragraph in page.paragraphs:
        read_opening(paragraph, speakers)
        if drafts is None:
            read_cues(paragraph)
    read_turns(page.text, page.paragraphs)
    read_posts(page.text, page.paragraphs, speakers)
    return finish(page, take_up(page, speakers), speakers, given=drafts is not None)


def _adopt(page: Page, drafts: Iterable[Draft]) -> None:
    """Put given drafts into their paragraphs, with their pieces trimmed and the marks that they touch claimed."""
    for draft in drafts:
        pieces = sorted(p for p in (trimmed(page.text, piece) for piece in draft.pieces) if p.start < p.end)
        if not pieces or not page.paragraphs:
            continue
        paragraph = page.paragraph_at(pieces[0].start)
        draft.pieces = [_within_marks(paragraph, piece) for piece in paragraph.over_marks(pieces)]
        draft.paragraph = paragraph.number
        paragraph.drafts.append(draft)
    give_back(page)


def _within_marks(paragraph: Paragraph, piece: Span) -> Span:
    """A piece that is a whole quotation, without its marks."""
    return next((Span(q.start, q.end) for q in paragraph.marks_over(piece) if (q.open, q.close) == piece), piece)

"""Quotes in the making, and the paragraphs that they are found in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted, find_marks, paragraphs
from rashomon.model import Actor, Mode, Parsed, Span, Stance, Token

__all__ = ["Draft", "Page", "Paragraph", "trimmed"]

_CLOSING = " \t\u00a0'’”\"»"
_MAX_TITLE_WORDS = 6
_SMALL_WORD = 3
_MARKS = ",.!?;:'’‘”“\""
_SMALL = frozenset("a an the of and & in on for to at by with or from".split())
_BEFORE_TITLE = frozenset("on to in of from at the told tells program programme show series podcast newsletter book".split())
_MAX_SENTENCES = 200
"""Longer paragraphs are read in parts."""


@dataclass(slots=True)
class Draft:
    """A quote before its speaker is known: what a finder of spans delivers.

    The content is all that a finder must give; its pieces may cross sentences. Source and cue may be missing, and the cue may
    be any words. What else is ``None`` is read off the text.
    """

    pieces: list[Span]
    """The content."""
    source: Span | None = None
    cue: Span | None = None
    subject: Token | None = None
    """Head of the words that show who speaks: of the source, or of the sentence before where there is none."""
    stance: Stance | None = None
    paragraph: int = 0
    paragraphs: int = 0
    """Number of paragraphs that it runs on into."""
    mode: Mode | None = None
    """Where the marks do not tell."""
    speaker: Actor | None = None
    """Where the finder knows who speaks."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph at work: its sentences, its quotations in marks (in order), and what was made of them so far."""

    number: int
    text: str
    """Of the article."""
    views: list[View]
    marks: Sequence[Quoted]
    titles: Sequence[Quoted] = ()
    """Names of works in marks: nobody is quoted."""
    drafts: list[Draft] = field(default_factory=list)
    claimed: set[Quoted] = field(default_factory=set)

    def marks_before(self, place: int) -> Sequence[Quoted]:
        """Quotations that close before a character."""
        found = self.marks[: bisect_left(self.marks, place, key=lambda q: q.open)]
        return found[:-1] if found and found[-1].close > place else found

    def marks_from(self, place: int) -> Sequence[Quoted]:
        """Quotations that open at a character or behind it."""
        return self.marks[bisect_left(self.marks, place, key=lambda q: q.open) :]

    def marks_over(self, span: Span) -> Sequence[Quoted]:
        """Quotations that share a character with a span, marks included."""
        first = len(self.marks_before(span.start))
        last = bisect_left(self.marks, span.end, key=lambda q: q.open)
        return [q for q in self.marks[first:last] if q.close > span.start]

    def opening(self, q: Quoted) -> View | None:
        """The sentence that a quotation begins in."""
        return next((v for v in self.views if v.sentence.start <= q.open < v.sentence.end), None)

    def is_direct(self, draft: Draft) -> bool:
        """Whether the content is whole quotations in marks, so that one that follows goes on where it stopped."""
        return all(any((q.start, q.end) == span for q in self.marks_over(span)) for span in draft.pieces)

    def is_alone_before(self, place: int) -> bool:
        """Whether nothing but marks stands in the paragraph before a character."""
        return not any(c.isalnum() for c in self.text[self.views[0].sentence.start : place])

    def is_alone(self, q: Quoted) -> bool:
        """Whether nothing else stands in the sentences of the quotation."""
        views = [v for v in self.views if v.sentence.start < q.close and q.open < v.sentence.end]
        return all(v.quoted[t.i] or t.pos in ("PUNCT", "SPACE", "CCONJ") for v in views for t in v.tokens)

    def ending(self, q: Quoted) -> str:
        """The last character of what is quoted; marks of a quotation within it do not count ("He said, ‘Go,’” Holt said")."""
        return self.text[q.start : q.end].rstrip(_CLOSING)[-1:]

    def is_standing(self, q: Quoted) -> bool:
        """Whether the quotation could be a sentence of its own, rather than a few words within one."""
        inner = self.text[q.start : q.end].split()
        ends = self.ending(q) in frozenset(",.?!…—–-")
        return bool(inner) and (ends or len(inner) >= 4 or self.text[q.close : q.close + 1] == ",")

    def stands_first(self, q: Quoted) -> bool:
        """Whether the sentence that the quotation begins in begins with it ("But" and the like apart)."""
        view = self.opening(q)
        if view is None:
            return False
        if self.text[max(0, q.open - 3) : q.open].rstrip()[-1:] == ":" or q in self.claimed:
            return True
        return all(t.end > q.open or t.pos in ("PUNCT", "SPACE", "CCONJ", "ADV") or view.quoted[t.i] for t in view.tokens)

    def over_marks(self, pieces: Sequence[Span]) -> list[Span]:
        """Pieces made to hold each quotation in marks that they touch as a whole; these are claimed."""
        found: list[Span] = []
        for start, end in pieces:
            for q in self.marks_over(Span(start, end)):
                within = q.start + 1 < start and end <= q.close
                start = start if within else min(start, q.open)
                end = max(end, q.close)
                self.claimed.add(q)
            end = max((q.close for q in self.titles if start <= q.open < end < q.close), default=end)
            if found and found[-1].end >= start:
                found[-1] = Span(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Span(start, end))
        return found


class Page:
    """An article as the finder of quotes sees it, paragraph by paragraph."""

    def __init__(self, parsed: Parsed) -> None:
        self.text = parsed.article.report
        self._furniture = [block.span for block in parsed.article.blocks if block.is_furniture]
        places = paragraphs(parsed)
        spans = [Span(parsed.sentences[a].start, parsed.sentences[b - 1].end) for a, b in places]
        self.marks: dict[int, list[Quoted]] = {}
        """Quotations in marks by the number of their paragraph."""
        titles: dict[int, list[Quoted]] = {}
        for q in find_marks(self.text, spans):
            (titles if _is_title(self.text, q) else self.marks).setdefault(q.paragraph, []).append(q)
        sentences = parsed.sentences
        self.paragraphs = [
            Paragraph(
                number, self.text, [View(sentences[k], k, self.text, own) for k in range(a, b)], own, titles.get(number, ())
            )
            for number, (first, behind) in enumerate(places)
            for a, b, own in _parts(parsed, first, behind, self.marks.get(number, []))
        ]
        self._views = [view for paragraph in self.paragraphs for view in paragraph.views]
        self._starts = [view.sentence.start for view in self._views]
        self._paragraph_starts = [p.views[0].sentence.start for p in self.paragraphs]

    def told(self, pieces: Sequence[Span]) -> list[Span]:
        """The pieces without furniture that stands inside their lines."""
        found = list(pieces)
        for cut in self._furniture:
            if any(piece.overlaps(cut) for piece in found):
                found = [part for piece in found for part in _without(self.text, piece, cut)]
        return found

    def view_at(self, place: int) -> View:
        """The sentence that holds a character, else the one before it."""
        return self._views[max(0, bisect_right(self._starts, place) - 1)]

    def views_between(self, place: int, other: int) -> Sequence[View]:
        """The sentences from that which holds one character to that which holds another."""
        first, last = (max(0, bisect_right(self._starts, at) - 1) for at in sorted((place, other)))
        return self._views[first : last + 1]

    def sentences_between(self, place: int, other: int) -> int:
        """Number of sentences that begin behind one character and before another."""
        return max(0, bisect_left(self._starts, other - 1) - bisect_left(self._starts, place))

    def paragraph_at(self, place: int) -> Paragraph:
        """The paragraph that holds a character, else the one before it."""
        return self.paragraphs[max(0, bisect_right(self._paragraph_starts, place) - 1)]


def _without(text: str, piece: Span, cut: Span) -> Iterator[Span]:
    """What stands before and behind a cut in a piece, without white space at the ends."""
    for start, end in ((piece.start, min(piece.end, cut.start)), (max(piece.start, cut.end), piece.end)):
        if text[start:end].strip():
            yield trimmed(text, Span(start, end))


def trimmed(text: str, piece: Span) -> Span:
    """Without white space at its ends."""
    words = text[piece.start : piece.end]
    return Span(piece.start + len(words) - len(words.lstrip()), piece.start + len(words.rstrip()))


def _is_title(text: str, q: Quoted) -> bool:
    """Whether the marks hold the name of a programme or a work: words with capitals behind a preposition or a possessive ("told
    the BBC's “Hard Talk”")."""
    words = [word.strip(_MARKS) for word in text[q.start : q.end].split()]
    if not 2 <= len(words) <= _MAX_TITLE_WORDS or not all(w[:1].isupper() or w[:1].isdigit() or w in _SMALL for w in words):
        return False
    before = text[max(0, q.open - 32) : q.open].split()
    if not any(word.islower() and len(word) > _SMALL_WORD for word in before):  # in a headline all words have capitals
        return False
    return before[-1] in _BEFORE_TITLE or before[-1].endswith(("'s", "’s", "s'", "s’"))


def _parts(parsed: Parsed, first: int, behind: int, marks: Sequence[Quoted]) -> Iterator[tuple[int, int, Sequence[Quoted]]]:
    """A paragraph in parts of at most 200 sentences, each with the quotations that begin in it."""
    if behind - first <= _MAX_SENTENCES:
        yield first, behind, marks
        return
    for a in range(first, behind, _MAX_SENTENCES):
        b = min(behind, a + _MAX_SENTENCES)
        start, end = parsed.sentences[a].start, parsed.sentences[b - 1].end
        yield a, b, [q for q in marks if start <= q.open < end]

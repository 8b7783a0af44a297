"""Quotes in the making, and the paragraph that they are found in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from rashomon.extract.quotes.view import View
from rashomon.marks import Quoted
from rashomon.model import Span, Stance, Token

__all__ = ["Draft", "Paragraph"]


@dataclass(slots=True)
class Draft:
    """A quote before its speaker is known."""

    pieces: list[Span]
    direct: bool = False
    """It consists of whole quotations in marks, so that one that follows goes on where it stopped."""
    cue: Span | None = None
    source: Span | None = None
    subject: Token | None = None
    """Head of the source."""
    view: View | None = None
    """The sentence of the source."""
    stance: Stance = "asserts"
    paragraph: int = 0
    paragraphs: int = 0
    """Number of paragraphs that it runs on into."""


@dataclass(slots=True)
class Paragraph:
    """A paragraph at work: its sentences, its quotations in marks (in order), and what was made of them so far."""

    number: int
    text: str
    """Of the article."""
    views: list[View]
    marks: Sequence[Quoted]
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

    def is_alone(self, q: Quoted) -> bool:
        """Whether nothing else stands in the sentences of the quotation."""
        views = [v for v in self.views if v.sentence.start < q.close and q.open < v.sentence.end]
        return all(v.quoted[t.i] or t.pos in ("PUNCT", "SPACE", "CCONJ") for v in views for t in v.tokens)

    def is_standing(self, q: Quoted) -> bool:
        """Whether the quotation could be a sentence of its own, rather than a few words within one."""
        inner = self.text[q.start : q.end].strip()
        return bool(inner) and (inner[-1] in ",.?!…—–-" or len(inner.split()) >= 4 or self.text[q.close : q.close + 1] == ",")

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
            if found and found[-1].end >= start:
                found[-1] = Span(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Span(start, end))
        return found

"""A paragraph as the finder of quotes sees it: its sentences, and which of their tokens stand in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rashomon.marks import Quoted
from rashomon.model import Sentence, Span, Token

__all__ = ["View"]

_DATELINE = re.compile(r"[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][\w. ]{1,20}\d{0,2})?(?: \([^)]{1,24}\))? ?(?:[—–]|--?) ")


class View:
    """A sentence with the quotations in marks that reach into it."""

    __slots__ = ("marks", "number", "quoted", "sentence", "text", "tokens")

    def __init__(self, sentence: Sentence, number: int, text: str, marks: Sequence[Quoted]) -> None:
        self.sentence = sentence
        self.number = number
        """Index of the sentence in the article."""
        self.text = text
        self.tokens = sentence.tokens
        self.marks = tuple(q for q in marks if q.open < sentence.end and q.close > sentence.start)
        self.quoted = self._within_marks()

    def _within_marks(self) -> list[bool]:
        """Whether each token stands in quotation marks (the marks themselves included)."""
        found = [False] * len(self.tokens)
        for q in self.marks:
            for token in self.tokens:
                if token.start >= q.close:
                    break
                if token.end > q.open:
                    found[token.i] = True
        return found

    def child(self, i: int, *deps: str) -> Token | None:
        """The first child of token ``i`` with one of the dependencies."""
        return next((t for t in self.sentence.children(i) if t.dep in deps), None)

    def head(self, span: Span) -> Token | None:
        """The token of a span that hangs on something outside it, a noun or pronoun if there is one."""
        within = [t for t in self.tokens if t.start < span.end and span.start < t.end]
        tops = [t for t in within if t.head == t.i or not within[0].i <= t.head <= within[-1].i]
        names = [t for t in (*tops, *within) if t.pos in ("NOUN", "PROPN", "PRON")]
        return next(iter(names or tops or within), None)

    def after_dateline(self) -> int:
        """Index of the first token behind a dateline ("OSLO, Feb. 2 (Agency) — "), 0 where there is none."""
        found = _DATELINE.match(self.text, self.sentence.start, self.sentence.end)
        return next((t.i for t in self.tokens if t.start >= found.end()), 0) if found is not None else 0

    def indices(self, i: int) -> set[int]:
        """Indices of token ``i`` and all that hang on it."""
        return {t.i for t in self.sentence.subtree(i)}

    def runs(self, indices: Iterable[int]) -> list[Span]:
        """The tokens as spans of neighbouring ones, trimmed of white space and of punctuation that is no quotation."""
        spans: list[list[int]] = []
        for i in sorted(indices):
            if spans and spans[-1][1] == i - 1:
                spans[-1][1] = i
            else:
                spans.append([i, i])
        trimmed = (self.trim(a, b) for a, b in spans)
        return [span for span in trimmed if span is not None]

    def trim(self, first: int, last: int) -> Span | None:
        """From token ``first`` to ``last`` without punctuation at the ends (marks of quotations stay)."""
        while first <= last and self.tokens[first].pos in ("PUNCT", "SPACE") and not self.quoted[first]:
            first += 1
        while last >= first and self.tokens[last].pos in ("PUNCT", "SPACE") and not self.quoted[last]:
            last -= 1
        if first > last:
            return None
        return Span(self.tokens[first].start, self.tokens[last].end)

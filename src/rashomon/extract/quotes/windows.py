"""Paragraphs as the quote network sees them: word pieces with the state of the quotation marks and the shape of each word.

A window is a paragraph, or a part of one that holds at most 250 word pieces. Labels are put on words; the network reads
each word at its first piece.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rashomon.marks import find_marks
from rashomon.model import Span
from rashomon.pieces import BEGIN, END, WORD, word_pieces

__all__ = ["MARK_STATES", "SHAPES", "Window", "windows"]

SHAPES = 5
"""Lower case, Capitalised, ALL CAPITALS, digits, marks."""
MARK_STATES = 3
"""Outside quotation marks, inside double ones, inside single ones."""

_MAX_PIECES = 250

Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """One window. Arrays have one entry a piece, ``first`` and ``spans`` one a word."""

    pieces: Integers
    shapes: Integers
    marks: Integers
    first: Integers
    """Index of each word's first piece."""
    piece_word: Integers
    """Index of each piece's word; -1 for the pieces of beginning and end."""
    spans: tuple[Span, ...]


def _shape(word: str) -> int:
    if word.isdigit():
        return 3
    if not word[0].isalnum():
        return 4
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 0


def windows(text: str, paragraphs: Sequence[Span]) -> Iterator[Window]:
    """The windows of an article, in order.

    Args:
        text: of the article.
        paragraphs: spans of its paragraphs, in order.
    """
    state = np.zeros(len(text), dtype=np.int8)
    for quoted in find_marks(text, paragraphs):
        state[quoted.start : quoted.end] = 2 if quoted.single else 1
    for paragraph in paragraphs:
        spans = [Span(m.start(), m.end()) for m in WORD.finditer(text, paragraph.start, paragraph.end)]
        pieces = [word_pieces(span.of(text)) for span in spans]
        start, size = 0, 0
        for k in range(len(spans)):
            if size + len(pieces[k]) > _MAX_PIECES and k > start:
                cut = _sentence_end(text, spans, start, k)
                yield _window(text, spans[start:cut], pieces[start:cut], state)
                start, size = cut, sum(map(len, pieces[cut:k]))
            size += len(pieces[k])
        if start < len(spans):
            yield _window(text, spans[start:], pieces[start:], state)


def _sentence_end(text: str, spans: Sequence[Span], start: int, limit: int) -> int:
    """Where to cut a long paragraph: behind the last sentence's end in its second half, else at the limit."""
    for k in range(limit - 1, start + (limit - start) // 2, -1):
        if text[spans[k].start] in ".!?" and (k + 1 >= len(spans) or spans[k + 1].start > spans[k].end):
            return k + 1
    return limit


def _window(text: str, spans: Sequence[Span], pieces: Sequence[Sequence[int]], state: NDArray[np.int8]) -> Window:
    ids, shapes, marks, first, owner = [BEGIN], [4], [0], list[int](), [-1]
    for number, (span, word) in enumerate(zip(spans, pieces, strict=True)):
        first.append(len(ids))
        ids.extend(word)
        shapes.extend([_shape(span.of(text))] * len(word))
        marks.extend([int(state[span.start])] * len(word))
        owner.extend([number] * len(word))
    numbers, forms, states, starts, words = (
        np.asarray(values, dtype=np.int64) for values in ((*ids, END), (*shapes, 4), (*marks, 0), first, (*owner, -1))
    )
    return Window(numbers, forms, states, starts, words, tuple(spans))

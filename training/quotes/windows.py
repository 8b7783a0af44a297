"""Paragraphs as the network sees them: word pieces with the state of the quotation marks and the shape of each word.

A window is a paragraph, or a part of one that holds at most 250 word pieces. Labels are put on words; the network reads
each word at its first piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from tokenizers import Tokenizer

from rashomon.marks import find_marks
from rashomon.model import Span

__all__ = ["MARK_STATES", "SHAPES", "Window", "windows"]

MAX_PIECES = 250
SHAPES = 5
"""Lower case, Capitalised, ALL CAPITALS, digits, marks."""
MARK_STATES = 3
"""Outside quotation marks, inside double ones, inside single ones."""

_WORD = re.compile(r"\w+|[^\w\s]")
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True)
class Window:
    """One window. Arrays are one entry a piece, ``first`` and ``spans`` one a word."""

    pieces: np.ndarray
    shapes: np.ndarray
    marks: np.ndarray
    first: np.ndarray
    """Index of each word's first piece."""
    piece_word: np.ndarray
    """Index of each piece's word; -1 for the marks of beginning and end."""
    spans: tuple[Span, ...]


def _shape(word: str) -> int:
    if word.isdigit():
        return 3
    if not word[0].isalnum():
        return 4
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 0


def paragraph_spans(text: str) -> list[Span]:
    """Lines that are not empty."""
    return [Span(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text) if match.group().strip()]


def windows(text: str, paragraphs: Sequence[Span], tokenizer: Tokenizer) -> Iterator[Window]:
    """The windows of an article, in order."""
    state = np.zeros(len(text), dtype=np.int8)
    for quoted in find_marks(text, paragraphs):
        state[quoted.start : quoted.end] = 2 if quoted.single else 1
    for paragraph in paragraphs:
        spans = [Span(m.start(), m.end()) for m in _WORD.finditer(text, paragraph.start, paragraph.end)]
        if not spans:
            continue
        pieces = [e.ids for e in tokenizer.encode_batch([span.of(text) for span in spans], add_special_tokens=False)]
        start, size = 0, 0
        for k in range(len(spans) + 1):
            n = len(pieces[k]) if k < len(spans) else MAX_PIECES
            if size + n > MAX_PIECES and k > start:
                cut = k if k == len(spans) else _sentence_end(text, spans, start, k)
                yield _window(text, spans[start:cut], pieces[start:cut], state)
                start, size = cut, sum(len(p) for p in pieces[cut:k])
            size += n


def _sentence_end(text: str, spans: Sequence[Span], start: int, limit: int) -> int:
    """Where to cut a long paragraph: behind the last sentence's end in its second half, else at the limit."""
    for k in range(limit - 1, start + (limit - start) // 2, -1):
        if text[spans[k].start] in ".!?" and (k + 1 >= len(spans) or spans[k + 1].start > spans[k].end):
            return k + 1
    return limit


def _window(text: str, spans: Sequence[Span], pieces: Sequence[Sequence[int]], state: np.ndarray) -> Window:
    ids, shapes, marks, first, owner = [_CLS], [4], [0], [], [-1]
    for number, (span, word) in enumerate(zip(spans, pieces, strict=True)):
        first.append(len(ids))
        word = list(word[:8]) or [100]
        ids.extend(word)
        shapes.extend([_shape(span.of(text))] * len(word))
        marks.extend([int(state[span.start])] * len(word))
        owner.extend([number] * len(word))
    as_array = [np.asarray(values, dtype=np.int64) for values in ((*ids, _SEP), (*shapes, 4), (*marks, 0), first, (*owner, -1))]
    return Window(*as_array, tuple(spans))

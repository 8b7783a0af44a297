"""Paragraphs as the quote network sees them: word pieces with the state of the quotation marks and the shape of each word.

A window is a paragraph, or a part of one that holds at most 250 word pieces. Labels are put on words; the network reads
each word at its first piece. Words are cut into pieces as BERT does (WordPiece, Wu et al. 2016; lower case, no accents).
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from rashomon.marks import find_marks
from rashomon.model import Span

__all__ = ["MARK_STATES", "SHAPES", "Window", "windows", "word_pieces"]

SHAPES = 5
"""Lower case, Capitalised, ALL CAPITALS, digits, marks."""
MARK_STATES = 3
"""Outside quotation marks, inside double ones, inside single ones."""

_MAX_PIECES = 250
_MAX_PIECES_A_WORD = 8
_MAX_WORD = 100
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_UNKNOWN, _BEGIN, _END = 100, 101, 102
"""Numbers of [UNK], [CLS] and [SEP] in BERT's vocabulary."""

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


@functools.cache
def _vocabulary() -> Mapping[str, int]:
    lines = files("rashomon").joinpath("data", "quotes", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@functools.lru_cache(maxsize=50_000)
def word_pieces(word: str) -> tuple[int, ...]:
    """Numbers of the pieces of a word: the longest that fits, again and again; [UNK] where nothing fits."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    if not 0 < len(plain) <= _MAX_WORD:
        return (_UNKNOWN,)
    vocabulary, found, start = _vocabulary(), list[int](), 0
    while start < len(plain):
        prefix = "##" if start else ""
        for end in range(len(plain), start, -1):
            number = vocabulary.get(prefix + plain[start:end])
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return (_UNKNOWN,)
    return tuple(found[:_MAX_PIECES_A_WORD])


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
        spans = [Span(m.start(), m.end()) for m in _WORD.finditer(text, paragraph.start, paragraph.end)]
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
    ids, shapes, marks, first, owner = [_BEGIN], [4], [0], list[int](), [-1]
    for number, (span, word) in enumerate(zip(spans, pieces, strict=True)):
        first.append(len(ids))
        ids.extend(word)
        shapes.extend([_shape(span.of(text))] * len(word))
        marks.extend([int(state[span.start])] * len(word))
        owner.extend([number] * len(word))
    numbers, forms, states, starts, words = (
        np.asarray(values, dtype=np.int64) for values in ((*ids, _END), (*shapes, 4), (*marks, 0), first, (*owner, -1))
    )
    return Window(numbers, forms, states, starts, words, tuple(spans))

"""Words as the networks read them: cut into pieces as BERT does (WordPiece, Wu et al. 2016; lower case, no accents)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import files

__all__ = ["BEGIN", "CLOSE", "END", "OPEN", "UNKNOWN", "WORD", "word_pieces"]

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
UNKNOWN, BEGIN, END = 100, 101, 102
"""Numbers of [UNK], [CLS] and [SEP] in BERT's vocabulary."""
OPEN, CLOSE = 1, 2
"""Numbers of two pieces that BERT left unused: they stand around what a row is about."""

_MAX_PIECES_A_WORD = 8
_MAX_WORD = 100


@functools.cache
def _vocabulary() -> Mapping[str, int]:
    lines = files("rashomon").joinpath("data", "quotes", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@functools.lru_cache(maxsize=50_000)
def word_pieces(word: str) -> tuple[int, ...]:
    """Numbers of the pieces of a word: the longest that fits, again and again; [UNK] where nothing fits."""
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
    if not 0 < len(plain) <= _MAX_WORD:
        return (UNKNOWN,)
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
            return (UNKNOWN,)
    return tuple(found[:_MAX_PIECES_A_WORD])

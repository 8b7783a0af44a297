"""Words as the networks read them: in pieces as BERT cuts them (WordPiece, Wu et al. 2016; no capitals, no accents).

The vectors (``data/pieces``, written by ``training/pieces.py``) are those of MiniLM (Wang et al. 2020), which no training here
has moved: so all networks share them.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

__all__ = ["BEGIN", "CLOSE", "END", "OPEN", "UNKNOWN", "WORD", "vectors", "word_pieces"]

WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
UNKNOWN, BEGIN, END = 100, 101, 102
"""Numbers of [UNK], [CLS] and [SEP] in BERT's vocabulary."""
OPEN, CLOSE = 1, 2
"""Numbers of two pieces that BERT left unused: they stand around what a row is about."""

_MAX_PIECES_A_WORD = 8
_MAX_WORD = 100


@functools.cache
def _vocabulary() -> Mapping[str, int]:
    lines = files("rashomon").joinpath("data", "pieces", "vocabulary.txt").read_text(encoding="utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


class _Vectors(NamedTuple):
    rows: NDArray[np.intp]
    """Of each piece; the first row, [UNK]'s, is that of all pieces that news does not have."""
    values: NDArray[np.int8]
    scales: NDArray[np.float32]
    """Of each row."""


@functools.cache
def _vectors() -> _Vectors:
    with as_file(files("rashomon").joinpath("data", "pieces", "vectors.npz")) as path, np.load(path) as kept:
        rows = np.zeros(len(_vocabulary()), dtype=np.intp)
        rows[kept["pieces"]] = np.arange(len(kept["pieces"]))
        return _Vectors(rows, kept["values"], kept["scales"])


def vectors(pieces: NDArray[np.int64]) -> NDArray[np.float32]:
    """The vectors of pieces that are given by their numbers, (pieces, 384)."""
    kept = _vectors()
    rows = kept.rows[pieces]
    return kept.values[rows] * kept.scales[rows, None]


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

"""A second reading of two quotes that their words leave in doubt: a network reads both side by side.

A cross-encoder (Devlin et al. 2019; Reimers and Gurevych 2019) in the size of MiniLM-L6 (Wang et al. 2020), taught on pairs
of other stories that were judged by reading (``training/pairs``, model card ``docs/model-pairs.md``). Each pair is read by
itself, so that the answer does not depend on what else is read.
"""

from __future__ import annotations

import functools
from importlib.resources import as_file, files

import numpy as np

from rashomon.model import Quote, Span
from rashomon.networks import session
from rashomon.pieces import BEGIN, END, WORD, word_pieces

__all__ = ["Second", "pair_pieces", "shipped", "shown"]

_MOST = 62
"""Word pieces of either side that are read."""
_SHORT, _BEFORE = 70, 90
"""A quote of fewer characters is read with so many that stand before it in its paragraph."""


def shown(text: str, quote: Quote, speaker: str | None) -> str:
    """A quote as the network reads it: who speaks, and what is said.

    Args:
        text: of the article.
        quote: one of it.
        speaker: the speaker's name; none where he is not known.
    """
    said = " … ".join(span.of(text) for span in quote.content)
    if len(said) < _SHORT:
        start = min(span.start for span in quote.content)
        paragraph = text.rfind("\n", 0, start) + 1
        said = f"{Span(max(paragraph, start - _BEFORE), start).of(text)} {said}"
    return f"{speaker or 'someone'}: {said}".replace("\n", " ")


def pair_pieces(one: str, other: str) -> tuple[list[int], int]:
    """Numbers of the word pieces of both sides in a row, and where the second begins."""
    first, second = ([piece for word in WORD.findall(side) for piece in word_pieces(word)][:_MOST] for side in (one, other))
    row = [BEGIN, *first, END]
    return [*row, *second, END], len(row)


class Second:
    """The network, ready to run in one thread."""

    def __init__(self, path: str) -> None:
        """Load it from an ONNX file."""
        self._session = session(path)

    def __call__(self, one: str, other: str) -> float:
        """Log odds that two quotes, as ``shown``, report one utterance."""
        row, second = pair_pieces(one, other)
        pieces = np.asarray([row], dtype=np.int64)
        sides = (np.arange(len(row))[None] >= second).astype(np.int64)
        return float(self._session.run(None, {"pieces": pieces, "sides": sides})[0][0])


@functools.cache
def shipped() -> Second:
    """Loaded once a process."""
    with as_file(files("rashomon").joinpath("data", "pairs", "second.onnx")) as path:
        return Second(str(path))

"""The network of second readings: what rules and words leave in doubt is read again, by itself.

A cross-encoder (Devlin et al. 2019; Reimers and Gurevych 2019) in the size of MiniLM-L6 (Wang et al. 2020) with two heads, one
for pairs of quotes and one for mentions of events, taught on other stories (``training/second``, model card
``docs/model-second.md``). Each row is read alone: no answer depends on what else is read.
"""

from __future__ import annotations

import functools
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.networks import session
from rashomon.pieces import BEGIN, CLOSE, END, OPEN, WORD, word_pieces

__all__ = ["EVENT_TYPES", "EventReading", "Second", "event_pieces", "pair_pieces", "shipped"]

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT", "OTHER",
)  # fmt: skip
"""Types of events, in the order of the network's answers."""

_MOST = 62
"""Word pieces of either quote that are read."""
_TITLE, _LEFT, _SENTENCE = 24, 56, 96
"""Word pieces of the headline, of the sentence up to the trigger, and of all of it, that are read of an event."""

Row = tuple[list[int], int]
"""Numbers of word pieces, and where the second part of the row begins."""


class EventReading(NamedTuple):
    """What the network makes of a mention of an event: log odds and log chances."""

    listed: float
    """That a careful reader would list it."""
    types: tuple[float, ...]
    """In the order of ``EVENT_TYPES``."""


def _pieces(text: str) -> list[int]:
    return [piece for word in WORD.findall(text) for piece in word_pieces(word)]


def pair_pieces(one: str, other: str) -> Row:
    """Two quotes in a row."""
    first, second = (_pieces(side)[:_MOST] for side in (one, other))
    row = [BEGIN, *first, END]
    return [*row, *second, END], len(row)


def event_pieces(title: str, before: str, trigger: str, after: str) -> Row:
    """The headline and a sentence whose trigger is marked."""
    left, marked = _pieces(before)[-_LEFT:], _pieces(trigger)
    right = _pieces(after)[: max(0, _SENTENCE - len(left) - len(marked))]
    row = [BEGIN, *_pieces(title)[:_TITLE], END]
    return [*row, *left, OPEN, *marked, CLOSE, *right, END], len(row)


class Second:
    """The network, ready to run in one thread."""

    def __init__(self, path: str) -> None:
        """Load it from an ONNX file."""
        self._session = session(path)

    def _read(self, row: Row, answer: str, mark: int = 0) -> NDArray[np.float32]:
        pieces = np.asarray([row[0]], dtype=np.int64)
        sides = (np.arange(len(row[0]))[None] >= row[1]).astype(np.int64)
        given = {"pieces": pieces, "sides": sides, "mark": np.asarray([mark])}
        found: NDArray[np.float32] = self._session.run([answer], given)[0][0]
        return found

    def pair(self, one: str, other: str) -> float:
        """Log odds that two quotes report one utterance."""
        return float(self._read(pair_pieces(one, other), "pair"))

    def event(self, title: str, before: str, trigger: str, after: str) -> EventReading:
        """What a mention tells: ``before``, ``trigger`` and ``after`` are its sentence."""
        row = event_pieces(title, before, trigger, after)
        values = self._read(row, "event", row[0].index(OPEN))
        return EventReading(float(values[0]), _log_chances(values[1 : 1 + len(EVENT_TYPES)]))


def _log_chances(values: NDArray[np.float32]) -> tuple[float, ...]:
    shifted = values.astype(np.float64) - values.max()
    return tuple((shifted - np.log(np.exp(shifted).sum())).tolist())


@functools.cache
def shipped() -> Second:
    """Loaded once a process."""
    with as_file(files("rashomon").joinpath("data", "second", "network.onnx")) as path:
        return Second(str(path))

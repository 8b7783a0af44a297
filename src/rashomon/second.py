"""The network of second readings: what rules and words leave in doubt is read again, by itself.

A cross-encoder (Devlin et al. 2019; Reimers and Gurevych 2019) in the size of MiniLM (Wang et al. 2020) with heads for pairs of
quotes, mentions of events, and facts that one account alone has, taught on other stories (``training/second``, model card
``docs/model-second.md``). What coders call a mention is told over the same states. Each row is read alone: no answer depends on
what else is read.
"""

from __future__ import annotations

import functools
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.networks import session
from rashomon.pieces import BEGIN, CLOSE, END, OPEN, WORD, vectors, word_pieces

__all__ = ["CODES", "EVENT_TYPES", "MEANING", "EventReading", "Second", "event_pieces", "fact_pieces", "pair_pieces", "shipped"]

EVENT_TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "STATEMENT", "OTHER",
)  # fmt: skip
"""Types of events, in the order of the network's answers."""

CODES = tuple(name for name in EVENT_TYPES if name not in ("RETREAT", "STATEMENT", "OTHER"))
"""What a coder calls an act, in the order of the answers: CONCEDE is said of RETREAT too, as earlier drafts of PLOVER do."""

MEANING = 96
"""Numbers in which the network says what a mention means."""

_MOST = 62
"""Word pieces of either quote that are read."""
_TITLE, _LEFT, _SENTENCE = 24, 56, 96
"""Word pieces of the headline, of the sentence up to the trigger, and of all of it, that are read of an event."""

Floats = NDArray[np.float32]
Row = tuple[list[int], int]
"""Numbers of word pieces, and where the second part of the row begins."""


class EventReading(NamedTuple):
    """What the network makes of a mention of an event: log odds and log chances."""

    listed: float
    """That a careful reader would list it."""
    types: tuple[float, ...]
    """In the order of ``EVENT_TYPES``."""
    codes: tuple[float, ...]
    """In the order of ``CODES``."""
    meaning: bytes
    """``MEANING`` signed bytes, a direction: mentions of one event have the same."""


def _pieces(text: str) -> list[int]:
    return [piece for word in WORD.findall(text) for piece in word_pieces(word)]


def pair_pieces(one: str, other: str) -> Row:
    """Two quotes in a row."""
    first, second = (_pieces(side)[:_MOST] for side in (one, other))
    row = [BEGIN, *first, END]
    return [*row, *second, END], len(row)


def fact_pieces(title: str, sentence: str) -> Row:
    """A headline and a sentence in a row."""
    row = [BEGIN, *_pieces(title)[:_TITLE], END]
    return [*row, *_pieces(sentence)[:_SENTENCE], END], len(row)


def event_pieces(title: str, before: str, trigger: str, after: str) -> Row:
    """The headline and a sentence, which is ``before``, ``trigger`` and ``after``, with the trigger marked."""
    left, marked = _pieces(before)[-_LEFT:], _pieces(trigger)
    right = _pieces(after)[: max(0, _SENTENCE - len(left) - len(marked))]
    row = [BEGIN, *_pieces(title)[:_TITLE], END]
    return [*row, *left, OPEN, *marked, CLOSE, *right, END], len(row)


class Second:
    """The network, ready to run in one thread."""

    def __init__(self, path: str, codes: Floats) -> None:
        """Load it from an ONNX file; ``codes`` are the weights that make codes of its states, (states + 1, codes)."""
        self._session = session(path)
        self._codes = codes

    def _read(self, row: Row, *answers: str, mark: int = 0) -> list[Floats]:
        words = vectors(np.asarray(row[0], dtype=np.int64))[None]
        sides = (np.arange(len(row[0]))[None] >= row[1]).astype(np.int64)
        given = {"words": words, "sides": sides, "mark": np.asarray([mark])}
        return [found[0] for found in self._session.run(list(answers), given)]

    def pair(self, one: str, other: str) -> float:
        """Log odds that two quotes report one utterance."""
        return float(self._read(pair_pieces(one, other), "pair")[0])

    def fact(self, title: str, sentence: str) -> float:
        """Log odds that a reader would point out a sentence under a headline, if no other account had it."""
        return float(self._read(fact_pieces(title, sentence), "fact")[0])

    def event(self, title: str, before: str, trigger: str, after: str) -> EventReading:
        """What a mention tells: ``before``, ``trigger`` and ``after`` are its sentence."""
        row = event_pieces(title, before, trigger, after)
        values, states, direction = self._read(row, "event", "states", "meaning", mark=row[0].index(OPEN))
        codes = states @ self._codes[:-1] + self._codes[-1]
        meaning = np.round(127 * direction).astype(np.int8).tobytes()
        return EventReading(float(values[0]), _log_chances(values[1 : 1 + len(EVENT_TYPES)]), _log_chances(codes), meaning)

    def states(self, title: str, before: str, trigger: str, after: str) -> Floats:
        """What the network holds of a mention before it answers: of the whole row and of the trigger, one after the other."""
        row = event_pieces(title, before, trigger, after)
        return self._read(row, "states", mark=row[0].index(OPEN))[0]


def _log_chances(values: Floats) -> tuple[float, ...]:
    shifted = values.astype(np.float64) - values.max()
    return tuple((shifted - np.log(np.exp(shifted).sum())).tolist())


@functools.cache
def shipped() -> Second:
    """Loaded once a process."""
    with as_file(files("rashomon").joinpath("data", "second")) as folder:
        return Second(str(folder / "network.onnx"), np.load(folder / "codes.npy", allow_pickle=False))

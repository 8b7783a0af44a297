"""Named entities, as spaCy's greedy transition system finds them, for many sentences at once.

A word outside of an entity is judged by itself alone: whether it begins an entity, is one, or is none does not depend on what
was found before. So all words are judged in one product, and only entities of several words are followed word by word, all of
them at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rashomon.parse.network import Floats, Ints
from rashomon.parse.transitions import StateScores

__all__ = ["Finder"]


class Finder:
    """The ``ner`` of a pipeline."""

    def __init__(self, component: Any) -> None:
        """Take the weights and the transitions.

        Raises:
            ValueError: if the component is not built as expected.
        """
        self._scores = StateScores(component.model)
        moves = component.moves
        names = [moves.get_class_name(k).partition("-") for k in range(moves.n_moves)]
        if component.cfg["beam_width"] != 1 or self._scores.roles != 3 or not {m for m, _, _ in names} <= set("BILUO"):
            raise ValueError("the finder of entities works otherwise than expected")
        self.labels = sorted({label for _, _, label in names} - {""})
        place = {(move, label): k for k, (move, _, label) in enumerate(names)}
        self._kind = np.array(["OUB".find(move) for move, _, _ in names])
        self._label = np.array([self.labels.index(label) if label else -1 for _, _, label in names])
        self._inside = np.array([[place["I", label], place["L", label]] for label in self.labels])
        none = np.array([move in "IL" or name == ("U", "-", "") for (move, _, _), name in zip(names, names, strict=True)])
        begins, units = self._kind == 2, self._kind == 1
        bars = [none | (begins & (code & 1 > 0)) | ((begins | units) & (code & 2 > 0)) for code in range(4)]
        self._bar = np.where(bars, -np.inf, 0.0).astype(np.float32)

    def __call__(self, rows: Floats, blanks: NDArray[np.bool_], closed: NDArray[np.bool_]) -> list[tuple[int, int, str]]:
        """Entities of the words of sentences.

        Args:
            rows: a vector for each word.
            blanks: which words are white space: no entity begins there.
            closed: after which words no entity goes on: the last ones of their sentences.

        Returns:
            First word, end (after the last word) and label of each, in order.
        """
        told = self._scores.told(rows)
        by_itself = told[:-1, 0] + told[-1, 1] + told[-1, 2]
        scores = np.concatenate([self._scores.summed(block) for block in _parts(by_itself)])
        scores += self._bar[closed + 2 * blanks]
        best = scores.argmax(axis=1)
        kind, label = self._kind[best], self._label[best]
        first = np.flatnonzero(kind == 2)
        end = np.zeros(len(kind), dtype=np.int64)
        end[kind == 1] = np.flatnonzero(kind == 1) + 1
        end[first] = self._ends(told, first, label[first], closed)
        found: list[tuple[int, int, str]] = []
        free = 0
        for k in np.flatnonzero(end).tolist():
            if k >= free:
                free = int(end[k])
                found.append((k, free, self.labels[label[k]]))
        return found

    def _ends(self, told: Floats, first: Ints, label: Ints, closed: NDArray[np.bool_]) -> Ints:
        """Where the entities end that would begin at words ``first``."""
        ends = np.zeros(len(first), dtype=np.int64)
        going, at = np.arange(len(first)), first + 1
        while len(going):
            begun = first[going]
            scores = self._scores.summed(told[at, 0] + told[begun, 1] + told[at - 1, 2])
            inside, last = np.take_along_axis(scores, self._inside[label[going]], axis=1).T
            # of equal scores spaCy takes the transition that stands first
            stops = closed[at] | (last > inside)
            ends[going[stops]] = at[stops] + 1
            going, at = going[~stops], at[~stops] + 1
        return ends


def _parts(rows: Floats) -> Sequence[Floats]:
    return [rows[k : k + 1024] for k in range(0, len(rows), 1024)]

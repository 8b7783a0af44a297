"""What words mean beside one another: how alike two roots are, and whether a root tells of something that happens.

Each of some 8,000 roots of English news has a short vector (``data/meanings``): the mean of what the sentence encoder
all-MiniLM-L6-v2 makes of its words alone, reduced to 64 numbers (``training/meanings.py``). "Acquired" stands near "bought" and
"merger"; "arrested" tells of a happening, "sister" does not. Names have no vector: they mean nothing but themselves.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from importlib import resources

import numpy as np

__all__ = ["SCALE", "Meanings", "meanings"]

SCALE = 127.0
"""Vectors of length one are stored as whole numbers up to this."""
_BLOCK = 512
"""Roots that are compared with all others at once: a story of hundreds of articles has thousands."""
_LOGIT_SCALE = 16.0
"""The last column: log odds that the word tells of a happening, times this."""


class Meanings:
    """The stored vectors, by root."""

    def __init__(self, roots: list[str], table: np.ndarray) -> None:
        self._place = {root: i for i, root in enumerate(roots)}
        self._vectors = table[:, :-1].astype(np.float32) / SCALE
        self._whole = table[:, :-1].astype(np.float32)  # whole numbers: products are the same in whatever order they are added
        self._logits = table[:, -1]

    def knows(self, root: str) -> bool:
        """Whether a root is a common word, with a vector."""
        return root in self._place

    def likeness(self, one: str, other: str) -> float:
        """Between 0 and 1: 1 for the same root, 0 where one of two different ones is unknown."""
        if one == other:
            return 1.0
        i, j = self._place.get(one), self._place.get(other)
        if i is None or j is None:
            return 0.0
        return max(0.0, min(1.0, round(float(self._vectors[i] @ self._vectors[j]), 4)))

    def near(self, roots: Sequence[str], *, least: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The pairs of different roots that are alike by ``least`` or more: the places of both among ``roots``, and how alike
        they are. Each pair stands there both ways; those of the first root come first."""
        known = np.array([k for k, root in enumerate(roots) if root in self._place], dtype=np.int64)
        rows = self._whole[[self._place[roots[k]] for k in known.tolist()]]
        parts = []
        for begin in range(0, len(known), _BLOCK):
            likeness = rows[begin : begin + _BLOCK] @ rows.T / SCALE**2
            likeness[np.arange(len(likeness)), begin + np.arange(len(likeness))] = 0.0  # itself
            ones, others = np.nonzero(likeness >= np.float32(least))
            parts.append((known[begin + ones], known[others], likeness[ones, others].round(4).astype(np.float64)))
        parts.append((known[:0], known[:0], np.zeros(0)))
        columns = zip(*parts, strict=True)
        return np.concatenate(next(columns)), np.concatenate(next(columns)), np.concatenate(next(columns))

    def happening(self, root: str) -> float:
        """Chance that the word tells of something that happens; 0 for unknown words, which are names mostly."""
        place = self._place.get(root)
        return 0.0 if place is None else 1.0 / (1.0 + math.exp(-float(self._logits[place]) / _LOGIT_SCALE))


@functools.cache
def meanings() -> Meanings:
    """The vectors that ship with the program, read once."""
    folder = resources.files("rashomon").joinpath("data", "meanings")
    with resources.as_file(folder) as path:
        roots = (path / "roots.txt").read_text(encoding="utf-8").split()
        return Meanings(roots, np.load(path / "vectors.npy", allow_pickle=False))

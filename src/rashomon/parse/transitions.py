"""Dependencies, as spaCy's greedy arc-eager parser finds them, for many sentences at once.

The transitions are those of Nivre (2008) with Honnibal and Johnson's (2015) way back from a mistake: a word that has no head
when it should leave the stack goes back to the buffer. Here each step moves every sentence of a batch by one transition.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from rashomon.parse.network import Floats, Ints, times

__all__ = ["Parser", "StateScores", "edges", "lifted"]

_MOVES = "SDLRB"  # shift, reduce, left arc, right arc, break
_SHIFT, _REDUCE, _LEFT, _RIGHT, _BREAK = range(5)
_TO_STACK = np.array([1, -1, -1, 1, 0])
_FROM_BUFFER = np.array([1, 0, 0, 1, 0])
_ROUND = 24
"""States are scored in multiples of this: for one row BLAS takes another way, which rounds otherwise."""


class StateScores:
    """What scores the transitions of a state: the sum of what its words say in their roles, maxout, and a linear layer."""

    def __init__(self, model: Any) -> None:
        to_vectors, lower, upper = model.layers
        if not model.attrs["has_upper"] or model.attrs["unseen_classes"]:
            raise ValueError("the parser has no upper layer, or classes it has not seen")
        linear = to_vectors.layers[-1]
        while linear.layers:
            linear = linear.layers[-1]
        if (linear.name, lower.name, upper.name) != ("linear", "precomputable_affine", "linear"):
            raise ValueError("the parser's layers are others than expected")
        weights = lower.get_param("W")
        self.roles, self.hidden, pieces, n_in = weights.shape
        if pieces != 2:
            raise ValueError("the parser's maxout has not two pieces")
        self._linear, self._linear_bias = np.ascontiguousarray(linear.get_param("W").T), linear.get_param("b")
        self._lower = np.ascontiguousarray(weights.transpose(3, 0, 2, 1).reshape(n_in, -1))
        self._pad = lower.get_param("pad")[0].transpose(0, 2, 1).reshape(1, -1)
        self._told: Floats = np.empty((0, self._lower.shape[1]), dtype=np.float32)
        self._bias = np.ascontiguousarray(lower.get_param("b").T.reshape(-1))
        self._upper, self._upper_bias = np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")

    def told(self, rows: Floats) -> Floats:
        """What each word says in each role: shape (words + 1, roles, 2 * hidden); the last one is no word. Good until it is
        asked again: tens of megabytes are not to be got from the system for every batch.
        """
        n = len(rows)
        if len(self._told) <= n:
            self._told = np.empty((n + 1 + n // 4, self._lower.shape[1]), dtype=np.float32)
        told = self._told[: n + 1]
        times(times(rows, self._linear) + self._linear_bias, self._lower, out=told[:n])
        told[n] = self._pad
        return told.reshape(n + 1, self.roles, -1)

    def summed(self, told: Floats) -> Floats:
        """Scores of states: ``told`` is summed over the roles, shape (states, 2 * hidden)."""
        told += self._bias
        n = len(told)
        hidden = np.zeros((-(-n // _ROUND) * _ROUND, self.hidden), dtype=np.float32)
        np.maximum(told[:, : self.hidden], told[:, self.hidden :], out=hidden[:n])
        scores: Floats = np.matmul(hidden, self._upper)[:n]
        scores += self._upper_bias
        return scores


class Parser:
    """The ``parser`` of a pipeline."""

    def __init__(self, component: Any) -> None:
        """Take the weights and the transitions.

        Raises:
            ValueError: if the parser is not built as expected.
        """
        self._scores = StateScores(component.model)
        moves = component.moves
        names = [moves.get_class_name(k).partition("-") for k in range(moves.n_moves)]
        self._move = np.array([_MOVES.index(move) for move, _, _ in names])
        self.labels = [label for _, _, label in names]
        if component.cfg["beam_width"] != 1 or "subtok" in self.labels or self._scores.roles != 8:
            raise ValueError("the parser works otherwise than expected")
        allowed = np.array([[code >> bit & 1 for bit in (0, 1, 2, 2, 3)] for code in range(16)], dtype=bool)
        self._bar = np.where(allowed[:, self._move], 0.0, -np.inf).astype(np.float32)

    def __call__(self, rows: Floats, lengths: Sequence[int]) -> tuple[Ints, Ints]:
        """Heads and arcs of the words of sentences.

        Args:
            rows: a vector for each word.
            lengths: of the sentences, none of them 0.

        Returns:
            For each word the place of its head among all words (-1 where it has none), and a number in ``labels``.
        """
        batch = _Batch(lengths)
        told = self._scores.told(rows)
        flat = told.reshape(-1, told.shape[2])
        while len(batch.top):
            words = batch.words()
            scores = self._scores.summed(flat.take(words * self._scores.roles + _ROLES, axis=0).sum(axis=1))
            scores += self._bar[batch.allowed()]
            best = scores.argmax(axis=1)
            batch.advance(self._move[best], best)
        return batch.head[:-1], batch.arc[:-1]


_ROLES = np.arange(8)


class _Batch:
    """The states of sentences that are not parsed to their end. Words are numbered over the batch; the last number is none."""

    def __init__(self, lengths: Sequence[int]) -> None:
        sizes = np.array(lengths)
        n, none = len(sizes), int(sizes.sum())
        first = np.cumsum(sizes) - sizes
        of = np.repeat(np.arange(n), sizes)
        self.stack = np.full(none + 3 * n, none)
        self.buffer = np.full(none + 2 * n, none)
        self.buffer[np.arange(none) + 2 * of] = np.arange(none)
        self.bottom = first + 3 * np.arange(n) + 2  # under each stack stand three that are no word
        self.top = self.bottom.copy()
        self.next = first + 2 * np.arange(n)
        self.end = self.next + sizes
        self.head, self.arc = np.full(none + 1, -1), np.zeros(none + 1, dtype=np.int64)
        self.left, self.right, self.before = np.full(none + 1, none), np.full(none + 1, none), np.full(none + 1, none)
        self.went_back, self.begins = np.zeros(none + 1, dtype=bool), np.zeros(none + 1, dtype=bool)
        self.begins[first] = True

    def words(self) -> Ints:
        """The words that each state is told by: two of the buffer, three of the stack, and children of the first ones."""
        self.b0, self.b1, self.s0 = self.buffer[self.next], self.buffer[self.next + 1], self.stack[self.top]
        under, lowest = self.stack[self.top - 1], self.stack[self.top - 2]
        children = self.left[self.b0], self.left[self.s0], self.right[self.s0]
        return np.stack((self.b0, self.b1, self.s0, under, lowest, *children), axis=1)

    def allowed(self) -> Ints:
        """Which transitions are, as a sum: 1 shift, 2 reduce, 4 arcs, 8 break."""
        self.depth = self.top - self.bottom
        waiting, held = self.end - self.next, self.depth > 0
        inside = ~self.begins[self.b0]
        several = waiting >= 2
        shift = ~held | several & inside & ~self.went_back[self.b0]
        arcs = held & (waiting > 0) & inside
        parts = several & (self.b1 == self.b0 + 1) & ~self.begins[self.b1]
        allowed: Ints = shift + 2 * held + 4 * arcs + 8 * parts
        return allowed

    def advance(self, move: Ints, arc: Ints) -> None:
        """Do a transition in each state, and drop the states that are at their end."""
        b0, s0 = self.b0, self.s0
        right, left = move == _RIGHT, move == _LEFT
        child, head = b0[right], s0[right]
        self.before[child], self.right[head] = self.right[head], child
        self.head[child], self.arc[child] = head, arc[right]
        child, head = s0[left], b0[left]
        former = self.head[child]
        has_one = former >= 0
        self.right[former[has_one]] = self.before[child[has_one]]
        self.left[head], self.head[child], self.arc[child], self.went_back[head] = child, head, arc[left], False
        back = np.flatnonzero((move == _REDUCE) & (self.head[s0] < 0) & (self.depth > 1))
        self.begins[self.b1[move == _BREAK]] = True
        push = right | (move == _SHIFT)
        self.stack[self.top[push] + 1] = b0[push]
        self.top = self.top + _TO_STACK[move]
        self.next = self.next + _FROM_BUFFER[move]
        if len(back):
            self.next[back] -= 1
            self.buffer[self.next[back]] = s0[back]
            self.went_back[s0[back]] = True
        going = (self.top > self.bottom) | (self.next < self.end)
        if not going.all():
            self.top, self.bottom, self.next, self.end = (a[going] for a in (self.top, self.bottom, self.next, self.end))


def edges(heads: Sequence[int]) -> tuple[list[int], list[int], set[int]]:
    """First and last word below each word of a sentence, and the words at which its trees begin, as spaCy works them out.

    Args:
        heads: of each word; a root is its own.
    """
    n = len(heads)
    first, last = list(range(n)), list(range(n))
    for _ in range(12):
        for order in (range(n), range(n - 1, -1, -1)):
            for child in order:
                head = heads[child]
                first[head], last[head] = min(first[head], first[child]), max(last[head], last[child])
        begins = {first[k] for k in range(n) if heads[k] == k}
        if _stay_within(heads, begins):
            break
    return first, last, begins


def _stay_within(heads: Sequence[int], begins: set[int]) -> bool:
    """Whether no arc leads from one tree into another."""
    n, start = len(heads), 0
    for end in range(n):
        if (end > 0 and end in begins) or end == n - 1:
            if any(not start <= heads[k] <= end for k in range(start, end)):
                return False
            start = end
    return True


def lifted(heads: list[int], labels: list[str], blanks: Sequence[bool]) -> None:
    """Take arcs whose label says so (``prep||dobj``) down to where they belong, in place (Nivre and Nilsson 2005).

    Args:
        heads: of each word of a sentence; a root is its own.
        labels: of each arc.
        blanks: which words are white space.
    """
    first, last, _ = edges(heads)
    for word, label in enumerate(labels):
        label, decorated, above = label.partition("||")
        if decorated:
            heads[word] = _below(word, above, heads, labels, blanks, (first, last))
            labels[word] = label


def _below(
    word: int,
    label: str,
    heads: Sequence[int],
    labels: Sequence[str],
    blanks: Sequence[bool],
    reach: tuple[Sequence[int], Sequence[int]],
) -> int:
    """The nearest word with this label under a word's head, or the head."""
    level = [heads[word]]
    while level:
        below = []
        for head in level:
            for child in range(reach[0][head], reach[1][head] + 1):
                if heads[child] == head and child not in (head, word) and not blanks[child]:
                    if labels[child] == label:
                        return child
                    below.append(child)
        level = below
    return heads[word]

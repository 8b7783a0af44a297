"""The small network that reads words in their context: embeddings, then layers that look one word to either side.

This is spaCy's ``MultiHashEmbed`` and ``MaxoutWindowEncoder`` (Honnibal 2017; Goodfellow et al. 2013, *Maxout networks*)
with the weights of the pipeline, and the same numbers up to rounding. It is faster because a word's embedding is worked out
once a process, and because the layers run over blocks that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Encoder", "Floats", "Ints", "times"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_BLOCK = 240
"""Rows of a matrix product: input, weights and output of a layer fit into a megabyte. Always as many: so a word's numbers are
the same to the last few bits in whatever batch its sentence stands, and so is what is made of them (tests/test_parse.py)."""
_MOST_WORDS = 50_000
"""Words whose embeddings are kept: 20 MB an encoder."""
_SMALLEST = 1e-8


def times(rows: Floats, weights: Floats, out: Floats | None = None) -> Floats:
    """Matrix product, in blocks of one size."""
    n = len(rows)
    found = np.empty((n, weights.shape[1]), dtype=np.float32) if out is None else out
    whole = n - n % _BLOCK
    for at in range(0, whole, _BLOCK):
        np.matmul(rows[at : at + _BLOCK], weights, out=found[at : at + _BLOCK])
    if whole < n:
        rest = np.zeros((_BLOCK, rows.shape[1]), dtype=np.float32)
        rest[: n - whole] = rows[whole:]
        found[whole:] = np.matmul(rest, weights)[: n - whole]
    return found


class _Layer:
    """A word and its two neighbours -> maxout -> layer norm, added to the word."""

    def __init__(self, maxout: Any, norm: Any) -> None:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        self.width, self.pieces, n_in = weights.shape
        if n_in != 3 * self.width:
            raise ValueError("the encoder's window is not one word to either side")
        # piece by piece, so that the largest is taken over whole rows
        self.weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(n_in, -1), dtype=np.float32)
        self.bias = np.ascontiguousarray(bias.T.reshape(-1), dtype=np.float32)
        self.scale, self.shift = norm.get_param("G"), norm.get_param("b")

    def __call__(self, rows: Floats) -> Floats:
        """The next layer's rows, of the same shape. Length is a multiple of the block, and two."""
        width, found = self.width, np.zeros_like(rows)
        window = np.empty((_BLOCK, 3 * width), dtype=np.float32)
        product = np.empty((_BLOCK, len(self.bias)), dtype=np.float32)
        best = np.empty((_BLOCK, width), dtype=np.float32)
        for at in range(0, len(rows) - 2, _BLOCK):
            for k in range(3):
                window[:, k * width : (k + 1) * width] = rows[at + k : at + k + _BLOCK]
            np.matmul(window, self.weights, out=product)
            product += self.bias
            np.maximum(product[:, :width], product[:, width : 2 * width], out=best)
            for k in range(2, self.pieces):
                np.maximum(best, product[:, k * width : (k + 1) * width], out=best)
            best -= best.mean(axis=1, keepdims=True)
            variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_SMALLEST)
            best *= (np.float32(1.0) / np.sqrt(variance))[:, None]
            best *= self.scale
            best += self.shift
            np.add(best, rows[at + 1 : at + 1 + _BLOCK], out=found[at + 1 : at + 1 + _BLOCK])
        return found


class Encoder:
    """A ``tok2vec`` of a pipeline."""

    def __init__(self, model: Any) -> None:
        """Take the weights.

        Raises:
            ValueError: if the model is not built as expected. Other errors tell the same.
        """
        embed, encode = model.layers
        extract, _, hashed, mixed, _ = embed.layers
        self.columns: list[str] = list(extract.attrs["columns"])
        self._hashed, self._mixed = hashed.layers[0], mixed.layers[0]
        self._pad: int = encode.attrs["pad"]
        self._layers: list[_Layer] = []
        for residual in encode.layers[0].layers:
            window, maxout, norm, _ = _flat(residual.layers[0])
            if (residual.name[:8], window.name, maxout.name, norm.name) != ("residual", "expand_window", "maxout", "layernorm"):
                raise ValueError("the encoder's layers are others than expected")
            self._layers.append(_Layer(maxout, norm))
        if len(self._layers) > self._pad:
            raise ValueError("a sentence would see its neighbours")
        self._width = self._layers[0].width
        self._place: dict[int, int] = {}
        self._known: Floats = np.empty((0, self._width), dtype=np.float32)

    def __call__(self, keys: NDArray[np.uint64], features: NDArray[np.uint64], lengths: Sequence[int]) -> Floats:
        """Vectors of words in their context.

        Args:
            keys: one for each word; what has the same key has the same features.
            features: of each word, a column for each of ``columns``.
            lengths: of the sentences, none of them 0.

        Returns:
            A row for each word.
        """
        pad, width = self._pad, self._width
        at = np.arange(len(keys)) + 1 + pad * (1 + np.repeat(np.arange(len(lengths)), lengths))
        n_blocks = -(-(int(at[-1]) + pad) // _BLOCK)
        rows = np.zeros((n_blocks * _BLOCK + 2, width), dtype=np.float32)
        rows[at] = self._embedded(keys, features)
        for layer in self._layers:
            rows = layer(rows)
        found: Floats = rows[at]
        return found

    def _embedded(self, keys: NDArray[np.uint64], features: NDArray[np.uint64]) -> Floats:
        """What each word is by itself."""
        distinct, firsts, which = np.unique(keys, return_index=True, return_inverse=True)
        words: list[int] = distinct.tolist()
        if len(self._place) + len(words) > _MOST_WORDS:
            self._place.clear()
        fresh = [k for k, word in enumerate(words) if word not in self._place]
        if fresh:
            begin, end = len(self._place), len(self._place) + len(fresh)
            self._place.update((words[k], begin + n) for n, k in enumerate(fresh))
            if end > len(self._known):
                self._known = np.concatenate((self._known[:begin], np.empty((end, self._width), dtype=np.float32)))
            hashed = self._hashed.predict(features[firsts[fresh]])
            self._known[begin:end] = np.concatenate([self._mixed.predict(block) for block in _blocks(hashed)])[: len(fresh)]
        found: Floats = self._known[np.array([self._place[word] for word in words])[which]]
        return found


def _blocks(rows: Floats) -> list[Floats]:
    """The rows in blocks of one size, the last one filled up with zeros."""
    n_blocks = -(-len(rows) // _BLOCK)
    filled = np.zeros((n_blocks * _BLOCK, rows.shape[1]), dtype=np.float32)
    filled[: len(rows)] = rows
    return list(filled.reshape(n_blocks, _BLOCK, -1))


def _flat(model: Any) -> list[Any]:
    """The layers of a chain of chains."""
    if model.name in ("expand_window", "maxout", "layernorm", "dropout"):
        return [model]
    return [layer for part in model.layers for layer in _flat(part)]

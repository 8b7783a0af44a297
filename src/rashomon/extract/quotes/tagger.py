"""Attributions by the trained network: where the cues are, and what each of them takes as its source and its content.

The network (``training/quotes``, model card ``docs/model-quotes.md``) runs in two halves: the lower layers once a window,
the upper layers once for the cues and once more for all cues of the window together, each marked in its own copy. The roles
of the words are the best sequence of a linear-chain CRF (Lafferty et al. 2001; Viterbi 1967). A window is always computed
by itself, so that the answer does not depend on what else is read.
"""

from __future__ import annotations

import functools
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import as_file, files
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rashomon.extract.quotes.drafts import Draft
from rashomon.extract.quotes.windows import Window, windows
from rashomon.marks import Quoted, find_marks, paragraphs
from rashomon.model import Parsed, Span
from rashomon.networks import session
from rashomon.pieces import vectors

__all__ = ["Tagged", "Tagger", "tag"]

_CONTENT, _SOURCE = 1, 2
_SAME = 0.5
"""Share of characters from which two contents are one: two of one cue's never share that much."""
_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_OPENING = "“”\"'‘’«[( "
_LEAST = 0.65
"""Chance from which words are taken for a cue: of those nearer to a half too many are none."""
_CUES_AT_ONCE = 16
"""Cues of a window that are computed together: memory, not speed."""

Floats = NDArray[np.float32]


class Tagged(NamedTuple):
    """One attribution: spans of whole words."""

    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    chance: float
    """Of the cue being one, between 0 and 1."""


class Tagger:
    """The network, ready to run in one thread."""

    def __init__(self, lower: str, upper: str) -> None:
        """Load the two halves from ONNX files."""
        self._lower, self._upper = session(lower), session(upper)
        chain = json.loads(self._upper.get_modelmeta().custom_metadata_map["chain"])
        self._transitions = np.asarray(chain["transitions"], dtype=np.float32)
        self._begins = np.asarray(chain["begins"], dtype=np.float32)
        self._ends = np.asarray(chain["ends"], dtype=np.float32)

    def attributions(self, text: str, paragraphs: Sequence[Span]) -> Iterator[Tagged]:
        """The attributions of an article, window by window, in order of their cues.

        Args:
            text: of the article.
            paragraphs: spans of the paragraphs to be read, in order.
        """
        for window in windows(text, paragraphs):
            yield from _once(self._read(window))

    def _read(self, window: Window) -> Iterator[Tagged]:
        inputs = {"words": vectors(window.pieces)[None], "shapes": window.shapes[None], "marks": window.marks[None]}
        low = self._lower.run(None, inputs)[0]
        unmarked = np.zeros((1, len(window.pieces)), dtype=np.float32)
        cues = _cues(self._run(low, unmarked)[0][0, window.first])
        for k in range(0, len(cues), _CUES_AT_ONCE):
            some = cues[k : k + _CUES_AT_ONCE]
            marked = np.stack([np.isin(window.piece_word, words) for words, _ in some]).astype(np.float32)
            roles = self._decode(self._run(low, marked)[1][:, window.first])
            for (words, chance), row in zip(some, roles, strict=True):
                content = _runs(window, row == _CONTENT)
                if content:
                    cue = Span(window.spans[words[0]].start, window.spans[words[-1]].end)
                    sources = _runs(window, row == _SOURCE)
                    source = min(sources, key=lambda s: _distance(s, cue), default=None)
                    yield Tagged(cue, source, tuple(content), chance)

    def _run(self, low: Floats, marked: Floats) -> list[Any]:
        """Scores of cue labels and of roles, (cues, pieces, 3) each."""
        return list(self._upper.run(None, {"low": low, "marked": marked}))

    def _decode(self, scores: Floats) -> NDArray[np.int64]:
        """The best sequences of roles; ``scores`` (cues, words, 3)."""
        n, length, _ = scores.shape
        best = scores[:, 0] + self._begins
        back = np.zeros((length, n, 3), dtype=np.int64)
        for t in range(1, length):
            through = best[:, :, None] + self._transitions
            back[t] = through.argmax(1)
            best = through.max(1) + scores[:, t]
        labels = np.zeros((n, length), dtype=np.int64)
        labels[:, -1] = (best + self._ends).argmax(1)
        for t in range(length - 1, 0, -1):
            labels[:, t - 1] = back[t, np.arange(n), labels[:, t]]
        return labels


def tag(parsed: Parsed) -> list[Draft]:
    """The attributions of an article by the tagger that ships with the package, as drafts of quotes."""
    sentences = parsed.sentences
    spans = [Span(sentences[a].start, sentences[b - 1].end) for a, b in paragraphs(parsed)]
    text = parsed.article.report
    marks = find_marks(text, spans)
    return [
        Draft(_spoken(parsed, t.content, _over(marks, t.content)), t.source, t.cue)
        for t in _shipped().attributions(text, spans)
    ]


def _over(marks: Sequence[Quoted], content: Sequence[Span]) -> Sequence[Quoted]:
    """The quotations, which are in order and apart, from the first character of a content to its last."""
    first = bisect_right(marks, content[0].start, key=lambda q: q.end)
    return marks[first : bisect_left(marks, content[-1].end, key=lambda q: q.start)]


def _once(found: Iterable[Tagged]) -> list[Tagged]:
    """What two cues report is theirs whose cue is surer ("he said, adding that he …")."""
    kept: list[Tagged] = []
    for tagged in sorted(found, key=lambda t: (-t.chance, t.cue)):
        if all(_shared(tagged.content, other.content) < _SAME for other in kept):
            kept.append(tagged)
    return sorted(kept, key=lambda t: t.cue)


def _shared(one: Sequence[Span], other: Sequence[Span]) -> float:
    """Dice of the characters of two contents."""
    if one[-1].end <= other[0].start or other[-1].end <= one[0].start:
        return 0.0
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    return 2 * both / sum(span.end - span.start for span in (*one, *other))


def _spoken(parsed: Parsed, content: Sequence[Span], marks: Sequence[Quoted]) -> list[Span]:
    """The content without what is no part of a speech: beside whole sentences in marks, words outside that make no clause are
    whom or what it was about ("told Holt, the captain, “We are done.”")."""
    text = parsed.article.report
    inside = [any(q.open <= piece.start and piece.end <= q.close for q in marks) for piece in content]
    speaks = any(
        within and text[piece.start : piece.end].lstrip(_OPENING)[:1].isupper()
        for within, piece in zip(inside, content, strict=True)
    )
    if not speaks or all(inside):
        return list(content)
    return [piece for within, piece in zip(inside, content, strict=True) if within or _is_clause(parsed, piece)]


def _is_clause(parsed: Parsed, piece: Span) -> bool:
    """Whether a finite verb stands in it."""
    first = max(0, bisect_right(parsed.sentences, piece.start, key=lambda sentence: sentence.start) - 1)
    for sentence in parsed.sentences[first:]:
        if sentence.start >= piece.end:
            break
        if any(t.tag in _FINITE and piece.start <= t.start and t.end <= piece.end for t in sentence.tokens):
            return True
    return False


@functools.cache
def _shipped() -> Tagger:
    """Loaded once a process."""
    folder = files("rashomon").joinpath("data", "quotes")
    with as_file(folder) as path:
        return Tagger(str(path / "lower.onnx"), str(path / "upper.onnx"))


def _cues(scores: Floats) -> list[tuple[list[int], float]]:
    """Runs of words that are cues, with the chance of the surest; ``scores`` (words, 3) of outside, begin, inside."""
    powers = np.exp(scores - scores.max(1, keepdims=True))
    chances = 1.0 - powers[:, 0] / powers.sum(1)
    labels = scores.argmax(1)
    found: list[list[int]] = []
    for k in np.flatnonzero(labels).tolist():
        if labels[k] == 2 and found and found[-1][-1] == k - 1:
            found[-1].append(k)
        else:
            found.append([k])
    sure = [(words, float(chances[words].max())) for words in found]
    return [(words, chance) for words, chance in sure if chance >= _LEAST]


def _runs(window: Window, chosen: NDArray[np.bool_]) -> list[Span]:
    """Spans of neighbouring words that are chosen."""
    found: list[Span] = []
    last = -2
    for k in np.flatnonzero(chosen).tolist():
        span = window.spans[k]
        if last == k - 1:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
        last = k
    return found


def _distance(one: Span, other: Span) -> int:
    """Characters between two spans."""
    return max(one.start - other.end, other.start - one.end, 0)

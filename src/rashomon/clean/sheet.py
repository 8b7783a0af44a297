"""The lines of an article while it is being cleaned: what each was found to be, and the blocks that follow from it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from rashomon.model import FURNITURE, Block, BlockKind, Span

__all__ = ["LONG_CHARS", "Line", "Sheet", "bare", "fold_line", "trim"]

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FOLD = (
    ("’", ""), ("“", '"'), ("”", '"'), ("—", "-"), ("–", "-"), ("‘", ""), ("…", "..."), ("„", '"'), ("«", '"'), ("»", '"'),
    ("‑", "-"), ("−", "-"), ("´", ""),
)  # fmt: skip
_EDGES = " |•·●▪■►▶→›»*_\u200b\ufeff"
_END = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_WORDLIKE = re.compile(r"\w")
_WORDS = re.compile(r"[^\W_]+")

_LEAST_WRAPPED, _NARROWEST, _WIDEST = 3, 40, 120
"""Lines of a broken paragraph, at least, and the widths that are used: two lines may be short by chance."""

LONG_CHARS = 1_500
"""Longer lines are never furniture as a whole, so their words are not looked at."""


def fold_line(text: str) -> str:
    """A line as patterns of furniture see it: lower case, one blank between words, no apostrophes, no bullets at its ends."""
    text = text.replace("'", "")
    if not text.isascii():  # str.translate takes ten times as long
        for mark, plain in _FOLD:
            text = text.replace(mark, plain)
    return " ".join(text.lower().split()).strip(_EDGES)


def bare(text: str) -> str:
    """The letters and digits of a line, folded: what two printings of one headline have in common."""
    return " ".join(_WORDS.findall(fold_line(text)))


class Line:
    """A line of the text, trimmed of white space.

    ``kind`` and ``why`` hold for the whole line but its ``parts``: stretches of it that are furniture. ``None`` as kind is
    not decided yet; it comes out as body.
    """

    __slots__ = ("__dict__", "end", "kind", "parts", "start", "text", "why")

    def __init__(self, start: int, text: str) -> None:
        self.start = start
        self.end = start + len(text)
        self.text = text
        self.kind: BlockKind | None = None
        self.why = ""
        self.parts: list[Block] = []

    @functools.cached_property
    def folded(self) -> str:
        """The line without capitals, apostrophes and needless blanks (its beginning, where it is very long)."""
        return fold_line(self.text[:LONG_CHARS])

    @functools.cached_property
    def n_words(self) -> int:
        """Number of words (of the beginning, where the line is very long)."""
        return self.folded.count(" ") + 1 if self.folded else 0

    @functools.cached_property
    def is_closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _END.search(self.text, max(0, len(self.text) - 8)) is not None

    @property
    def is_sentence(self) -> bool:
        """Whether it reads as a sentence or more of report, not as a label, headline or list item."""
        return self.n_words >= 25 or (self.is_closed and self.n_words >= 8)

    @property
    def is_open(self) -> bool:
        """Whether nothing was found about the line as a whole, and something of it is left."""
        return self.kind is None and not self.is_used_up

    @property
    def is_used_up(self) -> bool:
        """Whether its parts leave no word of it."""
        return bool(self.parts) and not any(True for _ in self.rests())

    @property
    def is_furniture(self) -> bool:
        """Whether all of it is furniture."""
        return self.kind in FURNITURE or self.is_used_up

    def take(self, kind: BlockKind, why: str) -> None:
        """Say what the whole line is."""
        self.kind, self.why = kind, why

    def cut(self, span: Span, kind: BlockKind, why: str) -> None:
        """Say that a stretch of the line is furniture (what is taken already stays as it is)."""
        for start, end in _without(span, [part.span for part in self.parts]):
            trimmed = trim(self.text, start - self.start, end - self.start)
            if trimmed is not None:
                self.parts.append(Block(Span(trimmed.start + self.start, trimmed.end + self.start), kind, why))
        self.parts.sort(key=lambda part: part.span)

    def rests(self) -> Iterator[Span]:
        """What of the line no part takes: trimmed stretches with a word in them."""
        for start, end in _without(Span(self.start, self.end), [part.span for part in self.parts]):
            trimmed = trim(self.text, start - self.start, end - self.start)
            if trimmed is not None and _WORDLIKE.search(self.text, trimmed.start, trimmed.end):
                yield Span(trimmed.start + self.start, trimmed.end + self.start)

    def blocks(self) -> Iterator[Block]:
        """The line as blocks, in order; they cover all of it that is not white space."""
        kind: BlockKind = self.kind or "body"
        if kind in FURNITURE or not self.parts:
            yield Block(Span(self.start, self.end), kind, self.why)
            return
        found = [*self.parts, *(Block(span, kind, self.why) for span in self.rests())]
        found.sort(key=lambda block: block.span)
        yield from _fill(self, found)


def _unwrapped(text: str, lines: list[Span]) -> list[Span]:
    """The lines, with those joined to one paragraph that were broken to fit a width (mail, wires, text of old).

    A run of lines without an empty one between was broken to fit where no line but the last could have taken one more word.
    """
    runs = _runs(text, lines)
    long_runs = [run for run in runs if len(run) >= _LEAST_WRAPPED and _is_wrapped(text, run, _width(run))]
    if not long_runs:
        return lines
    width = max(map(_width, long_runs))
    joined = {run[0].start for run in long_runs} | {run[0].start for run in runs if _is_wrapped(text, run, width)}
    return [
        span for run in runs for span in ([Span(run[0].start, run[-1].end)] if run[0].start in joined and len(run) > 1 else run)
    ]


def _runs(text: str, lines: list[Span]) -> list[list[Span]]:
    """Lines without an empty one between."""
    runs: list[list[Span]] = []
    for line in lines:
        if runs and text.count("\n", runs[-1][-1].end, line.start) == 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _width(run: list[Span]) -> int:
    return max(line.end - line.start for line in run)


def _is_wrapped(text: str, run: list[Span], width: int) -> bool:
    """Whether each line but the last fits the width, and would not have with the next line's first word."""
    if not _NARROWEST <= width <= _WIDEST or _width(run) > width:
        return False
    words = (text[line.start : line.end].split(None, 1)[0] for line in run[1:])
    return all(line.end - line.start + 1 + len(word) > width for line, word in zip(run, words, strict=False))


def trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without white space at its ends; ``None`` where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _without(span: Span, taken: list[Span]) -> Iterator[Span]:
    """What of ``span`` none of ``taken`` (in order, not overlapping) covers."""
    start = span.start
    for other in taken:
        if other.end <= start or other.start >= span.end:
            continue
        if other.start > start:
            yield Span(start, other.start)
        start = max(start, other.end)
    if start < span.end:
        yield Span(start, span.end)


def _fill(line: Line, blocks: list[Block]) -> Iterator[Block]:
    """Marks that stand alone between two blocks go with the block before them, or after where there is none."""
    at = line.start
    waiting: Block | None = None
    for block in blocks:
        loose = trim(line.text, at - line.start, block.span.start - line.start)
        if loose is not None and waiting is not None:
            waiting = Block(Span(waiting.span.start, loose.end + line.start), waiting.kind, waiting.why)
        elif loose is not None:
            block = Block(Span(loose.start + line.start, block.span.end), block.kind, block.why)
        if waiting is not None:
            yield waiting
        waiting, at = block, block.span.end
    if waiting is not None:
        yield Block(Span(waiting.span.start, line.end), waiting.kind, waiting.why)


class Sheet:
    """An article's text as lines."""

    __slots__ = ("lines", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        found = (trim(text, match.start(), match.end()) for match in _LINE.finditer(text))
        self.lines = [
            Line(span.start, text[span.start : span.end]) for span in _unwrapped(text, [span for span in found if span])
        ]

    def blocks(self) -> tuple[Block, ...]:
        """What was found: in order, not overlapping, covering all that is not white space."""
        return tuple(block for line in self.lines for block in line.blocks())

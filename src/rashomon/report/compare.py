"""One wording against another, word by word, for the eye.

The verdict is not made here: ``reconcile`` has judged. This lays a variant over the fullest wording, so that a reader sees
at once which words are the same, which are other words, which were left out and which the outlet wrote in its own voice.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal, NamedTuple

from rashomon.model import Mode, Span
from rashomon.words import words

__all__ = ["Piece", "Wording", "compare", "departs", "plain", "shortens"]

PieceKind = Literal["same", "own", "new", "gone", "skip", "gap", "key"]
"""Same words; the outlet's own words round a quotation; words that the fullest wording has not; words of the fullest that
are left out here; so many of these that only their number is shown; a place where the quotation is interrupted; the words
that it is all about, among those that stand round them."""

_LONGEST_SHOWN_GAP = 10
"""Words of the fullest wording that are shown where a variant leaves them out; a longer gap is told by its length."""

_LONGEST = 900
"""Words of one wording that are compared: beyond, nobody reads a word-by-word difference, and it costs the square."""

_BLANKS = re.compile(r"\s+")
_QUOTED = re.compile(r"“[^“”]*(?:”|$)|^[^“”\"]*”|\"[^\"]*(?:\"|$)|‘[^‘]{0,2000}?(?:’(?!\w)|$)|(?<!\w)'[^\n]{1,2000}?'(?!\w)")


class Piece(NamedTuple):
    """A run of words. ``turns`` marks a difference that may turn the sense; ``n_words`` counts those not shown."""

    kind: PieceKind
    text: str
    turns: bool = False
    n_words: int = 0


class Wording(NamedTuple):
    """Words that one account attributes to a speaker. ``turned`` are the spans that turn the sense."""

    text: str
    content: tuple[Span, ...]
    mode: Mode
    turned: tuple[Span, ...] = ()


class _Cell(NamedTuple):
    """A word with the characters up to the next one; ``quoted`` where it stands inside quotation marks."""

    word: str
    shown: str
    quoted: bool
    turns: bool


def _quoted_spans(wording: Wording) -> list[Span]:
    if wording.mode == "direct":
        return list(wording.content)
    if wording.mode == "indirect":
        return []
    return [
        Span(start + match.start(), start + match.end())
        for start, end in wording.content
        for match in _QUOTED.finditer(wording.text[start:end])
    ]


def _cells(wording: Wording) -> list[_Cell]:
    """The words of a wording with what follows each; an empty word stands between the pieces of an interrupted one."""
    quoted = _quoted_spans(wording)
    found: list[_Cell] = []
    for number, span in enumerate(wording.content):
        if number:
            found.append(_Cell("", "", True, False))
        inside = words(wording.text, span)[: _LONGEST + 1]
        bounds = [span.start, *(_boundary(wording.text, a.span.end, b.span.start) for a, b in pairwise(inside)), span.end]
        for word, start, end in zip(inside, bounds, bounds[1:], strict=False):
            found.append(
                _Cell(
                    word.text,
                    wording.text[start:end],
                    any(q.covers(word.span) for q in quoted),
                    any(t.overlaps(word.span) for t in wording.turned),
                )
            )
        if not inside and span.of(wording.text).strip():
            found.append(_Cell(span.of(wording.text), span.of(wording.text), True, False))
    return found


def _boundary(text: str, end: int, start: int) -> int:
    """Where one word's characters end and the next one's begin: after the last blank, so that opening marks go with theirs."""
    gap = text[end:start]
    blank = max((k for k, character in enumerate(gap) if character.isspace()), default=len(gap) - 1)
    return end + blank + 1


def _shown(cells: Sequence[_Cell]) -> str:
    return _BLANKS.sub(" ", "".join(cell.shown if cell.word else " … " for cell in cells))


def _runs(cells: Sequence[_Cell], kinds: Sequence[PieceKind]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    start = 0
    for k in range(1, len(cells) + 1):
        if k == len(cells) or (kinds[k], cells[k].turns) != (kinds[start], cells[start].turns):
            run = cells[start:k]
            if kinds[start] == "gap":
                yield Piece("gap", "")
            else:
                yield Piece(kinds[start], _shown(run), run[0].turns)
            start = k


def plain(wording: Wording) -> tuple[Piece, ...]:
    """A wording as it stands, with the words that turn the sense marked."""
    if not wording.turned:
        texts = [_BLANKS.sub(" ", span.of(wording.text)).strip() for span in wording.content]
        return tuple(p for text in texts for p in (Piece("gap", ""), Piece("same", text)))[1:]
    cells = _cells(wording)
    kinds: list[PieceKind] = ["same" if cell.word else "gap" for cell in cells]
    return tuple(_spaced(list(_runs(cells, kinds))))


def _gone(cells: Sequence[_Cell]) -> Iterator[Piece]:
    lost = [cell for cell in cells if cell.word]
    if len(lost) > _LONGEST_SHOWN_GAP and not any(cell.turns for cell in lost):
        yield Piece("skip", "", n_words=len(lost))
    else:
        yield from _runs(lost, ["gone"] * len(lost))


def compare(fullest: Wording, other: Wording) -> tuple[Piece, ...]:
    """A variant laid over the fullest wording.

    Only words inside quotation marks are held against each other: what an outlet says in its own voice is no alteration
    of a quotation. Where either quotes nothing, the variant is shown as it stands.
    """
    base = [cell for cell in _cells(fullest) if cell.quoted and cell.word]
    cells = _cells(other)
    compared = [k for k, cell in enumerate(cells) if cell.quoted and cell.word]
    if not base or not compared or max(len(base), len(cells)) > _LONGEST:
        return plain(other)
    kinds: list[PieceKind] = ["gap" if not cell.word else "own" for cell in cells]
    lost_before: dict[int, list[_Cell]] = {}
    matcher = SequenceMatcher(None, [c.word for c in base], [cells[k].word for k in compared], autojunk=False)
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        for b in range(b0, b1):
            kinds[compared[b]] = "same" if tag == "equal" else "new"
        retold = tag == "delete" and _own_words_at(b0, compared, len(cells))
        if tag in ("delete", "replace") and not retold:
            lost_before[compared[b0] if b0 < len(compared) else len(cells)] = base[a0:a1]
    return tuple(_spaced(list(_interleave(cells, kinds, lost_before))))


def _own_words_at(place: int, compared: Sequence[int], n_cells: int) -> bool:
    """Whether an outlet's own words stand before its quoted word number ``place``: they tell what the quotation leaves out."""
    before = compared[place - 1] if place else -1
    after = compared[place] if place < len(compared) else n_cells
    return after - before > 1


def _interleave(cells: Sequence[_Cell], kinds: Sequence[PieceKind], lost_before: dict[int, list[_Cell]]) -> Iterator[Piece]:
    start = 0
    for stop in sorted(lost_before):
        yield from _runs(cells[start:stop], kinds[start:stop])
        yield from _gone(lost_before[stop])
        start = stop
    yield from _runs(cells[start:], kinds[start:])


def _spaced(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Blanks stand between the marks, not in them; words that were left out stand apart from those that are there."""
    for k, piece in enumerate(pieces):
        yield piece._replace(text=piece.text.strip())
        if k + 1 < len(pieces):
            after = pieces[k + 1]
            blank = piece.text[-1:].isspace() or after.text[:1].isspace()
            if blank or {piece.kind, after.kind} & {"gone", "skip"}:
                yield Piece("same", " ")


def departs(pieces: Collection[Piece]) -> bool:
    """Whether a variant says other words, not just fewer."""
    return any(piece.kind == "new" or piece.turns for piece in pieces)


def shortens(pieces: Collection[Piece]) -> bool:
    """Whether a variant leaves words out or puts them in its own voice."""
    return any(piece.kind in ("gone", "skip", "own") for piece in pieces)

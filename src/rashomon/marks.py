"""Quotation marks: which opens, which closes, and what stands between.

Marks are paired within a paragraph; a mark that is never closed ends with the paragraph, and where the next paragraph opens
with a mark again the quotation runs on, as is the custom of newspapers. Single marks count where they stand outside double
ones; apostrophes, plural possessives, feet and inches are told from them by what stands on either side.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rashomon.model import Parsed, Span

__all__ = ["Quoted", "find_marks", "paragraphs"]

_DOUBLE = re.compile(r"[\"“”„‟«»＂]|``|''")
_SINGLE = re.compile(r"[‘’‛'‹›`]")
_OPENERS = frozenset("“„‟«")
_BEFORE_OPENING = frozenset("([{—–-/…")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-/…")
_NOT_OPENING = re.compile(r"(?:tis|twas|em|til|till|cause|n|bout|round|\d\ds?|s|re|ll|ve|d|m|t)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_MAX_SINGLE_CHARS = 600
_MAX_SINGLES = 40
"""Single marks that are looked at for the one that closes."""


class Quoted(NamedTuple):
    """A quotation in marks. ``open`` and ``close`` bound it with its marks, ``start`` and ``end`` without."""

    open: int
    start: int
    end: int
    close: int
    paragraph: int
    """Index of its paragraph."""
    single: bool = False
    closed: bool = True
    runs_on: bool = False
    """It goes on in the next paragraph, which opens with a mark again."""


def paragraphs(parsed: Parsed) -> list[tuple[int, int]]:
    """Runs of sentences of one block, as ``(first, behind the last)`` indices of sentences.

    Of a text that was not cleaned, a line counts as a block.
    """
    text, found, first = parsed.article.text, [], 0
    for k in range(1, len(parsed.sentences) + 1):
        if k < len(parsed.sentences):
            before, here = parsed.sentences[k - 1], parsed.sentences[k]
            if before.block == here.block and (parsed.article.blocks or text.find("\n", before.end, here.start) < 0):
                continue
        found.append((first, k))
        first = k
    return found


def find_marks(text: str, spans: Sequence[Span]) -> list[Quoted]:
    """Quotations in marks within each paragraph (``spans``, in order), outermost marks only, in order of the text."""
    found: list[Quoted] = []
    for number, span in enumerate(spans):
        following = spans[number + 1] if number + 1 < len(spans) else None
        opens_again = following is not None and text[following.start] in "\"“„«'‘"
        doubles = list(_doubles(text, span, number, opens_again))
        singles = _singles(text, span, number, doubles, opens_again)
        found.extend(sorted((*doubles, *singles)))
    return found


def _role(text: str, at: int, size: int, span: Span, is_open: bool) -> str:
    """What the mark at ``at`` does: ``open``, ``close`` or ``""``."""
    before = text[at - 1] if at > span.start else " "
    after = text[at + size] if at + size < span.end else " "
    opens = (before.isspace() or before in _BEFORE_OPENING or before in "‘'") and not after.isspace()
    closes = not before.isspace()
    mark = text[at]
    if mark in _OPENERS and not (is_open and closes and not opens and not after.isalnum()):
        return "open"
    if mark in "”»" and not (not is_open and opens and not closes):
        return "close" if is_open else ""
    if is_open:
        return "open" if opens and not closes else "close"
    if opens:
        return "open"
    return "open" if before.isspace() and after.isspace() and at > span.start and at + size < span.end else ""


def _doubles(text: str, span: Span, number: int, opens_again: bool) -> Iterator[Quoted]:
    opened: tuple[int, int] | None = None
    for match in _DOUBLE.finditer(text, span.start, span.end):
        at, size = match.start(), match.end() - match.start()
        role = _role(text, at, size, span, opened is not None)
        if role == "close" and opened is not None:
            if opened[1] < at:
                yield Quoted(opened[0], opened[1], at, match.end(), number)
            opened = None
        elif role == "open":
            if opened is not None:  # the one before was never closed
                yield from _unclosed(text, opened, at, number)
            opened = (at, match.end())
    if opened is not None and opened[1] < span.end:
        if opens_again:
            yield Quoted(opened[0], opened[1], span.end, span.end, number, closed=False, runs_on=True)
        else:
            yield from _unclosed(text, opened, span.end, number, at_start=opened[0] == span.start)


def _unclosed(text: str, opened: tuple[int, int], limit: int, number: int, at_start: bool = False) -> Iterator[Quoted]:
    """A quotation without its closing mark ends with the paragraph if it was introduced, else with its sentence."""
    end = limit
    while end > opened[1] and text[end - 1].isspace():
        end -= 1
    before = opened[0] - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if not at_start and (before < 0 or text[before] not in ",:"):
        stop = _SENTENCE_END.search(text, opened[1], end)
        end = stop.end() if stop else end
    if opened[1] < end:
        yield Quoted(opened[0], opened[1], end, end, number, closed=False)


def _singles(text: str, span: Span, number: int, doubles: Sequence[Quoted], opens_again: bool) -> Iterator[Quoted]:
    opens = [q.open for q in doubles]
    places = []
    for match in _SINGLE.finditer(text, span.start, span.end):
        within = bisect(opens, match.start()) - 1
        if within < 0 or match.start() >= doubles[within].close:
            places.append(match.start())
    done = span.start
    for k, at in enumerate(places):
        if at < done or not _opens_single(text, at, span):
            continue
        following = bisect(opens, at)
        limit = min(span.end, at + _MAX_SINGLE_CHARS, opens[following] if following < len(opens) else span.end)
        close = _closing_single(text, [x for x in places[k + 1 : k + _MAX_SINGLES] if x < limit], span)
        if close is not None:
            yield Quoted(at, at + 1, close, close + 1, number, single=True)
            done = close + 1
        elif at == span.start and opens_again and text[at] == "‘":
            yield Quoted(at, at + 1, span.end, span.end, number, single=True, closed=False, runs_on=True)
            return


def _opens_single(text: str, at: int, span: Span) -> bool:
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    if after.isspace() or not (before.isspace() or before in _BEFORE_OPENING):
        return False
    if text[at] != "‘" and _NOT_OPENING.match(text, at + 1):
        return False
    return text[at] in "‘'‛‹`" and (after.isalnum() or after in '[(…$£€.“"')


def _closing_single(text: str, places: Iterable[int], span: Span) -> int | None:
    """The closing mark among ``places``: one after a plural's s is taken for a possessive if another follows."""
    possessive: int | None = None
    for at in places:
        after = text[at + 1] if at + 1 < span.end else " "
        if after.isalnum() or text[at - 1].isspace():
            if _opens_single(text, at, span):
                break
            continue
        if text[at - 1] not in "sS" or after in _AFTER_CLOSING or at + 1 >= span.end:
            return at
        possessive = at if possessive is None else possessive
    return possessive

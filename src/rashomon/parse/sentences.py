"""Where sentences begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rashomon.model import Span

__all__ = ["split_sentences"]

_MAX_SENTENCE_CHARS = 1_500

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col maj capt sgt cpl cmdr adm brig sen rep gov pres rev hon st ft mt jr sr inc corp co ltd "
    "vs etc dept no nos fig al jan feb mar apr jun jul aug sept sep oct nov dec ave blvd rd approx est messrs supt det spc pfc "
    "amb sec def atty asst assn bros e.g i.e cf sens reps govs gens cols drs profs revs dem ambs attys".split()
)
_AFTER_ABBREVIATION = frozenset("inc corp co ltd jr sr etc al st ave blvd rd".split())  # these may end a sentence
_STOP = re.compile(r"""[.!?…]+[)\]'"’”»]*(?=\s)|[.!?]+(?=["“][A-Z])""")
_OPENER = re.compile(r"""\s*["“‘'«(\[]*\s*(\S+)""")
_STARTERS = frozenset(
    "the a an he she it they we i you his her its their our this that these those but and so if in on at as for after before "
    "when while there here mr mrs ms dr asked meanwhile however according officials both".split()
)


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    stop = match.group()
    follower = _OPENER.match(text, match.end(), end)
    if follower is None:
        return True
    first = follower.group(1)
    if first[0].islower():
        return False
    if stop[0] != ".":
        return True
    before = text[max(0, match.start() - 24) : match.start()]
    word = before.split()[-1].lstrip("(“\"'‘[") if before.split() else ""
    lower = word.lower()
    closed = len(stop.rstrip(".…")) != len(stop) and any(mark in stop for mark in "\"”»’'")
    if closed:
        return True
    if lower in _ABBREVIATIONS:
        return lower in _AFTER_ABBREVIATION and first.lower().strip("'’,") in _STARTERS
    if "." in word or (len(word) == 1 and word.isupper()):  # U.S. or a middle initial
        return first.lower().strip("'’,") in _STARTERS or (first[0] in '"“' and len(word) > 1)
    return True


def split_sentences(text: str, span: Span) -> list[Span]:
    """Sentences within ``span``: trimmed, in order, at most 1,500 characters each."""
    found: list[Span] = []
    start = span.start
    for match in _STOP.finditer(text, span.start, span.end):
        if match.end() > start and _ends_sentence(text, match, span.end):
            found.extend(_pieces(text, start, match.end()))
            start = match.end()
    found.extend(_pieces(text, start, span.end))
    return found


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The trimmed span, cut at white space where it is too long to be one sentence."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > _MAX_SENTENCE_CHARS:
        cut = text.rfind(" ", start + 1, start + _MAX_SENTENCE_CHARS)
        cut = cut if cut > start else start + _MAX_SENTENCE_CHARS
        yield Span(start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Span(start, end)

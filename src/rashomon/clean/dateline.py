"""The dateline: where, when and by which agency a report was filed, before its first words."""

from __future__ import annotations

import functools
import re

from rashomon.clean.bylines import DATE, MONTH, Head, read_day
from rashomon.clean.lines import agencies_in
from rashomon.clean.sheet import Sheet
from rashomon.countries import find_country
from rashomon.lexicon import lexicon
from rashomon.model import Span

__all__ = ["mark_dateline"]

_LONGEST = 160
_MOST_BLANKS = 8
"""A place, a day and two reporters' offices have fewer words: "TORONTO/ST JOHN'S, Newfoundland, April 3"."""


@functools.cache
def _pattern() -> re.Pattern[str]:
    """The forms of a dateline; the report's first word, in capitals or quoted, must follow."""
    words = lexicon("furniture")
    printed = [form for forms in words["agencies"].values() for form in forms] + words["words"]["wires"]
    agency = "|".join(re.escape(form) for form in sorted(printed, key=lambda form: (-len(form), form)))
    day = rf",?\s(?i:(?:{MONTH})\.?\s\d\d?|\d\d?\s(?:{MONTH})\.?)(?:,?\s(?:19|20)\d\d)?"
    capitals = r"[A-Z][A-Z.'’/\s-]{2,40}(?:,\s(?:[A-Z][\w.]{1,20}\s?){1,3})?"
    place = r"[A-Z][a-z][\w.'’]{1,20}(?:[\s/-][A-Z][\w.'’]{1,20}){0,2}(?:,\s[A-Z][\w.]{1,20})?"
    return re.compile(
        rf"""(?:
          (?P<before>[A-Z][^()\n:;!?"“”—]{{1,70}}?)?\s?[(\[](?P<agency>(?:{agency})(?:/(?:{agency}))*)[)\]]\s?(?:--+|[-–—―:])?\s*
        | (?P<far>[A-Z][^()\n:;!?"“”—]{{1,70}}?)\s[(\[](?P<unlisted>[A-Z]{{2,6}})[)\]]\s?(?:--+|[-–—―])\s+
        | (?P<capitals>{capitals})(?:{day})?\s*(?:--+|[-–—―:])\s+
        | [(\[](?P<bracketed>[A-Z][\w.'’\s]{{2,30}}(?:,\s[A-Z][\w.]{{1,20}})?)[)\]]\s*(?:--+|[-–—―])\s+
        | (?P<place>{place})(?:{day})?\s?(?:--+|[–—―:])\s+
        )(?=[\"“‘'(\[]?[A-Z0-9])""",
        re.VERBOSE,
    )


def mark_dateline(sheet: Sheet, first: int) -> tuple[Head, int]:
    """Take the dateline off one of the lines up to the report's first ("GENEVA (Reuters) - ", "Moscow: ").

    Returns:
        What it tells, and the number of the line that the report begins with.
    """
    for k, line in enumerate(sheet.lines[: first + 2]):
        match = _pattern().match(line.text[:_LONGEST]) if line.is_open and (line.is_closed or k >= first) else None
        if match is None or not _is_dateline(match, sheet.text) or not any(map(str.isalnum, line.text[match.end() :])):
            continue
        line.cut(Span(line.start, line.start + match.end()), "byline", "dateline")
        dated = DATE.search(match.group())
        unlisted = (match.group("unlisted"),) if match.group("unlisted") else ()
        head = Head(
            agencies=agencies_in(match.group("agency") or "") or unlisted, published_on=read_day(dated) if dated else None
        )
        return head, min(first, k)
    return Head(), first


def _is_dateline(match: re.Match[str], text: str) -> bool:
    """An agency, or a place in capitals before a dash, are signs enough; other forms must name a place."""
    if match.group("agency") or match.group("unlisted"):
        return (match.group("before") or match.group("far") or "").count(" ") <= _MOST_BLANKS
    if match.group("bracketed"):
        return True
    if match.group("capitals"):
        return not match.group().rstrip().endswith(":") or _is_place(match.group("capitals").title(), text)
    return _is_place(match.group("place"), text)


def _is_place(words: str, text: str) -> bool:
    """Whether the words name a country or capital, or the text itself uses them as a place ("in Norport"): a label before
    a colon or dash can be anything."""
    place = re.split(r",|/", words)[0].strip()
    country = find_country(place)
    return (country is not None and country.sense != "people") or re.search(
        rf"\b(?:in|near) {re.escape(place)}\b", text
    ) is not None

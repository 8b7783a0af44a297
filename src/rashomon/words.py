"""Words of a text as every comparison sees them: lower case, typography folded.

Quotation marks, dashes, apostrophes and white space differ between outlets without meaning anything; what is compared are
words, each with the span it was read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from rashomon.model import Span

__all__ = ["STOPWORDS", "Word", "content_words", "count_words", "fold", "is_post", "words"]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_POST = re.compile(r"\bpic\.twitter\.com/|https?://|\(@\w+\)")
_FOLD = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "‑": "-",
        "\u00a0": " ",
        "…": "...",
    }
)

STOPWORDS = frozenset(
    "a an the and or but nor so if then than that this these those it its it's he she they them his her hers their theirs him "
    "we us our ours you your yours i me my mine who whom whose which what when where why how of in on at by for from to into "
    "onto with without within about over under between among against through during before after above below up down out off "
    "again further is am are was were be been being have has had having do does did doing will would shall should can could "
    "may might must not no yes as also there here all any both each few more most other some such only own same too very just "
    "s t because while until since although though said says say mr mrs ms".split()
)


class Word(NamedTuple):
    """A word, folded, with its place in the text."""

    text: str
    span: Span


_new = tuple.__new__
"""A record without the detour over its signature: there are millions of words."""


def fold(text: str) -> str:
    """Lower case, with one form for each quotation mark, dash, apostrophe and blank. Not length-preserving."""
    return text.translate(_FOLD).lower()


def is_post(text: str) -> bool:
    """Whether words are of a post that an article embeds: they carry a handle or an address."""
    return _POST.search(text) is not None


def words(text: str, spans: Iterable[Span] | Span | None = None) -> list[Word]:
    """The words of a text, or of spans of it, in order."""
    if spans is None:
        spans = (Span(0, len(text)),)
    elif isinstance(spans, Span):
        spans = (spans,)
    return [
        _new(Word, (match.group().lower().replace("’", "'"), _new(Span, match.span())))
        for start, end in spans
        for match in _WORD.finditer(text, start, end)
    ]


def count_words(text: str, spans: Iterable[Span]) -> int:
    """The number of words in spans of a text."""
    return sum(len(_WORD.findall(text, start, end)) for start, end in spans)


def content_words(text: str, spans: Iterable[Span] | Span | None = None) -> list[Word]:
    """The words that carry content: no stop words, possessive endings dropped."""
    found = (Word(w.text.removesuffix("'s"), w.span) for w in words(text, spans))
    return [w for w in found if w.text not in STOPWORDS]

"""Numbers as English news writes them: digits, words, and both with a magnitude.

A number is read as a pair (low, high): most are exact, ``several hundred`` is not. The regular expressions here match lower
case and have no capturing groups, so that they can be put together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rashomon.lexicon import lexicon

__all__ = ["AMOUNT", "COUNT", "DIGITS", "NUMBER", "VAGUE", "WORD_NUMBER", "any_of", "lowered", "read_amount"]

Pair = tuple[float, float | None]

_ONES = {word: k for k, word in enumerate("zero one two three four five six seven eight nine".split())}
_TEENS = {
    word: k
    for k, word in enumerate(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(), start=10
    )
}
_TENS = {word: 10 * k for k, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SMALL = {**_ONES, **_TEENS, **_TENS}
_MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0, "score": 20.0,
    "k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
}  # fmt: skip
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_LONGEST_NUMBER = 40
"""Characters; what is longer is no number that a report tells."""


def any_of(words: Iterable[str]) -> str:
    """A pattern of literal words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) + ")"


_MAGNITUDE = r"(?:hundred|thousand|million|billion|trillion|dozen)"
DIGITS = r"(?:(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[ -]\d/\d(?![\d/])| ?[½¼¾⅓⅔])?|(?<![\d.])\.\d+|[½¼¾⅓⅔])"
_UP_TO_99 = rf"(?:{any_of(_TENS)}(?:[- ]{any_of(_ONES)})?|{any_of(_TEENS)}|(?:one|two|three|four|five|six|seven|eight|nine))"
WORD_NUMBER = rf"{_UP_TO_99}(?: and a half)?"
NUMBER = (
    r"(?:"
    rf"(?:half an?|a half|half|a quarter|a quarter of a)[- ](?:million|billion|trillion|dozen)"
    rf"|(?:{DIGITS}|{WORD_NUMBER}|a)(?:[- ]{_MAGNITUDE})+(?: and a half| {any_of(('thousand', 'million', 'billion'))})?"
    rf"(?: (?:and )?{_UP_TO_99}(?:[- ]{_MAGNITUDE})*)*"
    rf"|{DIGITS}[ ]?(?:bn|tn|trn|mln|mn)\b|{DIGITS}[kmb]\b"
    rf"|{DIGITS}|{WORD_NUMBER}"
    r")"
)
"""A number with an exact value, ``34 billion``, ``two and a half million``, ``half a dozen``, ``10,000``."""

_LEXICON = lexicon("hedges")
_INEXACT: dict[str, Pair] = {
    **{word: (float(low), float(high)) for word, (low, high) in _LEXICON["vague"].items()},
    **{word: (float(low), None) for word, low in _LEXICON["vague_open"].items()},
    **{word: (float(low), float(high)) for word, (low, high) in _LEXICON["vague_few"].items()},
}
_SOME = {"several": (3.0, 9.0), "a few": (2.0, 5.0), "few": (2.0, 5.0), "a couple": (2.0, 2.0), "a couple of": (2.0, 2.0)}
_SOME_OF = rf"{any_of(_SOME)} {_MAGNITUDE}(?: {_MAGNITUDE})?"
VAGUE = rf"(?:{_SOME_OF}|{any_of(_INEXACT)})"
"""``dozens``, ``hundreds of thousands``, ``several hundred``, ``a few``."""

COUNT = rf"(?:{NUMBER}|{_SOME_OF}|several|a few|a couple of|a couple|few|an?|one|half an?)"
"""What may stand before a unit of time."""

AMOUNT = rf"(?:{VAGUE}|{NUMBER})"

_PIECES = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+|[½¼¾⅓⅔]|[a-z]+|/")


def lowered(text: str) -> str:
    """Lower case with every offset kept: the few letters whose lower case is longer stay as they are."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def read_amount(text: str) -> Pair | None:
    """The value of a number as :data:`AMOUNT` or :data:`COUNT` matched it, lower case; ``None`` if it has none.

    Returns:
        Low and high, the same where the number is exact; high is ``None`` where no end is said.
    """
    text = " ".join(text.split())
    if text in _INEXACT:
        return _INEXACT[text]
    if len(text) > _LONGEST_NUMBER * 2:
        return None
    for some in sorted(_SOME, key=len, reverse=True):
        if text.startswith(some + " "):
            scale = _read_exact("one " + text[len(some) + 1 :])
            low, high = _SOME[some]
            return None if scale is None else (low * scale, high * scale)
    value = _read_exact(text)
    return None if value is None else (value, value)


def _read_exact(text: str) -> float | None:
    """Sum of the pieces: each magnitude multiplies what stands before it."""
    total, current, last_scale, seen = 0.0, 0.0, 1.0, False
    pieces = _PIECES.findall(text)
    for k, piece in enumerate(pieces):
        if piece in _SMALL:
            current += _SMALL[piece]
        elif piece == "hundred":
            current, last_scale = max(current, 1.0) * 100, 100.0
        elif piece == "half":
            # "a million and a half" adds half a million, "two and a half million" half of one
            current += 0.5 * (last_scale if seen and not current else 1.0)
        elif piece == "quarter":
            current += 0.25
        elif piece in _MAGNITUDES:
            last_scale = _MAGNITUDES[piece]
            total, current = total + (current or 1.0) * last_scale, 0.0
        elif piece in _FRACTIONS:
            current += _FRACTIONS[piece]
        elif piece[0].isdigit() or piece[0] == ".":
            value = _read_digits(piece, pieces, k)
            if value is None:
                return None
            current += value
        elif piece in ("a", "an"):
            current += 0.0 if seen or pieces[k + 1 : k + 2] in (["half"], ["quarter"]) else 1.0
        elif piece not in ("and", "of", "/"):
            return None
        seen = True
    return total + current if seen else None


def _read_digits(piece: str, pieces: list[str], k: int) -> float | None:
    digits = piece.replace(",", "")
    if len(digits) > _LONGEST_NUMBER:
        return None
    if pieces[k + 1 : k + 2] == ["/"]:  # the numerator of "2 1/2": its denominator says all
        return 0.0
    value = float(digits)
    if k >= 2 and pieces[k - 1] == "/":
        return float(pieces[k - 2].replace(",", "")) / value if value else None
    return value

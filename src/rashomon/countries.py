"""Countries as news names them: by name, by the word for their people, by their capital, by the seat of their government.

Official names come from pycountry, the rest from ``data/countries.toml``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Literal, NamedTuple

from rashomon.lexicon import lexicon

__all__ = ["Country", "country_name", "find_country", "first_country", "government", "match_country", "people", "place_country"]

Sense = Literal["name", "people", "capital", "seat"]
"""How a word names a country: ``Norway``, ``Norwegian``, ``Oslo``, ``the Kremlin``."""

_NEW = frozenset(("Jersey", "Mexico", "England", "Britain", "Ireland", "Guinea"))
"""What is another place with "New" before it."""
_AMERICAS = frozenset(("AMERICA", "AMERICAS"))


class Country(NamedTuple):
    """A country as words name it. ``code`` is ISO 3166 alpha-3 (XKX for Kosovo)."""

    code: str
    sense: Sense


def _plurals(people: str) -> list[str]:
    """``Russians``; words in -ese, -ish, -ch and -ss have no plural of their own."""
    if people.endswith(("ese", "sh", "ch", "ss", "s", "z")) or people.endswith("man"):
        return []
    return [people + "s"]


@functools.cache
def _table() -> dict[str, Country]:
    """Every name of a country, as printed, with what it names."""
    import pycountry  # read only when first needed: it holds all of ISO 3166

    found: dict[str, Country] = {}
    for entry in pycountry.countries:
        for field in ("name", "official_name", "common_name"):
            name = getattr(entry, field, None)
            if name and "," not in name:
                found[name] = Country(entry.alpha_3, "name")
    for code, row in lexicon("countries").items():
        for people in row.get("people", ()):
            for form in (people, *_plurals(people)):
                found[form] = Country(code, "people")
        for capital in row.get("capitals", ()):
            found.setdefault(capital, Country(code, "capital"))
        for seat in row.get("seats", ()):
            found[seat] = Country(code, "seat")
        for name in (row["name"], *row.get("also", ())):
            found[name] = Country(code, "name")
    return found


@functools.cache
def _starts() -> dict[str, int]:
    """First words of names, with the number of words of the longest name that begins so."""
    longest: dict[str, int] = {}
    for name in _table():
        first = name.split()[0]
        longest[first] = max(longest.get(first, 0), len(name.split()))
    return longest


def find_country(words: str) -> Country | None:
    """The country that a phrase names, or ``None``. A leading article and a possessive ending do not matter.

    >>> find_country("the Kremlin")
    Country(code='RUS', sense='seat')
    """
    words = words.strip().removesuffix("’s").removesuffix("'s").rstrip("'’")
    table = _table()
    found = table.get(words) or table.get(words.removeprefix("the ").removeprefix("The "))
    if found is None and words.isupper() and len(words) > 3:  # headlines in capitals
        found = table.get(words.title())
    return found


def match_country(words: Sequence[str], at: int) -> tuple[int, Country] | None:
    """The longest name of a country that begins at word ``at``, with its number of words, or ``None``.

    >>> match_country(["New", "Jersey"], 1) is None
    True
    """
    if at and words[at - 1] == "New" and words[at] in _NEW:
        return None
    longest = _starts().get(words[at], 0)
    for size in range(min(longest, len(words) - at), 0, -1):
        found = _table().get(" ".join(words[at : at + size]))
        if found is not None:
            return size, found
    return None


def first_country(words: Sequence[str]) -> tuple[int, int, Country] | None:
    """The first country among words: where it begins, its number of words, and which."""
    at = 0
    while at < len(words):
        hit = match_country(words, at)
        if hit is not None:
            return at, *hit
        at += 1
    return None


def country_name(code: str) -> str:
    """The name that news uses, or the code itself where it is unknown."""
    row = lexicon("countries").get(code)
    if row is not None:
        return str(row["name"])
    import pycountry

    entry = pycountry.countries.get(alpha_3=code)
    return str(entry.name) if entry is not None else code


@functools.cache
def _places() -> dict[str, str]:
    """Regions and towns with their countries."""
    tables = (lexicon("towns"), lexicon("places"))
    return {" ".join(name.split()): code for table in tables for code, names in table.items() for name in names.split(",")}


def place_country(name: str) -> str | None:
    """The country of a region or town that news names without it, or ``None``.

    >>> place_country("Marseille")
    'FRA'
    """
    return _places().get(name)


def people(code: str) -> str:
    """The word for what is of a country, its name where there is none: ``Russian``, ``US``."""
    known = lexicon("countries").get(code, {}).get("people", ())
    return "US" if code == "USA" else str(known[0]) if known else country_name(code)


def government(code: str) -> str:
    """The name of a country's government: ``Russian government``, ``United States government``."""
    return f"{country_name(code) if code == 'USA' else people(code)} government"

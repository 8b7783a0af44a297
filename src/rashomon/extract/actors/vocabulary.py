"""The word lists of the finder of actors, as sets."""

from __future__ import annotations

import functools
import re

from rashomon.lexicon import lexicon

__all__ = [
    "agencies",
    "american_titles",
    "anaphors",
    "body_heads",
    "companies",
    "deeds",
    "documents",
    "epithets",
    "female_names",
    "female_titles",
    "firm_anaphors",
    "first_names",
    "home_offices",
    "is_agent",
    "known_bodies",
    "lawmakers",
    "led_bodies",
    "loose_anaphors",
    "male_names",
    "male_titles",
    "media",
    "name_titles",
    "office_heads",
    "office_kinds",
    "office_phrase",
    "papers",
    "papers_alike",
    "partisans",
    "place_heads",
    "plural_sources",
    "readings",
    "reporting_nouns",
    "reporting_verbs",
    "roles",
    "short_names",
    "source_heads",
    "stands_for",
    "state_bodies",
    "states",
    "titles_and_offices",
]


def _words(table: str, key: str) -> frozenset[str]:
    return frozenset(lexicon("offices")[table][key].split())


@functools.cache
def male_titles() -> frozenset[str]:
    """Titles of men."""
    return _words("titles", "male")


@functools.cache
def female_titles() -> frozenset[str]:
    """Titles of women."""
    return _words("titles", "female")


@functools.cache
def american_titles() -> frozenset[str]:
    """Titles that American reports print without a country."""
    return _words("titles", "american")


@functools.cache
def name_titles() -> frozenset[str]:
    """Words that may stand before a name and are no part of it."""
    return male_titles() | female_titles() | _words("titles", "plain")


@functools.cache
def office_heads() -> frozenset[str]:
    """Nouns for offices and roles."""
    return _words("offices", "heads")


@functools.cache
def short_offices() -> frozenset[str]:
    """Offices in capitals: "the PM"."""
    return _words("offices", "short")


@functools.cache
def _phrases() -> re.Pattern[str]:
    phrases = [p.strip() for p in lexicon("offices")["offices"]["phrases"].split(";")]
    longest = sorted((p for p in phrases if p), key=lambda p: (-len(p), p))
    return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in longest) + r")\b")


def office_phrase(words: str) -> str | None:
    """The office of several words that a phrase (in lower case) holds, or ``None``."""
    found = _phrases().search(words)
    return found.group() if found else None


@functools.cache
def office_kinds() -> frozenset[str]:
    """Words that tell which of several offices: "foreign" of "foreign minister"."""
    phrases = [p.split() for p in lexicon("offices")["offices"]["phrases"].split(";")]
    return frozenset(word for words in phrases for word in words[:-1] if word not in ("of", "the", "to", "in"))


@functools.cache
def stands_for() -> dict[str, frozenset[str]]:
    """Offices that a word may take up: "the leader" a president."""
    table = lexicon("offices")["stands_for"]
    return {word: frozenset(o.replace("_", " ") for o in offices.split()) for word, offices in table.items()}


_AGENT = re.compile(r"(?:er|or|ist|ian|man|woman|ant|ee|men|women|people)s?\Z")
"""Endings of nouns for people."""


def is_agent(word: str) -> bool:
    """Whether a noun (in lower case) looks like one for people ("the auditors")."""
    return _AGENT.search(word) is not None and word not in _things()


@functools.cache
def _things() -> frozenset[str]:
    return _words("unnamed", "things")


@functools.cache
def home_offices() -> dict[str, str]:
    """Offices that need no country where the article speaks of one seat of government."""
    return {office.replace("_", " "): home for office, home in lexicon("offices")["home"].items()}


@functools.cache
def source_heads() -> frozenset[str]:
    """Nouns for people who speak without a name."""
    return _words("unnamed", "heads")


@functools.cache
def plural_sources() -> frozenset[str]:
    """Nouns without a plural ending that mean many."""
    return _words("unnamed", "plural_hint")


@functools.cache
def body_heads() -> frozenset[str]:
    """Last words of the names of bodies."""
    return _words("bodies", "heads")


@functools.cache
def deeds() -> frozenset[str]:
    """Documents that speak for themselves rather than for who wrote them."""
    return frozenset(lexicon("reporting")["nouns"]["deeds"].split())


@functools.cache
def papers() -> frozenset[str]:
    """Documents that speak for who wrote them ("memo"), not for themselves ("survey")."""
    return frozenset(lexicon("reporting")["nouns"]["papers"].split())


@functools.cache
def papers_alike() -> dict[str, str]:
    """Documents that a report calls now so, now so, with the first of their names: ``suit`` is a ``lawsuit``."""
    return {word: group.split()[0] for group in lexicon("reporting")["nouns"]["alike"] for word in group.split()}


@functools.cache
def readings() -> frozenset[str]:
    """What is done to a document by who did not make it ("obtained by")."""
    return frozenset(lexicon("reporting")["nouns"]["readings"].split())


@functools.cache
def companies() -> frozenset[str]:
    """Companies known by one word that might be a person's name or a common noun."""
    return _words("bodies", "companies")


@functools.cache
def place_heads() -> frozenset[str]:
    """Last words of the names of buildings, streets and grounds."""
    return _words("bodies", "places")


@functools.cache
def anaphors() -> frozenset[str]:
    """Common nouns that take up a body ("the ministry")."""
    return _words("bodies", "anaphors")


@functools.cache
def known_bodies() -> dict[str, str]:
    """Bodies known by one word, with the country (ISO 3166 alpha-3) or body that they belong to."""
    return dict(lexicon("offices")["known"])


@functools.cache
def short_names() -> dict[str, str]:
    """Short names of bodies, with their full ones."""
    return dict(lexicon("offices")["aliases"])


@functools.cache
def male_names() -> frozenset[str]:
    """First names of men."""
    return frozenset(lexicon("first_names")["male"].split())


@functools.cache
def female_names() -> frozenset[str]:
    """First names of women."""
    return frozenset(lexicon("first_names")["female"].split())


@functools.cache
def media() -> frozenset[str]:
    """Names of firms on whose pages people write, in lower case."""
    return _words("bodies", "media")


@functools.cache
def led_bodies() -> frozenset[str]:
    """Common nouns for bodies that go by the name of a person ("the Holt campaign")."""
    return _words("bodies", "led")


@functools.cache
def epithets() -> frozenset[str]:
    """Nouns that take up somebody named before, rather than bring in somebody new ("the former tycoon")."""
    return _words("offices", "epithets")


@functools.cache
def partisans() -> frozenset[str]:
    """Nouns for one member of a party ("the Democrat")."""
    return _words("offices", "partisans")


@functools.cache
def lawmakers() -> frozenset[str]:
    """Offices of politicians who are told by party and home."""
    return frozenset(office.strip() for office in lexicon("offices")["offices"]["lawmakers"].split(";"))


@functools.cache
def agencies() -> dict[str, frozenset[str]]:
    """Common nouns for agencies that go by initials, with those that each may take up ("the bureau": the FBI)."""
    return {word: frozenset(names.split()) for word, names in lexicon("offices")["agencies"].items()}


@functools.cache
def loose_anaphors() -> frozenset[str]:
    """Common nouns that may take up a body whose name does not hold them ("the company")."""
    return _words("bodies", "loose")


@functools.cache
def firm_anaphors() -> frozenset[str]:
    """Common nouns that may take up a company ("the social media giant")."""
    return _words("bodies", "firms")


@functools.cache
def roles() -> frozenset[str]:
    """Offices that many hold: "the official" is not whoever was called an official."""
    return _words("offices", "roles")


@functools.cache
def reporting_verbs() -> frozenset[str]:
    """Verbs of saying, by lemma."""
    return frozenset(word for group in lexicon("reporting")["verbs"] for word in group["words"].split())


@functools.cache
def reporting_nouns() -> frozenset[str]:
    """Nouns of saying ("claim")."""
    return frozenset(lexicon("reporting")["nouns"]["clause"].split())


@functools.cache
def documents() -> frozenset[str]:
    """Nouns for what is written ("report")."""
    return frozenset(lexicon("reporting")["nouns"]["documents"].split())


@functools.cache
def titles_and_offices() -> frozenset[str]:
    """Words that stand before a name as its title."""
    return name_titles() | office_heads()


@functools.cache
def first_names() -> frozenset[str]:
    """First names of either gender."""
    return male_names() | female_names()


@functools.cache
def state_bodies() -> frozenset[str]:
    """Last words of the names of bodies that act for their country."""
    return _words("bodies", "state")


@functools.cache
def states() -> dict[str, str]:
    """How news prints the home of a member of Congress, in lower case without stops, with the name of the state."""
    return {short: name for name, shorts in lexicon("offices")["states"].items() for short in shorts.split()}

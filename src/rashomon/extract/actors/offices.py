"""Offices and roles: "Norland's foreign minister", "a spokesman for the Acme Company"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.countries import match_country
from rashomon.extract.actors.runs import is_name_word, name_words
from rashomon.extract.actors.vocabulary import (
    body_heads,
    female_titles,
    known_bodies,
    male_titles,
    name_titles,
    office_heads,
    office_phrase,
    partisans,
    short_offices,
    state_bodies,
    titles_and_offices,
)
from rashomon.model import Token

__all__ = [
    "KIN",
    "PARTIES",
    "Office",
    "full_title",
    "is_office",
    "is_past",
    "is_short_of",
    "names_office",
    "office_before",
    "proper_words",
    "read_office",
]

_LONG = {
    "sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "adm": "admiral", "col": "colonel",
    "pres": "president", "prof": "professor", "maj": "major", "lt": "lieutenant", "capt": "captain", "sgt": "sergeant",
    "amb": "ambassador", "sec": "secretary", "pm": "prime minister",
}  # fmt: skip
KIN = frozenset("wife husband widow son daughter brother sister father mother".split()) | {"first lady"}
"""Offices of those who are known by somebody else of their name."""
_COURTESY = frozenset("mr mrs ms miss dr sir lord lady dame hon rev former ex acting mme comrade brother sister".split())


@dataclass(frozen=True, slots=True)
class Office:
    """What a description says of a person."""

    name: str
    """In lower case: ``foreign minister``."""
    of: str | None = None
    """ISO 3166 alpha-3 code of a country, or the name of a body."""
    gender: str = ""
    past: bool = False
    """It is held no longer."""
    words: frozenset[str] = frozenset()
    """The other names that the description holds, of a committee or a state."""


_PAST = re.compile(r"former|ex|onetime|erstwhile|retired|ousted|late|first|second|third|[a-z]+th|\d+(?:st|nd|rd|th)")
PARTIES = frozenset("democratic republican gop conservative labour liberal".split())
"""Words of a description that name a party."""


def is_past(tokens: Sequence[Token]) -> bool:
    """Whether a description tells of an office that somebody held once: "former", "the seventh president"."""
    return any(_PAST.fullmatch(t.text.lower()) and t.tag in ("JJ", "RB", "NN", "NNP", "AFX") for t in tokens)


def proper_words(tokens: Sequence[Token]) -> frozenset[str]:
    """The names within a description, in lower case: no titles and offices, no parties, no countries, no initials."""
    words = [t.text for t in tokens]
    countries: set[int] = set()
    for at in range(len(words)):
        matched = match_country(words, at) if words[at][:1].isupper() else None
        countries.update(range(at, at + matched[0]) if matched is not None else ())
    known = titles_and_offices() | partisans() | PARTIES
    return frozenset(
        word.lower()
        for k, word in enumerate(words)
        if word[:1].isupper()
        and not word.isupper()
        and tokens[k].tag in ("NNP", "NNPS", "JJ")
        and k not in countries
        and word.lower().rstrip(".") not in known
    )


def full_title(title: str) -> str:
    """``sen`` is ``senator``."""
    return _LONG.get(title, title)


def is_office(word: str) -> bool:
    """Whether a word names an office or role."""
    lower = word.lower()
    return lower in office_heads() or word in short_offices() or lower.endswith(("spokesman", "spokeswoman", "spokesperson"))


def names_office(words: Sequence[str]) -> bool:
    """Whether capitalised words name an office and nobody who holds it: "Chief of Staff", "Canadian PM"."""
    matched = match_country(words, 0)
    own = words[matched[0] :] if matched is not None else words
    told = " ".join(own)
    return told in short_offices() or office_phrase(told.lower()) == told.lower()


def is_short_of(told: str, office: str) -> bool:
    """Whether an office is the told one in short: "the secretary" a health secretary, but no president a vice president."""
    return told.endswith(" " + office) and not told.startswith("vice")


def office_before(tokens: Sequence[Token], first: int) -> int:
    """Where a description in lower case begins that runs up to the name: "the Kremlin's chief spokesman" Pavel Orlov."""
    k = first - 1
    if k < 0:
        return first
    titled = tokens[first].text.lower().rstrip(".") in titles_and_offices()
    if not (titled and tokens[k].tag in ("JJ", "POS")):  # "South Korea's President Moon", "then Foreign Minister Dresk"
        hyphened = k > 0 and tokens[k - 1].text == "-"  # "the semi-official Morning Star"
        if hyphened or not is_office(tokens[k].text) or tokens[k].tag not in ("NN", "NNP", "JJ", "VB", "VBP"):
            return first
    while k > 0 and first - k < 10:
        before = tokens[k - 1]
        if before.tag in ("NN", "NNS", "NNP", "NNPS", "JJ", "HYPH", "POS", "VBN") or before.text in ("-", "of"):
            k -= 1
        else:
            break
    return k


def read_office(tokens: Sequence[Token]) -> Office | None:
    """The office that a description names, with the country or body that it is of.

    ``the US secretary of state`` is ``secretary of state`` of USA, ``a spokesman for the Acme Company`` is ``spokesman`` of
    Acme Company.
    """
    owner, tokens = _owned(tokens)
    words = [t.text for t in tokens]
    joined = " ".join(words).lower()
    head = next((t for t in tokens if is_office(t.text) or t.text.lower().rstrip(".") in name_titles()), None)
    if head is None:
        return None
    name = office_phrase(joined)
    if name is None:
        heads = [t for t in tokens if is_office(t.text)] or [head]
        if heads[0].text.lower() == "executive" and len(heads) > 1 and heads[1].i == heads[0].i + 1:
            heads = heads[1:]  # "executive editor"
        name = _LONG.get(heads[0].text.lower().rstrip("."), heads[0].text.lower().rstrip("."))
        if name in ("deputy", "former") and len(heads) > 1 and heads[1].i == heads[0].i + 1:
            name = f"{name} {heads[1].text.lower()}"
        if name in _COURTESY:
            return None
    if "vice" in joined.split() and name == "president":
        name = "vice president"
    lower = set(joined.split())
    if "elect" in lower:
        name += "-elect"
    gender = ""
    if lower & female_titles() or name.endswith("woman"):
        gender = "f"
    elif lower & male_titles() or name.endswith("man"):
        gender = "m"
    of = _belongs(tokens, words, name) or (_country_of(owner) if name not in KIN else None)
    return Office(name, of, gender, is_past(tokens), proper_words(tokens))


def _owned(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """Somebody of whose people a description speaks, and the description: "President Holt's | lawyer".

    What belongs to a country or a body is left whole ("Norland's foreign minister").
    """
    own = next((k for k in range(len(tokens) - 1, 0, -1) if tokens[k].tag == "POS"), 0)
    owner = tokens[:own]
    held = any(t.text.lower().rstrip(".") in titles_and_offices() for t in owner)
    return (owner, tokens[own + 1 :]) if held and any(is_office(t.text) for t in tokens[own:]) else ((), tokens)


def _country_of(tokens: Sequence[Token]) -> str | None:
    """The country that a description names."""
    words = [t.text for t in tokens]
    found = (match_country(words, at) for at in range(len(words)) if words[at][:1].isupper())
    return next((country.code for _, country in filter(None, found)), None)


def _belongs(tokens: Sequence[Token], words: Sequence[str], office: str) -> str | None:
    """The first country, known body or name of a body in a description."""
    for at in range(len(words)):
        if not words[at][0].isupper():
            continue
        matched = match_country(words, at)
        if matched is not None and not _is_private(tokens, at + matched[0]):
            return matched[1].code
        for size in (3, 2, 1):
            known = known_bodies().get(" ".join(words[at : at + size]))
            if known is not None:
                return known
    for k, token in enumerate(tokens):
        if token.text.lower() in ("of", "for", "at", "with", "from", "in") and k + 1 < len(tokens):
            body = _body_after(tokens, k + 1)
            if body and body.lower() not in office:
                return body
    return None


def _is_private(tokens: Sequence[Token], at: int) -> bool:
    """Whether the name of a country is the beginning of the name of a body that is none of its state's ("American Chamber of
    Commerce")."""
    end = at
    while end < len(tokens) and is_name_word(tokens[end]):
        end += 1
    last = tokens[end - 1].text.lower() if end > at else ""
    return end > at and last in body_heads() and last not in state_bodies()


def _body_after(tokens: Sequence[Token], at: int) -> str | None:
    """The name of a body that begins at ``at``, articles left out."""
    while at < len(tokens) and tokens[at].tag in ("DT", "JJ", "NN") and not tokens[at].text[0].isupper():
        at += 1
    end = at
    while end < len(tokens) and (
        is_name_word(tokens[end])
        or (end > at and tokens[end].text.lower() in ("of", "for", "on", "and", "the", "&", "-") and end + 1 < len(tokens))
    ):
        end += 1
    while end > at and not tokens[end - 1].text[0].isupper():
        end -= 1
    if end == at or tokens[at].ent in ("DATE", "TIME"):
        return None
    return " ".join(name_words(tokens, at, end - 1)) if at == tokens[at].i else " ".join(t.text for t in tokens[at:end])

"""Runs of name words in a sentence, each with what stands around it: title, office, apposition.

The named entities of a small parser are noisy, so they are one sign among several; the runs themselves are of proper nouns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rashomon.countries import find_country
from rashomon.extract.actors.offices import KIN, Office, full_title, is_office, office_before, proper_words, read_office
from rashomon.extract.actors.runs import NO_NAME, is_name_word, name_runs, name_words
from rashomon.extract.actors.vocabulary import (
    american_titles,
    anaphors,
    body_heads,
    female_titles,
    first_names,
    is_agent,
    led_bodies,
    male_titles,
    partisans,
    reporting_verbs,
    source_heads,
    states,
    titles_and_offices,
)
from rashomon.extract.apposition import apposed
from rashomon.model import Sentence, Span, Token

__all__ = ["Chunk", "find_chunks"]

_MAX_OFFICE_WORDS = 16
_MAX_LAST_NAMES = 2
_PREMODIFIERS = frozenset(("DT", "JJ", "JJS", "NN", "NNS", "NNP", "NNPS", "POS", "HYPH", "VBN", "CD"))
_PERSONAL = frozenset("he she his her him".split())
_COURTESY = frozenset("mr mrs ms dr rev sen rep gov gen sir".split())
_PARTIES = frozenset(("R", "D", "I"))


@dataclass(slots=True)
class Chunk:
    """A run of name words. ``first`` and ``last`` are tokens of the name itself, titles left out."""

    sentence: int
    first: int
    last: int
    words: tuple[str, ...]
    span: Span
    label: str = ""
    """The commonest entity label of its tokens."""
    office: Office | None = None
    gender: str = ""
    titled: bool = False
    """A courtesy or office title stands before it."""
    the: bool = False
    who: bool = False
    body: bool = False
    """A common noun for a body stands right behind it ("Morning Star newspaper")."""
    heading: tuple[int, int] | None = None
    """Tokens of a description before the name that is set off from it ("the foreign minister, Ilan Dresk")."""
    owner: str = ""
    """Country whose name stands before it in the possessive ("Norway's Security Council")."""
    acronym: str = ""
    """Its short form in brackets behind it."""
    person: float = 0.0
    """How strongly what stands beside it speaks for a person."""
    plural: bool = False
    taken_up: str = ""
    """Gender of the pronoun that takes it up in its sentence, where it is the subject."""
    side: str = ""
    """The letter of the party in brackets or beside it: ``D``, ``R``."""
    home: frozenset[str] = frozenset()
    """The words of the state or town that the party beside it is told with, in lower case."""
    thing: bool = False
    """A pronoun for a thing takes it up in its sentence."""

    @property
    def name(self) -> str:
        """The name as printed, words joined by blanks."""
        return " ".join(self.words)


def find_chunks(sentence: Sentence, number: int) -> list[Chunk]:
    """The names of a sentence, in order."""
    found = []
    for first, last in name_runs(sentence.tokens):
        chunk = _chunk(sentence, number, first, last)
        if chunk is not None:
            found.append(chunk)
    return found


# ---------------------------------------------------------------------------------------------- runs


# ---------------------------------------------------------------------------------------------- one name


def _chunk(sentence: Sentence, number: int, first: int, last: int) -> Chunk | None:
    tokens = sentence.tokens
    start = _after_titles(tokens, first, last)
    start += tokens[start].text == "." and start < last
    younger = last > start and tokens[last].text in ("Jr.", "Jr")
    if younger or (last > start and tokens[last].text in ("Sr.", "Sr", "II", "III", "IV")):
        last -= 1
    words = name_words(tokens, start, last)
    if not words or (len(words) == 1 and len(words[0]) == 1) or words[0][:2] in ("R-", "D-", "I-"):
        return None
    if words[-1].lower() in partisans() and tokens[last].dep not in ("compound", "amod", "nmod"):
        return None  # "the Harbour Town Democrat" describes somebody
    alone = len(words) == 1 and words[0].lower() in titles_and_offices()  # "the President", "Mr. President"
    if alone and (start > first or (first > 0 and tokens[first - 1].tag in ("DT", "PRP$", "POS"))):
        return None
    if younger:  # a name of his own: his father's is the same without it
        last, words = last + 1, (*words[:-1], f"{words[-1]} Jr.")
    span = Span(tokens[start].start, tokens[last].end)
    labels = [t.ent for t in tokens[start : last + 1] if t.ent and t.ent not in NO_NAME]
    label = max(sorted(set(labels)), key=labels.count) if labels else ""
    chunk = Chunk(number, start, last, words, span, label)
    chunk.plural = tokens[last].tag == "NNPS"
    chunk.the = start > 0 and tokens[start - 1].text.lower() == "the"
    if start > 1 and tokens[start - 1].tag == "POS":
        owner = find_country(tokens[start - 2].text) or find_country(f"{tokens[start - 3].text} {tokens[start - 2].text}")
        chunk.owner = owner.code if owner is not None else "?" if tokens[start - 2].text[0].isupper() else ""
    chunk.titled = start > first
    titles = [t.text.lower().rstrip(".") for t in tokens[first:start]]
    chunk.gender = _title_gender(titles)
    _read_surroundings(sentence, chunk, first, titles)
    return chunk


def _after_titles(tokens: Sequence[Token], first: int, last: int) -> int:
    """Index of the first word that is no title: "US Secretary of State" Jane Roe."""
    cut = first
    for k in range(first, last):
        word = tokens[k].text.lower().removesuffix("-elect").rstrip(".")  # "Rep.-elect"
        of_state = word == "state" and k >= 2 and tokens[k - 2].text.lower() == "secretary"
        if not of_state and not (word in titles_and_offices() and tokens[k].text[0].isupper()):
            continue
        if word in KIN and k > first:  # "Choe Son Hui"
            continue
        rest = tokens[last].text.lower()
        if k + 3 <= last and tokens[k + 2].text.lower() == "elect":  # "President-elect Mara Holt"
            cut = k + 3
        if tokens[k + 1].text in ("-", "–"):  # "Ro Son-il"
            continue
        short = word in _COURTESY or tokens[k].text.endswith(".")  # "Rev. Mara King"
        joined = tokens[k + 1].text.lower() in ("of", "for", "on", "and", "the", "in")
        if rest in body_heads() or (is_office(rest) and not short) or joined:
            continue
        cut = k + 1
    given = _given_name(tokens, cut, last)
    if given is not None:
        return given
    person = last  # "Head of Security Mara Holt": the name within
    while person > cut and tokens[person].ent == "PERSON" and not tokens[person].ent_start:
        person -= 1
    behind = any(is_office(t.text) for t in tokens[cut:person])
    return person if behind and last > person and tokens[person].ent == "PERSON" else cut


def _given_name(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Where a person's name begins behind that of a body or a country: "Homeland Security **Mara** Holt"."""
    for k in range(last - 1, first, -1):
        if tokens[k].text.lower() in first_names():
            before = tokens[k - 1].text
            lower = before.lower()
            told = lower in body_heads() or lower in source_heads() or lower in partisans()
            known = told or (k == 1 and is_agent(lower)) or find_country(before) is not None  # "Shopper Mara Holt said"
            return k if known and last - k <= _MAX_LAST_NAMES else None
    return None


def _title_gender(titles: Sequence[str]) -> str:
    if any(t in male_titles() for t in titles):
        return "m"
    return "f" if any(t in female_titles() for t in titles) else ""


def _read_surroundings(sentence: Sentence, chunk: Chunk, first: int, titles: Sequence[str]) -> None:
    """Set office, signs and acronym of a name from the words beside it."""
    tokens = sentence.tokens
    start = office_before(tokens, first)
    if start < chunk.first:
        chunk.office = read_office(tokens[start : chunk.first])
    if any(t in american_titles() for t in titles) and (chunk.office is None or chunk.office.of is None):
        chunk.office = Office(chunk.office.name if chunk.office is not None else full_title(titles[-1]), "USA")
    chunk.titled = chunk.titled or chunk.office is not None
    if chunk.office is None:
        _read_long_title(sentence, chunk)
    name = tokens[chunk.last]
    if name.dep == "nsubj" and tokens[name.head].lemma in reporting_verbs():
        chunk.person += 0.5
    inner = tokens[chunk.last].dep in ("compound", "amod", "nmod", "poss")  # "the Norland navy", "Holt's lawyer"
    placed = chunk.label in ("GPE", "LOC") and name.dep == "pobj"  # "from Norland with her friends"
    sign = "" if inner or placed else _pronoun_behind(tokens, chunk.last + 1)
    chunk.person += 1.5 * (sign in _PERSONAL)
    if sign in _PERSONAL and name.dep == "nsubj" and not _names_other(tokens, chunk.last + 1):
        chunk.taken_up = "f" if sign in ("she", "her") else "m"
    chunk.thing = sign in ("it", "its")
    _read_behind(sentence, chunk)
    if chunk.office is None:
        _read_heading(sentence, chunk)
    if chunk.office is None:
        _read_copula(sentence, chunk)


def _pronoun_behind(tokens: Sequence[Token], at: int) -> str:
    """The first pronoun behind a name, up to the next name or quotation mark."""
    for token in tokens[at:]:
        if token.tag in ("NNP", "NNPS", "``", "''") or token.text in ";:":
            return ""
        if token.tag in ("PRP", "PRP$"):
            return token.text.lower()
    return ""


def _names_other(tokens: Sequence[Token], at: int) -> bool:
    """Whether somebody else is spoken of before the first pronoun ("Holt thanked the nurse when she ...")."""
    pronoun = next((t.i for t in tokens[at:] if t.tag in ("PRP", "PRP$")), at)
    return any(is_office(t.text) for t in tokens[at:pronoun])


def _read_behind(sentence: Sentence, chunk: Chunk) -> None:
    """What stands behind a name: an apposition, a party in brackets, a short form, a common noun for a body."""
    tokens, behind = sentence.tokens, chunk.last + 1
    if behind + 1 >= len(tokens):
        return
    if tokens[behind].tag == "NN" and tokens[behind].text in led_bodies():
        chunk.the = False  # "the Holt campaign"
        chunk.person += 2
    elif tokens[behind].tag == "NN" and tokens[behind].text in anaphors():
        chunk.body = True
    elif tokens[behind].text == ",":
        _read_apposition(sentence, chunk, behind + 1)
    elif tokens[behind].text == "(":
        inside = tokens[behind + 1].text
        if inside[:2].rstrip("-") in _PARTIES:
            chunk.titled, chunk.side = True, inside[0]
            chunk.home = _home("".join(t.text for t in tokens[behind + 1 : behind + 6]))
        elif inside.isupper() and 2 <= len(inside) <= 8:
            chunk.acronym = inside


def _read_apposition(sentence: Sentence, chunk: Chunk, at: int) -> None:
    """``Ilan Dresk, Norland's foreign minister,``: the words up to the next comma or verb."""
    tokens = sentence.tokens
    if at < len(tokens) and tokens[at].tag == "CD" and at + 1 < len(tokens) and tokens[at + 1].text == ",":  # an age
        chunk.person += 2
        at += 2
    if at < len(tokens) and tokens[at].text.lower() == "who":
        chunk.who = True
        at += 1
        if at < len(tokens) and tokens[at].lemma == "be":
            at += 1
    end = at
    while end < len(tokens) and end - at < _MAX_OFFICE_WORDS:
        token = tokens[end]
        if token.text in (",", ";", ".", "(", "—", "–", '"', "“", "”") or token.tag in ("VBD", "VBZ", "MD", "WP", "WDT"):
            break
        end += 1
    _read_side(chunk, tokens[at:end])
    if not any(is_office(t.text) for t in tokens[at:end]):
        return
    head = next(t for t in tokens[at:end] if is_office(t.text))
    if is_name_word(head):
        if tokens[at].tag not in ("DT", "NNP", "JJ"):
            return
    elif any(t.tag in ("IN", "CC", "TO", "RB") for t in tokens[at : head.i]):
        return
    office = read_office(tokens[at:end])
    if office is not None and (chunk.office is None or chunk.office.of is None):
        chunk.office = office if chunk.office is None else Office(chunk.office.name, office.of, office.gender)
    if office is not None:
        chunk.person += 3


def _read_side(chunk: Chunk, tokens: Sequence[Token]) -> None:
    """The letter of the party that a description names somebody a member of, and where he is from."""
    side = next((t.text[0].upper() for t in tokens if t.text.lower() in partisans()), "")
    if side:
        chunk.side = chunk.side or side
        chunk.home |= proper_words(tokens)


_HOME = re.compile(r"[RDI](?:[-–—]|,)([\w.]+)")


def _home(bracket: str) -> frozenset[str]:
    """The state that stands with a party in brackets: ``R-Calif.)``."""
    found = _HOME.match(bracket)
    return frozenset(states().get(found.group(1).replace(".", "").lower(), "").split()) if found else frozenset()


def _read_long_title(sentence: Sentence, chunk: Chunk) -> None:
    """``US ambassador to the United Nations Nikki Roe``: the name follows the office's body without a comma."""
    tokens = sentence.tokens
    k = chunk.first - 1
    if k < 2 or len(chunk.words) < 2 or chunk.words[-1].lower() in body_heads() or not tokens[k].text[0].isupper():
        return
    while k > 0 and chunk.first - k < 9 and (is_name_word(tokens[k]) or tokens[k].tag in ("DT", "IN", "TO")):
        if tokens[k].tag in ("IN", "TO") and is_office(tokens[k - 1].text):
            start = office_before(tokens, k)
            chunk.office = read_office(tokens[min(start, k - 1) : chunk.first])
            chunk.titled, chunk.heading = True, (min(start, k - 1), chunk.first)
            return
        k -= 1


def _read_heading(sentence: Sentence, chunk: Chunk) -> None:
    """``Norland's foreign minister, Ilan Dresk``: the description before the comma."""
    tokens = sentence.tokens
    stop = chunk.first - 1
    if stop < 1 or tokens[stop].text != ",":
        return
    behind = tokens[chunk.last + 1].text if chunk.last + 1 < len(tokens) else "."
    if tokens[chunk.last].dep not in ("appos", "conj", "nsubj", "dobj", "pobj", "attr") or behind == "and":
        return
    if [t.text for t in tokens[chunk.last + 1 : chunk.last + 3]] == [",", "and"]:  # "of Trade, Labour, and Transport"
        return
    twins = {t.i for t in apposed(sentence, tokens[chunk.last])}
    start = stop
    while start > 0 and stop - start < _MAX_OFFICE_WORDS:
        before = tokens[start - 1]
        if before.text in (",", ";", "—", "–", ":", '"', "”", "“") or before.tag in ("VBD", "VBZ", "VBP", "MD", "VB", "WP"):
            break
        start -= 1
    _read_side(chunk, tokens[start:stop])
    head = next((t for t in tokens[start:stop] if is_office(t.text)), None)
    if head is None:
        return
    while head.i + 1 < stop and is_office(tokens[head.i + 1].text):
        head = tokens[head.i + 1]
    if head.tag in ("NNS", "NNPS"):
        return
    first = head.i
    while first > start and (tokens[first - 1].tag in _PREMODIFIERS or tokens[first - 1].text == "-"):
        first -= 1
    adjacent = head.i == stop - 1 or tokens[head.i + 1].text in ("of", "to", "for", "at", "in", "on")
    if twins.isdisjoint(range(start, stop)) and not (adjacent and behind in (",", ".", "”", "’s", "'s")):
        return
    office = read_office(tokens[first:stop])
    if office is not None:
        chunk.office, chunk.heading = office, (first, stop)
        chunk.person += 2


def _read_copula(sentence: Sentence, chunk: Chunk) -> None:
    """``Dresk is Norland's foreign minister``."""
    name = sentence.tokens[chunk.last]
    verb = sentence.tokens[name.head]
    if name.dep != "nsubj" or verb.lemma != "be":
        return
    attribute = next((t for t in sentence.children(verb.i) if t.dep == "attr" and is_office(t.text)), None)
    if attribute is not None:
        chunk.office = read_office(sentence.subtree(attribute.i)[:_MAX_OFFICE_WORDS])

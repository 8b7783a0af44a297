"""Bylines: lines that name who wrote an article, for whom and when."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from datetime import date

from rashomon.clean.lines import agencies_in
from rashomon.clean.sheet import Line, Sheet, bare
from rashomon.lexicon import lexicon

__all__ = ["DATE", "MONTH", "Head", "is_names", "mark_bylines", "mark_known", "read_day"]

# ---------------------------------------------------------------------------------------------- dates

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), start=1
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(_MONTHS, key=lambda name: (-len(name), name)))
_CLOCK_TIME = r"(?:at\s)?\d\d?[:.]\d\d\s?(?:[ap]\.?m\.?)?,?\s"
DATE = re.compile(
    rf"""\b(?:
      (?P<y1>(?:19|20)\d\d)[-/.](?P<m1>\d\d?)[-/.](?P<d1>\d\d?)
    | (?P<a>\d\d?)[-/.](?P<b>\d\d?)[-/.](?P<y2>(?:19|20)\d\d)
    | (?P<d3>\d\d?)(?:st|nd|rd|th)?[\s-](?:of\s)?(?P<m3>{MONTH})\.?,?[\s-](?P<y3>(?:19|20)\d\d)
    | (?P<m4>{MONTH})\.?\s(?P<d4>\d\d?)(?:st|nd|rd|th)?,?\s(?:{_CLOCK_TIME})?(?P<y4>(?:19|20)\d\d)
    )(?:T[\d:.Z+-]+)?(?!\d)""",
    re.VERBOSE | re.IGNORECASE,
)
"""A whole date, with its year."""


def read_day(match: re.Match[str]) -> date | None:
    """The day that a date names; ``None`` where day and month could be either (``04/05/2017``)."""
    g = match.groupdict()
    if g["y1"]:
        return day_of(g["y1"], g["m1"], g["d1"])
    if g["y3"]:
        return day_of(g["y3"], g["m3"], g["d3"])
    if g["y4"]:
        return day_of(g["y4"], g["m4"], g["d4"])
    first, second = int(g["a"]), int(g["b"])
    if first <= 12 and second <= 12 and first != second:
        return None
    day, month = (second, first) if second > 12 else (first, second)
    return day_of(g["y2"], str(month), str(day))


def day_of(year: str, month: str, day: str) -> date | None:
    """The day, from digits and the name or number of a month."""
    try:
        return date(int(year), _MONTHS.get(month.lower()) or int(month), int(day))
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------------- names

_NAME = r"[A-Z][\w’'.-]{0,30}(?: (?:[A-Z][\w’'.-]{0,30}|de|da|van|von|der|den|del|al|bin|ibn|el|la|du|di)){1,3}"
_IS_NAME = re.compile(_NAME)
_SPLIT = re.compile(r"\s*(?:,|;|\||•|·|/|&|\band\b|\bAND\b|\bwith\b|\s[-–—]\s|\s{3,})\s*")
_ASIDE = re.compile(r" (?:(?:in|for|at|of|from) |[@(<]).*")
_TIME_WORDS = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|October"
    r"|November|December|Today|Yesterday)\b"
)


@functools.cache
def _roles() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicon('furniture')['words']['roles'])})s?\b", re.IGNORECASE)


def _is_person(piece: str) -> bool:
    """Whether a piece of a byline is a name, and no agency, role or day."""
    if _IS_NAME.fullmatch(piece) is None or _TIME_WORDS.search(piece) or re.search(r"[’']s\b", piece):
        return False
    return not _roles().search(piece) and not agencies_in(piece)


def _names_in(text: str) -> tuple[str, ...]:
    """The persons in the text of a byline."""
    pieces = (_ASIDE.sub("", piece.strip(" .:")) for piece in _SPLIT.split(text))
    return tuple(dict.fromkeys(piece.title() if piece.isupper() else piece for piece in pieces if _is_person(piece)))


def is_names(text: str, *, least: int = 1) -> bool:
    """Whether the text is so many names of persons and nothing else."""
    pieces = [piece.strip(" .") for piece in _SPLIT.split(text)]
    return len(pieces) >= least and all(map(_is_person, pieces))


# ---------------------------------------------------------------------------------------------- bylines


@dataclass(slots=True)
class Head:
    """What the head of an article tells of its origin."""

    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published_on: date | None = None
    agencies: tuple[str, ...] = ()

    def learn(self, other: Head) -> None:
        """Take over what is not known yet."""
        self.authors = self.authors or other.authors
        self.outlet = self.outlet or other.outlet
        self.published_on = self.published_on or other.published_on
        self.agencies = self.agencies or other.agencies


_BY = re.compile(
    r"(?:(?:[Ww]ritten|[Ss]tory|[Rr]eport|[Ww]ords|[Pp]osted|[Rr]eported|REPORT) )?[Bb][Yy]\s*:?\s+(?P<names>[A-Z“\"].*)"
)
_PLACE = r"[A-Z][\w’' .-]{1,30}"
_IN_PLACE = re.compile(rf"{_NAME}(?:(?:, | and ){_NAME}){{0,3}},? in {_PLACE}(?: and {_NAME} in {_PLACE})*")
_CLOCK = re.compile(
    r"\b(?:\d\d?[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?|\d\d?\s?[ap]\.?m\.?|[ECMP][SD]?T|GMT|UTC|BST|CET|CEST|IST|AEST|AEDT|hrs"
    r"|(?:first |last )?(?:published|updated|posted|modified|created|filed)(?: (?:on|at))?|(?:on|at)(?= )"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b[.,:]?",
    re.IGNORECASE,
)
_LOGO = re.compile(r"(?P<outlet>\S[^|]{0,40}?) ?[Ll]ogo ?(?P=outlet)")


def _read_byline(line: Line) -> Head | None:
    """What a byline tells; ``None`` if the line is none."""
    text = " ".join(line.text.split())
    if line.n_words > 30 or len(text) > 300 or text.endswith(("?", "!", ":")):
        return None
    dated, agencies = DATE.search(text), agencies_in(text)
    if (by := _BY.fullmatch(text)) is not None and (not line.is_closed or line.n_words <= 6):
        names = _names_in(DATE.sub(" , ", by.group("names")))
        named = names or agencies or _roles().search(text)
        return Head(names, None, read_day(dated) if dated else None, agencies) if named else None
    if line.is_closed:
        return None
    if dated is not None:
        return _read_dated(text, dated)
    if line.n_words <= 14 and (_IN_PLACE.fullmatch(text) or _is_signed(text)):
        return Head(_names_in(re.sub(r" in [A-Z].*?(?= and |,|$)", "", text)), agencies=agencies)
    if agencies and line.n_words <= 4 and not _without_agencies(text):
        return Head(agencies=agencies)
    return None


def _is_signed(text: str) -> bool:
    """Names with an agency or a role behind them: "Mara Holt, Foreign Editor", "Mara Holt and Jan Vrel, AP"."""
    pieces = [piece for piece in _SPLIT.split(text) if piece]
    titles = [piece for piece in pieces if agencies_in(piece) or (_roles().search(piece) and len(piece.split()) <= 5)]
    return len(pieces) >= 2 and bool(titles) and len(_names_in(text)) == len(pieces) - len(titles) > 0


def _without_agencies(text: str) -> str:
    """What stands beside the names of agencies."""
    printed = (form for forms in lexicon("furniture")["agencies"].values() for form in forms)
    for form in sorted(printed, key=lambda form: (-len(form), form)):
        text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", "", text)
    return re.sub(r"\W+|\b(?:and|by|the|from|The|By|With)\b", "", text)


def _read_dated(text: str, dated: re.Match[str]) -> Head | None:
    """A line with a date: a byline if names, clock times and labels are all that stands beside it."""
    before, after = text[: dated.start()], text[dated.end() :]
    logo = _LOGO.match(before)
    before = before[logo.end() :] if logo is not None else before
    left = [re.sub(r"^[Bb][Yy] ", "", _CLOCK.sub(" ", part).strip(" .,:|-–—()")) for part in (before, after)]
    pieces = [piece for part in left for piece in _SPLIT.split(part) if piece.strip(" .:")]
    if len(pieces) > 6 or not all(map(_is_label, pieces)):
        return None
    names = tuple(name for part in left for name in _names_in(part))
    return Head(names, logo.group("outlet").strip() if logo else None, read_day(dated), agencies_in(text))


_SMALL = frozenset("a an and at by de der for from in of on the to von".split())


def _is_label(piece: str) -> bool:
    """Whether a piece beside a date is a name or label: few words, each with a capital or a digit."""
    found = piece.split()
    return (
        len(found) <= 5
        and "(@" not in piece
        and all(word[0] in "(@" or not word[0].islower() or word in _SMALL for word in found)
    )


def _is_outlet(line: Line) -> bool:
    """Whether a short line could name an outlet: capitalised words, one of them a word that outlets have in their names."""
    pieces = line.text.split()
    if not 1 <= len(pieces) <= 4 or not all(piece[0].isupper() for piece in pieces):
        return False
    return any(piece.lower() in lexicon("furniture")["outlets"]["words"] for piece in pieces)


def mark_bylines(sheet: Sheet, within: int) -> Head:
    """Mark the bylines among the first ``within`` lines; a name alone counts beside another byline or an outlet's name."""
    head = Head()
    lines = sheet.lines[:within]
    for line in lines:
        free = line.is_open and not line.is_sentence
        if free or line.why == "note on the article":
            told = _read_byline(line)
            if told is not None and (free or DATE.search(line.text)):
                line.take("byline", "byline")
                head.learn(told)
    pairs = list(itertools.pairwise(lines))
    for line, other in [*pairs, *((second, first) for first, second in pairs)]:
        if not line.is_open or line.n_words > 14 or line.is_closed or not is_names(line.text):
            continue
        if other.kind == "byline" or (other.is_open and _is_outlet(other)):
            line.take("byline", "name beside a byline")
            head.learn(Head(_names_in(line.text)))
        if other.kind is None and _is_outlet(other):
            other.take("byline", "outlet beside a name")
            head.learn(Head(outlet=" ".join(other.text.split())))
    return head


def mark_known(sheet: Sheet, within: int, *, outlet: str | None, authors: tuple[str, ...]) -> None:
    """Mark lines that are nothing but the name of the outlet or of an author."""
    known = {bare(name) for name in (outlet, *authors) if name}
    for line in sheet.lines[:within]:
        if line.is_open and line.n_words <= 8 and bare(line.text) in known:
            line.take("byline", "name of the outlet or of an author")

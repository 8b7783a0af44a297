"""Furniture by what a line looks like: a lexicon of general patterns, the line's form, and its neighbours."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rashomon.clean.sheet import LONG_CHARS, Line, Sheet
from rashomon.lexicon import lexicon
from rashomon.model import BlockKind, Span

__all__ = ["agencies_in", "is_page_text", "mark_closing_agency", "mark_furniture", "mark_stubs", "mark_tail", "speaks"]

# ---------------------------------------------------------------------------------------------- the lexicon

_SHORT_WORDS = 40
"""Lines of more words are tried on the few rules that allow them."""

_CAPITAL = r"[\"“]?(?:[Tt]he )?(?:[A-Z][\w.'’&/@-]{0,40}|dpa)[\"”]?"
_JOIN = "(?:, and |, with |, |; | and | in | of | at | for | from | with | via | to | de | al | & |: | )"
_CAPS = rf"{_CAPITAL}(?:{_JOIN}{_CAPITAL}){{0,60}}"


class _Rule(NamedTuple):
    kind: BlockKind
    why: str
    max_words: int
    speech: bool


@functools.cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(entry["kind"], entry["why"], entry.get("words", 30), entry.get("speech", False))
        for entry in lexicon("furniture")["rule"]
    )


@functools.cache
def _pattern(field: str, *, short: bool, speech: bool) -> re.Pattern[str]:
    """All the patterns of one field, for short or long lines, for lines that report speech or not, as one expression; the
    group that matches names the rule."""
    rules = enumerate(lexicon("furniture")["rule"])
    parts = [
        f"(?P<r{number}>{'|'.join(entry[field])})"
        for number, entry in rules
        if entry.get(field) and (short or _rules()[number].max_words > _SHORT_WORDS) and (_rules()[number].speech or not speech)
    ]
    return re.compile("|".join(parts).replace("{CAPS}", _CAPS) or "(?!)")


_SPEECH = (
    " said", " told ", " says", " added", " asked ", " announced", " insisted", " warned", " tweeted", " wrote", " declined",
    " denied",
)  # fmt: skip


def _has_any(text: str, signs: Iterable[str]) -> bool:
    for sign in signs:  # noqa: SIM110  (this runs on every line; a generator takes three times as long)
        if sign in text:
            return True
    return False


def speaks(line: Line) -> bool:
    """Whether the line reports speech in a full sentence."""
    return line.is_closed and line.n_words > 8 and _has_any(line.folded, _SPEECH)


@functools.cache
def _signs() -> tuple[str, ...]:
    return tuple(lexicon("furniture")["signs"])


def _look_up(line: Line) -> _Rule | None:
    """The rule of the lexicon that the line falls under."""
    short, speech = line.n_words <= _SHORT_WORDS, speaks(line)
    folded = line.folded
    for field in ("lines", "raw", "loose", "loose_raw"):
        if field == "loose" and not _has_any(folded, _signs()):
            return None
        text = " ".join(line.text.split()) if field.endswith("raw") else folded
        match = _pattern(field, short=short, speech=speech).fullmatch(text)
        if match is not None and match.lastgroup is not None:
            rule = _rules()[int(match.lastgroup[1:])]
            if line.n_words <= rule.max_words:
                return rule
    return None


# ---------------------------------------------------------------------------------------------- names of agencies


@functools.cache
def _agency_names() -> dict[str, str]:
    """How agencies are printed -> their canonical name."""
    return {printed: name for name, forms in lexicon("furniture")["agencies"].items() for printed in forms}


def _alternatives(names: Sequence[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=lambda name: (-len(name), name)))


@functools.cache
def _agency_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.])(?:{_alternatives(list(_agency_names()))})(?![\w])")


def agencies_in(text: str) -> tuple[str, ...]:
    """Canonical names of the news agencies named in a credit, in order, each once."""
    found = (_agency_names()[match.group()] for match in _agency_pattern().finditer(text))
    return tuple(dict.fromkeys(found))


# ---------------------------------------------------------------------------------------------- pictures

_PICTURE_HINT = re.compile(r"Photo|PHOTO|photo|Picture|PICTURE|Image|Getty|REUTERS|/|\||\bvia\b|Credit|CREDIT|File|Courtesy")
_PICTURE_TAIL_CHARS = 160
_PICTURE_WORDS = 110


@functools.cache
def _picture_pattern() -> re.Pattern[str]:
    """A picture's credit at the end of a line: "Photograph: Mara Holt/AP", "(Photo by ...)", "Mara Holt via Getty Images"."""
    sellers = _alternatives([*_agency_names(), *lexicon("furniture")["pictures"]["agencies"]])
    name = r"[A-Z][\w.'’&-]{0,40}(?:\ [A-Z(][\w.'’&)-]{0,40}|\ de|\ van|\ von|\ der|\ al|\ la){0,6}"
    what = r"(?:[Pp]hoto(?:graph)?s?|PHOTO|[Pp]ictures?|PICTURE|Images?|IMAGE|Illustration|Graphic)"
    join = r"\s?(?:/\s?via\b|/|\||\bvia\b|\bfor\b)\s?"
    return re.compile(
        rf"""(?:
          (?:(?<=^)|(?<=[.!?”"’)\],\d]\s)|(?<=\())(?:(?:{sellers}|File|Mandatory|Cover|Main)\s)?{what}?\s?
             (?:[Cc]redits?|illustration|courtesy|Courtesy|CREDIT)?\s?(?<=\w)(?::|/|\sby\b|\sof\b|\sby:)\s?[A-Z@©][^():]{{1,100}}\)?
        | (?:AP|EPA|AFP|AFP-JIJI)\s?[Pp]hoto(?:s?)\s?/\s?[A-Z][^()]{{1,80}}\)?
        | {what}\s?:\s?[A-Z@©][^():.]{{1,80}}(?:[.][^():.]{{1,30}})?
        | \((?:{what}|Credit|Courtesy|Source)\b[^()]{{1,120}}\)
        | \(?\bREUTERS\s?/\s?[A-Z].{{2,70}}
        | \(?(?:{name}{join}){{1,4}}(?:the\s)?(?:{sellers})(?:,\s(?:File|FILE)|\sphoto)?\s?\)?
        | \(?(?:(?:{sellers})(?:{join}|\s)){{0,3}}(?:Getty|Getty\sImages|Shutterstock|iStock|iStockphoto|Alamy|REUTERS)\)?
        | \((?:[\w.'’&-]+\ ?){{1,6}}{join}(?:{sellers})\s?\)
        | \((?:{sellers})\s?/\s?[A-Z][^()]{{2,60}}\)
        | [—–-]\s?File(?:\s[Pp]hoto)?
        )(?:\.?|\s-\s\w{{6,20}}|\s(?:More|Less))$""",
        re.VERBOSE,
    )


def _picture_credit(line: Line) -> int | None:
    """Where in the line a picture's credit begins, if it ends with one."""
    tail = max(0, len(line.text) - _PICTURE_TAIL_CHARS)
    if line.n_words > _PICTURE_WORDS or _PICTURE_HINT.search(line.text, tail) is None:
        return None
    match = _picture_pattern().search(line.text, tail)
    return match.start() if match is not None else None


_TOLD_MORE = re.compile(r"[.)]\s+More$")


# ---------------------------------------------------------------------------------------------- line by line


def mark_furniture(sheet: Sheet) -> None:
    """Mark lines that are furniture as a whole, by lexicon, form and neighbours."""
    shouting = _is_shouting(sheet)
    for line in sheet.lines:
        if line.is_open and len(line.text) <= LONG_CHARS:
            _mark_line(line)
    if not shouting:
        _mark_shouted_links(sheet)
    _mark_repeated(sheet)
    _free_told_captions(sheet)
    _mark_neighbours(sheet)
    _mark_lists_of_links(sheet)


def _mark_line(line: Line) -> None:
    if not line.n_words or not any(map(str.isalnum, line.folded)):
        line.take("navigation", "ornament")
    elif (rule := _look_up(line)) is not None:
        line.take(rule.kind, rule.why)
    elif (credit := _picture_credit(line)) is not None:
        if not any(map(str.isalnum, line.text[:credit])):
            line.take("credit", "picture credit")
        else:
            line.take("caption", "ends with a picture credit")
    elif line.n_words <= _SHORT_WORDS and _TOLD_MORE.search(line.text):
        line.take("caption", "picture caption")


_CAPTION_LABEL = re.compile(
    r"(?:CLOSE|Facebook Twitter Pinterest|WATCH:|(?:Image copyright .{0,80}?)?(?:Image|Media) caption)\s+"
)
_FORMULA = re.compile(r"F(?:ILE|ile)\b|In this\b|PHOTO\b|.{0,80}\bfile photo\b")
"""How agencies begin their captions: these tell what the picture shows, and the report tells it too."""
_CLOSED = re.compile(r"(?P<told>[.!?…][\"'”’)\]]*)\s*(?:\([^()]{1,40}\)\s*)?(?:[A-Z][\w/ ]{1,30})?$")


def _free_told_captions(sheet: Sheet) -> None:
    """A caption that reports speech in a full sentence, and does not stand twice, is report: only its label and credit go."""
    for line in sheet.lines:
        if line.kind not in ("caption", "video") or line.why == "line told twice in a row" or line.n_words <= 8:
            continue
        credit = _picture_credit(line)
        told = line.text[:credit].rstrip(" (") if credit is not None else line.text
        closed = _CLOSED.search(told)
        if closed is None or not _has_any(told.lower(), _SPEECH) or _FORMULA.match(line.text):
            continue
        kind, why = line.kind, line.why
        line.kind, line.why = None, ""
        if (label := _CAPTION_LABEL.match(line.text)) is not None:
            line.cut(Span(line.start, line.start + label.end()), kind, why)
        end = len(told) if credit is not None else closed.end("told")
        line.cut(Span(line.start + end, line.end), "credit", "picture credit")


# ---------------------------------------------------------------------------------------------- capitals

_LINK_WORDS = 7
"""Headlines in capitals that are links have more words than the sub-heads of agencies (99 of 100 looked at)."""


def _is_upper(line: Line) -> bool:
    text = line.text
    if len(text) > 300 or text[:1].islower() or text[1:2].islower():
        return False
    lower = sum(map(str.islower, text))
    return lower * 10 <= sum(map(str.isupper, text)) and line.n_words >= 3


def _is_shouting(sheet: Sheet) -> bool:
    """Whether the text is set in capitals throughout (telex, old archives), so that capitals mean nothing."""
    return sum(len(line.text) for line in sheet.lines if _is_upper(line)) * 2 > len(sheet.text)


def _mark_shouted_links(sheet: Sheet) -> None:
    invited = any(line.kind == "link" and _is_upper(line) for line in sheet.lines)
    least = 4 if invited else _LINK_WORDS
    for line in sheet.lines[1:]:
        if line.kind is None and least <= line.n_words <= 30 and line.text[-1] not in ".!?:;,…”" and _is_upper(line):
            line.take("link", "headline in capitals")


# ---------------------------------------------------------------------------------------------- neighbours


def _mark_repeated(sheet: Sheet) -> None:
    """A line that stands twice in a row: a caption, as pages print it under the picture and for the blind."""
    for line, following in itertools.pairwise(sheet.lines):
        if line.n_words < 4 or line.folded != following.folded or len(line.text) > LONG_CHARS:
            continue
        if line.kind in (None, "title") and line is sheet.lines[0] and not line.is_closed:
            following.take("duplicate", "headline told twice")
        elif "caption" in (line.kind, following.kind) or not line.is_closed:
            line.take("caption", "line told twice in a row")
            following.take("caption", "line told twice in a row")
        elif line.kind is None:
            line.take("duplicate", "line told twice in a row")


_CAPTION_WORDS = 40


def _mark_neighbours(sheet: Sheet) -> None:
    """Captions beside their picture or its credit, titles of videos beside their player."""
    lines = sheet.lines
    seen_headline = False
    for k, line in enumerate(lines):
        before, after = lines[k - 1] if k else None, lines[k + 1] if k + 1 < len(lines) else None
        seen_headline = seen_headline or line.kind == "title"
        if line.kind is not None or line.n_words > _CAPTION_WORDS:
            continue
        after_image = before is not None and before.kind == "image"
        credited = after is not None and after.kind == "credit" and after.why == "picture credit"
        if credited and (after_image or not line.is_closed):
            line.take("caption", "beside a picture's credit")
        elif after is not None and after.why == "video player" and after.n_words <= 6 and not line.is_closed and seen_headline:
            line.take("video", "title of a video")
        elif line.n_words >= 3:
            seen_headline = True


def _mark_lists_of_links(sheet: Sheet) -> None:
    """What stands below a label of links ("Related stories:", "More:"), up to the next sentence."""
    listing = False
    for line in sheet.lines:
        if line.kind == "link":
            listing = line.n_words <= 5 and line.text.endswith(":")
        elif listing and line.kind is None and not line.is_closed and line.n_words <= 20 and line.text[-1] != ":":
            line.take("link", "in a list of links")
        else:
            listing = False


# ---------------------------------------------------------------------------------------------- stubs inside a line


class _Inside(NamedTuple):
    kind: BlockKind
    why: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


@functools.cache
def _insides() -> tuple[_Inside, ...]:
    return tuple(
        _Inside(entry["kind"], entry["why"], tuple(entry["needs"]), re.compile(entry["pattern"]))
        for entry in lexicon("furniture")["inside"]
    )


@functools.cache
def _closing_agency() -> re.Pattern[str]:
    names = _alternatives(list(_agency_names()))
    return re.compile(rf"(?<=[.!?”\"’)])\s+(?P<cut>[(\[]?(?:[-–—/]\s?)?(?:{names})(?:/(?:{names}))*[)\]]?\.?)$")


def mark_stubs(sheet: Sheet) -> None:
    """Mark furniture inside lines: links in brackets, players, headlines glued to a name."""
    for rule in _insides():
        if not _has_any(sheet.text, rule.needs):
            continue
        group = "cut" if "cut" in rule.pattern.groupindex else 0
        for line in sheet.lines:
            if _has_any(line.text, rule.needs):
                for match in rule.pattern.finditer(line.text):
                    start, end = match.span(group)
                    line.cut(Span(line.start + start, line.start + end), rule.kind, rule.why)


def mark_closing_agency(sheet: Sheet) -> None:
    """Mark a news agency's name after the last sentence."""
    for line in [line for line in sheet.lines if not line.is_furniture][-3:]:
        match = _closing_agency().search(line.text, max(0, len(line.text) - 60))
        if match is not None:
            start, end = match.span("cut")
            line.cut(Span(line.start + start, line.start + end), "credit", "agency after the last sentence")


# ---------------------------------------------------------------------------------------------- the end of the page

_TAIL_LINES = 10
_TAIL_WORDS = 350
_END_MARKS = frozenset(("credit", "about", "tags", "comments"))
_QUOTED = re.compile(r"(?<!\w)[\"“][^\"”]{25,}[\"”]")
_NAMED = r"(?P<name>(?:(?:Dr|Mr|Ms|Prof)\. )?[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{0,30}){0,2} (?P<last>[A-Z][\w’'-]{1,30}))"
_BIO = re.compile(
    rf"(?:The (?:author|writer) |{_NAMED},? (?:[^.]{{0,80}}?, )?)"
    r"(?:is|are|was|covers|writes|reports|works|teaches|serves|joined|has (?:covered|been|written|reported))\b"
)
_WORD = re.compile(r"[\w-]+")


@functools.cache
def _words_of(name: str) -> frozenset[str]:
    entry = lexicon("furniture")["words"][name]
    return frozenset(entry)


def is_page_text(line: Line, *, after_end: bool = False) -> bool:
    """Whether a line speaks to the reader about the page or its outlet: "Your donation keeps our newsroom free". After the
    end of the report weaker signs will do."""
    if line.n_words > 120 or speaks(line) or _QUOTED.search(line.text) is not None:
        return False
    found = _WORD.findall(line.folded)
    reader, page, often = (sum(map(_words_of(name).__contains__, found)) for name in ("reader", "page", "page_often"))
    if after_end:
        return reader >= 1 and page + often >= 1
    return reader >= 1 and (page >= 2 or (page >= 1 and often >= 2))


def _is_bio(line: Line, sheet: Sheet) -> bool:
    """Whether the line says who the author is: somebody whom the report itself does not name."""
    match = _BIO.match(line.text)
    if match is None or line.n_words > 90 or _QUOTED.search(line.text) is not None:
        return False
    if not _words_of("callings").intersection(_WORD.findall(line.folded)):
        return False
    last = match.group("last")
    others = (other for other in sheet.lines if other is not line and other.kind in (None, "body", "subhead"))
    return last is None or not any(last in other.text for other in others)


def mark_tail(sheet: Sheet) -> None:
    """Mark what follows the report: notes on the author, boxes about the outlet, pleas."""
    lines = sheet.lines
    for line in [line for line in lines if line.kind is None][-3:]:
        if len(line.text) <= LONG_CHARS and line.start * 3 > len(sheet.text):
            if _is_bio(line, sheet):
                line.take("about", "note on the author")
            elif is_page_text(line):
                line.take("about", "speaks to the reader about the page")
    first = next((k for k in range(max(0, len(lines) - _TAIL_LINES), len(lines)) if _ends_report(lines[k], sheet)), None)
    if first is None:
        return
    rest = lines[first + 1 :]
    loose = [line for line in rest if line.kind is None]
    page = sum(line.is_furniture or is_page_text(line, after_end=True) for line in rest)
    n_words = sum(line.n_words for line in rest)
    if page * 3 >= len(rest) * 2 and n_words <= _TAIL_WORDS and not any(map(_is_told, loose)):
        for line in loose:
            line.take("about", "after the end of the report")


def _ends_report(line: Line, sheet: Sheet) -> bool:
    """Whether nothing of the report follows: a credit to agencies and reporters, or a box about author or outlet."""
    late = line.start * 2 > len(sheet.text)
    return late and (line.kind in _END_MARKS or line.why == "copyright line") and line.why != "picture credit"


def _is_told(line: Line) -> bool:
    """Whether the line can only be report: somebody speaks."""
    return len(line.text) > LONG_CHARS or speaks(line) or _QUOTED.search(line.text) is not None

"""The head of an article: title, standfirst, dateline; and the sub-heads of its report."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.clean.bylines import is_names, mark_bylines, mark_known
from rashomon.clean.dateline import mark_dateline
from rashomon.clean.origin import (
    address_in,
    credited_agencies,
    date_of_url,
    outlet_of_path,
    outlet_of_url,
    outlet_on_top,
    owner_in,
)
from rashomon.clean.sheet import Line, Sheet, bare
from rashomon.model import Article

__all__ = ["mark_masthead", "mark_opening", "mark_subheads", "mark_title"]

_HEAD_LINES = 12
"""Lines among which title, standfirst and byline are looked for."""

# ---------------------------------------------------------------------------------------------- title


def mark_title(sheet: Sheet, title: str | None) -> None:
    """Mark the line that is the given title, where the text begins with it."""
    wanted = bare(title or "")
    if not wanted:
        return
    for line in sheet.lines[:_HEAD_LINES]:
        if len(line.text) <= 3 * len(title or "") and bare(" ".join(span.of(sheet.text) for span in line.rests())) == wanted:
            line.take("title", "headline")
            return


def _is_headline(line: Line) -> bool:
    """Whether a line could be a headline: some words without a full stop, beginning like a sentence."""
    text = line.text
    return (
        line.is_open
        and 3 <= line.n_words <= 25
        and len(text) <= 200
        and not (line.parts and line.parts[0].span.start == line.start)
        and not is_names(text, least=2)
        and not (text[0].isalpha() and text[0].islower())
        and not re.search(r"(?<!\.)[.:,;][\"”’)]*$|\.{3}$", text)
        and any(map(str.isalpha, text))
    )


def _first_report(sheet: Sheet, *, titled: bool) -> int:
    """Number of the first line that is a paragraph of report, or the number of lines. A question on top is a headline."""
    found = (k for k, line in enumerate(sheet.lines) if line.is_open and line.is_sentence)
    first = next(found, len(sheet.lines))
    if titled or first == len(sheet.lines):
        return first
    asks = _is_headline(sheet.lines[first]) and sheet.lines[first].text.rstrip("\"'”’").endswith(("?", "!"))
    before = any(line.is_open and line.n_words >= 3 for line in sheet.lines[:first])
    return next(found, first) if asks and not before else first


def _find_title(sheet: Sheet, first: int) -> str | None:
    """The first line before the report that looks like a headline, and like no line above it, is the title."""
    above: set[str] = set()
    for line in sheet.lines[: min(first, _HEAD_LINES)]:
        name = bare(line.text)
        if name not in above and _is_headline(line):
            line.take("title", "headline")
            return " ".join(line.text.split())
        above.add(name)
    return None


def _mark_around_title(sheet: Sheet, title: str) -> None:
    """Short lines above the title are navigation; the title told again further down is told twice."""
    known = next((k for k, line in enumerate(sheet.lines[:_HEAD_LINES]) if line.kind == "title"), None)
    if known is None:
        return
    for line in sheet.lines[:known]:
        if line.kind is None and line.n_words <= 6:
            line.take("navigation", "above the title")
    name = bare(title)
    for line in sheet.lines[known + 1 :]:
        if line.kind is None and not line.is_closed and len(line.text) <= 2 * len(title) and bare(line.text) == name:
            line.take("duplicate", "headline told twice")


def mark_masthead(sheet: Sheet, article: Article) -> Article:
    """Mark title and bylines; fill in what of title, outlet, address, authors, date and agencies was not known."""
    first = _first_report(sheet, titled=bool(article.title))
    within = min(first + 4, _HEAD_LINES)
    head = mark_bylines(sheet, within)
    url = article.url or address_in(sheet)
    outlet = article.outlet or head.outlet or owner_in(sheet) or outlet_on_top(sheet, article.path)
    outlet = outlet or outlet_of_path(article.path) or outlet_of_url(url)
    authors = article.authors or head.authors
    mark_known(sheet, within, outlet=outlet, authors=authors)
    title = article.title or (_find_title(sheet, first) if first < len(sheet.lines) else None)
    if title:
        _mark_around_title(sheet, title)
    return replace(
        article,
        title=title,
        url=url,
        outlet=outlet,
        authors=authors,
        published_on=article.published_on or head.published_on or date_of_url(url),
        agencies=article.agencies or head.agencies,
    )


# ---------------------------------------------------------------------------------------------- standfirst


def _mark_standfirst(sheet: Sheet, first: int) -> None:
    """Lines between title and report; and a short sentence under the title that a picture parts from the report."""
    lines = sheet.lines
    titled = next((k for k in range(min(first, len(lines))) if lines[k].kind == "title"), None)
    for line in lines[0 if titled is None else titled + 1 : first]:
        if (
            line.is_open
            and not line.text[0].islower()
            and line.n_words >= (3 if titled is not None else 6)
            and len(line.text) <= 400
        ):
            line.take("standfirst", "between title and report")
        elif line.is_open and titled is not None:
            line.take("subhead", "label above the report")
    if titled is not None and titled + 1 == first < len(lines) - 1:
        line, after = lines[first], lines[first + 1]
        more = any(other.is_open and other.is_sentence for other in lines[first + 1 :])
        if line.n_words <= 35 and (after.is_furniture or after.kind == "byline") and more and not line.parts:
            line.take("standfirst", "parted from the report by a picture or byline")


def mark_opening(sheet: Sheet, article: Article) -> Article:
    """Mark dateline and standfirst; fill in the agency and day that the dateline tells."""
    head, first = mark_dateline(sheet, _first_report(sheet, titled=True))
    _mark_standfirst(sheet, first)
    return replace(
        article,
        published_on=article.published_on or head.published_on,
        agencies=article.agencies or tuple(dict.fromkeys((*head.agencies, *credited_agencies(sheet)))),
    )


# ---------------------------------------------------------------------------------------------- sub-heads

_SUBHEAD_WORDS = 12
_NO_LABEL = re.compile(
    r"[.!,;:…][\"'”’)]*$|[,;:-]$"  # ends as a sentence, or announces something
    r"|[a-z]{2}[.!?][\"”’)]* |[\"”] ?[—–-]|: ?[\"“]|\(@"  # a sentence and who said it: a tweet, a quotation lifted out
)


_COUNTS = re.compile(r"[$€£%]|(?<=\s)\d[\d.,]* [a-z]")
"""What counts something ("on 14 counts", "$3 billion") is report, not a label."""


def _is_label(line: Line) -> bool:
    text = line.text
    return (
        line.is_open
        and line.n_words <= _SUBHEAD_WORDS
        and len(text) <= 100
        and not (text[0].isalpha() and text[0].islower())
        and _NO_LABEL.search(text) is None
        and _COUNTS.search(text) is None
    )


def mark_subheads(sheet: Sheet) -> None:
    """Short lines that are no sentence and stand alone above a paragraph of report."""
    lines = [line for line in sheet.lines if not line.is_furniture]
    labels = [_is_label(line) for line in lines]
    if sum(labels) * 2 > len(lines):
        return  # verse, lists, or lines broken by width: no line says what it is
    for k, line in enumerate(lines[:-1]):
        after = lines[k + 1]
        alone = not (k > 0 and labels[k - 1] and lines[k - 1].kind != "subhead") and not labels[k + 1]
        if labels[k] and alone and after.kind in (None, "body") and not after.text[0].islower() and k > 0:
            line.take("subhead", "short line above a paragraph")

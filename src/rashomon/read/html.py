"""Web pages: the article's text as the extractor gives it, a line a paragraph; spans point into that."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from rashomon.read.dates import date_in_url
from rashomon.read.decode import Decoded, binary_kind, decode, storable
from rashomon.read.draft import Draft, Fault, Place
from rashomon.read.markup import has_markup, lines_of
from rashomon.read.metadata import Metadata, read_metadata

__all__ = ["is_page", "read_html"]

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL)
_CHARSET = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset|\?xml\b[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
_INLINED = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]{200,}")  # pictures in pages that were saved as one file
_CELL = re.compile(r"^\|\s*([^|]*?)\s*\|?\s*$")  # one cell: a table that only lays out the page
_HEAD = 8_192
_SAMPLE = 65_536
_SHORT = 400  # characters below which an extracted text may be the lead alone
_LINE = 100  # characters from which a text is more than "Please wait"
_PROSE = 0.2  # share of text in a page's source from which even a line is an article
_LIBRARIES = ("trafilatura", "htmldate", "charset_normalizer", "courlan", "justext", "readability")


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML page, whatever its file is called."""
    return bool(_PAGE.match(text[:_HEAD]))


def read_html(raw: bytes, *, file: str, path: str | None, url: str | None = None, declared: str | None = None) -> Draft | Fault:
    """The article of a page.

    Args:
        raw: the bytes.
        file: name for messages.
        path: of the file, if it is one.
        url: where the page was fetched from, if it was; else the page's own word for it is taken.
        declared: encoding that the server named; the page's own word comes second.
    """
    charset = _CHARSET.search(raw[:_HEAD])
    decoded = decode(raw, declared or (charset[1].decode("ascii") if charset else None))
    if kind := binary_kind(raw, decoded):
        return Fault(Place(file), f"this is {kind}, not HTML", "export it as HTML or plain text")
    # null bytes and half surrogates make the parser stop short
    source = _INLINED.sub("data:,", storable(decoded.text))
    if not source.strip():
        return Fault(Place(file), "the file is empty", "leave it out")
    with _quiet():
        draft = _article(source, file=file, path=path, url=url, decoded=decoded)
    return draft or Fault(Place(file), "no article could be found in the page", "save its text as a .txt file")


def _article(source: str, *, file: str, path: str | None, url: str | None, decoded: Decoded) -> Draft | None:
    tree = _tree(source)
    about = read_metadata(tree, source=source, url=url) if tree is not None else Metadata(url=url)
    text = _text(source, tree, about)
    if not text.strip():
        return None
    return Draft(
        place=Place(file),
        text=text,
        outlet=about.outlet,
        title=about.title,
        authors=about.authors,
        published_on=about.published.on or date_in_url(about.url) or _found_date(tree, about.url),
        published_at=about.published.at,
        url=about.url,
        language=about.language,
        path=path,
        encoding=decoded.encoding,
    )


def _tree(source: str) -> Any:
    """The page as lxml parses it, ``None`` where it cannot."""
    import trafilatura

    whole = is_page(source) or "<body" in source[:_SAMPLE].lower()
    try:
        # a bare fragment is refused by the extractor
        return trafilatura.load_html(source if whole else f"<html><body>{source}</body></html>")
    except Exception:  # a parser's bug on one hostile page must not end the run; the plain fallback reads it
        return None


def _text(source: str, tree: Any, about: Metadata) -> str:
    """The extractor's text in favour of precision; where that is short, whichever is longer: without that favour, or the
    text that the page gives search engines (whole even where scripts build the page). A small page on which nothing is found
    gives every line; a line or two on a page that is mostly script and markup are no article."""
    body = about.body or ""
    body = lines_of(body) if has_markup(body) else body
    text = _extracted(tree, favor_precision=True)
    if len(text) < _SHORT:
        best = max((text, _extracted(tree), body), key=len)
        # 1.5: what the favour left out of a short text is furniture more often than report
        text = best if len(best) > 1.5 * len(text) else text
    if body and text.split() == body.split():  # the extractor fell back on it, and lost its lines
        text = body
    text = text or lines_of(source)
    return text if len(text) >= _LINE or len(text) > _PROSE * len(source) else ""


def _extracted(tree: Any, *, favor_precision: bool = False) -> str:
    import trafilatura

    if tree is None:
        return ""
    try:
        document = trafilatura.bare_extraction(
            tree, favor_precision=favor_precision, include_comments=False, with_metadata=False, deduplicate=False
        )
    except Exception:  # as above
        return ""
    lines = (_CELL.sub(r"\1", line).strip() for line in str(getattr(document, "text", None) or "").split("\n"))
    return "\n".join(line for line in lines if line)


def _found_date(tree: Any, url: str | None) -> date | None:
    """The day that the page's own text and elements show, where neither its metadata nor its address say."""
    import htmldate

    if tree is None:
        return None
    try:
        found = htmldate.find_date(tree, original_date=True, extensive_search=False, url=url, outputformat="%Y-%m-%d")
        return date.fromisoformat(found) if found else None
    except Exception:  # as above
        return None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the libraries' remarks on a page from the user's log and screen: what matters is reported as a problem. Their
    loggers are left as they were."""
    loggers = [logging.getLogger(name) for name in _LIBRARIES]
    before = [logger.propagate for logger in loggers]
    silent = logging.NullHandler()
    try:
        for logger in loggers:
            logger.propagate = False
            logger.addHandler(silent)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, propagate in zip(loggers, before, strict=True):
            logger.propagate = propagate
            logger.removeHandler(silent)

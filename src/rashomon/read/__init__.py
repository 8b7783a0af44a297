"""From files, standard input and pages to articles, one file a kind of input.

``gather`` sorts out what was named, ``text``, ``html``, ``records`` and ``pages`` read a kind each and hand on drafts and
faults, ``pile`` judges and identifies them. Of those four none imports another; the other files serve several of them.
"""

from __future__ import annotations

import functools
import io
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import BinaryIO

from rashomon.model import Article, Problem
from rashomon.read.dates import date_in_url
from rashomon.read.decode import binary_kind, decode
from rashomon.read.draft import Draft, Fault, Kind, Place
from rashomon.read.gather import STDIN, File, gather
from rashomon.read.hosts import host_of
from rashomon.read.html import is_page, read_html
from rashomon.read.pile import articles_of, problems_of, too_long
from rashomon.read.records import looks_like_table, read_json, read_lines, read_table
from rashomon.read.text import read_text
from rashomon.settings import Settings

__all__ = ["Spread", "read_articles"]

Spread = Callable[[Callable[[File], "list[Draft | Fault]"], Sequence[File]], Iterable["list[Draft | Fault]"]]
"""Runs a module-level function over files and gives the results in their order, as ``map`` does."""

_HEAD = 65_536
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|article|div|p|h1|meta|section)\b", re.IGNORECASE)


def read_articles(
    paths: Sequence[str | os.PathLike[str]],
    settings: Settings,
    *,
    urls: Sequence[str] = (),
    outlet: str | None = None,
    spread: Spread = map,
) -> tuple[list[Article], list[Problem]]:
    """Read all that was named. One bad file never stops the rest: it becomes a problem, said in one sentence.

    The articles stand in the order of their files' names, then standard input, then pages by address, whatever the order
    of the arguments; those of one file in its order. Of identical articles (outlet, address and text) the first in that
    order is the original and the others point to it by ``duplicate_of``.

    Args:
        paths: files, folders (with all below, hidden ones excepted), http(s) addresses, ``-`` for standard input.
        settings: limits.
        urls: more addresses; blank ones and those that begin with ``#`` are passed over, as in a list file.
        outlet: for articles that do not say who published them.
        spread: what many HTML files are read by: finding the article in a page takes a hundred times as long as reading it.

    Returns:
        The articles, each with a unique identifier, and what was passed over.
    """
    gathered = gather(paths, urls=urls)
    found: list[Draft | Fault] = list(gathered.faults)
    for entries in _read_files(gathered.files, settings, spread):
        found += entries
    if gathered.stdin:
        found += _read_stdin(settings)
    if gathered.urls:
        found += _read_pages(gathered.urls, settings)
    articles, faults = articles_of(found, settings, outlet=outlet)
    return articles, problems_of(faults)


def _read_files(files: Sequence[File], settings: Settings, spread: Spread) -> Iterator[list[Draft | Fault]]:
    """What each file holds, in order."""
    work = functools.partial(_read_file, settings=settings)
    pages = [file for file in files if file.kind == "html"]
    read = iter(spread(work, pages) if len(pages) >= settings.pool_from_pages else map(work, pages))
    for file in files:
        yield next(read) if file.kind == "html" else work(file)


def _read_file(file: File, settings: Settings) -> list[Draft | Fault]:
    place = Place(file.name)
    try:
        with open(file.path, "rb") as stream:
            if file.kind == "lines" and stream.seekable():
                return _with_path(read_lines(stream, file=file.name, settings=settings), file.name)
            limit = 4 * settings.max_text_bytes if file.kind == "text" else settings.max_file_bytes  # four: UTF-32
            raw = stream.read(limit + 1)
    except PermissionError:
        return [Fault(place, "reading it is not permitted", "change its permissions")]
    except OSError as error:
        return [Fault(place, f"it cannot be read ({error.strerror or 'input error'})", "check the disk or copy the file again")]
    if len(raw) > limit and file.kind == "text":
        return [too_long(place, settings)]
    if len(raw) > limit:
        remedy = "write it as JSON lines, which are read one by one, or raise max_file_bytes"
        return [Fault(place, f"the file is larger than {settings.max_file_bytes:,} bytes", remedy)]
    return _with_path(_read_bytes(raw, kind=file.kind, name=file.name, settings=settings), file.name)


def _with_path(found: Sequence[Draft | Fault], path: str) -> list[Draft | Fault]:
    return [replace(entry, path=path) if isinstance(entry, Draft) else entry for entry in found]


def _read_stdin(settings: Settings) -> list[Draft | Fault]:
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    try:
        raw = stream.read(settings.max_file_bytes + 1) if stream else sys.stdin.read().encode("utf-8", "surrogatepass")
    except (OSError, ValueError, AttributeError):
        return [Fault(Place(STDIN), "it cannot be read", "pipe text into the command")]
    if len(raw) > settings.max_file_bytes:
        return [Fault(Place(STDIN), f"it is longer than {settings.max_file_bytes:,} bytes", "give a JSON lines file")]
    return _read_bytes(raw, kind=None, name=STDIN, settings=settings)


def _read_pages(urls: Sequence[str], settings: Settings) -> Iterator[Draft | Fault]:
    from rashomon.read.pages import Page, fetch_pages  # the network's modules, for those who ask for it

    for page in fetch_pages(urls, settings):
        if isinstance(page, Page):
            for found in _read_bytes(
                page.raw, kind=page.kind, name=page.name, settings=settings, url=page.url, declared=page.charset
            ):
                yield _of_page(found, page.url) if isinstance(found, Draft) else found
        else:
            yield page


def _of_page(draft: Draft, url: str) -> Draft:
    """The article of a page; those of a list that a page gives have addresses of their own, or none."""
    if draft.place.unit or draft.url:
        return draft
    published_on = draft.published_on or date_in_url(url)
    return replace(draft, url=url, outlet=draft.outlet or host_of(url), published_on=published_on)


def _read_bytes(
    raw: bytes, *, kind: Kind | None, name: str, settings: Settings, url: str | None = None, declared: str | None = None
) -> list[Draft | Fault]:
    """The articles of a file's or page's bytes; its kind is told by its content where ``kind`` is ``None``."""
    if not raw.strip():
        return [Fault(Place(name), "the file is empty", "leave it out")]
    if kind is None and (binary := binary_kind(raw[:_HEAD])):
        return [Fault(Place(name), f"this is {binary}, not text", "export it as text, HTML, JSON or CSV")]
    if kind in (None, "text"):
        kind = _kind_of(decode(raw[:_HEAD], declared).text, raw, whole=kind is None)
    if kind == "html":
        return [read_html(raw, file=name, path=None, url=url, declared=declared)]
    if kind == "json":
        return read_json(raw, file=name, settings=settings)
    if kind == "lines":
        return read_lines(io.BytesIO(raw), file=name, settings=settings)
    if kind == "table":
        return read_table(raw, file=name, settings=settings)
    return [read_text(raw, file=name, path=None, declared=declared)]


def _kind_of(head: str, raw: bytes, *, whole: bool) -> Kind:
    """The kind of input that a text is. What is called text is doubted only where it is a whole HTML page."""
    if is_page(head) or (whole and _MARKUP.match(head)):
        return "html"
    if not whole:
        return "text"
    first = next((line.strip() for line in head.split("\n") if line.strip()), "")
    if re.match(r'\{\s*("|\}|$)|\[\s*([\[{"]|$)', first):
        return "lines" if _is_json(first) and raw.strip().count(b"\n") else "json"
    return "table" if looks_like_table(head) else "text"


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True

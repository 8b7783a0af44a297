"""One record of an export (a JSON object, a row of a table) to an article, by the usual names of fields.

The names are in ``data/fields.toml``; here stands what is done with values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from rashomon.lexicon import lexicon
from rashomon.read.bylines import authors_of
from rashomon.read.dates import NOT_KNOWN, Order, date_in_url, read_when
from rashomon.read.draft import Draft, Place
from rashomon.read.hosts import host_of, is_host, is_url, outlet_name
from rashomon.read.markup import has_markup, lines_of

__all__ = ["Fields", "draft_of", "fields_of", "is_known_field", "is_record", "is_text_field", "language_code", "plain_name"]

_TEXTS = ("text", "rendered", "main", "original", "plain", "value", "name", "title", "label", "#text", "content", "$oid")
_LANGUAGES = {
    "english": "en", "eng": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "chinese": "zh", "arabic": "ar", "japanese": "ja",
}  # fmt: skip


class Fields(NamedTuple):
    """What one record says, before its dates are read."""

    text: str | None
    id: str | None
    outlet: str | None
    title: str | None
    authors: tuple[str, ...]
    dates: tuple[Any, ...]
    """Every value that may be the date of publication, likeliest first."""
    url: str | None
    language: str | None


@functools.cache
def _names(what: str) -> tuple[str, ...]:
    return tuple(lexicon("fields")[what])


@functools.cache
def _nothing() -> frozenset[str]:
    return frozenset(_names("nothing"))


def _is_nothing(value: str) -> bool:
    """Whether a value is blank or stands for a missing one."""
    return value.isspace() or (len(value) < 40 and value.strip().lower() in _nothing())


@functools.lru_cache(maxsize=10_000)
def plain_name(name: str) -> str:
    """``Published At`` and ``published_at`` are one name."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def is_text_field(name: str) -> bool:
    """Whether a column of this name can hold the text of an article."""
    return plain_name(name) in (*_names("text"), *_names("body"), *_names("lead"))


def is_known_field(name: str) -> bool:
    """Whether a column of this name means anything to the reader."""
    return is_text_field(name) or any(
        plain_name(name) in _names(what) for what in ("title", "url", "outlet", "authors", "published", "language", "id")
    )


def is_record(value: object) -> bool:
    """Whether a value is an object with a text: an article, however it is called."""
    return isinstance(value, dict) and _text(_flat(value)) is not None


def fields_of(record: Mapping[str, Any]) -> Fields:
    """Read one record. A value that stands for nothing (``nan``, ``N/A``, blank) counts as missing."""
    flat = _flat(record)
    url = next((value.strip() for value in _strings(flat, "url") if is_url(value)), None)
    outlets = list(filter(None, map(outlet_name, _outlets(flat))))
    outlet = next((name for name in outlets if not is_host(name)), outlets[0] if outlets else None)
    return Fields(
        text=_text(flat),
        id=_id(flat),
        outlet=outlet or host_of(url),
        title=next((" ".join(_shown(value).split()) for value in _strings(flat, "title")), None),
        authors=next(filter(None, map(authors_of, _values(flat, "authors"))), ()),
        dates=tuple(_values(flat, "published")),
        url=url,
        language=next((language_code(value) for value in _strings(flat, "language")), None),
    )


def draft_of(fields: Fields, *, text: str, place: Place, order: Order | None) -> Draft:
    """The article of a record, whose text was found to be there. ``order`` tells how the file writes its days."""
    readings = (read_when(value, order=order) for value in fields.dates)
    when = next((reading for reading in readings if reading != NOT_KNOWN), NOT_KNOWN)
    return Draft(
        place=place,
        text=text,
        id=fields.id,
        outlet=fields.outlet,
        title=fields.title,
        authors=fields.authors,
        published_on=when.on or date_in_url(fields.url),
        published_at=when.at,
        url=fields.url,
        language=fields.language,
    )


def language_code(name: str) -> str | None:
    """``en-US``, ``en_GB``, ``eng`` and ``English`` are ``en``; what is no language code is not known."""
    base = re.split(r"[-_;,\s]", name.strip().lower())[0]
    code = _LANGUAGES.get(base, base)
    return code if re.fullmatch(r"[a-z]{2,3}", code) else None


def _flat(record: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The record by plain names, with the fields of the objects inside it that it has not itself."""
    flat: dict[str, Any] = {}
    inside = {name: record[name] for name in _names("inside") if isinstance(record.get(name), dict)}
    for name, value in record.items():
        if name not in inside:
            flat.setdefault(plain_name(name), value)
    for inner in inside.values() if depth < 3 else ():
        for name, value in _flat(inner, depth + 1).items():
            flat.setdefault(name, value)
    return flat


def _values(flat: Mapping[str, Any], what: str) -> Iterator[Any]:
    """The values of the fields that are called like this, none of which stands for nothing."""
    for name in _names(what):
        value = flat.get(name)
        if value is None or value in ([], {}) or (isinstance(value, str) and _is_nothing(value)):
            continue
        yield value


def _strings(flat: Mapping[str, Any], what: str) -> Iterator[str]:
    """The same as strings; of an object the part that says it (``{"rendered": ...}``), of a list the first."""
    for value in _values(flat, what):
        text = _string(value)
        if text is not None and not _is_nothing(text):
            yield text


def _string(value: Any, depth: int = 0) -> str | None:
    if isinstance(value, str):
        return value
    if depth < 3 and isinstance(value, dict):
        keys = (*_TEXTS, "permalink", "href", "url")
        return next((text for key in keys if (text := _string(value.get(key), depth + 1))), None)
    if depth < 3 and isinstance(value, list):
        return next((text for part in value if (text := _string(part, depth + 1))), None)
    return None


def _outlets(flat: Mapping[str, Any]) -> Iterator[str]:
    """What may name the outlet: ``{"source": {"name": ...}}`` too; numbers are keys into tables that we do not have."""
    for value in _values(flat, "outlet"):
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, dict):
            parts = (value.get(key) for key in ("name", "title", "label", "domain", "host", "uri", "url", "id"))
            value = next((part for part in parts if isinstance(part, str) and not _is_nothing(part)), None)
        if isinstance(value, str) and not value.strip().isdigit():
            yield value


def _text(flat: Mapping[str, Any]) -> str | None:
    """The text: as it is where the field says text; without its tags where it may hold HTML and does."""
    for what in ("text", "body", "lead"):
        for value in _values(flat, what):
            text = _joined(value)
            if text is None or _is_nothing(text):
                continue
            return lines_of(text) if what != "text" and has_markup(text) else text
    return None


def _joined(value: Any) -> str | None:
    """A text that is given as a list of paragraphs, joined by blank lines."""
    if isinstance(value, list):
        return "\n\n".join(filter(None, map(_string, value))) or None
    return _string(value)


def _shown(title: str) -> str:
    return lines_of(title) if re.search(r"&#?\w+;|</?(?:b|i|em|strong|span|p)\b", title) else title


def _id(flat: Mapping[str, Any]) -> str | None:
    """The identifier, exactly as given; a number as its digits."""
    for value in _values(flat, "id"):
        if isinstance(value, dict):
            value = value.get("$oid")
        if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None

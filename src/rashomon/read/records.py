"""JSON, JSON lines and CSV: many articles a file, under the usual names of fields."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO, NamedTuple

from rashomon.lexicon import lexicon
from rashomon.read.dates import order_of
from rashomon.read.decode import binary_kind, decode
from rashomon.read.draft import Draft, Fault, Place
from rashomon.read.fields import Fields, draft_of, fields_of, is_known_field, is_record, is_text_field, plain_name
from rashomon.settings import Settings

__all__ = ["looks_like_table", "read_json", "read_lines", "read_table"]

_BROKEN = "mend or leave out what is broken"
_GIVE_TEXT = "give the text in a field called text, or give the page's address instead"
_DELIMITERS = ",;\t|"
_HEAD = 65_536


class _Record(NamedTuple):
    """One record with its place and the encoding that its file was read in."""

    place: Place
    value: Any
    encoding: str


Found = Draft | Fault


def read_json(raw: bytes, *, file: str, settings: Settings) -> list[Found]:
    """Articles of a JSON file: one object, a list of objects, or an object that holds the list (``{"articles": [...]}``),
    however deep the wrapping; also columns, and JSON lines that are called JSON."""
    text, encoding = decode(raw)
    try:
        values = [json.loads(text)]
    except (ValueError, RecursionError) as error:
        if _is_json(next((line for line in text.split("\n") if line.strip()), "")):
            return read_lines(io.BytesIO(raw), file=file, settings=settings)
        values = _one_after_another(text)
        if not values:
            line = f" in line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
            return [Fault(Place(file), f"the JSON is broken{line}", _BROKEN)]
    records = [record for value in values for record in _records_of(value)]
    if not records:
        return [Fault(Place(file), "there is no article in it: no object has a text", _GIVE_TEXT)]
    several = len(records) > 1
    places = (Place(file, "article", number) if several else Place(file) for number in range(1, len(records) + 1))
    return _articles_of(_Record(place, value, encoding) for place, value in zip(places, records, strict=True))


def read_lines(stream: BinaryIO, *, file: str, settings: Settings) -> list[Found]:
    """Articles of a JSON lines file, an object a line; it is streamed. A JSON file that is called JSON lines is read as
    what it is. ``stream`` must be able to seek."""
    head = stream.read(_HEAD)
    stream.seek(0)
    if not head.strip():
        return [Fault(Place(file), "the file is empty", "leave it out")]
    if kind := binary_kind(head):
        return [Fault(Place(file), f"this is {kind}, not JSON lines", "export it as text")]
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").split(b"\n", 1)[0].strip() in (b"[", b"{", b"[{"):
        raw = stream.read(settings.max_file_bytes)
        if _is_json(decode(raw).text):
            return read_json(raw, file=file, settings=settings)
        stream.seek(0)
    wide = decode(head).encoding.startswith(("utf-16", "utf-32"))
    found = _articles_of(_lines(stream, file=file, wide=wide, settings=settings))
    return found or [Fault(Place(file), "there is no article in it", _GIVE_TEXT)]


def _lines(stream: BinaryIO, *, file: str, wide: bool, settings: Settings) -> Iterator[_Record | Fault]:
    """The record or records of each line. Lines end at the line feed alone: U+2028 may stand inside a string."""
    if wide:  # a line feed is no byte of its own there
        stream = io.BytesIO(decode(stream.read()).text.encode("utf-8", "replace"))
    longest = 8 * settings.max_text_bytes + _HEAD  # the text may be escaped, with other fields beside it
    number = 0
    while line := stream.readline(longest):
        number += 1
        place = Place(file, "line", number)
        if len(line) >= longest and not line.endswith(b"\n"):
            yield Fault(place, "the line is too long", "give an article a line")
            while line and not line.endswith(b"\n"):
                line = stream.readline(longest)
            continue
        if not line.strip(b" \t\r\n\x00\x1e"):
            continue
        text, encoding = decode(line)
        try:
            value = json.loads(text.strip(" \t\r\n\x00\x1e").removesuffix(","))
        except (ValueError, RecursionError):
            yield Fault(place, "the line is no sound JSON", _BROKEN)
            continue
        for record in _records_of(value) or [value]:
            yield _Record(place, record, encoding)


def read_table(raw: bytes, *, file: str, settings: Settings) -> list[Found]:
    """Articles of a CSV file with a header row; the delimiter is the one that makes most sense of the header."""
    text, encoding = decode(raw)
    if kind := binary_kind(raw, decode(raw[:_HEAD])):
        return [Fault(Place(file), f"this is {kind}, not CSV", "export it as CSV text")]
    if not text.strip():
        return [Fault(Place(file), "the file is empty", "leave it out")]
    with _long_fields(len(text) + 1):
        delimiter, header = _header(text)
        if not any(map(is_text_field, header)):
            shown = ", ".join(name.strip()[:30] for name in header[:8]) or "none"
            return [Fault(Place(file), f"no column can hold the text (columns: {shown})", "call the one that does: text")]
        found = _articles_of(_rows(text, delimiter, file=file, encoding=encoding))
    return found or [Fault(Place(file), "there is no article below the header", "leave it out")]


def looks_like_table(text: str) -> bool:
    """Whether a text begins like a table of articles: names of at least two fields, one of them a text, and no prose."""
    _, header = _header(text)
    return sum(map(is_known_field, header)) >= 2 and any(map(is_text_field, header)) and all(len(cell) < 40 for cell in header)


def _header(text: str) -> tuple[str, list[str]]:
    """Delimiter and column names of a table: those that name most fields of an article."""
    best: tuple[int, str, list[str]] = (-1, ",", [])
    header: list[str]
    for delimiter in _DELIMITERS:
        try:
            header = next((row for row in _reader(text, delimiter) if any(cell.strip() for cell in row)), [])
        except csv.Error:
            continue
        known = sum(map(is_known_field, header))
        if known > best[0]:
            best = (known, delimiter, header)
    return best[1], best[2]


def _reader(text: str, delimiter: str) -> Any:
    if text[:4].lower() == "sep=":  # a line that tells spreadsheets the delimiter
        text = text.partition("\n")[2]
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _rows(text: str, delimiter: str, *, file: str, encoding: str) -> Iterator[_Record | Fault]:
    rows = _reader(text, delimiter)
    header: list[str] = []
    line = 0
    try:
        for row in rows:
            start, line = line + 1, rows.line_num
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = row
                continue
            record: dict[str, str] = {}
            for name, cell in zip(header, row, strict=False):
                record.setdefault(name, cell)
            yield _Record(Place(file, "line", start), record, encoding)
    except csv.Error:
        yield Fault(Place(file, "line", line + 1), "the table is broken from here on", _BROKEN)


@contextmanager
def _long_fields(limit: int) -> Iterator[None]:
    """Let fields of the csv module be as long as the file, for as long as it is read; its limit is one for the process."""
    before = csv.field_size_limit()
    csv.field_size_limit(max(before, limit))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), (dict, list))
    except (ValueError, RecursionError):
        return False


def _one_after_another(text: str) -> list[Any]:
    """JSON values that follow one another without being a list, as some tools print them; empty if one is broken."""
    decoder, values = json.JSONDecoder(), []
    at = len(text) - len(text.lstrip())
    try:
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            values.append(value)
            while at < len(text) and text[at].isspace():
                at += 1
    except (ValueError, RecursionError):
        return []
    return values


def _records_of(value: Any, depth: int = 0) -> list[Any]:
    """The records in a JSON value; a list keeps what is no record, so that it is reported."""
    if depth > 5:
        return []
    if isinstance(value, list):
        inner = ((part, [] if is_record(part) else _records_of(part, depth + 1)) for part in value)
        return [record for part, records in inner for record in (records or [part])]
    if not isinstance(value, dict):
        return []
    return _wrapped(value, depth) or _turned(value) or ([value] if is_record(value) else _by_key(value))


def _wrapped(value: Mapping[str, Any], depth: int) -> list[Any]:
    """The records of the object that holds a list of them; an article may itself hold lists, but not of ``articles``."""
    named = {plain_name(name): inner for name, inner in value.items()}
    article = is_record(value)
    for name in ("articles",) if article else lexicon("fields")["lists"]:
        inner = named.get(name)
        if isinstance(inner, dict) or (isinstance(inner, list) and any(isinstance(part, dict) for part in inner)):
            records = _records_of(inner, depth + 1)
            if any(map(is_record, records)):
                return records
    return []


def _turned(value: Mapping[str, Any]) -> list[Any]:
    """The records of a table that was written by columns: ``{"text": {"0": ..., "1": ...}, "title": {...}}``, lists instead
    of the inner objects, or ``{"columns": [...], "data": [[...], ...]}``."""
    columns, rows = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(rows, list) and all(isinstance(name, str) for name in columns):
        return [dict(zip(columns, row, strict=False)) for row in rows if isinstance(row, list)]
    if len(value) < 2 or not any(map(is_text_field, value)) or len({type(column) for column in value.values()}) != 1:
        return []
    first = next(iter(value.values()))
    if not isinstance(first, (dict, list)) or len({len(column) for column in value.values()}) != 1:
        return []
    keys = list(first) if isinstance(first, dict) else list(range(len(first)))
    try:
        return [{name: column[key] for name, column in value.items()} for key in keys]
    except KeyError:
        return []


def _by_key(value: Mapping[str, Any]) -> list[Any]:
    """The records of an object that maps identifiers to articles."""
    if not value or not all(isinstance(inner, dict) for inner in value.values()) or not any(map(is_record, value.values())):
        return []
    return [inner if fields_of(inner).id else {**inner, "id": key} for key, inner in value.items()]


def _articles_of(records: Iterable[_Record | Fault]) -> list[Found]:
    """The articles of a file's records, in order. How the file writes its days is told by all of them together."""
    read = [record if isinstance(record, Fault) else _fields_or_fault(record) for record in records]
    order = order_of(value for entry in read if isinstance(entry, _Read) for value in entry.fields.dates)
    found: list[Found] = []
    undated: Draft | None = None
    for entry in read:
        if isinstance(entry, Fault):
            found.append(entry)
            continue
        draft = draft_of(entry.fields, text=entry.text, place=entry.place, order=order if order in ("dmy", "mdy") else None)
        found.append(replace(draft, encoding=entry.encoding))
        if draft.published_on is None and order_of(entry.fields.dates) == "unclear":
            undated = undated or draft
    if undated:
        reason = "some dates can be read day first or month first and were left out"
        found.append(Fault(Place(undated.place.file), reason, "write them as 2017-04-13"))
    return found


class _Read(NamedTuple):
    """A record's fields, with its text, which is there."""

    place: Place
    fields: Fields
    text: str
    encoding: str


def _fields_or_fault(record: _Record) -> _Read | Fault:
    if not isinstance(record.value, dict):
        return Fault(record.place, "the record is no object with fields", _GIVE_TEXT)
    fields = fields_of(record.value)
    if fields.text is None:
        return Fault(record.place, "the record has no text", _GIVE_TEXT)
    return _Read(record.place, fields, fields.text, record.encoding)

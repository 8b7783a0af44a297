"""Plain text and Markdown: one article a file, character for character, with one form of line end."""

from __future__ import annotations

import re
from dataclasses import replace

from rashomon.read.decode import binary_kind, decode, one_line_end
from rashomon.read.draft import Draft, Fault, Place
from rashomon.read.fields import draft_of, fields_of

__all__ = ["read_text"]

_MATTER = re.compile(r"\s*---[ \t]*\n(?P<lines>(?:.*\n){1,60}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_PAIR = re.compile(r"(?P<name>[A-Za-z][\w -]{0,40}):[ \t]*(?P<value>.*)")
_MEMBER = re.compile(r"[ \t]*-[ \t]+(?P<value>.+)")


def read_text(raw: bytes, *, file: str, path: str | None, declared: str | None = None) -> Draft | Fault:
    """The article of a text file. Of what it says about itself only front matter is read here (``title:``, ``date:`` ...
    between two lines of dashes, as note keepers and extractors write it); its own lines are looked at when it is cleaned.

    Args:
        raw: the bytes.
        file: name for messages.
        path: of the file, if it is one.
        declared: encoding that a server named.
    """
    decoded = decode(raw, declared)
    if kind := binary_kind(raw, decoded):
        return Fault(Place(file), f"this is {kind}, not text", "export it as plain text or HTML")
    text = one_line_end(decoded.text)
    fields = fields_of(_front_matter(text))
    draft = draft_of(fields, text=text, place=Place(file), order=None)
    return replace(draft, path=path, encoding=decoded.encoding)


def _front_matter(text: str) -> dict[str, str | list[str]]:
    """The names and values at the head of the text, all of it simple: one line each, or a list of lines."""
    match = _MATTER.match(text)
    values: dict[str, str | list[str]] = {}
    name = ""
    for line in match["lines"].split("\n") if match else ():
        if pair := _PAIR.fullmatch(line):
            name = pair["name"]
            values[name] = pair["value"].strip().strip("\"'")
        elif name and (member := _MEMBER.fullmatch(line)):
            before = values[name]
            values[name] = [*(before if isinstance(before, list) else []), member["value"].strip().strip("\"'")]
    return values

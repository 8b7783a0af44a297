"""The people of a byline, however an export writes them down."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

__all__ = ["authors_of"]

_LEAD_IN = re.compile(r"\s*(?:(?:(?:words|story|written|posted)\s+)?by[:\s]|(?:authors?|byline)\s*:)\s*", re.IGNORECASE)
_APART = re.compile(r"\s*(?:[;|\n•·]|\s(?:and|&)\s|\swith\s)\s*", re.IGNORECASE)
_NOBODY = re.compile(r"https?://|www\.|@\w+\.\w|^\W*$|^(?:none|nan|null|n/?a|unknown|anonymous|admin)$", re.IGNORECASE)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV|M\.?D|Ph\.?D|Esq)\.?", re.IGNORECASE)
_ABBREVIATED = re.compile(r"\b(?:Jr|Sr|[A-Z])\.$")
_LONGEST = 120  # characters of a name; longer ones are biographies


def authors_of(value: Any) -> tuple[str, ...]:
    """Names of authors, in order, each once.

    Args:
        value: a string (``By Jane Roe and John Doe``, ``Roe, Jane``, ``['Jane Roe']``), a list of strings or objects with
            a ``name``, or one such object. Addresses, e-mail and place-holders are dropped.
    """
    names: dict[str, None] = {}
    for text in _strings(value):
        for name in _split(text):
            names.setdefault(name)
    return tuple(names)


def _strings(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > 3:
        return
    if isinstance(value, str):
        listed = _as_list(value)
        if listed is None:
            yield value
        else:
            yield from _strings(listed, depth + 1)
    elif isinstance(value, dict):
        named = next((value[key] for key in ("name", "original", "title", "@value", "#text") if value.get(key)), None)
        if named is None:
            named = " ".join(str(value[key]) for key in ("given", "firstname", "family", "lastname") if value.get(key))
        yield from _strings(named, depth + 1)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from _strings(part, depth + 1)


def _as_list(text: str) -> list[Any] | None:
    """A list that went through a table as text: ``['Jane Roe', 'John Doe']``, ``["Jane Roe"]``."""
    text = text.strip()
    if not (text.startswith("[") and text.endswith("]")) or len(text) > 5_000:
        return None
    for parse in (json.loads, ast.literal_eval):
        try:
            parsed = parse(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return list(parsed) if isinstance(parsed, (list, tuple)) else None
    return None


def _split(text: str) -> Iterator[str]:
    text = _LEAD_IN.sub("", text, count=1) if _LEAD_IN.match(text) else text
    for part in _APART.split(text):
        pieces = [shown for piece in part.split(",") if (shown := " ".join(piece.split()))]
        # "Jane Roe, John Doe" and "Jane Roe, Reuters" are two; "Roe, Jane" and "Jane Roe, Jr." are one
        several = bool(pieces) and " " in pieces[0] and not any(map(_SUFFIX.fullmatch, pieces))
        for name in pieces if several else [", ".join(pieces)]:
            name = name.strip(" ,-–—*")
            name = name if _ABBREVIATED.search(name) else name.rstrip(".")
            if name and len(name) <= _LONGEST and not _NOBODY.search(name):
                yield name

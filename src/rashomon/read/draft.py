"""What a reader hands on: articles not yet judged fit, and what went wrong, each with its place in the pile."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, NamedTuple

__all__ = ["Draft", "Fault", "Kind", "Place"]

Kind = Literal["text", "html", "json", "lines", "table"]
"""Kinds of input that a reader is for."""


class Place(NamedTuple):
    """Where something stands: a file (or page, or standard input) and, where it holds many articles, which of them."""

    file: str
    unit: str = ""
    """``line`` or ``article``; empty where the file is one article."""
    number: int = 0

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}" if self.unit else self.file


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as one reader found it. ``id`` is ``None`` where the pile gives none; ``text`` may still be unfit."""

    place: Place
    text: str
    id: str | None = None
    outlet: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published_on: date | None = None
    published_at: datetime | None = None
    url: str | None = None
    language: str | None = None
    """As declared by whoever wrote the file; may be wrong."""
    path: str | None = None
    encoding: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why something was passed over. ``reason`` does not name the place, so that equal faults of a file are told once."""

    place: Place
    reason: str
    remedy: str

"""Posts on social media that an article prints whole: the words, then who wrote them.

``We are safe. https://example.org/1 — Mara Holt (@maraholt) May 2, 2031``: no marks, no verb of saying. What is quoted within a
post, with its own speaker, stays a quote beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rashomon.extract.quotes.drafts import Draft, Paragraph
from rashomon.extract.quotes.speakers import Speakers
from rashomon.model import Actor, Span

__all__ = ["read_posts"]

_CREDIT = re.compile(
    r"(?:—|–|--)\s*(?P<name>[^\n@—–]{1,60}?)\s*\((?P<handle>@\w{1,20})\)\s+"
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}, \d{4}"
)
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/)\S+)+\s*\Z")
_DOTS = re.compile(r"[\s.…]*(?=\w)")
_READABLE = re.compile(r"[A-Za-z]{2}")
_NAME = re.compile(r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}\Z")


def read_posts(text: str, paragraphs: Sequence[Paragraph], speakers: Speakers) -> None:
    """Make each post one quote of its author; what else was drafted in it stays where it has marks, a cue and a source."""
    before: Paragraph | None = None
    for paragraph in paragraphs:
        posts = list(_posts(text, paragraph, before, speakers))
        for home, post in posts:
            content = post.pieces[0]
            kept = [d for d in home.drafts if _is_apart(d, content) or _quotes(home, d, content)]
            home.drafts[:] = [*kept, post]
            home.claimed.update(home.marks_over(content))
        before = None if posts else paragraph


def _posts(text: str, paragraph: Paragraph, before: Paragraph | None, speakers: Speakers) -> Iterator[tuple[Paragraph, Draft]]:
    """Each post with the paragraph that its words stand in: the one of its credit, else the one before."""
    start, end = paragraph.views[0].sentence.start, paragraph.views[-1].sentence.end
    for match in _CREDIT.finditer(text, start, end):
        home, content = paragraph, _words(text, Span(start, match.start()))
        if content is None and start == paragraph.views[0].sentence.start and before is not None:
            home = before
            content = _words(text, Span(before.views[0].sentence.start, before.views[-1].sentence.end))
        start = match.end()
        if content is not None:
            name = Span(*match.span("name"))
            author = None if speakers.at(name) is not None else _author(match["name"], match["handle"])
            yield home, Draft([content], name, stance="asserts", mode="direct", paragraph=home.number, speaker=author)


def _words(text: str, span: Span) -> Span | None:
    """What was written, without the links at its end and the dots that join it to another post."""
    words = _LINKS.sub("", span.of(text)).rstrip(" \t\n.…")
    end = span.start + len(words)
    end += text[end : end + 1] in (".", "…") and text[end + 1 : end + 2] != "."
    first = _DOTS.match(text, span.start, end)
    start = first.end() if first is not None else span.start + len(words) - len(words.lstrip())
    return Span(start, end) if any(map(str.isalnum, text[start:end])) else None


def _author(name: str, handle: str) -> Actor:
    """Of a post whose author the article names nowhere else."""
    if _NAME.match(name):
        return Actor(name, "person")
    called = f"{name} ({handle})" if _READABLE.search(name) else handle  # "harbour girl (@hgirl)"
    return Actor(f"unnamed: {called}", "unnamed")


def _is_apart(draft: Draft, content: Span) -> bool:
    return not any(piece.overlaps(content) for piece in draft.pieces)


def _quotes(paragraph: Paragraph, draft: Draft, content: Span) -> bool:
    """Whether a draft quotes somebody within a post."""
    told = draft.cue is not None and draft.source is not None and content.covers(draft.source)
    return told and all(content.covers(p) and paragraph.marks_over(p) for p in draft.pieces)

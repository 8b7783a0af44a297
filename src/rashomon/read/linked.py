"""JSON-LD: the object by which a page tells search engines of its article."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["each", "linked_article", "on_lines", "on_one_line"]

_ARTICLES = (
    "newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle reviewnewsarticle "
    "askpublicnewsarticle article liveblogposting blogposting socialmediaposting report scholarlyarticle satiricalarticle "
    "advertisercontentarticle webpage"
).split()
"""Types of schema.org that are an article, likeliest first; a bare page is the last resort."""
_TELLING = ("headline", "articleBody", "datePublished", "name")
_WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
_DEEPEST = 4


def linked_article(tree: Any) -> dict[str, Any]:
    """The object of the page's JSON-LD that is the article, with the objects that it points to by ``@id`` put in; empty
    where there is none.

    Args:
        tree: the page as lxml parsed it.
    """
    scripts = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    objects = [part for text in scripts for part in _objects(_parse(text))]
    by_id = {part["@id"]: part for part in objects if isinstance(part.get("@id"), str) and len(part) > 1}
    ranked = [(rank, number) for number, part in enumerate(objects) if (rank := _rank(part)) is not None]
    article = objects[min(ranked)[1]] if ranked else {}
    return {name: _followed(value, by_id) for name, value in article.items()}


def each(value: Any) -> list[Any]:
    """A value that may be one, several or none, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def on_one_line(value: Any) -> str | None:
    """A string without entities and with single blanks; the first of a list; ``None`` for anything else."""
    return " ".join(text.split()) if (text := on_lines(value)) else None


def on_lines(value: Any) -> str | None:
    """The same with its lines kept. Entities are resolved twice, since many newsrooms escape twice."""
    first = next(iter(each(value)), None)
    if not isinstance(first, str):
        return None
    lines = (" ".join(line.split()) for line in html.unescape(html.unescape(first)).split("\n"))
    return "\n".join(line for line in lines if line) or None


def _parse(text: str) -> Any:
    """JSON as newsrooms write it: in comments, with line breaks in strings, with commas too many."""
    text = _WRAPPING.sub("", text.strip())
    for attempt in (text, re.sub(r",(\s*[}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects at the top of JSON-LD: alone, in a list or a graph. Those further inside are of other articles."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for part in value:
            yield from _objects(part, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        yield from _objects(value.get("mainEntity"), depth + 1)


def _rank(part: Mapping[str, Any]) -> int | None:
    """How likely an object is the page's article; ``None`` where it is none."""
    types = [str(name).rsplit("/", 1)[-1].lower() for name in each(part.get("@type"))]
    ranks = [_ARTICLES.index(name) for name in types if name in _ARTICLES]
    return min(ranks) if ranks and any(part.get(name) for name in _TELLING) else None


def _followed(value: Any, by_id: Mapping[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_followed(part, by_id) for part in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return by_id.get(value["@id"], value)
    return value

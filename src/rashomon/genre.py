"""News, opinion or analysis: as the outlet itself marks an article, never by its words.

An opinion piece tells an event to argue about it. It stands beside the news as an account, but a reader must see what it
is, and a brief of what happened does not quote it while there is news.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from rashomon.lexicon import lexicon
from rashomon.model import Article
from rashomon.words import fold

__all__ = ["genre"]

_LABELLED = re.compile(r"\s*[:|•]\s+|\s+[-–—]\s+")
"""What stands between a label and a headline."""


def genre(article: Article) -> str | None:
    """``opinion`` or ``analysis`` where the article says so by its address, its headline or its outlet; ``None`` for news."""
    return next(filter(None, map(_named().get, _marks(article))), None)


@functools.cache
def _named() -> dict[tuple[str, str], str]:
    """The genre of each mark, by where it stands."""
    return {(place, mark): name for name, marks in lexicon("genres").items() for place in marks for mark in marks[place]}


def _marks(article: Article) -> Iterator[tuple[str, str]]:
    """What could mark an article: where it stands, and the words, folded."""
    parts = _LABELLED.split(fold(article.title or "").strip())
    if len(parts) > 1:
        yield from (("labels", part.strip()) for part in (parts[0], parts[-1]))
    yield from (("sections", part) for part in _folders(article.url or ""))
    yield from (("outlets", word) for word in fold(article.outlet or "").split()[-1:])


def _folders(url: str) -> list[str]:
    """The folders of an address; the last part names the article."""
    try:
        return urlsplit(url.lower()).path.split("/")[:-1]
    except ValueError:
        return []

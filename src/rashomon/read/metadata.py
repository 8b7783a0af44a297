"""What a page says of its article in JSON-LD, OpenGraph and other meta elements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rashomon.read.bylines import authors_of
from rashomon.read.dates import NOT_KNOWN, When, read_when
from rashomon.read.fields import language_code
from rashomon.read.hosts import host_of, is_url, outlet_name
from rashomon.read.linked import each, linked_article, on_lines, on_one_line

__all__ = ["Metadata", "read_metadata"]

# Names of meta elements, likeliest first.
_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "headline")
_OUTLETS = ("application-name", "dc.publisher", "dcterms.publisher", "publisher", "cre", "article:publisher")
_AUTHORS = ("author", "byl", "parsely-author", "sailthru.author", "article:author", "dc.creator", "dcterms.creator", "creator",
            "dc.contributor", "article:author_name", "og:article:author", "cxenseparse:author")  # fmt: skip
_DATES = ("article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
          "article.published", "published_time", "publish-date", "publish_date", "publishdate", "published-date", "pubdate",
          "ptime", "displaydate", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
          "cxenseparse:recs:publishtime", "article_date_original", "originalpublicationdate", "date")  # fmt: skip
_SAVED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(?P<url>https?://\S+)", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s+[|–—·•»:-]+\s+|\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a page's article beside its text. ``body`` is the text as JSON-LD gives it."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    published: When = NOT_KNOWN
    url: str | None = None
    language: str | None = None
    body: str | None = None


def read_metadata(tree: Any, *, source: str, url: str | None = None) -> Metadata:
    """Read the metadata of a page: JSON-LD before meta elements before the page's own title.

    Args:
        tree: the page as lxml parsed it.
        source: the page's HTML; browsers note in a comment where they saved it from.
        url: where it was fetched from, if it was.
    """
    page = _Page(tree)
    url = url or page.address() or _saved_from(source)
    outlet = page.outlet() or host_of(url)
    return Metadata(
        title=page.title({outlet, host_of(url)}),
        outlet=outlet,
        authors=tuple(name for name in page.authors() if _letters(name) != _letters(outlet or "")),
        published=page.published(),
        url=url,
        language=page.language(),
        body=on_lines(page.linked.get("articleBody")),
    )


class _Page:
    """A page's JSON-LD and meta elements: their contents by name, property or itemprop, in order of the page."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.linked = linked_article(tree)
        self._meta: dict[str, list[str]] = {}
        for element in tree.iter("meta"):
            content = on_one_line(element.get("content") or element.get("value"))
            for attribute in ("property", "name", "itemprop", "http-equiv"):
                if content and (name := element.get(attribute)):
                    self._meta.setdefault(name.strip().lower(), []).append(content)

    def meta(self, *names: str) -> list[str]:
        """The contents of the meta elements of these names, those of the first name first."""
        return [content for name in names for content in self._meta.get(name, ())]

    def title(self, outlets: set[str | None]) -> str | None:
        """The headline, without the outlet's name."""
        printed = [on_one_line(element.text_content()) for element in self.tree.xpath("//title")[:1]]
        candidates = (on_one_line(self.linked.get("headline")), *self.meta(*_TITLES), *printed)
        title = next(filter(None, candidates), None)
        return _without_outlet(title, outlets) if title else on_one_line(self.linked.get("name"))

    def outlet(self) -> str | None:
        """The site's name, else that of the publisher."""
        publishers = each(self.linked.get("publisher"))
        named = [on_one_line(part.get("name") if isinstance(part, dict) else part) for part in publishers]
        other = [name for name in self.meta(*_OUTLETS) if not is_url(name)]
        # some add what they say of themselves: "The Example | News you can use"
        given = (outlet_name(re.split(r"\s+\|\s+", name)[0]) for name in (*self.meta("og:site_name"), *named, *other) if name)
        return next(filter(None, given), None)

    def authors(self) -> tuple[str, ...]:
        """Names of authors; profiles' addresses are dropped."""
        for given in (self.linked.get("author"), self.linked.get("creator")):
            named = (on_one_line(part.get("name") if isinstance(part, dict) else part) for part in each(given)[:50])
            if authors := authors_of([name for name in named if name]):
                return authors
        return next((authors for name in _AUTHORS if (authors := authors_of(self.meta(name)))), ())

    def published(self) -> When:
        """When it was published first."""
        values = (self.linked.get("datePublished"), self.linked.get("dateCreated"), *self.meta(*_DATES))
        return next((when for value in values if (when := read_when(value)) != NOT_KNOWN), NOT_KNOWN)

    def address(self) -> str | None:
        """The page's own address."""
        canonical = self.tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
        main = self.linked.get("mainEntityOfPage")
        values = (*canonical, *self.meta("og:url"), self.linked.get("url"), main.get("@id") if isinstance(main, dict) else main)
        return next((str(value).strip() for value in values if is_url(value)), None)

    def language(self) -> str | None:
        """The language that the page declares."""
        spoken = self.linked.get("inLanguage")
        values = (
            *self.tree.xpath("//html/@lang"),
            *self.meta("og:locale", "content-language", "language"),
            spoken.get("alternateName") if isinstance(spoken, dict) else spoken,
        )
        return next((code for value in values if isinstance(value, str) and (code := language_code(value))), None)


def _without_outlet(title: str, outlets: set[str | None]) -> str:
    """The headline without the outlet's name before or after it: ``Talks fail | The Example``."""
    names = {name for outlet in outlets if outlet for name in (outlet, outlet.split(".")[0])}
    plain = set(map(_letters, names))
    parts = list(_BETWEEN.finditer(title))
    if parts and _letters(title[parts[-1].end() :]) in plain:
        return title[: parts[-1].start()].strip()
    if parts and _letters(title[: parts[0].start()]) in plain:
        return title[parts[0].end() :].strip()
    return title


def _letters(name: str) -> str:
    return re.sub(r"\W|^the\b", "", name.lower())


def _saved_from(source: str) -> str | None:
    match = _SAVED.search(source, 0, 4_000)
    return match["url"] if match else None

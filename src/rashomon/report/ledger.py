"""Which articles a report is about, what it calls them, and which of their characters it cites.

Every citation of the report is written into the ledger, and the articles are marked from the ledger: so no link of a
finding can miss its characters, and each mark knows the findings that rest on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from rashomon.genre import genre
from rashomon.model import FURNITURE, Article, Lineage, Passage, Reading, Span, count_independent
from rashomon.words import words

__all__ = ["UNKNOWN_OUTLET", "Back", "Cite", "Column", "Ledger", "Noted", "Tag", "Words"]

UNKNOWN_OUTLET = "outlet not known"
_BLANKS = re.compile(r"\s+")
_HOLE = "\0"
"""Stands for each character of furniture; no text that was read has it."""
_HOLES = re.compile(rf"\s*{_HOLE}[\s{_HOLE}]*(?P<own>(?=[’']s\b))?")


class Words(NamedTuple):
    """Words of an article, as one line. ``clipped`` tells that they go on in the article; ``before`` and ``after`` that
    they are a part of a sentence."""

    text: str
    clipped: bool = False
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """An article as the report names it: by number, outlet and, where it repeats another, the other's number."""

    number: int
    article: Article
    outlet: str
    same_as: int | None = None

    @property
    def anchor(self) -> str:
        """Where the article stands on the page."""
        return f"a{self.same_as or self.number}"

    @property
    def date(self) -> str:
        """Day of publication (ISO 8601), or the empty string."""
        return self.article.published_on.isoformat() if self.article.published_on else ""

    @property
    def genre(self) -> str | None:
        """``opinion`` or ``analysis``, where the outlet says so."""
        return genre(self.article)


class Cite(NamedTuple):
    """A citation: the article's number and outlet, and a link to the exact characters. ``trigger`` is, of an event, where
    its verb stands (``12-19``): one clause may tell several events, and a correction must name one."""

    number: int
    outlet: str
    href: str
    trigger: str = ""


class Back(NamedTuple):
    """A link from marked characters to the finding that rests on them: ``S3``, ``#s3``."""

    ref: str
    href: str


@dataclass(slots=True)
class Noted:
    """What the report says of some characters: the kinds of findings, and links to them."""

    kinds: set[str] = field(default_factory=set)
    backs: list[Back] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Column:
    """An outlet with its articles. ``family`` numbers the text that it shares with other outlets, if it does."""

    outlet: str
    tags: tuple[Tag, ...]
    family: int | None = None


class Ledger:
    """The articles of one reading with all that the report cites of them."""

    def __init__(self, reading: Reading, *, prefix: str = "") -> None:
        self.prefix = prefix
        articles = reading.story.articles
        ordered = sorted(articles, key=lambda a: (a.published_on is None, str(a.published_on), a.outlet or "\uffff", a.id))
        numbers = {article.id: number for number, article in enumerate(ordered, 1)}
        texts = {article.id: article.text for article in ordered}
        self._sentences = {account.article.id: account.sentences for account in reading.story.accounts}
        self.tags: dict[str, Tag] = {}
        for article in ordered:
            first = article.duplicate_of
            same = numbers[first] if first in numbers and texts[first] == article.text and first != article.id else None
            self.tags[article.id] = Tag(numbers[article.id], article, article.outlet or _stand_in(article), same)
        self.lineages = tuple(lineage for lineage in reading.lineages if len(lineage.articles) > 1)
        self.columns = _columns(tuple(self.tags.values()), self.lineages)
        self.column_of = {tag.article.id: k for k, column in enumerate(self.columns) for tag in column.tags}
        self.independent = self.count_independent(self.tags)
        self._folded: dict[tuple[str, tuple[Span, ...]], tuple[str, ...]] = {}
        self._holed: dict[str, str] = {}
        self._noted: dict[int, dict[Span, Noted]] = {tag.number: {} for tag in self.tags.values()}

    def count_independent(self, articles: Iterable[str]) -> int:
        """Number of independent accounts among articles; a duplicate is no account of its own."""
        firsts = {self.first(article) for article in articles}
        return count_independent(sorted(firsts), self.lineages)

    def column(self, article: str) -> Column:
        """The outlet of an article."""
        return self.columns[self.column_of[article]]

    def first(self, article: str) -> str:
        """The article itself, or the one that it repeats."""
        tag = self.tags[article]
        return article if tag.same_as is None else str(tag.article.duplicate_of)

    def noted(self, number: int) -> dict[Span, Noted]:
        """All that is cited of the article with this number."""
        return self._noted[number]

    def href(self, name: str) -> str:
        """Link to a finding by its number (``S3``) or to a part of the page by its name."""
        return f"#{self.prefix}{name.lower()}"

    def back(self, ref: str) -> Back:
        """Link from marked characters to the finding with this number."""
        return Back(ref, self.href(ref))

    def note(self, article: str, span: Span, *, kind: str, back: Back | None = None) -> str:
        """Write down that the report speaks of these characters.

        Returns:
            The link to them; to the article where the span holds no characters that can be marked.
        """
        tag = self.tags[article]
        number = tag.same_as or tag.number
        if not span.of(tag.article.text).strip():
            return f"#{self.prefix}a{number}"
        noted = self._noted[number].setdefault(Span(*span), Noted())
        noted.kinds.add(kind)
        if back is not None and back not in noted.backs:
            noted.backs.append(back)
        return f"#{self.prefix}a{number}-{span.start}-{span.end}"

    def cite(self, article: str, span: Span, *, kind: str, back: Back | None = None) -> Cite:
        """Write down a citation and give it back."""
        href = self.note(article, span, kind=kind, back=back)
        tag = self.tags[article]
        return Cite(tag.number, tag.outlet, href)

    def folded(self, article: str, spans: tuple[Span, ...]) -> tuple[str, ...]:
        """The words of some spans as comparisons see them."""
        key = (article, spans)
        if key not in self._folded:
            self._folded[key] = tuple(word.text for word in words(self.tags[article].article.text, spans))
        return self._folded[key]

    def words(self, passage: Passage, limit: int = 600) -> Words:
        """The words of a passage on one line, cut at ``limit`` characters, between words where there are blanks."""
        text = self._line(passage.article, passage.span).strip()
        text = text or _BLANKS.sub(" ", passage.span.of(self.tags[passage.article].article.text)).strip()  # furniture alone
        if len(text) <= limit:
            return Words(text)
        cut = text.rfind(" ", limit * 2 // 3, limit)
        return Words(text[: cut if cut > 0 else limit].rstrip(), clipped=True)

    def _line(self, article: str, span: Span) -> str:
        """The characters of a span on one line, with an ellipsis for furniture among them ("Holt … told reporters")."""
        if article not in self._holed:
            self._holed[article] = self.tags[article].article.without(FURNITURE, filled_with=_HOLE)
        return _BLANKS.sub(" ", _HOLES.sub(_ellipsis, span.of(self._holed[article])))

    def sentence(self, passage: Passage) -> Span:
        """The sentence that a passage stands in; the passage itself where there is none."""
        return next((s for s in self._sentences[passage.article] if s.covers(passage.span)), passage.span)

    def around(self, passage: Passage, limit: int) -> tuple[Words, Words]:
        """What stands before and after a passage in its sentence, each in some ``limit`` of characters, cut between words."""
        sentence = self.sentence(passage)
        before = self._line(passage.article, Span(sentence.start, passage.span.start)).lstrip()
        after = self._line(passage.article, Span(passage.span.end, sentence.end)).rstrip()
        return (
            Words(before) if len(before) <= limit else Words(before[-limit:].partition(" ")[2], before=True),
            Words(after) if len(after) <= limit else Words(after[:limit].rpartition(" ")[0], clipped=True),
        )


def _ellipsis(hole: re.Match[str]) -> str:
    """What is shown for furniture: nothing where it begins or ends the words."""
    if hole.start() == 0 or hole.end() == len(hole.string):
        return " "
    return " …" if hole["own"] is not None else " … "


def _stand_in(article: Article) -> str:
    """What an article without an outlet is called: the name of its file, which its reader gave it."""
    return PurePath(article.path).name[:60] if article.path else UNKNOWN_OUTLET


def _columns(tags: Sequence[Tag], lineages: Sequence[Lineage]) -> tuple[Column, ...]:
    """Outlets in the order of their first articles, those that share a text side by side."""
    family_of = {article: k for k, lineage in enumerate(lineages) for article in lineage.articles}
    groups: dict[str, list[Tag]] = {}
    for tag in tags:
        groups.setdefault(tag.article.outlet or f"\0{tag.number}", []).append(tag)
    families: dict[str, int | None] = {}
    for outlet, members in groups.items():
        found = {family_of.get(tag.article.duplicate_of or tag.article.id, family_of.get(tag.article.id)) for tag in members}
        families[outlet] = found.pop() if len(found) == 1 else None
    place = {outlet: k for k, outlet in enumerate(groups)}
    leader: dict[int, int] = {}
    for outlet, family in families.items():
        if family is not None:
            leader.setdefault(family, place[outlet])

    def order(outlet: str) -> tuple[int, int]:
        family = families[outlet]
        return (place[outlet] if family is None else leader[family], place[outlet])

    return tuple(Column(groups[o][0].outlet, tuple(groups[o]), families[o]) for o in sorted(groups, key=order))

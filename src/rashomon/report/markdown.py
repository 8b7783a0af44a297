"""The brief as Markdown with footnotes: to paste into an article, a mail or an issue, and to check afterwards.

Every footnote names outlet, headline, day, address and characters. What an article says can act as markup nowhere: each
character that Markdown or HTML give a meaning is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rashomon.model import Reading
from rashomon.report.compare import Piece
from rashomon.report.labels import labels, say_day
from rashomon.report.ledger import Cite, Tag, Words
from rashomon.report.limits import Limits
from rashomon.report.marks import safe_url
from rashomon.report.neutral import neutral
from rashomon.report.story import story_view
from rashomon.report.views import FindingView, StoryView, Telling

__all__ = ["markdown"]

_LIMITS = Limits(statements_alone=0, figures_alone=0, events_alone=0, rows=0)
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~!&$^]")
_SPAN = re.compile(r"-(\d+)-(\d+)$")
_PLAIN_URL = re.compile(r"[\w:/?#@!$&'*+,;=.%~-]+")
_CITES = 4
"""Footnotes of one wording."""


def markdown(readings: Sequence[Reading]) -> str:
    """The stories with a brief, how far the accounts agree and every finding, the largest first.

    Returns:
        Markdown with footnotes as GitHub, Pandoc and most editors read them.
    """
    ordered = sorted(readings, key=lambda reading: (-len(reading.story.accounts), reading.story.id))
    return "\n".join(_Writer(k, story_view(r, limits=_LIMITS, with_articles=False)).text() for k, r in enumerate(ordered, 1))


class _Writer:
    """Writes one story and keeps count of its footnotes."""

    def __init__(self, number: int, view: StoryView) -> None:
        self._prefix = f"{number}-"
        self._view = view
        self._tags = {tag.number: tag for tag in view.tags}
        self._notes: dict[tuple[int, str], str] = {}

    def text(self) -> str:
        """The whole story."""
        return "\n".join([*self._head(), *self._brief(), *self._findings(), *self._articles(), *self._footnotes()]) + "\n"

    def _head(self) -> Iterator[str]:
        view = self._view
        yield f"# “{_quoted(view.title)}”" if view.title_cite else "# A story without a headline"
        yield ""
        days = ("–" if view.days and len(view.days[0]) < 3 else " – ").join(view.days) or "day not known"
        facts = [days, _count(view.n_articles, "article"), _count(view.n_outlets, "outlet")]
        yield " · ".join([*facts, f"**{_count(view.independent, 'independent account')}**"])
        yield ""

    def _brief(self) -> Iterator[str]:
        if not self._view.brief:
            return
        yield "## What happened"
        yield ""
        said = []
        for sentence in self._view.brief:
            said.append(f"{_quoted(sentence.words)}{self._cite([sentence.cite])}")
            said += [f"*(denied by {_plain(name)}*{self._cite([cite])}*)*" for name, cite in sentence.denied[:2]]
        yield " ".join(said)
        yield ""

    def _findings(self) -> Iterator[str]:
        view, agreement = self._view, self._view.agreement
        if view.n_articles < 2:
            return
        yield "## Do the accounts agree?"
        yield ""
        told = ", ".join(f"{count:,} {label.text}" for label, count, *_ in agreement.parts)
        yield f"**{agreement.in_full}**" + (
            f" Of {agreement.shared:,} things that two or more independent accounts tell: {told}." if told else ""
        )
        yield ""
        for finding in view.findings:
            yield from self._finding(finding)
        yield ""

    def _finding(self, finding: FindingView) -> Iterator[str]:
        head = f"- **{finding.name}**"
        if finding.about:
            head += f": {_plain(finding.about)}"
        if finding.quoted:
            head += f": {_quoted(finding.quoted)}"
        yield head
        for telling in finding.tellings:
            yield f"  - {self._telling(telling)}"
        if finding.reason:
            yield f"  - *{_plain(finding.reason)}*"

    def _telling(self, telling: Telling) -> str:
        who = " ".join(_plain(part) for part in (telling.who, telling.note) if part)
        said = _marked(telling.pieces)
        who = f"{who}:" if who and said else who
        if telling.mode == labels()["modes"]["direct"]:
            said = f"“{said}”"
        outlets = ", ".join(dict.fromkeys(_plain(cite.outlet) for cite in telling.cites[:_CITES]))
        return " ".join(part for part in (who, said, f"({outlets})") if part) + self._cite(telling.cites[:_CITES])

    def _articles(self) -> Iterator[str]:
        yield "## The articles"
        yield ""
        for tag in self._view.tags:
            yield f"{tag.number}. {_source(tag)}"
        yield ""

    def _cite(self, cites: Iterable[Cite]) -> str:
        """Marks of footnotes, one for each place that is cited."""
        found = dict.fromkeys((cite.number, cite.href) for cite in cites)
        return "".join(f"[^{self._notes.setdefault(key, f'{self._prefix}{len(self._notes) + 1}')}]" for key in found)

    def _footnotes(self) -> Iterator[str]:
        for (number, href), mark in self._notes.items():
            span = _SPAN.search(href)
            where = f", characters {span[1]}–{span[2]}" if span else ""
            yield f"[^{mark}]: {_source(self._tags[number])}{where}"


def _source(tag: Tag) -> str:
    article = tag.article
    url = safe_url(article.url)
    parts = [_plain(tag.outlet)]
    if article.title:
        parts.append(f"“{_plain(' '.join(article.title.split())[:200])}”")
    if tag.genre:
        parts.append(labels()["genres"][tag.genre])
    if article.published_on:
        parts.append(say_day(article.published_on))
    if url and _PLAIN_URL.fullmatch(url):
        parts.append(f"<{url}>")
    return ", ".join(parts)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}" if number else f"{what}s not known"


def _plain(text: str) -> str:
    """Words that no reader of Markdown takes for markup."""
    return _ACTIVE.sub(r"\\\g<0>", neutral(text))


def _quoted(words: Words) -> str:
    return ("… " if words.before else "") + _plain(words.text) + (" …" if words.clipped or words.after else "")


def _marked(pieces: Iterable[Piece]) -> str:
    """A wording with other words bold and words that are left out struck through."""
    return "".join(map(_signed, pieces)).strip()


def _signed(piece: Piece) -> str:
    if piece.kind == "gap":
        return " … "
    if piece.kind == "skip":
        return f"\\[{piece.n_words} words left out\\]"
    text = _plain(piece.text)
    if piece.kind == "gone":
        return f"~~{text}~~"
    return f"**{text}**" if (piece.kind in ("new", "key") or piece.turns) and text.strip() else text

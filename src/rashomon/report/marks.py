"""The text of an article as paragraphs of marked characters.

Marks nest where they can. Where two cross, the later one is split at the earlier one's end; only its first part carries
the anchor, the others say whose part they are.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from rashomon.model import Account, Block, Span
from rashomon.report.labels import labels
from rashomon.report.ledger import Ledger, Noted, Tag
from rashomon.report.tell import title_span
from rashomon.report.views import ArticleView, BlockView, Token

__all__ = ["Mark", "article_view", "as_html", "safe_url", "tokens"]

_BACKS = 6
"""Links back behind one mark: more would bury the sentence."""

_OPENING = 8
"""Characters that the "that" before what was said may take: a statement begins behind it, a quote in the article before it."""

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


class Mark(NamedTuple):
    """Characters that are marked: classes for the style sheet, an anchor where something links here, links back."""

    span: Span
    classes: str
    anchor: str = ""
    backs: tuple[tuple[str, str], ...] = ()


def safe_url(url: str | None) -> str:
    """The URL if it is one of the web, else the empty string: an article's address may hold anything."""
    try:
        return url if url and urlsplit(url).scheme.lower() in ("http", "https") and urlsplit(url).netloc else ""
    except ValueError:
        return ""


def article_view(account: Account, tag: Tag, ledger: Ledger, *, with_names: bool) -> ArticleView:
    """An article in full, with all that the ledger has of it and, if wanted, every name, time and cue."""
    article = account.article
    marks = _marks(account, tag.number, ledger, with_names=with_names)
    blocks = tuple(_block_views(article.text, _covering(article.blocks, article.text), marks))
    return ArticleView(tag, safe_url(article.url), title_span(article) is None, blocks)


def _marks(account: Account, number: int, ledger: Ledger, *, with_names: bool) -> list[Mark]:
    noted = ledger.noted(number)
    plain: dict[Span, set[str]] = {}
    if with_names:
        stated = {span.start for span, entry in noted.items() if "quote" in entry.kinds}
        for found, kind in _mentions(account):
            span = _reported(found, stated) if kind == "quote" else found
            if span not in noted:
                plain.setdefault(span, set()).add(kind)
    marks = [_noted_mark(f"{ledger.prefix}a{number}", span, entry) for span, entry in noted.items()]
    marks += [Mark(span, _classes(kinds)) for span, kinds in plain.items()]
    marks = [_trimmed(account.article.text, mark) for mark in marks]
    return sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end, mark.classes))


def _reported(quote: Span, stated: set[int]) -> Span:
    """A quote of the article from where a statement of it begins (``stated``)."""
    first = range(quote.start, min(quote.start + _OPENING + 1, quote.end))
    return Span(next((at for at in first if at in stated), quote.start), quote.end)


def _noted_mark(place: str, span: Span, entry: Noted) -> Mark:
    anchor = f"{place}-{span.start}-{span.end}"
    return Mark(span, _classes(entry.kinds), anchor, tuple((back.ref, back.href) for back in entry.backs[:_BACKS]))


def _trimmed(text: str, mark: Mark) -> Mark:
    """Without the blanks at its ends, so that the first part of a mark always has a character to stand on."""
    inside = mark.span.of(text)
    if inside == inside.strip():
        return mark
    start = mark.span.start + len(inside) - len(inside.lstrip())
    return mark._replace(span=Span(start, max(start, mark.span.start + len(inside.rstrip()))))


def _classes(kinds: Iterable[str]) -> str:
    return " ".join(f"m-{kind}" for kind in sorted(kinds))


def _mentions(account: Account) -> Iterator[tuple[Span, str]]:
    for quote in account.quotes:
        for span in quote.content:
            yield span, "quote"
        if quote.source:
            yield quote.source, "source"
        if quote.cue:
            yield quote.cue, "cue"
    for figure in account.figures:
        yield figure.span, "figure"
    for event in account.events:
        yield event.trigger, "trigger"
    for actor in account.actors:
        yield actor.span, "actor"
    for time in account.times:
        yield time.span, "time"


def _covering(blocks: Sequence[Block], text: str) -> list[Block]:
    """The blocks, with whatever they leave out as body: no character of an article may be missing."""
    found: list[Block] = []
    at = 0
    for block in blocks:
        if text[at : block.span.start].strip():
            found.append(Block(Span(at, block.span.start), "body"))
        found.append(block)
        at = max(at, block.span.end)
    if text[at:].strip():
        found.append(Block(Span(at, len(text)), "body"))
    return found


def _block_views(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[BlockView]:
    """Blocks in order; neighbouring furniture is folded together, a second telling of the body by itself."""
    paragraphs = _paragraphs(text, blocks, marks)

    def fold(numbered: tuple[int, Block]) -> tuple[bool, str]:
        number, block = numbered
        return block.is_furniture, "duplicate" if block.kind == "duplicate" else "" if block.is_furniture else str(number)

    for (is_furniture, _), run in groupby(enumerate(blocks), key=fold):
        members = list(run)
        kinds = dict.fromkeys(labels()["blocks"].get(block.kind, block.kind) for _, block in members)
        yield BlockView(
            members[0][1].kind if not is_furniture else "furniture",
            ", ".join(kinds) if is_furniture else "",
            tuple(paragraph for number, _ in members for paragraph in paragraphs[number]),
            sum(block.span.end - block.span.start for _, block in members),
        )


def _paragraphs(text: str, blocks: Sequence[Block], marks: Sequence[Mark]) -> list[list[tuple[Token, ...]]]:
    """For each block its paragraphs, in one walk over the marks."""
    found: list[list[tuple[Token, ...]]] = []
    carried: list[Mark] = []
    following = iter(marks)
    upcoming = next(following, None)
    for block in blocks:
        inside: list[tuple[Token, ...]] = []
        for match in _PARAGRAPH.finditer(text, block.span.start, block.span.end):
            start, end = match.span()
            here = [mark for mark in carried if mark.span.end > start]
            while upcoming is not None and upcoming.span.start < end:
                here.append(upcoming)
                upcoming = next(following, None)
            inside.append(tuple(tokens(text, Span(start, end), here)))
            carried = [_continued(mark, end) for mark in here if mark.span.end > end]
        found.append(inside)
    return found


def _continued(mark: Mark, at: int) -> Mark:
    """The rest of a mark after ``at``: its anchor stands at its first part, which is done."""
    done = mark.span.start < at and mark.anchor and not mark.anchor.startswith("+")
    return mark._replace(anchor=f"+{mark.anchor}") if done else mark


def tokens(text: str, within: Span, marks: Sequence[Mark]) -> Iterator[Token]:
    """The characters of ``within`` with the beginnings and ends of marks, properly nested.

    Args:
        text: of the article.
        within: what is shown.
        marks: those that touch it, by start and, from one start, the longest first; they may stick out. An anchor that
            begins with ``+`` tells that its first part stands elsewhere.
    """
    queue: list[tuple[int, int, int, Mark]] = []
    for order, mark in enumerate(marks):
        start, end = max(mark.span.start, within.start), min(mark.span.end, within.end)
        if start < end and text[start:end].strip():
            heapq.heappush(queue, (start, -end, order, mark))
    order, at = len(marks), within.start
    stack: list[tuple[int, Mark]] = []
    while queue or stack:
        start = queue[0][0] if queue else within.end
        if stack and stack[-1][0] <= start:
            stop, closing = stack.pop()
            yield from _text(text, at, stop)
            at = max(at, stop)
            yield Token("close", backs=closing.backs if closing.span.end <= stop else ())
            continue
        _, end, _, mark = heapq.heappop(queue)
        stop = -end
        if stack and stop > stack[-1][0]:  # crosses the mark it stands in: split there
            cut = stack[-1][0]
            heapq.heappush(queue, (cut, -stop, order, _continued(mark, cut)))
            order += 1
            stop = cut
        yield from _text(text, at, start)
        at = max(at, start)
        is_first = mark.anchor and not mark.anchor.startswith("+")
        yield Token(
            "open", classes=mark.classes, anchor=mark.anchor if is_first else "", part_of="" if is_first else mark.anchor[1:]
        )
        stack.append((stop, mark))
    yield from _text(text, at, within.end)


def as_html(paragraph: Iterable[Token]) -> Markup:
    """Marked characters as HTML. A page has ten thousand marks; a template takes three times as long for them.

    The characters are an article's, and escaped; classes, anchors and links are made of the report's own letters and numbers.
    """
    parts: list[str] = []
    for token in paragraph:
        if token.kind == "text":
            parts.append(escape(token.text))
        elif token.kind == "open":
            place = f' id="{token.anchor}"' if token.anchor else f' data-of="{token.part_of}"' if token.part_of else ""
            parts.append(f'<mark class="{token.classes}"{place}>')
        else:
            parts += [f'<a class="b" href="{href}">{ref}</a>' for ref, href in token.backs]
            parts.append("</mark>")
    return Markup("".join(parts))


def _text(text: str, start: int, end: int) -> Iterator[Token]:
    if start < end:
        yield Token("text", text[start:end])

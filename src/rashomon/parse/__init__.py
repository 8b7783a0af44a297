"""Sentences, tokens, tags, dependencies and entities. The only folder that knows the parser.

spaCy's small English pipeline, made faster without changing what it says: sentences are its documents, a sentence that was
parsed before is not parsed again, its networks and transitions are run here for many sentences at once
(``predict.py``), and the attribute ruler and the lemmatizer component are left out (a table and a memo give coarse parts of
speech and lemmas).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import get_args

from rashomon.model import Article, BlockKind, Parsed, Sentence, Span, Token
from rashomon.parse.pipeline import loaded, new_token
from rashomon.parse.sentences import split_sentences
from rashomon.settings import Settings

__all__ = ["parse", "parse_text", "split_sentences"]

_READ_KINDS = frozenset(("title", "standfirst", "body"))
"""Blocks that are parsed: sub-heads are few words without a verb, bylines are read by ``clean``."""

_PASSED_OVER = frozenset(get_args(BlockKind)) - _READ_KINDS
_MAX_WORD_CHARS = 200


def _spans_to_read(article: Article) -> Iterator[tuple[int, Span]]:
    """Stretches of report with the number of their block. Furniture inside a line does not part what stands around it."""
    if not article.blocks:
        yield 0, Span(0, len(article.text))
    waiting: tuple[int, Span] | None = None
    for number, block in enumerate(article.blocks):
        if block.kind not in _READ_KINDS:
            continue
        if waiting is not None and article.text.find("\n", waiting[1].end, block.span.start) < 0:
            waiting = waiting[0], Span(waiting[1].start, block.span.end)
            continue
        if waiting is not None:
            yield waiting
        waiting = number, block.span
    if waiting is not None:
        yield waiting


def _report_only(article: Article) -> str:
    """What is parsed, with blanks in place of the rest, so that offsets stay."""
    report = article.without(_PASSED_OVER)
    return report.replace("\n", " ") if article.blocks else report  # within a block, a line's end is but a blank


def _lines(text: str, span: Span) -> Iterator[Span]:
    """Of a text that was not cleaned, a sentence never runs over a line's end."""
    start = span.start
    while start < span.end:
        stop = text.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def parse(articles: Iterable[Article], settings: Settings) -> list[Parsed]:
    """Parse the report of each article; its furniture is passed over."""
    articles = list(articles)
    places: list[list[tuple[int, Span]]] = []
    reports = [_report_only(article) for article in articles]
    for article, report in zip(articles, reports, strict=True):
        places.append(
            [
                (number, sentence)
                for number, span in _spans_to_read(article)
                for line in ([span] if article.blocks else _lines(report, span))
                for sentence in split_sentences(report, line)
            ]
        )
    texts = [_tame(span.of(report)) for report, found in zip(reports, places, strict=True) for _, span in found]
    tokens = loaded().tokens(texts, settings.parser_batch)
    remaining = iter(texts)
    return [
        Parsed(article, tuple(_sentence(span, number, tokens[next(remaining)]) for number, span in found))
        for article, found in zip(articles, places, strict=True)
    ]


def parse_text(text: str) -> Parsed:
    """Parse a bare text, without looking for furniture (for tests and experiments)."""
    return parse([Article(id="text", text=text)], Settings())[0]


_LONG_WORD = re.compile(rf"\S{{{_MAX_WORD_CHARS},}}")


def _tame(text: str) -> str:
    """Words of hundreds of characters are no words; blanks of the same length stand for their tails."""
    return _LONG_WORD.sub(lambda m: m.group()[:_MAX_WORD_CHARS] + " " * (len(m.group()) - _MAX_WORD_CHARS), text)


def _sentence(span: Span, block: int, tokens: tuple[Token, ...]) -> Sentence:
    at = span.start
    placed = tuple(new_token(Token, (token[0], at + token[1], at + token[2], *token[3:])) for token in tokens)
    return Sentence(span.start, span.end, block, placed)

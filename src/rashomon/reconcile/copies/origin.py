"""Which of two articles had a passage first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from rashomon.lexicon import lexicon
from rashomon.model import Article, Span
from rashomon.reconcile.meanings import meanings
from rashomon.reconcile.stems import stem
from rashomon.words import STOPWORDS, count_words, words

__all__ = ["Pair", "agency_of", "day_of", "is_earlier", "origin_of", "shares_agency"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles of a story that share passages, with the share of each one's own words that stands in the other."""

    articles: tuple[Article, Article]
    shares: tuple[float, float]


def origin_of(pair: Pair, spans: tuple[Span, Span]) -> tuple[str | None, str, float]:
    """Which of two articles had a passage first: its identifier, the reason, and how sure that is.

    The first sign that is there decides; where it holds for both, neither is known to have copied from the other.
    """
    for sign, one, both, confidence in _SIGNS:
        signs = sign(pair, spans, 0), sign(pair, spans, 1)
        if all(signs):
            return None, both, confidence
        if any(signs):
            return pair.articles[signs.index(True)].id, one, confidence
    return None, "who had it first cannot be told", 0.5


_CREDIT = r"\b(?:told|according to|reported by|first reported in|via|in an interview with)\s+(?:the\s+)?{0}\b"
_CREDITED = r"\b{0}(?:['’]s)?\s+(?:(?:first|has|had|also|earlier)\s+)*(?:reported|reports|quoted|wrote|revealed)\b"
_NEAR_CHARS = 400


def _is_named(pair: Pair, spans: tuple[Span, Span], k: int) -> bool:
    """Whether the other article names this one's outlet as its source, near the passage."""
    outlet, text = pair.articles[k].outlet, pair.articles[1 - k].text
    if not outlet:
        return False
    name = re.escape(re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE))
    near = text[max(0, spans[1 - k].start - _NEAR_CHARS) : spans[1 - k].end + _NEAR_CHARS]
    return bool(re.search(f"{_CREDIT}|{_CREDITED}".format(name), near, re.IGNORECASE))


def _is_agency(pair: Pair, _: tuple[Span, Span], k: int) -> bool:
    """Whether a news agency published this article itself."""
    return agency_of(pair.articles[k]) is not None


def day_of(article: Article) -> date:
    """The day of publication, the last of all days where it is not known."""
    return article.published_on or (article.published_at.date() if article.published_at else date.max)


def agency_of(article: Article) -> str | None:
    """The agency that published the article."""
    outlet = (article.outlet or "").casefold()
    for name, forms in lexicon("furniture")["agencies"].items():
        if outlet in (name.casefold(), *(form.casefold() for form in forms)):
            return str(name)
    return None


def shares_agency(pair: Pair) -> bool:
    """Whether the two credit one agency."""
    return not set(pair.articles[0].agencies).isdisjoint(pair.articles[1].agencies)


def is_earlier(one: Article, other: Article) -> bool:
    """Whether one article was published before the other, as far as is known."""
    if one.published_at and other.published_at and (one.published_at.tzinfo is None) == (other.published_at.tzinfo is None):
        return one.published_at < other.published_at
    return day_of(one) < day_of(other) < date.max


def _is_agency_text(pair: Pair, _: tuple[Span, Span], __: int) -> bool:
    """Whether one of the two credits an agency: then both may have the passage from it."""
    return any(article.agencies for article in pair.articles)


def _is_cut(pair: Pair, _: tuple[Span, Span], k: int) -> bool:
    """Whether the other article stands whole in this one, which has more."""
    return pair.shares[1 - k] >= _WHOLE and pair.shares[k] < _PART


def _is_clean(pair: Pair, spans: tuple[Span, Span], k: int) -> bool:
    """Whether the other article has the passage with misprints that this one does not have."""
    if spans[0].of(pair.articles[0].text) == spans[1].of(pair.articles[1].text):
        return False
    mine, yours = (_printed_small(pair.articles[i].text, spans[i]) for i in (k, 1 - k))
    clean, misprinted = (sum(map(_is_misprint, only)) for only in (mine - yours, yours - mine))
    return misprinted >= _MISPRINTS and misprinted >= 2 * clean


def _printed_small(text: str, span: Span) -> frozenset[str]:
    """The words of a passage that have no capital: names are in no list, and no misprints."""
    return frozenset(word.text for word in words(text, span) if text[word.span.start].islower())


def _is_misprint(word: str) -> bool:
    """Whether no other article of English news has a word."""
    return len(word) > 3 and word not in STOPWORDS and not meanings().knows(stem(word))


_MISPRINTS = 3
"""Words that no other article has, from which a passage counts as misprinted."""


def _opens(pair: Pair, spans: tuple[Span, Span], k: int) -> bool:
    """Whether one text opens this article, and has a lead before it in the other: who takes a text over leads in to it."""
    if min(pair.shares) < _MOST:
        return False
    places = [count_words(pair.articles[i].text, (Span(_begins(pair.articles[i]), spans[i].start),)) for i in (k, 1 - k)]
    return places[0] <= _OPENING and places[1] >= places[0] + _FURTHER_DOWN


def _begins(article: Article) -> int:
    """Where the report begins."""
    return next((block.span.start for block in article.blocks if block.kind in ("standfirst", "body")), 0)


_MOST = 0.8
"""Share of the words of both articles from which they are one text: a mere passage may open one and stand inside another."""
_OPENING, _FURTHER_DOWN = 6, 6
"""Words before a passage up to which it opens an article, a dateline among them, and how many more are a lead of its own."""

_WHOLE, _PART = 0.95, 0.9
"""Share of its own words from which an article stands whole in another, and below which it has more than the other."""

_SIGNS: tuple[tuple[Callable[[Pair, tuple[Span, Span], int], bool], str, str, float], ...] = (
    (_is_named, "named as the source by the other", "each names the other as its source", 0.9),
    (_is_agency, "the agency's own article", "both are articles of agencies", 0.9),
    (lambda pair, *_: shares_agency(pair), "", "both credit the same agency", 0.9),
    (_is_agency_text, "", "one credits an agency, from which both may have it", 0.6),
    (lambda pair, _, k: is_earlier(pair.articles[k], pair.articles[1 - k]), "published earlier", "", 0.8),
    (_is_cut, "holds the whole of the other and more", "", 0.6),
    (_is_clean, "has it without the other's misprints", "", 0.6),
    (_opens, "the same text without the other's lead", "", 0.6),
)
"""What tells who had a passage first, the strongest sign first: sign, reason where it holds for one, reason where it holds for
both, confidence."""

"""When: expressions of time, as intervals of days.

Relative ones are counted from the day of the article (as published, else from a date line at its head), or from the time that
the article told last; where there is neither they stay open. Days of the week are past unless their clause looks ahead, as
news writes them.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from rashomon.extract.numbers import lowered
from rashomon.extract.when import KEYWORDS, RULES, Context, Interval, Resolved, Rule, Tense, full_date
from rashomon.lexicon import forms, lexicon
from rashomon.model import Parsed, Sentence, Span, TimeMention, Token

__all__ = ["find_times"]

_MASTHEAD_CHARS = 1_500
_MASTHEAD_LINE_CHARS = 120
_LAST_SENTENCES = 3
"""For how many sentences "the next day" may be counted from a time told."""


class _Match(NamedTuple):
    rule: Rule
    match: re.Match[str]

    @property
    def span(self) -> Span:
        return Span(*self.match.span())


def find_times(parsed: Parsed) -> list[TimeMention]:
    """The expressions of time of an article, in order of the text, none overlapping another."""
    text = parsed.article.report
    low = lowered(text)
    published, anchor = _anchor(parsed)
    found: list[TimeMention] = []
    told: list[tuple[int, Interval]] = []
    for number, sentence in enumerate(parsed.sentences):
        matches = _matches(low, text, sentence=sentence)
        mentions = []
        for k, each in enumerate(matches):
            last = told[-1][1] if told and number - told[-1][0] < _LAST_SENTENCES else None
            following = matches[k + 1] if k + 1 < len(matches) else None
            context = Context(
                published, anchor, last, _absolute(each, following, low),
                functools.cache(functools.partial(_tense, sentence, each.span, low=low)),
            )  # fmt: skip
            resolved = _resolve(each, context)
            if resolved is None:
                continue
            mentions.append(_mention(each.span, resolved))
            if resolved.interval and resolved.leads:
                told.append((number, resolved.interval))
        found.extend(_joined(mentions, low))
    return found


def _resolve(each: _Match, context: Context) -> Resolved | None:
    try:
        return each.rule.resolve(each.match, context)
    except (ValueError, OverflowError):  # no such day
        return None


def _mention(span: Span, resolved: Resolved) -> TimeMention:
    interval = resolved.interval
    if interval is None:
        return TimeMention(span, None, None, resolved.grain)
    return TimeMention(span, interval.start, interval.end, resolved.grain, resolved.anchor)


def _matches(low: str, text: str, *, sentence: Sentence) -> list[_Match]:
    """The longest matches of the rules that do not overlap, in order."""
    classes = {match.lastgroup for match in KEYWORDS.finditer(low, sentence.start, sentence.end)}
    found = [
        _Match(rule, match)
        for rule in RULES
        if not rule.needs.isdisjoint(classes)
        for match in rule.pattern.finditer(low, sentence.start, sentence.end)
        if (not rule.capital or text[match.start(rule.capital)].isupper())
        and not (rule.may_be_name and _is_name(match, rule, text=text, sentence=sentence))
    ]
    found.sort(key=lambda each: (each.match.start() - each.match.end(), each.match.start()))
    chosen: list[_Match] = []
    for each in found:
        if not any(each.span.overlaps(other.span) for other in chosen):
            chosen.append(each)
    return sorted(chosen, key=lambda each: each.match.start())


_NAMES = frozenset(("ORG", "WORK_OF_ART", "PRODUCT", "FAC", "PERSON"))


_NAME_GOES_ON = re.compile(r" [A-Z]")
_BEFORE_NAME = re.compile(r"\b(?:the|an?|of|and|or|for|to) $", re.IGNORECASE)
_NAME_LINKS = re.compile(r" (?:[Ff]or|[Oo]n) [A-Z]")
_IN_TIME = re.compile(r"\b(?:in|since|by|until|till|during|from|of|through|early|late|mid) $", re.IGNORECASE)


def _is_name(match: re.Match[str], rule: Rule, *, text: str, sentence: Sentence) -> bool:
    """Whether a word of time stands in a name: within an entity, or with a capital where it has none."""
    start, end = match.span(rule.capital or "name")
    if not rule.capital and text[start].isupper() and sentence.start < start and text[start - 1] == " ":
        return text[start - 2].isalnum()
    if rule.capital == "mon" and _is_named_march(text, match.start(), end=match.end(), name=start):
        return True
    token = _token_at(sentence, start)
    if token is None or token.ent not in _NAMES:
        return False
    around = sentence.tokens[max(token.i - 1, 0) : token.i + 2]
    return any(other.i != token.i and other.ent == token.ent and other.text[:1].isupper() for other in around) and end > start


def _is_named_march(text: str, start: int, *, end: int, name: int) -> bool:
    """Whether a month goes on as the name of something: "the March For Our Lives", "a March on Dunmore"."""
    if _NAME_GOES_ON.match(text, end) and _BEFORE_NAME.search(text, max(0, name - 6), name):
        return True
    return start == name and bool(_NAME_LINKS.match(text, end)) and not _IN_TIME.search(text, max(0, start - 8), start)


def _token_at(sentence: Sentence, start: int) -> Token | None:
    at = bisect_right(sentence.tokens, start, key=lambda token: token.start) - 1
    return sentence.tokens[at] if at >= 0 else None


_NOTHING = Context(None, "", None, None, lambda: "")
_AT_ONCE = re.compile(r" (?:the |its |his |her |their )?(?:[\w’']+ ){0,2}(?:on |of |in )?(?:the )?")


def _absolute(each: _Match, following: _Match | None, low: str) -> Interval | None:
    """The absolute time that follows an expression at once, as in "two days before the 4 April 2017 attack"."""
    if following is None or not _AT_ONCE.fullmatch(low, each.match.end(), following.match.start()):
        return None
    resolved = _resolve(following, _NOTHING)
    return resolved.interval if resolved else None


# ---------------------------------------------------------------------------------------------- time of day with its day

_DAY_AFTER_CLOCK = re.compile(r",? (?:\(?[a-z]{2,4}(?:/[a-z]{2})?\)?(?: time)?,? )?(?:on )?(?:early |late )?")
_CLOCK_AFTER_DAY = re.compile(r",? (?:at|around|about|by|shortly (?:before|after)|just (?:before|after)|before|after) ")


def _joined(mentions: list[TimeMention], low: str) -> Iterator[TimeMention]:
    """``6:12 a.m. Wednesday`` is one time, at the minute of its day."""
    waiting: TimeMention | None = None
    for mention in mentions:
        if waiting is not None:
            clock, day = (waiting, mention) if waiting.grain == "minute" else (mention, waiting)
            gap = _DAY_AFTER_CLOCK if clock is waiting else _CLOCK_AFTER_DAY
            fits = clock.grain == "minute" and day.grain in ("day", "part of day")
            if fits and gap.fullmatch(low, waiting.span.end, mention.span.start):
                yield TimeMention(Span(waiting.span.start, mention.span.end), day.start, day.end, "minute", day.anchor)
                waiting = None
                continue
            yield waiting
        waiting = mention
    if waiting is not None:
        yield waiting


# ---------------------------------------------------------------------------------------------- the day of the article


def _anchor(parsed: Parsed) -> tuple[date | None, str]:
    """The day that relative times are counted from, and where it was found."""
    article = parsed.article
    if article.published_on is not None:
        return article.published_on, "published"
    if article.published_at is not None:
        return article.published_at.date(), "published"
    found = next((day for line in _head(parsed) if (day := full_date(line)) is not None), None)
    return found, "dateline" if found else ""


_DATELINE = re.compile(r"^.{0,80}?\s[—–-]{1,2}\s")


def _head(parsed: Parsed) -> Iterable[str]:
    """The short lines above the report, and the dateline of its first sentence."""
    text = parsed.article.report
    first = next((s for s in parsed.sentences if s.end - s.start > _MASTHEAD_LINE_CHARS), None)
    top = text[: min(first.start if first else len(text), _MASTHEAD_CHARS)]
    for line in top.splitlines():
        if len(line) <= _MASTHEAD_LINE_CHARS:
            yield line
    if first is not None and (dateline := _DATELINE.match(text[first.start : first.end])):
        yield dateline.group()


# ---------------------------------------------------------------------------------------------- tense

_LEXICON = lexicon("times")["tense"]
_FUTURE_WORDS = frozenset(_LEXICON["future_words"])
_FUTURE_HEADS = frozenset(_LEXICON["future_heads"])
_REPORTING = frozenset(form for verb in _LEXICON["reporting"] for form in forms(verb))
_BEFORE_AHEAD = re.compile(r"\b(?:ahead of|in time for|in advance of|prior to|deadline(?: of| is)?|set for|due(?: on)?) $")
_BEFORE_PAST = re.compile(r"\b(?:after|since|following|in the wake of|as of) $")
_MODALS = frozenset(
    ("will", "wo", "would", "shall", "'ll", "’ll", "may", "might", "could", "can", "should", "must", "'d", "’d")
)
_PERFECT = frozenset(("have", "'ve", "’ve"))
_DEEPEST = 5
"""Verbs over a verb that are asked for its tense."""
_BESIDE = frozenset(("on", "late", "early", "earlier", "later", "again"))


def _tense(sentence: Sentence, span: Span, *, low: str) -> Tense:
    """Whether the clause of an expression is past or looks ahead."""
    before = max(sentence.start, span.start - 24), span.start
    if _BEFORE_AHEAD.search(low, *before):
        return "future"
    if _BEFORE_PAST.search(low, *before):
        return "past"
    token = _token_at(sentence, span.start)
    if token is None:
        return ""
    left = token.i - 1
    while left >= 0 and sentence.tokens[left].text.lower() in _BESIDE:
        left -= 1
    if left >= 0 and sentence.tokens[left].tag == "VBD":  # "said on Wednesday it would ..." is often parsed amiss
        return "past"
    verb, through_noun = _verb_above(sentence.tokens, token)
    return _tense_of(sentence, verb, through_noun=through_noun, depth=0) if verb is not None else ""


def _verb_above(tokens: tuple[Token, ...], token: Token) -> tuple[Token | None, bool]:
    """The verb that an expression hangs on, and whether a noun stands between ("Monday's meeting")."""
    through_noun, first = False, token
    for _ in range(len(tokens)):
        if token.tag.startswith("VB") or token.tag == "MD" or token.text.lower() in _FUTURE_WORDS:
            return token, through_noun
        if token.head == token.i:
            break
        through_noun = through_noun or (token is not first and token.pos in ("NOUN", "PROPN"))
        token = tokens[token.head]
    return None, through_noun


def _tense_of(sentence: Sentence, verb: Token, *, through_noun: bool, depth: int) -> Tense:
    """From the verb's form, its auxiliaries, and for an infinitive from the verb above it."""
    word = verb.text.lower()
    if word in _FUTURE_WORDS:
        return "future"
    if verb.tag == "VBD":
        return "past"
    helpers = [child for child in sentence.children(verb.i) if child.dep in ("aux", "auxpass")]
    helped = {child.text.lower() for child in helpers}
    if helped & _MODALS:
        return "past" if helped & _PERFECT else "future"
    if helped & {"had", "was", "were", "did", "has"} or helped & _PERFECT:
        return "past"
    if any(child.tag == "TO" for child in helpers):
        return _tense_of_infinitive(sentence, verb, through_noun=through_noun, depth=depth)
    if verb.tag == "VBN" and not helpers and not through_noun:  # "a lawsuit filed in June"
        return "past"
    if through_noun:  # "the video shows the events on Friday"
        return ""
    head = sentence.tokens[verb.head]
    if verb.tag == "VB" and not helpers and verb.dep == "ccomp" and head.tag.startswith("VB") and depth <= _DEEPEST:
        return _tense_of(sentence, head, through_noun=through_noun, depth=depth + 1)  # "saw prices rise on Sunday"
    if verb.tag in ("VBZ", "VBP", "VB"):
        return "past" if word in _REPORTING else "future"
    if verb.tag == "VBG" and helped & {"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"}:
        return "future"
    return ""


def _tense_of_infinitive(sentence: Sentence, verb: Token, *, through_noun: bool, depth: int) -> Tense:
    """An act that was agreed to lies ahead; "declined to comment" and "gathered to mourn" are as past as their head."""
    head = sentence.tokens[verb.head]
    if head.i == verb.i or depth > _DEEPEST:
        return "future"
    if head.lemma in _FUTURE_HEADS or head.text.lower() in _FUTURE_WORDS:
        return "future"
    if head.tag.startswith("VB"):
        return _tense_of(sentence, head, through_noun=through_noun, depth=depth + 1)
    return "future"

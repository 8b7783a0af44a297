"""Events: clauses that tell who did what to whom, by PLOVER's types, read off the parse."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rashomon.countries import country_name
from rashomon.extract.events.again import read_again
from rashomon.extract.events.naming import Naming
from rashomon.extract.events.once import told_once
from rashomon.extract.events.patterns import find_hits
from rashomon.extract.events.plain import tells_plainly
from rashomon.extract.events.predicates import find_predicates
from rashomon.extract.events.reader import Reader
from rashomon.model import Actor, ActorMention, EventMention, Parsed, Quote, Sentence, Span, TimeMention

__all__ = ["find_events", "read_again", "told_once"]

_DOMINANCE = 1.5
"""How many times more often than any third country both of two must be named for an article to be on the two."""

_BACK = 3
"""Sentences in which "the two countries" may have been named."""


def find_events(
    parsed: Parsed, actors: Sequence[ActorMention], quotes: Sequence[Quote], times: Sequence[TimeMention]
) -> list[EventMention]:
    """The events that an article tells, in order of its sentences; within a sentence the main clause's come first.

    Words of ``data/events.toml`` tell a happening and its type; the parse tells who does it to whom, and whether it is said
    to have happened. Types, and the rules for promised, refused and ended acts, are those of the PLOVER manual.

    Args:
        parsed: the article's sentences.
        actors: who is named in it, and where.
        quotes: what it attributes to somebody.
        times: its time expressions.
    """
    found: list[EventMention] = []
    two = _two_sides(actors)
    countries = set(_states(m.actor for m in actors))
    settled = _is_settled([m.actor for m in actors])
    named = _by_sentence(parsed.sentences, [actor.span for actor in actors])
    said = _by_sentence(parsed.sentences, [quote.span for quote in quotes])
    dated = _by_sentence(parsed.sentences, [time.span for time in times])
    for k, sentence in enumerate(parsed.sentences):
        hits = find_hits(sentence)
        if hits or tells_plainly(sentence):
            near = _near_two([[actors[i].actor for i in named[j]] for j in range(k, max(-1, k - _BACK), -1)])
            naming = Naming(
                sentence,
                [actors[i] for i in named[k]],
                two=near,
                main=two,
                countries=countries,
                settled=settled,
                speaking=_speaking(sentence, [quotes[i] for i in said[k]]),
            )
            reader = Reader(sentence, naming, quotes=[quotes[i] for i in said[k]], times=[times[i] for i in dated[k]])
            found.extend(reader.read(find_predicates(sentence, hits)))
    return found


def _speaking(sentence: Sentence, quotes: Sequence[Quote]) -> dict[int, Actor]:
    """Words within quotation marks, with who says them."""
    spans = [(span, q.speaker) for q in quotes if q.speaker is not None and q.mode != "indirect" for span in q.content]
    return {token.i: speaker for token in sentence.tokens for span, speaker in spans if span.start <= token.start < span.end}


def _by_sentence(sentences: Sequence[Sentence], spans: Iterable[Span]) -> list[list[int]]:
    """For each sentence the indices of the spans that overlap it."""
    found: list[list[int]] = [[] for _ in sentences]
    starts = [sentence.start for sentence in sentences]
    for i, span in enumerate(spans):
        k = max(0, bisect_right(starts, span.start) - 1)
        while k < len(sentences) and sentences[k].start < span.end:
            if span.start < sentences[k].end:
                found[k].append(i)
            k += 1
    return found


def _states(actors: Iterable[Actor]) -> Iterator[str]:
    """The codes of the countries that actors act for."""
    return (a.of for a in actors if a.of is not None and len(a.of) == 3 and a.of.isupper())


def _is_settled(actors: Sequence[Actor]) -> bool:
    """Whether no place or group without a country is named more often than the country that is named most: else the article
    may be on a country that is in no table."""
    known = Counter(_states(actors))
    unknown = Counter(a.name for a in actors if a.kind in ("group", "place") and a.of is None)
    return max(unknown.values(), default=0) <= max((1, *known.values()))


def _sides(codes: Iterable[str]) -> tuple[Actor, ...]:
    return tuple(Actor(country_name(code), "country", code) for code in sorted(codes))


def _near_two(sentences: Sequence[Sequence[Actor]]) -> tuple[Actor, ...]:
    """The two countries told of last, where the nearest sentences, this one first, name two and no third."""
    told: set[str] = set()
    for actors in sentences:
        told.update(_states(actors))
        if len(told) >= 2:
            break
    return _sides(told) if len(told) == 2 else ()


def _two_sides(actors: Sequence[ActorMention]) -> tuple[Actor, ...]:
    """The two countries that an article is on: "the two sides"."""
    counts = Counter(_states(m.actor for m in actors))
    most = sorted(counts, key=lambda code: (-counts[code], code))
    if len(most) < 2 or (len(most) > 2 and counts[most[1]] <= _DOMINANCE * counts[most[2]]):
        return ()
    return _sides(most[:2])

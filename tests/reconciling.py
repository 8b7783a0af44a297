"""Accounts made by hand from short own texts, for the tests of the reconcile stage. All people and places are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rashomon.model import Account, Actor, ActorMention, Article, EventMention, FigureMention, Quote, Span, Story
from rashomon.model import Mode as QuoteMode
from rashomon.parse import split_sentences

HOLT = Actor("Mara Holt", "person", "NOR", "prime minister")
DRESK = Actor("Ilan Dresk", "person", "SWE", "foreign minister")


@dataclass(frozen=True)
class Said:
    """A quote to be found in a text; pieces of content are separated by ``||``."""

    speaker: Actor | None
    content: str
    mode: QuoteMode = "direct"
    stance: str = "asserts"
    cue: str | None = None


@dataclass(frozen=True)
class Given:
    """A figure to be found in a text."""

    words: str
    low: float | str | None
    high: float | str | None
    unit: str = ""
    counted: str | None = None


@dataclass(frozen=True)
class Happened:
    """An event to be found in a text: the trigger is the first word of the clause that is given as such."""

    clause: str
    trigger: str
    type: str
    actor: tuple[Actor, ...] = ()
    recipient: tuple[Actor, ...] = ()
    status: str = "happened"
    place: str | None = None


def find(text: str, snippet: str, start: int = 0) -> Span:
    at = text.index(snippet, start)
    return Span(at, at + len(snippet))


def account(
    name: str,
    text: str,
    *,
    said: Sequence[Said] = (),
    given: Sequence[Given] = (),
    happened: Sequence[Happened] = (),
    named: Sequence[tuple[str, Actor]] = (),
    on: date | None = None,
) -> Account:
    """An article with what was found in it; snippets are looked for in the order of the text."""
    quotes, figures, events = [], [], []
    at = 0
    for quote in said:
        pieces = []
        for piece in quote.content.split("||"):
            span = find(text, piece.strip(), at)
            pieces.append(span)
            at = span.start
        cue = find(text, quote.cue) if quote.cue else None
        # stances and statuses come as plain words
        quotes.append(Quote(tuple(pieces), quote.mode, cue=cue, speaker=quote.speaker, stance=quote.stance, confidence=0.9))  # type: ignore[arg-type]
    at = 0
    for figure in given:
        span = find(text, figure.words, at)
        at = span.end
        counted = find(text, figure.counted, span.start) if figure.counted else None
        figures.append(FigureMention(span, figure.low, figure.high, figure.unit, counted=counted))
    for event in happened:
        span = find(text, event.clause)
        events.append(
            EventMention(
                span,
                find(text, event.trigger, span.start),
                event.type,
                event.actor,
                event.recipient,
                place=event.place,
                status=event.status,  # type: ignore[arg-type]
            )
        )
    lines = [line for line in text.split("\n") if line.strip()]
    sentences = [sentence for line in lines for sentence in split_sentences(text, find(text, line))]
    return Account(
        Article(name, text, outlet=f"The {name}", published_on=on),
        tuple(sentences),
        actors=tuple(ActorMention(find(text, words), actor) for words, actor in named),
        quotes=tuple(sorted(quotes, key=lambda q: q.content)),
        figures=tuple(figures),
        events=tuple(events),
    )


def story(*accounts: Account) -> Story:
    return Story("story", tuple(sorted(accounts, key=lambda a: a.article.id)))

"""What one article says: actors, quotes, events, figures and times, each with its span."""

from __future__ import annotations

from rashomon.extract.actors import find_actors
from rashomon.extract.dating import date_by_story
from rashomon.extract.events import find_events, read_again, told_once
from rashomon.extract.figures import find_figures
from rashomon.extract.quotes import find_quotes, tag
from rashomon.extract.times import find_times
from rashomon.model import Account, Parsed, QuoteModel

__all__ = ["date_by_story", "extract"]


def extract(parsed: Parsed, *, quote_model: QuoteModel = "fast") -> Account:
    """Find all that one article tells."""
    actors = find_actors(parsed)
    times = find_times(parsed)
    quotes = find_quotes(parsed, actors, drafts=tag(parsed) if quote_model == "accurate" else None)
    events = find_events(parsed, actors, quotes, times)
    return Account(
        article=parsed.article,
        sentences=tuple(sentence.span for sentence in parsed.sentences),
        actors=tuple(actors),
        quotes=tuple(quotes),
        events=tuple(told_once([*read_again(parsed, events)]) if quote_model == "accurate" else events),
        figures=tuple(find_figures(parsed, quotes, times=times)),
        times=tuple(times),
        quote_model=quote_model,
    )
